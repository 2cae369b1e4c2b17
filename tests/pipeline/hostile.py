"""Dumps that mean harm, or look like it: what is in them, and what must come of each."""

import gzip
import io
import json
import os
import random
import socket
import zipfile
from pathlib import Path

from tests.conftest import article

CANARY = "pwned"  # the title of a page in which a script ran
_RUN = f"document.title='{CANARY}'"
PUBLISHED = "published"


def _story(headline: str, *, extra: str = "", category: str = "Energy") -> bytes:
    """Return an article of ours with something nasty in its midst."""
    text = article(headline, category=category)
    lines = text.rstrip("\n").split("\n")
    own = _own_words(headline + extra + category)
    return "\n".join([*lines[:-1], *filter(None, [extra]), own, lines[-1], ""]).encode()


_NOUNS = (
    *("anchor", "barrel", "candle", "dune", "elm", "ferry", "granary", "harbour", "inlet"),
    *("jetty", "kettle", "lantern", "mast", "net", "orchard", "pier", "quay", "rope", "sluice"),
    *("tide", "usher", "valley", "weir", "yard", "almanac", "bell", "chapel", "dyke", "eel"),
)


def _own_words(seed: str) -> str:
    """Return words of an article's own, so that it is nobody's copy."""
    chance = random.Random(seed)
    picked = (chance.choice(_NOUNS) for _ in range(140))
    return " and then the ".join(["The keeper of the list names the", *picked]) + "."


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _dated(date: str) -> bytes:
    story = _story(f"The tide tables are printed anew, says {_own_words(date)[40:70]}")
    return story.replace(b"By Ann Miller", f"By Ann Miller\n{date}".encode())


# What stands in the body of an article that is published all the same.
_SCRIPTS = {
    "script": f"<script>{_RUN}</script>",
    "script in capitals": f"<ScRiPt\n>{_RUN}</sCrIpT >",
    "half a script": f"<script src=//evil.example/x.js <p>{_RUN}",
    "on handler": f'<img src=x onerror="{_RUN}"><b onmouseover={_RUN}>x</b>',
    "on handler by slash": f'<img/src="x"/onerror={_RUN}>',
    "javascript link": f'<a href="javascript:{_RUN}">click</a> [a](javascript:{_RUN})',
    "javascript in disguise": f'<a href="&#106;ava\tscript:{_RUN}">c</a> [b](JaVaScRiPt&colon;x)',
    "data link": "[c](data:text/html;base64,PHNjcmlwdD4=) ![d](data:image/svg+xml,<svg/onload=1>)",
    "vbscript": "[v](vbscript:msgbox(1))",
    "iframe": f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe><object data=x></object>',
    "svg": f'<svg onload="{_RUN}"><script>{_RUN}</script></svg>',
    "svg animate": f'<svg><a xlink:href="javascript:{_RUN}"><animate attributeName=href></a></svg>',
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    "meta refresh": f'<meta http-equiv=refresh content="0;url=javascript:{_RUN}"><base href=//e/>',
    "form": f'<form action="javascript:{_RUN}"><input autofocus onfocus={_RUN}></form>',
    "style": f'<style>@import "//e";</style><p style="background:url(javascript:{_RUN})">',
    "comment": f"<!--><img src=x onerror={_RUN}>--> <![CDATA[<script>{_RUN}</script>]]>",
    "template": "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "markdown link": f'[x]: <javascript:{_RUN}> "t"\n[x] ![y][x] <javascript:{_RUN}>',
    "closing marks": f"</div></main></body></html><script>{_RUN}</script>",
    "end of cdata": "]]> ]]&gt; <![CDATA[ ]]]]><![CDATA[>",
    "entities": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;&b;</x>",
    "bidi overrides": "Invoice \u202egpj.exe\u202c \u2066isolated\u2069 \u200f\u200e",
    "front matter": '---\nid: tag:evil.example,2026:1\ntitle: "x\n---',
    "yaml objects": "!!python/object/apply:os.system ['touch /tmp/x']",
    "control characters": "bell \x07 escape \x1b[31mred\x1b[0m null-ish \x01\x02 \x7f",
    "combining marks": "Z" + "\u0301" * 5000,
}

# What stands in a headline.
_TITLES = {
    "script title": f"Mills <script>{_RUN}</script> and other stories of the year",
    "cdata title": "Mills ]]> and <![CDATA[ other stories of the dry year",
    "yaml title": "title: {a: [b, c]} # 'not' a \"comment\" & *anchor !!tag",
    "traversal title": "../../../../etc/passwd is read aloud in the town hall",
    "device title": "CON",
    "markdown title": f"Mills [click](javascript:{_RUN}) **and** `other` stories ![x](y)",
    "5000 characters": "A very long headline about the mill race " * 122,
    "emoji title": "🦉🦉🦉",
    "quotes title": "\"Mills\" 'and' `other` <stories> & <b onclick=x>more</b> of the year",
}

_CATEGORIES = {
    "traversal category": "../../etc",
    "script category": f"<script>{_RUN}</script>",
    "dots category": "..",
}

_QUADRATIC = {
    "brackets": "![[" * 20_000,
    "open tags": "<a " * 20_000,
    "stars": "*a _" * 20_000,
    "quotes": ">" * 20_000,
    "backticks": "`" * 20_001,
    "rules": "===\n" * 5_000,
    "ampersands": "&" * 50_000,
    "parentheses": "[b](" * 20_000,
}

DATES = {
    "year 0": "0000-01-01",
    "year 1": "0001-01-01T00:00:00+14:00",
    "year 9999": "9999-12-31T23:59:59-12:00",
    "zone +99:99": "2025-03-01T10:00:00+99:99",
    "30 February": "30 February 2025",
    "far future": "1 January 2999",
    "no digits": "Date: \u0661\u0662\u0663\u0664",
}

# A record says its category itself: nobody has to recognise it as one.
_RECORDS = {
    **_CATEGORIES,
    "absolute category": "/etc/cron.d",
    "deep category": "/".join(["a"] * 500),
    "quoting category": "\"><img src=x onerror=pwned>'",
    "style category": "*/}body{background:url(//evil.example)}",
    "two lines category": "Energy\n---\nid: tag:evil.example,2026:1",
    "taken category": "2026",
    "device category": "NUL",
    "5000 characters category": "A very long category " * 240,
}


def _record(name: str, category: str) -> bytes:
    fields: dict[str, object] = {
        "title": f"The {name} of a record",
        "category": category,
        "text": _own_words(name),
    }
    fields |= {
        "url": f"javascript:{_RUN}",
        "image": "data:image/svg+xml,<svg/>",
        "author": "\x1b[2J",
    }
    fields |= {"date": "9999-12-31T23:59:59+99:99", "tags": ["</script>", "a\nb", "{{7*7}}"]}
    return json.dumps([fields]).encode()


_FRAGMENT = (
    '<base href="//evil.example/"><meta http-equiv=refresh content="0;url=//evil.example/">'
    '<link rel=stylesheet href="//evil.example/x.css"><p>{words} <a href="//evil.example/a">a</a>'
    '<img src="x.png" srcset="javascript:x 1x, //evil.example/b.png 2x"> </script><a ping=//e>p</a>'
)


def _page(name: str, fragment: str) -> bytes:
    body = "".join(fragment.format(words=_own_words(f"{name}{n}")) for n in range(5))
    head = f"<title>The {name} of the year</title><base href='javascript:{_RUN}//'>"
    return f"<html><head>{head}</head><body><article><h1>The {name}</h1>{body}".encode()


TEXTS: dict[str, bytes] = {
    **{name: _story(f"Case of the {name}", extra=extra) for name, extra in _SCRIPTS.items()},
    **{name: _story(title) for name, title in _TITLES.items()},
    **{name: _story(f"The {name}", category=category) for name, category in _CATEGORIES.items()},
    **{name: _story(f"A run of {name}", extra=extra) for name, extra in _QUADRATIC.items()},
    **{name: _dated(date) for name, date in DATES.items()},
    **{f"record of {name}": _record(name, label) for name, label in _RECORDS.items()},
    "web page": _page("web page", _FRAGMENT),
    "latin-1": _story("Straßen in Überlänge, Cafés und Händler").decode().encode("latin-1"),
    "mixed encodings": _story("Ferries").replace(b"season", b"sais\xf6n \xc3\xa9t\xc3\xa9 \xff"),
    "utf-16": _story("Ferry fares in sixteen bits").decode().encode("utf-16"),
    "lone surrogates": _story("Half a pair", extra="x").replace(b"\nx\n", b"\n\xed\xa0\x80\n"),
    "some NUL": _story("A hole in the text").replace(b"harbour", b"har\0bour"),
    "10 MB line": _story("A long line", extra="word " * 2_000_000),
    "million lines": _story("Many lines") + b"\n" * 1_000_000 + _story("After many lines"),
    "carriage returns": _story("Old lines end otherwise").replace(b"\n", b"\r"),
    "equal titles": _story("The same headline as ever") * 200,
}  # fmt: skip

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "no text"),
    "blanks": (b" \t\r\n\xc2\xa0\xe2\x80\x8b\n" * 50, "no text"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not text"),
    "ELF": (b"\x7fELF\x02\x01\x01" + bytes(400), "not text"),
    "noise": (bytes((i * 7919 + i // 3) % 256 for i in range(4000)), "text"),
    "gzip bomb": (gzip.compress(bytes(80_000_000)), "unpacks to more"),
    "zip bomb": (_zip("a.txt", b"a" * 80_000_000), "unpacks to more"),
    "gzip of gzip": (gzip.compress(gzip.compress(b"words")), "gzip within gzip"),
    "entity bomb": (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b"<rss><channel><item><title>&b;</title></item></channel></rss>",
        "document type",
    ),
    "external entity": (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss><channel><item><title>&x;</title></item></channel></rss>",
        "document type",
    ),
    "deep JSON": (b'[{"a":' * 100_000, ""),
    "office document": (_zip("[Content_Types].xml", b"<w/>"), "office"),
}

# Names that a file system takes, each for an article.
NAMED = _story("Whatever a file is called")  # what is in each of these
NAMES = [
    "line\nbreak.txt",
    "bell\x07.txt",
    "con.txt",
    "-rf.txt",
    "a b'c\"d;$(touch x)`.txt",
    "<script>.txt",
    "…\u202etxt.exe",
    "%2e%2e%2fx.txt",
    "x" * 250 + ".txt",
    "caf\udce9.txt",  # Latin-1 on the disk
    "caf\uf7e9 beside it.txt",  # what that is spelt as
]


def by_hand() -> dict[str, str]:
    """Return posts of an editor who means harm, by their names: HTML is not escaped in them."""
    bodies = {**_SCRIPTS, "page": _FRAGMENT.format(words="Words.")}
    heads = {
        "title": json.dumps(f"</script><script>{_RUN}</script><!--<script>"),
        "category": json.dumps(f"</script><script>{_RUN}</script>"),
        "summary": json.dumps(f'"><script>{_RUN}</script>'),
        "image": json.dumps(f"javascript:{_RUN}"),
        "slug": json.dumps("../../../out"),
        "lang": json.dumps(f'en" onload="{_RUN}'),
        "tags": json.dumps([f"</script><script>{_RUN}</script>", "a\nb", "\u2028"]),
        "authors": json.dumps([f"<img src=x onerror={_RUN}>"]),
        "origin": json.dumps({"link": f"javascript:{_RUN}", "title": "<b>", "feed": "data:,x"}),
    }
    return {
        **{
            f"body {name}": f"---\ntitle: By hand, {name}\ndate: 2025-10-01\n---\n\n{text}\n"
            for name, text in bodies.items()
        },
        **{
            f"head {key}": "---\n"
            + "".join(
                f"{k}: {v}\n"
                for k, v in ({"title": key, "date": "2025-10-02"} | {key: value}).items()
            )
            + f"---\n\nWords about {key}.\n"
            for key, value in heads.items()
        },
    }


def lay_traps(dumps: Path, outside: Path) -> None:
    """Put what is no regular file into a folder: nothing of it may be opened or followed."""
    (outside / "secret").mkdir()
    (outside / "secret/key.txt").write_bytes(_story("The secret that nobody was to read"))
    (dumps / "link.txt").symlink_to(outside / "secret/key.txt")
    (dumps / "linked").symlink_to(outside / "secret")
    (dumps / "loop").symlink_to(dumps)
    (dumps / "dangling.txt").symlink_to(outside / "nothing")
    os.mkfifo(dumps / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as ear:
        before = Path.cwd()
        os.chdir(dumps)  # the name of a socket has a hundred characters at most
        try:
            ear.bind("socket.txt")
        finally:
            os.chdir(before)
