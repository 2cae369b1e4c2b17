"""A file and a request's headers to a response: whole, in part, or "you have it" (RFC 9110)."""

import hashlib
import re
import time
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING

from feeds.serve.locate import Found
from feeds.serve.media_types import is_feed, is_xml_feed, media_type

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.responses import Response

_tags: dict[tuple[int, int, int], str] = {}
_TAGS_KEPT = 1 << 16
_TICK_NS = 2_000_000_000

_IN_ONE = 1 << 18  # bytes: of larger files a slow client holds no more in memory than a chunk

# The scripts that we publish are files of ours, so none that slips into a page may run.
_POLICY = (
    "default-src 'none'; script-src 'self'; img-src http: https: data:; media-src http: https:; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# The page to search has a form, fetches the index, and runs what reads it as WebAssembly.
_SEARCH = "search/index.html"
_SEARCH_POLICY = (
    _POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'").replace(
        "form-action 'none'", "form-action 'self'"
    )
    + "; connect-src 'self'"
)
ALWAYS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
}
_RANGE = re.compile(r"bytes=\s{0,9}([0-9]{0,18})-([0-9]{0,18})\s{0,9}", re.ASCII)


def answer(found: Found, headers: "Headers", method: str) -> "Response":
    """Return the response to GET or HEAD; the file is closed with it, or before."""
    from starlette.responses import Response

    fields = _fields(found, headers)
    if _is_current(headers, fields):
        found.file.close()
        del fields["content-type"]
        return Response(status_code=304, headers=fields)
    span = _span(found, headers, fields) if method == "GET" else None
    if span == (0, 0):
        found.file.close()
        fields["content-range"] = f"bytes */{found.size}"
        return Response(status_code=416, headers=fields)
    start, end = span or (0, found.size)
    if span:
        fields["content-range"] = f"bytes {start}-{end - 1}/{found.size}"
    return _body(found, start, end, fields, method, status=206 if span else 200)


def policy(found: Found) -> str:
    """Return what the browser may let a page do."""
    return _SEARCH_POLICY if found.path == _SEARCH else _POLICY


def gone(found: Found, method: str) -> "Response":
    """Return a 410 with the notice that stands where an article was (RFC 9110 §15.5.11)."""
    fields = {**ALWAYS, "cache-control": "no-cache", "content-type": media_type(found.name)}
    return _body(found, 0, found.size, fields, method, status=410)


def not_found(found: Found | None, method: str) -> "Response":
    """Return a 404 with the site's own page, if it has one."""
    from starlette.responses import Response

    fields = {**ALWAYS, "cache-control": "no-cache", "content-type": "text/html; charset=utf-8"}
    if found:
        return _body(found, 0, found.size, fields, method, status=404)
    fields["content-type"] = "text/plain; charset=utf-8"
    return Response(b"404: there is nothing here\n", status_code=404, headers=fields)


def _fields(found: Found, headers: "Headers") -> dict[str, str]:
    kind = media_type(found.name)
    fields = {
        **ALWAYS,
        "content-security-policy": policy(found),
        "accept-ranges": "bytes",
        # Ask each time: a 304 costs next to nothing, and news is new at once.
        "cache-control": "no-cache",
        "content-type": kind,
        "etag": _tag(found),
        "last-modified": formatdate(found.mtime_ns // 1_000_000_000, usegmt=True),
    }
    if is_feed(kind):
        fields["access-control-allow-origin"] = "*"
    if is_xml_feed(kind):
        fields["vary"] = "accept"
        if "text/html" in headers.get("accept", ""):
            # A browser shows application/rss+xml as source, and XML in its style sheet.
            fields["content-type"] = "application/xml; charset=utf-8"
    return fields


def _tag(found: Found) -> str:
    """Return the strong entity tag: a digest of the bytes.

    Not of size and time, as stock servers do: a change of the same size within the
    same tick of the clock would be invisible, and a clean build, which gives the same
    bytes a new time, would send every subscriber everything again.
    """
    version = (found.inode, found.size, found.mtime_ns)
    tag = _tags.get(version)
    if tag is None:
        tag = f'"{hashlib.file_digest(found.file, "sha256").hexdigest()[:32]}"'
        # A file this young may be replaced within its tick by one with its inode.
        if time.time_ns() - found.mtime_ns > _TICK_NS:
            if len(_tags) >= _TAGS_KEPT:
                _tags.clear()
            _tags[version] = tag
    return tag


def _is_current(headers: "Headers", fields: dict[str, str]) -> bool:
    """Say whether the client has this version already (RFC 9110 §13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        known = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return fields["etag"] in known or known == ["*"]
    since = headers.get("if-modified-since")
    return since is not None and _is_before(fields["last-modified"], since)


def _is_before(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError, OverflowError):
        return False


def _span(found: Found, headers: "Headers", fields: dict[str, str]) -> tuple[int, int] | None:
    """Return the bytes asked for, end excluded; (0, 0) if there are none; None for all.

    Of several ranges at once, or of what is not understood, the whole is a right
    answer too (RFC 9110 §14.2).
    """
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if not asked or asked[1] == asked[2] == "":
        return None
    if headers.get("if-range", fields["etag"]) not in (fields["etag"], fields["last-modified"]):
        return None
    if not asked[1]:
        start, end = max(0, found.size - int(asked[2])), found.size
    else:
        start = int(asked[1])
        end = min(found.size, int(asked[2]) + 1) if asked[2] else found.size
        if asked[2] and int(asked[2]) < start:
            return None
    return (start, end) if start < end else (0, 0)


def _body(
    found: Found, start: int, end: int, fields: dict[str, str], method: str, *, status: int
) -> "Response":
    from starlette.responses import Response

    fields["content-length"] = str(end - start)
    if method == "HEAD":
        found.file.close()
        return Response(status_code=status, headers=fields)
    found.file.seek(start)
    if end - start > _IN_ONE:
        from feeds.serve.large import LargeFile

        return LargeFile(found.file, end - start, status, fields)
    with found.file:
        return Response(found.file.read(end - start), status, fields)
