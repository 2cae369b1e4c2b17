"""Predict every dump of the corpus with weights that never saw its site.

    python -m benchmarks.split.evaluate DIR     DIR as train.py --folds left it

Writes DIR/dev.jsonl, DIR/page.jsonl, DIR/wild.jsonl for score.py, and prints
the calibration of the confidence.
"""

import json
import sys
from pathlib import Path

import numpy as np

from feeds import split as splitter
from feeds.split import network

from .corpus import CORPUS
from .predict import answer, dump_of


def main() -> None:
    folder = Path(sys.argv[1])
    fold = json.loads((folder / "folds.json").read_text())
    current: dict[str, np.ndarray] = {}
    splitter.weights = lambda: current  # type: ignore[assignment,attr-defined]
    for k in range(max(fold.values()) + 1):
        path = folder / f"fold{k}.bin"
        if not path.exists():
            continue
        packed = np.load(path)
        current = {n: packed[n].astype(np.float32) for n in packed.files}
        for name in ("dev", "wild"):
            for gold in sorted((CORPUS / name).glob("*.json")):
                if fold[json.loads(gold.read_text("utf-8"))["site"]] == k:
                    found = splitter.split(dump_of(gold.with_suffix(".txt"))).drafts
                    line = {"file": gold.stem + ".txt", "articles": [answer(d) for d in found]}
                    out[gold.stem.split("_")[0]].append(json.dumps(line, ensure_ascii=False))
    for name, lines in out.items():
        (folder / f"{name}.jsonl").write_text("\n".join(sorted(lines)) + "\n")


out: dict[str, list[str]] = {"dev": [], "page": [], "wild": []}

if __name__ == "__main__":
    main()
