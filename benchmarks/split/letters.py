"""Changes that make a dump a letter: a greeting, a farewell, numbers and credits in brackets."""

import random
import re

from .furnishing import invented
from .marking import plain, run_of, stripped
from .parts import Dump, Line, each
from .records import day_of, newspaper

_BLANK: Line = (".", "")
_GREETINGS = """Weekly digest, issue {n}|WEEKLY DIGEST, ISSUE {n}|Morning briefing
|The week in {a}|{a} Newsletter No. {n}|News from {a}|Press review|Presseschau
|Newsletter {n}/{y}|Revue de presse|La semaine à {a}|Boletín n.º {n}|Rassegna stampa
|Nieuwsbrief {n}|Przegląd prasy|Обзор прессы|今日のニュース|每周摘要 第{n}期|Bülten {n}""".replace(
    "\n", ""
).split("|")
_HELLOS = """Hello and welcome to this week's letter.|Good morning,|Dear readers,
|Here is what we read this week.|In this issue:|Liebe Leserinnen und Leser,
|Guten Morgen! Das sind die Themen der Woche.|Bonjour à toutes et à tous,
|Voici les nouvelles de la semaine.|Hola a todos:|Esto es lo que ha pasado esta semana.
|Cari lettori,|Beste lezers,|Dzień dobry!|Здравствуйте!|おはようございます。|各位读者：|{a}, {y}
|Thanks for reading. There are {n} new items below.""".replace("\n", "").split("|")
_FAREWELLS = """To unsubscribe, reply with the word STOP.|That is all for this week.
|See you next Friday!|The editors|Until tomorrow.|Sent to you by {a}.
|You get this letter because you asked for it.|Bis nächste Woche!|Ihre Redaktion
|Abmelden: eine leere Antwort genügt.|À la semaine prochaine !|La rédaction
|Hasta la próxima semana.|La redazione|Tot volgende week!|Do zobaczenia!|До встречи!|ではまた来週。
|下周再见|Haftaya görüşmek üzere|Compiled by {a} in {y}.
|Questions? Write to editor@{s}.example""".replace("\n", "").split("|")


def digests(dump: Dump, rng: random.Random) -> None:
    """Make a dump a letter: a title and a greeting above, a farewell below, headlines numbered and
    credits in brackets behind the text."""
    if not dump.articles:
        return
    if rng.random() < 0.4:
        plain(dump, rng)
    name = invented(rng)
    known = {"n": rng.randint(2, 400), "y": rng.randint(2001, 2026), "a": name,
             "s": name.split()[0].lower()}  # fmt: skip
    above = [rng.choice(_GREETINGS), *rng.sample(_HELLOS, rng.choice((0, 1, 1, 2)))]
    below = rng.sample(_FAREWELLS, rng.choice((0, 1, 1, 2, 3)))
    rows = [
        [y for t in said for y in (("n", t.format(**known)), _BLANK)] for said in (above, below)
    ]
    dump.before = rows[0] if rng.random() < 0.7 else [*dump.before, *rows[0]]
    last = dump.articles[-1]
    last.gap = [_BLANK, *rows[1][:-1]] if rng.random() < 0.7 else [*last.gap, *rows[1]]
    if rng.random() < 0.6:
        shape = rng.choice(("{n}. {t}", "{n}) {t}", "{n} {t}", "#{n} {t}", "{n} – {t}"))
        for n, article in enumerate(dump.articles, 1):
            first, end = run_of(article.lines, "t")
            if end > first:
                text = shape.format(n=n, t=article.lines[first][1].strip())
                article.lines[first] = ("t", text)
    if rng.random() < 0.6:
        _credit(dump, rng)


_BY = re.compile(r"(?:by|von|par|por|di|door|od|written by|posted by|автор)[: ]\s*", re.IGNORECASE)


def _credit(dump: Dump, rng: random.Random) -> None:
    """Say who wrote, where and when in brackets behind texts and nowhere else."""
    paper = newspaper(rng) if rng.random() < 0.6 else ""
    opening, closing = rng.choice((("(", ")"), ("(", ")"), ("[", "]"), ("— ", ""), ("-- ", "")))
    sign, spaced = rng.choice((", ", ", ", " / ", " | ", "; ")), rng.random() < 0.5
    signed, dated = rng.choice(((True, True), (True, True), (True, False), (False, True)))

    def change(lines: list[Line]) -> list[Line]:
        names = [_BY.sub("", t.strip()) for r, t in lines if r == "a"]
        name = next((n for n in names if 2 < len(n) < 40 and n[-1:].isalpha()), invented(rng))
        said = [name] if signed else []
        said += [paper] if paper else []
        said += [day_of(lines, rng)] if dated else []
        kept = stripped([x for x in lines if x[0] not in "aD"])
        body = [i for i, (r, _) in enumerate(kept) if r in "phlq"]
        if not body:
            return lines
        credit = ("a" if signed else "D", opening + sign.join(said) + closing)
        at = body[-1] + 1
        return [*kept[:at], *[_BLANK] * spaced, credit, *kept[at:]]

    each(dump, change)
