"""Dumps to learn from, made of a repository's posts and built pages: their gold is what it says."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks.split.compose.__main__ import compose
from benchmarks.split.compose.gold import Fields, Sheet, faults, squeezed
from benchmarks.split.compose.repository import Repository, repositories
from benchmarks.split.compose.sites import Site, listed
from benchmarks.split.compose.sources import blocks_of

TOWNS = ("Aldern", "Brack", "Corvo", "Dunmere", "Eastmoor", "Fennick", "Garth", "Holm")
TEXT = (
    "The council of {town} met on the bridge, because the hall was under water for a third week.",
    "Nobody in {town} had seen the river so high, and the ferry was tied up at the mill instead.",
)


def post(town: str, day: int) -> str:
    front = (
        f"title: Water in {town}\ndate: 2024-03-{day:02}\nauthor: Ada Quist\ncategories: [River]"
    )
    return f"---\n{front}\n---\n" + "\n\n".join(t.format(town=town) for t in TEXT) + "\n"


def page(town: str, day: int) -> str:
    said = "".join(f"<p>{t.format(town=town)}</p>" for t in TEXT)
    return f"""<html><head><title>Water in {town} | The Ford</title></head><body>
    <nav><a href="/">Home</a> <a href="/about/">About</a></nav>
    <article><h1 class="entry-title">Water in {town}</h1>
    <p class="entry-meta"><time datetime="2024-03-{day:02}">March {day}, 2024</time></p>
    <div class="entry-content">{said}</div></article>
    <div id="comments"><h3>2 comments</h3><p>Jo Holm</p><p>Is the ford open again?</p></div>
    <footer>© The Ford</footer></body></html>"""


def front_page() -> str:
    entries = "".join(
        f"""<div class="post"><h2><a href="/{town.lower()}/">Water in {town}</a></h2>
        <div class="entry-summary"><p>{TEXT[0].format(town=town)}</p></div>
        <a href="/{town.lower()}/">Read on</a></div>"""
        for town in TOWNS[:5]
    )
    return (
        f"<html><head><title>The Ford</title></head><body><h1>The Ford</h1>{entries}</body></html>"
    )


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """Return a folder with one repository, of posts and of the pages built from them."""
    place = tmp_path / "mirror" / "ada+ford" / "repo"
    place.mkdir(parents=True)
    for day, town in enumerate(TOWNS, 1):
        (place / "_posts").mkdir(exist_ok=True)
        (place / "_posts" / f"{town}.md").write_text(post(town, day), "utf-8")
        (place / town.lower()).mkdir()
        (place / town.lower() / "index.html").write_text(page(town, day), "utf-8")
    (place / "index.html").write_text(front_page(), "utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "posts"]):
        name = ["-c", "user.name=a", "-c", "user.email=a@mill.example"]
        subprocess.run(["git", *name, *command], cwd=place, check=True)
    (place / ".git").rename(place.parent / "repo.git")
    return tmp_path / "mirror"


def composed(mirror: Path, out: Path) -> dict[str, bytes]:
    (repository,) = repositories(mirror)
    compose(repository, Site("ford", False), out)
    return {path.name: path.read_bytes() for path in sorted((out / "more").iterdir())}


def golds(files: dict[str, bytes]) -> list[tuple[dict[str, Any], list[str]]]:
    return [
        (json.loads(content), files[name.replace(".json", ".txt")].decode("utf-8").split("\n"))
        for name, content in files.items()
        if name.endswith(".json")
    ]


def test_the_same_repository_gives_the_same_bytes(mirror: Path, tmp_path: Path) -> None:
    assert composed(mirror, tmp_path / "a") == composed(mirror, tmp_path / "b")


def test_every_headline_stands_in_its_line_and_every_line_has_a_role(
    mirror: Path, tmp_path: Path
) -> None:
    found = golds(composed(mirror, tmp_path))

    assert {"run", "web"} == {gold["dump"].split("_")[0] for gold, _ in found}
    for gold, lines in found:
        assert len(lines) - 1 == gold["n_lines"] == len(gold["labels"])
        for article in gold["articles"]:
            assert article["start"] <= article["body_end"] <= article["end"]
            if article["title"]:
                line = squeezed(lines[article["title_line"] - 1])
                assert line in squeezed(article["title"]) or squeezed(article["title"]) in line


def test_a_built_list_has_the_articles_that_it_leads_to(mirror: Path, tmp_path: Path) -> None:
    """The front page prints five headlines with a line of each text, and nothing else of them."""
    lists = [
        gold
        for gold, _ in golds(composed(mirror, tmp_path))
        if "built:list" in gold["features"] and gold["dump"].startswith("web")
    ]

    assert [[f"Water in {town}" for town in TOWNS[:5]]] == [
        [article["title"] for article in gold["articles"]] for gold in lists
    ]


def test_a_thread_below_a_built_article_is_no_part_of_its_text(
    mirror: Path, tmp_path: Path
) -> None:
    for gold, lines in golds(composed(mirror, tmp_path)):
        roles = dict(zip(lines, gold["labels"], strict=False))
        if gold["dump"].startswith("web"):
            assert roles.get("Is the ford open again?", "x") == "x"


def test_a_sheet_whose_articles_are_mixed_up_is_not_written() -> None:
    sheet = Sheet("ford", "en", [], articles=[Fields(title="One"), Fields(title="Two")])
    for role, text, number in (("t", "One", 0), ("t", "Two", 1), ("p", "Text", 0)):
        sheet.add(role, text, number)

    assert ["articles are not one after another"] == faults(sheet)


def test_markdown_becomes_lines_with_roles_and_no_code_of_a_generator() -> None:
    text = "{% include nav %}\n\nA *long* day.\n\n## Then\n\n- one\n- two\n\n```\nx = 1\n```\n"

    assert [("p", "A long day."), ("h", "Then"), ("l", "one"), ("l", "two"), ("q", "x = 1")] == (
        blocks_of(text, "Title")
    )


def test_the_sites_kept_apart_are_read_from_their_list() -> None:
    unseen = [site for site in listed().values() if site.unseen]

    assert 45 == len(unseen)


def test_a_file_that_is_not_text_is_left_out(mirror: Path) -> None:
    (repository,) = repositories(mirror)
    assert isinstance(repository, Repository)

    assert [] == list(repository.texts(["missing.html"]))
