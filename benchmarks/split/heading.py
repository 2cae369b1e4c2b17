"""Changes to what stands above bodies: headlines in series, deks, lists of categories."""

import random
import re

from .furnishing import phrase
from .parts import Dump, Line, each, headlines

_NAME = 32  # characters


def series(dump: Dump, rng: random.Random) -> None:
    """Let most headlines begin with the same words: "Notes from", "Release 1.2 of"."""
    titles = headlines(dump)
    if not titles:
        return
    lead = " ".join(rng.choice(titles).split(" ")[: rng.randint(1, 4)])

    def change(lines: list[Line]) -> list[Line]:
        k = next((i for i, (r, _) in enumerate(lines) if r == "t"), None)
        if k is None or rng.random() < 0.2:
            return lines
        text = lines[k][1]
        indent = text[: len(text) - len(text.lstrip())]
        return [*lines[:k], ("t", f"{indent}{lead} {text.strip()}"), *lines[k + 1 :]]

    each(dump, change)


_SENTENCE = re.compile(r"[^.!?。！？]{15,240}(?:[.!?](?=\s|$)|[。！？])")


def deks(dump: Dump, rng: random.Random) -> None:
    """Print a dek below headlines, where there is none yet: a sentence out of the article's text,
    which may say it once more."""
    if any(role == "d" for a in dump.articles for role, _ in a.lines):
        return
    again, lead = rng.random() < 0.4, rng.random() < 0.4
    right_below, share = rng.random() < 0.7, rng.choice((0.6, 0.9, 1.0))
    bare = rng.random() < 0.2  # without its stop

    def change(lines: list[Line]) -> list[Line]:
        title = next((i for i, (role, _) in enumerate(lines) if role == "t"), None)
        written = [i for i, (role, _) in enumerate(lines) if role == "p"]
        if title is None or len(written) < 2 or written[0] < title or rng.random() > share:
            return lines
        source = written[0] if lead and again else rng.choice(written[1:])
        found = _SENTENCE.search(lines[source][1])
        if not found or (not again and found.group() == lines[source][1].strip()):
            return lines
        lines = list(lines)
        if not again:
            rest = lines[source][1][: found.start()] + lines[source][1][found.end() :]
            lines[source] = "p", rest.strip()
        dek = found.group().strip()
        at = title + 1
        while at < len(lines) and lines[at][0] in ("t" if right_below else "taDcm"):
            at += 1
        blank = [(".", "")] if at < len(lines) and lines[at][0] == "." else []
        return [*lines[:at], *blank, ("d", dek.rstrip(".。") if bare else dek), *lines[at:]]

    each(dump, change)


def listed(dump: Dump, rng: random.Random) -> None:
    """File articles under several categories, one a line or on one line, below a label or none."""
    said = {t.strip() for a in dump.articles for r, t in a.lines if r == "c"}
    names = sorted(name for name in said if 1 < len(name) <= _NAME and ":" not in name)
    if len(names) < 2:
        return
    sign = rng.choice(("", "", "", ", ", " / ", " | ", " · ", ""))  # or a line each
    bullet = rng.choice(("", "", "", "- ", "* ", "#")) if not sign else ""
    label = phrase(rng, "category", "tags") + rng.choice(("", ":")) if rng.random() < 0.3 else ""
    most = rng.choice((2, 3, 4, 6))

    def change(lines: list[Line]) -> list[Line]:
        own = [i for i, (role, _) in enumerate(lines) if role == "c"]
        if len(own) != 1 or lines[own[0]][1].strip() not in names:
            return lines
        at = own[0]
        others = rng.sample(names, min(len(names), rng.randint(1, most)))
        filed = list(dict.fromkeys((lines[at][1].strip(), *others)))[:most]
        rng.shuffle(filed)
        rows: list[Line] = [("c", sign.join(filed))] if sign else [("c", bullet + f) for f in filed]
        return [*lines[:at], *([("x", label)] if label else []), *rows, *lines[at + 1 :]]

    each(dump, change)
