"""Held articles are gone through on pages, and what these write is what a person would."""

import re
from html import unescape
from urllib.parse import unquote_plus, urlencode

import pytest

from feeds.pipeline.review_web import Reviewer
from feeds.serve.desk import Ask, Reply
from tests.conftest import SETTINGS, Place, article

HELD = f"{SETTINGS}\n[split]\nreview_below = 1.0\n"
FERRY = article("Ferry fares fall for the third winter running", category="Energy")
OWLS = article("Owls nest in the chapel above the harbour", category="Science")
BEGINS = "<b>An article begins here</b>"
HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>"


class Browser:
    """Follows links and fills in forms as a browser would, a page at a time."""

    def __init__(self, place: Place) -> None:
        self._reviewer = Reviewer(place.root)

    def get(self, path: str) -> str:
        reply = self._ask(path, None)
        assert 200 == reply.status, reply.page
        return reply.page

    def post(self, path: str, **form: str) -> Reply:
        return self._ask(path, form)

    def _ask(self, path: str, form: dict[str, str] | None) -> Reply:
        path, _, query = path.partition("?")
        fields = dict(part.split("=", 1) for part in query.split("&")) if query else {}

        asked = {key: unquote_plus(value) for key, value in fields.items()}
        return self._reviewer.answer(Ask(path=path, query=asked, form=form, csrf="c0ffee"))


@pytest.fixture
def held(place: Place) -> Place:
    """A site with two articles of one dump, both held."""
    place.write("feedmill.toml", HELD)
    place.drop("monday.txt", FERRY + "\n" + OWLS)
    place.build()
    assert 2 == len(place.posts())
    return place


def link(name: str) -> str:
    return f"/article?{urlencode({'post': name})}"


def test_the_list_leads_to_every_held_article(held: Place) -> None:
    page = Browser(held).get("/")
    assert 2 == page.count("<li ")
    for found in re.findall(r'href="(/article[^"]+)"', page):
        assert "Approve" in Browser(held).get(unescape(found))


def test_an_article_stands_beside_its_dump_with_its_cuts_and_reasons(held: Place) -> None:
    ferry, owls = held.posts()
    page = Browser(held).get(link(owls))
    for line in filter(None, (FERRY + OWLS).splitlines()):
        assert line in unescape(page)
    assert 2 == page.count(BEGINS)
    assert 'value="Owls nest in the chapel above the harbour"' in page
    assert f'<a href="{link(ferry)}">Ferry fares' in unescape(page)
    assert 'name="csrf" value="c0ffee"' in page


def test_approving_takes_out_the_draft_line_and_publishes(held: Place) -> None:
    name, path = next(iter(held.posts().items()))
    before = path.read_text()
    form = {"title": "Ferry fares fall for the third winter running", "category": "Energy"}
    reply = Browser(held).post("/article", post=name, action="approve", **form)
    assert before.replace("draft: true\n", "") == path.read_text()
    assert any("output/2025/10/" in str(path) for path in held.root.rglob("output/**/ferry*"))
    (other,) = held.posts().keys() - {name}
    assert link(other) == reply.next, "the next one is shown"


def test_a_title_and_a_category_are_written_into_the_front_matter(held: Place) -> None:
    name, path = next(iter(held.posts().items()))
    before = path.read_text()
    form = {"title": "Fares: a  history", "category": "Sea & Shore"}
    reply = Browser(held).post("/article", post=name, action="save", **form)
    assert link(name) == reply.next
    wanted = before.replace(
        "title: Ferry fares fall for the third winter running", "title: 'Fares: a history'"
    ).replace("category: Energy", "category: Sea & Shore")
    assert wanted == path.read_text()


def test_what_is_saved_as_it_was_is_not_written(held: Place) -> None:
    name, path = next(iter(held.posts().items()))
    before = path.stat().st_mtime_ns
    form = {"title": "Ferry fares fall for the third winter running", "category": "Energy"}
    Browser(held).post("/article", post=name, action="save", **form)
    assert before == path.stat().st_mtime_ns


def test_a_dropped_article_does_not_come_back(held: Place) -> None:
    name = next(iter(held.posts()))
    Browser(held).post("/article", post=name, action="drop")
    held.build()
    assert name not in held.posts()
    assert "1 article," in Browser(held).get("/")


def test_after_the_last_answer_comes_the_empty_list(held: Place) -> None:
    browser, (one, other) = Browser(held), held.posts()
    assert link(other) == browser.post("/article", post=one, action="approve").next
    assert "/" == browser.post("/article", post=other, action="drop").next
    assert "Nothing waits for you." in browser.get("/")


def test_beside_a_watch_it_writes_and_the_watch_takes_it_in(held: Place) -> None:
    name, path = next(iter(held.posts().items()))
    with held.open():
        reply = Browser(held).post("/article", post=name, action="approve")
        assert reply.next
        assert "draft:" not in path.read_text()
    assert 1 == held.build().published


@pytest.mark.parametrize("name", ["../../feedmill.toml", "gone.md", "", "/etc/passwd", "a\0b"])
def test_a_name_that_is_no_post_is_answered_with_a_word(held: Place, name: str) -> None:
    before = held.tree("content")
    for action in ("save", "approve", "drop"):
        form = {"title": "Taken", "category": "Over"}
        reply = Browser(held).post("/article", post=name, action=action, **form)
        assert (409, True) == (reply.status, "is not there" in reply.page)
    assert before == held.tree("content")


def test_a_hostile_dump_is_text_on_every_page(place: Place) -> None:
    place.write("feedmill.toml", HELD)
    place.drop("<b>.txt", OWLS.replace("Owls", f"{HOSTILE} Owls"))
    place.build()
    (name,) = place.posts()
    browser = Browser(place)
    told = browser.post("/article", post=f"{HOSTILE}.md", action="save").page
    for page in (browser.get("/"), browser.get(link(name)), told):
        assert "&lt;script&gt;alert" in page
        assert not re.search(r"<script|<img|<b>\.txt", page)


def test_a_post_written_by_hand_has_a_page_without_a_dump(place: Place) -> None:
    place.write("content/posts/a.md", "---\ntitle: By hand\ndraft: true\n---\n\nText.\n")
    place.build()
    assert "written by hand" in Browser(place).get(link("a.md"))


def test_a_title_that_the_front_matter_of_others_states_is_left_to_them(place: Place) -> None:
    text = "+++\nid = 'a'\ntitle = 'By Zola'\ndate = 2026-03-01\ndraft = true\n+++\n\nText.\n"
    path = place.write("content/posts/a.md", text)
    place.build()
    reply = Browser(place).post("/article", post="a.md", action="save", title="B", category="C")
    assert (409, text) == (reply.status, path.read_text())
    assert "edit it by hand" in reply.page


# ------------------------------------------------------------------ cuts


def line_of(place: Place, text: str, dump: str = "monday.txt") -> str:
    """Return the number of the first line of a dump that begins so."""
    lines = (place.root / "content/dumps" / dump).read_text().splitlines()
    return str(next(n for n, line in enumerate(lines, 1) if line.startswith(text)))


def test_removing_a_cut_is_a_mark_in_the_dump_and_one_article_less(held: Place) -> None:
    ferry = next(iter(held.posts()))
    path = held.root / "content/dumps/monday.txt"
    before, received = path.read_text(), path.stat().st_mtime_ns
    line = line_of(held, "Science")
    reply = Browser(held).post("/cut", post=ferry, action="same", line=line)
    assert link(ferry) == reply.next
    after = path.read_text()
    assert before == after.replace("=== feedmill: same ===\n", "")
    assert "=== feedmill: same ===" == after.splitlines()[int(line) - 1]
    assert received == path.stat().st_mtime_ns, "an undated article keeps its day"
    assert 1 == Browser(held).get(link(ferry)).count(BEGINS)
    assert "Owls nest in the chapel" in held.posts()[ferry].read_text()


def test_a_cut_that_was_removed_can_be_put_back_and_leaves_no_mark(held: Place) -> None:
    ferry = next(iter(held.posts()))
    browser, line = Browser(held), line_of(held, "Science")
    browser.post("/cut", post=ferry, action="same", line=line)
    browser.post("/cut", post=ferry, action="article", line=line_of(held, "Science"))
    assert "feedmill:" not in (held.root / "content/dumps/monday.txt").read_text()
    assert 2 == browser.get(link(ferry)).count(BEGINS)


def test_a_cut_moves_by_a_line_of_text_and_back_without_a_trace(held: Place) -> None:
    """Above `Science` are blank lines, and above them the ferry's last paragraph."""
    ferry, *_ = held.posts()
    path = held.root / "content/dumps/monday.txt"
    before, browser = path.read_text(), Browser(held)
    above = before.splitlines()[: int(line_of(held, "Science")) - 1]
    last = next(line for line in reversed(above) if line.strip())
    browser.post("/cut", post=ferry, action="up", line=line_of(held, "Science"))
    assert last not in held.posts()[ferry].read_text()
    assert 2 == browser.get(link(ferry)).count(BEGINS)
    assert before == path.read_text().replace("=== feedmill: article ===\n", "").replace(
        "=== feedmill: same ===\n", ""
    )
    browser.post("/cut", post=ferry, action="down", line=line_of(held, last))
    assert before == path.read_text()
    assert last in held.posts()[ferry].read_text()


@pytest.mark.parametrize(("action", "line"), [("up", "1"), ("down", "99999"), ("up", "0")])
def test_a_cut_does_not_move_out_of_its_dump(held: Place, action: str, line: str) -> None:
    before = held.tree("content/dumps")
    reply = Browser(held).post("/cut", post=next(iter(held.posts())), action=action, line=line)
    assert 409 == reply.status
    assert before == held.tree("content/dumps")


def test_an_article_can_begin_at_any_line(held: Place) -> None:
    ferry = next(iter(held.posts()))
    with (held.root / "content/dumps/monday.txt").open("ab") as dump:
        dump.write(b"A survey of the mill race\nIt carries less silt, and nobody knows why.\n")
    held.build()
    line = str(len((held.root / "content/dumps/monday.txt").read_text().splitlines()) - 1)
    reply = Browser(held).post("/cut", post=ferry, action="article", line=line)
    assert reply.next
    assert 3 == Browser(held).get(reply.next).count(BEGINS)


@pytest.mark.parametrize("line", ["0", "-1", "99999", "x", "", "1e3", "²"])
def test_a_line_that_is_not_there_gets_no_mark(held: Place, line: str) -> None:
    before = held.tree("content/dumps")
    reply = Browser(held).post("/cut", post=next(iter(held.posts())), action="article", line=line)
    assert 409 == reply.status
    assert before == held.tree("content/dumps")


def test_a_dump_whose_lines_are_not_its_texts_gets_no_mark(place: Place) -> None:
    place.write("feedmill.toml", HELD)
    body = "".join(f"<p>{line}</p>" for line in OWLS.splitlines())
    place.drop("page.html", f"<html><body><article>{body}</article></body></html>")
    place.build()
    (name,) = place.posts()
    before = place.tree("content/dumps")
    assert "cannot be changed here" in Browser(place).get(link(name))
    assert 409 == Browser(place).post("/cut", post=name, action="article", line="1").status
    assert before == place.tree("content/dumps")
