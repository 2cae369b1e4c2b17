"""Kinds of plain files that data bases, press offices and chats leave: each article, its fields."""

from datetime import date

import pytest

from feeds.model import Draft, Split
from feeds.split import split

from .conftest import TEXTS, dump

TITLES = ("Eastern channel to be widened", "Bakery on Mill Street closes", "Night trains return")
AUTHORS = ("Lena Marsh", "Tom Ferrier", "Ada Quill")
LAST_FIRST = ("Marsh, Lena", "Ferrier, Tom", "Quill, Ada")


def laid(form: str, between: str = "\n") -> Split:
    """Return the split of three articles in a form, in which `{t}` is a headline and so on."""
    found = []
    for n, (title, author, text) in enumerate(zip(TITLES, AUTHORS, TEXTS, strict=True)):
        first, second = text.split("\n\n")
        values = {"n": n + 1, "t": title, "a": author, "i": LAST_FIRST[n], "d": f"2025-03-0{n + 4}"}
        found.append(form.format(**values, m=f"{n + 4} March 2025", p=first, q=second, x=text))
    return split(dump(between.join(found) + "\n"))


def signed(found: tuple[Draft, ...]) -> list[tuple[str, date | None]]:
    days = (draft.published.date() if draft.published else None for draft in found)
    return [("; ".join(draft.byline), day) for draft, day in zip(found, days, strict=True)]


EXPECTED = [(author, date(2025, 3, n + 4)) for n, author in enumerate(AUTHORS)]
FACTIVA = (
    "HD\n{t}\nBY\nBy {a}\nWC\n412 words\nPD\n{m}\nSN\nThe Coast Gazette\nLA\nEnglish\nLP\n\n{p}\n\n"
    "TD\n\n{q}\n\nNS\ngcat : General News\nPUB\nCoast Media\nAN\nDocument COAST00{n}\n"
)
INLINE = (
    "HD   {t}\nBY   By {a}\nWC   412\nPD   {m}\nSN   The Coast Gazette\nLP\n\n{p}\n\nTD\n\n{q}"
    "\n\nAN   Document COAST00{n}\n"
)


@pytest.mark.parametrize(
    "form",
    [
        FACTIVA,
        INLINE,
        "TY  - JOUR\nT1  - {t}\nA1  - {i}\nY1  - {d}\nKW  - Coast\nN2  - {p} {q}\nER  - \n",
        "%0 Newspaper Article\n%T {t}\n%A {i}\n%J The Coast\n%8 {m}\n%X {p} {q}\n",
        "PMID- 3{n}\nOWN - NLM\nDP  - {m}\nTI  - {t}\nAB  - {p}\n      {q}\nFAU - {i}\nLA  - eng\n",
        "[TITLE] {t}\n[DATE] {d}\n[AUTHOR] {a}\n[TEXT]\n{x}\n",
        "<DOC>\n<TITLE>{t}</TITLE>\n<BY>{a}</BY>\n<DATE>{d}</DATE>\n<TEXT>\n{x}\n</TEXT>\n</DOC>",
        "Medium: The Coast\nDate: {d}\nAuthor: {a}\nPage: {n}\n\n{t}\n\n{x}\n",
        "Record: {n}\nTitle:\n{t}\nAuthors:\n{a}\nDate:\n{d}\nAbstract:\n{p} {q}\nPages:\n1\n",
        "0{n}/03/2025, 09:1{n} - {a}: {t}\n\n{x}",
    ],
)
def test_codes_and_labels_of_data_bases_state_each_article(form: str) -> None:
    found = laid(form).drafts
    assert list(TITLES) == [draft.title for draft in found]
    words = [" ".join(draft.body.split()) for draft in found]
    assert [text.replace("\n\n", " ") for text in TEXTS] == words
    assert list(AUTHORS) == [author for author, _ in signed(found)]
    assert all(draft.published for draft in found)


def test_the_date_of_a_code_is_read() -> None:
    assert EXPECTED == signed(laid(FACTIVA).drafts)


def test_a_code_for_a_keyword_is_a_category() -> None:
    text = "TY  - NEWS\nTI  - A fair\nAU  - Cole, Hannah\nAU  - Pym, Ada\nKW  - Fairs\nN2  - {}\n"
    (draft,) = split(dump(text.format(TEXTS[0]))).drafts
    assert (("Fairs",), ("Hannah Cole", "Ada Pym")) == (draft.categories, draft.byline)


def test_a_record_of_codes_that_a_text_shows_is_none() -> None:
    shown = "TY  - NEWS\nTI  - A lamp\nAU  - Cole, Hannah\nN2  - It is lit.\nER  - "
    found = split(dump(f"# How we file\n\n{shown}\n\nSo looks a record. {TEXTS[0]}\n")).drafts
    assert "A lamp" in "\n".join(draft.body for draft in found)


NEXIS = (
    "{t}\nThe Coast Gazette\n{m} Tuesday\n\nCopyright 2025 Coast Media All Rights Reserved\n\n"
    "Section: Local; Pg. {n}\nLength: 300 words\nByline: {a}\n\nBody\n\n\n{x}\n\nLoad-Date: {m}\n\n"
    "End of Document\n\n"
)


def test_a_line_that_ends_each_article_parts_them() -> None:
    found = laid(NEXIS).drafts
    assert list(TITLES) == [draft.title for draft in found]
    assert EXPECTED == signed(found)


@pytest.mark.parametrize(
    "form",
    [
        "### BEGIN ARTICLE {n} ###\n{t}\n{a}, {m}\n\n{x}\n\n### END ARTICLE {n} ###\n",
        "<<<ARTICLE>>>\n{t}\n{a}, {m}\n\n{x}\n",
        '<article id="{n}">\n{t}\n{a}, {m}\n\n{x}\n</article>\n',
        "# newdoc id = art{n}\n{t}\n{a}, {m}\n\n{x}\n",
        "FOR IMMEDIATE RELEASE\n\n{t}\n\n{a}, {m}\n\n{x}\n",
        "PRESSEMITTEILUNG\nZur sofortigen Veröffentlichung\n\n{t}\n\n{a}, {m}\n\n{x}\n",
    ],
)
def test_lines_that_only_say_that_an_article_begins_part_them(form: str) -> None:
    whole = laid(form)
    assert list(TITLES) == [draft.title for draft in whole.drafts]
    assert EXPECTED == signed(whole.drafts)
    assert (1, "parts two articles") in whole.dropped


def test_what_a_press_office_writes_above_its_text_is_no_field_of_it() -> None:
    text = f"FOR IMMEDIATE RELEASE\n\n{TITLES[0]}\n\n{TEXTS[0]}\n"
    (draft,) = split(dump(text)).drafts
    assert (TITLES[0], (), ()) == (draft.title, draft.categories, draft.byline)


@pytest.mark.parametrize("head", ["## Story", "### New", "== Text =="])
def test_a_heading_that_comes_back_parts_no_articles(head: str) -> None:
    found = laid(f"# {{t}}\n\n{head}\n\n{{x}}\n").drafts
    assert list(TITLES) == [draft.title for draft in found]


def test_headlines_are_marked_in_latex_too() -> None:
    found = laid("\\section{{{t}}}\n\n{x}\n").drafts
    assert list(TITLES) == [draft.title for draft in found]


@pytest.mark.parametrize(("mark", "below"), [("## ", "**{}**"), ("# ", "=== {} ===")])
def test_sub_headings_lose_their_marks_where_headlines_have_some(mark: str, below: str) -> None:
    form = f"{mark}{{t}}\n\n{{p}}\n\n{below.format('What it costs')}\n\n{{q}}\n"
    found = laid(form).drafts
    assert list(TITLES) == [draft.title for draft in found]
    assert all("## What it costs" in draft.body for draft in found)


def test_a_chat_of_short_messages_is_no_row_of_articles() -> None:
    lines = ("Has anybody seen my parrot?", "On your chimney.", "Caught it.", "Well done!") * 3
    text = "\n".join(f"12/03/2025, 10:{n + 10} - Joan: {line}" for n, line in enumerate(lines))
    assert len(split(dump(text)).drafts) < len(lines)


def test_a_message_that_says_nothing_beside_its_head_is_part_of_the_one_above() -> None:
    """Its sender would begin an article that has no words, and the line be lost."""
    head = "12/03/2025, 10:1{} - {}: {}"
    said = [text.replace("\n\n", " ") for text in TEXTS]
    lines = [head.format(n, *pair) for n, pair in enumerate(zip(AUTHORS, said, strict=True))]
    found = split(
        dump("\n".join((*lines, head.format(9, "Jo Hill", "\t"), f"So it is. {said[0]}")))
    )
    assert list(zip(AUTHORS, strict=True)) == [draft.byline for draft in found.drafts]
    assert "Jo Hill:" in found.drafts[-1].body


def test_what_was_said_above_the_first_article_of_a_chat_is_listed_as_that() -> None:
    head = "12/03/2025, 10:1{} - {}: {}"
    above = ("12/03/2025, 10:09 - Ada Quill joined", "12/03/2025, 10:09 - Jo: Hello,", "all of you")
    said = (text.replace("\n\n", " ") for text in TEXTS)
    lines = [head.format(n, *pair) for n, pair in enumerate(zip(AUTHORS, said, strict=True))]
    found = split(dump("\n".join((*above, *lines))))
    assert [(n, "stands above the first article") for n in (1, 2, 3)] == list(found.dropped)
    assert list(zip(AUTHORS, strict=True)) == [draft.byline for draft in found.drafts]
