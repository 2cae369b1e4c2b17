"""The names of fields, however they are spelt and in the languages that are usual."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import fieldnames
from feeds.fieldnames import fold
from feeds.read.records import to_article

MEANINGS = ("TITLE", "BODY", "DEK", "DATE", "BYLINE", "CATEGORY", "TAGS", "ADDRESS", "IMAGE")


@pytest.mark.parametrize(
    "spelling", ["content_html", "contentHtml", "Content-HTML", "CONTENT HTML"]
)
def test_names_are_compared_without_case_and_marks(spelling: str) -> None:
    assert "contenthtml" == fold(spelling)


@pytest.mark.parametrize("spelling", ["Título", "TITULO", "ti\u0301tulo", " título: "])
def test_an_accent_is_a_mark(spelling: str) -> None:
    assert "titulo" == fold(spelling)


def test_letters_of_other_scripts_stay() -> None:
    assert len({fold(name) for name in ("дата", "текст", "日付", "本文", "제목", "본문")}) == 6


@given(st.text(max_size=5))  # a letter becomes up to 18, and names are cut
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    """Records within records are folded again."""
    assert fold(name) == fold(fold(name))


def test_no_name_has_two_meanings() -> None:
    for one, other in combinations(MEANINGS, 2):
        assert not set(getattr(fieldnames, one)) & set(getattr(fieldnames, other))


@pytest.mark.parametrize(
    "names",
    [
        "Titel Text Datum Autor Kategorie",
        "Überschrift Inhalt Veröffentlicht Verfasser Rubrik",
        "Titre Texte Date Auteur Catégorie",
        "Título Contenido Fecha Autor Categoría",
        "Título Conteúdo Data Autor Seção",
        "Titolo Testo Data Autore Categoria",
        "Titel Tekst Datum Auteur Rubriek",
        "Tytuł Treść Data Autor Kategoria",
        "Заголовок Текст Дата Автор Рубрика",
        "タイトル 本文 日付 著者 カテゴリ",
        "标题 正文 日期 作者 分类",
        "標題 內容 日期 記者 分類",
        "제목 본문 날짜 작성자 카테고리",
    ],
)
def test_an_article_is_read_by_the_names_of_many_languages(names: str) -> None:
    record = dict(
        zip(names.split(), ("Fire", "It burnt.", "2026-03-01", "Ann", "Town"), strict=True)
    )

    article = to_article(record)

    assert article
    assert ("Fire", "It burnt.") == (article.title, article.body)
    assert (("Ann",), ("Town",)) == (article.byline, article.categories)
    assert article.published
    assert "2026-03-01" == article.published.date().isoformat()


def test_data_is_a_date_only_where_it_is_text() -> None:
    """JSON calls anything `data`."""
    article = to_article({"title": "a", "text": "b", "data": {"title": "2026-03-01"}})

    assert article
    assert article.published is None
