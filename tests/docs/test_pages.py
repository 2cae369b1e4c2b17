"""What the pages say of keys, messages and other pages is so."""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds import errors
from feeds.config import NAMED, SECTIONS, TABLES
from feeds.files import ignored
from feeds.post import dialects, frontmatter
from feeds.read import FORMATS
from tests.docs.conftest import PAGES, ROOT, read

PICTURES = sorted((ROOT / "docs/pictures").glob("*.png"))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
_CODE = re.compile(r"```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def _links(page: str) -> list[str]:
    found = _LINK.findall(_CODE.sub("", read(page)))
    return [target for pair in found for target in pair if target]


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_to_a_file_and_to_a_heading_in_it(page: str) -> None:
    for link in _links(page):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), f"{page} links to {link}"
        if anchor:
            assert anchor in _anchors(target), f"{page} links to {link}"


def test_the_readme_leads_to_every_page() -> None:
    linked = {link.partition("#")[0] for link in _links("README.md")}
    assert {page for page in PAGES if page != "README.md"} <= linked


def test_the_readme_shows_every_picture_and_none_is_large() -> None:
    assert {f"docs/pictures/{each.name}" for each in PICTURES} <= set(_links("README.md"))
    assert PICTURES
    for picture in PICTURES:
        assert 200_000 > picture.stat().st_size, picture.name
        width, height = struct.unpack(">II", picture.read_bytes()[16:24])
        assert min(width, height) > 300, picture.name


@pytest.mark.parametrize("section", sorted({**SECTIONS, **NAMED, **TABLES}))
def test_every_setting_is_in_the_table_of_its_section(section: str) -> None:
    """A key that is gone must leave the table, and one that is new must enter it."""
    text = re.search(
        rf"^## `\[+{section}\]+`\n(.*?)(?=^## |\Z)", read("docs/configuration.md"), re.M | re.S
    )
    assert text
    listed = re.findall(r"^\| `(\w+)` \|", text[1], re.MULTILINE)
    assert list({**SECTIONS, **NAMED, **TABLES}[section].__struct_fields__) == listed


def _front_matter_keys() -> set[str]:
    """Return the names that the parser asks for: `keys.get("x")` and `_date(keys, "x")`."""
    tree = ast.parse(Path(frontmatter.__file__).read_text("utf-8"))
    found = {"lang", *dialects.SYNONYMS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        asked = ast.unparse(node.func) == "keys.get"
        at = node.args[:1] if asked else node.args[1:2] if ast.unparse(node.func) == "_date" else []
        found |= {each.value for each in at if isinstance(each, ast.Constant)}  # type: ignore[misc]
    return found - {"taxonomies", "extra"}  # Zola's tables, spread out before anything is asked for


def test_every_front_matter_key_is_in_the_table_and_no_other() -> None:
    rows = re.findall(r"^\| (`.*?)\| (.*?)\|", read("docs/front-matter.md"), re.MULTILINE)
    listed = set(re.findall(r"`(\w+)`", " ".join(part for row in rows for part in row)))
    assert {"title", "slug", "status", "guid"} <= _front_matter_keys()
    assert _front_matter_keys() | {"confidence"} == listed


def test_every_synonym_stands_beside_the_key_it_means() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", read("docs/front-matter.md"), re.MULTILINE)
    beside = {synonym: key for key, cell in rows for synonym in re.findall(r"`(\w+)`", cell)}
    assert dialects.SYNONYMS == {k: v for k, v in beside.items() if k != "status"}


def test_every_kind_of_dump_is_in_the_table_by_each_name_it_goes_by() -> None:
    text = read("docs/dumps.md")
    for form in FORMATS:
        assert all(f"`{suffix}`" in text for suffix in form.suffixes), form.media_type
        if not form.suffixes:
            name = form.media_type.rpartition("/")[2].removeprefix("x-")
            assert re.search(rf"(?im)^\| [^|]*\b{name}\b", text), form.media_type
    passed_over = re.findall(
        r"`(~|\.\w+)`", text[text.index("Not looked at") :].partition("\n\n")[0]
    )
    assert passed_over
    assert all(ignored(f"dump{ending}") for ending in passed_over)


# ------------------------------------------------------------- messages


def _messages() -> Iterator[tuple[str, str]]:
    """Yield place and longest fixed piece of each message that the program can print."""
    raised = {name for name in vars(errors) if name.endswith("Error")} | {"Problem"}
    for file in sorted((ROOT / "feeds").rglob("*.py")):
        if file.parent.name == "check":  # its lines name their own remedy
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_message(node, raised):
                for piece in _pieces(_what(node)):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", piece


def _is_message(node: ast.Call, raised: set[str]) -> bool:
    name = ast.unparse(node.func)
    return name in raised or (name.endswith(".error") and len(node.args) == 3)


def _what(node: ast.Call) -> ast.expr | None:
    named = [each.value for each in node.keywords if each.arg == "what"]
    return named[0] if named else node.args[1] if len(node.args) > 1 else None


def _pieces(what: ast.expr | None) -> list[str]:
    """Return the longest literal of an expression, if it has one that says anything."""
    literals = [
        piece
        for node in (ast.walk(what) if what else ())
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for piece in [node.value.strip(" ,.:'\"()")]
        if len(piece) > 4
    ]
    return sorted(literals, key=len)[-1:]


def test_every_message_has_its_remedy_in_troubleshooting() -> None:
    text = read("docs/troubleshooting.md")
    found = list(_messages())
    assert len(found) > 40
    assert [] == [f"{place}: {piece}" for place, piece in found if piece not in text]
