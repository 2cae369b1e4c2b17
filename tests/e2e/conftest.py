"""Debian's Chromium before a site of our own prose, as a subscriber and an editor have it."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feeds.serve import serving
from tests.conftest import SETTINGS, Place, article, new_place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

if find_spec("playwright") is None and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]  # an older environment: `make setup` brings it up
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = (
    "<script>window.ran = 1</script> <img src=x onerror='window.ran = 2'>"
    " <a href='javascript:window.ran = 3'>click</a> <svg onload='window.ran = 4'>"
)

POST = """\
---
id: tag:mill.example,2026:post/{0}
title: A post that was {0}
date: 2025-10-08
category: Sea
image: /pictures/mill.png
{1}
---

This is said of it, and no more.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """One browser for the tests of a file; without Chromium they are skipped, but never in CI.

    No longer than that: Playwright keeps an event loop running in this thread, in which
    other tests could not run theirs.
    """
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium, and CI must have one: see .ci/system-packages")
        pytest.skip("there is no Chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a context of its own, which must not log a single error."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    made = context.new_page()
    made.set_default_timeout(10_000)
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("dialog", lambda dialog: errors.append(dialog.message))
    yield made
    context.close()
    assert [] == errors


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A site with a few categories and a post that wants to run what it can."""
    place = new_place(tmp_path_factory.mktemp("e2e") / "site")
    place.write("feedmill.toml", SETTINGS)
    for number in range(4):
        place.drop(f"{number}.txt", article(f"Ferry number {number} sails at noon", category="Sea"))
    place.drop("owls.txt", article("Owls nest in the chapel above the harbour", category="Science"))
    place.write(
        "content/posts/hostile.md",
        "---\nid: tag:mill.example,2026:post/hostile\ndate: 2025-10-08\ncategory: Sea\n"
        f'title: "{HOSTILE}"\nsummary: "{HOSTILE}"\nauthors: ["{HOSTILE}"]\nslug: hostile\n---\n\n'
        f"{HOSTILE}\n\n[link](javascript:window.ran=5) ![](x){{: onerror=window.ran=6 }}\n\nEnd.\n",
    )
    place.write("content/posts/withdrawn.md", POST.format("withdrawn", "withdrawn: It was not so."))
    place.write("content/posts/moved.md", POST.format("moved", "slug: old-address"))
    assert 7 == place.build().published
    place.write("content/posts/moved.md", POST.format("moved", "slug: new-address"))
    assert 7 == place.build().published
    return place


@pytest.fixture(scope="session")
def address(built: Place) -> Iterator[str]:
    """Where the site is served."""
    with serving(built.root / "output", port=0) as found:
        yield found
