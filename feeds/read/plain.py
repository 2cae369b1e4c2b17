"""Plain text and Markdown: handed on line for line as they are.

Markdown keeps its marks.  `# Title` is the strongest sign of a headline there is,
and the media type tells the splitter that it may be taken as one.
"""

from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.page import Page


def read_plain(name: str, data: bytes) -> Page:  # noqa: ARG001 - the signature of a format
    """Return the text; line n of it is line n of the file."""
    return Page(text=clean(decode(data)))
