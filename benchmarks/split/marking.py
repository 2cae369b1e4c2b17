"""Changes to what parts articles: marks that all headlines bear, lines between articles, blanks.

Each is a whole dump's habit.  At times nothing else is left to tell articles by, as
in the dumps that people make by hand.
"""

import random
import re
from collections.abc import Iterator

from feeds.split.wrapping import wrap_column

from .furnishing import invented
from .parts import Dump, Line, each

_BLANK: Line = (".", "")

# Around a headline, and around a sub-heading a level below it.
_MARKS = (
    ("# ", "", "## ", ""), ("## ", "", "### ", ""), ("### ", "", "#### ", ""),
    ("# ", " #", "## ", " ##"), ("## ", " ##", "### ", " ###"), ("= ", " =", "== ", " =="),
    ("== ", " ==", "=== ", " ==="), ("=== ", " ===", "==== ", " ===="), ("* ", "", "** ", ""),
    ("** ", "", "*** ", ""), ("> ", "", ">> ", ""), ("h1. ", "", "h2. ", ""),
    ("h2. ", "", "h3. ", ""), ("**", "**", "*", "*"), ("**", "**", "### ", ""),
    ("## **", "**", "### ", ""), ("__", "__", "_", "_"), ("*", "*", "_", "_"), ("[", "]", "", ""),
    ("【", "】", "・", ""), ("« ", " »", "", ""), ("~ ", " ~", "", ""),
    ("--- ", " ---", "- ", " -"),
    ("■ ", "", "□ ", ""), (">>> ", "", "", ""), ("+ ", "", "++ ", ""), ("!! ", "", "! ", ""),
    ("|| ", "", "| ", ""), ("§ ", "", "", ""), ("=> ", "", "-> ", ""),
    ("<b>", "</b>", "<i>", "</i>"),
)  # fmt: skip
_COUNTED = (
    "{n}. ", "{n}. ", "{n}) ", "{n}) ", "({n}) ", "[{n}] ", "{n} - ", "{n} – ", "{n}: ", "#{n} ",
    "#{n}: ", "{n}/{all} ", "{n:02} ", "{n:02}. ", "{r}. ", "{r} – ", "{w} {n}: ", "{w} {n}: ",
    "{w} {n} – ", "{w} {n} | ", "{w} {n}. ", "{w} {n}) ", "{w} #{n}: ", "[{w} {n}] ", "{n}、",
    "第{n}篇 ", "【{n}】",
)  # fmt: skip
_WORDS = """ARTICLE|Article|Story|STORY|Item|News|No.|No|Nr.|N°|Nº|Text|Artikel|Beitrag
|Meldung|Bericht|Nouvelle|Artículo|Noticia|Articolo|Notizia|Bericht|Artigo|Статья|Новость
|Artykuł|Makale|Haber|Artikkel|Článek|Post|Entry|Report|Chapter""".replace("\n", "").split("|")
_BETWEEN = (
    "{n} of {all} DOCUMENTS", "{w} {n} of {all}", "--- {n} ---", "-- {n} --", "- {n} -", "{w} {n}",
    "Page {n}", "Seite {n}", "[{n}/{all}]", "[{w} {n}]", "***** {n} *****", "=== {w} {n} ===",
    "==> {s}.txt <==", "=== {s}.html ===", "--- {s}.txt ---", "File: {s}.txt", "# {s}.md",
    "<<<{w} id={n}>>>", "<doc id=\"{n}\">", "<doc id=\"{n}\" title=\"{s}\">", "<article>",
    "### {n}", "第{n}篇", "{r}", "{n}",
    "{w} {n}:", "%%% {w} {n} %%%", "Begin {w} {n}", "[start]",
)  # fmt: skip
_ENDS = """End of Document|END|[END]|ENDS|<<<END>>>|</doc>|</article>|###|-30-|- 30 -|* * *
|***|---|- - -|+++|~~~~|EOF|(end)|[Ende]|Ende|FIN|(fin)|Fine|Konec|Koniec|以上|完|%%|■
|-- end of article --|=====|__________|Fin du document""".replace("\n", "").split("|")


def bare(dump: Dump, rng: random.Random) -> None:
    """Leave headlines and texts and nothing else, as programs do that look for the main text."""
    if not all(any(role == "t" for role, _ in article.lines) for article in dump.articles):
        return
    bullet, heading = rng.choice(("- ", "- ", "* ", "")), dump.before[-1:]
    dump.before = heading if rng.random() < 0.3 else []
    for article in dump.articles:
        own = [x for x in article.lines if x[0] in "tphlq"]
        article.lines = [(r, bullet + t.strip() if r == "l" else t.strip()) for r, t in own]
        article.gap = []


def plain(dump: Dump, rng: random.Random) -> None:
    """Leave headlines and texts, most often with a blank between all of them."""
    if is_wrapped(dump):
        return
    bare(dump, rng)
    if rng.random() < 0.7:
        _space(dump, rng, rng.choice((1, 1, 1, 2)), 1)


def marks(dump: Dump, rng: random.Random) -> None:
    """Let all headlines bear a mark, a number that counts up, or a rule on the next line.

    Sub-headings have none, or one a level below.
    """
    if rng.random() < 0.3:
        plain(dump, rng)
    if rng.random() < 0.3 and not is_wrapped(dump):
        _head_texts(dump, rng)
    manner, deep = rng.choice(("mark", "mark", "count", "count", "rule")), rng.random() < 0.6
    if manner == "rule":
        _underline(dump, rng, deep)
        return
    before, after, deeper, behind = rng.choice(_MARKS)
    counted, word = rng.choice(_COUNTED), rng.choice(_WORDS)
    first = 1 if rng.random() < 0.8 else rng.randint(2, 300)
    if manner == "count":
        before, after = "", ""
        deeper, behind = rng.choice((("**", "**"), ("## ", ""), ("{n}.{k} ", ""), ("{k}) ", "")))
    for n, article in enumerate(dump.articles, first):
        number = (
            _filled(counted, n, first + len(dump.articles) - 1, word) if manner == "count" else ""
        )
        lines = _around(article.lines, "t", number + before, after)
        if deep:
            for k, at in enumerate([i for i, (r, _) in enumerate(lines) if r == "h"], 1):
                mark = deeper.replace("{n}", str(n)).replace("{k}", str(k))
                lines[at : at + 1] = _around(lines[at : at + 1], "h", mark, behind)
        article.lines = lines


def _around(lines: list[Line], role: str, before: str, after: str) -> list[Line]:
    """Return lines with marks around the first run of a role; what it had for one is gone."""
    first, end = run_of(lines, role)
    lines = list(lines)
    for i in range(first, end):
        text = lines[i][1].lstrip()
        indent = lines[i][1][: len(lines[i][1]) - len(text)]
        text = re.sub(r"^[*#•] |\s+#?$", "", text)
        head, foot = before if i == first else "", after if i == end - 1 else ""
        lines[i] = (role, f"{indent}{head}{text}{foot}")
    return lines


def run_of(lines: list[Line], role: str) -> tuple[int, int]:
    """Return the first lines of a role that stand together, none where there is none."""
    first = next((i for i, (r, _) in enumerate(lines) if r == role), len(lines))
    end = first
    while end < len(lines) and lines[end][0] == role:
        end += 1
    return first, end


def _underline(dump: Dump, rng: random.Random, deep: bool) -> None:
    sign, below = rng.choice(("=-", "=-", "-~", "*-", "~.", "#=", "_-"))
    length = rng.choice((0, 0, 0, 4, 10, 40))

    def change(lines: list[Line]) -> list[Line]:
        end, ruled = run_of(lines, "t")[1], []
        for i, (role, text) in enumerate(lines, 1):
            ruled.append((role, text))
            if (role == "t" and i == end) or (role == "h" and deep):
                ruled.append(
                    ("s", (sign if role == "t" else below) * (length or len(text.strip())))
                )
        return ruled

    each(dump, change)


def _head_texts(dump: Dump, rng: random.Random) -> None:
    """Put sub-headings into texts: words of the paragraph below."""
    share = rng.choice((0.2, 0.4))

    def headed(lines: list[Line]) -> Iterator[Line]:
        begun = False
        for role, text in lines:
            words = text.split()[: rng.randint(1, 6)]
            if begun and role == "p" and len(text) > 80 and words and rng.random() < share:
                yield "h", " ".join(words).strip(".,:;").capitalize()[:60]
            begun = begun or role == "p"
            yield role, text

    each(dump, lambda lines: list(headed(lines)))


def separated(dump: Dump, rng: random.Random) -> None:
    """Part articles by a line that says something: above each, below each, or both."""
    if rng.random() < 0.3:
        plain(dump, rng)
    manner = rng.choice(("above", "above", "below", "both"))
    shape, word, end = rng.choice(_BETWEEN), rng.choice(_WORDS), rng.choice(_ENDS)
    near, far = rng.choice((0, 0, 1)), rng.choice((0, 1, 1, 2))  # blanks on the article's side
    last, count = rng.random() < 0.8, len(dump.articles)
    for n, article in enumerate(dump.articles, 1):
        gap = stripped([x for x in article.gap if x[0] != "s"])
        if manner != "above" and (n < count or last):
            gap = [*[_BLANK] * near, ("s", end), *([_BLANK] * far if n < count else []), *gap]
        article.gap = gap
    gaps = [dump.before, *(article.gap for article in dump.articles[:-1])]
    for n, (gap, article) in enumerate(zip(gaps, dump.articles, strict=True), 1):
        if manner != "below":
            name = slug(article.lines, rng)
            gap += [_BLANK] * (far if n > 1 and manner == "above" else 0)
            gap += [("s", _filled(shape, n, count, word, name)), *[_BLANK] * near]


def stripped(lines: list[Line]) -> list[Line]:
    """Return lines without the blanks at their ends."""
    full = [i for i, (r, _) in enumerate(lines) if r != "."]
    return lines[full[0] : full[-1] + 1] if full else []


def slug(lines: list[Line], rng: random.Random) -> str:
    """Return a headline as an address has it, or a word where it has no letters for that."""
    title = next((t for r, t in lines if r == "t"), "").lower()
    found = "-".join(re.findall(r"[a-z0-9]+", title)[: rng.randint(3, 9)])
    return found if len(found) > 5 else invented(rng).lower().replace(" ", "-")


def _filled(shape: str, n: int, count: int, word: str, name: str = "") -> str:
    roman = ("", *["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"])
    return shape.format(n=n, all=count, w=word, s=name, r=roman[n] if n < len(roman) else str(n))


def blanks_apart(dump: Dump, rng: random.Random) -> None:
    """Part articles by more blank lines than paragraphs."""
    if rng.random() < 0.4 and not is_wrapped(dump):
        bare(dump, rng)
    between = rng.choice((2, 2, 3, 3, 4))
    _space(dump, rng, between, rng.choice([n for n in (0, 0, 1, 1, 1, 2) if n < between]))


def blanks_alike(dump: Dump, rng: random.Random) -> None:
    """Part articles by as many blank lines as paragraphs."""
    blanks = rng.choice((0, 1, 1, 2, 3))
    _space(dump, rng, blanks, blanks)


def _space(dump: Dump, rng: random.Random, between: int, within: int) -> None:
    """Give a dump so many blanks between articles and between their lines, but for lists, code
    and headers at times; paragraphs that were broken by hand keep their lines together."""
    wrapped = is_wrapped(dump)
    together = "t" + rng.choice(("", "lq", "lqg")) + rng.choice(("", "", "ckaDm"))
    below = rng.choice((between, within, 0))  # chrome or a separator

    def change(lines: list[Line]) -> list[Line]:
        spaced: list[Line] = []
        for role, text in (x for x in lines if x[0] != "."):
            last = spaced[-1][0] if spaced else ""
            if last and role != "s" and not (role in together and last in together):
                spaced += [_BLANK] * within
            spaced.append((role, text))
        return spaced

    if not wrapped:
        each(dump, change)
    dump.before = [*own, *[_BLANK] * between] if (own := stripped(dump.before)) else []
    for article in dump.articles:
        own = change(article.gap)
        more = own or article is not dump.articles[-1]
        article.lines = stripped(article.lines)
        article.gap = [
            *[_BLANK] * (between if more else 0),
            *own,
            *[_BLANK] * (below if own else 0),
        ]


def is_wrapped(dump: Dump) -> bool:
    """Return whether paragraphs were broken by hand."""
    return wrap_column([text for article in dump.articles for _, text in article.lines]) > 0
