"""Predict every dump of the corpus with weights that never saw its site.

    python -m benchmarks.split.evaluate DIR [MORE ...]      DIR as train.py --folds left it
    python -m benchmarks.split.evaluate WEIGHTS UNSEEN ...  all dumps of folders, by these weights

Writes a file of predictions a set beside the weights, and prints score.py's rows.
"""

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import feeds.split as splitter
from feeds.model import Dump
from feeds.split.articles import cuts
from feeds.split.decode import Reading
from feeds.split.dropping import settled
from feeds.split.judging import judged
from feeds.split.learned import Learned, unpacked
from feeds.split.lines import read_page
from feeds.split.reading import read as read_by

from .corpus import CORPUS
from .predict import answer, dump_of

Splitter = Callable[[Dump], tuple[Reading, list[range]]]


def held_out(folder: Path, more: Sequence[Path] = ()) -> Iterator[tuple[int, Path, Splitter]]:
    """Yield each dump's gold with its fold and a splitter that never saw its site."""
    fold = json.loads((folder / "folds.json").read_text())
    for k in range(max(fold.values()) + 1):
        if not (folder / f"fold{k}.bin").exists():
            continue
        weights = loaded(folder / f"fold{k}.bin")
        use(weights)
        for place in (CORPUS / "dev", CORPUS / "wild", *more):
            for path in sorted(place.glob("*.json")):
                if fold.get(json.loads(path.read_text("utf-8"))["site"]) == k:
                    yield k, path, _reader(weights)


def loaded(path: Path) -> Learned:
    """Return the weights of a file."""
    return unpacked(path.read_bytes())


def use(weights: Learned) -> None:
    """Let the splitter judge by these weights instead of those it ships."""
    splitter.weights = lambda: weights  # type: ignore[attr-defined, assignment]


def _reader(weights: Learned) -> Splitter:
    def read(dump: Dump) -> tuple[Reading, list[range]]:
        page = read_page(dump.text)
        reading = read_by(page, judged(page, weights)[0]).reading
        roles, _ = settled(page, reading)
        return reading, [cut.units for cut in cuts(dump, page, reading, roles)]

    return read


def scorer() -> ModuleType:
    """Return the corpus's score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen_by(file: Path, folders: Sequence[Path]) -> Iterator[tuple[int, Path, Splitter]]:
    """Yield each dump's gold of some folders with a splitter that judges by a file's weights."""
    weights = loaded(file)
    use(weights)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            yield 0, path, _reader(weights)


def main() -> None:
    given, *more = map(Path, sys.argv[1:])
    score = scorer()
    sets: dict[str, dict[Path, list[dict[str, Any]]]] = {}
    for _, path, _ in held_out(given, more) if given.is_dir() else seen_by(given, more):
        drafts = splitter.split(dump_of(path.with_suffix(".txt"))).drafts
        kind = path.stem.split("_")[0]
        sets.setdefault(kind, {})[path] = [answer(draft) for draft in drafts]
    print(score.head())
    for name, found in sets.items():
        lines = [{"file": p.stem + ".txt", "articles": a} for p, a in sorted(found.items())]
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        folder = given if given.is_dir() else given.parent
        (folder / f"{name}.jsonl").write_text(text + "\n")
        predictions = {line["file"]: line["articles"] for line in lines}
        total, _, _ = score.evaluate(None, predictions, sorted(found))
        print(score.row(name, score.report(total)))


if __name__ == "__main__":
    main()
