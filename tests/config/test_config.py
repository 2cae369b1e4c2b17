"""A setting that is wrong is found, named and explained; one that is right is used."""

import re
from pathlib import Path

import pytest

from feeds.config import LOCALHOST, NAMED, SECTIONS, TABLES, Config, load, parse
from feeds.errors import ConfigError
from feeds.pipeline.start import start


def complaint(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse(text, "feedmill.toml")
    return caught.value


def test_an_empty_file_is_a_whole_configuration() -> None:
    assert Config() == parse("", "feedmill.toml")
    assert LOCALHOST == Config().to_site().url


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    error = complaint('[site]\ntitle = "x"\ntimezon = "UTC"\n')
    assert "feedmill.toml:3: unknown key site.timezon (did you mean timezone?)" == str(error)


def test_a_misspelt_section_is_answered_with_the_right_one() -> None:
    assert "feedmill.toml:1: unknown key [sites] (did you mean site?)" == str(
        complaint("[sites]\n")
    )


def test_a_category_is_a_table_of_its_own() -> None:
    error = complaint("[categories]\nEnergy = 'x'\n")
    assert "table of tables" in error.what
    assert "[categories.NAME]" in error.hint


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("[feeds]\nmax_items = 0", "feeds.max_items"),
        ("[feeds]\nmax_items = 'many'", "feeds.max_items"),
        ("[feeds]\nmax_days = -1", "feeds.max_days"),
        ("[categories.Energy]\nlanguage = 'the usual'", "categories.Energy.language"),
        ("[categories.Energy]\nimage = 'energy.png'", "categories.Energy.image"),
        ("[categories.Energy]\ntitel = 'x'", "categories.Energy.titel"),
        ("[feeds]\ncontent = 'some'", "feeds.content"),
        ("[feeds]\nformats = ['rss', 'xml']", "feeds.formats"),
        ("[feeds]\nformats = []", "feeds.formats"),
        ("[feeds]\nhub = 'hub'", "feeds.hub"),
        ("[site]\nurl = 'mill.example'", "site.url"),
        ("[site]\nurl = 'javascript:alert(1)'", "site.url"),
        ("[site]\nurl = 'https://mill.example/?a=b'", "site.url"),
        ("[site]\nauthority = 'mill'", "site.authority"),
        ("[site]\nlanguage = 'English!'", "site.language"),
        ("[site]\ntimezone = 'Mars/Olympus'", "site.timezone"),
        ("[site]\ntimezone = '../../etc/passwd'", "site.timezone"),
        ("[split]\nreview_below = 2.0", "split.review_below"),
        ("[watch]\nquiet_seconds = -1.0", "watch.quiet_seconds"),
    ],
)
def test_a_value_without_sense_is_named_with_its_line(line: str, named: str) -> None:
    error = complaint(line + "\n")
    assert "feedmill.toml:2" == error.where
    assert named in error.what
    assert error.hint


def test_text_that_is_not_toml_is_said_to_be_so() -> None:
    assert "not TOML" in complaint("[site\n").what


def test_the_url_gets_its_slash() -> None:
    config = parse('[site]\nurl = "https://mill.example/news"\n', "feedmill.toml")
    assert "https://mill.example/news/" == config.to_site().url


def test_the_table_of_a_project_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.feedmill.site]\ntitle = "Mine"\n')
    assert "Mine" == load(tmp_path).site.title


def test_a_folder_without_settings_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="feedmill init"):
        load(tmp_path)


def test_the_file_of_a_new_site_states_every_key_at_its_default(tmp_path: Path) -> None:
    """What `init` writes cannot fall behind what there is to set."""
    start(tmp_path / "news")
    text = (tmp_path / "news/feedmill.toml").read_text("utf-8")

    for section, keys in SECTIONS.items():
        assert f"[{section}]" in text or f"[{section}." in text
        for key in keys.__struct_fields__:
            assert f"\n{key} = " in text or f"\n# {key} = " in text or f".{key}]" in text, key
    for section, keys in {**NAMED, **TABLES}.items():
        below = re.split(rf"^# \[+{section}\b", text, flags=re.MULTILINE)[1].partition("\n\n")[0]
        assert [*keys.__struct_fields__] == re.findall(r"^# (\w+) = ", below, re.MULTILINE)
    config = load(tmp_path / "news")
    assert Config().feeds == config.feeds
    assert Config().split == config.split
    assert Config().watch == config.watch
    assert "news" == config.site.title


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    start(tmp_path)
    with pytest.raises(ConfigError, match="already"):
        start(tmp_path)
