"""A page that is open shows what was written, and what is published knows nothing of it."""

from playwright.sync_api import Page, expect

from feeds.serve import serving
from tests.conftest import Place

POST = "---\nid: tag:mill.example,2026:post/a\ntitle: {}\ndate: 2025-10-08\nslug: a\n---\n\nText.\n"


def test_an_open_page_loads_itself_again_when_its_post_changes(page: Page, place: Place) -> None:
    place.write("content/posts/a.md", POST.format("The mill stands"))
    place.build()
    with serving(place.root / "output", port=0, live=True) as address:
        page.goto(f"{address}2025/10/a/")
        expect(page.locator("h1")).to_have_text("The mill stands")
        place.write("content/posts/a.md", POST.format("The mill turns"), when=1_760_000_100)
        place.build()
        expect(page.locator("h1")).to_have_text("The mill turns")
    assert not any(b"/.feedmill/" in content for content in place.tree().values())


def test_a_page_that_comes_to_be_is_shown_where_there_was_none(page: Page, place: Place) -> None:
    place.build()
    with serving(place.root / "output", port=0, live=True) as address:
        page.goto(f"{address}2025/10/a/")
        place.write("content/posts/a.md", POST.format("The mill stands"))
        place.build()
        expect(page.locator("h1")).to_have_text("The mill stands")


def test_nothing_else_in_a_live_page_may_run(page: Page, place: Place) -> None:
    place.build()
    found = place.root / "output/evil/index.html"
    found.parent.mkdir()
    found.write_text(
        "<!doctype html><title>Evil</title><body><script>window.ran = 1</script>"
        "<img src=x onerror='window.ran = 2'></body>"
    )
    with serving(place.root / "output", port=0, live=True) as address:
        page.goto(f"{address}evil/")
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
        assert page.locator("script[data-version]").count() == 1
