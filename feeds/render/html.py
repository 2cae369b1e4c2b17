"""Markdown into HTML that may stand in a stranger's feed reader.

Python-Markdown lets `<script>` and `javascript:` pass, so nh3 sanitises what it
makes.  Every URL leaves absolute, fragments too: most readers do not resolve a
relative one, and some resolve it to a page that is not there.
"""

import re
import threading
from typing import Any
from urllib.parse import urljoin, urlsplit

from feeds.render.blocks import by_blocks, words_alone
from feeds.render.characters import legal
from feeds.render.nesting import flat, flat_markdown
from feeds.render.tame import tame

# `meta` must never be among them: it eats a first paragraph like "Key: value".
_EXTENSIONS = ["def_list", "fenced_code", "footnotes", "sane_lists", "tables"]

_KEPT = (
    "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
_DROPPED = (  # with all that is in them
    "script style iframe object embed noscript template textarea title svg math select"
)
_TAGS, _GONE = set(_KEPT.split()), set(_DROPPED.split())
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id", "value"},
    "ol": {"start", "reversed"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
}
_SCHEMES = {"http", "https", "mailto"}
_HEADING = re.compile(r"<(/?)h([1-6])>")  # nh3 leaves headings without attributes ...
_HEADING_TAG = re.compile(r"<(h[1-6]) [^<>]*>")  # ... but for these three on every tag

_NO_ALT = re.compile(r"<img(?![^>]* alt=)")  # what says nothing of itself is decoration
_NO_IMAGE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')  # its address was refused
_NOWHERE = re.compile(r' (?:href|src)="(?i:https?):(?!//)[^"]*"')  # a scheme and no server
_NOTHING = re.compile(r"<p>\s*</p>")  # the sanitiser took what was in it

# What browsers make of these in a URL, before they look for its scheme.
_SIGNS = {**dict.fromkeys(map(ord, "\t\n\r"), ""), ord(" "): "%20"}

_own = threading.local()


def to_html(body: str, base: str, engine: str = "markdown") -> str:
    """Return the Markdown as sanitised HTML whose links are absolute against `base`.

    `base` is the permalink of the page that shows it; ids carry its last segment,
    so that footnotes of two posts do not meet on one page.  Headings start at h2
    and skip no level (the title is the page's h1).  The time taken is
    proportional to the length, whatever the body says.

    `engine` is "markdown" or "pyromark", for which the extra feedmill[fast] is needed.
    """
    body = legal(body)
    if plain := words_alone(body):
        return plain
    # pyromark's footnotes are marked up otherwise, and their links would lead nowhere.
    if engine == "pyromark" and "[^" not in body:
        return _levelled(_sanitised(_fast(body), base))
    return _levelled(by_blocks(body, lambda block: _made(block, base)) or _made(body, base))


def _made(body: str, base: str) -> str:
    """What Python-Markdown makes of the body, sanitised."""
    return _sanitised(_converted(flat_markdown(tame(body))), base)


def _fast(body: str) -> str:
    """What pulldown-cmark makes of the body, with the extensions that we have of Markdown's."""
    import pyromark

    options = pyromark.Options
    return pyromark.html(body, options=options.ENABLE_TABLES | options.ENABLE_DEFINITION_LIST)


def _converted(body: str) -> str:
    """What Python-Markdown makes of the body, or the text alone if it gives up."""
    converter = getattr(_own, "converter", None) or _converter()
    _own.converter = None  # an exception would leave it in the middle of a list
    html: str = converter.reset().convert(body)
    _own.converter = converter
    return html


def _converter() -> Any:
    import markdown  # most articles are words alone, and most runs render none

    return markdown.Markdown(
        extensions=_EXTENSIONS,
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )


def _sanitised(html: str, base: str) -> str:
    import nh3

    prefix = _id_prefix(base)
    clean = nh3.clean(
        flat(html),
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        link_rel=None,
        url_schemes=_SCHEMES,
        url_relative=lambda url: _absolute(url, base, prefix),
        id_prefix=prefix,
    )
    clean = _NO_IMAGE.sub("", _NOWHERE.sub("", clean))
    return _NO_ALT.sub('<img alt=""', _NOTHING.sub("", clean)).strip()


def _id_prefix(base: str) -> str:
    """The permalink's last segment and a hyphen: "mill-fire-"."""
    segment = urlsplit(base).path.rstrip("/").rpartition("/")[2]
    return re.sub(r"[^\w-]", "", segment) + "-"


def _absolute(url: str, base: str, prefix: str) -> str | None:
    """The relative URL against the permalink; None if it cannot be read or is no web address."""
    if url.startswith("#"):
        fragment = url[1:]
        return f"{base}#{fragment if fragment.startswith(prefix) else prefix + fragment}"
    try:
        absolute = urljoin(base, url.strip().translate(_SIGNS))
        return absolute if urlsplit(absolute).scheme in _SCHEMES else None
    except ValueError:
        return None


def _levelled(html: str) -> str:
    """The HTML with its headings from h2 on, in the order of their depth, no level skipped."""
    open_levels: list[tuple[int, int]] = []  # (as written, as set)

    def level(match: re.Match[str]) -> str:
        closing, written = match.group(1), int(match.group(2))
        if closing:
            return f"</h{open_levels[-1][1] if open_levels else 2}>"
        while open_levels and open_levels[-1][0] >= written:
            open_levels.pop()
        set_level = min(open_levels[-1][1] + 1, 6) if open_levels else 2
        open_levels.append((written, set_level))
        return f"<h{set_level}>"

    return _HEADING.sub(level, _HEADING_TAG.sub(r"<\1>", html))
