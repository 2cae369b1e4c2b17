"""What a rule is given and what it says: a published file, and a fault in it.

A rule is a function from a document to its faults.  It looks at one thing, its
name says what must hold, and the format's module lists it in `RULES`.
"""

from collections.abc import Callable, Container, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from feeds.model import Problem, Site


class Fault(NamedTuple):
    """`place` is what follows the path: ":12" for a line, "#/items/3" in JSON (RFC 6901)."""

    place: str
    what: str
    hint: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """One file of output/ with what it parses to: an element, or a JSON object."""

    path: str
    site: Site
    files: Container[str]  # every path below output/
    content: bytes
    tree: Any
    clean: set[int]  # hashes of contents found without fault: six feeds may show an entry


Rule = Callable[[Document], Iterator[Fault]]


def line(element: Any) -> str:
    """Return the place of an lxml element; "" where the parser kept no line."""
    number = element.sourceline
    return f":{number}" if number else ""


def problem(path: str, fault: Fault) -> Problem:
    return Problem(where=f"{path}{fault.place}", what=fault.what, hint=fault.hint)
