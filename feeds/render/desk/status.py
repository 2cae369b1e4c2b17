"""`feedmill status --html`: how the site stands, on one page with plots."""

from feeds.model import Overview
from feeds.render.desk import page
from feeds.render.desk.plots import HEIGHT, LEFT, WIDTH, columns

LARGEST = 24  # feed documents drawn
TENTHS = tuple(f"{n * 10}\N{EN DASH}{n * 10 + 10} %" for n in range(10))


def status_page(sums: Overview) -> str:
    """Return the page; it needs nothing beside itself."""
    return page(
        "status.html",
        sums=sums,
        size=(WIDTH, HEIGHT, LEFT),
        daily=columns([day[5:] for day in sums.days], sums.daily_by_category),
        confidence=columns(TENTHS, [("", sums.confidence)]),
        latency=columns(_upto(sums), [("", [count for _, count in sums.latency])]),
        feeds=[(path, size, size / sums.feeds[0][1]) for path, size in sums.feeds[:LARGEST]],
        tenths=TENTHS,
    )


def _upto(sums: Overview) -> list[str]:
    *names, last = (name for name, _ in sums.latency)
    return [*(f"\N{LESS-THAN OR EQUAL TO} {name}" for name in names), last]
