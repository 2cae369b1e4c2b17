"""What subscribers of each feed will see after the next build: the build, rehearsed.

The feeds that a run would make anew are made in memory and held against the files
of output/ that subscribers have now.
"""

import time
from collections.abc import Iterator

from msgspec.structs import replace

from feeds.check import read_feed
from feeds.check.channel import Channel, Item
from feeds.model import EntryNews, FeedNews, Job, Preview
from feeds.pipeline.build import EVERYTHING, Progress, Run, silent
from feeds.pipeline.mill import Mill
from feeds.publish.plan import FEED, SITE_FEED
from feeds.render.address import FILES

_PREFERRED = ("json", "atom", "rss")  # all say the same; the first is the fastest to read
_EMPTY = Channel(self_url="", home="", items=())


def diff(mill: Mill, progress: Progress = silent) -> Preview:
    """Return what the next build of a site that is opened for a rehearsal would change."""
    started = time.monotonic()
    before = mill.catalogue.posts.live_ids()
    with mill.catalogue.run():
        run = Run(mill, progress)
        run.take_in(EVERYTHING)
        jobs = sorted(job for job in run.jobs() if job.kind in (FEED, SITE_FEED))
        news = tuple(found for job in jobs if (found := _news(mill, run, job, before)))
        report = replace(run.report(), seconds=time.monotonic() - started)
    return Preview(feeds=news, report=report)


def _news(mill: Mill, run: Run, job: Job, before: set[str]) -> FeedNews | None:
    """Return what is new in the feed that a job makes, None if its bytes stay as they are."""
    made = {each.path: each.content for each in run.press.make(job)}
    paths = made.keys() | mill.catalogue.artifacts.made_by(job)
    feeds = [path for name in _PREFERRED for path in paths if path.endswith(FILES[name])]
    path = next((path for path in feeds if mill.output.status(path)), next(iter(feeds), ""))
    old = mill.output.read(path)[0] if path and mill.output.status(path) else b""
    new = made.get(path, b"")
    if old == new:
        return None
    then, now = _channel(old), _channel(new)
    withdrawn = mill.catalogue.posts.withdrawn(item.id for item in (*then.items, *now.items))
    return FeedNews(
        url=mill.site.url + path[: path.rfind("/") + 1],
        title=now.title or then.title or path,
        state="gone" if not new else "changed" if old else "new",
        new=tuple(_entry(item) for item in _new(then, now, before, withdrawn)),
        updated=tuple(_updated(then, now, withdrawn)),
        gone=tuple(
            _entry(item) for item in _gone(then, now, mill.catalogue.posts.live_ids(), withdrawn)
        ),
    )


def _channel(content: bytes) -> Channel:
    return (read_feed(content) if content else None) or _EMPTY


def _new(then: Channel, now: Channel, before: set[str], withdrawn: set[str]) -> Iterator[Item]:
    known = {item.id for item in then.items} | withdrawn
    for item in now.items:
        if item.id not in known and not (item.id in before and _is_beyond(item, then, withdrawn)):
            yield item


def _gone(then: Channel, now: Channel, after: set[str], withdrawn: set[str]) -> Iterator[Item]:
    kept = {item.id for item in now.items}
    for item in then.items:
        if item.id not in kept and not (item.id in after and _is_beyond(item, now, withdrawn)):
            yield item


def _is_beyond(item: Item, window: Channel, withdrawn: set[str]) -> bool:
    """Return whether an entry is older than all articles that a feed has room for."""
    articles = [each for each in window.items if each.id not in withdrawn]
    last = articles[-1].published if articles else None
    return last is not None and item.published is not None and item.published <= last


def _updated(then: Channel, now: Channel, withdrawn: set[str]) -> Iterator[EntryNews]:
    known = {item.id: item for item in then.items}
    for item in now.items:
        changed = _changed(known[item.id], item) if item.id in known else ()
        if item.id in withdrawn and (item.id not in known or known[item.id].title != item.title):
            changed = ("withdrawn",)
        if changed:
            yield replace(_entry(item), changed=changed)


def _changed(old: Item, new: Item) -> tuple[str, ...]:
    parts = {
        "title": (old.title, new.title),
        "text": (old.content, new.content),
        "summary": (old.summary, new.summary),
        "link": (old.url, new.url),
        "date": (old.published, new.published),
        "update": (old.updated, new.updated),
    }
    found = tuple(name for name, (was, now) in parts.items() if was != now)
    return found if found == ("update",) else tuple(name for name in found if name != "update")


def _entry(item: Item) -> EntryNews:
    return EntryNews(id=item.id, title=item.title, link=item.url)
