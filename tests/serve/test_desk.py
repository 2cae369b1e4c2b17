"""The desk changes things for one person at this machine, and for no page, name or port else."""

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

import httpx
import pytest

from feeds.serve.desk import Ask, Reply, desk

STYLE = "p { color: red; }"


@dataclass
class Visit:
    """A desk that notes what it is asked, and the person who opened its address."""

    address: str
    client: httpx.Client
    asked: list[Ask] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return self.address.partition("/enter")[0]

    def enter(self) -> str:
        """Open the address that was printed; return the form token of the first page."""
        page = self.client.get(self.address, follow_redirects=True)
        assert 200 == page.status_code
        self.asked.clear()
        return page.text

    def post(self, form: dict[str, str], **headers: str) -> httpx.Response:
        return self.client.post(
            f"{self.origin}/do", data=form, headers={"origin": self.origin, **headers}
        )


@contextmanager
def visited() -> Iterator[Visit]:
    asked: list[Ask] = []

    def answer(ask: Ask) -> Reply:
        asked.append(ask)
        return Reply(next="/done") if ask.form is not None else Reply(page=ask.csrf)

    with desk(answer, STYLE) as address, httpx.Client() as client:
        yield Visit(address, client, asked)


@pytest.fixture
def visit() -> Iterator[Visit]:
    with visited() as made:
        yield made


def test_it_listens_at_this_machine_alone(visit: Visit) -> None:
    assert visit.address.startswith("http://127.0.0.1:")


def test_the_printed_address_is_exchanged_for_a_cookie_once(visit: Visit) -> None:
    opened = visit.client.get(visit.address)
    assert (303, "/") == (opened.status_code, opened.headers["location"])
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert visit.address.rpartition("=")[2] not in cookie
    assert 403 == httpx.get(visit.address).status_code, "it stays in the browser's history"


def test_without_the_cookie_nothing_is_answered(visit: Visit) -> None:
    visit.enter()
    assert 403 == httpx.get(f"{visit.origin}/").status_code
    name = next(iter(visit.client.cookies))
    assert 403 == httpx.get(f"{visit.origin}/", cookies={name: "guessed"}).status_code
    assert 403 == httpx.get(f"{visit.origin}/enter?token=guessed").status_code
    assert [] == visit.asked


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_made_to_lead_here_is_not_answered(visit: Visit, host: str) -> None:
    """DNS rebinding: the browser believes that our answers are evil.example's."""
    visit.enter()
    asked = visit.client.get(f"{visit.origin}/", headers={"host": host})
    assert asked.status_code in (400, 421)
    assert [] == visit.asked


def test_a_form_of_ours_is_answered(visit: Visit) -> None:
    token = visit.enter()
    done = visit.post({"csrf": token, "title": "Fähre & Co", "action": ""})
    assert (303, "/done") == (done.status_code, done.headers["location"])
    assert [{"title": "Fähre & Co", "action": ""}] == [ask.form for ask in visit.asked]


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "http://127.0.0.1:1", "http://localhost"]
)
def test_a_form_that_another_page_sends_is_refused(visit: Visit, origin: str) -> None:
    token = visit.enter()
    assert 403 == visit.post({"csrf": token}, origin=origin).status_code
    assert [] == visit.asked


def test_a_form_without_an_origin_is_refused(visit: Visit) -> None:
    token = visit.enter()
    assert 403 == visit.client.post(f"{visit.origin}/do", data={"csrf": token}).status_code
    assert [] == visit.asked


@pytest.mark.parametrize("token", ["", "guessed", "gu\u00e9ssed"])
def test_a_form_without_the_token_of_our_pages_is_refused(visit: Visit, token: str) -> None:
    visit.enter()
    assert 403 == visit.post({"csrf": token}).status_code
    assert 403 == visit.post({}).status_code
    assert [] == visit.asked


def test_what_is_no_form_is_refused(visit: Visit) -> None:
    token = visit.enter()
    headers = {"origin": visit.origin, "content-type": "text/plain"}
    sent = visit.client.post(f"{visit.origin}/do", content=f"csrf={token}", headers=headers)
    assert 403 == sent.status_code
    assert 413 == visit.post({"csrf": token, "title": "x" * 300_000}).status_code
    assert 405 == visit.client.put(f"{visit.origin}/do").status_code
    assert 403 == visit.post({"csrf": token, **{str(n): "" for n in range(200)}}).status_code
    assert [] == visit.asked


def test_pages_run_nothing_load_nothing_and_are_framed_by_nobody(visit: Visit) -> None:
    visit.enter()
    headers = visit.client.get(f"{visit.origin}/").headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    known = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'sha256-{known}'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "no-store" == headers["cache-control"]
    assert "DENY" == headers["x-frame-options"]
    assert "nosniff" == headers["x-content-type-options"]
    # With no-referrer, browsers say of our own forms that their origin is null.
    assert "same-origin" == headers["referrer-policy"]


def test_each_start_has_secrets_of_its_own() -> None:
    with visited() as one, visited() as other:
        assert one.enter() != other.enter()
        assert re.fullmatch(r".*token=[\w-]{43}", one.address)
        assert set(one.client.cookies.values()).isdisjoint(other.client.cookies.values())
