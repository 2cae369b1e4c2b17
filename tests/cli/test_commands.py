"""The command line: data on one stream, messages on the other, and a status a script can use."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from feeds.cli import main
from feeds.cli.program import reported
from feeds.config import load
from tests.conftest import SETTINGS, Place, article

DUMP = article("Ferry fares fall for the third winter running", category="Energy")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_a_first_feed_in_three_commands(tmp_path: Path) -> None:
    site = tmp_path / "news"
    made = run("init", site, "--title", "The Daily Mill", "--url", "https://mill.example/")
    assert 0 == made.exit_code
    assert f"{site / 'feedmill.toml'}" in made.stdout

    built = run("-C", site, "build")
    assert 0 == built.exit_code, built.stderr
    assert "2 articles in 1 dump: 2 new posts\n" in built.stderr
    assert "" == built.stdout
    assert "<title>The Daily Mill</title>" in (site / "output/rss.xml").read_text()

    again = run("-C", site, "build")
    assert "; nothing to write; " in again.stderr

    checked = run("-C", site, "check")
    assert (0, "") == (checked.exit_code, checked.stdout)


def test_build_says_what_it_did_to_a_script(place: Place) -> None:
    place.drop("monday.txt", DUMP)
    counts = json.loads(run("-C", place.root, "build", "--json").stdout)
    assert (1, 1, 1, []) == (
        *(counts["dumps"], counts["articles"], counts["posts"], counts["problems"]),
    )


def test_a_quiet_build_says_only_what_is_wrong(place: Place) -> None:
    place.drop("monday.txt", DUMP)
    quiet = run("-C", place.root, "build", "--quiet")
    assert (0, "", "") == (quiet.exit_code, quiet.stdout, quiet.stderr)
    place.write("content/posts/a.md", "")
    assert "is empty" in run("-C", place.root, "build", "-q").stderr


def test_a_problem_is_one_line_and_status_one(place: Place) -> None:
    bad = place.drop("picture.txt", "")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = run("-C", place.root, "build")
    assert 1 == result.exit_code
    assert result.stderr.startswith("content/dumps/picture.txt: ")
    status = run("-C", place.root, "status")
    assert 1 == status.exit_code
    assert status.stdout.startswith("refused    content/dumps/picture.txt: ")


def test_status_knows_every_state(place: Place) -> None:
    place.drop("a.txt", DUMP)
    assert "waiting    content/dumps/a.txt" in run("-C", place.root, "status").stdout
    run("-C", place.root, "build")
    (found,) = json.loads(run("-C", place.root, "status", "--json").stdout)
    assert "published" == found["state"]
    (post,) = found["posts"]
    assert "2025/10/ferry-fares-fall-for-the-third-winter-running/" == post["path"]
    (place.root / post["file"]).unlink()
    run("-C", place.root, "build")
    assert "removed by an editor" in run("-C", place.root, "status").stdout


def test_status_sums_up_what_there_is(place: Place) -> None:
    for number in range(25):
        place.drop(f"{number}.txt", article(f"Ferry number {number} sails at noon", category="Sea"))
    run("-C", place.root, "build")
    whole, brief = (run("-C", place.root, "status", *more) for more in ([], ["--summary"]))
    assert "content/dumps" not in whole.stdout
    assert "25 published dumps are not listed" in whole.stderr
    assert "content/dumps/24.txt" in run("-C", place.root, "status", "--all").stdout
    for line in ("dumps      25 published", "posts      25 in 1 category, last 2025-10-09"):
        assert line in whole.stdout
        assert line in brief.stdout
    assert "█" in brief.stdout
    found = json.loads(run("-C", place.root, "status", "--summary", "--json").stdout)
    assert (25, 25) == (found["posts"], found["daily"][-1])
    page = place.root / "status.html"
    assert 0 == run("-C", place.root, "status", "--html", page).exit_code
    assert page.read_text().startswith("<!doctype html>")


def test_doubtful_articles_are_held_until_somebody_looks(place: Place) -> None:
    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write("[split]\nreview_below = 1.0\n")
    place.drop("a.txt", DUMP)
    place.drop("b.txt", article("Owls nest in the chapel above the energy", category="Science"))
    built = run("-C", place.root, "build")
    assert "2 posts held for review: feedmill review\n" in built.stderr

    one, other = run("-C", place.root, "review").stdout.splitlines()
    assert 0 == run("-C", place.root, "review", "--approve", one.split()[0]).exit_code
    assert 0 == run("-C", place.root, "review", "--drop", other.split()[0]).exit_code
    built = run("-C", place.root, "build")
    assert "1 post in" in built.stderr
    assert "" == run("-C", place.root, "review").stdout
    assert 1 == run("-C", place.root, "review", "--drop", "nothing").exit_code


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_split_prints_the_articles_and_writes_nothing(tmp_path: Path, form: str) -> None:
    dump = tmp_path / "monday.txt"
    dump.write_text(DUMP)
    result = run("split", form, dump)
    assert 0 == result.exit_code
    found = json.loads(result.stdout)
    articles = found if form == "--json" else found["articles"]
    assert form == "--json" or found["file"] == "monday.txt"
    assert [1] == [each["start"] for each in articles]
    keys = {"start", "end", "title", "category", "summary", "author", "date", "body", "confidence"}
    assert keys <= articles[0].keys()
    assert [dump] == list(tmp_path.iterdir())


def test_split_explains_each_line(tmp_path: Path) -> None:
    dump = tmp_path / "monday.txt"
    dump.write_text(DUMP)
    explained = run("split", "--explain", dump).stdout
    for line in DUMP.splitlines():
        assert line in explained
    assert "title" in explained


def test_split_names_a_file_that_cannot_be_read_and_goes_on(tmp_path: Path) -> None:
    dump = tmp_path / "monday.txt"
    dump.write_text(DUMP)
    result = run("split", "--jsonl", tmp_path / "gone.txt", dump)
    assert 1 == result.exit_code
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["error"]
    assert second["articles"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["bild"], "did you mean build?"),
        (["zzz"], "see feedmill --help"),
        (["build", "--jsn"], "--json"),
        (["split", "--json", "a", "b"], "--jsonl takes many"),
    ],
)
def test_a_wrong_call_is_status_two_with_a_suggestion(args: list[str], words: str) -> None:
    result = run(*args)
    assert 2 == result.exit_code
    assert words in result.stderr


def test_ctrl_c_is_status_130() -> None:
    @reported
    def stopped() -> int:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as end:
        stopped()
    assert 130 == end.value.code


def test_a_misspelt_setting_is_status_two_with_a_suggestion(place: Place) -> None:
    place.write("feedmill.toml", SETTINGS.replace("title", "titel"))
    result = run("-C", place.root, "build")
    assert 2 == result.exit_code
    assert "feedmill.toml:2: unknown key site.titel (did you mean title?)" in result.stderr


def test_a_folder_that_is_no_site_is_a_wrong_call(tmp_path: Path) -> None:
    for command in ("build", "status", "check", "watch", "serve", "review"):
        result = run("-C", tmp_path, command)
        assert 2 == result.exit_code, command
        assert "feedmill init" in result.stderr


def test_what_a_dump_says_cannot_steer_the_terminal(place: Place) -> None:
    place.drop("a\x1b[31m.txt", DUMP)
    run("-C", place.root, "build")
    assert "\x1b" not in run("-C", place.root, "status").stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = run(name, "--help")
    assert 0 == result.exit_code
    assert "Example" in result.stdout
    assert f"feedmill {name}" in result.stdout or f"feedmill -C /srv/news {name}" in result.stdout


def test_commands_are_those_of_the_contract() -> None:
    assert isinstance(main, click.Group)
    assert {"init", "build", "watch", "serve", "split", "check", "status", "review"} <= set(
        main.commands
    )


def test_diff_shows_what_comes_and_tells_a_script_if_asked(place: Place) -> None:
    run("-C", place.root, "build")
    nothing = run("-C", place.root, "diff", "--exit-code")
    assert (0, "") == (nothing.exit_code, nothing.stdout)

    place.drop("monday.txt", DUMP)
    shown = run("-C", place.root, "diff")
    assert 0 == shown.exit_code
    assert "  + Ferry fares fall for the third winter running\n" in shown.stdout
    assert "2 feeds with something to see" in shown.stderr
    assert 1 == run("-C", place.root, "diff", "--exit-code").exit_code
    energy, site = sorted(
        json.loads(run("-C", place.root, "diff", "--json").stdout)["feeds"],
        key=lambda feed: str(feed["url"]),
        reverse=True,
    )
    assert "https://mill.example/energy/" == energy["url"]
    assert energy["new"] == site["new"]

    place.write("content/posts/a.md", "")
    assert 1 == run("-C", place.root, "diff").exit_code


@pytest.mark.parametrize("place_of_it", [0, 1, 2])
def test_the_folder_may_be_named_before_the_command_or_behind_it(
    place: Place, place_of_it: int
) -> None:
    words = ["build", "--json"]
    words[place_of_it:place_of_it] = ["-C", str(place.root)]
    assert 0 == run(*words).exit_code
    assert 0 == run("status", f"-C{place.root}").exit_code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    printed = run("completion", shell)
    assert 0 == printed.exit_code
    assert f"_FEEDMILL_COMPLETE={shell}_complete" in printed.stdout
    completed = CliRunner().invoke(
        main,
        env={
            "_FEEDMILL_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": "feedmill re",
            "COMP_CWORD": "1" if shell != "fish" else "re",
        },
        prog_name="feedmill",
    )
    assert "review" in completed.stdout
    assert 2 == run("completion", "tcsh").exit_code


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('A "quoted" \\ title', 'A "quoted" \\ title'),
        ("two\nlines\x01and\x7fmore", "two lines and more"),
        ('"""\n[site]\ntitle = "mine"', '""" [site] title = "mine"'),
        ("\udcff", "news"),
        (" ", "news"),
    ],
)
def test_whatever_a_site_is_called_its_settings_can_be_read(
    tmp_path: Path, title: str, shown: str
) -> None:
    made = run("init", tmp_path / "news", "--title", title, "--url", "https://müller.example/")
    assert 0 == made.exit_code
    site = load(tmp_path / "news").site
    assert (shown, "xn--mller-kva.example") == (site.title, site.authority.partition(",")[0])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://[::1", "https://a b/", "mill"])
def test_a_site_is_not_made_for_what_is_no_address(tmp_path: Path, url: str) -> None:
    made = run("init", tmp_path / "news", "--url", url)
    assert 0 != made.exit_code
    assert "not a web address" in made.stderr
    assert not (tmp_path / "news").exists()
