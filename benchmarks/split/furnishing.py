"""Changes to what bodies hold and what follows them: refrains, tables, furniture, threads."""

import random

from feeds.split.lexicon import CLASSES, furniture, phrases, words_of

from .parts import Dump, Line, each, everywhere, headlines

_PHRASES = {c: phrases(c) for c in CLASSES}


def refrains(dump: Dump, rng: random.Random) -> None:
    """Let most bodies hold the same short lines: "Attendees" and names, "Download", "Thanks"."""
    pool = [x for a in dump.articles for x in a.lines if x[0] in "hlp" and len(x[1]) < 60]
    if not pool:
        return
    refrain = [rng.choice(pool) for _ in range(rng.randint(1, 6))]
    first = rng.random() < 0.5

    def change(lines: list[Line]) -> list[Line]:
        body = [i for i, (r, _) in enumerate(lines) if r in "phlq"]
        if len(body) < 2 or rng.random() < 0.2:
            return lines
        at = body[0] if first else rng.choice(body[1:])
        return lines[:at] + refrain[: rng.randint(1, len(refrain))] + lines[at:]

    each(dump, change)


def phrase(rng: random.Random, *classes: str) -> str:
    text = rng.choice(_PHRASES[rng.choice(classes)])
    return text.capitalize() if rng.random() < 0.8 else text


def other_words(dump: Dump, rng: random.Random) -> None:
    """Say furniture in other words of its class, of any language, the same all over the dump."""
    spoken: dict[str, str] = {}

    def change(lines: list[Line]) -> list[Line]:
        changed = []
        for role, text in lines:
            if role in "xn" and len(text) < 60:
                bare = text.strip()
                if bare not in spoken:
                    said = furniture(bare, words_of(bare))
                    of = [c for k, c in enumerate(CLASSES) if said.first >> k & 1]
                    spoken[bare] = phrase(rng, *of) if of and said.covered >= said.words else bare
                text = text.replace(bare, spoken[bare]) if bare else text
            changed.append((role, text))
        return changed

    everywhere(dump, change)


def extras(dump: Dump, rng: random.Random) -> None:
    """Put furniture above, inside and below bodies: share names, calls, advertisements."""
    kinds = ("share", "subscribe", "advert", "comments", "related", "more", "caption", "editorial")
    lines_ = [
        ("x", phrase(rng, *kinds) + rng.choice(("", "", ":", " »")))
        for _ in range(rng.randint(1, 4))
    ]
    place = rng.choice(("top", "inside", "tail", "tail"))

    def change(lines: list[Line]) -> list[Line]:
        body = [i for i, (r, _) in enumerate(lines) if r in "phlq"]
        if not body:
            return lines
        at = {"top": body[0], "inside": rng.choice(body), "tail": body[-1] + 1}[place]
        return lines[:at] + (lines_ if place != "inside" else lines_[:1]) + lines[at:]

    each(dump, change)


_GOING_ON = frozenset("abcdefghijklmnopqrstuvwxyzäöüéèàçñабвгдежзийклмнопрстуфхцчшщыьэюя,;-")


def inserts(dump: Dump, rng: random.Random) -> None:
    """Interrupt bodies as newspapers do: calls, advertisements, headlines of others with a label.

    What is said is the same all over the dump, but for the headlines.
    """
    titles = headlines(dump)
    words = [w for t in titles for w in t.split() if w.istitle()] or [""]
    kinds = ("advert", "advert", "subscribe", "subscribe", "comments", "share", "more", "counts")
    said = [_call(rng, kinds, words) for _ in range(rng.randint(1, 3))]
    label = phrase(rng, "related", "more").rstrip(":") + rng.choice((": ", ": ", " - ", " » "))
    labelled, often = len(titles) > 1 and rng.random() < 0.4, rng.choice((1, 1, 2, 3))

    def change(lines: list[Line]) -> list[Line]:
        written = [i for i, (r, _) in enumerate(lines) if r == "p"]
        places = [i for i in written[1:] if lines[i - 1][1].strip()[-1:] not in _GOING_ON]
        chosen = sorted(rng.sample(places, min(len(places), rng.randint(0, often))), reverse=True)
        lines = list(lines)
        for at in chosen:
            other = labelled and rng.random() < 0.6
            lines.insert(at, ("x", label + rng.choice(titles) if other else rng.choice(said)))
        return lines

    each(dump, change)


def _call(rng: random.Random, kinds: tuple[str, ...], words: list[str]) -> str:
    """Return a phrase of furniture, alone or in a sentence with names or with another."""
    lead, name = phrase(rng, *kinds), " ".join(rng.sample(words, min(len(words), 2)))
    shapes = ("{a}", "{a}", "{a} {n}", "{n} {b}", "{n}: {a}", "{a}. {b}.", "{a} {n}. {b}")
    shape = rng.choice(shapes)
    line = shape.format(a=lead, b=phrase(rng, *kinds), n=name).strip()
    return line.upper() if rng.random() < 0.15 else line


def related(dump: Dump, rng: random.Random) -> None:
    """End articles with headlines of others, with or without a label, a date or a category."""
    titles = headlines(dump)
    dates = [t.strip() for a in dump.articles for r, t in a.lines if r in "Dc" and t.strip()] or [
        ""
    ]
    if len(titles) < 3:
        return
    label, dated, count = phrase(rng, "related"), rng.random() < 0.3, rng.randint(2, 5)

    def change(lines: list[Line]) -> list[Line]:
        tail: list[Line] = [("x", label)] if label else []
        for _ in range(count):
            tail += [("x", rng.choice(dates))] if dated else []
            tail.append(("x", rng.choice(titles)))
        return [*lines, *[x for x in tail if x[1]]]

    each(dump, change)


def thread(dump: Dump, rng: random.Random) -> None:
    """End articles with a thread: who, when, and sentences that are other articles' own."""
    said = [t.strip() for a in dump.articles for r, t in a.lines if r == "p" and t.strip()]
    names = [t.strip() for a in dump.articles for r, t in a.lines if r == "a" and 2 < len(t) < 40]
    dates = [t.strip() for a in dump.articles for r, t in a.lines if r == "D" and t.strip()]
    if not said:
        return
    label, reply = phrase(rng, "comments"), rng.choice((phrase(rng, "comments"), ""))
    dated = bool(dates) and rng.random() < 0.6

    def change(lines: list[Line]) -> list[Line]:
        tail = [label]
        for _ in range(rng.choice((0, 1, 2, 3, 6))):
            name = rng.choice(names) if names and rng.random() < 0.7 else invented(rng)
            tail += [name, rng.choice(dates)] if dated else [name]
            tail += [rng.choice(said)[: rng.randint(20, 400)], reply]
        return [*lines, *(("x", t) for t in tail if t)]

    each(dump, change)


def invented(rng: random.Random) -> str:
    """Return a name that nobody has."""
    parts = []
    for _ in range(rng.choice((1, 2, 2))):
        syllables = range(rng.randint(2, 3))
        parts.append("".join(rng.choice("bdfgklmnrstv") + rng.choice("aeiou") for _ in syllables))
    return " ".join(part.title() for part in parts)


def templated(dump: Dump, rng: random.Random) -> None:
    """Let most bodies say the same paragraphs word for word, as reports from a template do."""
    pool = [a for a in dump.articles if sum(r == "p" for r, _ in a.lines) > 1]
    if not pool:
        return
    template = [x for x in rng.choice(pool).lines if x[0] in "phl"][: rng.randint(2, 8)]
    alone = rng.random() < 0.3  # nothing else is said

    def change(lines: list[Line]) -> list[Line]:
        body = [i for i, (r, _) in enumerate(lines) if r in "phlq"]
        if not body or rng.random() < 0.1:
            return lines
        own = [] if alone else lines[body[0] : body[-1] + 1]
        said = template + own if rng.random() < 0.5 else own + template
        return lines[: body[0]] + said + lines[body[-1] + 1 :]

    each(dump, change)


def tables(dump: Dump, rng: random.Random) -> None:
    """Put a table into most bodies, a cell or a row a line: results, hours, prices."""
    words = [t.split()[0] for a in dump.articles for r, t in a.lines if r in "hlp" and t.split()]
    if not words:
        return
    shape = rng.choice(
        (
            "{a} {n}:{m}",
            "{a}|{n}",
            "{a}|{b}|{n}-{m}",
            "{a}: {n}.{m}0",
            "{n}:00–{m}:30|{a}",
            "{a} – {b} {n}:{m}",
        )
    )
    role, own = rng.choice("lp"), [rng.choice(words) for _ in range(rng.randint(2, 6))]
    same = rng.random() < 0.5  # the first column comes back in each article

    def change(lines: list[Line]) -> list[Line]:
        body = [i for i, (r, _) in enumerate(lines) if r in "phl"]
        if not body or rng.random() < 0.15:
            return lines
        rows = []
        for first in own if same else rng.sample(words, min(len(words), len(own))):
            n, m = rng.randint(0, 23), rng.randint(0, 23)
            rows += shape.format(a=first, b=rng.choice(words), n=n, m=m).split("|")
        at = rng.choice(body) + 1
        return lines[:at] + [(role, row) for row in rows] + lines[at:]

    each(dump, change)
