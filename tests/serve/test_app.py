"""What a reader gets for what it asks, and what nobody gets."""

import asyncio
import os
from pathlib import Path

import httpx
import pytest

from feeds.serve import app

RSS = b'<?xml version="1.0"?><rss/>'


class Client:
    """Asks the application itself, without a port."""

    def __init__(self, root: Path) -> None:
        self._transport = httpx.ASGITransport(app(root))

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)

    def head(self, path: str) -> httpx.Response:
        return self.request("HEAD", path)

    def request(self, method: str, path: str, **headers: str) -> httpx.Response:
        return asyncio.run(self._request(method, path, headers))

    async def _request(self, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=self._transport) as client:
            return await client.request(method, "http://mill.example" + path, headers=fields)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "output"
    for name, content in {
        "index.html": b"<h1>Mill</h1>",
        "404.html": b"<h1>Lost</h1>",
        "rss.xml": RSS,
        "atom-2.xml": b"<feed/>",
        "feed.json": b"{}",
        "data.json": b"{}",
        "sitemap.xml": b"<urlset/>",
        "feeds.opml": b"<opml/>",
        "style.css": b"p {}",
        "energy/index.html": b"<h1>Energy</h1>",
        "energy/über uns.txt": b"hi",
        "search/index.html": b"<h1>Search</h1>",
        "energy/search/index.html": b"<h1>Not that one</h1>",
        ".hidden": b"secret",
        ".git/config": b"secret",
        "empty.txt": b"",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / "bare").mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return root


@pytest.fixture
def client(site: Path) -> Client:
    return Client(site)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/energy/", "text/html; charset=utf-8"),
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom-2.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/data.json", "application/json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/energy/%C3%BCber%20uns.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_file_has_its_media_type(client: Client, path: str, kind: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'"} <= set(policy)
    assert ["script-src 'self'"] == [rule for rule in policy if "script" in rule]


def test_the_page_to_search_may_run_its_index_and_no_other_page_may(client: Client) -> None:
    def allowed(path: str) -> str:
        return client.get(path).headers["content-security-policy"]

    own = "script-src 'self' 'wasm-unsafe-eval'; "
    assert own in allowed("/search/")
    assert own in allowed("/search/index.html")
    for rule in ("connect-src 'self'", "form-action 'self'", "default-src 'none'"):
        assert rule in allowed("/search/").split("; ")
    for path in ("/", "/energy/", "/energy/search/", "/nothing/", "/style.css"):
        assert "wasm" not in allowed(path)
        assert {"form-action 'none'", "connect-src 'self'"} & {*allowed(path).split("; ")} == {
            "form-action 'none'"
        }


def test_feeds_may_be_fetched_by_pages_of_other_sites_and_pages_may_not(client: Client) -> None:
    allowed = {
        path
        for path in ("/", "/rss.xml", "/atom-2.xml", "/feed.json", "/feeds.opml", "/data.json")
        if client.get(path).headers.get("access-control-allow-origin") == "*"
    }

    assert allowed == {"/rss.xml", "/atom-2.xml", "/feed.json", "/feeds.opml"}


def test_a_browser_gets_a_feed_as_xml_and_so_in_its_style_sheet(client: Client) -> None:
    """Chromium shows application/rss+xml as source text."""
    answer = client.get("/rss.xml", accept="text/html,application/xml;q=0.9,*/*;q=0.8")
    assert "application/xml; charset=utf-8" == answer.headers["content-type"]
    assert "accept" == answer.headers["vary"]
    assert client.get("/rss.xml").headers["content-type"].startswith("application/rss+xml")


def test_head_says_what_get_says_without_the_body(client: Client) -> None:
    got, head = client.get("/rss.xml"), client.head("/rss.xml")

    assert (got.content, head.content) == (RSS, b"")
    assert dict(got.headers) == dict(head.headers)
    assert head.headers["content-length"] == str(len(RSS))


def test_a_folder_without_its_slash_is_redirected(client: Client) -> None:
    answer = client.get("/energy")

    assert (answer.status_code, answer.headers["location"]) == (308, "/energy/")


@pytest.mark.parametrize("path", ["/none", "/bare/", "/bare", "/rss.xml/", "/energy/none/"])
def test_what_is_not_there_gets_the_sites_own_page(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.content) == (404, b"<h1>Lost</h1>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert client.head(path).status_code == 404


def test_a_site_without_such_a_page_says_it_in_a_line(tmp_path: Path) -> None:
    answer = Client(tmp_path / "nowhere").get("/")

    assert answer.status_code == 404
    assert answer.text == "404: there is nothing here\n"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_other_methods_are_told_which_there_are(client: Client, method: str) -> None:
    answer = client.request(method, "/rss.xml")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        *("/.hidden", "/.git/config", "/energy/../.hidden", "/../secret.txt", "/%2e%2e/secret.txt"),
        *("/..%2fsecret.txt", "/energy/%2e%2e/%2e%2e/secret.txt", "//secret.txt", "/rss.xml%00"),
        *("/%00", "/energy//", "/..\\secret.txt", "/..%5csecret.txt", "/%0a"),
        *("/%c0%ae%c0%ae/secret.txt", "/%ff", "/" + "a" * 5000, "/a" * 3000, "/\u202e", "/~root"),
        "//mill.example/",
    ],
)
def test_no_path_leads_out_of_the_folder_or_to_what_is_hidden(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "/../secret.txt",
        "/energy/../../secret.txt",
        "",
        "secret",
        "//",
        "/./rss.xml",
    ],
)
def test_not_even_a_path_that_no_client_would_send(site: Path, path: str) -> None:
    from feeds.serve.locate import locate

    assert locate(site, path) is None


def test_links_out_of_the_folder_and_to_hidden_files_are_not_followed(
    site: Path, client: Client
) -> None:
    (site / "out.txt").symlink_to(site.parent / "secret.txt")
    (site / "outer").symlink_to(site.parent)
    (site / "peek.txt").symlink_to(site / ".hidden")
    (site / "loop").symlink_to(site / "loop")
    (site / "again.xml").symlink_to(site / "rss.xml")

    for path in ("/out.txt", "/outer/secret.txt", "/peek.txt", "/loop"):
        assert client.get(path).status_code == 404
    assert client.get("/again.xml").content == RSS


def test_a_sister_folder_whose_name_begins_alike_is_outside(site: Path, client: Client) -> None:
    sister = site.parent / "output-old"
    sister.mkdir()
    (sister / "a.txt").write_bytes(b"secret")
    (site / "sister").symlink_to(sister)

    assert client.get("/sister/a.txt").status_code == 404


def test_pipes_and_devices_are_no_files(site: Path, client: Client) -> None:
    os.mkfifo(site / "pipe.txt")

    assert client.get("/pipe.txt").status_code == 404


def test_an_unreadable_file_is_not_there(site: Path, client: Client) -> None:
    (site / "rss.xml").chmod(0)
    if os.access(site / "rss.xml", os.R_OK):
        pytest.skip("root reads everything")

    assert client.get("/rss.xml").status_code == 404


# ------------------------------------------------------------------ conditions


def test_a_reader_that_has_the_version_gets_304_and_nothing_else(client: Client) -> None:
    tag = client.get("/rss.xml").headers["etag"]

    for condition in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = client.get("/rss.xml", if_none_match=condition)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "content-type" not in answer.headers


def test_the_tag_is_of_the_bytes_not_of_their_time(site: Path, client: Client) -> None:
    """A clean build gives the same bytes a new time: no subscriber loads them again."""
    tag = client.get("/rss.xml").headers["etag"]

    (site / "new").write_bytes(RSS)
    (site / "new").replace(site / "rss.xml")
    os.utime(site / "rss.xml", (1, 1))

    assert client.get("/rss.xml", if_none_match=tag).status_code == 304


def test_a_change_of_the_same_size_and_time_is_seen(site: Path, client: Client) -> None:
    """Trap: a tag of time and size hides a change within one tick of the clock."""
    status = (site / "rss.xml").stat()
    tag = client.get("/rss.xml").headers["etag"]

    (site / "new").write_bytes(RSS.replace(b"rss", b"RSS"))
    os.utime(site / "new", ns=(status.st_mtime_ns, status.st_mtime_ns))
    (site / "new").replace(site / "rss.xml")

    answer = client.get("/rss.xml", if_none_match=tag)
    assert (answer.status_code, answer.content) == (200, RSS.replace(b"rss", b"RSS"))


def test_the_time_counts_only_where_there_is_no_tag(site: Path, client: Client) -> None:
    os.utime(site / "rss.xml", (1_000_000_000, 1_000_000_000))
    modified = client.get("/rss.xml").headers["last-modified"]
    assert modified == "Sun, 09 Sep 2001 01:46:40 GMT"

    def status(**headers: str) -> int:
        return client.get("/rss.xml", **headers).status_code

    assert status(if_modified_since=modified) == 304
    assert status(if_modified_since="Sun, 09 Sep 2001 01:46:39 GMT") == 200
    assert status(if_modified_since="yesterday") == 200
    assert status(if_modified_since=modified, if_none_match='"other"') == 200


# ---------------------------------------------------------------------- ranges


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-4", RSS[:5]),
        ("bytes=5-", RSS[5:]),
        ("bytes=-5", RSS[-5:]),
        ("bytes=-500", RSS),
        ("bytes=2-9999", RSS[2:]),
        ("bytes=0-0", RSS[:1]),
    ],
)
def test_a_part_is_sent_as_a_part(client: Client, asked: str, expected: bytes) -> None:
    answer = client.get("/rss.xml", range=asked)

    start = RSS.index(expected) if len(expected) > 1 else 0
    assert (answer.status_code, answer.content) == (206, expected)
    assert answer.headers["content-range"] == (
        f"bytes {start}-{start + len(expected) - 1}/{len(RSS)}"
    )


@pytest.mark.parametrize("asked", ["bytes=27-", "bytes=9999-", "bytes=-0"])
def test_a_part_that_is_not_there_gets_416(client: Client, asked: str) -> None:
    answer = client.get("/rss.xml", range=asked)

    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(RSS)}")
    assert client.get("/empty.txt", range="bytes=0-").status_code == 416


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,3-4", "bytes=-", "lines=1-2", "bytes=4-2", "bytes=a-b", "bytes=1-" + "9" * 99],
)
def test_what_is_not_understood_gets_the_whole(client: Client, asked: str) -> None:
    answer = client.get("/rss.xml", range=asked)

    assert (answer.status_code, answer.content) == (200, RSS)


def test_a_part_of_another_version_is_not_mixed_in(client: Client) -> None:
    tag = client.get("/rss.xml").headers["etag"]

    old = client.get("/rss.xml", range="bytes=0-4", if_range='"old"')
    same = client.get("/rss.xml", range="bytes=0-4", if_range=tag)

    assert (old.status_code, same.status_code) == (200, 206)


def test_a_large_file_is_sent_whole_and_in_part(site: Path, client: Client) -> None:
    content = os.urandom(1 << 20) * 9
    (site / "large.bin").write_bytes(content)

    assert client.get("/large.bin").content == content
    assert client.get("/large.bin", range="bytes=5-").content == content[5:]
    assert client.get("/large.bin").headers["content-type"] == "application/octet-stream"


def test_an_answer_is_of_one_version_while_the_file_is_replaced(site: Path) -> None:
    """The file is opened once: size, tag and bytes cannot be of two versions."""
    from starlette.datastructures import Headers

    from feeds.serve.answer import answer
    from feeds.serve.locate import find

    found = find(site, "rss.xml")
    assert found is not None
    (site / "new").write_bytes(RSS * 9)
    (site / "new").replace(site / "rss.xml")

    response = answer(found, Headers(), "GET")

    assert (response.body, response.headers["content-length"]) == (RSS, str(len(RSS)))


# ------------------------------------------------------------------ moved


def redirects(site: Path, *lines: str) -> None:
    (site / "_redirects").write_text("# Made by Feedmill\n" + "\n".join(lines) + "\n")


def test_an_address_that_a_post_left_is_answered_with_the_new_one(site: Path) -> None:
    redirects(site, "/old/ /energy/ 301")
    client = Client(site)

    for answer in (client.get("/old/"), client.head("/old/")):
        assert (308, "/energy/") == (answer.status_code, answer.headers["location"])
        assert "no-cache" == answer.headers["cache-control"], "another post may take it"
    assert 200 == client.get("/energy/").status_code


def test_a_map_that_was_replaced_is_read_again(site: Path) -> None:
    redirects(site, "/old/ /energy/ 301")
    client = Client(site)
    assert "/energy/" == client.get("/old/").headers["location"]
    fresh = site / "next"
    fresh.write_text("/old/ /energy/news/ 301\n")
    fresh.replace(site / "_redirects")
    assert "/energy/news/" == client.get("/old/").headers["location"]

    (site / "_redirects").unlink()
    assert 404 == client.get("/old/").status_code


@pytest.mark.parametrize(
    "line",
    [
        "/old/ //evil.example/ 301",
        "/old/ /\\evil.example/ 301",
        "/old/ https://evil.example/ 301",
        "/old/ /energy/",
        "/old/ /energy/ 200",
        "/old/ /énergie/ 301",
        "/* /energy/ 301",
        "\x00\xff",
    ],
)
def test_a_map_leads_to_no_other_host_and_does_nothing_else(site: Path, line: str) -> None:
    redirects(site, line)
    assert 404 == Client(site).get("/old/").status_code


def test_a_withdrawn_article_is_gone_and_its_notice_says_why(site: Path) -> None:
    (site / "energy/gone.txt").write_text("2026-03-01T00:00:00Z Wrong.\n")
    client = Client(site)

    for answer, body in (
        (client.get("/energy/"), b"<h1>Energy</h1>"),
        (client.head("/energy/"), b""),
    ):
        assert (410, body) == (answer.status_code, answer.content)
        assert "no-cache" == answer.headers["cache-control"], "it may be taken back"
    assert "text/html; charset=utf-8" == client.get("/energy/").headers["content-type"]
    assert 308 == client.get("/energy").status_code
    assert 200 == client.get("/").status_code
