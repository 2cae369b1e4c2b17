"""Parts of a dump that could not be read are told, in every run, until they are mended."""

from tests.conftest import NOON, Place
from tests.read.samples import MAILS, zipped


def damaged_zip() -> bytes:
    data = bytearray(zipped(a_txt=b"Mill fire\nIt burnt.\n" * 9, b_eml=MAILS[1].encode()))
    data[45:60] = b"x" * 15
    return bytes(data)


def dropped(place: Place, name: str, data: bytes) -> None:
    (place.root / "content/dumps" / name).write_bytes(data)


def test_a_damaged_member_is_a_problem_in_every_build_and_in_the_status(place: Place) -> None:
    dropped(place, "mails.zip", damaged_zip())

    for _ in range(2):
        report = place.build()
        (problem,) = report.problems
        assert "content/dumps/mails.zip" == problem.where
        assert "a.txt: not read: damaged" in problem.what
        assert 1 == report.published


def test_it_is_still_told_when_the_catalogue_is_gone(place: Place) -> None:
    """Promise 3."""
    dropped(place, "mails.zip", damaged_zip())
    place.build()
    for path in (place.root / ".feedmill").iterdir():
        path.unlink()

    assert 1 == len(place.build().problems)


def test_the_status_names_each_part(place: Place) -> None:
    from feeds.pipeline.status import status

    dropped(place, "mails.zip", damaged_zip())
    place.build()
    with place.open() as mill:
        (found,) = status(mill)

    assert "published" == found.state
    assert ["a.txt"] == [part.partition(":")[0] for part in found.skipped]


def test_a_mended_or_removed_dump_is_no_problem_any_longer(place: Place) -> None:
    dropped(place, "mails.zip", damaged_zip())
    place.build()
    dropped(place, "mails.zip", zipped(b_eml=MAILS[1].encode(), c_eml=MAILS[0].encode()))

    assert () == place.build().problems


def test_a_picture_beside_the_articles_is_no_problem(place: Place) -> None:
    dropped(place, "mails.zip", zipped(a_eml=MAILS[0].encode(), b_png=b"\x89PNG\r\n\x1a\nx"))

    assert () == place.build().problems


def test_of_many_parts_the_first_is_told_and_their_number(place: Place) -> None:
    lines = ['{"title": "A", "body": "b"}', *('{"title": "cut' for _ in range(40))]
    place.drop("scraped.jsonl", "\n".join(lines), NOON)

    (problem,) = place.build().problems
    assert problem.what.startswith("more than 20 parts of it could not be read, the first: line 2")
