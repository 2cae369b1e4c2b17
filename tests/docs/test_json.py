"""docs/commands.md names every field that a command prints as JSON, and no other."""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner

from feeds.cli import main
from tests.conftest import NOON, SETTINGS, Place, article
from tests.docs.conftest import read

FERRY = article("Ferry fares fall for the third winter running", category="Energy")
COPY = FERRY.replace("Nobody at", "As was reported elsewhere and confirmed, nobody at", 1)
HELD = "---\ntitle: Held\ndate: 2025-10-08\ndraft: true\n---\n\nNot yet.\n"
LONG = "---\ntitle: A {} report\ndate: 2025-10-08\n---\n\n" + "Nobody knows why. " * 700 + "\n"


@pytest.fixture
def lively(place: Place) -> Place:
    """A site that has some of everything: copies, held posts, a refused dump, a new one."""
    place.drop("a.txt", FERRY)
    place.drop("b.txt", COPY, NOON + 9)
    place.drop("c.txt", "")
    place.write("content/posts/held.md", HELD)
    place.write("feedmill.toml", f"{SETTINGS}[feeds]\nmax_kilobytes = 16\n")
    for name in ("long", "longer"):
        place.write(f"content/posts/{name}.md", LONG.format(name))
    place.build()
    place.drop("d.txt", article("Owls nest in the chapel", category="Science"))
    (place.root / "output/index.html").write_text("<p>no page</p>")
    return place


def printed(*args: str) -> Any:
    result = CliRunner().invoke(main, args)
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


def fields(value: Any) -> set[str]:
    """Return the names of fields at all depths; what a field maps freely is not looked into."""
    if isinstance(value, list):
        return set().union(*map(fields, value))
    if not isinstance(value, dict):
        return set()
    below = [fields(each) for key, each in value.items() if key != "dumps"]
    return set(value).union(*below)


def documented(command: str, start: str = "- **`--json`**") -> set[str]:
    """Return what the item of an option names as code, values in brackets left out."""
    section = re.search(rf"^## {command}\n(.*?)(?=^## |\Z)", read("docs/commands.md"), re.M | re.S)
    assert section
    item = re.search(rf"^{re.escape(start)}(.*?)(?=^- |^$|\Z)", section[1], re.M | re.S)
    assert item, f"## {command} has no {start}"
    return set(re.findall(r"`(\w+)`", re.sub(r"\([^()]*\)", "", item[1])))


@pytest.mark.parametrize(
    ("command", "args"),
    [
        ("build", []),
        ("check", []),
        ("diff", []),
        ("duplicates", []),
        ("review", []),
        ("status", []),
    ],
)
def test_the_fields_that_are_printed_are_those_that_are_documented(
    lively: Place, command: str, args: list[str]
) -> None:
    found = fields(printed("-C", str(lively.root), command, *args, "--json"))
    others = documented("build") if command == "diff" else set()
    assert found == documented(command) | others


def test_the_sums_of_status_are_documented(lively: Place) -> None:
    found = fields(printed("-C", str(lively.root), "status", "--summary", "--json"))
    sums = documented("status", "- **`--summary`**")
    assert sums <= found <= sums | documented("status")


def test_what_init_split_and_an_answer_print_is_documented(lively: Place) -> None:
    assert fields(printed("init", str(lively.root / "new"), "--json")) == documented("init")
    assert fields(printed("split", "--json", str(lively.root / "content/dumps/a.txt"))) == (
        documented("split")
    )
    answer = printed("-C", str(lively.root), "review", "--approve", "held.md", "--json")
    assert fields(answer) <= documented("review", "- **`--approve`**")
