"""Looking for the original of a copy costs as much in a large archive as in a small one."""

import sqlite3
from random import Random

import pytest

from feeds.store.likeness_table import COMMON, NEAREST, LikenessTable


class Counted:
    """A connection that counts the rows it gave and the questions it was asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.rows = self.questions = 0

    def execute(self, *question: object) -> "Counted":
        self.questions += 1
        self._found = self._connection.execute(*question)  # type: ignore[arg-type]
        return self

    def fetchall(self) -> list[tuple[int, ...]]:
        rows = self._found.fetchall()
        self.rows += len(rows)
        return rows

    def fetchone(self) -> tuple[object, ...] | None:
        self.rows += 1
        row: tuple[object, ...] | None = self._found.fetchone()
        return row


def filled(size: int) -> tuple[LikenessTable, Counted]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(LikenessTable.SCHEMA)
    table = LikenessTable(connection)
    chance = Random(7)
    for number in range(size):
        own = [chance.getrandbits(32) for _ in range(8)]
        table.put(f"{number}.md", (1, 2, 3, 4, *own))  # the four stand under every article
    table.put("wanted.md", (1, 2, 3, 4, 11, 12, 13, 14))
    counted = Counted(connection)
    return LikenessTable(counted), counted  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [True, False])
def test_the_cost_of_a_look_does_not_grow_with_the_archive(known: bool) -> None:
    sketch = (1, 2, 3, 4, 11, 12, 13, 15) if known else (1, 2, 3, 4, 21, 22, 23, 24)
    costs = []
    for size in (50, 2000):
        table, counted = filled(size)
        assert (["wanted.md"] if known else []) == table.near(sketch)
        costs.append((counted.questions, counted.rows))
    assert costs[0] == costs[1]
    assert costs[0][1] <= len(sketch) * (COMMON + 1) + NEAREST


def test_a_post_that_is_gone_is_not_found() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(LikenessTable.SCHEMA)
    table = LikenessTable(connection)
    table.put("wanted.md", (11, 12, 13))
    assert ["wanted.md"] == table.near((11, 13))
    table.put("wanted.md", (31, 32, 33))
    assert [] == table.near((11, 12, 13))
    assert ["wanted.md"] == table.near((31, 33))
    table.remove("wanted.md")
    assert [] == table.near((31, 33))
