"""Headlines of one level, numbers above articles, and blank lines that are more than others."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from feeds.model import Split
from feeds.split import split
from feeds.split.given import COUNTED_SO
from feeds.split.levels import headed, level
from feeds.split.lines import Page, read_page
from feeds.split.network import OUTPUTS, START, Array

from .conftest import TEXTS, dump

TITLES = ("Eastern channel to be widened", "Bakery on Mill Street closes", "Night trains return")


def found(text: str) -> Split:
    return split(dump(text))


def titles(text: str) -> list[str]:
    return [draft.title for draft in found(text).drafts]


def laid(head: Callable[[int, str], str], between: str = "\n\n") -> str:
    pairs = zip(TITLES, TEXTS, strict=True)
    return between.join(f"{head(n, t)}\n\n{x}" for n, (t, x) in enumerate(pairs, 1))


@pytest.mark.parametrize(
    "mark",
    [
        *("# {t}", "## {t}", "== {t} ==", "**{t}**", "__{t}__", "{n}. {t}", "{n}) {t}"),
        *("= {t}", "📰 {t}", ">>> {t}", "◆{t}", "## [{t}](https://example.org/{n})"),
        *("ARTICLE {n}: {t}", "Story #{n} - {t}", "{t}\n-------", "{t}\n=========="),
    ],
)
def test_what_bears_the_mark_of_the_first_headline_is_one(mark: str) -> None:
    assert titles(laid(lambda n, t: mark.format(n=n, t=t))) == list(TITLES)


@pytest.mark.parametrize(
    ("mark", "deeper"), [("# {}", "## {}"), ("== {} ==", "=== {} ==="), ("## {}", "**{}**")]
)
def test_a_heading_of_another_level_begins_no_article(mark: str, deeper: str) -> None:
    text = laid(lambda _, t: mark.format(t)).replace(
        "\n\nThe work", f"\n\n{deeper.format('Plans')}\n\nThe work"
    )
    assert titles(text) == list(TITLES)


def test_numbered_parts_below_a_headline_begin_no_articles() -> None:
    parts = "\n\n".join(f"{n}. Part of it\n\n{text}" for n, text in enumerate(TEXTS, 1))
    assert len(found(f"Three things that the harbour needs\n\n{parts}\n").drafts) == 1


def test_a_list_of_marked_lines_is_no_row_of_headlines() -> None:
    text = "# one\n# two\n# three\n\n" + "\n\n".join(TEXTS)
    assert len(found(text).drafts) <= 1


def test_articles_stand_farther_apart_than_paragraphs() -> None:
    assert titles(laid(lambda _, t: t, between="\n\n\n\n\n")) == list(TITLES)


@pytest.mark.parametrize(
    "count", ["Article {}", "{} of 3 DOCUMENTS", "Document {} of 3", "--- Story {} ---", "文章 {}"]
)
def test_a_line_that_numbers_articles_begins_each_and_belongs_to_none(count: str) -> None:
    text = laid(lambda n, t: f"{count.format(n)}\n\n{t}")
    whole = found(text)
    assert [draft.title for draft in whole.drafts] == list(TITLES)
    assert whole.roles[0] == "s"
    assert (1, "numbers an article") in whole.dropped
    assert whole.drafts[0].span.first == 3
    assert [e.feature for e in whole.drafts[1].evidence] == [COUNTED_SO]


def test_numbers_may_stand_below_who_exported_the_articles() -> None:
    text = "____\n\nReport of the archive\n12 March 2025\n____\n\n"
    whole = found(text + laid(lambda n, t: f"Document {n} of 3\n\n{t}"))
    assert [draft.title for draft in whole.drafts][-3:] == list(TITLES)


def test_numbered_headlines_may_be_sentences() -> None:
    whole = found(laid(lambda n, t: f"Article {n}\n\n{t}!"))
    assert [draft.title for draft in whole.drafts] == [f"{title}!" for title in TITLES]


@pytest.mark.parametrize("count", ["Page {}", "Chapter {}", "{}", "Figure {} of 3"])
def test_what_is_counted_is_not_always_an_article(count: str) -> None:
    whole = found(laid(lambda n, t: f"{count.format(n)}\n\n{t}"))
    assert all(e.feature != COUNTED_SO for draft in whole.drafts for e in draft.evidence)


def test_numbers_that_leave_one_out_count_nothing() -> None:
    text = laid(lambda n, t: f"Article {n}\n\n{t}").replace("Article 2", "Article 4")
    assert all(e.feature != COUNTED_SO for d in found(text).drafts for e in d.evidence)


def sure(page: Page, starts: Sequence[int]) -> Array:
    """Return log odds of a network that begins articles with these units."""
    logits = np.full((len(page.texts), OUTPUTS), -2.0, np.float32)
    logits[list(starts), START] = 2
    return logits


@pytest.mark.parametrize("greeting", ["", "What we published from 3 to 9 March.\n\n"])
def test_one_headline_above_those_of_a_deeper_level_is_the_name_of_the_dump(greeting: str) -> None:
    page = read_page("# The week in Harrow Green\n\n" + greeting + laid(lambda _, t: f"## {t}"))
    heads = [unit for unit, text in enumerate(page.texts) if text.startswith("## ")]
    logits = sure(page, [0, *heads])
    known = level(page, logits)
    assert known
    assert known.units == heads
    odds, starts = headed(logits, known)
    assert starts == heads
    assert [unit for unit in range(len(page.texts)) if odds[unit, START] > 0] == heads
    assert not level(page, sure(page, [0]))  # to the network they are parts of one article


def test_the_name_of_a_digest_is_none_of_its_articles() -> None:
    text = laid(lambda _, t: f"## {t}", between="\n\n[Read more](https://a.example/1)\n\n")
    whole = found(f"# The week in Harrow Green\n\nWhat we published this week.\n\n{text}\n")
    assert [draft.title for draft in whole.drafts] == list(TITLES)
    assert whole.roles[0] == "n"


def test_one_headline_with_a_text_below_is_that_of_an_article() -> None:
    text = "# The harbour of the future\n\n" + TEXTS[0] * 3 + "\n\n" + laid(lambda _, t: f"## {t}")
    assert found(text).drafts[0].title == "The harbour of the future"


def test_parts_of_one_article_are_none() -> None:
    parts = ("How it began", "What it costs", "Who is against it", "What comes next")
    text = "\n\n".join(f"## {part}\n\n{TEXTS[0]}" for part in parts)
    whole = found(f"# Four things about the harbour\n\n{text}\n")
    assert [draft.title for draft in whole.drafts] == ["Four things about the harbour"]
