"""Lines of themes the world over: who wrote, under what, beside what says neither."""

import pytest

from feeds.split.fields import facts
from feeds.split.house import house_of

from .conftest import RECEIVED


def read(role: str, text: str) -> tuple[str, str]:
    """Return the author and the category of a header of one line."""
    lines = [(role, text)]
    found = facts(lines, house_of([lines], RECEIVED, "en"))
    return " and ".join(found.byline), ", ".join(found.categories)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Por Tila, publicado el 20 de octubre, 2009 | 5 comentarios", "Tila"),
        ("Testo di Ada Quill Aggiornato il 10.07.2022", "Ada Quill"),
        ("Publicat el 16/11/2011 per Quill", "Quill"),
        ("Scritto il 19-04-2017 da Quill", "Quill"),
        ("Posted by Ada QuillPosted: 3/16/2021", "Ada Quill"),
        ("by Ada Quill on December 21, 2014 · 2 Comments.", "Ada Quill"),
        ("由 Ada Quill 发布", "Ada Quill"),
        ("2018年9月28日 由 Ada Quill 发布", "Ada Quill"),
    ],
)
def test_what_belongs_to_a_date_or_a_label_is_no_part_of_a_name(text: str, author: str) -> None:
    assert read("a", text)[0] == author


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("By Ada Quill, 6 years6 years ago", "Ada Quill"),
        ("Napsal Ada Quill, 83 komentářů", "Ada Quill"),
        ("Ada Quill – ca. 21 Minuten", "Ada Quill"),
        ("Ada Quill2 novembre 2012 à 14h37Temps de lecture : 38 min", "Ada Quill"),
        ("Published: 2025-09-26 By: quill97 Views: 4409", "quill97"),
        ("📅 Jan 26, 2020 · 😎 aquill", "aquill"),
        ("Words: nk_77", "nk_77"),
        ("Ein Beitrag von Ada Quill • vom vor 5 Monaten", "Ada Quill"),
        ("ada.q 13 März", "ada.q"),
    ],
)
def test_how_many_and_how_long_is_nobody(text: str, author: str) -> None:
    assert read("a", text)[0] == author


@pytest.mark.parametrize(
    ("role", "text", "category"),
    [
        ("D", "카테고리: 분당올림픽스포츠센터, 작성일 13.01.2020", "분당올림픽스포츠센터"),
        ("D", "Category: Example Category · First published 2022-03-06", "Example Category"),
        ("a", "Rédigé par Ada Quill / Thème : Le Berry", "Le Berry"),
        ("c", "aquill » Sorted into Energy", "Energy"),
        ("c", "Filed under: das ging ab", "das ging ab"),
        ("c", "Energy , Mills - Reading time: 47 min", "Energy , Mills"),
    ],
)
def test_a_word_that_may_be_a_label_is_one_only_where_it_labels(
    role: str, text: str, category: str
) -> None:
    assert read(role, text)[1] == category
