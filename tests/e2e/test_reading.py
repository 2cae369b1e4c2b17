"""A stranger reads the site and subscribes: light and dark, phone and desk, and nothing runs."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from feeds.config import load
from feeds.pipeline.splitting import explained, write_page
from feeds.pipeline.status import overview, status, status_page
from tests.conftest import Place

KINDS = [
    *("", "sea/", "feeds/", "sea/feeds/", "2025/", "2025/10/", "sea/2025/10/", "404.html"),
    *("2025/10/hostile/", "2025/10/withdrawn/", "2025/10/new-address/"),
]
POST = "2025/10/ferry-number-1-sails-at-noon/"


def test_from_the_front_page_to_an_article_and_back(page: Page, address: str) -> None:
    page.goto(address)
    expect(page).to_have_title("The Test Mill")
    page.get_by_role("link", name="Ferry number 1 sails at noon").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry number 1 sails at noon")
    assert page.url.endswith(POST)
    page.get_by_role("link", name="Sea").first.click()
    assert page.url.endswith("/sea/")
    expect(page.get_by_role("link", name="Ferry number 3 sails at noon").first).to_be_visible()


@pytest.mark.parametrize("path", [*KINDS, POST])
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    _look(page)


@pytest.mark.parametrize("path", [*KINDS, POST])
def test_axe_finds_nothing_in_the_dark_on_a_phone(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(address + path)
    _look(page)


def test_axe_finds_nothing_on_the_page_at_an_old_address(page: Page, built: Place) -> None:
    """Browsers leave it at once, so it is looked at with its refresh taken out."""
    text = (built.root / "output/2025/10/old-address/index.html").read_text()
    page.set_content(text.replace('http-equiv="refresh"', 'name="was-refresh"'))
    _look(page)


def test_axe_finds_nothing_on_the_page_that_explains_a_split(page: Page, built: Place) -> None:
    dump, file = built.root / "content/dumps/owls.txt", built.root / "explained.html"
    write_page(file, dump, explained(dump, load(built.root)))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(file.as_uri())
        _look(page)


@pytest.mark.parametrize("path", ["", "feeds/", "sea/", POST, "2025/10/new-address/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_a_page_moves_while_it_loads(
    page: Page, address: str, path: str, width: int
) -> None:
    """The buttons that a script shows and a picture that comes late have their places kept."""
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const each of"
        " list.getEntries()) window.moved += each.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(address + path, wait_until="networkidle")
    assert 0 == page.evaluate("window.moved")


def _look(page: Page) -> None:
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()


def test_a_phone_shows_every_page_without_scrolling_sideways(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (*KINDS, POST):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_dark_is_dark_and_light_is_light(page: Page, address: str) -> None:
    brightness = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)[0] * 1"
    page.emulate_media(color_scheme="light")
    page.goto(address)
    assert page.evaluate(brightness) > 200
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(brightness) < 60


def test_a_page_asks_nobody_else_for_anything(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "sea/", "feeds/", "2025/10/", POST):
        page.goto(address + path)
    assert [] == [url for url in asked if not url.startswith(address)]


def test_a_hostile_post_runs_nothing_even_without_the_servers_policy(
    page: Page, built: Place
) -> None:
    """The pages are also served by others, who may not send our Content-Security-Policy."""
    for path in ("", "sea/", "2025/10/hostile/", "2025/10/"):
        page.goto((built.root / "output" / path / "index.html").as_uri())
        assert 0 == page.locator("a[href^='javascript:' i]").count(), path
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None, path


def test_a_page_leads_to_its_feeds(page: Page, address: str) -> None:
    page.goto(f"{address}sea/")
    offered = page.locator('link[rel="alternate"]').first
    assert "https://mill.example/sea/rss.xml" == offered.get_attribute("href")
    links = page.locator("a[href$='rss.xml']")
    assert links.count()
    # The page's own feed, not only the site's.
    assert any(str(link.evaluate("a => a.href")).endswith("/sea/rss.xml") for link in links.all())


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_a_feed_opened_in_a_browser_is_a_page(page: Page, address: str, name: str) -> None:
    """Not a tree of tags: its style sheet is found and says how things look."""
    answer = page.goto(f"{address}sea/{name}")
    assert answer is not None
    assert answer.headers["content-type"].startswith("application/xml")
    title = "document.querySelector('channel > title, feed > title')"
    shown = page.evaluate(f"getComputedStyle({title}).display")
    assert "block" == shown
    assert page.evaluate(f"{title}.textContent").endswith("Sea")
    assert page.evaluate("window.ran") is None


def test_the_page_of_status_is_well_made(page: Page, built: Place) -> None:
    with built.open() as mill:
        written = status_page(overview(mill, list(status(mill))))
    file = built.root / "status.html"
    file.write_bytes(written)
    for width in (360, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    _look(page)
    assert page.evaluate("window.ran") is None
