"""The names that fields of articles go by: in JSON, in columns of tables, as labels in a text.

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
    "title headline titel überschrift schlagzeile titre título titular manchete titolo tytuł "
    "nagłówek заголовок название タイトル 見出し 題名 标题 標題 제목 name heading h1 subject "
    "betreff objet asunto assunto oggetto kop onderwerp temat тема otsikko overskrift tittel "
    "název titulek başlık cím titlu τίτλος 件名 题目 العنوان כותרת judul tiêuđề "
    "शीर्षक หัวข้อ ชื่อเรื่อง"
)
BODY = _names(
    "articlebody maintext contenthtml content body fulltext bodyhtml html contenttext "
    "articletext bodytext fullcontent text story article paragraphs markdown contentmarkdown "
    "inhalt artikeltext artikel texte contenu corps texto contenido cuerpo conteúdo corpo "
    "testo contenuto tekst inhoud treść текст содержание 本文 内容 正文 內容 본문 내용 "
    "volltext innehåll sisältö metin içerik szöveg النص "
    "เนื้อหา"
)
DEK = _names(
    "summary dek excerpt subtitle standfirst lead teaser abstract description metadescription "
    "zusammenfassung untertitel vorspann résumé chapô resumen resumo riassunto sommario "
    "samenvatting streszczenie аннотация анонс 要約 概要 摘要 요약 subheadline subheading "
    "chapeau soustitre subtítulo sottotitolo ondertitel podtytuł подзаголовок sammanfattning "
    "ingress alaotsikko özet"
)
DATE = _names(
    "datepublished published publishedat publisheddate publishdate publishedon pubdate "
    "publicationdate publicationtime date datum veröffentlicht veröffentlichungsdatum "
    "erscheinungsdatum datedepublication fecha fechadepublicación datadepublicação "
    "datadipubblicazione publicatiedatum datapublikacji дата датапубликации 公開日 投稿日 "
    "日付 日時 发布时间 发布日期 發布時間 日期 时间 게시일 작성일 날짜 datetime timestamp "
    "time createdat created datecreated postdate issued posted postedon veröffentlichtam "
    "dato publié publiéle publicado publicadoel päivämäärä päiväys опубликовано tarih "
    "ημερομηνία التاريخ תאריך tanggal ngày "
    "sent gesendet envoyé inviato 發佈日期 掲載日 ngàyđăng दिनांक तारीख วันที่ dateline"
)
BYLINE = _names(
    "authors author byline creator creators writer writers dccreator autor autoren verfasser "
    "auteur auteurs autores autore autori schrijver autorzy автор авторы 著者 作者 筆者 记者 "
    "記者 작성자 저자 기자 글쓴이 by autorin autora forfatter författare door tekijä "
    "kirjoittaja yazar szerző συγγραφέας الكاتب מחבר penulis tácgiả "
    "from von sender absender expéditeur remitente mittente writtenby 執筆者 執筆 מאת "
    "लेखक ผู้เขียน skribent firma firmado"
)
CATEGORY = _names(
    "category categories section articlesection topic channel rubric kategorie kategorien "
    "rubrik ressort catégorie catégories rubrique categoría categorías sección seção secção "
    "editoria sezione categorie rubriek kategoria kategorie dział рубрика категория раздел "
    "カテゴリ カテゴリー 分類 分类 类别 類別 栏目 카테고리 분류 섹션 kategori κατηγορία "
    "التصنيف קטגוריה chuyênmục "
    "avdelning ジャンル القسم श्रेणी หมวดหมู่"
)
TAGS = _names(
    "tags keywords topics subjects schlagwörter etiquetas теги タグ 标签 標籤 태그 tag "
    "stichwörter schlagworte motsclés étiquettes palabrasclave etichette trefwoorden tagi "
    "słowakluczowe taggar avainsanat etiketler"
)
ADDRESS = _names(
    "url link permalink canonicalurl externalurl sourceurl weburl uri lien enlace ссылка "
    "リンク 链接 連結 링크 address weblink webaddress adresse адрес länk lenke bağlantı 網址 "
    "网址 주소 الرابط"
)
IMAGE = _names(
    "image imageurl images thumbnailurl thumbnail ogimage topimage "
    "bannerimage photo picture cover leadimage featuredimage mainimage"
)
LANGUAGE = _names(
    "language lang inlanguage locale sprache langue idioma lingua taal język язык språk dil "
    "语言 言語 언어"
)
WRAPPERS = _names("source node item article post document doc fields attributes")
LISTS = _names(
    "items articles entries posts results documents docs stories news "
    "records rows hits itemlistelement blogpost graph "
    "data response feed value mainentity haspart"
)
SOURCE = _names(
    "source publisher publication newspaper medium media médium média medio testata outlet "
    "quelle zeitung fuente fonte bron źródło источник källa kilde lähde zdroj kaynak forrás "
    "sursă πηγή 来源 來源 出处 出典 출처 المصدر מקור"
)
# What a press office writes above each of its texts.
RELEASE = frozenset(
    map(fold, (
        "For immediate release", "Press release", "News release", "Media release",
        "Press statement", "Immediate release", "Pressemitteilung", "Pressemeldung",
        "Presseinformation", "Medienmitteilung", "Medieninformation",
        "Zur sofortigen Veröffentlichung",
        "Communiqué de presse", "Pour diffusion immédiate", "Nota de prensa",
        "Comunicado de prensa", "Para publicación inmediata", "Comunicato stampa",
        "Comunicado de imprensa", "Comunicado à imprensa", "Persbericht", "Pressmeddelande",
        "Pressemelding", "Pressemeddelelse", "Lehdistötiedote", "Informacja prasowa",
        "Komunikat prasowy", "Tisková zpráva", "Basın bülteni", "Sajtóközlemény",
        "Comunicat de presă", "Пресс-релиз", "Прес-реліз", "Δελτίο Τύπου", "プレスリリース",
        "报道资料", "新闻稿", "新聞稿", "보도자료", "بيان صحفي",
    ))
)  # fmt: skip
# What the head of a mail has and no other record.
MAIL = _names(
    "to an cc bcc replyto messageid inreplyto sent gesendet envoyé inviato enviado verzonden "
    "wysłano para aan naar till destinataire destinatario odbiorca кому отправлено 宛先 收件人"
)
# What no post has: what archives, scrapers and generators say of an article besides.
OTHER = _names(
    "contenttype contenttransferencoding mimeversion "
    "docno id identifier guid slug layout status type draft weight author_id post_id document "
    "documentid documenttype documenturl accessionnumber length wordcount page pages pg edition "
    "volume issue issn isbn database loaddate publicationtype publicationinfo publicationtitle "
    "publicationplace countryofpublication placeofpublication sourcetype copyright rights "
    "proquestdocumentlink proquestdocumentid languageofpublication dokumentnummer documentnumber "
    "retrieved accessed crawled fetched scraped views comments likes shares score filename "
    "auflage reichweite tirage tirada tiratura circulation reach "
    "länge wörter seite seiten ausgabe jahrgang umfang página páginas pagina pagine strona länkar"
)
UPDATED = _names("updated lastupdated modified lastmodified lastmod dateupdated datemodified")
_KINDS = {"data": "date"} | {  # in Italian and Polish; in JSON it is anything
    name: kind
    for kind, names in (
        ("other", OTHER), ("other", MAIL), ("updated", UPDATED), ("source", SOURCE),
        ("language", LANGUAGE), ("link", ADDRESS), ("tags", TAGS), ("category", CATEGORY),
        ("summary", DEK), ("text", BODY), ("author", BYLINE), ("date", DATE), ("title", TITLE),
    )
    for name in names
    if name not in ("name", "h1")  # of persons, too
}  # fmt: skip


def kind_of(label: str) -> str:
    """Return the field that a label in a text names, "" if nobody knows.

    >>> kind_of("Published at"), kind_of("Mots-clés"), kind_of("Berlin")
    ('date', 'tags', '')
    """
    return _KINDS.get(fold(label), "")
