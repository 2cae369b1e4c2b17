"""The corpus as arrays: features of each dump's units, their roles, and where articles start."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feeds.split.features import features
from feeds.split.lines import Page, read_page
from feeds.split.network import ROLES

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Gold:
    """One dump with its answers: `labels` has a letter a line, `starts` are line indexes."""

    name: str
    site: str
    lines: list[str]
    labels: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]  # index after the last line of each article
    regime: str


@dataclass(frozen=True, slots=True)
class Example:
    """One dump as the network sees it."""

    name: str
    site: str
    rows: NDArray[np.float16]
    groups: NDArray[np.int64]
    roles: NDArray[np.int64]
    starts: NDArray[np.float32]
    weight: NDArray[np.float32]  # of each unit


REGIMES = ("dev", "page", "wild", "run", "web")
REAL = ("wild", "web")  # text of real pages
_LONG = 120  # characters of furniture that may be text after all
OWN = tuple(CORPUS / folder for folder in ("dev", "wild", "seed"))


def golds(folders: Iterable[Path] = OWN) -> Iterator[Gold]:
    """Yield every dump of some folders, in the order of their names."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text("utf-8"))
            if "labels" not in gold:
                continue
            text = path.with_suffix(".txt").read_bytes().decode("utf-8").replace("\r\n", "\n")
            lines = text.split("\n")
            if not lines[-1]:
                lines.pop()
            starts = tuple(a["start"] - 1 for a in gold["articles"])
            ends = tuple(a["end"] for a in gold["articles"])
            kind = path.stem.split("_")[0]
            regime = kind if kind in REGIMES else folder.name
            yield Gold(path.stem, gold["site"], lines, gold["labels"], starts, ends, regime)


def example(gold: Gold, weight: float = 1.0) -> Example | None:
    """Return the arrays of a dump, or nothing where it has no line."""
    page: Page = read_page("\n".join(gold.lines) + "\n")
    if not page.texts:
        return None
    found = features(page)
    roles = [ROLES.find(gold.labels[n]) for n in page.numbers]
    starts = np.zeros(len(roles), np.float32)
    unit = {n: i for i, n in enumerate(page.numbers)}
    for start in gold.starts:
        while start < len(gold.lines) and not gold.lines[start].strip():
            start += 1
        if start in unit:
            starts[unit[start]] = 1
    return Example(
        gold.name, gold.site, found.rows.astype(np.float16), found.groups, np.array(roles), starts,
        weight * trusted(gold, page),
    )  # fmt: skip


def trusted(gold: Gold, page: Page) -> NDArray[np.float32]:
    """Return 0 for lines of real pages whose gold, made by a program, looks wrong: long
    paragraphs called boilerplate; else 1."""
    if gold.regime not in REAL:
        return np.ones(len(page.texts), np.float32)
    sure = [is_sure(gold.labels[n], t) for n, t in zip(page.numbers, page.texts, strict=True)]
    return np.array(sure, np.float32)


def is_sure(role: str, text: str) -> bool:
    """Return whether what a program says of a line is to be believed: long furniture is not."""
    return role != "x" or len(text) <= _LONG
