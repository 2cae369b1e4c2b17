"""Names last, fit a URL, and are never made of anything but words."""

import doctest
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.post import category as category_room
from feeds.post import fingerprint, identity
from feeds.post.category import category, choose
from feeds.post.identity import mint_id, slug


@pytest.mark.parametrize("module", [identity, category_room, fingerprint])
def test_the_examples_in_the_docstrings_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


@given(text=st.text(max_size=200))
def test_a_slug_is_plain_whatever_the_headline(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= identity.SLUG_LENGTH + 2


@pytest.mark.parametrize("text", ["🎉", "!!!", "..", "../../etc/passwd", "a/b", "CON", "nul"])
def test_a_headline_cannot_name_a_place(text: str) -> None:
    """python-slugify trap: `""` for emoji, `con` stays a device on Windows."""
    assert slug(text) not in (".", "..", "con", "nul")
    assert "/" not in slug(text)


def test_signs_tell_languages_apart() -> None:
    """python-slugify trap: C, C++ and C# all become `c`."""
    assert 3 == len({slug("C"), slug("C++"), slug("C#")})


@given(words=st.lists(st.text("abcäöü漢字", min_size=1, max_size=5), min_size=1, max_size=8))
def test_spaces_marks_and_wrapping_do_not_make_another_article(words: list[str]) -> None:
    plain, wrapped = " ".join(words), "\n".join(words)
    marked = unicodedata.normalize("NFD", "\\*".join(words)).upper().lower()
    one = mint_id("t", plain, None, "mill.example,2026")
    assert one == mint_id("t", wrapped, None, "mill.example,2026")
    assert one == mint_id("t", marked, None, "mill.example,2026")


def test_an_id_is_a_tag_uri() -> None:
    """RFC 4151 §2.1: tag:authority,date:specific."""
    made = mint_id("a", "b", None, "mill.example,2026")
    assert re.fullmatch(r"tag:mill\.example,2026:post/[0-9a-f]{16}", made)


@pytest.mark.parametrize("label", ["2026", "Feeds", "sitemaps"])
def test_a_category_cannot_take_a_folder_of_the_site(label: str) -> None:
    found = category(label)
    assert found is not None
    assert found.term.startswith("in-")


@given(label=st.text(max_size=120))
def test_any_label_gives_a_safe_term_or_none(label: str) -> None:
    found = category(label)
    if found is None:
        assert not label.strip() or not label[:80].strip()
    else:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.term)


def test_aliases_join_names_and_the_rest_become_tags() -> None:
    filed, tags = choose(["BREAKING", "Energy", "news"], {"breaking": "News"}, "General")
    assert ("news", ("Energy",)) == (filed.term, tags)
    assert "general" == choose(["", " "], {}, "General")[0].term


@pytest.mark.parametrize(
    ("language", "text", "made"),
    [
        ("de", "Über die Mühle", "ueber-die-muehle"),
        ("de-AT", "Größe", "groesse"),
        ("sv", "Över ån", "over-an"),
        ("da", "Å på Ærø", "aa-paa-aeroe"),
        ("uk", "Гори", "hory"),
        ("tr", "Ilık çay", "ilik-cay"),
        ("", "Mühle", "muhle"),
    ],
)
def test_a_slug_is_spelt_as_its_language_spells_it(language: str, text: str, made: str) -> None:
    assert made == slug(text, language)
