"""Several categories on a line are several, where the dump shows that they are."""

import pytest

from feeds.model import Draft, Span, Split
from feeds.split.rubrics import _known, alone, lists, with_rubrics


def categories(*printed: str) -> list[tuple[str, ...]]:
    """Return the categories of a dump whose articles print these."""
    text = "".join(f"{name}\nA headline {n}\nText.\n" for n, name in enumerate(printed))
    drafts = tuple(
        Draft(
            span=Span(first=3 * n + 1, last=3 * n + 3),
            title=f"A headline {n}",
            body="Text.",
            categories=(name,) if name else (),
        )
        for n, name in enumerate(printed)
    )
    roles = "".join("ktp" if ">" in name else "ctp" for name in printed)
    return [
        draft.categories for draft in with_rubrics(Split(roles=roles, drafts=drafts), text).drafts
    ]


@pytest.mark.parametrize("sign", [" • ", " | ", "|", "、", " · ", " / ", "; ", "►"])
def test_a_bullet_or_a_bar_parts_names_wherever_it_stands(sign: str) -> None:
    assert [("News", "Energy")] == categories(f"News{sign}Energy")


def test_a_comma_parts_names_that_recur_without_their_neighbours() -> None:
    found = categories("News, Energy", "Energy", "Town, Harbour")

    assert [("News", "Energy"), ("Energy",), ("Town", "Harbour")] == found


def test_a_comma_is_part_of_a_name_where_nothing_recurs() -> None:
    assert [("Food, Drink",), ("Town",), ("Food, Drink",)] == categories(
        "Food, Drink", "Town", "Food, Drink"
    )


def test_of_three_names_commas_part_two_unless_the_last_is_joined() -> None:
    assert [("News", "Energy", "Town")] == categories("News, Energy, Town")
    assert [("Food, Drink, and Travel",)] == categories("Food, Drink, and Travel")


def test_a_slash_within_a_name_parts_it_only_by_what_recurs() -> None:
    assert [("TV/Radio",), ("Town",)] == categories("TV/Radio", "Town")
    assert [("News", "Town"), ("Town",)] == categories("News/Town", "Town")


def test_what_is_too_long_for_a_name_is_none() -> None:
    long = "An announcement of the harbour master to all ships | and boats"

    assert [(long,)] == categories(long)


@pytest.mark.parametrize(
    ("trail", "found"),
    [
        ("Home > News > City", ("City", "News")),
        ("Startseite › Stadt", ("Stadt",)),
        ("News > City > A headline 0", ("City", "News")),
        ("News > A head…", ("News",)),
    ],
)
def test_of_a_breadcrumb_the_last_step_is_the_category(trail: str, found: tuple[str, ...]) -> None:
    text = f"{trail}\nA headline 0\nText.\n"
    last = trail.replace("›", ">").split(" > ")[-1]
    draft = Draft(span=Span(first=1, last=3), title="A headline 0", body="T", categories=(last,))
    (made,) = with_rubrics(Split(roles="ktp", drafts=(draft,)), text).drafts

    assert found == made.categories


def test_a_line_glued_from_several_fields_is_not_read_again() -> None:
    text = "Posted in: News > Town3 Comments\nA headline\nText.\n"
    draft = Draft(span=Span(first=1, last=3), title="A headline", body="T", categories=("Town",))
    (made,) = with_rubrics(Split(roles="ktp", drafts=(draft,)), text).drafts

    assert ("Town",) == made.categories


def test_the_line_as_printed_is_kept() -> None:
    draft = Draft(span=Span(first=1, last=1), title="T", body="b", categories=("News • Energy",))
    (made,) = with_rubrics(Split(roles="p", drafts=(draft,)), "b\n").drafts

    assert "News • Energy" == made.rubric


class Asked(dict[str, None]):
    """Names that count how often one is asked whether it is among them."""

    times = 0

    def __contains__(self, name: object) -> bool:
        self.times += 1
        return super().__contains__(name)


def test_names_parted_by_spaces_are_found_where_each_stands_alone() -> None:
    found = lists(["News", "Press Releases", "News Press Releases", "Energy News"])

    assert {"News Press Releases": ["News", "Press Releases"]} == found


def test_a_hostile_list_of_names_is_looked_at_once_from_each_word() -> None:
    names = Asked(dict.fromkeys(["a", "a a", "a a a"]))

    assert _known(" ".join(["a"] * 20) + " b", names) == []
    assert names.times <= 21**2
    assert _known(" ".join(["a"] * 200), names) == []


def test_a_menu_that_the_page_has_elsewhere_parts_names_with_nothing_between() -> None:
    page = ["Grain prices (12)", "The Anvil 3", "Climate", "Not in it"]

    found = lists(
        ["Climate Grain prices The Anvil", "ClimateThe Anvil", "Climate change"], alone(page)
    )

    assert found == {
        "Climate Grain prices The Anvil": ["Climate", "Grain prices", "The Anvil"],
        "ClimateThe Anvil": ["Climate", "The Anvil"],
    }


def test_a_list_with_commas_needs_no_other_seam() -> None:
    texts = ["Blog, MillLab Openings", "MillLab Openings", "Blog, MillLab Sparks", "MillLab Sparks"]
    assert not any(", " in text for text in lists(texts))
