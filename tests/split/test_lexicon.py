"""The lexicon: what it holds can be found, and says what it is in any of its languages."""

import pytest

from feeds.split.lexicon import CLASSES, furniture, phrases, words_of
from feeds.split.surplus import says


def test_every_phrase_is_found_where_a_line_says_it() -> None:
    lost = [
        phrase
        for kind in CLASSES
        for phrase in phrases(kind)
        if not furniture(phrase, words_of(phrase)).first >> CLASSES.index(kind) & 1
    ]

    assert not lost


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Article continues below", "advert"),
        ("Disclosure: affiliate links below", "advert"),
        ("Nach der Werbung geht es weiter", "advert"),
        ("Continúa después de la publicidad", "advert"),
        ("Czytaj dalej pod reklamą", "more"),
        ("Juttu jatkuu mainoksen jälkeen", "advert"),
        ("広告のあとに続きます", "advert"),
        ("The best of the Mill, straight to your inbox. Sign up here.", "subscribe"),
        ("Les nouvelles du port dans votre boîte, abonnez-vous", "subscribe"),
        ("You will find more infographics at Ostrey Figures", "more"),
    ],
)
def test_what_newspapers_print_between_paragraphs_says_what_it_is(line: str, kind: str) -> None:
    assert kind == says(line)


@pytest.mark.parametrize(
    "line",
    [
        "The road continues below the dam and crosses the river twice before it reaches the mill.",
        "After the break the second half began with a goal from the corner flag.",
    ],
)
def test_a_sentence_with_such_words_in_it_is_none(line: str) -> None:
    assert not says(line)
