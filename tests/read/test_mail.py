"""Messages and mailboxes: who wrote what when, in any encoding."""

from datetime import UTC, datetime

import pytest

from feeds.errors import DumpError
from feeds.model import Draft, Dump
from feeds.read import read

from .samples import MAILS, TITLES

HEAD = "Message-ID: <1@mill.example>\nFrom: Ann <ann@mill.example>\nSubject: Mill fire\n"


def reading(data: bytes | str, name: str = "a.eml") -> Dump:
    data = data if isinstance(data, bytes) else data.encode()
    return read(name, data, digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def only(data: bytes | str) -> Draft:
    (draft,) = reading(data).drafts or ()
    return draft


def test_a_message_is_told_by_its_header_whatever_its_name() -> None:
    assert reading(MAILS[0], "a.txt").media_type == "message/rfc822"
    assert (
        reading("From: the mill\nSubject: fire\n\nIt burnt.\n", "a.txt").media_type == "text/plain"
    )


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("koi8-r", "koi8-r"), ("x-unknown", "utf-8")],
)
def test_a_body_is_read_in_the_charset_that_it_states(charset: str, encoding: str) -> None:
    words = "Мельница сгорела" if encoding == "koi8-r" else "Die Mühle brannte"
    head = f"{HEAD}MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"

    assert words == only(head.encode() + words.encode(encoding)).body


def test_header_words_are_decoded() -> None:
    """RFC 2047, in two words of two charsets, and raw UTF-8 as some programs write it."""
    mail = (
        "Message-ID: <1>\nFrom: =?iso-8859-1?q?M=FCller=2C_Ann?= <a@mill.example>\n"
        "Subject: =?utf-8?b?TcO8aGxl?= =?iso-8859-1?q?_f=FCr?=\n alle\n\nText.\n"
    )

    assert ("Mühle für alle", ("Müller, Ann",)) == (only(mail).title, only(mail).byline)
    assert only("Message-ID: <1>\nSubject: Mühle\n\nText.\n").title == "Mühle"


def test_plain_text_is_preferred_and_attachments_are_not_text() -> None:
    mail = (
        HEAD
        + """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/html

<p>As HTML</p>
--b
Content-Type: text/plain

As text
--b--
--a
Content-Type: text/plain
Content-Disposition: attachment; filename=x.txt

Attached
--a--
"""
    )

    assert only(mail).body == "As text"


def test_html_alone_becomes_markdown() -> None:
    mail = (
        HEAD
        + "Content-Type: text/html\n\n<h2>Calm</h2><p>Nobody <b>hurt</b>.</p><script>x</script>"
    )

    assert only(mail).body == "## Calm\n\nNobody hurt."


def test_an_html_newsletter_of_several_articles_is_split_by_its_structure() -> None:
    articles = "".join(f"<article><h2>Title {n}</h2><p>Words of it.</p></article>" for n in (1, 2))

    dump = reading(f"{HEAD}Content-Type: text/html\n\n<html><body>{articles}</body></html>")

    assert ["Title 1", "Title 2"] == [draft.title for draft in dump.drafts or ()]


def test_a_digest_goes_on_as_text_for_the_splitter() -> None:
    body = "Mill fire\nIt burnt.\n-----\nFerry\nIt stays.\n-----\nCouncil\nIt met.\n"

    dump = reading(HEAD + "\n" + body)

    assert (None, "Mill fire") == (dump.drafts, dump.title)
    assert dump.text == f"Mill fire\n\n{body}"


def test_flowed_text_is_joined_and_quotes_stay_quotes() -> None:
    mail = (
        HEAD + "Content-Type: text/plain; format=flowed\n\nOne \ntwo.\n\n> said\n> so\n\n* star\n"
    )

    assert only(mail).body == "One two.\n\n> said\n> so\n\n- star"


def test_from_within_a_message_does_not_begin_another() -> None:
    box = f"From a@b Sun Mar  1 09:00:00 2026\n{MAILS[0]}From here on 2026\n\n>From there.\n"

    (draft,) = reading(box, "a.mbox").drafts or ()
    assert draft.body.endswith("From here on 2026\n\nFrom there.")


def test_a_message_that_cannot_be_read_does_not_stop_the_mailbox() -> None:
    line = "From a@b Sun Mar  1 09:00:00 2026\n"
    box = f"{line}{MAILS[0]}\n{line}Subject: empty\n\n\n{line}{MAILS[1]}"

    dump = reading(box, "a.mbox")

    assert list(TITLES) == [draft.title for draft in dump.drafts or ()]
    assert dump.text.endswith("message 2: a message without text\n")


def test_a_message_without_subject_is_called_by_its_first_words() -> None:
    draft = only("Message-ID: <1>\nFrom: ann@mill.example\n\nThe *mill* burnt. Nobody was hurt.\n")

    assert ("The mill burnt", True, ("ann",)) == (draft.title, draft.title_derived, draft.byline)


@pytest.mark.parametrize("date", ["yesterday", "Sun, 99 Mar 2026 09:00 +9999", "1" * 5000, "March"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert only(f"{HEAD}Date: {date}\n\nText.\n").published is None


def test_a_message_of_nothing_but_pictures_is_refused() -> None:
    with pytest.raises(DumpError, match="without text"):
        reading(
            HEAD + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        )
