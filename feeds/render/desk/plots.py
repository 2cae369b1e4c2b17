"""Numbers into places on a drawing: what an SVG needs to know, and no more.

Units are those of the drawing's view box; a template draws them, so that every label
is escaped where all other text is.
"""

from collections.abc import Sequence

from msgspec import Struct

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, BELOW, ABOVE = 60, 24, 28, 12  # room for numbers and labels around the columns
LABELS = 7  # below the columns: more run into each other on a phone
_STEPS = (1, 2, 5)


class Bar(Struct, frozen=True, kw_only=True):
    """One rectangle; `series` is its colour, `title` what a pointer is told."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


class Plot(Struct, frozen=True, kw_only=True):
    """Columns over a scale."""

    bars: tuple[Bar, ...]
    scale: tuple[tuple[float, str], ...]  # height of a line, and its number
    labels: tuple[tuple[float, str], ...]  # place of a column's middle, and its name
    legend: tuple[str, ...]


def columns(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Plot:
    """Return stacked columns, one a label, in as many colours as there are series."""
    totals = [sum(counts) for counts in zip(*(counts for _, counts in series), strict=True)]
    marks = scale(max(totals, default=0))
    tall = (HEIGHT - BELOW - ABOVE) / marks[-1]
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    floor = HEIGHT - BELOW
    bars, heights = [], [0.0] * len(labels)
    for number, (name, counts) in enumerate(series):
        for place, count in enumerate(counts):
            if not count:
                continue
            height = count * tall
            heights[place] += height
            named = f"{labels[place]}: {count:,}" + (f" {name}" if name else "")
            bars.append(
                Bar(
                    x=_round(LEFT + place * wide + wide * 0.1),
                    y=_round(floor - heights[place]),
                    width=_round(wide * 0.8),
                    height=_round(height),
                    series=number,
                    title=named,
                )
            )
    every = -(-len(labels) // LABELS) or 1
    return Plot(
        bars=tuple(bars),
        scale=tuple((_round(floor - mark * tall), f"{mark:,}") for mark in marks),
        labels=tuple(
            (_round(LEFT + (place + 0.5) * wide), labels[place])
            for place in range(len(labels) - 1, -1, -every)
        ),
        legend=tuple(name for name, _ in series if name),
    )


def scale(most: int) -> list[int]:
    """Return the numbers beside a drawing: from nothing to the first round one not below `most`.

    >>> scale(7), scale(1), scale(230)
    ([0, 2, 4, 6, 8], [0, 1], [0, 50, 100, 150, 200, 250])
    """
    step, power = 1, 1
    while most > 5 * step:
        place = _STEPS.index(step // power) + 1
        step, power = (_STEPS[place] * power, power) if place < 3 else (10 * power, 10 * power)
    return list(range(0, max(1, -(-most // step)) * step + 1, step))


def _round(number: float) -> float:
    return round(number, 2)
