"""What is made of a mould is what the template makes of the same entry, to the byte."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.model import Category, Channel, Entry, Origin, Site, Theme, Tier
from feeds.render import element, syndication
from feeds.render.article import _said, post_page
from feeds.render.frame import page
from feeds.render.mould import Mould, slot
from feeds.render.templates import environment
from feeds.render.words import words
from tests.render.gazette import SITE

TEXT = st.text(st.sampled_from("ab \"'<>&\n\\é東\u2028{}%"), min_size=1, max_size=12) | st.just(
    "w" * 95
)
ADDRESS = st.sampled_from(["https://x.example/a?b=1&c='2'", 'https://x.example/"'])
MOMENTS = st.datetimes(datetime(2025, 12, 31), datetime(2026, 1, 2)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
SITES = st.sampled_from(
    [
        SITE,
        replace(SITE, search="pagefind_bin"),
        replace(SITE, language="ar", timezone="Asia/Tokyo", formats=("json",)),
        replace(SITE, channels=(("mills", Channel(title="On <mills>", language="de")),)),
    ]
)


@st.composite
def some_entry(draw: st.DrawFn) -> Entry:
    published = draw(MOMENTS)
    path = f"{published:%Y/%m}/mill-fire/"
    return Entry(
        id="tag:fenn.example,2026:post/1",
        link=SITE.url + path,
        path=path,
        title=draw(TEXT),
        published=published,
        updated=published + timedelta(hours=draw(st.integers(0, 30))),
        category=draw(
            st.sampled_from(
                [Category(term="mills", label="Mills & 'Water'"), Category(term="w", label="<W>")]
            )
        ),
        authors=tuple(draw(st.lists(TEXT, max_size=2))),
        tags=tuple(draw(st.lists(TEXT, max_size=2))),
        language=draw(st.sampled_from(["en", "de", "ar", "tlh"])),
        summary=draw(TEXT),
        content=draw(st.sampled_from(["<p>a</p>", "<p>w</p><pre>x</pre><table></table>", "<p>"])),
        image=draw(st.just("") | ADDRESS),
        origin=draw(st.none() | ADDRESS.map(lambda link: Origin(link=link)) | st.just(Origin())),
    )


@settings(max_examples=200)
@given(entry=some_entry(), site=SITES)
def test_the_page_of_a_mould_is_the_template_s(entry: Entry, site: Site) -> None:
    path = f"{entry.path}index.html"
    assert page("post.html", site, path, Tier.PAGE, **_said(entry, site)) == post_page(entry, site)


@settings(max_examples=200)
@given(entry=some_entry(), around=st.sampled_from(["en", "ar"]), level=st.sampled_from([2, 3]))
@pytest.mark.parametrize("with_category", [True, False])
def test_the_teaser_of_a_mould_is_the_template_s(
    entry: Entry, around: str, level: int, with_category: bool
) -> None:
    made = environment(SITE.theme)
    said = {
        "say": words(around),
        "root": "../",
        "around": around,
        "level": level,
        "lead": level == 3,
    }
    said |= {"entry": entry, "with_category": with_category}
    by_template = made.get_template("parts/teaser.html").render(said).rstrip("\n")
    by_mould = made.from_string("{{ kept('parts/teaser.html', **said) }}").render(said=said)
    assert by_template == by_mould


@settings(max_examples=300)
@given(entry=some_entry(), site=SITES)
def test_the_elements_of_a_mould_are_feedgen_s(entry: Entry, site: Site) -> None:
    assume(entry.title.split() and entry.summary.split())  # no entry is without
    for each in (entry, replace(entry, image="", origin=None)):
        assert syndication.rss_item(each, site) == element.rss_item(each, site)
        assert syndication.atom_entry(each, site) == element.atom_entry(each, site)


def test_a_template_of_the_site_s_own_is_used_for_each_page() -> None:
    own = b"{{ entry.title }} {{ linked_data.headline }}: {{ own.day(entry.published) }}"
    site = replace(SITE, theme=Theme(folder="theme", files={"post.html": own}))
    assert b"Mill fire Mill fire: 1 March 2026" == post_page(_entry(), site).content


def test_a_part_of_the_site_s_own_is_in_each_page() -> None:
    files = {"parts/subscribe.html": b"<p>{{ entry.title|upper }}</p>"}
    site = replace(SITE, theme=Theme(folder="theme", files=files))
    assert b"<p>MILL FIRE</p>" in post_page(_entry(), site).content


def test_what_is_put_in_is_no_slot() -> None:
    assert f"a{slot('b')}" == Mould(f"a{slot('a')}").filled({"a": slot("b")})


def _entry() -> Entry:
    return Entry(
        id="tag:fenn.example,2026:post/1",
        link=SITE.url + "2026/03/mill-fire/",
        path="2026/03/mill-fire/",
        title="Mill fire",
        published=datetime(2026, 3, 1, 12, tzinfo=UTC),
        updated=datetime(2026, 3, 1, 12, tzinfo=UTC),
        category=Category(term="mills", label="Mills"),
        authors=(),
        tags=(),
        language="en",
        summary="It burnt.",
        content="<p>It burnt.</p>",
    )
