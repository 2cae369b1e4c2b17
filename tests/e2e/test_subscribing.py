"""A stranger copies the address of a feed, with a button that is there only if it can work."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

FEED = "https://mill.example/sea/rss.xml"


def test_the_button_copies_the_address_and_says_so(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}sea/feeds/")
    button = page.get_by_role("button", name="Copy").first
    button.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert FEED == page.evaluate("navigator.clipboard.readText()")
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()


def test_without_the_clipboard_the_address_is_copied_or_left_selected(
    page: Page, address: str
) -> None:
    """As in a page that came without TLS, where browsers have no clipboard for scripts."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{address}sea/feeds/")
    page.get_by_role("button", name="Copy").first.click()
    page.wait_for_function("getSelection().toString() !== ''")
    assert FEED == page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("path", ["feeds/", "sea/feeds/"])
def test_without_scripts_there_is_no_button(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address + path)
        expect(page.get_by_text("https://mill.example/", exact=False).first).to_be_visible()
        assert 0 == page.get_by_role("button").count()
    finally:
        context.close()
