"""Records of scrapers under whatever names, and files that end in the middle of one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.errors import DumpError
from feeds.model import Draft, Dump
from feeds.read import read

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


def reading(data: Any, name: str = "a.json") -> Dump:
    text = data if isinstance(data, str) else json.dumps(data)
    return read(name, text.encode(), digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def only(record: Any) -> Draft:
    (draft,) = reading([record]).drafts or ()
    return draft


@pytest.mark.parametrize("title", ["title", "headline", "name", "Title"])
@pytest.mark.parametrize(
    "body", ["text", "body", "content", "articleBody", "maintext", "content_html", "full_text"]
)
def test_title_and_text_are_found_by_the_names_that_scrapers_use(title: str, body: str) -> None:
    draft = only({title: "Mill fire", body: "It burnt."})

    assert ("Mill fire", "It burnt.") == (draft.title, draft.body)


@pytest.mark.parametrize(
    "name", ["date", "published", "date_published", "datePublished", "pubDate"]
)
@pytest.mark.parametrize(
    "value",
    ["2026-03-01T09:00:00Z", "Sun, 01 Mar 2026 09:00:00 GMT", 1772355600, 1772355600000,
     "1772355600", "2026-03-01 09:00:00+00:00", "March 1, 2026 9:00 UTC", {"$date": 1772355600000}],
)  # fmt: skip
def test_dates_are_read_in_the_shapes_that_scrapers_use(name: str, value: Any) -> None:
    assert NINE == only({"title": "a", "text": "b", name: value}).published


@pytest.mark.parametrize("value", ["01.03.2026", "1.3.2026 09:00", "1. 3. 2026", "01.03.26"])
def test_a_date_with_dots_begins_with_the_day(value: str) -> None:
    found = only({"title": "a", "text": "b", "date": value}).published

    assert found
    assert "2026-03-01" == found.date().isoformat()


@pytest.mark.parametrize(
    "value",
    ["yesterday", "March", "2026", -1, 10**30, True, "9:00", [], {}, "99999999999999999999"],
)
def test_what_is_no_whole_date_is_none(value: Any) -> None:
    """Trap: dateutil fills what is missing from today's date, and so from the clock."""
    assert only({"title": "a", "text": "b", "date": value}).published is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ann", ("Ann",)),
        ("By Ann; Bob", ("Ann", "Bob")),
        (["Ann", "Bob", "Ann"], ("Ann", "Bob")),
        ({"name": "Ann"}, ("Ann",)),
        ([{"@type": "Person", "name": "Ann"}, {"name": "Bob"}], ("Ann", "Bob")),
        ("ann@mill.example (Ann)", ("Ann",)),
        (["https://mill.example/ann"], ()),
        ([None, 7, {"x": 1}], ("7",)),
    ],
)
def test_authors_may_be_text_lists_or_objects(value: Any, expected: tuple[str, ...]) -> None:
    assert expected == only({"title": "a", "text": "b", "author": value}).byline


def test_the_section_is_the_category_and_tags_follow() -> None:
    draft = only({"title": "a", "text": "b", "section": "Energy", "tags": ["Wind", "Energy"]})

    assert ("Energy", "Wind") == draft.categories


def test_language_summary_and_address_are_kept() -> None:
    draft = only(
        {"title": "a", "text": "b", "lang": "de_AT", "dek": "c", "url": "https://m.example/x"}
    )

    assert ("de-AT", "c") == (draft.language, draft.dek)
    assert draft.body == "b\n\n[m.example](https://m.example/x)"


@pytest.mark.parametrize("key", ["items", "articles", "data", "results", "entries"])
def test_records_are_found_within_an_object(key: str) -> None:
    dump = reading({"title": "List", "status": "ok", key: [{"title": "a", "text": "b"}] * 2})

    assert ["a", "a"] == [draft.title for draft in dump.drafts or ()]


def test_records_within_what_databases_put_around_them_are_found() -> None:
    hits = {"hits": {"total": 1, "hits": [{"_id": 1, "_source": {"title": "a", "text": "b"}}]}}
    wordpress = [{"title": {"rendered": "A &amp; B"}, "content": {"rendered": "<p>b</p>"}}]

    assert ["a"] == [draft.title for draft in reading(hits).drafts or ()]
    assert [("A & B", "b")] == [(d.title, d.body) for d in reading(wordpress).drafts or ()]


def test_an_article_with_a_list_in_it_is_one_article() -> None:
    draft = only(
        {"title": "a", "text": "b", "items": [{"title": "related", "url": "https://x.example"}]}
    )

    assert draft.title == "a"


def test_html_and_plain_texts_are_told_apart() -> None:
    assert (
        only({"title": "a", "text": "1 < 2 *or* not\n\nTwo"}).body == "1 &lt; 2 \\*or\\* not\n\nTwo"
    )
    assert only({"title": "a", "text": "<p>One</p><p>Two</p>"}).body == "One\n\nTwo"


def test_a_list_that_was_cut_short_is_read_up_to_there() -> None:
    whole = json.dumps([{"title": "a", "text": "b"}, {"title": "c", "text": "d"}])

    dump = reading(whole[:-12])

    assert ["a"] == [draft.title for draft in dump.drafts or ()]
    assert "record 2 and the rest: not read" in dump.text


def test_a_bad_line_of_json_lines_is_named_and_the_others_read() -> None:
    good = json.dumps({"title": "a", "text": "b"})

    dump = reading(f"{good}\n{{bad\n\n{good}\n[1, 2]\n{{}}\n", "a.jsonl")

    assert 2 == len(dump.drafts or ())
    assert "line 2: not read: " in dump.text
    assert "line 6: it has neither a title nor a text" in dump.text


def test_surrogates_and_controls_do_not_come_through() -> None:
    """Trap: one lone surrogate in a feed stops a reader from updating any feed."""
    draft = only({"title": "a\u0000\ud800b", "text": "x\u0007\ud83d\udd25\udc00"})

    assert not set(draft.title + draft.body) & set("\0\ud800\x07\udc00")
    assert "🔥" in draft.body


@pytest.mark.parametrize("text", ["[Music] plays\n", "{braces} in a text\n", "[[wiki]] text\n"])
def test_a_text_that_begins_with_a_bracket_is_text(text: str) -> None:
    assert reading(text, "a.txt").media_type == "text/plain"


@pytest.mark.parametrize("text", ['[{"a": 1}]', '{"title": 7}', "[]", '[{"title": "a"}]', '{"a":'])
def test_json_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(DumpError):
        reading(text)
