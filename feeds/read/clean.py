"""Characters: what a text may hold when it leaves this room, and nothing else.

Afterwards a text is in NFC, holds only characters that XML 1.0 allows, and ends
its lines in a line feed.  What stays as it is, because it means something: tabs,
no-break spaces (treat them as white space), soft hyphens, zero-width joiners and
spaces, direction marks.  A text that is clean already is returned untouched, and
finding that out costs about as much as reading it once.
"""

import re
import unicodedata

# Everything an ordinary ASCII text holds.  What is left when these are deleted
# is either not ASCII or a control character, and in most texts it is little.
_ORDINARY = bytes([0x09, 0x0A, *range(0x20, 0x7F)])

# Control characters, overrides and separators of lines, the byte order mark,
# surrogates and the two that are no characters (XML 1.0 §2.2).
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TERMINAL = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")  # ECMA-48 control sequences: colours
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

# Marks are no word characters and none is in the blocks of punctuation and symbols
# named here, so no long run of marks escapes this pattern.
_PILE = re.compile(
    r"[^\w\s\x00-\u02ff\u2000-\u20cf\u2100-\u2cee\u3000-\u3029\u3030-\u303f\uff00-\uffff]{31,}"
)
_PILE_LIMIT = 30  # UAX 15 §13, the stream-safe format

_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = {0x202D: "\u202a", 0x202E: "\u202b"}


def clean(text: str) -> str:
    """Return the text in NFC, in XML 1.0 characters, its lines ended by line feeds.

    Line n stays line n: a carriage return, alone or before a line feed, ends a
    line, as it does in every editor; rarer line ends (vertical tab, form feed,
    NEL, U+2028, U+2029) do so only where a text has no other, and are blanks
    where it has.
    """
    text = _with_line_feeds(text)
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    if not rest:
        return text
    odd = rest.decode("utf-8", "surrogatepass")
    if _SUSPECT.search(odd):
        text = _without_suspects(text)
    if _PILE.search(odd):
        text = _PILE.sub(_stream_safe, text)
    # Asked first, because rewriting a text that needs nothing takes four times as long.
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_suspects(text: str) -> str:
    text = _without_rare_ends(_TERMINAL.sub("", text))
    if _PAIR.search(text):
        text = _PAIR.sub(lambda pair: _joined(pair[0]), text)
    if _DIRECTION.search(text):
        text = "\n".join(_balanced(line) for line in text.split("\n"))
    return _SUSPECT.sub(_replacement, text)


def _with_line_feeds(text: str) -> str:
    # The second pair: a file that went through two conversions ends its lines in CR CR LF.
    for end in ("\r\n", "\r\n", "\r"):
        if "\r" in text:
            text = text.replace(end, "\n")
    return text


def _without_rare_ends(text: str) -> str:
    end = " " if "\n" in text else "\n"
    if _has_windows_controls(text):
        text = text.replace("\x85", "\u2026")  # then it was never a line end
    return text.translate(dict.fromkeys(map(ord, _LINE_ENDS), end))


def _has_windows_controls(text: str) -> bool:
    """Say whether this was Windows-1252 read as ISO 8859-1: C1 controls for quotes."""
    return any(mark in text for mark in "\x91\x92\x93\x94\x96\x97")


def _replacement(suspect: re.Match[str]) -> str:
    char = suspect[0]
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", "ignore")
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return char if char in _KEPT_DIRECTION else ""


# Those that `_balanced` let through.
_KEPT_DIRECTION = frozenset("\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _balanced(line: str) -> str:
    """Return the line with overrides made embeddings, and none of either if unbalanced.

    An override shows letters in another order than they are stored in, which is
    how a text is made to look like another (CVE-2021-42574); and what is not
    closed in its line would turn the page around it.
    """
    line = line.translate(_OVERRIDES)
    expected: list[str] = []
    for mark in _DIRECTION.findall(line):
        if mark in _OPENING:
            expected.append(_OPENING[mark])
        elif not expected or expected.pop() != mark:
            return _DIRECTION.sub("", line)
    return _DIRECTION.sub("", line) if expected else line


def _stream_safe(run: re.Match[str]) -> str:
    """Return the run with a grapheme joiner after every thirty marks in a row.

    Normalising sorts the marks on a letter by a method whose time grows with the
    square of their number: eighty thousand take seven seconds.
    """
    parts, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _PILE_LIMIT:
            parts.append("\u034f")
            marks = 1
        parts.append(char)
    return "".join(parts)
