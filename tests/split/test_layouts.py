"""Other layouts to learn from: lines move, are marked and come in, and their labels with them."""

import random
import re
from collections.abc import Callable

import pytest

from benchmarks.split.augment import CHANGES
from benchmarks.split.corpus import Gold
from benchmarks.split.letters import digests
from benchmarks.split.marking import blanks_alike, blanks_apart, marks, separated
from benchmarks.split.parts import Dump, put_together, taken_apart
from benchmarks.split.records import addresses, labelled

Change = Callable[[Dump, random.Random], None]

ARRANGED: list[Change] = [
    addresses, blanks_alike, blanks_apart, digests, labelled, marks, separated,
]  # fmt: skip
SEEDS = range(60)
DUMP = """n Home
n About
. -
c River
t Water in Aldern
a By Ada Quist
D 12 March 2024
p The council of Aldern met on the bridge, because the hall was under water for a third week.
h What it will cost
p Nobody in Aldern had seen the river so high, and the ferry was tied up at the mill instead.
l - a new weir, which the miller has asked for since the year of the last great flood
x Share this
. -
s ***
t Bread in Brack
a By Jo Holm
p The last loaves left the oven at four, and by noon the shelves of Brack were empty.
p A buyer has asked to turn the bakery into flats, which the mayor of Brack would welcome.
m Updated 14 March 2024
. -
c Music
t Strings in Corvo
D 15 March 2024
p With a programme of folk dances the orchestra of Corvo took first place in the region.
n Older posts"""


def gold() -> Gold:
    rows = [(row[0], "" if row[0] == "." else row[2:]) for row in DUMP.split("\n")]
    labels = "".join(role for role, _ in rows)
    return Gold("ford", "ford", [t for _, t in rows], labels, (3, 14, 20), (12, 19, 24), "dev")


def changed(change: Change, seed: int) -> Gold:
    dump = taken_apart(gold())
    change(dump, random.Random(seed))
    return put_together(gold(), dump)


def of_role(found: Gold, roles: str) -> list[str]:
    return [t for r, t in zip(found.labels, found.lines, strict=True) if r in roles]


def gaps(found: Gold) -> list[list[str]]:
    """Return the lines between an article and the next."""
    return [found.lines[a:b] for a, b in zip(found.ends, found.starts[1:], strict=False)]


@pytest.mark.parametrize("change", ARRANGED)
def test_a_line_and_its_label_stay_together_and_no_text_is_lost(change: Change) -> None:
    for seed in SEEDS:
        found = changed(change, seed)
        assert len(found.labels) == len(found.lines)
        assert all((r == ".") == (not t) for r, t in zip(found.labels, found.lines, strict=True))
        for role in "tphl":
            there = iter(of_role(found, role))
            assert all(any(text in t for t in there) for text in of_role(gold(), role)), role


@pytest.mark.parametrize("change", ARRANGED)
def test_an_article_starts_at_its_first_header_line_and_none_is_outside(change: Change) -> None:
    for seed in SEEDS:
        found = changed(change, seed)
        spans = list(zip(found.starts, found.ends, strict=True))
        assert len(spans) == 3
        assert all(found.labels[start] in "ckaDmt" for start, _ in spans)
        assert all(found.labels[a:b].count("t") == 1 for a, b in spans)
        inside = {n for a, b in spans for n in range(a, b)}
        assert all(n in inside or r in "ns." for n, r in enumerate(found.labels))
        assert all(n not in inside or r != "n" for n, r in enumerate(found.labels))


def test_all_headlines_bear_a_mark_that_sub_headings_do_not() -> None:
    counted = ruled = 0
    for seed in SEEDS:
        found = changed(marks, seed)
        titles = of_role(found, "t")
        heads = {
            re.sub(r"\d+|\b[IVX]+\b", "", title.split(name)[0])
            for title, name in zip(titles, of_role(gold(), "t"), strict=True)
        }
        assert len(heads) == 1
        counted += len({title[:12] for title in titles}) == 3 and any("1" in t for t in titles[:1])
        below = [found.labels[n + 1] for n, r in enumerate(found.labels) if r == "t"]
        ruled += below == ["s"] * 3
        assert (heads != {""}) != (below == ["s"] * 3)
        mark = heads.pop()
        assert not mark.strip() or not any(h.startswith(mark) for h in of_role(found, "h"))
    assert counted > 5
    assert ruled > 5


def test_numbers_of_headlines_count_up() -> None:
    for seed in SEEDS:
        numbers = [re.match(r"(?!h\d)\D*(\d+)", t) for t in of_role(changed(marks, seed), "t")]
        found = [int(n.group(1)) for n in numbers if n]
        assert found in ([], [found[0] + k for k in range(3)] if found else [])


def test_an_address_is_its_articles_own_and_may_be_where_it_starts() -> None:
    above = 0
    for seed in SEEDS:
        found = changed(addresses, seed)
        own = [n for n, t in enumerate(found.lines) if re.search(r"\w\.\w+/\S*$", t)]
        assert len(own) == 3
        assert all(found.labels[n] == "m" for n in own)
        assert all(a <= n < b for n, a, b in zip(own, found.starts, found.ends, strict=True))
        above += tuple(own) == found.starts
    assert 10 < above < 50


def test_records_have_the_same_labels_in_each_article() -> None:
    several = 0
    for seed in SEEDS:
        found = changed(labelled, seed)
        added = [t for t in of_role(found, "m") if "Updated 14" not in t]
        openings = [re.split(r"\s*[:：=|\t\]]|\s-\s", t.lstrip(":[-* "))[0] for t in added]
        several += sum(openings.count(o) >= 2 for o in set(openings)) > 1
    assert several > 30


def test_separators_that_say_something_belong_to_no_article() -> None:
    for seed in SEEDS:
        found = changed(separated, seed)
        inside = [found.labels[a:b] for a, b in zip(found.starts, found.ends, strict=True)]
        assert not any("s" in labels for labels in inside)
        assert found.labels.count("s") >= 2
        assert all(any(t.strip() for t in gap) for gap in gaps(found))


def test_a_letter_has_a_greeting_above_and_credits_in_place_of_bylines() -> None:
    credited = 0
    for seed in SEEDS:
        found = changed(digests, seed)
        assert "n" in found.labels[: found.starts[0]]
        last = [
            re.sub(r"[^ctaDdphlmx]", "", found.labels[a:b])
            for a, b in zip(found.starts, found.ends, strict=True)
        ]
        behind = [re.search(r"[phl]([aD])", labels) for labels in last]
        credited += all(behind)
        assert all(sum(labels.count(r) for r in "aD") < 2 for labels in last) or not any(behind)
    assert credited > 20


def test_blanks_part_articles_more_than_paragraphs_or_as_much() -> None:
    for seed in SEEDS:
        found = changed(blanks_apart, seed)
        within = [
            len(run)
            for a, b in zip(found.starts, found.ends, strict=True)
            for run in re.findall(r"\.+", found.labels[a:b])
        ]
        between = [len(re.match(r"\.*", found.labels[end:]).group()) for end in found.ends[:-1]]  # type: ignore[union-attr]
        assert min(between) >= 2
        assert max(within, default=0) < min(between)
        alike = changed(blanks_alike, seed)
        assert len({len(run) for run in re.findall(r"\.+", alike.labels.strip("."))} - {0}) <= 1


def test_each_of_these_changes_is_drawn_for_a_few_dumps_in_a_hundred() -> None:
    chances = {change: chance for chance, change in CHANGES}
    assert all(0.02 < chances[change] < 0.1 for change in ARRANGED)
