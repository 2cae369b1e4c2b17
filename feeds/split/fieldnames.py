"""What the fields of an article are called, by those who label them, in some thirty languages."""

import re

_NAMES = {
    "title": """title headline heading subject titel überschrift schlagzeile betreff titre
    objet título titulo asunto assunto titolo oggetto kop onderwerp tytuł temat заголовок
    название тема otsikko overskrift tittel název titulek başlık cím titlu τίτλος タイトル
    題名 件名 見出し 标题 標題 题目 제목 العنوان כותרת judul tiêuđề""",
    "date": """date published publishedat publishedon publisheddate datepublished pubdate
    publishdate publicationdate posted postedon created createdat issued datum
    veröffentlicht veröffentlichtam fecha data dato publié publiéle publicado publicadoel
    päivämäärä päiväys дата опубликовано tarih dátum ημερομηνία 日期 日付 发布时间 發布時間
    发布日期 公開日 날짜 작성일 التاريخ תאריך tanggal ngày""",
    "author": """author authors by byline writer creator autor autorin auteur autore autora
    forfatter författare verfasser door tekijä kirjoittaja автор yazar szerző συγγραφέας
    作者 著者 筆者 저자 작성자 기자 الكاتب מחבר penulis tácgiả""",
    "category": """category categories section topic rubric kategorie rubrik ressort
    catégorie rubrique categoría sección categoria sezione categorie rubriek kategoria dział
    kategori категория рубрика kategória κατηγορία 分类 分類 栏目 カテゴリ カテゴリー
    카테고리 분류 التصنيف קטגוריה chuyênmục""",
    "tags": """tags tag keywords topics schlagwörter stichwörter schlagworte motsclés
    étiquettes etiquetas palabrasclave etichette trefwoorden tagi słowakluczowe теги taggar
    avainsanat etiketler 标签 標籤 タグ 태그""",
    "summary": """summary dek subtitle subheadline subheading excerpt standfirst description
    lead teaser abstract zusammenfassung untertitel vorspann chapô chapeau résumé soustitre
    resumen subtítulo resumo sommario sottotitolo samenvatting ondertitel podtytuł
    streszczenie аннотация подзаголовок sammanfattning ingress alaotsikko özet 摘要 要約
    概要 요약""",
    "link": """url link permalink address sourceurl canonicalurl weblink webaddress adresse
    enlace lien liên ссылка адрес länk lenke bağlantı 链接 網址 网址 リンク 링크 주소 الرابط""",
    "source": """source publisher publication newspaper quelle zeitung fuente fonte bron źródło
    источник källa kilde lähde zdroj kaynak forrás sursă πηγή 来源 來源 出处 出典 출처
    المصدر מקור""",
    "language": """language lang sprache langue idioma lingua taal język язык språk dil 语言
    言語 언어""",
    "text": """content body text fulltext article articletext articlebody bodytext story
    inhalt volltext texte contenu texto contenido conteúdo testo contenuto tekst inhoud
    treść текст содержание innehåll sisältö metin içerik szöveg 正文 内容 內容 本文 내용
    본문 النص""",
}  # fmt: skip
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_MARKS = re.compile(r"[\s_’'.-]+")


def plain(name: str) -> str:
    """Return a label as it is compared: in small letters, without blanks and marks.

    >>> plain("Published_at"), plain("Mots-clés")
    ('publishedat', 'motsclés')
    """
    return _MARKS.sub("", name).casefold()


def kind_of(name: str) -> str:
    """Return the field that a label names, "" if nobody knows."""
    return _KINDS.get(plain(name), "")
