"""What was in order is not looked at again, and what is not in order is never missed for it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.check import check, survey
from feeds.model import Site
from tests.check.conftest import SITE, Files, site_in_order

FIRE = "2026/03/fire/index.html"


def publish(root: Path, files: Files) -> None:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def found(root: Path, memory: Path | None, site: Site = SITE) -> list[str]:
    return sorted(map(str, check(root, site, memory)))


def change_unseen(path: Path, before: bytes, after: bytes) -> None:
    """Change a file so that neither its size nor its time nor its inode tells."""
    status = path.stat()
    content = path.read_bytes().replace(before, after)
    assert status.st_size == len(content)
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.fixture
def root(tmp_path: Path, good: Files) -> Path:
    publish(tmp_path / "output", good)
    return tmp_path / "output"


@pytest.mark.parametrize("path", [FIRE, "rss.xml", "energy/feed.json", "sitemap.xml"])
def test_what_has_not_changed_is_not_looked_at(root: Path, tmp_path: Path, path: str) -> None:
    memory = tmp_path / "memory"
    assert [] == found(root, memory)
    change_unseen(root / path, b"mill.example", b"mall.example")
    assert [] == found(root, memory)
    assert [] != found(root, None)


def test_other_settings_have_everything_looked_at(root: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    assert [] == found(root, memory)
    change_unseen(root / FIRE, b"<title>A page", b"<style>A page")
    assert [] != found(root, memory, replace(SITE, description="Another one"))


def test_a_file_at_fault_is_told_of_until_it_is_mended(root: Path, tmp_path: Path) -> None:
    memory, page = tmp_path / "memory", root / FIRE
    was = page.read_bytes()
    page.write_bytes(was.replace(b"<h1>", b"<h2>"))
    assert 1 <= len(found(root, memory)) == len(found(root, memory))
    page.write_bytes(was)
    assert [] == found(root, memory)


def test_a_link_is_told_of_when_what_it_leads_to_has_gone(root: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    assert [] == found(root, memory)
    (root / "icon.png").unlink()
    assert any("icon.png" in line for line in found(root, memory))


def test_a_page_is_looked_at_again_when_a_feed_of_its_own_comes(root: Path, tmp_path: Path) -> None:
    """The page offers the site's feed, which is in order as long as its section has none."""
    memory = tmp_path / "memory"
    page = root / "about/index.html"
    page.parent.mkdir()
    text = (root / "404.html").read_bytes().replace(b"404.html", b"about/")
    page.write_bytes(text.replace(b"<head>", b'<head><meta name="robots" content="noindex">'))
    before = found(root, memory)
    assert before == found(root, None)
    (root / "about/rss.xml").write_bytes((root / "rss.xml").read_bytes())
    after = found(root, memory)
    assert any("before the page's own" in line for line in after)
    assert found(root, None) == after


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b\x08\x00cut short"])
def test_a_memory_that_cannot_be_read_is_an_empty_one(
    root: Path, tmp_path: Path, content: bytes
) -> None:
    memory = tmp_path / "memory"
    memory.write_bytes(content)
    assert [] == found(root, memory)
    change_unseen(root / FIRE, b"mill.example", b"mall.example")
    assert [] == found(root, memory), "the second one can be read"


PATHS = sorted(site_in_order())
STEP = st.tuples(st.sampled_from(["remove", "break", "mend"]), st.sampled_from(PATHS))


@settings(max_examples=25)
@given(steps=st.lists(STEP, min_size=1, max_size=4))
def test_after_any_changes_it_finds_what_a_first_look_finds(
    steps: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, good = tmp_path_factory.mktemp("site"), site_in_order()
    root, memory = folder / "output", folder / "memory"
    publish(root, good)
    assert [] == found(root, memory)
    for what, path in steps:
        if what == "remove":
            (root / path).unlink(missing_ok=True)
        else:
            publish(root, {path: good[path] + (b"<" if what == "break" else b"")})
        assert found(root, None) == found(root, memory)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even a small site looked at by several processes."""
    monkeypatch.setattr(survey, "WORTH", 5)
    monkeypatch.setattr(survey, "CHUNK", 3)


@pytest.mark.usefixtures("shared")
def test_several_processes_find_what_one_finds_in_the_same_order(root: Path) -> None:
    for path in (FIRE, "rss.xml", "energy/atom.xml", "feeds.opml"):
        (root / path).write_bytes((root / path).read_bytes().replace(b"mill.example", b"x.example"))
    alone = list(check(root, SITE, workers=1))
    assert alone
    assert alone == list(check(root, SITE, workers=3))
