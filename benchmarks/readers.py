"""`python -m benchmarks.readers N`: readers who ask for everything while N builds go on.

A process builds without a pause: a new dump each time, and now and then a corrected
one, an edit, another slug, another category.  Meanwhile the feeds that the list of
feeds names are fetched over HTTP again and again, parsed, and every link to the site
that is new in them is followed.  The table says how many answers were bad.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import Process
from pathlib import Path
from typing import cast

import httpx
from lxml import etree

from benchmarks.archive import SETTINGS
from benchmarks.storm import CATEGORIES, dump
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill
from feeds.serve import serving

_URL = "https://bench.example/"  # what `SETTINGS` says
_PAGES = ("", "feeds/", "sitemap.xml", "feeds.opml", "rss.xml", "atom.xml", "feed.json")


@dataclass(slots=True)
class Outcome:
    """What readers got while the mill was building."""

    builds: int
    fetched: int = 0  # documents
    followed: int = 0  # links
    bad: Counter[str] = field(default_factory=Counter)


def readers(builds: int) -> Outcome:
    """Build so often in a new site, poll it meanwhile, and return what came of it."""
    outcome = Outcome(builds)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        for name in ("dumps", "posts"):
            (root / "content" / name).mkdir(parents=True)
        (root / "feedmill.toml").write_text(SETTINGS, "utf-8")
        for name in CATEGORIES:  # one post stays in each, or feeds would go while they are read
            head = f"---\ntitle: On {name}\ndate: 2026-01-01\ncategory: {name}\n---\n\n"
            (root / f"content/posts/on-{name.lower()}.md").write_text(f"{head}Words.\n", "utf-8")
        _work(root, range(4))
        worker = Process(target=_work, args=(root, range(4, builds)))
        with serving(root / "output", port=0) as place, httpx.Client(base_url=place) as client:
            worker.start()
            reader = _Reader(client, outcome)
            while worker.is_alive():
                reader.poll()
            reader.poll()
        worker.join()
        if worker.exitcode:
            raise RuntimeError(f"the mill ended with status {worker.exitcode}")
    return outcome


def _work(root: Path, numbers: range) -> None:
    with open_mill(root) as mill:
        for number in numbers:
            _change(root, number)
            build(mill)


def _change(root: Path, number: int) -> None:
    """Drop one more dump in, and change one of those that are there."""
    (root / f"content/dumps/{number}.txt").write_text(dump(number), "utf-8")
    posts = sorted((root / "content/posts").glob("*/*.md"))
    if not posts:
        return
    post = posts[number * 7 % len(posts)]
    text = post.read_text("utf-8")
    if number % 4 == 0:
        text += f"\nOne more thing, says number {number}.\n"
    elif number % 4 == 1:
        text = text.replace("\ncategory: ", f"\ncategory: {CATEGORIES[number % 7]}\nformerly: ", 1)
    elif number % 4 == 2:
        text = text.replace("\nslug: ", f"\nslug: moved-{number}\nslug-before: ", 1)
    else:
        text = text.replace("\ntitle: ", "\ntitle: Corrected. ", 1)
    post.write_text(text, "utf-8")


class _Reader:
    """One that asks for everything, and follows what it has not followed yet."""

    def __init__(self, client: httpx.Client, outcome: Outcome) -> None:
        self._client, self._outcome = client, outcome
        self._known: set[str] = set()

    def poll(self) -> None:
        for page in _PAGES:
            self._fetched(page)
        for rss in [link for link in self._links("feeds.opml") if link.endswith("rss.xml")]:
            for name in ("rss.xml", "atom.xml", "feed.json"):
                for link in self._links(rss.replace("rss.xml", name)):
                    if link not in self._known:
                        self._known.add(link)
                        self._outcome.followed += 1
                        self._get(link)

    def _fetched(self, path: str) -> bytes:
        self._outcome.fetched += 1
        content = self._get(path)
        try:
            if path.endswith((".xml", ".opml")):
                etree.fromstring(content)
            elif path.endswith(".json"):
                json.loads(content)
            elif not content.rstrip().endswith(b"</html>"):
                self._outcome.bad[f"half a page: {path}"] += 1
        except (etree.XMLSyntaxError, ValueError) as error:
            self._outcome.bad[f"{path}: {error}"] += 1
        return content

    def _get(self, path: str) -> bytes:
        answer = self._client.get(f"/{path}", follow_redirects=True)
        if answer.status_code != 200:
            self._outcome.bad[f"{answer.status_code} for {path}"] += 1
        return answer.content

    def _links(self, path: str) -> Iterator[str]:
        """Yield what a document that is fetched now links to in the site."""
        content = self._fetched(path)
        try:
            found = _linked(path, content)
        except (etree.XMLSyntaxError, ValueError, KeyError):
            return  # it was noted when it was fetched
        for link in dict.fromkeys(found):
            if link.startswith(_URL):
                yield link.removeprefix(_URL)


def _linked(path: str, content: bytes) -> list[str]:
    if path.endswith(".json"):
        return [item["url"] for item in json.loads(content)["items"]]
    links = "//@xmlUrl | //@htmlUrl | //*[local-name()='link']/@href"
    found = etree.XPath(f"{links} | //*[local-name()='link']/text()")(etree.fromstring(content))
    return [str(link) for link in cast("list[str]", found)]


def report(outcome: Outcome) -> None:
    """Print the table, and each bad answer."""
    print(f"     builds  {outcome.builds:,}")
    print(f"  documents  {outcome.fetched:,} fetched and parsed")
    print(f"      links  {outcome.followed:,} followed")
    print(f"bad answers  {outcome.bad.total()}")
    for what, times in outcome.bad.most_common(20):
        print(f"             {times} times {what}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("builds", type=int, nargs="?", default=240, metavar="N")
    report(readers(parser.parse_args().builds))
