"""What a drawing shows is what the numbers say."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.render.desk.plots import BELOW, HEIGHT, LEFT, WIDTH, columns, scale

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40)


@given(most=st.integers(0, 10**9))
def test_a_scale_is_round_short_and_reaches_over_everything(most: int) -> None:
    marks = scale(most)
    assert 0 == marks[0]
    assert most <= marks[-1] <= max(1, 2.5 * most)
    assert 2 <= len(marks) <= 6
    assert str(marks[1]).rstrip("0") in ("1", "2", "5")


@given(counts=COUNTS)
def test_the_height_of_a_column_is_its_count(counts: list[int]) -> None:
    labels = [str(number) for number in range(len(counts))]
    plot = columns(labels, [("one", counts), ("other", counts)])
    floor, top = plot.scale[0][0], plot.scale[-1][0]
    most = int(plot.scale[-1][1].replace(",", ""))
    for bar in plot.bars:
        count = int(bar.title.split()[1].replace(",", ""))
        assert abs(bar.height - count * (floor - top) / most) < 0.02
        assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT - BELOW + 0.02


def test_columns_of_one_label_stand_on_each_other() -> None:
    lower, upper = columns(["Monday"], [("Energy", [3]), ("Sport", [2])]).bars
    assert abs(lower.y - (upper.y + upper.height)) < 0.02
    assert ("Monday: 3 Energy", "Monday: 2 Sport") == (lower.title, upper.title)


def test_nothing_at_all_can_be_drawn() -> None:
    assert () == columns([], []).bars
    assert () == columns(["Monday"], [("", [0])]).bars
