"""An editor goes through held articles in the browser, with the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from feeds.pipeline.review_web import reviewing
from tests.conftest import SETTINGS, Place, article
from tests.e2e.conftest import HOSTILE

FERRY = article("Ferry fares fall for the third winter running", category="Energy")
OWLS = article("Owls nest in the chapel above the harbour", category="Science")


@pytest.fixture
def held(place: Place) -> Place:
    place.write("feedmill.toml", f"{SETTINGS}\n[split]\nreview_below = 1.0\n")
    place.drop("monday.txt", FERRY + "\n" + OWLS)
    place.build()
    return place


def test_every_answer_can_be_given_with_the_keyboard(page: Page, held: Place) -> None:
    with reviewing(held.root) as address:
        page.goto(address)
        assert "token" not in page.url
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        title = page.get_by_label("Title")
        expect(title).to_be_focused()
        before = title.input_value()
        page.keyboard.press("End")
        page.keyboard.type(" again")
        page.keyboard.press("Enter")  # the first button of the form: approve
        expect(title).not_to_have_value(f"{before} again")
        assert f"title: {before} again\n" in "".join(p.read_text() for p in held.posts().values())
        page.get_by_role("button", name="Drop").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    assert 1 == held.build().published


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_desk(page: Page, held: Place, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with reviewing(held.root) as address:
        page.goto(address)
        for _ in range(2):
            found = Axe().run(page)
            assert 0 == found.violations_count, found.generate_report()
            page.locator("main a").first.click()


def test_a_phone_shows_the_desk_without_scrolling_sideways(page: Page, held: Place) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    with reviewing(held.root) as address:
        page.goto(address)
        page.locator("main a").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_hostile_dump_runs_nothing_at_the_desk(page: Page, place: Place) -> None:
    place.write("feedmill.toml", f"{SETTINGS}\n[split]\nreview_below = 1.0\n")
    place.drop("hostile.txt", OWLS.replace("Owls nest", f"Owls {HOSTILE} nest"))
    place.build()
    with reviewing(place.root) as address:
        page.goto(address)
        assert page.evaluate("window.ran") is None
        page.get_by_role("link", name="window.ran").click()
        expect(page.get_by_role("button", name="Approve")).to_be_visible()
        assert page.evaluate("window.ran") is None


def test_another_site_cannot_answer_for_the_editor(page: Page, held: Place) -> None:
    """A form on a page of another origin, sent with the editor's own browser and cookie."""
    before = held.tree("content")
    name = next(iter(held.posts()))
    with reviewing(held.root) as address:
        page.goto(address)
        desk = address.partition("/enter")[0]
        page.goto("about:blank")
        page.set_content(
            f"<form method=post action='{desk}/article'><input name=post value='{name}'>"
            "<input name=action value=drop><button>Win a prize</button></form>"
        )
        page.get_by_role("button").click()
        expect(page.locator("body")).to_contain_text("403")
    assert before == held.tree("content")
