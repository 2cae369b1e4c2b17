"""Header lines of a whole dump: what one line leaves open, the others tell."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.split.fields import facts, is_credit
from feeds.split.house import House, house_of
from feeds.split.manner import Line

from .conftest import RECEIVED

TEXT = "The mill burnt down. Its energy and its culture were spoken of in all the news."


def house(headers: list[list[Line]], language: str = "en") -> House:
    return house_of(headers, RECEIVED, language)


def credits_of(headers: list[list[Line]], language: str = "en") -> list[tuple[str, str]]:
    """Return author and category of each header."""
    of = house(headers, language)
    found = [facts(header, of) for header in headers]
    return [(" and ".join(f.byline), ", ".join(f.categories)) for f in found]


def lines(role: str, *texts: str) -> list[list[Line]]:
    return [[(role, text), ("p", TEXT)] for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Written by: Ada Quill Category: Energy", ("Ada Quill", "Energy")),
        ("Details Written by: Ada Quill Category: Energy", ("Ada Quill", "Energy")),
        ("von Ada Quill Abgelegt unter: Energie", ("Ada Quill", "Energie")),
        ("Escrito por: Ada Quill Publicado en: Energía", ("Ada Quill", "Energía")),
        ("by aquill48", ("aquill48", "")),
        ("4 March 2021 by aquill72 in Energy · ~4 min", ("aquill72", "Energy")),
        ("By Ada Quill, Staff Writer", ("Ada Quill", "")),
        ("Par Ada Quill, journaliste", ("Ada Quill", "")),
        ("Energi, Napsal Ada Quill, 2021-03-04", ("Ada Quill", "Energi")),
        ("Words: Ada Quill", ("Ada Quill", "")),
        ("Bölüm: Enerji — Ada Quill tarafından", ("Ada Quill", "Enerji")),
        ("文：山田花子", ("山田花子", "")),
        ("发布者 aquill", ("aquill", "")),
        ("김하늘 씀 · 2021-03-04", ("김하늘", "")),
        ("管理人 が 2021-03-04 に投稿", ("管理人", "")),
        ("Home | News | Energy", ("", "Energy")),
        ("Ada QuillThursday, March 4, 2021", ("Ada Quill", "")),
        ("Posted on Mar 4 2021By Ada DeMill", ("Ada DeMill", "")),
        ("Written by Ada Quill on the 4th March 2021", ("Ada Quill", "")),
        ("4 March 2021, Kategori: Energi, Oleh Ada Quill", ("Ada Quill", "Energi")),
        ("AutorAda Quill", ("Ada Quill", "")),
        ("Ada QuillENERGY2021.03.04", ("Ada Quill", "ENERGY")),
        ("segunda-feira, 4 de março de 2021", ("", "")),
        (
            "Posted by Ada Quill - Bo Tarn - Cy Moss Mar 4th, 2021 energy, grid",
            ("Ada Quill - Bo Tarn - Cy Moss", "energy, grid"),
        ),
        ("4 March 2021aquill72Energy", ("aquill72", "Energy")),
        ("March 4, 2021 by Ada Quill | TrackBacks (0)", ("Ada Quill", "")),
    ],
)
def test_a_byline_gives_author_and_category(text: str, expected: tuple[str, str]) -> None:
    assert credits_of([[("a", text)]]) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under EnergyLeave a comment", "Energy"),
        ("Under openMILLNo Comments", "openMILL"),
        ("Énergie, Culture 5 minutes 8239 vues", "Énergie, Culture"),
        ("Catégories : Énergie Commentaire (0)", "Énergie"),
        ("お知らせ、コラム に投稿 34件のコメント", "お知らせ、コラム"),
        ("Section: Workshops | South Mill | Open Grain | Lesson Plans",
         "Workshops | South Mill | Open Grain | Lesson Plans"),
        ("Posted in: Energy Filed under: mill, grain", "Energy"),
        ("WOMEN IN MILLING", "WOMEN IN MILLING"),
        ("归档于 能源", "能源"),
        ("Section: Website Building", "Website Building"),
    ],
)  # fmt: skip
def test_counts_calls_and_labels_are_no_part_of_a_category(text: str, expected: str) -> None:
    assert credits_of([[("c", text)]]) == [("", expected)]


def test_a_label_that_no_lexicon_has_is_what_parts_most_lines() -> None:
    found = credits_of(
        lines(
            "a",
            "par aquill Insérée parmi ÉNERGIE",
            "par bo.tarn Insérée parmi CULTURE",
            "par claire48 Insérée parmi ÉNERGIECULTURE",
        )
    )

    assert found == [
        ("aquill", "ÉNERGIE"),
        ("bo.tarn", "CULTURE"),
        ("claire48", "ÉNERGIECULTURE"),
    ]


def test_a_label_that_begins_most_category_lines_is_none_of_their_names() -> None:
    found = credits_of(
        lines("c", "Rangée parmi Énergie", "Rangée parmi Culture", "Rangée parmi Eau")
    )

    assert [category for _, category in found] == ["Énergie", "Culture", "Eau"]


def test_what_stands_before_a_count_in_all_category_lines_is_a_label() -> None:
    found = credits_of(
        lines("c", "Énergie, Eau Lecture 5 minutes", "Culture Lecture 12 minutes 80 vues")
    )

    assert [category for _, category in found] == ["Énergie, Eau", "Culture"]


def test_a_label_may_touch_the_field_before_in_a_script_without_spaces() -> None:
    found = credits_of(lines("c", "ニュース、社会読了目安：43分", "コラム、経済読了目安：8分"))

    assert [category for _, category in found] == ["ニュース、社会", "コラム、経済"]


@pytest.mark.parametrize("joint", ["by", "from"])
def test_a_word_that_sticks_to_different_fields_begins_another(joint: str) -> None:
    found = credits_of(
        lines(
            "c",
            f"Under ENERGY, WORLD{joint} Ada Quill",
            f"Under CULTURE{joint} bo.tarn",
            f"Under ENERGY{joint} Ada Quill",
        )
    )

    assert found[:2] == [("Ada Quill", "ENERGY, WORLD"), ("bo.tarn", "CULTURE")]


def test_the_end_of_one_word_is_no_such_word() -> None:
    found = credits_of(lines("c", "Rugby League", "Rugby Union", "Rugby League"))

    assert [category for _, category in found] == ["Rugby League", "Rugby Union", "Rugby League"]


def test_the_author_stands_where_most_lines_have_a_name() -> None:
    found = credits_of(
        lines(
            "a",
            "Mar 4, 2021 · Ada Quill · Culture, Open Grain, News",
            "Mar 3, 2021 · Ada Quill · Energy, Culture",
            "Mar 2, 2021 · Bo Tarn · News, Energy",
        )
    )

    assert found[0] == ("Ada Quill", "Culture, Open Grain, News")
    assert found[2] == ("Bo Tarn", "News, Energy")


def test_the_place_may_be_the_last() -> None:
    found = credits_of(
        lines("D", "Energy · Mar 4, 2021 · Ada Quill", "Open Grain · Mar 3, 2021 · Bo Tarn")
    )

    assert found == [("Ada Quill", "Energy"), ("Bo Tarn", "Open Grain")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("高橋恵 | 2016-11-24", "山本拓也 | 2016-11-20"), ("高橋恵", "")),
        (("王小明 · 2016-11-24", "李静 · 2016-11-20"), ("王小明", "")),
        (("김하늘 | 2016-11-24", "이도윤 | 2016-11-20"), ("김하늘", "")),
        (("コラム | 2016-11-24", "経済 | 2016-11-20"), ("", "コラム")),
        (("教程 | 2016-11-24", "随笔 | 2016-11-20"), ("", "教程")),
    ],
)
def test_a_name_without_spaces_is_told_by_its_family_name(
    texts: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert credits_of(lines("D", *texts))[0] == expected


def test_words_that_the_articles_use_are_no_names() -> None:
    found = credits_of(lines("a", "Energy | March 4, 2021", "Culture | March 3, 2021"))

    assert found == [("", "Energy"), ("", "Culture")]


def test_a_labelled_author_goes_before_one_that_is_guessed() -> None:
    header: list[Line] = [("a", "The Daily Mill"), ("a", "Written by Ada Quill")]

    assert credits_of([header])[0][0] == "Ada Quill"


def test_a_department_is_no_author() -> None:
    header: list[Line] = [("a", "from the early-risers desk"), ("a", "aquill @ March 4, 2021")]

    assert credits_of([header])[0][0] == "aquill"


def test_a_menu_is_no_category_where_there_is_another_line() -> None:
    header: list[Line] = [("c", "Aller au contenu principal"), ("c", "Énergie"), ("t", "Title")]

    assert credits_of([header])[0][1] == "Énergie"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("", "Le moulin a brûlé dans la nuit, et il est dans la ville avec les meules.", 7),
        ("fr", "", 7),
        ("en", "", 2),
    ],
)
def test_an_ambiguous_date_is_read_as_its_language_has_it(
    language: str, text: str, expected: int
) -> None:
    headers: list[list[Line]] = [[("D", "02/07/2012"), ("p", text)]]

    published = facts(headers[0], house(headers, language)).published

    assert published is not None
    assert published.month == expected


def test_the_order_of_the_articles_tells_days_from_months() -> None:
    headers = lines(
        "D", *(f"{day}/2012" for day in ("09/12", "09/03", "08/11", "08/02", "07/10", "07/01"))
    )

    published = [facts(header, house(headers, "fr")).published for header in headers]

    assert [day.month for day in published if day] == [9, 9, 8, 8, 7, 7]


@pytest.mark.parametrize("text", ["公開日：4 3月 2021", "3月 4, 2021", "投稿: 木, 4 3月 2021"])
def test_a_month_in_figures_may_stand_in_a_latin_order(text: str) -> None:
    headers = lines("D", text)

    published = facts(headers[0], house(headers)).published

    assert published is not None
    assert published.date().isoformat() == "2021-03-04"


def test_a_date_of_an_arabic_line_has_marks_of_its_direction() -> None:
    headers = lines("D", "21\u200f/6\u200f/2026")

    published = facts(headers[0], house(headers)).published

    assert published is not None
    assert published.date().isoformat() == "2026-06-21"


def test_a_name_alone_on_a_line_is_an_author_whatever_the_line_was_read_as() -> None:
    headers: list[list[Line]] = [
        [("c", "教程"), ("t", "一"), ("c", "赵静")],
        [("c", "随笔"), ("t", "二"), ("c", "李军")],
        [("c", "Energy"), ("t", "Three"), ("a", "by Ada Quill")],
        [("c", "Grid"), ("t", "Four"), ("c", "Ada Quill")],
    ]

    assert credits_of(headers) == [
        ("赵静", "教程"),
        ("李军", "随笔"),
        ("Ada Quill", "Energy"),
        ("Ada Quill", "Grid"),
    ]


def test_a_name_that_stands_in_a_byline_is_no_category_where_it_stands_alone() -> None:
    headers: list[list[Line]] = [
        [("t", "One"), ("a", "Ada Quill March 4, 2021 Energy"), ("p", TEXT)],
        [("t", "Two"), ("p", TEXT), ("c", "Ada Quill")],
    ]

    assert credits_of(headers) == [("Ada Quill", "Energy"), ("Ada Quill", "")]


def test_a_name_beside_a_labelled_category_is_the_author() -> None:
    header: list[Line] = [("c", "aquill72"), ("t", "One"), ("p", TEXT), ("c", "Category: energy")]

    assert credits_of([header]) == [("aquill72", "energy")]


def test_a_line_of_a_date_is_no_category_whatever_it_was_read_as() -> None:
    assert credits_of([[("c", "更新日：10 か月前")], [("c", "Energy")]]) == [
        ("", ""),
        ("", "Energy"),
    ]
    assert credits_of(lines("c", "Updated 2021-03-04", "Le monde")) == [("", ""), ("", "Le monde")]
    assert credits_of([[("D", "2021年3月4日 下午")]]) == [("", "")]


def test_a_label_is_more_than_the_beginning_of_all_names() -> None:
    found = credits_of(lines("c", "分类：新 能源", "分类：新 文化", "分类：新 经济"))

    assert [category for _, category in found] == ["新 能源", "新 文化", "新 经济"]


def test_a_labelled_category_goes_before_a_line_without_a_label() -> None:
    header: list[Line] = [("c", "Harbour Notes"), ("c", "Category: Energy"), ("t", "A headline")]

    assert credits_of([header])[0][1] == "Energy"


def test_a_number_of_comments_is_no_category() -> None:
    header: list[Line] = [("c", "24 Kommentare"), ("t", "Eine Zeile"), ("c", "Kategorie: Energie")]

    assert credits_of([header], "de")[0][1] == "Energie"


def test_a_link_that_ends_every_headline_is_no_part_of_it() -> None:
    titles = ["The mill burns down", "What a permalink is", "Bread is dearer"]
    linked = lines("t", *(f"{title} Permalink" for title in titles))

    of = house(linked)

    assert titles == [facts(header, of).title for header in linked]
    alone = lines("t", "What is a permalink")
    assert facts(alone[0], house(alone)).title == "What is a permalink"


def test_what_ties_a_label_to_a_category_is_part_of_neither() -> None:
    found = credits_of(lines("c", "发表于 2018-04-21 | 分类于 编程 |", "に 未分類"), "zh")

    assert [category for _, category in found] == ["编程", "未分類"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This entry was posted in News by Ada Quill. Bookmark the permalink.", "News"),
        ("This entry was posted in Energy and tagged water, wind. Bookmark it.", "Energy"),
        ("This entry was posted on 4 March 2021, in Energy. Both are closed.", "Energy"),
        ("Dieser Beitrag wurde unter Energie abgelegt. Setze ein Lesezeichen.", "Energie"),
        ("Ce contenu a été publié dans Énergie. Vous pouvez le marquer.", "Énergie"),
        ("Esta entrada fue publicada en Energía. Guarda el enlace.", "Energía"),
        ("Posted in Energy. Bookmark the permalink.", "Energy"),
        ("St. Malo", "St. Malo"),
    ],
)
def test_a_footer_that_is_a_sentence_is_read_from_its_label_to_its_end(
    text: str, expected: str
) -> None:
    ((_, category),) = credits_of(lines("c", text))

    assert category == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*Energy · Ada Quill · 2021-03-04*", True),
        ("Ada Quill | 4 March 2021 | Energy", True),
        ("A letter to the mill - 4 March 2021", False),
        ("When: 4 March 2021, 9 am - 5 March 2021, 5 pm", False),
        ("On 4 March 2021 the mill burnt down", False),
        ("The mill that burnt down last year | 4 March 2021 | Energy", False),
    ],
)
def test_a_date_and_names_with_signs_between_are_no_text(text: str, *, expected: bool) -> None:
    assert is_credit("D", text, house([])) == expected


PIECES = (
    "a by By in on Category CategoriesEnergy Tags: Posted | , · : ： - — » / ( ) 分类于 に (0) 3 "
    "2021 4 March 2021-03-04 Ada Quill aquill72 NewsEnergy Le of permalink comments 下午"
)
PRINTED = st.builds(
    str.join,
    st.sampled_from(["", " ", ", ", " | "]),
    st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=12),
)


@settings(deadline=None)
@given(role=st.sampled_from("caDkm"), texts=st.lists(PRINTED, min_size=1, max_size=5))
@example(role="c", texts=["a,  , b"])
def test_whatever_stands_in_header_lines_is_read(role: str, texts: list[str]) -> None:
    headers = lines(role, *texts)
    of = house(headers)

    for header, text in zip(headers, texts, strict=True):
        found = facts(header, of)
        assert all(name.strip() for name in (*found.byline, *found.categories))
        assert is_credit(role, text, of) in (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Quill Energy", ("Ada Quill", "Energy")),
        ("Energy Ada Quill", ("Ada Quill", "Energy")),
        ("Ada QuillENERGY", ("Ada Quill", "ENERGY")),
        ("Ada Quill Uncategorized", ("Ada Quill", "Uncategorized")),
        ("Ada Quill Blog, Energy", ("Ada Quill", "Blog, Energy")),
        ("Energy Team", ("Energy Team", "")),
        ("Ada Energy Quill", ("Ada Energy Quill", "")),
    ],
)
def test_an_author_and_what_the_page_has_on_a_line_of_its_own_are_two_fields(
    text: str, expected: tuple[str, str]
) -> None:
    page = ["Energy (12)", "ENERGY", "Blog"]
    found = facts([("a", text)], house_of([[("a", text)]], RECEIVED, "en", printed=page))

    assert (" and ".join(found.byline), ", ".join(found.categories)) == expected
