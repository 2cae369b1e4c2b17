"""One thing wrong, one rule that says so; nothing wrong, silence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.check import agreement, atom, channel, check, history, html, jsonfeed, opml, rss, sitemap
from feeds.model import Problem, Site

Files = dict[str, bytes]
Publish = Callable[..., list[Problem]]

BOM = b"\xef\xbb\xbf"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
URL = "https://mill.example/"

# Rule, file, what stands there, what is put in its place, words of the complaint.
XML_FAULTS = [
    ("declaration", "rss.xml", DECLARATION, "\n" + DECLARATION, "not in the first byte"),
    ("encoding", "rss.xml", 'encoding="UTF-8"', 'encoding="ISO-8859-1"', "encoding is ISO-8859-1"),
    ("doctype", "rss.xml", "<rss ", "<!DOCTYPE rss>\n<rss ", "has a DOCTYPE"),
    ("well-formed", "atom.xml", "</feed>", "", "not well-formed"),
    ("control", "atom.xml", "All about the fire.", "All \x0b about", "not well-formed"),
    ("reference", "atom.xml", "All about the fire.", "All &#11; about", "not well-formed"),
    ("surrogate", "rss.xml", "All about the fire.", "All &#xD800; about", "not well-formed"),
    ("unknown", "rss.xml", None, f"{DECLARATION}\n<recipe/>", "neither a feed, a sitemap nor OPML"),
]
RSS_FAULTS = [
    ("is_version_2_with_one_channel", 'rss version="2.0"', 'rss version="0.92"', "'0.92'"),
    ("channel_has_what_is_required", "<description>News of the mill</description>", "",
     "channel has no description"),
    ("build_date_has_a_zone", "<lastBuildDate>Mon, 02 Mar 2026 09:00:00 +0000",
     "<lastBuildDate>2026-03-02", "not an RFC 822 date"),
    ("items_have_dates", "<pubDate>Mon, 02 Mar 2026 09:00:00 +0000</pubDate>", "", "no pubDate"),
    ("items_have_dates", "<pubDate>Mon, 02 Mar 2026 09:00:00 +0000",
     "<pubDate>Mon, 02 Mar 2026 09:00:00", "not an RFC 822 date with zone"),
    ("items_have_dates", "<pubDate>Mon, 02", "<pubDate>Tue, 02", "not an RFC 822 date with zone"),
    ("items_have_dates", "<pubDate>Mon, 02 Mar 2026 09:00:00 +0000",
     "<pubDate>Mon, 02 Mar 2026 09:00:00 +9999", "not an RFC 822 date with zone"),
    ("updates_have_a_zone", "<dc:creator>", "<atom:updated>today</atom:updated><dc:creator>",
     "not an RFC 3339 date"),
    ("guids_are_no_permalinks", 'guid isPermaLink="false"', "guid", "may be taken for a link"),
    ("items_say_everything_once", "<dc:creator>", "<title>Two</title><dc:creator>", "title twice"),
    ("content_comes_with_description", "<description>All about the fire.</description>", "",
     "no description"),
    ("authors_have_an_address", "<dc:creator>", "<author>Ines</author><dc:creator>",
     "author is no e-mail"),
    ("categories_are_not_empty", "<category>Energy</category>", "<category/>", "empty category"),
    ("enclosures_are_complete", "<dc:creator>", f'<enclosure url="{URL}icon.png"/><dc:creator>',
     "enclosure has no length"),
]  # fmt: skip
ATOM_FAULTS = [
    ("feed_and_entries_have_what_is_required", "<title>The Daily Mill</title>", "", "no title"),
    ("feed_and_entries_have_what_is_required",
     "<updated>2026-03-02T09:00:00Z</updated>\n<author>", "<author>", "entry has no updated"),
    ("entries_say_when_they_were_published",
     "<published>2026-03-02T09:00:00Z</published>", "", "no published date"),
    ("dates_have_a_zone", "<published>2026-03-02T09:00:00Z", "<published>2026-03-02T09:00:00",
     "not an RFC 3339 date"),
    ("dates_have_a_zone", "<published>2026-03-02T", "<published>2026-02-30T", "not an RFC 3339"),
    ("everyone_has_an_author", "<author><name>Ines Halloran</name></author>", "",
     "neither the entry nor the feed"),
    ("authors_have_names", "<name>Ines Halloran</name>", "<name></name>", "author has no name"),
    ("everything_is_said_once", "<summary>", "<summary>Twice</summary><summary>", "summary twice"),
    ("alternates_differ", '<link rel="alternate" type="text/html" href="https://mill.example/2026',
     '<link type="text/html" href="https://other.example/"/>'
     '<link rel="alternate" type="text/html" href="https://mill.example/2026',
     "two alternate links of one type"),
    ("links_have_targets", "<author>", '<link rel="via" href="there"/><author>', "not an absolute"),
    ("text_says_what_it_is", "The fire &amp; the", "The &lt;b&gt; &amp; the", "looks like markup"),
    ("text_says_what_it_is", "<summary>", '<summary type="plain">', "type is 'plain'"),
    ("content_says_what_it_is", 'content type="html"', 'content type="CDATA"', "type 'CDATA'"),
    ("categories_have_terms", 'term="energy"', 'term=""', "no term"),
    ("the_pictures_exist", "<updated>", f"<icon>{URL}none.ico</icon><updated>", "leads to nothing"),
    ("feed_id_is_a_uri", "<id>tag:mill.example,2026:feed/</id>", "<id>mill</id>", "id is no URI"),
]  # fmt: skip
JSON_FAULTS = [
    ("is_version_1_1", "version/1.1", "version/1", "not a JSON Feed 1.1"),
    ("feed_has_what_is_required", '"title": "The Daily Mill"', '"name": "x"', "feed has no title"),
    ("nothing_is_null", '"summary": "All about the fire."', '"summary": null', "null"),
    ("strings_are_legal", "All about the fire.", "All about \\ud800", "half a surrogate pair"),
    ("strings_are_legal", "All about the fire.", "All about \\u000b", "XML does not allow"),
    ("ids_are_strings", '"tag:mill.example,2026:post/fire"', "17", "id is no string"),
    ("items_have_dates", '"date_published": "2026-03-02T09:00:00Z",', "", "no date_published"),
    ("dates_have_a_zone", "2026-03-02T09:00:00Z", "2026-03-02", "not an RFC 3339 date"),
    ("items_have_a_body", '"content_html"', '"content"', "neither content_html nor content_text"),
    ("authors_have_names", '"name": "Ines Halloran"', '"nick": "ines"', "neither name nor url"),
    ("tags_are_words", '"Energy"', '""', "tags are a list of words"),
    ("formats_have_the_same_content", '"content_html"', '"content_text"', "content of entry 1"),
    ("attachments_are_complete", '"tags"', '"attachments": [{"url": "a.mp3"}], "tags"',
     "attachment lacks"),
    ("pictures_exist", '"tags"', '"image": "icon.png", "tags"', "not an absolute URL"),
    ("parse", '"tags"', '"weight": NaN, "tags"', "NaN is no JSON number"),
    ("parse", '"tags"', '"id": "twice", "tags"', "same key twice"),
    ("parse", '"version"', "version", "not JSON"),
    ("parse", None, "[]", "a JSON Feed is an object"),
    ("parse", None, "[" * 100_000, "not JSON that every reader takes"),
]  # fmt: skip
CHANNEL_FAULTS = [
    ("self_is_the_served_address", 'rel="self" href="https://mill.example/rss.xml"',
     'rel="self" href="https://mill.example/feed.xml"', "its self link says"),
    ("home_is_a_page", "<link>https://mill.example/</link>",
     "<link>https://mill.example/none/</link>", "leads to nothing"),
    ("neighbours_exist", "2026/02/rss.xml", "2025/02/rss.xml", "leads to nothing"),
    ("items_have_ids", ">tag:mill.example,2026:post/fire<", "><", "has no id"),
    ("items_have_ids", ">tag:mill.example,2026:post/fire<", ">fire<", "id is no URI"),
    ("ids_are_unique", ":post/fire<", ":post/frost<", "two entries have the id"),
    ("items_have_titles", "The fire &amp; the mill", " ", "has no title"),
    ("items_have_permalinks", "<link>https://mill.example/2026/03/fire/</link>", "", "has no link"),
    ("items_have_permalinks", "<link>https://mill.example/2026/03/fire/</link>",
     "<link>https://mill.example/2026/03/fire</link>", "lacks its slash"),
    ("newest_comes_first", "Sun, 01 Mar 2026", "Wed, 01 Apr 2026", "newer than the one before"),
    ("summaries_are_plain", "All about the fire.", "All &lt;b&gt;about&lt;/b&gt;", "like markup"),
    ("style_sheets_exist", "<rss", f'<?xml-stylesheet href="{URL}none.css"?><rss', "to nothing"),
    ("the_picture_exists", "<lastBuildDate>", "<image><url>icon.png</url></image><lastBuildDate>",
     "not an absolute URL"),
    ("formats_have_the_same_content", "<p>See", "<p>Look", "the content of entry 1 differs"),
    ("content_can_be_shown_anywhere", f'href="{URL}2026/03/fire/"', 'href="/2026/03/fire/"',
     "not an absolute URL"),
    ("content_can_be_shown_anywhere", f'href="{URL}2026/03/fire/"', 'href="#note"',
     "not an absolute URL"),
    ("content_can_be_shown_anywhere", f'href="{URL}2026/03/fire/"', 'href="//mill.example/"',
     "not an absolute URL"),
    ("content_can_be_shown_anywhere", f'href="{URL}2026/03/fire/"', 'href="javascript:alert(1)"',
     "runs a script"),
    ("content_can_be_shown_anywhere", f'{URL}icon.png 2x', "big.png 2x", "not an absolute URL"),
    ("content_can_be_shown_anywhere", f'src="{URL}icon.png"', f'src="{URL}none.png"',
     "leads to nothing"),
    ("content_can_be_shown_anywhere", "<p>See", "<script>x</script><p>See", "holds <script>"),
    ("content_can_be_shown_anywhere", "<p>See", '<p onclick="x()">See', "holds a script"),
]  # fmt: skip
HTML_FAULTS = [
    ("is_utf_8_from_the_start", '<meta charset="utf-8">', "", "does not say that it is UTF-8"),
    ("begins_with_its_doctype", "<!DOCTYPE html>\n", "", "does not begin with"),
    ("has_a_language", ' lang="en"', "", "does not say its language"),
    ("has_a_title", "<title>A page</title>", "<title> </title>", "page has no title"),
    ("has_one_main_heading", "<h1>A page</h1>", "<h1>A</h1><h1>B</h1>", "2 h1 headings"),
    ("heading_levels_are_not_skipped", "<h2>Its part</h2>", "<h3>Its part</h3>",
     "<h3> follows a heading of level 1"),
    ("ids_are_unique", "<p>Text.", '<p id="main">Text.', "2 elements have the id 'main'"),
    ("offers_its_feeds", "application/atom+xml", "text/plain", "does not offer the atom feed"),
    ("offers_its_feeds", '<link rel="alternate" type="application/rss+xml"',
     '<link rel="alternate" type="application/atom+xml" title="A" '
     'href="https://mill.example/energy/atom.xml">\n'
     '<link rel="alternate" type="application/rss+xml"', "another format before RSS"),
    ("offers_are_titled_and_absolute", 'title="RSS"', 'title=""', "without a title"),
    ("offers_are_titled_and_absolute", f'href="{URL}energy/rss.xml"', 'href="rss.xml"',
     "offered at 'rss.xml'"),
    ("offers_its_own_feed_first", "energy/rss.xml", "rss.xml", "another feed is offered before"),
    ("offers_no_archive", "energy/rss.xml", "energy/2026/02/rss.xml", "offers an archive document"),
    ("canonical_is_its_address", f'canonical" href="{URL}energy/"', f'canonical" href="{URL}"',
     "canonical says"),
    ("links_resolve", 'href="/energy/"', 'href="/steam/"', "leads to nothing"),
    ("links_resolve", 'href="/energy/"', 'href="../2026/03/none/"', "leads to nothing"),
    ("links_resolve", 'href="/energy/"', 'href="JavaScript:alert(1)"', "runs a script"),
    ("links_resolve", 'href="/energy/"', 'href="http://[broken"', "not a URL"),
    ("fragments_resolve", 'href="#main"', 'href="#nowhere"', "within the page leads to nothing"),
]  # fmt: skip
OPML_FAULTS = [
    ("is_version_2", 'opml version="2.0"', 'opml version="1.0"', "OPML version is '1.0'"),
    ("has_a_head_with_a_title", "<title>The Daily Mill</title>", "", "no head with a title"),
    ("has_a_body_with_outlines", f'<outline type="rss" text="Energy" xmlUrl="{URL}energy/rss.xml" '
     f'htmlUrl="{URL}energy/"/>', "", "no outline in the body"),
    ("outlines_have_text", ' text="Energy"', ' title="Energy"', "outline has no text"),
    ("subscriptions_say_rss", 'type="rss"', 'type="atom"', "type is 'atom'"),
    ("urls_lead_somewhere", f'htmlUrl="{URL}energy/"', 'htmlUrl="energy/"', "not an absolute URL"),
    ("a_channel_is_listed_once", "</body>",
     f'<outline type="rss" text="E" xmlUrl="{URL}energy/atom.xml"/></body>', "listed twice"),
    ("no_archive_is_listed", "</body>",
     f'<outline type="rss" text="E" xmlUrl="{URL}2026/02/rss.xml"/></body>',
     "an archive document is listed"),
]  # fmt: skip
SITEMAP_FAULTS = [
    ("locations_are_on_this_site", f"<loc>{URL}energy/</loc>", "<loc>/energy/</loc>",
     "not a URL of this site"),
    ("locations_are_on_this_site", f"<loc>{URL}energy/</loc>", f"<loc>{URL}steam/</loc>",
     "leads to nothing"),
    ("entries_have_a_location", f"<loc>{URL}energy/</loc>", "", "not exactly one loc"),
    ("a_location_is_listed_once", f"{URL}energy/2026/01/<", f"{URL}energy/<", "listed twice"),
    ("dates_are_dates", "<lastmod>2026-03-02<", "<lastmod>2 March 2026<", "no W3C date"),
]  # fmt: skip
SITE_FAULTS = [
    ("formats_have_the_same_ids", "atom.xml", "post/fire<", "post/fires<", "2 ids differ from"),
    ("formats_have_the_same_titles", "rss.xml", "The fire &amp; the", "The fire &amp;amp; the",
     "the title of entry 1 differs"),
    ("sitemap_lists_every_page", "sitemaps/pages.xml",
     f"<url><loc>{URL}energy/</loc><lastmod>2026-03-02</lastmod></url>", "", "is in no sitemap"),
    ("sitemap_lists_only_pages", "sitemaps/pages.xml", f"<loc>{URL}energy/<",
     f"<loc>{URL}404.html<", "should not be"),
    ("opml_lists_every_section", "feeds.opml", f"{URL}energy/rss.xml", f"{URL}rss.xml",
     "does not list energy/"),
    ("robots", "robots.txt", "sitemap.xml", "map.xml", "does not name the sitemap"),
    ("archives_say_so", "2026/02/rss.xml", "<fh:archive/>", "", "lacks fh:archive"),
    ("archives_say_so", "rss.xml", "\n<item>", "<fh:archive/>\n<item>", "but is a channel"),
    ("complete_feeds_stand_alone", "rss.xml", "\n<item>", "<fh:complete/>\n<item>",
     "fh:complete and has an archive"),
    ("chains_can_be_walked", "2026/01/rss.xml", 'rel="next-archive"', 'rel="next"',
     "next-archive does not lead back to 2026/02/rss.xml"),
    ("chains_can_be_walked", "2026/01/rss.xml", 'rel="current" href="https://mill.example/rss.xml"',
     'rel="current" href="https://mill.example/energy/rss.xml"', "current does not name rss.xml"),
    ("chains_can_be_walked", "2026/02/rss.xml", 'rel="prev-archive" href="https://mill.example/2026/01',
     'rel="prev-archive" href="https://mill.example/2026/02', "prev-archive goes round"),
    ("chains_can_be_walked", "rss.xml", 'rel="prev-archive" href="https://mill.example/2026/02',
     'rel="prev-archive" href="https://mill.example/energy', "prev-archive is no archive"),
    ("no_archive_is_lost", "2026/02/rss.xml", 'rel="prev-archive"', 'rel="previous"',
     "no channel leads to this archive document"),
    ("archives_do_not_overlap", "2026/01/rss.xml", "post/fair<", "post/fog<",
     "is in 2026/02/rss.xml as well"),
    ("nothing_falls_out_of_history", "energy/2026/01/rss.xml", "post/fair<", "post/fairer<",
     "entries are not in its history"),
    ("every_post_is_in_a_feed", "2026/01/rss.xml", "2026/01/fair/<", "2026/02/fog/<",
     "is not in the history of rss.xml"),
]  # fmt: skip

FAULTS = [
    *XML_FAULTS,
    *((rule, "rss.xml", *rest) for rule, *rest in RSS_FAULTS),
    *((rule, "atom.xml", *rest) for rule, *rest in ATOM_FAULTS),
    *((rule, "feed.json", *rest) for rule, *rest in JSON_FAULTS),
    *((rule, "rss.xml", *rest) for rule, *rest in CHANNEL_FAULTS),
    *((rule, "energy/index.html", *rest) for rule, *rest in HTML_FAULTS),
    *((rule, "feeds.opml", *rest) for rule, *rest in OPML_FAULTS),
    *((rule, "sitemaps/pages.xml", *rest) for rule, *rest in SITEMAP_FAULTS),
    *SITE_FAULTS,
]

TESTED_BELOW = {
    "announces_the_hub",
    "is_small_enough",
    "entries_say_something",
    "no_update_before_publication",
    "keeps_the_limits",
    "site_is_whole",
    "every_format_is_there",
}
ROOMS = (rss, atom, jsonfeed, channel, html, opml, sitemap, agreement, history)


def test_a_site_in_order_has_no_problems(good: Files, problems: Publish) -> None:
    assert problems(good) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [fault[1:] for fault in FAULTS],
    ids=[f"{fault[1]}-{fault[0]}-{number}" for number, fault in enumerate(FAULTS)],
)
def test_a_fault_is_found_where_it_is(
    good: Files, problems: Publish, path: str, old: str | None, new: str, what: str
) -> None:
    text = good[path].decode()
    good[path] = (new if old is None else text.replace(old, new, 1)).encode()
    assert good[path].decode() != text

    found = problems(good)

    assert [each for each in found if what in each.what or what in each.hint], found


def test_every_rule_has_a_document_that_breaks_it() -> None:
    rules = {rule.__name__ for room in ROOMS for rule in room.RULES}

    assert rules <= {fault[0] for fault in FAULTS} | TESTED_BELOW


def test_a_fault_in_xml_names_its_line(good: Files, problems: Publish) -> None:
    good["energy/rss.xml"] = good["energy/rss.xml"].replace(b' isPermaLink="false"', b"", 1)

    (problem,) = problems(good)

    line = good["energy/rss.xml"].split(b"<guid>")[0].count(b"\n") + 1
    assert problem.where == f"energy/rss.xml:{line}"


def test_a_fault_in_json_is_pointed_at(good: Files, problems: Publish) -> None:
    good["feed.json"] = good["feed.json"].replace(b'"2026-03-01T09:00:00Z"', b'"yesterday"')

    assert [p.where for p in problems(good)] == ["feed.json#/items/1/date_published"]


@pytest.mark.parametrize("path", ["rss.xml", "feed.json"])
def test_a_byte_order_mark_is_found(good: Files, problems: Publish, path: str) -> None:
    good[path] = BOM + good[path]

    assert any("byte order mark" in problem.what for problem in problems(good))


@pytest.mark.parametrize("path", ["atom.xml", "feed.json", "energy/index.html"])
def test_bytes_that_are_no_utf_8_are_found(good: Files, problems: Publish, path: str) -> None:
    good[path] = (
        good[path].replace(b"a", b"\xe4", 1)
        if path != "atom.xml"
        else good[path].replace(b"All about", b"\xe4ll about", 1)
    )

    assert any("not UTF-8" in problem.what for problem in problems(good))


def test_a_feed_of_more_than_512_kb_is_told_of(good: Files, problems: Publish) -> None:
    heavy = b"<!-- " + b"x" * 512_000 + b" --></channel>"
    good["rss.xml"] = good["rss.xml"].replace(b"</channel>", heavy)
    good["2026/02/rss.xml"] = good["2026/02/rss.xml"].replace(b"</channel>", heavy)

    (problem,) = problems(good)

    assert problem.where == "rss.xml"
    assert "512" in problem.what


def test_an_update_before_publication_is_found(good: Files, problems: Publish) -> None:
    good["atom.xml"] = good["atom.xml"].replace(
        b"<updated>2026-03-01T09:00:00Z", b"<updated>2026-02-28T09:00:00Z"
    )

    (problem,) = problems(good)

    assert "before it was published" in problem.what


def test_an_entry_that_says_nothing_is_found(good: Files, problems: Publish) -> None:
    text = good["rss.xml"].decode().replace("All about the fire.", "", 1)
    start, end = text.index("<![CDATA["), text.index("]]>") + 3
    good["rss.xml"] = (text[:start] + text[end:]).encode()

    found = problems(good)

    assert any("neither content nor summary" in problem.what for problem in found)


def test_a_complete_feed_may_keep_an_archive_that_it_does_not_name(
    good: Files, complete: Files, problems: Publish
) -> None:
    """RFC 5005 §2: a feed that holds everything has nothing to go back to."""
    assert problems(good | complete) == []


def test_every_channel_names_the_hub_and_no_archive_needs_to(
    good: Files, problems: Publish
) -> None:
    site = Site(title="M", url=URL, authority="mill.example,2026", hub="https://hub.example/")

    found = problems(good, site)

    assert {problem.where for problem in found} == {
        f"{folder}{name}"
        for folder in ("", "energy/")
        for name in ("rss.xml", "atom.xml", "feed.json")
    }


def test_a_sitemap_of_more_than_50_000_pages_is_too_large(good: Files, problems: Publish) -> None:
    more = "".join(f"<url><loc>{URL}?{n}</loc></url>" for n in range(50_001))
    good["sitemaps/pages.xml"] = good["sitemaps/pages.xml"].replace(
        b"</urlset>", more.encode() + b"</urlset>"
    )

    (problem,) = problems(good)

    assert "more than 50,000" in problem.what


@pytest.mark.parametrize("path", ["index.html", "404.html", "robots.txt", "sitemap.xml"])
def test_a_missing_part_of_the_site_is_found(good: Files, problems: Publish, path: str) -> None:
    del good[path]

    assert Problem(where=path, what="is missing", hint="run feedmill build") in problems(good)


def test_a_missing_format_of_a_section_is_found(good: Files, problems: Publish) -> None:
    del good["energy/2026/01/atom.xml"]

    assert any("without its atom twin" in problem.what for problem in problems(good))


def test_nothing_published_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    site = Site(title="M", url=URL, authority="mill.example,2026")

    assert {problem.what for problem in check(tmp_path, site)} == {"is missing"}


def test_dot_files_are_not_looked_at(good: Files, problems: Publish) -> None:
    good[".gitkeep"] = b""
    good[".well/x.xml"] = b"<"

    assert problems(good) == []


def test_no_entity_is_resolved(good: Files, problems: Publish, tmp_path: Path) -> None:
    """An external entity would read the server's files, a nested one fill its memory."""
    secret = tmp_path / "secret.txt"
    secret.write_text("steam")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<rss '
    text = good["rss.xml"].decode().replace("<rss ", doctype, 1)
    good["rss.xml"] = text.replace("All about the fire.", "&x;").encode()

    found = problems(good)

    assert not any("steam" in str(problem) for problem in found)
    assert any("DOCTYPE" in problem.what for problem in found)


def test_a_site_below_a_path_and_with_strange_names_is_in_order(
    good: Files, problems: Publish
) -> None:
    moved = {
        path: content.replace(URL.encode(), f"{URL}paper/".encode()).replace(
            b'href="/energy/"', b'href="/paper/energy/"'
        )
        for path, content in good.items()
    }
    site = Site(title="M", url=f"{URL}paper/", authority="mill.example,2026")

    assert problems(moved, site) == []


def test_a_page_that_wants_no_indexing_belongs_in_no_sitemap(
    good: Files, problems: Publish
) -> None:
    good["energy/index.html"] = good["energy/index.html"].replace(
        b"<title>", b'<meta name="robots" content="NOINDEX"><title>'
    )
    listed = problems(good)
    pages = good["sitemaps/pages.xml"].decode()
    start = pages.index(f"<url><loc>{URL}energy/</loc>")
    good["sitemaps/pages.xml"] = (
        pages[:start] + pages[pages.index("</url>", start) + 6 :]
    ).encode()

    assert [p.what for p in listed] == ["is in a sitemap and should not be"]
    assert problems(good) == []


OLD = "2026/02/blaze/index.html"
LEADS_ON = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{URL}2026/03/fire/">
<meta http-equiv="refresh" content="0; url=../../../2026/03/fire/">
</head>
<body><p><a href="../../../2026/03/fire/">There</a></p></body>
</html>
"""
MAPPED = "# Made by Feedmill\n/2026/02/blaze/ /2026/03/fire/ 301\n"


def test_a_page_that_leads_to_another_is_in_order(good: Files, problems: Publish) -> None:
    good[OLD], good["_redirects"] = LEADS_ON.encode(), MAPPED.encode()
    assert problems(good) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("url=../../../2026/03/fire/", "url=../../../2026/03/flame/", "leads to no page"),
        ("url=../../../2026/03/fire/", "url=../blaze/", "leads to no page"),
        ("url=../../../2026/03/fire/", "url=../../../2026/03/frost/", "names another page"),
        ("noindex", "index", "may be indexed"),
        ('<a href="../../../2026/03/fire/">', '<a href="../fire/">', "leads to nothing"),
        ("<title>Moved</title>", "", "page has no title"),
    ],
)
def test_a_page_that_leads_wrong_is_found(
    good: Files, problems: Publish, old: str, new: str, what: str
) -> None:
    good[OLD] = LEADS_ON.replace(old, new).encode()
    assert any(what in problem.what for problem in problems(good))


def test_a_map_that_leads_to_no_page_names_its_line(good: Files, problems: Publish) -> None:
    good[OLD], good["_redirects"] = LEADS_ON.encode(), MAPPED.replace("fire", "flame").encode()
    assert [p.where for p in problems(good)] == ["_redirects:2"]

    good["_redirects"] = b"/blog/* /:splat 200\n"  # whose it is knows what it means
    assert problems(good) == []
