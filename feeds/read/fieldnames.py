"""The names that fields of articles go by, in records of JSON and columns of tables.

Names are compared without case, marks and accents: `content_html`, `contentHtml`
and `Content-HTML` are one, and so are `Título` and `titulo`.  Of each list the
first that a record has is taken.
"""

import re
import unicodedata
from typing import Any

_MARKS = re.compile(r"[\W_]")
_LIMIT = 100  # characters of a name


def fold(name: str) -> str:
    """Return a field's name in small letters and figures alone, of whatever script.

    >>> fold("Content-HTML"), fold("CATÉGORIE"), fold("カテゴリ") == fold("カテゴリ")
    ('contenthtml', 'categorie', True)
    """
    name = name[:_LIMIT]
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    return _MARKS.sub("", name.lower())


def folded(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record by its fields' folded names; empty ones fall out."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if value not in (None, "", [], {}):
            found.setdefault(fold(str(key)), value)
    return found


def first(fields: dict[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value of the first of these names that a folded record has."""
    return next((fields[name] for name in names if name in fields), None)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold, text.split())))


TITLE = _names(
    "title headline "
    "titel überschrift schlagzeile titre título titular manchete titolo tytuł nagłówek "
    "заголовок название タイトル 見出し 題名 标题 標題 제목 "
    "name heading h1 subject"
)
BODY = _names(
    "articlebody maintext contenthtml content body fulltext bodyhtml html "
    "contenttext articletext bodytext fullcontent text story article "
    "paragraphs markdown contentmarkdown "
    "inhalt artikeltext artikel texte contenu corps texto contenido cuerpo conteúdo corpo "
    "testo contenuto tekst inhoud treść текст содержание 本文 内容 正文 內容 본문 내용"
)
DEK = _names(
    "summary dek excerpt subtitle standfirst lead teaser abstract description metadescription "
    "zusammenfassung untertitel vorspann résumé chapô resumen resumo riassunto sommario "
    "samenvatting streszczenie аннотация анонс 要約 概要 摘要 요약"
)
DATE = _names(
    "datepublished published publishedat publisheddate publishdate publishedon "
    "pubdate publicationdate publicationtime date "
    "datum veröffentlicht veröffentlichungsdatum erscheinungsdatum datedepublication "
    "fecha fechadepublicación datadepublicação datadipubblicazione publicatiedatum "
    "datapublikacji дата датапубликации 公開日 投稿日 日付 日時 "
    "发布时间 发布日期 發布時間 日期 时间 게시일 작성일 날짜 "
    "datetime timestamp time createdat created datecreated postdate issued"
)
BYLINE = _names(
    "authors author byline creator creators writer writers dccreator "
    "autor autoren verfasser auteur auteurs autores autore autori schrijver autorzy "
    "автор авторы 著者 作者 筆者 记者 記者 작성자 저자 기자 글쓴이"
)
CATEGORY = _names(
    "category categories section articlesection topic channel rubric "
    "kategorie kategorien rubrik ressort catégorie catégories rubrique categoría categorías "
    "sección seção secção editoria sezione categorie rubriek kategoria kategorie dział "
    "рубрика категория раздел カテゴリ カテゴリー 分類 分类 类别 類別 栏目 카테고리 분류 섹션"
)
TAGS = _names("tags keywords topics subjects schlagwörter etiquetas теги タグ 标签 標籤 태그")
ADDRESS = _names(
    "url link permalink canonicalurl externalurl sourceurl weburl uri "
    "lien enlace ссылка リンク 链接 連結 링크"
)
IMAGE = _names(
    "image imageurl images thumbnailurl thumbnail ogimage topimage "
    "bannerimage photo picture cover leadimage featuredimage mainimage"
)
LANGUAGE = _names("language lang inlanguage locale")
WRAPPERS = _names("source node item article post document doc fields attributes")
LISTS = _names(
    "items articles entries posts results documents docs stories news "
    "records rows hits itemlistelement blogpost graph "
    "data response feed value mainentity haspart"
)
