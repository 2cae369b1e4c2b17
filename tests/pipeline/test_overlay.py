"""An overlay answers as the folder would, and the folder below never hears of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import ContentError
from feeds.files import Folder
from feeds.pipeline.overlay import Overlay

NAMES = st.sampled_from(["a.md", "b.md", "sub/c.md"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "append", "remove"]), NAMES, st.binary(max_size=9)),
    max_size=12,
)


@given(steps=STEPS)
def test_whatever_is_done_it_reads_as_a_folder_would(
    steps: list[tuple[str, str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    real, below = (Folder(tmp_path_factory.mktemp("place")) for _ in range(2))
    for folder in (real, below):
        folder.write("a.md", b"there before\n", durable=False)
    over = Overlay(below.root)
    for step, name, content in steps:
        for folder in (real, over):
            if step == "write":
                folder.write(name, content, durable=False)
            elif step == "append":
                folder.append(name, content)
            else:
                folder.remove(name)
    assert _content(real) == _content(over)
    assert {"a.md": b"there before\n"} == _content(below)


def _content(folder: Folder) -> dict[str, bytes]:
    found = {name: folder.read(name)[0] for name, _ in folder.files()}
    for name in ("a.md", "b.md", "sub/c.md"):
        status = folder.status(name)
        assert (name in found) == (status is not None)
        assert status is None or status.st_size == len(found[name])
    return found


def test_a_name_that_leads_out_is_refused_here_too(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        Overlay(tmp_path).write("../out.md", b"", durable=False)
