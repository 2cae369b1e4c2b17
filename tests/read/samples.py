"""One small dump of each format, of our own prose, with the same two articles."""

import csv
import gzip
import io
import json
import tarfile
import zipfile

TITLES = ("Mill fire in the old town", "Ferry stays in harbour")
BODIES = (
    "The old mill at the river burned to the ground on Monday night.",
    "The ferry to the islands will not sail before Friday, its master said.",
)

MAILS = tuple(
    f"""From: {name} <{name.lower()}@mill.example>
To: readers@mill.example
Subject: {title}
Date: Sun, {day:02} Mar 2026 09:00:00 +0100
Message-ID: <{day}@mill.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{body}
"""
    for name, title, body, day in zip(("Ann", "Bob"), TITLES, BODIES, (1, 8), strict=True)
)

_RECORDS = [
    {"headline": title, "articleBody": body, "datePublished": f"2026-03-0{day}T09:00:00+01:00",
     "author": {"@type": "Person", "name": name}, "articleSection": "Town"}
    for title, body, day, name in zip(TITLES, BODIES, (1, 8), ("Ann", "Bob"), strict=True)
]  # fmt: skip

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Daily Mill</title><link>https://mill.example/</link><language>en</language>
<item><title>{TITLES[0]}</title><description>&lt;p&gt;{BODIES[0]}&lt;/p&gt;</description>
<pubDate>Sun, 01 Mar 2026 09:00:00 +0100</pubDate><category>Town</category>
<dc:creator>Ann</dc:creator><link>https://mill.example/fire</link></item>
<item><title>{TITLES[1]}</title><description>{BODIES[1]}</description>
<pubDate>Sun, 08 Mar 2026 09:00:00 +0100</pubDate><category>Town</category>
<dc:creator>Bob</dc:creator><link>https://mill.example/ferry</link></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Daily Mill</title>
<id>tag:mill.example,2026:feed</id><updated>2026-03-08T09:00:00+01:00</updated>
<entry><title>{TITLES[0]}</title><id>tag:mill.example,2026:1</id><author><name>Ann</name></author>
<published>2026-03-01T09:00:00+01:00</published><updated>2026-03-02T09:00:00+01:00</updated>
<category term="town" label="Town"/><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>{BODIES[0]}</p></div></content></entry>
<entry><title>{TITLES[1]}</title><id>tag:mill.example,2026:2</id><author><name>Bob</name></author>
<published>2026-03-08T09:00:00+01:00</published><updated>2026-03-08T09:00:00+01:00</updated>
<category term="town" label="Town"/><content type="html">&lt;p&gt;{BODIES[1]}</content></entry>
</feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily Mill</title><link>https://mill.example/</link></channel>
<item><title>{TITLES[0]}</title><description>{BODIES[0]}</description><dc:creator>Ann</dc:creator>
<dc:date>2026-03-01T09:00:00+01:00</dc:date><dc:subject>Town</dc:subject></item>
<item><title>{TITLES[1]}</title><description>{BODIES[1]}</description><dc:creator>Bob</dc:creator>
<dc:date>2026-03-08T09:00:00+01:00</dc:date><dc:subject>Town</dc:subject></item></rdf:RDF>"""

HTML = "<!DOCTYPE html><html lang=en><title>The Daily Mill</title><body><h1>News</h1>" + "".join(
    f"""<article><h2>{title}</h2><p>By <a rel=author href=/a>{name}</a> in <a rel=tag
href=/town>Town</a>, <time datetime="2026-03-0{day}T09:00:00+01:00">then</time></p>
<p>{body}</p></article>"""
    for title, body, day, name in zip(TITLES, BODIES, (1, 8), ("Ann", "Bob"), strict=True)
)


def _mailbox() -> bytes:
    line = "From ann@mill.example Sun Mar  1 09:00:00 2026\n"
    return "\n".join(line + mail for mail in MAILS).encode()


def zipped(**files: bytes) -> bytes:
    """Return a zip archive of these files; the last `_` of a name stands for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(".".join(name.rsplit("_", 1)))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def tarred(**files: bytes) -> bytes:
    """Return a tar archive of these files; the last `_` of a name stands for a dot."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(".".join(name.rsplit("_", 1)))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def warc_record(kind: str, url: str, content: bytes, media_type: str = "text/plain") -> bytes:
    """Return one WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(content):012}>\r\n"
        "WARC-Date: 2026-03-01T09:00:00Z\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def page_record(url: str, page: str, head: str = "Content-Type: text/html\r\n") -> bytes:
    """Return the WARC record of a page as it was served."""
    content = f"HTTP/1.1 200 OK\r\n{head}\r\n{page}".encode()
    return warc_record("response", url, content, "application/http; msgtype=response")


def table(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    """Return the rows as a table, as spreadsheets write it."""
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


_ROWS = [
    {"Date": f"2026-03-0{day}T09:00:00+01:00", "Title": title, "Author": name,
     "Section": "Town", "Text": f"{body}\n\nThe end, as \"they\" say; no more | of it."}
    for title, body, day, name in zip(TITLES, BODIES, (1, 8), ("Ann", "Bob"), strict=True)
]  # fmt: skip
_WIKI = "".join(
    f'<doc id="{n}" url="https://wiki.example/wiki?curid={n}" title="{title}">\n{title}\n\n'
    f"{body}\nThe end.\n\n</doc>\n"
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True))
)

_WARC = [
    page_record(
        f"https://mill.example/{n}", f"<html><body><h1>{title}</h1><p>{body}</p></body></html>"
    )
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True))
]
_WET = [
    warc_record("conversion", f"https://mill.example/{n}", f"{title}\n{body}\n".encode())
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True))
]

STATED = {  # formats that state title, author, date and category
    "morning.json": json.dumps(_RECORDS).encode(),
    "morning.jsonl": "\n".join(map(json.dumps, _RECORDS)).encode(),
    "morning.rss": RSS.encode(),
    "morning.atom": ATOM.encode(),
    "morning.rdf": RDF.encode(),
    "morning.html": HTML.encode(),
    "morning.csv": table(_ROWS),
    "morning.tsv": table(_ROWS, "\t"),
    "semicolons.csv": b"\xef\xbb\xbfsep=;\r\n" + table(_ROWS, ";"),
    "pipes.txt": table(_ROWS, "|"),
    "tables.zip": zipped(a_csv=table(_ROWS[:1]), b_tsv=table(_ROWS[1:], "\t")),
    "feed.zip": zipped(a_rss=RSS.encode(), readme_png=b"\x89PNG\r\n\x1a\nx"),
}
SAMPLES = STATED | {
    "morning.mbox": _mailbox(),
    "mails.zip": zipped(a_eml=MAILS[0].encode(), b_eml=MAILS[1].encode()),
    "mails.tar": tarred(a_eml=MAILS[0].encode(), b_eml=MAILS[1].encode()),
    "mails.tar.gz": gzip.compress(tarred(a_eml=MAILS[0].encode(), b_eml=MAILS[1].encode())),
    "crawl.warc": b"".join(_WARC),
    "crawl.warc.gz": b"".join(map(gzip.compress, _WARC)),
    "crawl.wet": b"".join(_WET),
    "crawl.warc.wet.gz": b"".join(map(gzip.compress, _WET)),
    "wiki_00": _WIKI.encode(),
    "wiki_00.gz": gzip.compress(_WIKI.encode()),
    "wiki.tar": tarred(wiki_00=_WIKI.encode()),
    "morning.csv.gz": gzip.compress(table(_ROWS)),
    "morning.mbox.gz": gzip.compress(_mailbox()),
}
