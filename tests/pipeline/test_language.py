"""The language of articles, from the dump to the feeds."""

from pathlib import Path

from feeds.pipeline.splitting import split_file
from tests.conftest import Place

GERMAN = (
    "Über die Mühle\n\n"
    "Die Mühle ist in der Nacht abgebrannt, und niemand kann sagen, wie es dazu kam. Auch der\n"
    "Müller weiß es nicht, denn er war zu der Zeit nicht im Haus.\n"
)
PAGE = (
    "<html lang='{}'><head><title>x</title></head><body><article><h1>Über</h1><p>{}</p></article>"
)


def front(place: Place) -> str:
    (path,) = place.posts().values()
    return path.read_text("utf-8").split("---")[1]


def test_an_article_says_its_language_and_its_address_is_spelt_in_it(place: Place) -> None:
    place.drop("bote.txt", GERMAN)
    place.build()

    assert "lang: de\n" in front(place)
    assert "slug: ueber-die-muehle\n" in front(place)
    assert ">de</dc:language>" in place.tree()["rss.xml"].decode()


def test_what_a_page_says_of_its_language_is_not_guessed_again(place: Place) -> None:
    place.drop("page.html", PAGE.format("de-CH", "The mill burnt down in the night. " * 20))
    place.build()

    assert "lang: de-CH\n" in front(place)


def test_a_post_that_there_is_keeps_id_and_address_when_its_language_is_known(place: Place) -> None:
    """A post of a time when nobody told the language is corrected by its dump."""
    place.drop("bote.txt", GERMAN)
    place.build()
    before = front(place)
    place.drop("bote.txt", GERMAN.replace("nicht im Haus", "nicht zu Haus"), received=1_760_100_000)
    place.build()

    kept = [line for line in before.split("\n") if line.startswith(("id:", "slug:", "lang:"))]
    assert all(line in front(place).split("\n") for line in kept)


def test_one_label_is_one_category_in_whatever_language_its_articles_are(place: Place) -> None:
    place.drop("bote.txt", "Bücher\n" + GERMAN)
    place.drop(
        "post.txt",
        "Bücher\nOn the mill\n\nThe mill burnt down in the night, and nobody who was there"
        " at the time can say why it did or what it was that they saw of it.\n",
    )
    place.build()

    assert {"bucher"} == {name.split("/")[0] for name in place.posts()}


def test_the_split_shows_the_language(tmp_path: Path) -> None:
    path = tmp_path / "bote.txt"
    path.write_text(GERMAN, "utf-8")

    assert '"language": "de"' in "".join(split_file(path, "json"))
