"""E-mail: a message (.eml), or a mailbox of them (mbox).

The subject is the title, the sender the author.  The plain text of a message is
preferred to its HTML.  A message is an article; one that is itself a digest of
several goes on as text, and the splitter divides it, and so do texts that are
attached.  Messages within a message (a mailing list's digest) are read like those
of a mailbox.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from feeds.errors import DumpError, NoTextError
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.html import read_html
from feeds.read.markdown import text_to_markdown
from feeds.read.markup import html_to_markdown
from feeds.read.page import Article, Page, Text
from feeds.read.values import language, names, when

SIZE_LIMIT = 32 << 20  # bytes of one message
COUNT_LIMIT = 100_000  # messages of one mailbox
_PART_LIMIT = 1000  # parts of one message
_WITHIN = 3  # messages within messages
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
    message = _parsed(name, data)
    page = _read(name, message)
    only = page.articles[0]
    if len(page.articles) == 1 and isinstance(only, Text):
        return replace(page, text=only.text, articles=(), title=_title(message))
    return replace(page, title=_title(message))


def read_mailbox(name: str, data: bytes) -> Page:
    """Return every message of a mailbox as an article, and of bad ones why they are left out."""
    articles: list[Article | Text] = []
    rest: list[str] = []
    skipped: list[str] = []
    messages = _messages(data)
    if len(messages) > COUNT_LIMIT:
        raise DumpError(name, f"more than {COUNT_LIMIT:,} messages", "divide it")
    for number, raw in enumerate(messages, 1):
        try:
            where = f"{name} message {number}"
            page = _read(where, _parsed(where, raw))
        except NoTextError as error:
            rest.append(f"message {number}: {error.what}")
            continue
        except DumpError as error:
            skipped.append(f"message {number}: not read: {error.what}")
            continue
        articles.extend(page.articles)
        rest.extend(page.rest)
        skipped.extend(page.skipped)
    if not articles:
        what = next(iter((*skipped, *rest)), "there is no message in it")
        raise DumpError(name, what, "is it a mailbox?")
    return Page(articles=tuple(articles), rest=tuple(rest), skipped=tuple(skipped))


def _messages(data: bytes) -> list[bytes]:
    starts = [(found.start(), found.end()) for found in _FROM.finditer(data)]
    if not starts:
        return [data]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    raw = (data[begin:end] for (_, begin), end in zip(starts, ends, strict=True))
    return [_QUOTED_FROM.sub(rb"\1", message) for message in raw]


def _article(message: Message, body: str) -> Article:
    return Article(
        title=_title(message),
        body=body,
        byline=_sender(message),
        published=when(_header(message, "Date")),
        language=language(_header(message, "Content-Language")),
    )


def _parsed(name: str, data: bytes) -> Message:
    if len(data) > SIZE_LIMIT:
        raise DumpError(name, f"a message of more than {SIZE_LIMIT:,} bytes", "divide it")
    _refuse_slow(name, data)
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except Exception as error:  # the library raises whatever it stumbles over
        raise DumpError(name, f"a damaged message: {type(error).__name__}") from error


def _read(name: str, message: Message, deep: int = 0) -> Page:
    """Return what a message says, then what is attached to it, then the messages within it."""
    try:
        found = _contents(message)
    except Exception as error:  # the library raises whatever it stumbles over
        raise DumpError(name, f"a damaged message: {type(error).__name__}") from error
    pages = [_own(name, message, found)]
    pages += [Page(articles=(Text(text=text),)) for text in found.attached if text.strip()]
    for number, inner in enumerate(found.messages if deep < _WITHIN else (), 1):
        try:
            pages.append(_read(name, inner, deep + 1))
        except NoTextError as error:
            pages.append(Page(rest=(f"message {number} within: {error.what}",)))
        except DumpError as error:
            pages.append(Page(skipped=(f"message {number} within: not read: {error.what}",)))
    articles = tuple(part for page in pages for part in page.articles)
    if not articles:
        raise NoTextError(name, "a message without text")
    return Page(
        articles=articles,
        rest=tuple(line for page in pages for line in page.rest),
        skipped=tuple(line for page in pages for line in page.skipped),
    )


def _own(name: str, message: Message, found: "_Contents") -> Page:
    """Return a message's own text: as articles if its HTML tells several apart, else as one."""
    plain, markup = clean("\n\n".join(found.plain)), clean("\n".join(found.markup))
    if plain.strip():
        if _is_digest(plain):
            whole = "\n\n".join(filter(None, (_title(message), plain)))
            return Page(articles=(Text(text=whole),))
        return Page(articles=(_article(message, text_to_markdown(plain)),))
    page = read_html(name, markup.encode("utf-8", "replace")) if markup.strip() else Page()
    if len(page.articles) > 1:
        return page
    body = html_to_markdown(markup)
    return Page(articles=(_article(message, body),) if body else ())


def _refuse_slow(name: str, data: bytes) -> None:
    """Raise DumpError for what would take the library longer than its length."""
    longest = max((len(found[0]) for found in _PARAMETERS.finditer(data)), default=0)
    if longest > _PARAMETER_LIMIT or data.lower().count(b"multipart/") > _NESTING_LIMIT:
        raise DumpError(name, "a message of too many parts or parameters")


class _Contents(Struct):
    """The parts of a message that can be read."""

    plain: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)  # texts, clean
    messages: list[Message] = field(default_factory=list)


def _contents(message: Message) -> _Contents:
    found = _Contents()
    for part in islice(_parts(message), _PART_LIMIT):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            found.messages.extend(m for m in part.get_payload() if isinstance(m, Message))
        elif kind == "text/plain" and part.get_content_disposition() == "attachment":
            found.attached.append(clean(_text(part)))
        elif part.get_content_disposition() != "attachment":
            if kind == "text/plain":
                found.plain.append(_text(part))
            elif kind == "text/html":
                found.markup.append(_text(part))
    return found


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message in order, without those of messages within it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_type() != "message/rfc822":
            waiting.extend(m for m in reversed(payload) if isinstance(m, Message))


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
