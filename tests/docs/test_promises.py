"""The page of promises names tests that there are."""

import re

from tests.docs.conftest import ROOT, read

_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_the_page_names_is_there() -> None:
    named = _TEST.findall(read("docs/promises.md"))
    assert len(named) > 40
    for file, name in named:
        source = (ROOT / file).read_text("utf-8")
        assert not name or f"def {name}(" in source, f"{file}::{name}"


def test_every_promise_of_the_page_names_a_test() -> None:
    rows = [line for line in read("docs/promises.md").splitlines() if line.startswith("| ")]
    assert len(rows) > 40
    assert all(_TEST.search(row) or "| test |" in row for row in rows)
