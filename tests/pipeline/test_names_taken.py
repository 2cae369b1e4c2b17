"""Articles that want one name or one address: each gets its own, whatever chance or malice does."""

import json
from collections.abc import Iterator
from itertools import count

from feeds.post.identity import mint_id, pieces
from tests.conftest import Place

TITLE = "The same headline as ever"


def alike(ids: Iterator[tuple[str, str]]) -> list[str]:
    """Return what belongs to two ids of which the short piece is the same."""
    seen: dict[str, str] = {}
    for id_, what in ids:
        piece = pieces(id_)[0]
        if piece in seen:
            return [seen[piece], what]
        seen[piece] = what
    raise AssertionError


def body(number: int) -> str:
    return f"Well number {number} gave clear water until the summer, says its keeper."


def bodies() -> Iterator[tuple[str, str]]:
    for number in count():
        yield mint_id(TITLE, body(number), None, "mill.example,2026"), body(number)


def ids() -> Iterator[tuple[str, str]]:
    for number in count():
        yield f"tag:mill.example,2026:{number}", f"tag:mill.example,2026:{number}"


def test_articles_of_one_headline_whose_ids_begin_alike_are_each_published(place: Place) -> None:
    """One in 16 million pairs: a dump of 10,000 equal headlines has three of them."""
    texts = [body(-1), *alike(bodies())]
    lines = [json.dumps({"title": TITLE, "text": text}) for text in texts]
    place.drop("same.jsonl", "\n".join(lines))

    report = place.build()

    assert (3, 3) == (report.posts, report.published)
    found = [path.read_text() for path in place.posts().values()]
    assert all(any(text in post for post in found) for text in texts)


def test_posts_of_one_slug_whose_ids_begin_alike_have_each_a_page(place: Place) -> None:
    for number, id_ in enumerate(["tag:mill.example,2026:first", *alike(ids())]):
        head = f"id: {id_}\ntitle: Story {number}\ndate: 2026-01-0{number + 1}\nslug: same"
        place.write(f"content/posts/{number}.md", f"---\n{head}\n---\n\nWords of {number}.\n")
    place.build()
    pages = [text for name, text in place.tree().items() if name.startswith("2026/01/same")]
    assert [1, 1, 1] == [
        sum(f"Words of {number}".encode() in page for page in pages) for number in range(3)
    ]


def test_an_address_made_for_a_post_that_yields_is_no_other_posts_own(place: Place) -> None:
    later = "tag:mill.example,2026:later"
    slugs = ["same", "same", f"same-{pieces(later)[0]}", f"same--{pieces(later)[0]}"]
    for number, slug in enumerate(slugs):
        head = f"id: {later if number == 1 else f'{later}{number}'}\ntitle: Story {number}"
        text = (
            f"---\n{head}\ndate: 2026-01-0{number + 1}\nslug: {slug}\n---\n\nWords of {number}.\n"
        )
        place.write(f"content/posts/{number}.md", text)
    place.build()
    pages = [text for name, text in place.tree().items() if name.startswith("2026/01/same")]
    assert [1, 1, 1, 1] == [
        sum(f"Words of {number}".encode() in page for page in pages) for number in range(4)
    ]
