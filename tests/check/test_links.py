"""URLs are joined as a browser joins them."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.check.links import joined, section_of, target
from feeds.model import Site

BASES = st.sampled_from(
    ["https://m.example/", "https://m.example/a/b/", "https://m.example/a/c.html"]
)
PARTS = st.sampled_from(
    ["../", "./", "/", "//", "a", "b/", "c.html", "?q", "#f", " ", "%20", ":", "mailto:", "", ".."]
)


@given(base=BASES, parts=st.lists(PARTS, max_size=7))
def test_the_quick_way_ends_where_the_exact_one_does(base: str, parts: list[str]) -> None:
    url = "".join(parts)

    try:
        expected = urljoin(base, url.strip())
    except ValueError:
        return
    assert joined(base, url) == expected


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://m.example/", "index.html"),
        ("https://m.example/energy/?from=opml#top", "energy/index.html"),
        ("https://m.example/caf%C3%A9.html", "caf\u00e9.html"),
        ("https://other.example/", None),
        ("https://m.example.evil/", None),
    ],
)
def test_a_url_of_the_site_names_a_file(url: str, path: str | None) -> None:
    site = Site(title="M", url="https://m.example/", authority="m.example,2026")

    assert target(site, url) == path


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("rss.xml", ""),
        ("energy/rss.xml", "energy/"),
        ("energy/2026/03/rss-2.xml", "energy/"),
        ("2026/03/rss.xml", ""),
        ("2026/03/mill-fire/index.html", ""),
    ],
)
def test_a_file_goes_with_its_sections_channel(path: str, section: str) -> None:
    assert section_of(path) == section
