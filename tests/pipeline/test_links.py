"""Promise 7: after every single write and removal, whatever can be reached leads somewhere."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from feeds.files import Folder, Stamp
from feeds.pipeline.build import Touched
from feeds.publish import plan
from tests.conftest import NOON, Place, article

SITE = "https://mill.example/"
ROOTS = ("index.html", "rss.xml", "atom.xml", "feed.json", "feeds.opml", "sitemap.xml")
_LINK = re.compile(
    rb'(?:href|src|xmlUrl|htmlUrl)="([^"]+)"|<(?:loc|link)>([^<]+)<|"(https://mill\.[^"]+)"'
)


def dead_links(output: Path) -> set[tuple[str, str]]:
    """Return page and target of every reachable link that leads to no file.

    The roots name each other; while a site is first published, one of them has to
    be there before the others.
    """
    ahead = [name for name in ROOTS if (output / name).exists()]
    seen, dead = set(ahead), set()
    while ahead:
        page = ahead.pop()
        for target in targets(output, page):
            if not (output / target).is_file():
                dead |= {(page, target)} - {(page, root) for root in ROOTS}
            elif target not in seen:
                seen.add(target)
                ahead.append(target)
    return dead


def targets(output: Path, page: str) -> set[str]:
    """Return the files of the site that a file links to."""
    found = set()
    for match in _LINK.finditer((output / page).read_bytes()):
        link = next(filter(None, match.groups())).decode().replace("&amp;", "&")
        url = urldefrag(urljoin(SITE + page, link)).url
        if url.startswith(SITE):
            path = unquote(url.removeprefix(SITE))
            found.add(f"{path}index.html" if path.endswith("/") or not path else path)
    return found


def watched(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Look at all links after each change of output/; return a list that counts the looks."""
    output, looks = place.root / "output", [0]

    def then_look(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            result = real(path, *args, **kwargs)
            if str(path).startswith(str(output)):
                looks[0] += 1
                assert set() == dead_links(output), f"after {real.__name__} {path} {args}"
            return result

        return call

    for name in ("replace", "unlink"):
        monkeypatch.setattr(os, name, then_look(getattr(os, name)))
    return looks


@pytest.mark.parametrize(
    ("batch", "kept"),
    [(200, 64_000_000), (3, 64_000_000), (3, 0)],
    ids=["in one batch", "in several", "with no room for what is changed"],
)
def test_no_link_is_live_before_its_target(
    place: Place, batch: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first build; then a new category, a new month, a move, an edit and a removal at once."""
    monkeypatch.setattr("feeds.publish.apply.BATCH", batch)
    monkeypatch.setattr("feeds.publish.apply.KEPT", kept)
    looks = watched(place, monkeypatch)
    place.drop(
        "monday.txt", article("Ferry fares fall for the third winter running", category="Energy")
    )
    for month in ("01", "02", "03"):
        head = f"---\ntitle: Story {month}\ndate: 2026-{month}-01\ncategory: News\n---\n\n"
        place.write(f"content/posts/{month}.md", f"{head}Words of {month}.\n")
    place.build()
    assert looks[0] > 20

    looks[0] = 0
    place.drop(
        "tuesday.txt",
        article("Owls nest in the chapel above the town", category="Science"),
        NOON + 9,
    )
    (place.root / "content/posts/01.md").unlink()
    moved = place.root / "content/posts/02.md"
    moved.write_text(moved.read_text().replace("category: News", "category: Culture"))
    late = "---\ntitle: Late\ndate: 2025-12-01\ncategory: News\n---\n\nWords.\n"
    place.write("content/posts/late.md", late)
    place.build()
    assert looks[0] > 20
    assert set() == dead_links(place.root / "output")


FEEDS = ("rss.xml", "atom.xml", "feed.json")


@pytest.mark.parametrize("stories", range(3, 9))
def test_feeds_wait_for_new_files_and_for_no_list(
    place: Place, monkeypatch: pytest.MonkeyPatch, stories: int
) -> None:
    """One more article, in months that are full and not, and every link leads somewhere still."""
    monkeypatch.setattr(plan, "SHELF", 2)
    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write("[feeds]\nmax_items = 3\n")
    for number in range(stories):
        head = f"---\ntitle: Story {number}\ndate: 2025-10-0{number + 1}\ncategory: News\n---\n"
        place.write(f"content/posts/{number}.md", f"{head}\nWords of {number}.\n")
    place.build()
    stood = set(place.tree())
    watched(place, monkeypatch)
    order: list[str] = []
    write = Folder.write

    def noted(folder: Folder, name: str, content: bytes, *, durable: bool) -> Stamp:
        order.append(name)
        return write(folder, name, content, durable=durable)

    monkeypatch.setattr(Folder, "write", noted)
    place.drop("a.txt", article("Ferry fares fall for the third winter running", category="News"))
    assert 1 == place.build(Touched(dumps=frozenset({"a.txt"}))).posts

    feeds = [order.index(f"{folder}{name}") for folder in ("news/", "") for name in FEEDS]
    published = set(place.tree())
    new = [order.index(name) for name in order if name in published - stood]
    lists = [order.index(name) for name in order if name in stood and name.endswith(".html")]
    assert max(new) < min(feeds)
    assert max(feeds) < min(lists)
