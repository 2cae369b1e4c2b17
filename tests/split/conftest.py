"""Dumps for the splitter's tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from feeds.model import Dump

RECEIVED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def dump(text: str, name: str = "a.txt", language: str = "") -> Dump:
    """Return a text as a dump that the reader has cleaned."""
    return Dump(
        name=name,
        digest="",
        media_type="text/plain",
        received=RECEIVED,
        text=text,
        language=language,
    )


@pytest.fixture
def make_dump() -> Callable[..., Dump]:
    return dump
