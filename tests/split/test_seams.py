"""Where a header line is cut: at labels of several words, glued ones, and within no name."""

import pytest

from feeds.split.manner import Line
from feeds.split.sentences import states

from .test_headers import TEXT, credits_of, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Story by Ada Quill", ("Ada Quill", "")),
        ("A cura di Ada Quill", ("Ada Quill", "")),
        ("Energy - Ein Beitrag von Ada Quill", ("Ada Quill", "Energy")),
        ("Arquivado em Energia", ("", "Energia")),
        ("Autor do post:Ada Quill", ("Ada Quill", "")),
        ("Categoria do post:Energia", ("", "Energia")),
        ("90 comments, Energy, Culture, Author: Ada Quill", ("Ada Quill", "Energy, Culture")),
        ("日記著者: aquill", ("aquill", "日記")),
        ("文 / aquill", ("aquill", "")),
        ("diary著者: aquill", ("aquill", "diary")),
    ],
)
def test_a_label_of_several_words_is_one(text: str, expected: tuple[str, str]) -> None:
    assert credits_of([[("a", text)]]) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CategoriesEnergy, Water", "Energy, Water"),
        ("Categoriesenergy, water", "energy, water"),
        ("KategorilerEnerji, SuEtiketlerrüzgar", "Enerji, Su"),
        ("Kategoriassa Energia", "Energia"),
        ("Categorías Energía Etiquetas agua, viento", "Energía"),
        ("Posted in EnergyTagged water, wind", "Energy"),
        ("Energy, C++", "Energy, C++"),
        ("C#, Energy, F#", "C#, Energy, F#"),
        ("개발, C++에 게시됨", "개발, C++"),
        ("In This Week in Milling", "This Week in Milling"),
        ("CategoriesEnergy, WaterTagsturbines", "Energy, Water"),
        ("CatégoriesLectures", "Lectures"),
        ("Filed under 2013 - Upper Mills", "2013 - Upper Mills"),
        ("Posted in energy permalink", "energy"),
        ("Mulini di Pianura", "Mulini di Pianura"),
        ("Category Energy | Tags:", "Energy"),
        ("Categories2011 Mills, Energy", "2011 Mills, Energy"),
        ("Posted in In Transit", "In Transit"),
        ("Categoriesbook trade, energy", "book trade, energy"),
    ],
)
def test_a_label_may_touch_what_it_names(text: str, expected: str) -> None:
    assert credits_of([[("c", text)]]) == [("", expected)]


def test_a_preposition_within_a_name_begins_no_category() -> None:
    written: list[Line] = [("D", "4 March 2021 — This Week in Milling — Ada Quill")]

    assert credits_of([written]) == [("Ada Quill", "This Week in Milling")]
    assert credits_of([[("a", "Ada Quill in Energy, March 4, 2021")]]) == [("Ada Quill", "Energy")]


def test_how_long_ago_it_was_is_no_category() -> None:
    written = lines("D", "4개월 전", "3 weeks ago")

    assert credits_of(written) == [("", ""), ("", "")]


def test_a_label_that_lines_share_holds_no_value() -> None:
    """All may be of one author, or of one category, and none of both is part of a label."""
    same = lines("a", *(f"Section: Energy · by {name}" for name in ("aquill", "bgrain", "cmill")))
    found = credits_of(same)
    signed = credits_of(
        lines("a", *(f"김하늘 씀 분류: {name}" for name in ("에너지", "문화", "정치")))
    )

    assert found == [("aquill", "Energy"), ("bgrain", "Energy"), ("cmill", "Energy")]
    assert signed == [("김하늘", "에너지"), ("김하늘", "문화"), ("김하늘", "정치")]


def test_a_labelled_category_is_whole_where_the_author_is_named_elsewhere() -> None:
    header: list[Line] = [("a", "Author: Ada Quill"), ("c", "Category: Energy, Level 1 - Wind")]

    assert credits_of([header]) == [("Ada Quill", "Energy, Level 1 - Wind")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This entry was posted in Energy. Bookmark the permalink.", True),
        ("Este artículo fue publicado en Energía por aquill. Enlace permanente.", True),
        ("This entry was posted in Energy on 4 March 2021 by Ada Quill.", True),
        ("This article was published in the Grain Review. It was widely read.", False),
        ("This article is about a mill in Energy Street.", False),
        ("The post was built in oak.", False),
    ],
)
def test_a_sentence_about_where_its_article_was_posted_is_known(text: str, expected: bool) -> None:
    assert states(text) is expected


def test_an_account_that_is_an_office_ends_a_category_before_a_date() -> None:
    written = lines("a", "Energy admin 4 March 2021", "The Energy team 4 March 2021")

    assert credits_of(written) == [("admin", "Energy"), ("The Energy team", "")]


def test_a_word_in_brackets_is_whole() -> None:
    written = lines("a", "(MillAdmin)4 March 2021Energy", "(MillAdmin)5 March 2021Culture")

    assert credits_of(written) == [("MillAdmin", "Energy"), ("MillAdmin", "Culture")]


def test_what_follows_the_minutes_of_reading_is_a_field() -> None:
    assert credits_of(lines("D", "4 Mar 2021 2 min de lectura Energía")) == [("", "Energía")]


def test_what_stands_beside_a_likelier_author_is_the_category() -> None:
    headers: list[list[Line]] = [
        [("D", f"4 March 2021 | {rubric}"), ("p", TEXT), ("a", "Ada Quill")]
        for rubric in ("harvest", "grainery", "harvest")
    ]
    alone: list[list[Line]] = [[("a", "harvest"), ("a", f"Words: {n}")] for n in ("Ada", "Bo")]

    assert [category for _, category in credits_of(headers)] == ["harvest", "grainery", "harvest"]
    assert [author for author, _ in credits_of(headers)] == ["Ada Quill"] * 3
    assert credits_of(alone) == [("Ada", "harvest"), ("Bo", "harvest")]


def test_what_the_text_speaks_of_is_no_author_beside_a_date() -> None:
    assert credits_of(lines("a", "2021-03-04 mill culture")) == [("", "mill culture")]


def test_an_article_before_a_date_is_part_of_it() -> None:
    assert credits_of(lines("D", "Den 4 mars 2021")) == [("", "")]
    assert credits_of(lines("a", "Av Ada QuillDen 4 mars 2021")) == [("Ada Quill", "")]


def test_a_labelled_category_below_the_text_goes_before_a_breadcrumb() -> None:
    header: list[Line] = [("k", "Home > Culture"), ("p", TEXT), ("c", "Category: Energy, Culture")]

    assert credits_of([header]) == [("", "Energy, Culture")]


def test_a_list_that_begins_alike_has_no_label() -> None:
    found = credits_of(lines("c", "Blog, Energy", "Blog, Culture", "Blog, Politics"))

    assert [category for _, category in found] == [
        "Blog, Energy",
        "Blog, Culture",
        "Blog, Politics",
    ]


def test_two_labels_with_a_name_between_are_no_label() -> None:
    found = credits_of(
        lines("a", *(f"Written by Ada Posted in {name}" for name in ("water", "wind", "coal")))
    )

    assert found == [("Ada", "water"), ("Ada", "wind"), ("Ada", "coal")]


def test_a_name_keeps_its_last_initial_and_loses_a_count() -> None:
    assert credits_of(lines("a", "4 March 2021 by aquill 0")) == [("aquill", "")]
    assert credits_of(lines("a", "Автор: А.К. 4.3.2021")) == [("А.К.", "")]


@pytest.mark.parametrize("name", ["Uncategorized", "Genel", "Без рубрики", "未分类"])
def test_what_programs_call_no_category_is_nobody(name: str) -> None:
    assert credits_of(lines("a", f"{name} - 2021-03-04")) == [("", name)]


def test_a_category_with_a_preposition_is_whole_in_a_sentence() -> None:
    said = "This entry was posted in Art in Milling, Energy on 4th May 2016 by aquill."

    assert credits_of(lines("a", said)) == [("aquill", "Art in Milling, Energy")]
    assert credits_of(lines("c", "Posted in Energy.Tagged wind.")) == [("", "Energy")]


def test_a_list_goes_before_a_breadcrumb_to_one_of_its_categories() -> None:
    trail: Line = ("k", "Home > Culture")
    listed: list[Line] = [trail, ("a", "Ada Quill / Energy, Culture")]
    alone: list[Line] = [trail, ("a", "Energy, Culture")]

    assert credits_of([listed, listed]) == [("Ada Quill", "Energy, Culture")] * 2
    assert credits_of([alone]) == [("", "Energy, Culture")]


def test_a_name_may_hold_what_labels_say_and_be_a_day_in_some_language() -> None:
    assert credits_of(lines("a", "Ada Di Quill")) == [("Ada Di Quill", "")]
    assert credits_of(lines("a", "Sam • Thème : Énergie")) == [("Sam", "Énergie")]


def test_what_is_no_name_beside_one_is_the_category() -> None:
    header: list[Line] = [("a", "Ada Quill"), ("a", "Energy, mill culture")]

    assert credits_of([[*header, ("p", TEXT)]]) == [("Ada Quill", "Energy, mill culture")]


def test_a_word_that_many_lines_begin_with_is_a_label_only_if_it_says_so() -> None:
    words = lines(
        "a", *(f"Featured | Words: {name}" for name in ("Ada Quill", "Bo Tarn", "Cy Oak"))
    )

    assert credits_of(words) == [(name, "Featured") for name in ("Ada Quill", "Bo Tarn", "Cy Oak")]


def test_a_list_in_a_byline_is_nobody_unless_it_begins_with_a_name() -> None:
    assert credits_of(lines("a", "IT, Energy and Culture")) == [("", "IT, Energy and Culture")]
    assert credits_of(lines("a", "Ada Quill, head of mills")) == [("Ada Quill, head of mills", "")]


def test_a_label_goes_before_a_line_without_one_whatever_it_was_read_as() -> None:
    assert credits_of([[("k", "Filed under: Energy"), ("c", "aquill")]]) == [("aquill", "Energy")]


def test_a_label_in_mid_line_may_be_a_preposition_with_a_colon() -> None:
    assert credits_of([[("a", "Written by admin in: Energy |")]]) == [("admin", "Energy")]


def test_names_that_stand_alone_elsewhere_are_a_list_with_spaces_between() -> None:
    said = ("Open Source", "News", "Press", "Open Source News Press", "Press Cuttings")

    assert [category for _, category in credits_of([[("c", text)] for text in said])] == [
        *("Open Source", "News", "Press", "Open Source, News, Press", "Press Cuttings")
    ]


def test_of_two_lists_that_touch_the_first_is_the_categories() -> None:
    headers: list[list[Line]] = [
        [("a", "March 4, 2021Energy, GridMills, Grain")],
        [("a", "March 5, 2021Grid, WaterWheels, Oars")],
    ]

    assert [category for _, category in credits_of(headers)] == ["Energy, Grid", "Grid, Water"]


def test_a_label_in_mid_line_ends_a_category_whose_label_all_lines_have() -> None:
    headers: list[list[Line]] = [
        [("c", f"Categorías {name} Etiquetas {tag}")]
        for name, tag in (("Energía", "agua"), ("Cultura", "molino"), ("Noticias", "viento"))
    ]

    assert [category for _, category in credits_of(headers)] == ["Energía", "Cultura", "Noticias"]


def test_a_label_alone_is_no_category_and_an_office_alone_is_an_author() -> None:
    assert credits_of([[("a", "Redacción"), ("c", "Categories:")]]) == [("Redacción", "")]


def test_a_name_that_the_text_has_with_its_label_ends_before_it() -> None:
    headers: list[list[Line]] = [
        [("a", "Author aquillPosted on March 4, 2021March 5, 2021"), ("p", TEXT)],
        [("a", "Author aquillPosted on March 6, 2021March 7, 2021"), ("p", TEXT)],
        [("p", "Author aquillPosted on March 8, 2021"), ("p", "Author aquillPosted on May 1")],
    ]

    assert [author for author, _ in credits_of(headers)] == ["aquill", "aquill", ""]


def test_names_that_touch_are_a_list_where_one_comes_back() -> None:
    written = lines("c", "Upper MillsWater Rights", "Water RightsOld Wheels", "Old Wheels")
    code = lines("c", "JavaScript", "TypeScript", "Java")

    assert [said for _, said in credits_of(written)] == [
        "Upper Mills, Water Rights",
        "Water Rights, Old Wheels",
        "Old Wheels",
    ]
    assert [said for _, said in credits_of(code)] == ["JavaScript", "TypeScript", "Java"]
