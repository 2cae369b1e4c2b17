"""A floor under the splitter's quality; it may only rise.

The samples are ours (texts of places that do not exist, with gold as the corpus
has it).  The corpus is measured where it lies beside the repository.
"""

import json
from pathlib import Path

import pytest

from feeds.model import Draft
from feeds.split import split

from .conftest import dump

SAMPLES = Path(__file__).parent / "samples"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def alike(a: str, b: str) -> bool:
    """Return whether two titles are the same but for case, spaces and curly quotes."""
    folded = [t.casefold().replace("’", "'").replace("‘", "'").split() for t in (a, b)]
    return "".join(folded[0]) == "".join(folded[1])


def judged(path: Path) -> tuple[int, int, int, int]:
    """Return articles, those cut right, those with the right title, and body lines lost."""
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8").replace("\r\n", "\n")
    result = split(dump(text, path.stem, gold["lang"]))
    by_start = {d.span.first: d for d in result.drafts}
    right = titled = 0
    for article, following in zip(gold["articles"], [*gold["articles"][1:], None], strict=True):
        found: Draft | None = by_start.get(article["start"])
        last = following["start"] - 1 if following else gold["n_lines"]
        right += found is not None and article["body_end"] <= found.span.last <= last
        if found is not None:
            printed = article["title"]
            titled += found.title_derived if printed is None else alike(found.title, printed)
    lost = sum(
        g in "phlq" and r in "xns" for g, r in zip(gold["labels"], result.roles, strict=True)
    )
    return len(gold["articles"]), right, titled, lost


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda p: p.stem)
def test_a_sample_is_split_as_an_editor_would(path: Path) -> None:
    articles, right, titled, lost = judged(path)

    assert (articles, articles, 0) == (right, titled, lost)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "pattern", "right", "titled"),
    [
        ("seed", "*", 1.0, 1.0),
        ("dev", "dev_00[0-4]*", 0.96, 0.97),
        ("dev", "page_00[0-4]*", 0.96, 0.95),
        ("wild", "*", 0.92, 0.95),
    ],
)
def test_the_corpus_is_split_no_worse_than_before(
    folder: str, pattern: str, right: float, titled: float
) -> None:
    """These dumps were trained on; the cross-validated scores are in benchmarks/split.

    Weights that have learned less of them by heart may do worse here and better elsewhere.
    """
    paths = sorted((CORPUS / folder).glob(pattern + ".json"))
    if not paths:
        pytest.skip(f"no corpus at {CORPUS}")
    counts = [sum(column) for column in zip(*map(judged, paths), strict=True)]

    assert counts[1] >= right * counts[0]
    assert counts[2] >= titled * counts[0]
