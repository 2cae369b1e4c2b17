"""Which language an article is in, and what is said where that cannot be told."""

import pytest

from feeds.model import Draft, Span
from feeds.split.language import in_languages, language_of

SAID = {
    "en": "The mill burnt down in the night, and nobody who was there at the time can say why.",
    "de": "Die Mühle ist in der Nacht abgebrannt, und niemand kann sagen, wie es dazu kam.",
    "fr": "Le moulin a brûlé dans la nuit, et personne ne sait encore ce qui a mis le feu au toit.",
    "es": "El molino se quemó por la noche y nadie sabe todavía qué fue lo que pasó en la torre.",
    "pt": "O moinho ardeu durante a noite e ninguém sabe ainda o que aconteceu com a torre.",
    "it": "Il mulino è bruciato nella notte e nessuno sa ancora che cosa sia successo alla torre.",
    "nl": "De molen is in de nacht afgebrand en niemand weet nog hoe het vuur is ontstaan.",
    "pl": "Młyn spłonął w nocy i nikt jeszcze nie wie, jak do tego doszło ani czy był tam ktoś.",
    "ru": "Мельница сгорела ночью, и никто ещё не знает, как это было и что там произошло.",
    "ja": "水車小屋は夜のうちに焼け落ちた。なぜ火が出たのかは、まだ誰にもわからない。",
    "zh": "磨坊在夜里被烧毁了，目前还没有人知道起火的原因，也没有人受伤。",
    "ko": "방앗간은 밤사이에 불에 탔고, 왜 불이 났는지 아직 아무도 모른다.",
    "tr": "Değirmen gece yandı ve bunun nasıl olduğu henüz bilinmiyor, ama içinde kimse yoktu.",
    "sv": "Kvarnen brann ner under natten, och det är ännu ingen som vet hur det kunde hända.",
    "uk": "Млин згорів уночі, і ще ніхто не знає, як це було та що там сталося, бо його не було.",
}


def draft(title: str, body: str, language: str = "") -> Draft:
    return Draft(span=Span(first=1, last=1), title=title, body=body, language=language)


@pytest.mark.parametrize(("language", "text"), SAID.items(), ids=list(SAID))
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language == language_of(text)


@pytest.mark.parametrize(
    "text", ["", "Python 3.14.1", "1912 — 1914", "Ω", "lorem ipsum dolor sit amet"]
)
def test_what_tells_too_little_has_no_language(text: str) -> None:
    assert "" == language_of(text)


def test_names_of_another_script_do_not_make_it_the_language() -> None:
    assert "en" == language_of(SAID["en"] + " Its owner signs as 水 and as Ωmega.")


def test_what_a_draft_states_wins_over_its_words() -> None:
    (found,) = in_languages([draft("x", SAID["en"], language="de-AT")])

    assert "de-AT" == found.language


def test_a_short_article_is_in_the_language_of_those_around_it() -> None:
    found = in_languages([draft("Die Mühle", SAID["de"] * 3), draft("Pegel 3,10", "4,20")])

    assert ["de", "de"] == [each.language for each in found]


def test_where_those_around_disagree_a_short_article_has_none() -> None:
    found = in_languages([draft("x", SAID["de"]), draft("y", SAID["en"]), draft("4,20", "3,10")])

    assert ["de", "en", ""] == [each.language for each in found]
