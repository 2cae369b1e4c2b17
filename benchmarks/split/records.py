"""Changes to what archives add to articles: addresses and lines with labels.

Each is a whole dump's habit.  A line of its own that says neither category, date nor
byline is other metadata; above a headline it is where the article starts.
"""

import random
import re
from collections.abc import Callable, Iterator

from feeds.split.calendar import find_date

from .furnishing import invented
from .marking import plain, run_of, slug
from .parts import Dump, Line, each

_BLANK: Line = (".", "")
_LANGUAGES = """
en;Title,Headline,TITLE,HEADLINE,Subject;Author,Byline,By,Writer
;Date,Published,Publication date,Pub date,Dated;Section,Category,Topic,Desk,Rubric
;Subheadline,Summary,Abstract,Standfirst,Lead
;Text,Body,Full text,Content,Article,Story,Full Text,Body text
;URL,Link,Source,Permalink,Source URL,Web,Address,Original
;ID,Document ID,Ref,Accession number,Record,No
;Source,Publication,Newspaper,Publication title,Publisher;Language,Lang;Words,Word count,Length
;Load-Date,Retrieved,Indexed,Last updated,Added;Page,Pages,Pg;Edition,Type,Document type,Genre
;Place,Location,Dateline,Region;Database,Collection,Archive
de;Titel,Überschrift,Schlagzeile;Autor,Verfasser,Von;Datum,Veröffentlicht,Erschienen
;Rubrik,Ressort,Thema;Unterzeile,Vorspann,Zusammenfassung;Text,Volltext,Inhalt,Artikel
;Link,Quelle,Adresse,Webadresse;Kennung,Dokument,Nr;Quelle,Zeitung,Medium,Verlag;Sprache
;Wörter,Länge,Umfang;Abgerufen,Erfasst,Stand;Seite,Seiten;Ausgabe,Textart;Ort,Region
;Datenbank,Archiv
fr;Titre;Auteur,Signature,Par;Date,Paru le,Publié le;Rubrique,Catégorie,Thème;Chapô,Résumé
;Texte,Texte intégral,Contenu;Lien,Adresse,Source;Identifiant,Référence,Document
;Source,Journal,Publication;Langue;Mots,Longueur;Consulté le,Mis à jour;Page,Pages;Édition,Type
;Lieu,Région;Base,Fonds
es;Título,Titular;Autor,Firma;Fecha,Publicado;Sección,Categoría,Tema;Resumen,Entradilla
;Texto,Cuerpo,Contenido;Enlace,URL,Fuente;Identificador,Documento,Referencia
;Fuente,Diario,Periódico;Idioma;Palabras,Extensión;Consultado,Actualizado;Página,Pág.
;Edición,Tipo;Lugar,Región;Base de datos,Archivo
it;Titolo;Autore,Firma;Data,Pubblicato;Sezione,Categoria,Argomento;Sommario,Occhiello
;Testo,Contenuto;Link,Indirizzo,Fonte;Codice,Documento;Fonte,Testata,Giornale;Lingua
;Parole,Lunghezza;Aggiornato,Consultato;Pagina,Pag.;Edizione,Tipo;Luogo,Regione
;Archivio,Banca dati
nl;Titel,Kop;Auteur,Door;Datum,Gepubliceerd;Rubriek,Categorie;Samenvatting,Inleiding
;Tekst,Inhoud;Bron,Link,Adres;Kenmerk,Document;Bron,Krant,Uitgave;Taal;Woorden,Lengte
;Opgehaald,Bijgewerkt;Pagina,Blz.;Editie,Soort;Plaats,Regio;Archief
pt;Título,Manchete;Autor,Por;Data,Publicado;Seção,Categoria,Editoria;Resumo;Texto,Conteúdo
;Link,Fonte;Código,Documento;Fonte,Jornal,Veículo;Idioma;Palavras,Tamanho;Atualizado,Acessado
;Página;Edição,Tipo;Local,Região;Arquivo
ru;Заголовок,Название;Автор;Дата,Опубликовано;Рубрика,Раздел;Аннотация;Текст,Содержание
;Ссылка,Источник;Номер,Документ;Источник,Издание,Газета;Язык;Слов,Объём;Обновлено,Загружено
;Страница,Стр.;Выпуск,Тип;Место,Регион;Архив,База
pl;Tytuł,Nagłówek;Autor;Data,Opublikowano;Dział,Kategoria;Streszczenie,Lead;Tekst,Treść
;Link,Źródło;Numer,Dokument;Źródło,Gazeta;Język;Słowa,Długość;Zaktualizowano,Pobrano;Strona,Str.
;Wydanie,Typ;Miejsce,Region;Archiwum
tr;Başlık;Yazar;Tarih;Bölüm,Kategori;Özet;Metin,İçerik;Bağlantı,Kaynak;Kimlik,Belge
;Kaynak,Gazete;Dil;Sözcük;Güncelleme;Sayfa;Baskı,Tür;Yer,Bölge;Arşiv
zh;标题;作者,记者;日期,发布日期;栏目,分类;摘要,导语;正文,内容,全文;链接,来源,网址;编号,文号;来源,报纸;语言;字数;更新时间,入库时间;版面,页码;版次,类型;地点,地区
;数据库
ja;見出し,題名,タイトル;著者,記者名;日付,掲載日;分類,面名;要約;本文,全文;URL,リンク,出典;番号,記事番号;新聞名,媒体;言語;文字数;更新日,登録日;頁,ページ;版,種別
;地域;データベース
"""
_KINDS = ("t", "a", "D", "c", "d", "text", "address", "id", "paper", "language", "words", "loaded",
          "page", "edition", "place", "archive")  # fmt: skip
_SAID = {
    row.split(";")[0]: {
        k: words.split(",") for k, words in zip(_KINDS, row.split(";")[1:], strict=True)
    }
    for row in _LANGUAGES.replace("\n;", ";").strip().split("\n")
}
_SHAPES = (
    "{l}: {v}", "{l}: {v}", "{l}: {v}", "{l}: {v}", "{l} : {v}", "{l}:{v}", "{l}:  {v}",
    "{l} = {v}", "{l}={v}", "{l}\t{v}", "[{l}] {v}", ":{l}: {v}", "**{l}:** {v}", "{l} - {v}",
    "{l}：{v}", "- {l}: {v}", "{l} | {v}",
)  # fmt: skip
_LABEL = re.compile(r"[^\W\d_][\w .-]{0,20}[:：=]")
_PAPERS = (
    "The {a} Gazette", "{a} Herald", "{a} Times", "{a}er Bote", "Le Courrier de {a}", "{a} Post",
    "El Diario de {a}", "La Voce di {a}", "{a} News", "Kurier {a}", "{a}日报", "{a}新聞",
    "THE {a} STAR",
)  # fmt: skip
_ADDRESSES = (
    "{site}/{c}/{s}", "{site}/{s}", "{site}/{y}/{m:02}/{s}/", "{site}/{c}/{n}", "{site}/?p={n}",
    "{site}/{c}/{s}-{n}.html", "{site}/{c}/{y}-{m:02}-{d:02}/{s}",
)  # fmt: skip
_SPEECHES = ("en", "English", "Deutsch", "fr", "ENGLISH", "eng", "español", "русский", "日本語")
_UNKNOWN = _KINDS[6:]
_BARE = ("id", "paper", "language", "words", "page")  # are told without a label


def _words(rng: random.Random) -> dict[str, list[str]]:
    """Return the labels of some language, at times of one that nobody speaks."""
    if rng.random() < 0.12:
        return {k: [invented(rng).split()[0]] for k in _KINDS}
    return _SAID["en"] if rng.random() < 0.4 else rng.choice(list(_SAID.values()))


def newspaper(rng: random.Random) -> str:
    """Return the name of a newspaper that there is not."""
    return rng.choice(_PAPERS).format(a=invented(rng).split()[0])


def addresses(dump: Dump, rng: random.Random) -> None:
    """Give each article its address on a line of its own, above or below its headline or its text,
    with or without a label."""
    place, spaced = rng.choice(("above", "above", "below", "text", "end")), rng.random() < 0.3
    label = rng.choice(_words(rng)["address"]) + rng.choice((": ", ": ", " ", " - "))
    label = label if rng.random() < (0.8 if place in ("text", "end") else 0.4) else ""
    address = _addresses(rng)
    if rng.random() < 0.3:
        plain(dump, rng)

    def change(lines: list[Line]) -> list[Line]:
        if not any(r == "t" for r, _ in lines):
            return lines
        return _put(lines, [("m", label + address(lines))], place, spaced)

    each(dump, change)


def _addresses(rng: random.Random) -> Callable[[list[Line]], str]:
    """Return what makes the address of an article on one site."""
    site = invented(rng).lower().replace(" ", rng.choice(("", "-")))
    site = rng.choice(("https://", "https://www.", "http://", "https://", "")) + site
    site += rng.choice((".com", ".org", ".net", ".de", ".fr", ".co.uk", ".example", ".info", ".ru"))
    sections = [invented(rng).split()[0].lower() for _ in range(rng.choice((1, 1, 3)))]
    shape = rng.choice(_ADDRESSES)

    def address(lines: list[Line]) -> str:
        return shape.format(
            site=site, s=slug(lines, rng), c=rng.choice(sections), n=rng.randint(1, 99999),
            y=rng.randint(1998, 2026), m=rng.randint(1, 12), d=rng.randint(1, 28),
        )  # fmt: skip

    return address


def _put(lines: list[Line], new: list[Line], place: str, spaced: bool) -> list[Line]:
    """Return an article's lines with new ones above it, below its headline, above or below its
    text, or at its end; with a blank on the side of its own lines."""
    blank = [_BLANK] if spaced else []
    body = [i for i, (r, _) in enumerate(lines) if r in "phlq"]
    if place == "above" or not lines:
        return [*new, *blank, *lines]
    if place == "end" or not body:
        return [*lines, *blank, *new]
    if place == "text":
        return [*lines[: body[-1] + 1], *blank, *new, *lines[body[-1] + 1 :]]
    at = run_of(lines, "t")[1] if place == "below" else body[0]
    after = blank if lines[at : at + 1] != [_BLANK] else []
    return [*lines[:at], *blank, *new, *after, *lines[at:]]


def labelled(dump: Dump, rng: random.Random) -> None:
    """Print articles as an archive's records: labels before headlines and fields, and lines with
    labels that say nothing of either, the same in each article; at times a label of the text."""
    words, case = _words(rng), rng.choice((str, str, str, str.upper, str.lower))
    shape, spaced = rng.choice(_SHAPES), rng.random() < 0.25
    labels = {k: case(rng.choice(words[k])) for k in _KINDS}
    own = {k for k in "taDcd" if rng.random() < (0.6 if k == "t" else 0.5)}
    text = rng.choice(("", "alone", "alone", "glued"))
    kinds = rng.sample(_UNKNOWN, rng.randint(0 if "t" in own else 1, 6))
    if rng.random() < 0.08:  # no label is printed
        shape, text, kinds = "{v}", "", [k for k in kinds if k in _BARE]
    places = {k: rng.choice(("above", "body", "below", "text", "text")) for k in kinds}
    if rng.random() < 0.5:
        places = dict.fromkeys(kinds, rng.choice(("above", "body", "text", "end")))
    said = _values(rng)

    def change(lines: list[Line]) -> list[Line]:
        if not any(r == "t" for r, _ in lines):
            return lines
        unlabelled, lines = lines, list(_fields(lines, {k: labels[k] for k in own}, shape))
        for place in ("text", "end", "body", "below", "above"):
            new = [
                ("m", shape.format(l=labels[k], v=said[k](unlabelled)))
                for k in kinds
                if places[k] == place and rng.random() < 0.95
            ]
            rows = [y for x in new for y in ((x, _BLANK) if spaced else (x,))]
            lines = _put(lines, rows[: len(rows) - spaced], place, spaced) if new else lines
        return _texted(lines, labels["text"] + rng.choice((":", ":", "")), text, shape)

    each(dump, change)


def _fields(lines: list[Line], labels: dict[str, str], shape: str) -> Iterator[Line]:
    """Yield lines with labels before the first of each field that has none."""
    seen = set()
    for role, text in lines:
        if role in labels and role not in seen and not _LABEL.match(text.strip()):
            text = shape.format(l=labels[role], v=text.strip())
        seen.add(role)
        yield role, text


def _texted(lines: list[Line], label: str, manner: str, shape: str) -> list[Line]:
    """Return lines with a label above the text, or before its first paragraph."""
    body = next((i for i, (r, _) in enumerate(lines) if r in "phlq"), None)
    if body is None or not manner or not body:
        return lines
    if manner == "alone":
        return [*lines[:body], ("m", label), *lines[body:]]
    role, text = lines[body]
    if role == "p":
        lines[body] = (role, shape.format(l=label.strip(":"), v=text.strip()))
    return lines


def _values(rng: random.Random) -> dict[str, Callable[[list[Line]], str]]:
    """Return what an archive says of an article, by the kind of its label."""
    papers = [newspaper(rng) for _ in range(rng.choice((1, 1, 3)))]
    code, places = invented(rng).upper()[:5], [invented(rng) for _ in range(3)]
    speech, words = rng.choice(_SPEECHES), rng.choice(("", "", " words", " Wörter"))
    shape = rng.choice(("{n}", "{c}{n:08}", "{c}-{n}", "{c}0002024{n:05}e"))
    page = rng.choice(("{n}", "A.{n}", "{n}, {n}", "B{n}", "S. {n}"))
    types = ("Article", "News", "Final", "Print", "Online", "A", "1")
    edition, stored = rng.choice(types), f"{invented(rng)} {rng.choice(('News', 'Archive'))}"
    return {
        "address": _addresses(rng),
        "id": lambda _: shape.format(c=code, n=rng.randint(1, 99999)),
        "paper": lambda _: rng.choice(papers),
        "language": lambda _: speech,
        "words": lambda _: f"{rng.randint(40, 2400)}{words}",
        "loaded": lambda lines: day_of(lines, rng),
        "page": lambda _: page.format(n=rng.randint(1, 48)),
        "edition": lambda _: edition if rng.random() < 0.8 else rng.choice(types),
        "place": lambda _: rng.choice(places),
        "archive": lambda _: stored,
    }


def day_of(lines: list[Line], rng: random.Random) -> str:
    """Return the date of an article as printed, or one of its own."""
    kept = rng.random() < 0.7
    printed = [t for r, t in lines if r in "Da" and len(t) < 200] if kept else []
    for text in printed:
        if date := find_date(text):
            return text[date.start : date.end]
    return f"{rng.randint(1998, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
