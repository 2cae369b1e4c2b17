"""The page of promises names tests that there are, and what turned each of them red."""

import re

from tests.docs.conftest import ROOT, read
from tests.mutants import MUTANTS

_ROW = re.compile(r"^\| (.+?) \| `(tests/[\w/]+\.py(?:::\w+)?)` \| (.*?) \|$", re.MULTILINE)


def test_every_promise_of_the_page_is_one_that_a_change_of_the_code_was_tried_on() -> None:
    """`python -m tests.mutants` tries them."""
    made = [(mutant.promise, mutant.test, mutant.words) for mutant in MUTANTS]
    assert made == _ROW.findall(read("docs/promises.md"))
    assert len(made) > 50


def test_every_test_that_the_page_names_is_there() -> None:
    for mutant in MUTANTS:
        file, _, name = mutant.test.partition("::")
        source = (ROOT / file).read_text("utf-8")
        assert not name or f"def {name}(" in source, mutant.test


def test_each_change_is_one_that_can_still_be_made() -> None:
    for mutant in MUTANTS:
        assert mutant.words
        assert mutant.changes
        for file, before, after in mutant.changes:
            assert before != after, mutant.promise
            times = (ROOT / file).read_text("utf-8").count(before)
            assert times == 1, f"{mutant.promise}: {before!r}"
