"""HTML in a body may be as deep as an article ever is, and costs no more than its length."""

from html.parser import HTMLParser

import pytest

from feeds.render.html import to_html
from feeds.render.nesting import DEEPEST, flat

BASE = "https://fenn.example/a/"
VOID = ("br", "hr", "img", "wbr")


class Depth(HTMLParser):
    """How many elements of a document stand within one another, and how many there are."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.deepest = self.depth = self.count = 0
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.count += 1
        self.depth += tag not in VOID
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("engine", ["markdown", "pyromark"])
@pytest.mark.parametrize(
    "mark", ["<div>", "<blockquote>", "<ul><li>", "<div></i>", "<b title=x>", ">"]
)
def test_nothing_stands_deeper_than_an_article_ever_is(mark: str, engine: str) -> None:
    """nh3 took eight seconds for 16,000 `<ul><li>`, and four times as long for twice as many."""
    seen = Depth(to_html(mark * 1000 + "words\n\nEnd", BASE, engine))

    assert seen.deepest <= 2 * DEEPEST + 2
    assert "words" in seen.text
    assert "End" in seen.text


def test_formatting_that_is_never_closed_is_not_opened_again_for_ever() -> None:
    """22 kB of it became twelve megabytes: each paragraph opened all of it again."""

    def elements(count: int) -> int:
        marks = "".join(f"<b title={number}>" for number in range(count))
        html = to_html(f"<div><p>{marks}</p>" + "<p>x</p>" * count + "</div>", BASE)
        return Depth(html).count

    assert elements(800) < 2.2 * elements(400)


def test_html_of_an_article_stays_as_it_is() -> None:
    table = "<table>" + "<tr><td>a<td>b" * 200 + "</table>"
    listed = "<ul>" + "<li>one<p>two" * 200 + "</ul>"
    prose = "<p><b>a</b> <i>b</i><br>" * 200
    for html in (table, listed, prose, "<div>" * (DEEPEST - 1) + "a"):
        assert flat(html) == html


def test_code_that_speaks_of_types_stays_as_it_is() -> None:
    code = "let a: Vec<String> = b;\n" * 200

    assert Depth(to_html(f"```\n{code}```\n", BASE)).text.strip() == code.strip()
