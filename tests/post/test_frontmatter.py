"""A post's file says all that the post does, and what other tools' users write is read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import PostError
from feeds.model import Category, Post, Source, Span
from feeds.post.article import Rules
from feeds.post.category import category
from feeds.post.frontmatter import complete, parse, to_text

RULES = Rules(authority="mill.example,2026")
THEN = datetime(2026, 3, 1, 9, tzinfo=UTC)

# Text as the reading room leaves it: characters of XML 1.0, no line breaks, no outer blanks.
WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
    ),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split()))
LABELS = WORDS.filter(lambda text: text not in ("", "null", "~"))
DATES = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda date: date.replace(microsecond=0, tzinfo=UTC).astimezone(ZoneInfo("UTC"))
)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    published = draw(DATES)
    filed = category(draw(LABELS)) or Category(term="news", label="News")
    return Post(
        id=f"tag:mill.example,2026:post/{draw(st.integers(0, 99))}",
        slug=draw(
            st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True).filter(
                lambda slug: (
                    slug not in ("con", "prn", "aux", "nul") and not slug.startswith(("com", "lpt"))
                )
            )
        ),
        title=draw(LABELS),
        published=published,
        updated=published + timedelta(seconds=draw(st.integers(0, 10**6))),
        category=filed,
        body=draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)),
        summary=draw(st.one_of(st.just(""), LABELS)),
        authors=tuple(dict.fromkeys(draw(st.lists(LABELS, max_size=3)))),
        tags=tuple(dict.fromkeys(draw(st.lists(LABELS, max_size=3)))),
        language=draw(st.sampled_from(["", "en", "pt-BR", "no"])),
        image=draw(st.sampled_from(["", "/images/mill.jpg", "https://mill.example/a%20b.png"])),
        source=draw(
            st.one_of(
                st.none(),
                st.just(Source(dump="a b.txt", digest="00ff", lines=Span(first=3, last=9))),
            )
        ),
        confidence=draw(st.one_of(st.none(), st.sampled_from([0.0, 0.5, 0.971, 1.0]))),
        draft=draw(st.booleans()),
    )


@given(post=posts())
def test_what_is_written_is_read_back(post: Post) -> None:
    """Any headline, any body: YAML's own marks, `---`, `no`, `2024`, quotes, emoji."""
    text = to_text(post)
    parsed = parse(text, "news/x.md", RULES, THEN)
    assert post == parsed.post
    assert () == parsed.missing
    assert text == to_text(parsed.post)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Mill fire\nlastmod: 2026-03-02\ncategories: [Energy, Coal]\n"
        "description: It burnt.\nauthor: Ann\ndate: 2026-03-01 10:00:00 +0100\n---\nBody\n",
        '+++\ntitle = "Mill fire"\ndate = 2026-03-01T09:00:00Z\nupdated = 2026-03-02\n'
        'description = "It burnt."\nauthors = ["Ann"]\n'
        '[taxonomies]\ncategories = ["Energy", "Coal"]\n+++\nBody\n',
        "Title: Mill fire\nDate: 2026-03-01 09:00\nModified: 2026-03-02\nCategory: Energy\n"
        "Tags: Coal\nAuthor: Ann\nSummary: It burnt.\n\nBody\n",
        "---\nTITLE: Mill fire\ndate: Sun, 01 Mar 2026 09:00:00 +0000\nmodified: 2026-03-02\n"
        "category: Energy\ntags: [Coal]\nauthors:\n  - name: Ann\n"
        "excerpt: It burnt.\n---\n\nBody\n",
        '{\n  "title": "Mill fire", "date": "2026-03-01T09:00:00Z",\n  "lastmod": "2026-03-02",\n'
        '  "categories": ["Energy"], "tags": ["Coal"], "author": {"name": "Ann"},\n'
        '  "description": "It burnt."\n}\n\nBody\n',
        "---\ntitle: Mill fire\nmodified: 2026-03-02\ncategories: Energy Coal\n"
        "description: It burnt.\nauthor: Ann\ndate: 2026-03-01 09:00:00 +0000\n---\nBody\n",
    ],
    ids=["jekyll or hugo", "zola", "pelican", "mixed", "hugo json", "jekyll in one line"],
)
def test_the_words_of_other_generators_mean_the_same(text: str) -> None:
    post = parse(text, "x.md", RULES, THEN).post
    assert ("Mill fire", THEN, "Energy", ("Coal",), ("Ann",), "It burnt.", "Body") == (
        *(post.title, post.published, post.category.label, post.tags, post.authors),
        *(post.summary, post.body),
    )
    assert datetime(2026, 3, 2, tzinfo=UTC) == post.updated


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("---\ntitle: a\ndate: yesterday\n---\n", 3, "yesterday"),
        ("---\ntitle: a: b\n---\n", 2, "front matter"),
        ("---\ntitle: a\n", 1, "not closed"),
        ("---\n- a\n- b\n---\n", 2, "key: value"),
        ("+++\ntitle = a\n+++\n", 2, "front matter"),
        ('+++\ntitle = "a"\ndate = today\n+++\n', 3, "front matter"),
        ('{\n"title": "a"\n"date": "b"\n}\n', 3, "front matter"),
        ('{\n"title": "a",\n"date": "yesterday"\n}\n', 3, "yesterday"),
        ('{"title": ' + "[" * 100_000, 1, "front matter"),
        ("---\ndate: 2026-02-30\n---\n", 2, "2026-02-30"),
        ("---\ndate: 9999-12-31T23:59:59-23:59\n---\n", 2, "no such day"),
        ("---\ndate: 2026-03-01T00:00:00+99:99\n---\n", 2, "not a date"),
    ],
)
def test_bad_front_matter_names_the_line_and_the_remedy(text: str, line: int, word: str) -> None:
    with pytest.raises(PostError) as caught:
        parse(text, "x.md", RULES, THEN)
    assert f"x.md:{line}" == caught.value.where
    assert word in caught.value.what
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("news/2026-03-01-mill-fire.md", "mill-fire"),
        ("news/mill-fire/index.md", "mill-fire"),
        ("Mill fire.md", "mill-fire"),
        ("🎉.md", "a-new-headline"),
    ],
)
def test_a_corrected_headline_does_not_move_a_page(name: str, slug: str) -> None:
    """Hugo and Jekyll take the address from the file's name where no slug is stated."""
    text = "---\ntitle: A new headline\ndate: 2026-03-01\n---\nBody\n"
    assert slug == parse(text, name, RULES, THEN).post.slug


@pytest.mark.parametrize("text", ["{{< figure >}}\n", "{% raw %}\n", "{}\n", "{ a\n"])
def test_a_body_that_begins_with_a_brace_is_no_front_matter(text: str) -> None:
    assert text.strip() == parse(text, "x.md", RULES, THEN).post.body


def test_jekylls_word_for_a_draft_is_not_a_date() -> None:
    post = parse(
        "---\ntitle: a\ndate: 2026-03-01\npublished: false\n---\n", "x.md", RULES, THEN
    ).post
    assert post.draft
    assert datetime(2026, 3, 1, tzinfo=UTC) == post.published


def test_a_pelican_head_may_begin_with_any_key() -> None:
    post = parse("Author: Ann\nTitle: Mill fire\n\nIt burnt.\n", "x.md", RULES, THEN).post
    assert ("Mill fire", ("Ann",), "It burnt.") == (post.title, post.authors, post.body)
    plain = parse("Author: Ann said nothing.\n\nIt burnt.\n", "x.md", RULES, THEN).post
    assert "Author: Ann" in plain.body


def test_a_file_without_front_matter_is_a_post() -> None:
    parsed = parse("# Mill fire\n\nIt burnt.\n", "energy/2026-03-01-x.md", RULES, THEN)
    assert ("Mill fire", "It burnt.", "energy") == (
        *(parsed.post.title, parsed.post.body, parsed.post.category.term),
    )
    assert datetime(2026, 3, 1, tzinfo=UTC) == parsed.post.published
    assert ("id",) == parsed.missing


@pytest.mark.parametrize(
    "text",
    [
        "Just words.\n",
        "---\ntitle: Mill fire\n---\nBody\n",
        '+++\ntitle = "Mill fire"\n+++\nBody\n',
        "Title: Mill fire\n\nBody\n",
        '{\n  "title": "Mill fire"\n}\n\nBody\n',
    ],
)
def test_what_is_missing_is_added_and_the_rest_kept(text: str) -> None:
    parsed = parse(text, "x.md", RULES, THEN)
    assert ("id", "date") == parsed.missing

    completed = complete(text, parsed, "x.md", RULES)

    again = parse(completed, "renamed.md", RULES, datetime(1999, 1, 1, tzinfo=UTC))
    assert () == again.missing
    assert (parsed.post.id, parsed.post.published) == (again.post.id, again.post.published)
    assert completed.endswith(text.split("\n", 1)[1] or text)


def test_a_bomb_of_aliases_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    text = "---\ntitle: a\n" + "\n".join(lines) + "\ntags: *a39\n---\nBody\n"
    assert "a" == parse(text, "x.md", RULES, THEN).post.title


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("image: /images/mill.jpg", "/images/mill.jpg"),
        ("images: [https://mill.example/a.jpg, b.jpg]", "https://mill.example/a.jpg"),
        ("cover:\n  image: mill.jpg\n  alt: A mill", "mill.jpg"),
        ("featured_image: //mill.example/a.jpg", "//mill.example/a.jpg"),
        ("image: javascript:alert(1)", ""),
        ("image: data:image/png;base64,AAAA", ""),
        ("image: a picture of a mill", ""),
        ("image: 'x\">y'", ""),
    ],
)
def test_a_picture_is_an_address_by_whatever_name_or_nothing(line: str, address: str) -> None:
    text = f"---\ntitle: Mill fire\ndate: 2026-03-01\n{line}\n---\nBody\n"
    assert address == parse(text, "x.md", RULES, THEN).post.image


@pytest.mark.parametrize(
    "front", ["a: " + "[" * 200 + "]" * 200, "a: " + "{a: " * 200 + "}" * 200, "- " * 200 + "a"]
)
def test_lists_too_deep_for_the_parser_are_refused(front: str) -> None:
    """100,000 of them take it minutes, and then end the process."""
    with pytest.raises(PostError, match="within one another"):
        parse(f"---\n{front}\n---\nBody\n", "x.md", RULES, THEN)


def test_a_text_that_begins_with_a_rule_loses_no_line_to_its_id() -> None:
    text = "----- from the desk -----\nThe mill burnt.\n"
    parsed = parse(text, "x.md", RULES, THEN)

    assert complete(text, parsed, "x.md", RULES).endswith(text)


def test_front_matter_that_no_key_can_be_put_into_is_left_alone() -> None:
    text = "---\n{title: Mill}\n---\nBody\n"
    parsed = parse(text, "x.md", RULES, THEN)

    with pytest.raises(PostError, match="cannot be put into"):
        complete(text, parsed, "x.md", RULES)


@pytest.mark.parametrize("key", ["a." * 200 + "a", '"a" . ' * 200 + "a"])
def test_a_key_of_too_many_parts_is_refused(key: str) -> None:
    """8,000 take the parser of TOML five seconds, and 16,000 four times as long."""
    with pytest.raises(PostError, match="parts"):
        parse(f"+++\n{key} = 1\n+++\nBody\n", "x.md", RULES, THEN)


@pytest.mark.parametrize("word", ["null", "~", "Null", "true", "no"])
def test_a_word_that_yaml_has_a_use_for_is_a_headline_where_it_is_quoted(word: str) -> None:
    assert word == parse(f"---\ntitle: '{word}'\n---\nBody\n", "x.md", RULES, THEN).post.title


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_what_is_stated_to_be_nothing_is_not_stated(nothing: str) -> None:
    assert "X" == parse(f"---\ntitle: {nothing}\n---\nBody\n", "x.md", RULES, THEN).post.title
