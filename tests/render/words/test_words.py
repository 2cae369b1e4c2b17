"""The words of the theme: each language says everything, and takes in what English does."""

import tomllib
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import pytest

from feeds.errors import ThemeError
from feeds.model import Shelf, Theme
from feeds.render.words import languages, names_in, words
from feeds.render.words.plurals import form

PROMISED = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "sv", "da", "tr"} | {
    *("ar", "fa", "he", "ja", "zh", "ko", "hi")
}
MARCH = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def said(language: str) -> dict[str, Any]:
    text = resources.files("feeds.render").joinpath(f"words/{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


ENGLISH = said("en")


def test_there_are_words_in_every_promised_language() -> None:
    assert PROMISED <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_word_and_no_other(language: str) -> None:
    assert sorted(ENGLISH["words"]) == sorted(said(language)["words"])
    assert said(language).keys() <= ENGLISH.keys()


@pytest.mark.parametrize("language", languages())
def test_every_word_takes_in_and_links_what_the_english_one_does(language: str) -> None:
    for key, english in ENGLISH["words"].items():
        word = said(language)["words"][key]
        if isinstance(english, str):
            assert names_in(word) == names_in(english), key
            assert word.count("[") == word.count("]") == english.count("["), key
            assert word.strip() == word != "", key
        else:
            assert names_in(word) == {"count"}, key
            assert set(word) == {form(language, count) for count in range(200)} | {"other"}, key


@pytest.mark.parametrize("language", languages())
def test_every_language_names_twelve_months_and_writes_day_month_and_year(language: str) -> None:
    say = words(language)
    months = {say.month(2026, month) for month in range(1, 13)}
    days = {say.day(datetime(2026, month, 9, tzinfo=UTC)) for month in range(1, 13)}

    assert len(months) == len(days) == 12
    for text in months | days:
        assert "2026" in text or "۲۰۲۶" in text
        assert "{" not in text
    assert all("9" in day or "۹" in day for day in days)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en-GB", "1 March 2026", "March 2026"),
        ("de", "1. März 2026", "März 2026"),
        ("es", "1 de marzo de 2026", "marzo de 2026"),
        ("pl", "1 marca 2026", "marzec 2026"),
        ("ru", "1 марта 2026 г.", "март 2026 г."),
        ("he", "1 במרץ 2026", "מרץ 2026"),
        ("fa", "۱ مارس ۲۰۲۶", "مارس ۲۰۲۶"),
        ("ja", "2026年3月1日", "2026年3月"),
        ("ko", "2026년 3월 1일", "2026년 3월"),
        ("zh-TW", "2026年3月1日", "2026年3月"),
        ("tlh", "2026-03-01", "2026-03"),
    ],
)
def test_dates_read_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    assert day == words(language).day(MARCH)
    assert month == words(language).month(2026, 3)


def test_a_day_is_that_of_the_sites_zone() -> None:
    assert words("en", "Europe/Vienna").day(MARCH) == "2 March 2026"


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", {0: "0 articles", 1: "1 article", 2: "2 articles"}),
        ("fr", {0: "0 article", 1: "1 article", 2: "2 articles"}),
        ("pl", {1: "1 artykuł", 3: "3 artykuły", 5: "5 artykułów", 22: "22 artykuły"}),
        ("ru", {1: "1 статья", 11: "11 статей", 21: "21 статья", 24: "24 статьи"}),
        ("ar", {0: "لا مقالات", 2: "مقالان", 3: "3 مقالات", 11: "11 مقالًا", 100: "100 مقال"}),
        ("ja", {1: "1件の記事"}),
    ],
)
def test_a_count_takes_the_form_that_the_language_has_for_it(
    language: str, counts: dict[int, str]
) -> None:
    for count, text in counts.items():
        assert text == words(language)("articles", count=count)


def test_a_region_has_the_words_of_its_language_and_a_script_its_own() -> None:
    assert words("pt-BR")("feeds") == words("pt")("feeds")
    assert words("pt-BR").language == "pt-BR"
    assert words("zh-TW")("front_page") == words("zh-Hant")("front_page") == "首頁"
    assert words("zh-Hans")("front_page") == words("zh-CN")("front_page") == "首页"
    assert (words("ar-EG").direction, words("de").direction) == ("rtl", "ltr")


def test_an_unknown_language_has_english_words_and_says_so() -> None:
    assert (words("tlh")("feeds"), words("tlh").language) == ("Feeds", "en")


def test_what_is_put_into_a_word_is_escaped_and_so_is_where_it_leads() -> None:
    say = words("en")

    made = say("colophon", site="<b>", link='"><script>')

    assert made.startswith("Read &lt;b&gt; in")
    assert '<a href="&#34;&gt;&lt;script&gt;">choose your feeds</a>' in made
    assert say.plain("newest_of", category="<i>", site="B") == "<i>: the newest from B"


def test_a_part_of_a_month_is_named_from_the_second_on() -> None:
    parts = [Shelf(folder="energy/2026/03/", part=part) for part in (1, 2)]

    assert ["March 2026", "March 2026, part 2"] == [words("en").shelf(part) for part in parts]
    assert "2026-03, part 2" == words("tlh").shelf(parts[1])


# ------------------------------------------------------- words of one's own


def theme(name: str, text: str) -> Theme:
    return Theme(folder="theme", files={f"words/{name}.toml": text.encode()})


def test_a_theme_says_otherwise_what_it_says_and_leaves_the_rest() -> None:
    own = theme("de", '[words]\nfeeds = "Abos"\n')

    assert "Abos" == words("de-CH", "UTC", own)("feeds")
    assert words("de", "UTC", own)("copy") == words("de")("copy")
    assert "Feeds" == words("de")("feeds")


def test_a_theme_brings_a_language_that_we_have_not_and_english_fills_it_up() -> None:
    months = [f"{number}. kuu" for number in range(1, 13)]
    own = theme("fi", f'months = {months}\nday = "{{day}}. {{month}} {{year}}"\n[words]\n')

    say = words("fi", "UTC", own)

    assert ("fi", "1. 3. kuu 2026", "Feeds") == (say.language, say.day(MARCH), say("feeds"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[words]\nfeeds = Abos\n", "theme/words/de.toml: not TOML"),
        ('[words]\n\nfeedz = "x"\n', "theme/words/de.toml:3: feedz: no such word (did you mean f"),
        ('mounths = ["x"]\n', "theme/words/de.toml:1: mounths: no such key (did you mean months?)"),
        ('months = ["x"]\n', "theme/words/de.toml:1: months: not twelve months"),
        ('day = "{tag}"\n', "theme/words/de.toml:1: day: not the form of a date"),
        ("months = 12\n", "theme/words/de.toml:1: months: of another kind"),
        ('[words]\nfollow = "{nom}"\n', "follow: nothing is called {nom} (known: name)"),
        ('[words]\ncopy = "[x]"\n', "copy: nothing is called {link} (nothing is put in here)"),
        ('[words]\narticles = {one = "x"}\n', "articles: not the forms of a plural"),
    ],
)
def test_a_broken_file_of_words_is_told_with_file_line_and_remedy(text: str, fault: str) -> None:
    with pytest.raises(ThemeError) as found:
        words("de", "UTC", theme("de", text))
    assert fault in str(found.value)
