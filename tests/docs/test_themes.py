"""docs/themes.md names every template with its blocks, and all that a template can call."""

import re
from pathlib import Path

import pytest

from feeds.model import Theme
from feeds.render import templates
from feeds.render.page import THEME_FILES, is_of_theme
from feeds.render.words import languages
from tests.docs.conftest import ROOT, read

THEME = ROOT / "feeds/render/theme"
PAGE = read("docs/themes.md")
TEMPLATES = [name for name in templates.templates(Theme()) if templates.is_template(name)]


def _blocks(name: str) -> set[str]:
    return set(re.findall(r"{% block (\w+)", (THEME / name).read_text("utf-8")))


def _row(name: str) -> str:
    found = re.search(rf"^\| `{re.escape(name)}` \|.*$", PAGE, re.MULTILINE)
    return found[0] if found else ""


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_has_its_row_with_its_blocks(name: str) -> None:
    named = set(re.findall(r"`(\w+)`", _row(name).rpartition("|")[0].rpartition("|")[2]))
    assert _row(name)
    if not name.startswith("parts/"):
        own = _blocks(name) - (_blocks("base.html") if name != "base.html" else set())
        assert own == named


def test_every_file_call_and_filter_is_named() -> None:
    for name in (*THEME_FILES, *templates.FUNCTIONS, *templates.FILTERS, "kept"):
        assert re.search(rf"`{re.escape(name)}\b", PAGE), name
    assert f"in {len(languages())} languages" in PAGE


def test_every_custom_property_that_is_named_is_one() -> None:
    style = (THEME / "style.css").read_text("utf-8")
    for name in re.findall(r"`(--[\w-]+)`[,|\s]", PAGE.partition("| property")[2]):
        assert f"{name}:" in style


def test_every_file_of_the_built_in_theme_may_be_replaced() -> None:
    for file in THEME.rglob("*.*"):
        assert is_of_theme(file.relative_to(THEME).as_posix()), Path(file).name
