"""Compiled templates are kept for the next run, and nothing that is wrong with them shows."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from feeds.model import Theme
from feeds.render import compiled, templates

NAMES = ("base.html", "post.html", "month.html")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


def compilations(monkeypatch: pytest.MonkeyPatch, theme: Theme | None = None) -> list[str]:
    """Return which templates a new process would compile to load some."""
    found: list[str] = []
    compile_ = Environment.compile

    def noting(self: Environment, source: str, name: str, *rest: object) -> object:
        found.append(name)
        return compile_(self, source, name, *rest)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", noting)
        made = templates.environment.__wrapped__(theme or Theme())
        for name in NAMES:
            made.get_template(name)
    return found


def test_templates_are_compiled_once_for_all_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(NAMES) <= set(compilations(monkeypatch))
    assert [] == compilations(monkeypatch)
    assert all(path.name.startswith("template-") for path in folder.iterdir())


@pytest.mark.parametrize("content", [b"", b"j2\x05", b"nonsense" * 100])
def test_what_cannot_be_read_is_compiled_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    compilations(monkeypatch)
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:40] + content if content else b"")
    assert set(NAMES) <= set(compilations(monkeypatch))
    assert [] == compilations(monkeypatch)


def test_a_template_of_the_sites_own_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = Theme(folder="theme", files={"month.html": b"my own"})
    compilations(monkeypatch)
    kept = sorted(folder.iterdir())
    assert ["month.html"] == compilations(monkeypatch, theme)
    assert ["month.html"] == compilations(monkeypatch, theme)
    assert kept == sorted(folder.iterdir())


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    ours = compiled.Compiled(folder / "theme", Path(__file__))
    made = Environment(bytecode_cache=ours)
    file = str(folder / "theme/a.html")
    for source in ("one", "two"):
        bucket = ours.get_bucket(made, "a.html", file, source)
        assert bucket.code is None, source
        bucket.code = compile(repr(source), file, "eval")
        ours.set_bucket(bucket)
        assert ours.get_bucket(made, "a.html", file, source).code is not None


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("no folder")
    assert set(NAMES) <= set(compilations(monkeypatch))
    folder.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert set(NAMES) <= set(compilations(monkeypatch))
    assert not folder.exists()
