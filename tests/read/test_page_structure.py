"""Where a saved page says that its articles are, and what it says of them."""

import json
import time
from datetime import UTC, datetime

import pytest

from feeds.model import Draft, Dump
from feeds.read import read

LONG = "The old mill at the river burned to the ground on Monday night. " * 20
WORDS = "Nobody was hurt, the fire brigade said on Tuesday morning."


def reading(body: str, head: str = "") -> Dump:
    page = f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return read(
        "page.html", page.encode(), digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC)
    )


def drafts(body: str, head: str = "") -> tuple[Draft, ...]:
    return reading(body, head).drafts or ()


def test_an_h_entry_states_all_its_fields() -> None:
    (draft,) = drafts(
        f"""<div class="h-entry"><p class="p-author h-card"><span class="p-name">Ann</span></p>
        <h2 class="p-name">Mill fire</h2><p class="p-summary">Short.</p>
        <time class="dt-published" datetime="2026-03-01T09:00:00Z">1 March</time>
        <a class="p-category" href="/e">Energy</a>
        <div class="e-content"><p>{LONG}</p></div><p>Share this</p></div>"""
    )

    assert ("Mill fire", ("Ann",), ("Energy",)) == (draft.title, draft.byline, draft.categories)
    assert ("Short.", LONG.strip()) == (draft.dek, draft.body)
    assert datetime(2026, 3, 1, 9, tzinfo=UTC) == draft.published


def test_hatom_entries_of_a_blog_are_told_apart() -> None:
    entry = """<div class="post hentry has-comments"><h3 class="entry-title"><a href=x>{0}</a></h3>
      <p class=meta>Posted by <span class="author vcard"><a class=fn>Ann</a></span> on
      <abbr class=published title="2026-03-01T09:00:00Z">Sunday</abbr></p>
      <div class="entry-content"><p>{1}</p></div></div>"""
    found = drafts("<h1>Blog</h1>" + "".join(entry.format(f"Title {n}", WORDS) for n in range(3)))

    assert ["Title 0", "Title 1", "Title 2"] == [draft.title for draft in found]
    assert [("Ann",)] * 3 == [draft.byline for draft in found]
    assert [WORDS] * 3 == [draft.body for draft in found]


def test_microdata_is_read_too() -> None:
    (draft,) = drafts(
        f"""<div itemscope itemtype="https://schema.org/NewsArticle">
        <h1 itemprop="headline">Mill fire</h1><meta itemprop="datePublished" content="2026-03-01">
        <span itemprop="author"><b itemprop="name">Ann</b></span>
        <div itemprop="articleBody"><p>{LONG}</p></div></div>"""
    )

    assert ("Mill fire", ("Ann",)) == (draft.title, draft.byline)
    assert (datetime(2026, 3, 1), LONG.strip()) == (draft.published, draft.body)


def test_what_the_elements_lack_json_ld_completes() -> None:
    said = {"@graph": [{"@type": "WebSite", "name": "x"}, {
        "@type": ["NewsArticle"], "headline": "Mill fire", "datePublished": "2026-03-01T09:00:00Z",
        "author": [{"@type": "Person", "name": "Ann"}], "articleSection": "Energy"}]}  # fmt: skip
    head = f"<script type='application/ld+json'>{json.dumps(said)}</script>"

    (draft,) = drafts(f"<article><h1>Mill fire</h1><p>{LONG}</p></article>", head)

    assert (("Ann",), ("Energy",)) == (draft.byline, draft.categories)
    assert datetime(2026, 3, 1, 9, tzinfo=UTC) == draft.published


def test_an_article_that_only_json_ld_has_is_taken_from_there() -> None:
    said = {"@type": "BlogPosting", "headline": "Mill fire", "articleBody": LONG}
    head = f"<script type='application/ld+json'>{json.dumps(said)}</script>"

    (draft,) = drafts("<div>Loading, please wait</div>", head)

    assert ("Mill fire", LONG.strip()) == (draft.title, draft.body)


def test_records_that_repeat_in_the_tree_are_articles() -> None:
    cards = "".join(
        f"<div class=card><h3><a href=/{n}>Title {n}</a></h3><p>{WORDS}</p></div>" for n in range(6)
    )

    found = drafts(f"<div id=menu><a>Home</a></div><div class=list>{cards}</div>")

    assert [f"Title {n}" for n in range(6)] == [draft.title for draft in found]
    assert {WORDS} == {draft.body for draft in found}
    assert all(draft.confidence < 0.9 for draft in found)


def test_sections_of_one_article_are_no_articles() -> None:
    page = f"<h1>Mill fire</h1><p>{LONG}</p><h2>Calm</h2><p>{LONG}</p><h2>Later</h2><p>{LONG}</p>"

    assert reading(page).drafts is None


def test_teasers_around_an_article_are_not_posts_but_stay_in_the_text() -> None:
    teasers = "".join(f"<article><h3>Other {n}</h3><p>Short.</p></article>" for n in range(3))

    dump = reading(f"<article><h1>Mill fire</h1><p>{LONG}</p></article>{teasers}")

    assert ["Mill fire"] == [draft.title for draft in dump.drafts or ()]
    assert dump.text.endswith("Other 2\nShort.\n")


def test_teasers_below_an_unmarked_article_do_not_hide_it() -> None:
    teasers = "".join(f"<article><h3>Other {n}</h3><p>Short.</p></article>" for n in range(3))

    dump = reading(f"<div><h1>Mill fire</h1><p>{LONG}</p><p>{LONG}</p></div>{teasers}")

    assert dump.drafts is None
    assert LONG.strip() in dump.text


def test_comments_are_not_part_of_an_article() -> None:
    dump = reading(
        f"""<article><h1>Mill fire</h1><p>{LONG}</p><div class="comments"><article class=comment>
        <h4>Bob</h4><p>How sad.</p></article></div></article>"""
    )

    assert [LONG.strip()] == [draft.body for draft in dump.drafts or ()]
    assert dump.text.endswith("Bob\nHow sad.\n")


@pytest.mark.parametrize("tag", ["rel=tag", "rel=author", "class=p-category", "class=author"])
def test_thousands_of_fields_take_no_longer(tag: str) -> None:
    start = time.process_time()
    drafts(f"<article><h1>Mill fire</h1><p>{f'<a {tag}>x</a> ' * 9000}</p><p>{LONG}</p></article>")

    assert time.process_time() - start < 4


def test_every_word_of_a_page_is_somewhere_in_the_text() -> None:
    """Promise 5: what is in no article is listed after them."""
    words = [f"word{n}" for n in range(24)]
    w = iter(words)
    body = "".join(
        f"""<div>{next(w)}</div><article class=hentry><h2>{next(w)}</h2>
        <p>By <a rel=author>{next(w)}</a> in <a rel=tag>{next(w)}</a> {next(w)}</p>
        <div class=entry-content><p>{next(w)}</p><nav>{next(w)}</nav></div>
        <footer>{next(w)}</footer></article>""" for _ in range(3)
    )  # fmt: skip

    text = reading(body).text.split()

    assert set(words) <= {word.strip(",") for word in text}


def test_an_entrys_picture_is_the_one_marked_or_its_first_figures() -> None:
    text = f"<h2>Mill fire</h2><p>{LONG}</p>"
    head = "<link rel=canonical href=https://mill.example/news/fire>"
    (marked,) = drafts(
        f"<article class=h-entry><img class=u-photo src=a.jpg>{text}</article>", head
    )
    (figure,) = drafts(f"<article>{text}<figure><img src=/b.jpg></figure></article>", head)
    shared = "<meta property=og:image content=https://mill.example/c.jpg>"
    (card,) = drafts(f"<article>{text}</article>", shared)

    assert "https://mill.example/news/a.jpg" == marked.image
    assert "https://mill.example/b.jpg" == figure.image
    assert "https://mill.example/c.jpg" == card.image
