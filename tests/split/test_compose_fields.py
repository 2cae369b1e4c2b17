"""What the gold of built pages says of an article's fields, wherever a theme puts them."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from benchmarks.split.compose import web
from benchmarks.split.compose.aligned import Labelled, single
from benchmarks.split.compose.built import Article, without_refrains
from benchmarks.split.compose.repository import Repository
from benchmarks.split.compose.shown import author_in, between, day_in

DAY = date(2024, 3, 9)
TEXT = (
    "The council of Corvo met on the bridge, because the hall was under water for a third week.",
    "Nobody in the town had seen the river so high, and the ferry was tied up at the mill.",
)
PATH = "2024/3/9/water/index.html"


def page(inner: str, head: str = "", title: str = "Water in the mill | The Ford") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{inner}</body></html>"


def entry(above: str = "", first: str = "", last: str = "", below: str = "") -> str:
    text = "".join(f"<p>{t}</p>" for t in TEXT)
    return f"""<nav><a href="/">Home</a></nav><article><h1>Water in the mill</h1>{above}
    <div class="entry-content">{first}{text}{last}</div>{below}</article>"""


def site(place: Path, pages: dict[str, str]) -> Repository:
    for name, text in pages.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "pages"]):
        person = ["-c", "user.name=a", "-c", "user.email=a@mill.example"]
        subprocess.run(["git", *person, *command], cwd=place, check=True)
    return Repository(place, "ada/ford")


def labelled(place: Path, text: str, path: str = PATH) -> Labelled:
    repository = site(place, {path: text})
    pages, articles = web.read(repository, repository.names())
    found = single(pages[0], articles[path], True)
    assert found
    return found


def roles(found: Labelled) -> dict[str, str]:
    return {row.text(): role for row, role, _ in found.rows}


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_line_of_fields_at_an_edge_of_the_text_is_no_text(tmp_path: Path, place: str) -> None:
    line = '<p>March 9, 2024 by <a rel="author">Ada Quist</a></p>'
    found = labelled(tmp_path, page(entry(**{place: line})))

    assert "a" == roles(found)["March 9, 2024 by Ada Quist"]
    assert ("2024-03-09", "Ada Quist") == (found.articles[0].date, found.articles[0].author)


def test_posts_made_of_built_pages_do_not_begin_with_their_date(tmp_path: Path) -> None:
    repository = site(tmp_path, {PATH: page(entry(first="<p>09.03.2024</p>"))})
    _, articles = web.read(repository, repository.names())

    assert [TEXT[0], TEXT[1]] == [text for _, text in articles[PATH].blocks]


def test_the_lines_of_fields_below_such_a_day_are_no_text_either(tmp_path: Path) -> None:
    first = "<p>Sat 09 March 2024</p><p>By Ada Quist</p><p>tags: water</p>"
    found = labelled(tmp_path, page(entry(first=first)))

    assert "Dampp" == "".join(role for _, role, _ in found.rows if role not in "nt")
    assert "Ada Quist" == found.articles[0].author


def test_a_banner_that_says_the_headline_too_is_no_header(tmp_path: Path) -> None:
    banner = "<div>Water in the mill</div><div>March 9, 2024</div>"
    text = page(entry(above="<p>March 9, 2024</p>").replace("<article>", f"{banner}<article>"))
    found = labelled(tmp_path, text)

    assert "nnntDpp" == "".join(role for _, role, _ in found.rows)


def test_a_sentence_that_says_the_day_is_text() -> None:
    told = "The mill was opened to everybody on March 9, 2024, when the river had gone down."

    assert (0, 2) == between([told, TEXT[0]], DAY)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Posted by Ada Quist on Saturday, March 9, 2024", "Ada Quist"),
        ("Posted March 9, 2024 by ada", "ada"),
        ("Opgeslagen in Water, Mill op 9-3-2024 door Bruno Keller", "Bruno Keller"),
        ("投稿者 高木 | 2024-03-09", "高木"),
        ("von mill77 09.03.2024", "mill77"),
        ("Saturday March 9, 2024 in Mills", ""),
        ("March 9, 2024 3 comments", ""),
    ],
)
def test_a_byline_without_an_element_is_read_beside_the_date(line: str, name: str) -> None:
    found = day_in([line], DAY)

    assert found
    assert name == author_in(line, found[0], (), False)


def test_a_byline_alone_is_read_in_a_header_if_it_holds_a_name() -> None:
    lines = ("Geplaatst door Bruno Keller", "By the old river", "Step by Step")

    assert ["Bruno Keller", "", ""] == [author_in(line, "", (), True) for line in lines]


def test_a_name_without_a_byline_is_an_author_if_the_page_states_it() -> None:
    line = "Ada Quist March 9, 2024"

    assert ["", "Ada Quist"] == [
        author_in(line, "March 9, 2024", stated, False) for stated in ((), ("ada quist",))
    ]


def test_of_two_dates_glued_the_article_s_own_is_shown() -> None:
    assert ("09.03.2024", DAY) == day_in(["12.03.202409.03.2024"], DAY)


def test_a_day_stated_in_utc_is_found_a_day_off_where_an_element_is_a_date(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-03-10T01:00:00+00:00">'
    line = '<p><span class="entry-date">March 9, 2024</span></p>'
    found = labelled(tmp_path, page(entry(above=line), head), "water.html")

    assert "2024-03-09" == found.articles[0].date


def test_the_day_and_author_of_a_script_for_machines_are_read(tmp_path: Path) -> None:
    head = """<script type="application/ld+json">{"datePublished": "2024-03-09",
    "author": {"@type": "Person", "name": "Ada Quist"}}</script>"""
    found = labelled(tmp_path, page(entry(above="<p>Ada Quist 9 March 2024</p>"), head), "w.html")

    assert ("2024-03-09", "Ada Quist") == (found.articles[0].date, found.articles[0].author)


def test_a_site_s_name_is_no_headline(tmp_path: Path) -> None:
    towns = ("Aldern", "Brack", "Corvo")
    pages = {
        f"2024/03/0{n}/a/index.html": page(
            entry().replace("<h1>Water in the mill", f"<h1>The Ford</h1><h2>Water in {t}</h2><h1>"),
            title=f"The Ford » Water in {t}",
        ).replace("<h1></h1>", "")
        for n, t in enumerate(towns, 1)
    }
    repository = site(tmp_path, pages)
    _, articles = web.read(repository, repository.names())

    assert [f"Water in {t}" for t in towns] == [a.title for a in articles.values()]


def test_a_month_s_list_is_no_article(tmp_path: Path) -> None:
    repository = site(tmp_path, {"2024/03/index.html": page(entry(first="<p>March 9, 2024</p>"))})

    assert {} == web.read(repository, repository.names())[1]


def test_a_day_above_the_headline_begins_the_article(tmp_path: Path) -> None:
    above = "<div>March 9, 2024</div><div>300 words</div>"
    found = labelled(tmp_path, page(entry().replace("<article>", f"<article>{above}")))

    assert ("D", "m") == (roles(found)["March 9, 2024"], roles(found)["300 words"])


def test_a_day_beside_the_headline_s_name_is_a_day(tmp_path: Path) -> None:
    line = """<p>Posted on <time>March 9, 2024</time> <a href="/category/water/">Water</a>
    2 comments on Water in the mill</p>"""
    found = labelled(tmp_path, page(entry(below=line)))

    assert ("Water", "2024-03-09") == (found.articles[0].category, found.articles[0].date)
    assert "D" in roles(found).values()


def test_a_long_line_of_marked_fields_is_one(tmp_path: Path) -> None:
    terms = ", ".join(f'<a href="/?cat={n}">Water and mills {n}</a>' for n in range(12))
    line = f'<p>Posted in {terms} on <time class="published">March 9, 2024</time> by Ada Quist</p>'
    found = labelled(tmp_path, page(entry(below=line)))

    assert ("2024-03-09", "Ada Quist") == (found.articles[0].date, found.articles[0].author)
    assert (found.articles[0].category or "").startswith("Water and mills 0, Water and mills 1")


def test_a_category_behind_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    line = '<p>by mill77 in <a href="/category/water/">Water</a> <time>March 9, 2024</time></p>'
    found = labelled(tmp_path, page(entry(above=line)))

    assert ("mill77", "Water") == (found.articles[0].author, found.articles[0].category)


def test_a_box_below_the_text_has_no_fields_of_the_article(tmp_path: Path) -> None:
    box = '<h3>Read also</h3><p><a href="/category/fish/">Fish</a></p>'
    found = labelled(tmp_path, page(entry(below=box)))

    assert (None, "x") == (found.articles[0].category, roles(found)["Fish"])


def test_a_subtitle_below_the_headline_is_the_dek(tmp_path: Path) -> None:
    dek = "Why the council of a town sits on a bridge"
    found = labelled(tmp_path, page(entry(above=f'<p class="subtitle">{dek}</p>')))

    assert (dek, "d") == (found.articles[0].dek, roles(found)[dek])


def test_an_old_theme_s_text_is_found_where_nothing_else_is_one(tmp_path: Path) -> None:
    thread = "".join(f"<div><p>Is the ford open again? {TEXT[0]}</p></div>" for _ in range(4))
    text = entry().replace("entry-content", "entry") + thread
    found = labelled(tmp_path, page(text))

    assert "p" == roles(found)[TEXT[0]]


def test_a_common_heading_does_not_end_a_text_that_goes_on_below_it() -> None:
    articles = {
        str(n): Article(
            str(n), str(n), f"Water {n}", DAY, "", (("p", TEXT[0]), ("h", "In the end"),
            ("p", f"{n} {TEXT[1]}")), "", (),
        )
        for n in range(8)
    }  # fmt: skip

    assert {3} == {len(a.blocks) for a in without_refrains(articles).values()}
