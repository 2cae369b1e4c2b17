"""The text of an encyclopedia, as WikiExtractor writes it."""

import html
from datetime import UTC, datetime

import pytest

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.read import read

HARBOUR = """<doc id="12" url="https://wiki.example/wiki?curid=12" title="Harbour">
Harbour

A harbour is a place for ships.
The oldest one is at Brackwater.
- piers
- cranes

</doc>
"""
MILL = HARBOUR.replace("12", "13").replace("Harbour", "Mill").replace("harbour", "mill")
EMPTY = '<doc id="14" url="https://wiki.example/wiki?curid=14" title="Docks">\nDocks\n\n</doc>\n'


def reading(text: str) -> Dump:
    return read("wiki_00", text.encode(), digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def articles(text: str) -> list[tuple[str, str]]:
    return [(draft.title, draft.body) for draft in reading(text).drafts or ()]


def test_each_document_is_an_article_with_its_lines_as_paragraphs_and_its_link() -> None:
    assert [
        (
            "Harbour",
            "A harbour is a place for ships.\n\nThe oldest one is at Brackwater.\n\n- piers\n\n"
            "- cranes\n\n[wiki.example](https://wiki.example/wiki?curid=12)",
        ),
        "Mill",
    ] == [*articles(HARBOUR + MILL)[:1], articles(HARBOUR + MILL)[1][0]]


def test_an_attribute_more_changes_nothing() -> None:
    more = HARBOUR.replace(" url=", ' revid="7" url=').replace('">\n', '" language="en">\n')

    assert articles(HARBOUR) == articles(more)


def test_a_first_line_that_is_not_the_title_stays() -> None:
    (article,) = articles(HARBOUR.replace("\nHarbour\n", "\nOn harbours\n"))

    assert article[1].startswith("On harbours\n\nA harbour is")


@pytest.mark.parametrize("title", ['The "Old" Harbour', "Fish &amp; Ships", "a &lt; b"])
def test_a_title_may_have_quotes_and_references(title: str) -> None:
    text = HARBOUR.replace('"Harbour"', f'"{title}"').replace("\nHarbour\n", f"\n{title}\n")
    ((found, body),) = articles(text)

    assert html.unescape(title) == found
    assert body.startswith("A harbour is")


def test_text_is_escaped_and_left_over_tags_are_no_text() -> None:
    ((_, body),) = articles(HARBOUR.replace("for ships", "for &lt;b&gt; <br>*ships*"))

    assert body.startswith("A harbour is a place for")
    assert "ships" in body
    assert "<b" not in body


def test_a_document_without_text_is_listed_and_no_problem() -> None:
    dump = reading(HARBOUR + EMPTY)

    assert ["Harbour"] == [draft.title for draft in dump.drafts or ()]
    assert "document 2: there is no text in it" in dump.text
    assert () == dump.skipped


def test_a_file_cut_short_is_read_up_to_there() -> None:
    dump = reading(HARBOUR + MILL[:110])

    assert ["Harbour", "Mill"] == [draft.title for draft in dump.drafts or ()]
    assert ("document 2: cut short",) == dump.skipped


def test_what_stands_between_documents_is_kept() -> None:
    assert reading(HARBOUR + "A stray line.\n" + MILL).text.rstrip().endswith("A stray line.")


def test_a_file_of_empty_documents_is_refused() -> None:
    with pytest.raises(DumpError, match="there is no text in its documents"):
        reading(EMPTY)


@pytest.mark.parametrize("text", ["<doc>\nWords.\n", '<DOC id="1" type="story">\nWords.\n'])
def test_other_documents_are_texts(text: str) -> None:
    assert "text/plain" == reading(text).media_type
