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


@pytest.mark.parametrize(
    ("role", "text", "category"),
    [
        ("c", "Published under Energy, Mills #wind #water wheel", "Energy, Mills"),
        ("c", "Posted inOpinion", "Opinion"),
        ("D", "Posted on 5 days ago mills, water", "mills, water"),
        (
            "D",
            "Pubblicato il 09/08/2016 | Categoria: Città di Siena, Eventi",
            "Città di Siena, Eventi",
        ),
        ("c", "revisión por pares de software", "revisión por pares de software"),
        ("c", "Forside / Fodboldhistorie", "Fodboldhistorie"),
        ("a", "Ada Quill Uncategorized September 1, 2017September 1, 2017wind", "Uncategorized"),
    ],
)
def test_a_category_ends_where_tags_and_dates_begin_and_not_within(
    role: str, text: str, category: str
) -> None:
    assert read(role, text)[1] == category


def test_a_capital_in_behind_a_signed_name_begins_the_category() -> None:
    assert read("a", "A cura di Ada Quill In Energy") == ("Ada Quill", "Energy")
    assert read("a", "By Ada Quill") == ("Ada Quill", "")


def test_a_department_is_no_category() -> None:
    for text in ("Desk: night-shift", "来自茶余部门", "from the open-doors dept."):
        lines = [("c", text), ("c", "Filed under Energy")]
        assert facts(lines, house_of([lines], RECEIVED, "en")).categories == ("Energy",)


def test_a_name_behind_a_label_of_the_site_is_no_category() -> None:
    lines = [("a", "Bo Tila | Energy | 26 January 2021"), ("c", "Contact: Ada Quill")]
    headers = [lines, [("a", "Cy Weir | Mills | 27 January 2021")]]
    assert facts(lines, house_of(headers, RECEIVED, "en")).categories == ("Energy",)


def test_what_stands_between_signs_in_many_lines_is_no_label() -> None:
    headers = [
        [("a", f"{day} April 2016 | Open water | {name}")]
        for day, name in enumerate(("Ada Quill", "Bo Tila", "Cy Weir", "Di Ness"), 1)
    ]
    house = house_of(headers, RECEIVED, "en")
    assert [facts(h, house).categories for h in headers] == [("Open water",)] * 4


def test_a_label_ends_before_what_is_the_same_by_chance() -> None:
    headers = [
        [("c", f"Publié dans 2013 - {place}")] for place in ("Chili", "Patagonie", "Pérou", "Cuba")
    ]
    house = house_of(headers, RECEIVED, "fr")
    assert facts(headers[0], house).categories == ("2013 - Chili",)


def test_names_touch_where_the_other_half_comes_back() -> None:
    texts = ("Ada QuillEnergy", "Bo TilaMills", "Cy WeirEnergy")
    headers = [[("a", text)] for text in texts]
    house = house_of(headers, RECEIVED, "en")
    found = [facts(header, house) for header in headers]
    assert [f.byline for f in found] == [("Ada Quill",), ("Bo Tila",), ("Cy Weir",)]


def test_a_label_that_touches_a_name_is_told_by_the_page() -> None:
    lines = [("a", "Byaquill")]
    house = house_of([lines], RECEIVED, "en", printed=("aquill", "News"))
    assert facts(lines, house).byline == ("aquill",)
    assert read("a", "Byron")[0] == "Byron"


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        ("c", "Publicat a Energia, Mar Etiquetat vent, aigua 5 Comentaris", ("", "Energia, Mar")),
        ("c", "Categorieën: Energie", ("", "Energie")),
        ("a", "Yayım tarihi 08/09/2005 (Melda)", ("Melda", "")),
        ("a", "작성자: 김서연게시일: 07/05/2024", ("김서연", "")),
        ("D", "2025-06-14 게시 됨2025-07-27 업데이트 됨Book / 책8분안에 읽기", ("", "Book / 책")),
        ("D", "Posted on 8 months ago mills, water", ("", "mills, water")),
    ],
)
def test_labels_of_many_languages_are_known(
    role: str, text: str, expected: tuple[str, str]
) -> None:
    assert read(role, text) == expected


def test_who_signs_every_line_of_categories_is_their_author() -> None:
    headers = [[("c", f"Posted in {name} | Ada Quill")] for name in ("Energy", "Mills", "Water")]
    house = house_of(headers, RECEIVED, "en")
    assert [facts(header, house).byline for header in headers] == [("Ada Quill",)] * 3


def test_a_label_may_touch_the_name_before_it() -> None:
    assert read("a", "By Ada QuillIn Energy, Mills") == ("Ada Quill", "Energy, Mills")
    assert read("a", "By Ada Quill, 5 years ago") == ("Ada Quill", "")
    assert read("c", "Posted in Diary / Journal") == ("", "Diary / Journal")


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        ("a", "Posted by Ada Quill at 9:11 PM 2 comments: Labels: wind", ("Ada Quill", "")),
        ("a", "Eingestellt von Ada Quill um 21:11 Keine Kommentare:", ("Ada Quill", "")),
        ("a", "Submitted by aquill on Thu, 03/04/2021 - 13:37", ("aquill", "")),
        ("a", "Ada Quill Mar 4, 2021 5 min read Energy", ("Ada Quill", "Energy")),
        ("D", "2021-03-04|Energy|Total words: 2.3k|Reading time: 7 min", ("", "Energy")),
        (
            "a",
            "Autor Ada QuillPublikováno 4.3.2021Rubriky EnergieŠtítky vítr",
            ("Ada Quill", "Energie"),
        ),
        ("a", "作者 Ada Quill发布于 2021年3月4日分类 能源标签 风、水", ("Ada Quill", "能源")),
        ("D", "发表于2021-03-04|更新于2021-03-09|能源|字数总计:2.3k", ("", "能源")),
        ("c", "Publié dans Énergie | Marqué vent, eau | 2 commentaires", ("", "Énergie")),
    ],
)
def test_the_footers_of_common_themes_are_read(
    role: str, text: str, expected: tuple[str, str]
) -> None:
    assert read(role, text) == expected


def test_a_category_said_twice_in_other_letters_is_said_once() -> None:
    lines = [("c", "Energy"), ("c", "energy")]
    assert facts(lines, house_of([lines], RECEIVED, "en")).categories == ("Energy",)


def test_a_category_may_begin_with_a_hash() -> None:
    text = "This entry was posted in #mills2014, news. Bookmark the permalink."
    assert read("c", text)[1] == "mills2014, news"
