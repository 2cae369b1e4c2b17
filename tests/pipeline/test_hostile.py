"""Every hostile dump is published safely or refused with its reason, and the rest goes on."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from feeds.model import DumpStatus
from feeds.names import spelt
from feeds.pipeline.checking import check
from feeds.pipeline.mill import open_mill
from feeds.pipeline.status import status
from tests.conftest import Place, new_place
from tests.pipeline.hostile import CANARY, NAMED, NAMES, REFUSED, TEXTS, by_hand, lay_traps

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A site that took all of it in, in one build, and a good article."""
    outside = tmp_path_factory.mktemp("outside")
    place = new_place(outside / "site")
    dumps = place.root / "content/dumps"
    for number, (name, content) in enumerate(cases().items()):
        path = dumps / file_name(number, name)
        path.write_bytes(content)
    for name in NAMES:
        (dumps / name).write_bytes(NAMED + f"{len(name)}\n".encode())
    for name, text in by_hand().items():
        place.write(f"content/posts/hand/{name}.md", text)
    lay_traps(dumps, outside)
    place.build()
    return place


def cases() -> dict[str, bytes]:
    return TEXTS | {name: content for name, (content, _) in REFUSED.items()}


def file_name(number: int, name: str) -> str:
    return f"{number:03} {name}.txt"


def states(place: Place) -> dict[str, DumpStatus]:
    with open_mill(place.root, alone=False) as mill:
        return {each.name: each for each in status(mill)}


@pytest.fixture(scope="module")
def found(besieged: Place) -> dict[str, DumpStatus]:
    return states(besieged)


@pytest.mark.parametrize(("number", "name"), list(enumerate(TEXTS)))
def test_a_hostile_text_is_published(found: dict[str, DumpStatus], number: int, name: str) -> None:
    state = found[file_name(number, name)]
    assert ("published", "") == (state.state, state.reason)
    assert state.posts


@pytest.mark.parametrize(("number", "name"), list(enumerate(REFUSED, len(TEXTS))))
def test_what_is_no_text_is_refused_with_a_reason(
    found: dict[str, DumpStatus], number: int, name: str
) -> None:
    state = found[file_name(number, name)]
    assert "refused" == state.state
    assert REFUSED[name][1] in state.reason
    assert state.reason


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_file_may_be_called_anything(found: dict[str, DumpStatus], name: str) -> None:
    assert "published" == found[spelt(name)].state


def test_what_is_no_file_is_neither_read_nor_followed(
    besieged: Place, found: dict[str, DumpStatus]
) -> None:
    assert len(cases()) + len(NAMES) == len(found), "no pipe, socket or link among them"
    assert not [
        name for name, content in besieged.tree().items() if b"nobody was to read" in content
    ]


def test_nothing_is_written_outside(besieged: Place) -> None:
    outside = besieged.root.parent
    assert {"site", "secret"} == {path.name for path in outside.iterdir()}
    assert ["key.txt"] == [path.name for path in (outside / "secret").iterdir()]
    wanted = {"content", "output", ".feedmill", "feedmill.toml"}
    assert wanted == {path.name for path in besieged.root.iterdir()}
    for path in (besieged.root / "output").rglob("*"):
        assert not path.is_symlink()
        assert len(path.name.encode()) <= 255


_NOT_OUR_FAULT = (
    "more than every reader",  # fifty articles of which some run on for a hundred kilobytes
    "a link leads to nothing",  # those that an editor wrote
)


def test_all_that_is_published_is_sound(besieged: Place) -> None:
    found = [str(fault) for fault in check(besieged.root)]
    assert not [fault for fault in found if not any(each in fault for each in _NOT_OUR_FAULT)]


def test_a_second_build_finds_nothing_to_do(besieged: Place) -> None:
    report = besieged.build()
    assert (0, 0) == (report.written, report.dumps)


class _Dangers(HTMLParser):
    """Notes every tag and attribute that could run something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "base", "form", "svg", "math", "style"):
            self.found.append(tag)
        if tag == "script" and _is_ours(dict(attrs)):
            self.found.pop()
        for name, value in attrs:
            scheme = re.sub(r"[\s\0]", "", value or "").partition(":")[0].lower()
            if name.startswith("on") or scheme in ("javascript", "vbscript", "data"):
                self.found.append(f"{tag} {name}={value}")


def _is_ours(attributes: dict[str, str | None]) -> bool:
    """Say whether a script is data, which no browser runs, or a file of the theme."""
    source = attributes.get("src") or ""
    ours = source.startswith((".", "/", "https://mill.example/")) and "//" not in source[8:]
    return ours or attributes.get("type") == "application/ld+json"


def test_no_page_holds_anything_that_runs(besieged: Place) -> None:
    for name, content in besieged.tree().items():
        if name.endswith(".html"):
            page = _Dangers()
            page.feed(content.decode())
            ours = ["style"] if name == "404.html" else []  # it is shown from any address
            assert ours == page.found, name


_GATHER = """<p id=titles></p><script>
onload = () => document.getElementById("titles").textContent =
  [...document.querySelectorAll("iframe")].map(f => f.contentDocument.title).join("|")
</script>"""


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium")
def test_nothing_runs_in_a_browser(besieged: Place, tmp_path: Path) -> None:
    """Opened as files, where no header of a server forbids scripts; with one that has a script."""
    canary = tmp_path / "canary.html"
    canary.write_text(f"<title>safe</title><script>document.title='{CANARY}'</script>")
    found = sorted((besieged.root / "output").glob("[0-9]*/[0-9]*/*/index.html"))
    pages = [canary, *(path for path in found if path.stat().st_size < 200_000)]
    frames = "".join(f'<iframe src="{path.as_uri()}"></iframe>' for path in pages)
    (tmp_path / "all.html").write_text(frames + _GATHER)

    titles = _titles(tmp_path / "all.html", tmp_path)

    assert len(pages) == len(titles) > 50
    assert CANARY == titles[0], "a script that runs is seen"
    assert CANARY not in titles[1:]


def _titles(page: Path, profile: Path) -> list[str]:
    """Return the titles of a page's frames, after their scripts ran, in Chromium."""
    call = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    call += ["--disable-web-security", "--allow-file-access-from-files"]
    call += ["--virtual-time-budget=20000", f"--user-data-dir={profile}/profile", page.as_uri()]
    done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=180)
    gathered = re.search(r'<p id="titles">(.*?)</p>', done.stdout, re.DOTALL)
    assert gathered
    return gathered[1].split("|")
