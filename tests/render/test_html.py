"""Markdown into HTML that is safe in a stranger's reader, whatever the body says."""

from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.render.html import to_html

BASE = "https://fenn.example/news/2026/03/wheel/"
PIECES = [
    *"<>&\"'![](#*`_- \n\t\\=:;/|~^1.a",
    *["<script>", "<img src=", "onerror=", "javascript:", "</p>", "<h1>", "</h1>", "<svg>"],
    *["<style>", "<!--", "-->", "data:", "\x00", "//", "<a href=", "[x](", "[^1]", "[^1]: "],
    *["\n# ", "\n#### ", "\n> ", "\n- ", "&#106;"],
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


class Seen(HTMLParser):
    """Every tag, URL, id and heading level of a document, and its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.urls: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.text = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                self.urls.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(body=MARKUP | st.text(max_size=80))
def test_nothing_that_runs_and_no_relative_address_comes_through(body: str) -> None:
    seen = Seen(to_html(body, BASE))

    assert not seen.tags & {"script", "style", "iframe", "object", "svg", "math", "form", "base"}
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    for url in seen.urls:
        assert urlsplit(url).scheme in ("http", "https", "mailto"), url


@given(body=MARKUP)
def test_headings_start_below_the_title_and_skip_no_level(body: str) -> None:
    levels = Seen(to_html(body, BASE)).levels

    assert all(2 <= level <= 6 for level in levels)
    assert levels[:1] in ([], [2])
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_headings_keep_their_order_of_depth() -> None:
    html = to_html("### A\n\n##### B\n\n#### C\n\n# D\n\n## E", BASE)

    assert Seen(html).levels == [2, 3, 3, 2, 3]


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("photo.jpg", BASE + "photo.jpg"),
        ("../ferry/", "https://fenn.example/news/2026/03/ferry/"),
        ("/about", "https://fenn.example/about"),
        ("?page=2", BASE + "?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("#works", BASE + "#wheel-works"),
        ("<a mill.jpg>", BASE + "a%20mill.jpg"),
        ("mailto:a@fenn.example", "mailto:a@fenn.example"),
    ],
)
def test_addresses_are_absolute_fragments_too(written: str, absolute: str) -> None:
    """Twelve readers leave relative addresses unresolved."""
    assert Seen(to_html(f"[x]({written})", BASE)).urls == [absolute]


@pytest.mark.parametrize(
    "address",
    ["java\nscript:x", "\tjavascript:x", "http:x", "https:/x", "HTTP:x", "http:"],
)
def test_an_address_that_is_none_leads_nowhere(address: str) -> None:
    """Browsers drop tabs and line ends from it, and guess a server where it names none."""
    assert [] == Seen(to_html(f'<a href="{address}">x</a> <img src="{address}">', BASE)).urls


def test_footnotes_of_two_posts_do_not_meet_on_one_page() -> None:
    body = "A[^1].\n\n[^1]: Note."
    one = Seen(to_html(body, BASE))
    other = Seen(to_html(body, BASE.replace("wheel", "ferry")))

    assert one.ids == ["wheel-fnref:1", "wheel-fn:1"]
    assert not set(one.ids) & set(other.ids)
    assert one.urls == [f"{BASE}#wheel-fn:1", f"{BASE}#wheel-fnref:1"]


def test_link_references_do_not_leak_into_the_next_post() -> None:
    to_html("[mill]: https://mill.example/", BASE)

    assert to_html("See [mill].", BASE) == "<p>See [mill].</p>"


def test_a_first_paragraph_like_metadata_stays() -> None:
    """The `meta` extension would eat it."""
    assert to_html("Key: value\n\nText", BASE) == "<p>Key: value</p>\n<p>Text</p>"


def test_an_image_whose_address_is_refused_goes_altogether() -> None:
    assert to_html("![a src=b](javascript:x) text", BASE) == "<p> text</p>"


def test_no_void_element_is_written_as_in_xhtml() -> None:
    assert to_html("a  \nb\n\n---", BASE) == "<p>a<br>\nb</p>\n<hr>"


@pytest.mark.parametrize(
    ("body", "alt"), [("<img src=x>", ""), ('<img src=x alt="A mill">', "A mill"), ("![a](x)", "a")]
)
def test_every_picture_says_what_it_is_or_that_it_says_nothing(body: str, alt: str) -> None:
    """Without an alt, a screen reader reads out the address (WCAG 1.1.1)."""
    assert 1 == to_html(body, BASE).count("alt=")
    assert f'alt="{alt}"' in to_html(body, BASE)
