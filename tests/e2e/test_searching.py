"""A reader searches the site: by keyboard, in the dark, without scripts, and nothing runs."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from feeds.pipeline.build import build
from feeds.pipeline.searching import index
from feeds.serve import serving
from tests.conftest import SETTINGS, Place, article, new_place
from tests.e2e.conftest import HOSTILE


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A site with its index, and an article that wants to run what it can."""
    place = new_place(tmp_path_factory.mktemp("search") / "site")
    place.write("feedmill.toml", f"{SETTINGS}search = true\n")
    for number in range(12):
        place.drop(f"{number}.txt", article(f"Ferry number {number} sails at noon", category="Sea"))
    place.drop("owls.txt", article("Owls nest in the chapel above the harbour", category="Science"))
    place.write(
        "content/posts/hostile.md",
        "---\nid: tag:mill.example,2026:post/hostile\ndate: 2025-10-08\ncategory: <b>Sea & ink\n"
        f'title: "{HOSTILE} zeppelin"\nslug: hostile\n---\n\n'
        "The zeppelin said &lt;img src=x onerror='window.ran = 7'&gt; and left.\n",
    )
    place.write(
        "content/posts/eule.md",
        "---\ndate: 2025-10-08\ncategory: Science\ntitle: Eulen im Turm\nlang: de\n---\n\n"
        "Im Glockenturm wohnen Schleiereulen.\n",
    )
    _bring_up(place)
    return place


def _bring_up(place: Place) -> None:
    with place.open() as mill:
        assert () == index(mill, build(mill)).problems


@pytest.fixture(scope="module")
def address(searched: Place) -> Iterator[str]:
    with serving(searched.root / "output", port=0) as found:
        yield found


def test_from_the_front_page_to_an_article_with_the_keyboard_alone(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Search").press("Enter")
    box = page.get_by_role("searchbox", name="Search the articles of The Test Mill")
    box.press_sequentially("owl")
    box.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Articles found: 1")
    assert page.url.endswith("/search/?q=owl")
    expect(page.locator("#results .meta")).to_have_text("Science · 9 October 2025")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Owls nest in the chapel")


def test_more_results_come_when_asked_for_and_the_focus_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=ferry")
    expect(page.get_by_role("status")).to_have_text("Articles found: 12")
    expect(page.locator("#results li")).to_have_count(10)
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator("#results li")).to_have_count(12)
    expect(page.locator("#results li").nth(10).get_by_role("link")).to_be_focused()
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_an_article_in_another_language_is_found_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=schleiereulen")
    expect(page.locator("#results li[lang=de] h2")).to_have_text("Eulen im Turm")


def test_nothing_found_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=submarine")
    expect(page.get_by_role("status")).to_have_text("No article was found.")


def test_axe_finds_nothing_before_and_after_a_question(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    _look(page)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}search/?q=ferry")
    expect(page.locator("#results li")).to_have_count(10)
    _look(page)


def _look(page: Page) -> None:
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()


def test_a_hostile_article_is_found_as_text_and_runs_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=zeppelin")
    expect(page.locator("#results li h2")).to_contain_text("zeppelin")
    expect(page.locator("#results .meta")).to_contain_text("Sea & ink")
    expect(page.locator("#results li")).to_contain_text("<img src=x onerror=")
    assert 0 == page.locator("#results :is(img, script, svg)").count()
    assert page.evaluate("window.ran") is None


def test_nobody_else_is_asked_and_the_policy_stops_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}search/?q=ferry")
    expect(page.locator("#results li")).to_have_count(10)
    assert [] == [url for url in asked if not url.startswith(address)]
    assert [] == said


def test_without_scripts_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    """A browser whose scripts Playwright turned off leaves out `noscript`: it is read as sent."""
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        answer = page.goto(f"{address}search/")
        assert answer is not None
        assert "<noscript><p>Searching happens in your browser and needs" in answer.text()
        expect(page.locator("form")).to_be_hidden()
    finally:
        context.close()


def test_a_phone_shows_what_was_found_without_scrolling_sideways(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}search/?q=ferry")
    expect(page.locator("#results li")).to_have_count(10)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_open_page_finds_what_was_published_since(
    page: Page, address: str, searched: Place
) -> None:
    """The files of the old index are gone: the page must take the new one."""
    page.goto(f"{address}search/?q=owl")
    expect(page.get_by_role("status")).to_have_text("Articles found: 1")
    searched.drop("late.txt", article("Lanterns float down the canal", category="Sea"))
    _bring_up(searched)
    page.get_by_role("searchbox").fill("lanterns")
    expect(page.locator("#results h2")).to_have_text("Lanterns float down the canal")


def test_a_page_without_an_index_says_that_searching_failed(page: Page, address: str) -> None:
    page.route("**/pagefind-entry.json", lambda route: route.fulfill(status=404))
    page.goto(f"{address}search/?q=owl")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
