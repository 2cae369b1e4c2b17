"""The posts that we write build in Pelican and Hugo as they are, and what theirs write, here."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Place, article

pytestmark = pytest.mark.slow


def program(name: str) -> str | None:
    """Return where a program is: in the environment of its own that setup makes, or anywhere."""
    others = Path(sys.prefix, "others/bin")  # see .ci/other-programs
    return shutil.which(name, path=str(others)) or shutil.which(name)


HUGO, PELICAN_ITSELF = program("hugo"), program("pelican")
TITLES = ("Ferry fares: a “history” of no & yes", "2024", "Owls nest in the chapel")


@pytest.fixture
def posts(place: Place) -> Path:
    """Posts cut from dumps, with headlines that YAML would take for something else."""
    for number, title in enumerate(TITLES):
        place.write(
            f"content/dumps/{number}.txt",
            article("The harbour office answers at last", category="Sea & Shore").replace(
                "The harbour office answers at last", title
            ),
        )
        place.write(
            f"content/posts/by-hand-{number}.md",
            f"---\ntitle: '{title}'\ndate: 2026-03-0{number + 1}\ncategory: Sea\n---\n\nText.\n",
        )
    assert place.build().published >= len(TITLES)
    return place.root / "content/posts"


def run(*words: str | Path, folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(HUGO is None, reason="there is no hugo here: .ci/other-programs")
def test_hugo_builds_our_posts(posts: Path, tmp_path: Path) -> None:
    site = tmp_path / "hugo"
    layouts = site / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}")
    (layouts / "list.html").write_text("{{ range .Pages }}{{ .Title }}{{ end }}")
    (site / "hugo.toml").write_text('baseURL = "https://mill.example/"\ntitle = "Test"\n')
    shutil.copytree(posts, site / "content/posts")
    run(str(HUGO), "--quiet", "--destination", site / "out", folder=site)
    pages = [page.read_text() for page in site.rglob("out/posts/**/index.html")]
    _all_are_there(posts, [page for page in pages if page.startswith("<h1>")])


@pytest.mark.skipif(PELICAN_ITSELF is None, reason="there is no Pelican here: .ci/other-programs")
def test_pelican_builds_our_posts(posts: Path, tmp_path: Path) -> None:
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(
        "SITENAME = 'Test'\nTIMEZONE = 'UTC'\nARTICLE_SAVE_AS = 'a/{category}/{slug}.html'\n"
    )
    words = (posts, "-o", tmp_path / "out", "-s", settings)
    run(str(PELICAN_ITSELF), *words, folder=tmp_path)
    _all_are_there(posts, [page.read_text() for page in tmp_path.rglob("out/a/*/*.html")])


def _all_are_there(posts: Path, pages: list[str]) -> None:
    assert len(list(posts.rglob("*.md"))) == len(pages)
    whole = "".join(pages).replace("&amp;", "&").replace("&ldquo;", "“").replace("&rdquo;", "”")
    for title in TITLES:
        assert title in whole


PELICAN = (
    "Title: A title: with a colon\nDate: 2026-03-01 10:00\nCategory: Sea\nTags: a, b\n\nText.\n"
)
HUGO_POST = "+++\ntitle = 'By Hugo'\ndate = 2026-03-02T10:00:00Z\ntags = ['a']\n+++\n\nText.\n"
JEKYLL = "---\nlayout: post\ntitle: By Jekyll\ncategories: [Sea]\nexcerpt: Short\n---\n\nText.\n"


def test_their_posts_build_here(place: Place) -> None:
    place.write("content/posts/pelican.md", PELICAN)
    place.write("content/posts/hugo/by-hugo.md", HUGO_POST)
    place.write("content/posts/2026-03-03-by-jekyll.md", JEKYLL)
    report = place.build()
    assert (3, ()) == (report.published, report.problems)
    feed = place.tree()["feed.json"].decode()
    for title in ("A title: with a colon", "By Hugo", "By Jekyll"):
        assert f'"title": "{title}"' in feed
