"""What a text shows or tells of is not what its file states: reviews, letters, laws, code."""

import pytest

from feeds.model import Draft, Split
from feeds.split import split
from feeds.split.counting import with_counts
from feeds.split.fences import fenced
from feeds.split.given import LABELS, given

from .conftest import TEXTS, dump

TITLES = ("A novel about a ferry", "Bakery on Mill Street closes", "Night trains return")


def drafts(text: str) -> tuple[Draft, ...]:
    return split(dump(text)).drafts


def recorded(text: str, blank: str = "\n") -> Split:
    """Return the split of three records of which the first has this text."""
    head = "Title: {}\nDate: 2025-03-0{}\nAuthor: Lena Marsh\nCategory: Books\n" + blank + "{}"
    texts = (text, *TEXTS[1:])
    pairs = zip(TITLES, texts, strict=True)
    return split(dump("\n\n".join(head.format(t, n, x) for n, (t, x) in enumerate(pairs, 1))))


@pytest.mark.parametrize(
    "shown",
    [
        "Title: The Slow Crossing\nAuthor: Imogen Harker\nPublisher: Quayside\nPages: 312\n\n{}",
        "{}\n\nTitle: The Slow Crossing\nAuthor: Imogen Harker\nPrice: 18 pounds",
        "Título: La luz terca\nAutora: Carmen Roldán\nPáginas: 220\n\n{}",
        "{}\n\nEach begins with lines like these:\n\nTitle: A sale\nDate: 2025-02-01\nAuthor: Ada"
        "\n\nBring cakes, and a chair for whoever comes without one.",
        "{}\n\n```\nTitle: A sale\nDate: 2025-02-01\nAuthor: Ada\nCategory: Fairs\n```\n\nSo.",
        "{}\n\n12 June 1944\nNobody was there to wind it.\n\n9 March 2025\nA pigeon, again.",
        "{}\n\nName: Lydia Shaw\nParty: none\n\nName: Piers Lund\nParty: Liberal",
        "{}\n\nVersion: 2.4\nDate: 10 March 2025\nAuthor: The team\n\n- It shows buses.",
        "{}\n\nCourse: 90 hours\nAddress: Lindenweg 4",
    ],
)
def test_all_that_stands_below_the_labels_of_a_record_is_its_text(shown: str) -> None:
    text = shown.format(TEXTS[0])
    found = recorded(text).drafts
    assert list(TITLES) == [draft.title for draft in found]
    body = found[0].body.replace("\\", "")
    assert [line for line in text.split("\n") if line not in body] == []


def test_a_text_that_ends_with_a_colon_announces_no_record() -> None:
    """What followed was a picture or code, which whoever scraped the page has left out."""
    found = recorded(f"{TEXTS[0]}\n\nAnd so the whole script looks:").drafts
    assert list(TITLES) == [draft.title for draft in found]


@pytest.mark.parametrize("count", ["Article {}", "{} of 3"])
def test_clauses_and_parts_of_a_text_number_no_articles(count: str) -> None:
    law = "From April a new byelaw applies on the commons, and we print what its clauses say.\n\n"
    law += "".join(
        f"{count.format(n)}\n\n{text}\n\n"
        for n, text in enumerate(
            ("Dogs shall be led.", "Bags are at the gate.", "Fines are high."), 1
        )
    )
    known = given(f"What the byelaw says\n\n{law}")
    assert known is with_counts(known)


def test_where_a_dump_numbers_its_articles_no_other_record_begins_one() -> None:
    card = "Title: {}\nDate: 1911\nAuthor: {}\nCategory: Ships"
    cards = "\n\n".join((card.format("A drifter", "unknown"), card.format("A sampler", "Cole")))
    texts = (f"{TEXTS[0]}\n\n{cards}\n\nThere are eleven thousand of them.", *TEXTS[1:])
    pairs = enumerate(zip(TITLES, texts, strict=True), 1)
    found = drafts("\n\n".join(f"{n} of 3 DOCUMENTS\n\n{t}\n\n{x}" for n, (t, x) in pairs))
    assert [3, 23, 31] == [draft.span.first for draft in found]


def test_a_list_that_is_counted_within_a_text_is_no_row_of_headlines() -> None:
    minutes = "1. Minutes of the last meeting\nApproved.\n\n2. Footpath to the mill\nThe stile is "
    minutes += "rotten.\n\n3. Any other business\nThe clerk asked members to return their keys."
    texts = (f"{TEXTS[0]}\n\n{minutes}", *TEXTS[1:])
    pairs = enumerate(zip(TITLES, texts, strict=True), 1)
    found = drafts(
        "\n\n".join(f"{n}. {t}\n\nLena Marsh, March {n}, 2025\n\n{x}" for n, (t, x) in pairs)
    )
    assert list(TITLES) == [draft.title for draft in found]


@pytest.mark.parametrize("blanks", [1, 2, 4])
def test_a_record_stands_however_far_below_its_number(blanks: int) -> None:
    """The address and what no post has are its labels' still."""
    card = "Title: {}\nURL: https://example.org/{}\nWordcount: 240\nDate: 2025-03-01\n\n{}"
    numbers = "".join(
        f"{n} of 3 DOCUMENTS{chr(10) * (blanks + 1)}{card.format(t, n, x)}\n\n"
        for n, (t, x) in enumerate(zip(TITLES, TEXTS, strict=True), 1)
    )
    found = drafts(numbers)
    assert list(TITLES) == [draft.title for draft in found]
    assert list(TEXTS) == [draft.body for draft in found]
    assert all(draft.origin for draft in found)
    assert all(draft.confidence == 1.0 and LABELS in draft.evidence[0].feature for draft in found)


def test_a_line_of_blanks_parts_a_books_title_from_the_labels_above_it() -> None:
    found = recorded(f"Título: La luz terca\n\n{TEXTS[0]}", blank=" \n").drafts
    assert list(TITLES) == [draft.title for draft in found]
    assert "Título: La luz terca" in found[0].body


@pytest.mark.parametrize("opened", ["```", "```sh"])
def test_a_fence_that_was_left_open_hides_no_headline(opened: str) -> None:
    code = "```py\nx = 1\n```"
    texts = (
        f"{TEXTS[0]}\n\n{opened}\nmake all\n\nSo it goes on.",
        f"{TEXTS[1]}\n\n{code}",
        TEXTS[2],
    )
    pairs = zip(TITLES, texts, strict=True)
    found = drafts("\n\n".join(f"# {t}\n\n{x}" for t, x in pairs))
    assert {*TITLES} <= {draft.title for draft in found}


def test_a_fence_that_was_left_open_far_above_is_closed_by_none() -> None:
    code = ["```", "x = 1", "```"]
    assert fenced(["```", *"x" * 500, *code, "text", *code]) == {*range(501, 504), *range(505, 508)}
    assert fenced(["````md", *code, "text", *code, "````"]) == set(range(9))


def test_code_between_fences_is_text() -> None:
    code = "```yaml\n---\ntitle: mill\n---\n# copy the cache\ndate: 2025-02-01\n```"
    texts = (f"{TEXTS[0]}\n\n{code}\n\nThe two parts are read as two.", *TEXTS[1:])
    pairs = zip(TITLES, texts, strict=True)
    found = drafts("\n\n".join(f"# {t}\n\n{x}" for t, x in pairs))
    assert list(TITLES) == [draft.title for draft in found]
    assert "# copy the cache\ndate: 2025-02-01" in found[0].body
