"""A site's own theme: each part can be put in the place of ours, and what is broken is named."""

from collections.abc import Callable

import pytest

from feeds.errors import ThemeError
from tests.conftest import Place, article

OWLS = article("Owls nest in the chapel above the harbour", category="Science")


@pytest.fixture
def site(place: Place) -> Place:
    place.drop("owls.txt", OWLS)
    place.build()
    return place


def test_a_part_of_the_theme_stands_in_the_place_of_ours_everywhere(site: Place) -> None:
    site.write("theme/parts/subscribe.html", "<aside>Tell {{ site.title }} where you live.</aside>")
    site.build()
    pages = {name: page for name, page in site.tree().items() if name.endswith("index.html")}
    shown = [name for name, page in pages.items() if b"Tell The Test Mill where" in page]
    assert {"index.html", "science/index.html"} <= set(shown)


def test_a_template_can_change_one_block_and_keep_the_rest(site: Place) -> None:
    before = site.tree()["science/index.html"]
    site.write(
        "theme/category.html",
        '{% extends "built-in/category.html" %}'
        '{% block heading %}<h1 class="mine">{{ category.label }}!</h1>{% endblock %}',
    )
    site.build()
    after = site.tree()["science/index.html"]
    assert b'<h1 class="mine">Science!</h1>' in after
    assert before.partition(b'<div class="river">')[2] == after.partition(b'<div class="river">')[2]


def test_styles_scripts_words_and_files_of_its_own_are_published(site: Place) -> None:
    site.write("theme/style.css", "p { color: teal; }")
    site.write("theme/static/fonts/own.woff2", "a font")
    site.write("theme/static/about.html", "<p>{{ as it stands")
    site.write("theme/words/en.toml", '[words]\nfeeds = "Stay in touch"\n')
    site.build()
    tree = site.tree()
    assert b"p { color: teal; }" == tree["style.css"]
    assert b"teal" in tree["404.html"]
    assert b"a font" == tree["static/fonts/own.woff2"]
    assert b"<p>{{ as it stands" == tree["static/about.html"]
    assert b"Stay in touch" in tree["index.html"]


def test_a_theme_that_goes_leaves_the_site_as_it_was(site: Place) -> None:
    before = site.tree()
    site.write("theme/static/logo.svg", "<svg/>")
    own = site.write("theme/post.html", '{% extends "built-in/post.html" %}')
    site.build()
    assert "static/logo.svg" in site.tree()
    (site.root / "theme/static/logo.svg").unlink()
    own.unlink()
    site.build()
    assert before == site.tree()


def test_a_theme_and_then_posts_end_where_posts_and_then_a_theme_do(
    site: Place, places: Callable[[str], Place]
) -> None:
    other = places("other")
    for place in (other, site):
        place.write("theme/parts/teaser.html", "<h{{ level }}>{{ entry.title }}</h{{ level }}>")
        place.write("content/dumps/owls.txt", OWLS)
        place.build()
    assert other.tree() == site.tree()


@pytest.mark.parametrize(
    ("name", "text", "where", "what"),
    [
        ("post.html", "<p>\n{% if %}", "theme/post.html:2", "Expected an expression"),
        ("post.html", "<p>\n\n{{ entri.title }}", "theme/post.html:3", "did you mean entry?"),
        ("post.html", "\n{{ site.titel }}", "theme/post.html:2", "did you mean title?"),
        ("post.html", "{{ entry.title\n}}\n{{ 1/0 }}", "theme/post.html:3", "division by zero"),
        (
            "front.html",
            '{% extends "built-in/fron.html" %}',
            "theme/front.html:1",
            "there is no template built-in/fron.html",
        ),
        ("words/en.toml", '[words]\n\nfeed_s = "x"', "theme/words/en.toml:3", "did you mean feeds"),
        ("words/de.toml", "[words]\n= 1", "theme/words/de.toml", "not TOML"),
        ("styles.css", "p {}", "theme/styles.css", "did you mean style.css?"),
        ("README.md", "Hello", "theme/README.md", "files of your own go into static/"),
    ],
)
def test_a_broken_theme_is_named_by_file_and_line_and_changes_nothing(
    site: Place, name: str, text: str, where: str, what: str
) -> None:
    before = site.tree()
    site.write(f"theme/{name}", text)
    with pytest.raises(ThemeError) as caught:
        site.build()
    assert where == caught.value.where
    assert what in str(caught.value)
    assert before == site.tree()


def test_text_that_is_not_utf8_is_named_by_its_line(site: Place) -> None:
    path = site.write("theme/post.html", "")
    path.write_bytes(b"<p>\n<b>\xff</b>")
    with pytest.raises(ThemeError, match=r"theme/post\.html:2: not UTF-8"):
        site.build()
