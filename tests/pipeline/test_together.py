"""Many dumps of one command or run are split together, and each comes out as it would alone."""

from datetime import UTC, datetime
from pathlib import Path

from feeds.errors import DumpError, FeedmillError
from feeds.model import Dump, SourceRules
from feeds.pipeline.sources import ANY
from feeds.pipeline.splitting import cut, split_file
from feeds.pipeline.together import cut_many, split_files
from feeds.read import read

SAMPLES = sorted((Path(__file__).parents[1] / "split" / "samples").glob("*.txt"))
MAIL = b"From: Ann <ann@mill.example>\nSubject: Wheels\n\nA wheel turned.\n"


def dump(name: str, content: bytes) -> Dump:
    return read(name, content, digest="", received=datetime(2026, 1, 1, tzinfo=UTC))


def test_each_dump_is_cut_by_its_own_settings_as_it_is_alone() -> None:
    items = [(dump(path.name, path.read_bytes()), ANY) for path in SAMPLES]
    items.append((dump("wheel.eml", MAIL), ANY))
    items.append((items[0][0], SourceRules(drop=("Share*",), language="nl", dates="dmy")))

    assert [cut(*item) for item in items] == cut_many(items)


def test_a_dump_that_cannot_be_split_stops_no_other() -> None:
    bad = dump("bad.txt", b"=== feedmill: nonsense ===\nA wheel\n")
    good = dump("good.txt", SAMPLES[0].read_bytes())

    refused, found = cut_many([(bad, ANY), (good, ANY)])

    assert isinstance(refused, DumpError)
    assert cut(good) == found


def test_files_are_printed_in_order_with_what_became_of_each(tmp_path: Path) -> None:
    paths = [SAMPLES[0], tmp_path / "missing.txt", *SAMPLES[1:]]

    found = list(split_files(paths))

    assert paths == [path for path, _ in found]
    for path, pieces in found:
        if isinstance(pieces, FeedmillError):
            assert path.name == "missing.txt"
        else:
            assert "".join(split_file(path, "jsonl")) == "".join(pieces)
