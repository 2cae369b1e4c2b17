"""Dumps for the splitter's tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from feeds.model import Dump

RECEIVED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# What three articles say, in two paragraphs each.
TEXTS = (
    "The harbour board voted on Tuesday to widen the eastern channel by eleven metres.\n\n"
    "The work will begin in autumn and is expected to take two winters, said the master.",
    "The last loaves left the oven at four in the morning on Saturday, the baker says.\n\n"
    "The owners cited the price of gas and the lack of apprentices in the region.",
    "From the first of May a night train will run between the capital and the coast.\n\n"
    "It will carry two sleeping cars and a dining car that was built in the seventies.",
)


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
