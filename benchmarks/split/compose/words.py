"""What made-up furniture says: phrases by language and kind, names, sites and days."""

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta, get_day_names, get_month_names

_LATIN = (
    "Ada Bruno Carla Dirk Elin Felix Greta Hugo Ines Jonas Katja Luis Marta Nils Olga Paul Rosa "
    "Sven Tilda Vera Wim Yara Zeno Amélie Björn Chloé",
    "Abel Brandt Corvo Dorn Engel Ferro Granger Holm Ibarra Jansen Keller Lindt Moreau Novak "
    "Olsen Prieto Quist Rossi Sander Tamm Ulrich Vega Weiss Ahlberg Núñez Łukasik",
)
_NAMES = {
    "ru": (
        "Анна Борис Вера Глеб Дарья Егор Зоя Илья Лидия Марк",
        "Агеев Белова Волков Громова Дорин Ежов Зимина Котов",
    ),
    "ja": ("健 美咲 翔太 由美 大輔 さくら 直樹 恵", "佐藤 高木 森田 石川 村上 小林 中野 藤井"),
    "zh": ("伟 芳 敏 静 磊 洋 艳 军", "王 李 张 陈 赵 周 吴 孙"),
    "ko": ("민준 서연 지호 하은 도윤 수아", "김 이 박 최 정 강"),
    "ar": ("ليلى سامي نور كريم هدى يوسف", "حداد منصور خليل صباغ نجار عطار"),
    "el": ("Άννα Γιώργος Ελένη Νίκος Σοφία Πέτρος", "Βλάχος Δήμου Ζέρβας Κώστας Λάμπρου Μήτσου"),
}
_NAMES["uk"] = _NAMES["bg"] = _NAMES["ru"]
_HANDLES = (
    "admin", "editor", "webmaster", "redaktion", "nk_77", "mira.h", "team", "jd", "staff", "root",
)  # fmt: skip
_SITES = (
    "Lantern Notes", "Harbour Post", "Die Mühle", "Le Carnet", "La Plaza", "Il Mulino",
    "De Brug", "Kvarnen", "Fjordbladet", "Młyn", "Zvon", "Маяк", "風のたより", "晨报", "마을신문",
    "المنارة",
    "Signalfire", "Copperfield Weekly", "Nordlys", "Echo",
)  # fmt: skip
_TEAMS = (
    "Aldern", "Brackwater", "Castell", "Drumley", "Eastmoor", "Fennick", "Garth", "Holloway",
    "Isken", "Jarrow", "Kelby", "Lorne", "Marrow", "Norvik", "Ostra", "Pellin", "Quarn", "Rosk",
    "Selby", "Tarn",
)  # fmt: skip


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    language = ""
    for line in (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif ": " in line and not line.startswith("#"):
            kind, _, phrases = line.partition(": ")
            found.setdefault(language, {})[kind] = [p.strip() for p in phrases.split(" | ")]
    return found


def languages() -> list[str]:
    """Return the languages that there are phrases in."""
    return list(_all())


def phrases(language: str, kind: str) -> list[str]:
    """Return the phrases of a kind in a language; of one that has none, the English ones."""
    return _all().get(language, {}).get(kind) or _all()["en"][kind]


def filled(phrase: str, rng: random.Random, **said: str) -> str:
    """Return a phrase with its places filled; what is not given is made up."""
    known = {"n": str(rng.randint(1, 90)), **said}
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], ""), phrase).strip()


def name_in(language: str, rng: random.Random) -> str:
    """Return a made-up name, as it is written in a language."""
    first, last = (part.split() for part in _NAMES.get(language, _LATIN))
    if language in ("ja", "zh", "ko"):
        return rng.choice(last) + rng.choice(first)
    return f"{rng.choice(first)} {rng.choice(last)}"


def handle(rng: random.Random) -> str:
    """Return the name of an account."""
    return rng.choice(_HANDLES)


def site_name(rng: random.Random) -> str:
    """Return the name of a site that does not exist."""
    return rng.choice(_SITES)


def results(rng: random.Random, count: int, cells: bool) -> list[str]:
    """Return the results of matches that nobody played, a match a line or a cell a line."""
    lines = []
    for _ in range(count):
        home, guest = rng.sample(_TEAMS, 2)
        score = f"{rng.randint(0, 5)}{rng.choice('-:')}{rng.randint(0, 5)}"
        lines += [home, guest, score] if cells else [f"{home} – {guest} {score}"]
    return lines


def hours(language: str, rng: random.Random, cells: bool) -> list[str]:
    """Return opening hours, a day a line or two."""
    names = get_day_names(rng.choice(("abbreviated", "wide")), locale=locale_of(language))
    lines = []
    for day in sorted(rng.sample(range(7), rng.randint(3, 7))):
        span = f"{rng.randint(7, 11)}:00–{rng.randint(15, 20)}:{rng.choice(('00', '30'))}"
        lines += [names[day], span] if cells else [f"{names[day]} {span}"]
    return lines


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a language, the English one where there is none.

    Babel resolves some names by others when they are first asked for, and the answer depends
    on what was asked before; so all are asked for here, in one order.
    """
    try:
        locale = Locale.parse({"no": "nb"}.get(language, language) or "en")
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse("en")
    for context in ("stand-alone", "format"):
        for width in ("wide", "abbreviated"):
            get_month_names(width, context, locale)
            get_day_names(width, context, locale)
    return locale


STYLES = (
    "long", "long", "long", "medium", "medium", "full", "short", "yyyy-MM-dd", "yyyy-MM-dd",
    "dd.MM.yyyy", "dd/MM/yyyy", "yyyy/MM/dd", "d MMM yyyy", "EEE, d MMM yyyy", "d.M.yyyy",
    "yyyy.MM.dd", "MMMM d, yyyy", "d MMMM yyyy", "yyyy-MM-dd HH:mm", "dd.MM.yyyy HH:mm",
    "long HH:mm", "noyear", "ago",
)  # fmt: skip


def printed_day(day: date, style: str, language: str, rng: random.Random) -> str:
    """Return a day as a site of a language prints it."""
    locale = locale_of(language)
    if style == "ago":
        return format_timedelta(
            -timedelta(days=rng.randint(1, 300)), add_direction=True, locale=locale
        )
    if style == "noyear":
        return format_date(
            day, "d MMMM" if language not in ("ja", "zh", "ko") else "M月d日", locale=locale
        )
    base = style.removesuffix(" HH:mm")
    text = format_date(day, base, locale=locale)
    if base == "short" and re.search(r"\D\d\d$", text):
        text = format_date(day, "yyyy-MM-dd", locale=locale)
    return f"{text} {rng.randint(0, 23):02}:{rng.randint(0, 59):02}" if style != base else text


def months(day: date, language: str, count: int) -> list[str]:
    """Return the names of months back from a day, as an archive lists them."""
    first = day.replace(day=1)
    found = []
    for _ in range(count):
        found.append(format_date(first, "LLLL yyyy", locale=locale_of(language)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def some(rng: random.Random, pool: Sequence[str], low: int, high: int) -> list[str]:
    """Return some of a pool in its order, between `low` and `high` as far as it goes."""
    count = min(len(pool), rng.randint(low, high))
    return [pool[k] for k in sorted(rng.sample(range(len(pool)), count))]
