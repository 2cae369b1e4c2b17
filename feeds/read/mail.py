"""E-mail: a message (.eml), or a mailbox of them (mbox).

The subject is the title, the sender the author.  The plain text of a message is
preferred to its HTML.  In a mailbox every message is an article; a single
message that is itself a digest of several goes on as text, and the splitter
divides it.
"""

import re
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from feeds.errors import DumpError
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.html import read_html
from feeds.read.markdown import text_to_markdown
from feeds.read.markup import html_to_markdown
from feeds.read.page import Article, Page
from feeds.read.values import names, when

SIZE_LIMIT = 32 << 20  # bytes of one message
COUNT_LIMIT = 100_000  # messages of one mailbox
_PART_LIMIT = 1000  # parts of one message
_HEADER_LIMIT = 2000  # characters; the library's patterns are quadratic ...
_PARAMETER_LIMIT = 8000  # bytes; ... and so is its reading of parameters ...
_NESTING_LIMIT = 50  # multiparts; ... and it asks each open one about every line
_FROM = re.compile(
    rb"(?:\A|\n\r?\n)From [^\r\n]{1,300}\d{4}[^\r\n]{0,40}\r?\n(?=[A-Za-z>-]{1,80}:?)"
)
_PARAMETERS = re.compile(rb"^content-[a-z]+:[^\n]*(?:\n[ \t][^\n]*)*", re.M | re.I)
_QUOTED_FROM = re.compile(rb"^>(>{0,20}From )", re.M)
_RULE = re.compile(r"[ \t]*([-=*_~#–—])(?:[ \t]{0,3}\1){2,}[ \t]*")
_BYLINE = re.compile(r"[ \t]*(?:by|von|par|por|di|door)[ \t]+\S[^\n]{0,60}", re.IGNORECASE)
_DIGEST = 2  # lines that set articles apart


def read_mail(name: str, data: bytes) -> Page:
    """Return the article that a message is, or its text if it is a digest of several.

    Raise DumpError if it cannot be read or has no text.
    """
    message, page = _message(name, data)
    if page.articles:
        return page
    title, byline = _title(message), _sender(message)
    if _is_digest(page.text):
        return Page(text="\n\n".join(filter(None, (title, page.text))), title=title)
    return Page(
        articles=(_article(message, title, byline, text_to_markdown(page.text)),), title=title
    )


def read_mailbox(name: str, data: bytes) -> Page:
    """Return every message of a mailbox as an article, and of bad ones why they are left out."""
    articles: list[Article] = []
    rest: list[str] = []
    messages = _messages(data)
    if len(messages) > COUNT_LIMIT:
        raise DumpError(name, f"more than {COUNT_LIMIT:,} messages", "divide it")
    for number, raw in enumerate(messages, 1):
        try:
            message, page = _message(f"{name} message {number}", raw)
        except DumpError as error:
            rest.append(f"message {number}: {error.what}")
            continue
        body = text_to_markdown(page.text)
        own = page.articles or (_article(message, _title(message), _sender(message), body),)
        articles.extend(own)
        rest.extend(page.rest)
    if not articles:
        raise DumpError(name, rest[0] if rest else "there is no message in it", "is it a mailbox?")
    return Page(articles=tuple(articles), rest=tuple(rest))


def _messages(data: bytes) -> list[bytes]:
    starts = [(found.start(), found.end()) for found in _FROM.finditer(data)]
    if not starts:
        return [data]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    raw = (data[begin:end] for (_, begin), end in zip(starts, ends, strict=True))
    return [_QUOTED_FROM.sub(rb"\1", message) for message in raw]


def _article(message: Message, title: str, byline: tuple[str, ...], body: str) -> Article:
    return Article(title=title, body=body, byline=byline, published=when(_header(message, "Date")))


def _message(name: str, data: bytes) -> tuple[Message, Page]:
    """Return a message and its text: as articles if it is HTML, else as plain text."""
    if len(data) > SIZE_LIMIT:
        raise DumpError(name, f"a message of more than {SIZE_LIMIT:,} bytes", "divide it")
    _refuse_slow(name, data)
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        plain, markup = _texts(message)
    except Exception as error:  # the library raises whatever it stumbles over
        raise DumpError(name, f"a damaged message: {type(error).__name__}") from error
    if plain.strip():
        return message, Page(text=plain)
    if not markup.strip():
        raise DumpError(name, "a message without text")
    page = read_html(name, markup.encode("utf-8", "replace"))
    if len(page.articles) > 1:
        return message, page
    body = html_to_markdown(markup)
    if not body:
        raise DumpError(name, "a message without text")
    own = _article(message, _title(message), _sender(message), body)
    return message, Page(articles=(own,), title=own.title)


def _refuse_slow(name: str, data: bytes) -> None:
    """Raise DumpError for what would take the library longer than its length."""
    longest = max((len(found[0]) for found in _PARAMETERS.finditer(data)), default=0)
    if longest > _PARAMETER_LIMIT or data.lower().count(b"multipart/") > _NESTING_LIMIT:
        raise DumpError(name, "a message of too many parts or parameters")


def _texts(message: Message) -> tuple[str, str]:
    """Return a message's plain text and its HTML; files that are attached are neither."""
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for number, part in enumerate(message.walk()):
        if number > _PART_LIMIT:
            break
        kind = part.get_content_type()
        if kind in found and part.get_content_disposition() != "attachment":
            found[kind].append(_text(part))
    return clean("\n\n".join(found["text/plain"])), clean("\n".join(found["text/html"]))


def _text(part: Message) -> str:
    payload: Any = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = decode(payload, charset=part.get_content_charset() or "")
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text) if flowed else text


def _unflowed(text: str) -> str:
    """Return format=flowed text with its soft line breaks taken out (RFC 3676 §4.1)."""
    lines = text.replace("\r\n", "\n").split("\n")
    ends = (" " if line.endswith(" ") and line != "-- " else "\n" for line in lines)
    return "".join(line.rstrip(" ") + end for line, end in zip(lines, ends, strict=True))


def _title(message: Message) -> str:
    return " ".join(_header(message, "Subject").split())


def _sender(message: Message) -> tuple[str, ...]:
    """Return the sender's name; taken apart before it is decoded, for it may hold a comma."""
    raw = _raw(message, "From")
    try:
        name, address = parseaddr(raw)
    except RecursionError:  # a comment in a comment in a comment
        name, address = raw, ""
    return names([_decoded(name) or _decoded(address).partition("@")[0]])


def _header(message: Message, name: str) -> str:
    return _decoded(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """Return a header field as it was written, "" if there is none."""
    for key, value in message.raw_items():  # `get` would put U+FFFD for what is not ASCII
        if key.lower() == name.lower():
            line = str(value)[:_HEADER_LIMIT].replace("\r", "").replace("\n", "")
            return decode(line.encode("utf-8", "surrogateescape"))
    return ""


def _decoded(raw: str) -> str:
    """Return the text of a header field in clear (RFC 2047)."""
    try:
        parts = decode_header(raw)
    except Exception:  # the library raises whatever it stumbles over
        return clean(raw)
    return clean("".join(_word(text, charset) for text, charset in parts))


def _word(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    if charset is None:  # beside encoded words the library returns what was not encoded so
        return text.decode("raw-unicode-escape", "replace")
    return decode(text, charset=charset)


def _is_digest(text: str) -> bool:
    """Say whether a text is set apart into several: by rules, or by a byline each."""
    lines = text.split("\n")
    rules = sum(bool(_RULE.fullmatch(line[:200])) for line in lines)
    bylines = sum(bool(_BYLINE.fullmatch(line[:200])) for line in lines)
    return max(rules, bylines) >= _DIGEST
