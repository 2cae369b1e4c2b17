"""What Feedmill itself publishes is a site that every reader takes."""

from pathlib import Path

import pytest

from feeds.check import check
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill

DUMPS = Path(__file__).parents[2] / "content" / "dumps"

HOSTILE = """---
title: "<script>alert(1)</script> & ]]> &lt;b&gt; \\u0007 \\u202e {{ title }}"
date: 2026-03-02
category: "../..//C++ & B"
authors: ["<i>Nobody</i>", ""]
tags: ["", "a & b", "<u>"]
summary: "<p>Half a tag <a href='x'"
---

<script>alert(1)</script><p onclick="x()">One</p>

##### A heading that skips levels

[javascript](javascript:alert(1)), [relative](../plain/), [fragment](#nowhere), [bad](http://[x).

![](//host.example/picture.png) ![](/icon.png) <img srcset="/icon.png 1x, /icon.png 2x">

&#0; &#xD800; \u200b <!-- never closed
"""


@pytest.mark.parametrize("most", [2, 50])
def test_the_sample_site_is_in_order(tmp_path: Path, most: int) -> None:
    """With an archive behind each feed, and with feeds that hold everything."""
    (tmp_path / "content" / "dumps").mkdir(parents=True)
    for dump in DUMPS.iterdir():
        (tmp_path / "content" / "dumps" / dump.name).write_bytes(dump.read_bytes())
    settings = f'[site]\nurl = "https://mill.example/"\n[feeds]\nmax_items = {most}\nmax_days = 0\n'
    (tmp_path / "feedmill.toml").write_text(settings, "utf-8")

    with open_mill(tmp_path) as mill:
        report = build(mill)
        problems = list(check(mill.output.root, mill.site))

    assert report.published >= 20
    assert problems == []


def test_a_hostile_post_does_no_harm(tmp_path: Path) -> None:
    """It may look odd; feeds and pages stay ones that every reader takes."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "hostile.md").write_text(HOSTILE, "utf-8")
    (posts / "plain.md").write_text(
        "---\ntitle: Plain\ndate: 2026-03-01\ncategory: News\n---\nText.\n", "utf-8"
    )
    (tmp_path / "feedmill.toml").write_text('[site]\nurl = "https://mill.example/"\n', "utf-8")

    with open_mill(tmp_path) as mill:
        report = build(mill)
        problems = list(check(mill.output.root, mill.site))

    assert report.published == 2
    assert [str(problem) for problem in problems] == []
