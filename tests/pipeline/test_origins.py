"""An article that says where it was published first links there."""

from datetime import UTC, datetime

from feeds.model import Dump, Origin
from feeds.pipeline.splitting import cut

TEXT = "The harbour board voted on Tuesday to widen the eastern channel by eleven metres."


def dump(link: str) -> Dump:
    text = f"Title: The channel\nURL: {link}\nDate: 2024-03-12\n\n{TEXT}\n"
    received = datetime(2026, 3, 1, tzinfo=UTC)
    return Dump(name="a", digest="", media_type="text/plain", received=received, text=text)


def test_the_text_ends_with_a_link_to_where_it_was_published_first() -> None:
    (draft,) = cut(dump("https://example.org/channel")).drafts
    assert draft.body == f"{TEXT}\n\n[example.org](https://example.org/channel)"
    assert draft.origin == Origin(link="https://example.org/channel")


def test_an_address_is_made_safe_for_markdown() -> None:
    (draft,) = cut(dump("https://example.org/a)[b](javascript:c")).drafts
    assert draft.body.count("](") == 1
    assert "javascript:c)" in draft.body.rsplit("](", 1)[1]


def test_what_is_no_address_is_no_link() -> None:
    (draft,) = cut(dump("javascript:alert(1)")).drafts
    assert draft.body == TEXT
    assert draft.origin is None
