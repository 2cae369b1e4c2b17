"""Dumps of records: what a label says is taken at its word, and nothing of the text is lost."""

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Draft, Origin
from feeds.split import split
from feeds.split.given import LABELS

from .conftest import dump

FIRST = "The harbour board voted on Tuesday to widen the eastern channel by eleven metres."
SECOND = "The last loaves left the oven at four in the morning. By noon the shelves were empty."
MORE = "The work will begin in autumn and is expected to take two winters."


def drafts(text: str) -> tuple[Draft, ...]:
    return split(dump(text)).drafts


SCRAPED = f"""Title: Eastern channel to be widened
URL: https://example.org/news/channel
Date: 2024-03-12
Author: Lena Marsh
Category: Local News

{FIRST}

{MORE}

Title: Bakery on Mill Street closes
URL: https://example.org/news/bakery
Date: 2024-03-14
Author: Tom Ferrier
Category: Business

{SECOND}
"""


def test_each_record_is_an_article_with_the_fields_that_its_labels_state() -> None:
    first, second = drafts(SCRAPED)
    assert (first.title, second.title) == (
        "Eastern channel to be widened",
        "Bakery on Mill Street closes",
    )
    assert first.published == datetime(2024, 3, 12)
    assert first.byline == ("Lena Marsh",)
    assert second.categories == ("Business",)
    assert second.origin == Origin(link="https://example.org/news/bakery")
    assert first.body == f"{FIRST}\n\n{MORE}"
    assert second.body == SECOND


def test_a_record_begins_at_its_first_label_and_is_certain() -> None:
    first, second = drafts(SCRAPED)
    assert (first.span.first, first.span.last) == (1, 9)
    assert (second.span.first, second.span.last) == (11, 17)
    assert first.confidence == second.confidence == 1.0
    assert [e.feature for e in second.evidence] == [LABELS]


def test_lines_of_labels_have_their_roles_and_a_reason() -> None:
    found = split(dump(SCRAPED))
    assert found.roles[:6] == "tmDac."
    assert (2, "a label gives the link") in found.dropped


@pytest.mark.parametrize(
    "header",
    [
        "Titel: {0}\nDatum: 12.3.2024\nAutorin: {1}\nRubrik: {2}\n\n",
        "Titre : {0}\nPublié le : 12 mars 2024\nAuteur : {1}\nRubrique : {2}\n\n",
        "标题：{0}\n日期：2024-03-12\n作者：{1}\n分类：{2}\n\n",
        "**Title:** {0}\n**Date:** March 12, 2024\n**Author:** {1}\n**Category:** {2}\n\n",
        "- Title: {0}\n- Date: 12 March 2024\n- By: {1}\n- Section: {2}\n\n",
        "title={0}\ndate=2024-03-12\nauthor={1}\ncategory={2}\ntext=",
        "HEADLINE: {0}\n\nDATE: 2024-03-12T10:00:00\n\nBYLINE: {1}\n\nSECTION: {2}\n\nBODY:\n",
        '---\ntitle: "{0}"\ndate: 2024-03-12\nauthor: {1}\ncategories: [{2}]\n---\n\n',
        "---\ntitle: '{0}'\ndate: 2024-03-12\nauthor:\n  name: {1}\ncategories:\n- {2}\n---\n",
        '+++\ntitle = "{0}"\ndate = 2024-03-12\nauthor = "{1}"\ncategories = ["{2}"]\n+++\n',
        "ID: 4\nDate: 2024-03-12\nTitle: {0}\nLength: 400\nAuthor: {1}\nCategory: {2}\nContent: ",
        "1 of 2 DOCUMENTS\n\nTitle: {0}\nDate: 2024-03-12\nAuthor: {1}\nCategory: {2}\n\n",
        "-----\nTitle: {0}\nDate: 2024-03-12\nAuthor: {1}\nCategory: {2}\n-----\n",
    ],
)
def test_the_labels_of_scrapers_generators_and_data_bases_are_known(header: str) -> None:
    one = header.format("Eastern channel", "Lena Marsh", "Local") + f"{FIRST}\n{MORE}\n"
    other = header.format("Bakery closes", "Tom Ferrier", "Business") + f"{SECOND}\n"
    first, second = drafts(one + "\n" + other)
    assert (first.title, second.title) == ("Eastern channel", "Bakery closes")
    assert (first.byline, second.byline) == (("Lena Marsh",), ("Tom Ferrier",))
    assert (first.categories, second.categories) == (("Local",), ("Business",))
    assert first.published is not None
    assert first.published.date() == datetime(2024, 3, 12).date()
    assert first.body.replace("\n\n", "\n") == f"{FIRST}\n{MORE}"
    assert second.body == SECOND


def test_the_hour_of_a_date_is_read() -> None:
    (draft,) = drafts(f"Title: A\nDate: Tue, 12 Mar 2024 10:30:00 +0000\n\n{FIRST}")
    assert draft.published == datetime(2024, 3, 12, 10, 30)


def test_tags_follow_the_category() -> None:
    (draft,) = drafts(f"Title: A\nTags: sea, boats\nCategory: Local\n\n{FIRST}")
    assert draft.categories == ("Local", "sea", "boats")


def test_what_is_no_date_and_no_address_is_left_out_and_listed() -> None:
    found = split(dump(f"Title: A bridge\nDate: soon\nURL: javascript:alert(1)\n\n{FIRST}"))
    (draft,) = found.drafts
    assert draft.published is None
    assert draft.origin is None
    assert [number for number, _ in found.dropped] == [1, 2, 3]


def test_a_record_without_a_text_keeps_its_words() -> None:
    text = (
        "Title: One\nDate: 2024-03-12\nSummary: What it is about.\n\nTitle: Two\nDate: 2024-03-13\n"
    )
    first, second = drafts(text)
    assert (first.title, first.body, first.dek) == ("One", "What it is about.", "")
    assert "Two" in f"{second.title} {second.body}"


def test_a_summary_above_a_text_is_the_dek() -> None:
    (draft,) = drafts(f"Title: One\nSummary: What it is about.\nDate: 2024-03-12\n\n{FIRST}")
    assert (draft.dek, draft.body) == ("What it is about.", FIRST)


def test_a_short_line_in_a_record_begins_no_article() -> None:
    lines = "\n\n".join(f"Part {n}\n\n{MORE}" for n in ("one", "two", "three"))
    assert [d.title for d in drafts(SCRAPED + "\n" + lines)] == [
        "Eastern channel to be widened",
        "Bakery on Mill Street closes",
    ]


def test_labels_within_a_text_are_text() -> None:
    code = "How to begin a post\n\nPosts begin like this, the author says in her guide.\n\n"
    text = code + "---\ntitle: Hello\nlayout: post\n---\n\n" + f"{FIRST}\n\n{MORE}\n"
    found = split(dump(text))
    assert all(draft.title != "Hello" for draft in found.drafts)


def test_a_record_of_another_site_within_a_text_is_text() -> None:
    text = SCRAPED + "\n    heading: an example\n    date: never\n\n" + MORE + "\n"
    assert len(drafts(text)) == 2


def test_a_day_in_figures_is_read_as_the_language_of_the_text_has_it() -> None:
    words = "Le conseil du port a voté mardi pour élargir le chenal de onze mètres, dit la maire."
    (french,) = drafts(f"Titre : Le chenal\nDate : 12/03/2024\n\n{words}")
    (english,) = drafts(f"Title: The channel\nDate: 12/03/2024\n\n{FIRST}")
    assert french.published == datetime(2024, 3, 12)
    assert english.published == datetime(2024, 12, 3)


@pytest.mark.parametrize(
    "inner", ["Title: of a film", "title: Hello\nlayout: post", "---\nTitle: A\n---", "Title：B"]
)
def test_a_headline_labelled_within_a_text_begins_no_record(inner: str) -> None:
    text = SCRAPED.replace(MORE, f"{MORE}\n\n{inner}\n\n{MORE}")
    assert [draft.title for draft in drafts(text)] == [
        "Eastern channel to be widened",
        "Bakery on Mill Street closes",
    ]


def test_a_mark_wins_over_a_label() -> None:
    marked = SCRAPED.replace(
        "Title: Bakery", "=== feedmill: article ===\ncategory: Sea\n\nTitle: Bakery"
    )
    first, second = drafts(marked)
    assert (first.categories, second.categories) == (("Local News",), ("Sea",))
    assert second.title == "Bakery on Mill Street closes"


def test_a_mark_at_the_top_leaves_the_other_records_what_they_are() -> None:
    first, second = drafts("=== feedmill: article ===\ncategory: Sea\n" + SCRAPED)
    assert first.title == "Eastern channel to be widened"
    assert FIRST in first.body
    assert (second.title, second.categories) == ("Bakery on Mill Street closes", ("Business",))


def test_a_line_that_the_settings_leave_out_is_left_out_of_records() -> None:
    (first, _) = split(dump(SCRAPED.replace(MORE, "Call us")), ["Call us"]).drafts
    assert first.body == FIRST


LINES = f"""
---
+++
Title: A
title: B
Title:
タイトル：東
Date: 2024-03-12
Author:
- item
  name: C
Text:
Text: D.
Summary: E
URL: https://example.org/x
ID: 1
1 of 2
=== feedmill: article ===
=== feedmill: drop ===
{MORE}"""
LINE = st.sampled_from(LINES.split("\n"))


@given(st.lists(LINE, max_size=24))
@settings(max_examples=200, deadline=None)
def test_every_line_has_a_role_and_is_kept_or_listed(lines: list[str]) -> None:
    whole = "\n".join(["Title: A", "Date: 2024-03-12", *lines, MORE])
    found = split(dump(whole))
    assert len(found.roles) == whole.count("\n") + 1
    dropped = {number for number, _ in found.dropped}
    shown = " ".join(
        " ".join((d.title, d.dek, d.body, *d.byline, *d.categories)) for d in found.drafts
    )
    for number, line in enumerate(whole.split("\n"), 1):
        inside = any(d.span.first <= number <= d.span.last for d in found.drafts)
        assert number in dropped or not line.strip() or line.strip() in shown or inside
    spans = [(d.span.first, d.span.last) for d in found.drafts]
    assert spans == sorted(spans)
    assert all(a <= b for a, b in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_a_label_that_nobody_knows_stays_in_the_text_if_it_says_something_in_words() -> None:
    record = "Title: {}\nDate: 2024-03-12\nWhere: Town hall\nSeats: 40\n\n{}\n\n"
    found = split(dump(record.format("A concert", FIRST) + record.format("A fair", SECOND)))
    first, second = found.drafts
    assert ["A concert", "A fair"] == [first.title, second.title]
    assert "Where: Town hall" in first.body
    assert (4, "a label says what no post has") in found.dropped


CLOSING = f"""{FIRST}

{MORE}

Title: Eastern channel
Date: 2024-03-12
Author: Lena Marsh

{SECOND}

Title: Bakery closes
Date: 2024-03-14
Author: Tom Ferrier
"""


@pytest.mark.parametrize("text", [CLOSING, CLOSING.replace("Marsh\n", "Marsh\n-----\n")])
def test_labels_below_a_text_are_those_of_the_text_above_them(text: str) -> None:
    first, second = drafts(text)
    assert ("Eastern channel", "Bakery closes") == (first.title, second.title)
    assert FIRST in first.body
    assert MORE in first.body
    assert SECOND == second.body
    assert ("Tom Ferrier",) == second.byline
    assert (1, "Lena Marsh") == (first.span.first, *first.byline)


def test_a_label_may_have_its_value_on_the_next_line() -> None:
    record = "Title:\n{}\n\nDate:\n2024-03-12\n\nAuthor:\n{}\n\nContent:\n{}\n\n"
    text = record.format("Eastern channel", "Lena Marsh", FIRST)
    first, second = drafts(text + record.format("Bakery closes", "Tom Ferrier", SECOND))
    assert ("Eastern channel", "Bakery closes") == (first.title, second.title)
    assert (("Lena Marsh",), ("Tom Ferrier",)) == (first.byline, second.byline)
    assert (FIRST, SECOND) == (first.body, second.body)


def test_what_a_label_says_may_go_on_below_it() -> None:
    head = "Title:   Eastern channel\n         to be widened\nAuthor:  Lena Marsh\n"
    (draft,) = drafts(f"{head}Date:    2024-03-12\n\n{FIRST}")
    assert "Eastern channel to be widened" == draft.title
    assert ("Lena Marsh",) == draft.byline


def test_front_matter_needs_no_headline() -> None:
    page = '---\ncreated: 2024-03-12\ntags:\n  - news\nauthor: "[[{}]]"\n---\n# {}\n\n{}\n\n'
    text = page.format("Lena Marsh", "Eastern channel", FIRST)
    first, second = drafts(text + page.format("Tom Ferrier", "Bakery closes", SECOND))
    assert ("Eastern channel", "Bakery closes") == (first.title, second.title)
    assert (("Lena Marsh",), ("Tom Ferrier",)) == (first.byline, second.byline)
    assert datetime(2024, 3, 12) == second.published


def test_tables_of_front_matter_are_no_text() -> None:
    head = '+++\ntitle = "Eastern channel"\ndate = 2024-03-12\n[taxonomies]\ntags = ["sea"]\n+++\n'
    (draft,) = drafts(f"{head}{FIRST}")
    assert ("Eastern channel", ("sea",), FIRST) == (draft.title, draft.categories, draft.body)


def test_a_few_words_above_the_records_are_no_article() -> None:
    third = SCRAPED[SCRAPED.index("Title: Bakery") :].replace("Bakery", "Brewery")
    found = split(dump("Exported from a reader\n3 items\n\n" + SCRAPED + "\n" + third))
    assert 3 == len(found.drafts)
    assert (1, "stands above the first record") in found.dropped


def test_labels_that_close_most_records_are_theirs() -> None:
    def with_foot(text: str, paper: str) -> str:
        return f"{text}\n\nSource: https://example.org/{paper}\nTags: harbour"

    text = SCRAPED.replace(MORE, with_foot(MORE, "a")).replace(SECOND, with_foot(SECOND, "b"))
    first, second = drafts(text.replace("URL: ", "ID: "))
    assert (MORE, SECOND) == (first.body.split("\n\n")[-1], second.body)
    assert Origin(link="https://example.org/b") == second.origin
    assert ("Business", "harbour") == second.categories


def test_a_record_quoted_in_a_text_is_text() -> None:
    first, _ = drafts(SCRAPED.replace(MORE, f"{MORE}\n\nTitle: A song\nAuthor: Nobody\n"))
    assert "Title: A song" in first.body


@pytest.mark.parametrize("author", ["null", "None", "N/A", "-", ""])
def test_nobody_is_no_author(author: str) -> None:
    (draft,) = drafts(f"Title: A\nAuthor: {author}\nDate: 2024-03-12\n\n{FIRST}")
    assert () == draft.byline


def test_a_headline_is_a_rubrik_where_the_other_labels_are_swedish() -> None:
    (draft,) = drafts(f"Rubrik: Ett nytt bad\nFörfattare: Lena Marsh\nAvdelning: Lokalt\n\n{FIRST}")
    assert ("Ett nytt bad", ("Lokalt",)) == (draft.title, draft.categories)


def test_the_head_of_a_mail_is_a_record() -> None:
    head = "Von: Lena Marsh <lena@example.org>\nGesendet: 12.3.2024\nAn: alle\nBetreff: Das Bad\n\n"
    other = head.replace("Das Bad", "Die Brücke")
    first, second = drafts(f"{head}{FIRST}\n\n{other}{SECOND}")
    assert ("Das Bad", "Die Brücke") == (first.title, second.title)
    assert ("Lena Marsh",) == first.byline
    assert FIRST == first.body


def test_the_heads_of_mails_are_records_wherever_they_stand() -> None:
    topics = "Send submissions to news@example.org\n\nTopics of today:\n\n" + "".join(
        f"   {n}. Topic {n} (Somebody)\n" for n in range(1, 9)
    )
    mail = "-----\n\nMessage: {}\nDate: Tue, 4 Mar 2025 10:00:00 +0000\nFrom: {} <a@example.org>\n"
    mail += "To: news@example.org\nSubject: {}\n\n{}\n\n"
    text = mail.format(1, "Lena Marsh", "The channel", FIRST)
    text += mail.format(2, "Tom Ferrier", "The bakery", SECOND)
    first, second = drafts(f"{topics}\n{text}")[-2:]
    assert ("The channel", "The bakery") == (first.title, second.title)
    assert (("Lena Marsh",), FIRST) == (first.byline, first.body)


def test_a_first_record_may_lack_what_the_others_have() -> None:
    found = drafts(f"Title: A fair\n\n{MORE}\n\n{SCRAPED}")
    assert "A fair" == found[0].title
    assert 3 == len(found)
