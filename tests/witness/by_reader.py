"""lemon24's reader: a library with a memory, and the only one here that knows all three formats."""

from pathlib import Path

from reader import Entry, make_reader

from tests.witness.seen import Seen, Visit


class ReaderSubscriber:
    """A database of reader that follows one feed."""

    def __init__(self, url: str, workdir: Path) -> None:
        self._url = url
        self._database = str(workdir / "reader.sqlite")

    def visit(self) -> Visit:
        with make_reader(self._database) as reader:
            reader.add_feed(self._url, exist_ok=True)
            before = {entry.id: _seen(entry) for entry in reader.get_entries()}
            result = reader.update_feed(self._url)
            after = tuple(_seen(entry) for entry in reader.get_entries())
        changed = frozenset(e.id for e in after if e.id in before and before[e.id] != e)
        new = frozenset(entry.id for entry in after) - before.keys()
        if result is not None:  # None says that the feed has not changed
            assert (result.new, result.modified) == (len(new), len(changed)), result
        return Visit(entries=after, new=new, changed=changed)


def _seen(entry: Entry) -> Seen:
    content = entry.get_content(prefer_summary=False)
    return Seen(
        id=entry.id,
        title=entry.title or "",
        link=entry.link or "",
        published=entry.published,
        updated=entry.updated,
        authors=tuple(author.name for author in entry.authors if author.name),
        content=content.value if content else "",
    )


def read_reader(url: str, workdir: Path) -> list[Seen]:
    """Return the entries that a new subscriber sees."""
    return list(ReaderSubscriber(url, workdir).visit().entries)
