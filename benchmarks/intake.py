"""`python -m benchmarks.intake [DUMPS]`: so many dumps of five articles, from nothing to feeds.

Each site is new and built by `feedmill build` as its users run it, once with each renderer.
Articles have about 1.2 kB, as those of real dumps have, words of their own, and are of
ten years.  The table gives articles a second, of wall and of processor time, and memory.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.archive import SETTINGS

ARTICLES = 5  # in a dump
ENGINES = ("markdown", "pyromark")


def _words(text: str) -> list[str]:
    return text.split(";")


_CATEGORIES = ("Energy", "Science", "Business", "Sport", "Culture", "Travel", "Health", "Opinion")
_PEOPLE = ("Ann Miller", "Tom Weaver", "Ida Cooper", "Karl Smith", "Nora Potter", "Jan Sadler")
_WHO = _words(
    "the council;the ferry company;a retired miller;the harbour office;two students;"
    "the new mayor;the rope works;a small brewery;the night train's guard;the choir;"
    "a beekeeper;the water board;the oldest bakery;a court in the capital;"
    "the tenants of Mill Lane;the museum;the fishermen"
)
_DID = _words(
    "has sold;wants to mend;lost;found;argued about;paid for;painted;closed;opened;measured;"
    "put off;promised;counted;moved;gave away;asked for;wrote a letter about;forgot"
)
_WHAT = _words(
    "the old bridge;a steam engine;three barges;the school's roof;a hundred apple trees;"
    "the clock;the last tram;a map of the river;the lighthouse;its own archive;"
    "the winter timetable;a well;the weather station;a cable of copper;the market hall;"
    "some letters;the swimming bath"
)
_WHEN = _words(
    "last week;on Tuesday;before the frost;after the flood;for the second time;in spring;"
    "at noon;during the fair;without a word;for less than it cost;by a vote of nine to four;"
    "at last;though nobody had asked;as it did forty years ago;"
    "to the surprise of its neighbours"
)
_WHY = _words(
    "because the ground is soft;says a report that was kept back;and more is to come;"
    "to save heat;which the law allows;but the bill is still open;so that boats can pass;"
    "as the treasurer knew;and the insurers were told;although the contract says otherwise;"
    "while others only watched"
)

_SYLLABLES = _words("bar;den;fel;gos;har;kin;lom;mar;nor;pel;ras;sten;tor;ul;ver;wick")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one build from nothing took."""

    engine: str
    articles: int
    seconds: float
    processor: float
    peak: int  # bytes of the largest process


def dump(number: int) -> str:
    """Return a dump of five articles that are like no others."""
    return "\n".join(_article(number * ARTICLES + place) for place in range(ARTICLES))


def _article(number: int) -> str:
    chance = random.Random(number)
    day = date(2015, 1, 1) + timedelta(days=number % 3650)
    title = f"{_clause(chance)} {chance.choice(_WHEN)}"
    paragraphs = "\n".join(_paragraph(chance, number) for _ in range(4))
    return (
        f"{chance.choice(_CATEGORIES)}\n{title[0].upper()}{title[1:]}\n"
        f"By {chance.choice(_PEOPLE)}\n{day:%B} {day.day}, {day.year}\n\n{paragraphs}\n"
    )


def _paragraph(chance: random.Random, number: int) -> str:
    said = [
        f"{_clause(chance)} {chance.choice(_WHEN)}, {_place(chance)} says, {chance.choice(_WHY)}"
        for _ in range(2)
    ]
    said[1] += f", and {chance.randrange(3, 900)} people signed list {number}"
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)


def _clause(chance: random.Random) -> str:
    who, did, what = (chance.choice(each) for each in (_WHO, _DID, _WHAT))
    return f"{who} of {_place(chance)} {did} {what} of {_place(chance)}"


def _place(chance: random.Random) -> str:
    """Return a name, so that two articles share no more words than real ones do."""
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def make(root: Path, dumps: int, engine: str) -> None:
    """Fill `root` with a site that has so many dumps and nothing else."""
    (root / "content/posts").mkdir(parents=True)
    (root / "feedmill.toml").write_text(f'{SETTINGS}\n[render]\nengine = "{engine}"\n', "utf-8")
    for number in range(dumps):
        place = root / f"content/dumps/{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.txt").write_text(dump(number), "utf-8")
        os.utime(place / f"{number}.txt", (1_767_225_600, 1_767_225_600))  # New Year of 2026


def build(root: Path, engine: str, workers: str = "") -> Outcome:
    """Build a site in a process of its own and return what that took."""
    command = [sys.executable, "-m", "feeds", "-C", str(root), "build"]
    command += ["--workers", workers] if workers else []
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Outcome(
        engine=engine,
        articles=sum(1 for _ in (root / "content/posts").rglob("*.md")),
        seconds=seconds,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        peak=after.ru_maxrss * 1024,
    )


def table(found: list[Outcome]) -> Iterator[str]:
    """Yield the lines that sum the outcomes up."""
    yield "renderer    articles   seconds   a second   processor s   a processor second   peak MB"
    for each in found:
        yield (
            f"{each.engine:<10} {each.articles:>9,} {each.seconds:>9.1f}"
            f" {each.articles / each.seconds:>10.0f} {each.processor:>13.1f}"
            f" {each.articles / each.processor:>20.0f} {each.peak / 1e6:>9.0f}"
        )


def report(dumps: int, engines: tuple[str, ...] = ENGINES, workers: str = "") -> None:
    """Print what so many dumps take with each renderer."""
    found = []
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), dumps, engine)
            found.append(build(Path(folder), engine, workers))
    print("\n".join(table(found)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dumps", type=int, nargs="?", default=10_000, metavar="DUMPS")
    parser.add_argument("--workers", default="")
    asked = parser.parse_args()
    report(asked.dumps, workers=asked.workers)
