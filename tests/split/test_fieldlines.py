"""Labelled lines in the headers or at the feet of most articles are what their labels say."""

from datetime import datetime

from feeds.model import Draft
from feeds.split import split

from .conftest import dump

TEXTS = {
    "Eastern channel to be widened": "The harbour board voted on Tuesday to widen the eastern"
    " channel by eleven metres, a plan that has divided fishers and shippers for a decade.",
    "Bakery on Mill Street closes": "The last loaves left the oven at four in the morning on"
    " Saturday. By noon the shelves were empty, and nobody in the street believed it.",
    "Night trains return": "From the first of May a night train will run between the capital and"
    " the coast, the operator said on Friday, with a dining car built in the seventies.",
}


def drafts(layout: str, **each: tuple[str, str, str]) -> tuple[Draft, ...]:
    values = [{name: of[k] for name, of in each.items()} for k in range(3)]
    articles = [
        layout.format(title=title, text=text, **own)
        for (title, text), own in zip(TEXTS.items(), values, strict=True)
    ]
    return split(dump("\n\n\n".join(articles) + "\n")).drafts


EXPORT = """{title}

The Coast Gazette

March 4, 2024

BYLINE: {name}

SECTION: {section}

LENGTH: 412 words

{text}

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

LOAD-DATE: March 9, 2024
"""


def test_an_archive_states_fields_and_what_no_post_has() -> None:
    names = ("Lena Marsh", "Tom Ferrier", "Ada Quill")
    found = drafts(EXPORT, name=names, section=("News", "Business", "Transport"))
    assert [draft.title for draft in found] == list(TEXTS)
    assert [draft.byline for draft in found] == [(name,) for name in names]
    assert all(draft.published == datetime(2024, 3, 4) for draft in found)
    for draft, text in zip(found, TEXTS.values(), strict=True):
        assert text in draft.body
        assert not any(word in draft.body for word in ("LENGTH", "LANGUAGE", "LOAD", "BYLINE"))


def test_a_lone_word_for_the_text_is_none_of_it() -> None:
    layout = "{title}\nBy Lena Marsh\nLength: 400 words\nBody\n\n{text}"
    assert all("Body" not in draft.body for draft in drafts(layout))


def test_one_line_that_begins_with_such_a_word_is_text() -> None:
    layout = "{title}\nBy Lena Marsh, March 4, 2024\n\n{text}\n\nSource: {paper}"
    found = drafts(layout, paper=("a letter of the mayor", "the baker", "the railway"))
    assert all("Source" in draft.body for draft in found)
