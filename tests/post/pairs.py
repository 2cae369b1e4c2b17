"""Pairs of articles of which somebody knows whether they are one: our own prose, dealt out.

Each pair is made by one kind of fate: what sites do to an article that they take over,
and the ways in which two articles look like one.  The same on every machine.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from feeds.model import Category, Post

EACH = 16  # pairs of a kind
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)

_TOWNS = (
    *("Brackwater", "Lowmere", "Quellhafen", "Ostrey"),
    *("Tarnby", "Saltmoor", "Eddlestone", "Harrowgate"),
)
_NAMES = (
    *("Anna Berg", "Tom Harker", "Ines Vidal", "Jonas Reede"),
    *("Mary Pell", "Karim Saadi", "Lena Voss"),
)
_THINGS = (
    *("the ferry landing", "the rope works", "the weather mast", "the old customs house"),
    *("the mill race", "the lock gates", "the reading room", "the tide clock"),
    *("the tram depot", "the signal tower"),
)
_SENTENCES = (
    "Nobody in {town} expected {thing} to be finished before the autumn storms came in.",
    "{name}, who has looked after {thing} for {n} years, said that the foundations were sound.",
    "The council set aside {n} thousand crowns for it, and has spent rather more than half.",
    "Two engineers walked along the quay with a lamp and wrote down every crack they found.",
    "A petition with {n} signatures was handed over on the steps of the town hall in the rain.",
    "For a while it looked as if the whole matter would be settled by doing nothing at all.",
    "Visitors are told to keep to the left bank, where the planks were laid again last spring.",
    "The county archive holds a drawing of it from the year when the first steamer came up.",
    "What it will cost to keep {thing} open in winter is a question that nobody likes to answer.",
    "{name} pointed out that the bridge carries more carts in a week than it once did in a year.",
    "Children from the school by the harbour have painted the hoarding with gulls and whales.",
    "The insurers asked for a second opinion, and then for a third, and then for a longer rope.",
    "On the other side of {town} the mood is different, for there the water never comes.",
    "A spokesman for the port said that {n} ships had been turned away since the new year.",
    "The night watch keeps a list of lights that went out and of the people who lit them again.",
    "If the wind stays in the west, the work can go on until the frost reaches the upper locks.",
    "There was applause when {name} said that the old bell would be hung where it used to be.",
    "The report runs to {n} pages, and its last chapter is about the colour of the railings.",
    "Farmers upstream would rather have a deeper channel, and have said so at every meeting.",
    "The first stone was laid without a speech, which most people there thought was a mercy.",
    "Since then the pumps have run day and night, and the cellars in Mill Lane are dry.",
    "An older plan, with a tunnel in it, lies in a drawer and is taken out every few years.",
    "The tram stops at the corner again, although nobody has painted the new times on the sign.",
    "It will be voted on in spring, after the fishermen are back and before the fair begins.",
    "Whoever wants to see it can come on Saturdays, when {name} opens the small door at the back.",
    "The paper mill offered its cranes for {n} days, on the condition that they come back clean.",
)
_HEADLINES = (
    "{town} puts off its decision about {thing}",
    "Why {thing} stays shut for another winter",
    "Repairs to {thing} cost more than {town} had thought",
    "{name} takes charge of {thing} in {town}",
)
_FURNITURE = (
    "Subscribe to our newsletter and get the morning's stories from the coast in one letter.",
    "Read more: what the harbour master wrote down during the long night of the storm.",
    "Share this article with friends, or leave a comment below if you were there yourself.",
    "All rights reserved. No part of this page may be printed elsewhere without our consent.",
)
_BETTER = {
    "said that": "explained that",
    "the whole matter": "the entire matter",
    "rather more than": "somewhat more than",
    "for a while": "for some time",
    "keep to the left": "stay on the left",
    "day and night": "around the clock",
    "was handed over": "was delivered",
    "would rather have": "would prefer",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, whether they are one, and what happened to them."""

    kind: str
    one: Post
    other: Post
    same: bool


def pairs() -> Iterator[Pair]:
    """Yield every pair of every kind."""
    for fates, same in ((COPIES, True), (STRANGERS, False)):
        for fate in fates:
            for number in range(EACH):
                chance = Random(f"{fate.__name__} {number}")
                one, other = fate(chance)
                yield Pair(fate.__name__, one, other, same)


def post(title: str, body: str, when: datetime = MONDAY, dek: str = "") -> Post:
    return Post(
        id="tag:mill.example,2026:post/0",
        slug="x",
        title=title,
        published=when,
        updated=when,
        category=Category(term="news", label="News"),
        body=body,
        summary=dek,
    )


def _filled(chance: Random, text: str) -> str:
    return text.format(
        town=chance.choice(_TOWNS),
        name=chance.choice(_NAMES),
        thing=chance.choice(_THINGS),
        n=chance.randint(3, 900),
    )


def _written(chance: Random, sentences: int = 12) -> list[str]:
    chosen = [_filled(chance, text) for text in chance.sample(_SENTENCES, sentences)]
    return [" ".join(chosen[at : at + 3]) for at in range(0, sentences, 3)]


def _original(chance: Random) -> tuple[str, list[str]]:
    return _filled(chance, chance.choice(_HEADLINES)), _written(chance, chance.randint(9, 15))


def _laid(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


# ---------------------------------------------------------------- one article

Fate = Callable[[Random], tuple[Post, Post]]


def other_dek(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text), dek=text[0]), post(title, _laid(text), dek="A look back.")


def furniture_below(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    more = [*text, *chance.sample(_FURNITURE, 2)]
    return post(title, _laid(text)), post(title, _laid(more))


def furniture_within(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    at = chance.randint(1, len(text) - 1)
    return post(title, _laid(text)), post(
        title, _laid([*text[:at], chance.choice(_FURNITURE), *text[at:]])
    )


def other_furniture(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    one, other = chance.sample(_FURNITURE, 2)
    return post(title, _laid([*text, one])), post(title, _laid([*text, other]))


def agency_line(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    named = f"{chance.choice(_TOWNS).upper()} (Coast Wire) – {text[0]}"
    return post(title, _laid(text)), post(title, _laid([named, *text[1:]]))


def two_agency_lines(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    one, other = (f"{name} (Wire) – {text[0]}" for name in chance.sample(_TOWNS, 2))
    return post(title, _laid([one, *text[1:]])), post(title, _laid([other, *text[1:]]))


def other_headline(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text)), post("A long wait on the coast", _laid(text))


def shortened(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text)), post(title, _laid(text[:-1]))


def cut_within(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text)), post(title, _laid([*text[:1], *text[2:]]))


def other_marks(chance: Random) -> tuple[Post, Post]:
    """Other quotes and dashes, links, emphasis, line breaks."""
    title, text = _original(chance)
    marked = _laid(text).replace(", ", " — ").replace(". ", ".\n").replace("council", "**council**")
    marked = marked.replace("county", "[county](https://county.example/a/b?c=1)")
    return post(title, _laid(text)), post(title.upper(), marked)


def put_better(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    body = _laid(text)
    for old in chance.sample(sorted(_BETTER), 3):
        body = body.replace(old, _BETTER[old])
    return post(title, _laid(text)), post(title, body, MONDAY + timedelta(hours=20))


def a_day_later(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text)), post(
        title, _laid([*text, _FURNITURE[3]]), MONDAY + timedelta(days=1)
    )


def a_month_later(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    return post(title, _laid(text)), post(title, _laid(text), MONDAY + timedelta(days=30))


def other_figure(chance: Random) -> tuple[Post, Post]:
    """Somebody else's correction of it; it may as well be a report of the day after."""
    title, text = _original(chance)
    return post(title, _laid(text)), post(
        title, _laid([text[0], text[1] + " It cost 12 crowns.", *text[2:]])
    ) if chance.random() < 0.5 else post(title, re.sub(r"[0-9]+", "13", _laid(text)))


def first_paragraph(chance: Random) -> tuple[Post, Post]:
    """What a page of headlines shows of it."""
    title, text = _original(chance)
    return post(title, _laid(text)), post(title, text[0])


COPIES: tuple[Fate, ...] = (
    *(other_dek, furniture_below, furniture_within, other_furniture, agency_line),
    *(two_agency_lines, other_headline, shortened, cut_within, other_marks, put_better),
    *(a_day_later, a_month_later, other_figure, first_paragraph),
)

# --------------------------------------------------------------- two articles


def series(chance: Random) -> tuple[Post, Post]:
    """One headline every week, and nothing else in common."""
    title = "Letters from the estuary"
    return post(title, _laid(_written(chance))), post(title, _laid(_written(chance)))


def column_with_a_standing_head(chance: Random) -> tuple[Post, Post]:
    title, head = "The week on the water", " ".join(_SENTENCES[3:8:2]) + " " + _FURNITURE[0]
    return post(title, _laid([head, *_written(chance, 6)])), post(
        title, _laid([head, *_written(chance, 6)]), MONDAY + timedelta(days=7)
    )


def live_blog(chance: Random) -> tuple[Post, Post]:
    """The day's blog begins and ends as the blog of the day before."""
    title = f"Live: the storm in {chance.choice(_TOWNS)}"
    head, foot = _SENTENCES[6], " ".join(_FURNITURE)
    one, other = (
        [
            f"{hour}:{chance.randint(10, 59)} {text}"
            for hour, text in zip((9, 11, 14), w, strict=True)
        ]
        for w in (_written(chance, 9), _written(chance, 9))
    )
    return post(title, _laid([head, *one, foot])), post(
        title, _laid([head, *other, foot]), MONDAY + timedelta(days=1)
    )


def _cast(
    mould: str, title: str, one: Mapping[str, object], other: Mapping[str, object], days: int
) -> tuple[Post, Post]:
    return post(title.format(**one), mould.format(**one)), post(
        title.format(**other), mould.format(**other), MONDAY + timedelta(days=days)
    )


_WEATHER = (
    "The coast service expects a quiet day. In {town} it will be {a} degrees at noon and {b} at"
    " night. The wind comes from the west with a force of {c}. Ships of less than ten tons should"
    " stay in harbour when the black ball is hoisted on the signal tower. The next forecast will"
    " be posted at six in the evening on the board beside the harbour office, as on every day."
    " Whoever sees a light that has gone out is asked to tell the night watch without delay."
)


def weather(chance: Random) -> tuple[Post, Post]:
    one, other = (
        {"town": "Ostrey", "a": a, "b": a - 7, "c": c}
        for a, c in zip(chance.sample(range(8, 28), 2), chance.sample(range(2, 9), 2), strict=True)
    )
    return _cast(_WEATHER, "Weather for the coast", one, other, chance.choice((0, 1, 9)))


def one_number(chance: Random) -> tuple[Post, Post]:
    """A report of which only one figure is ever new."""
    one, other = (
        {"town": "Ostrey", "a": a, "b": 4, "c": 3} for a in chance.sample(range(8, 28), 2)
    )
    return _cast(_WEATHER, "Weather for the coast", one, other, 1)


def elsewhere(chance: Random) -> tuple[Post, Post]:
    """The same report for another town."""
    one, other = ({"town": t, "a": 14, "b": 4, "c": 3} for t in chance.sample(_TOWNS, 2))
    return _cast(_WEATHER, "Weather for the coast", one, other, 0)


_RESULT = (
    "{home} beat {guest} by {a} to {b} on the ground by the mill. The first half belonged to the"
    " guests, who came off the ferry in high spirits and hit the post before anybody had found a"
    " seat. After the break the wind turned, and so did the game. The referee had a quiet"
    " afternoon. The next round is played in a fortnight; tickets are sold at the customs house"
    " and at the gate, and members of the club pay half. The tea hut opens an hour before."
)


def results(chance: Random) -> tuple[Post, Post]:
    def game() -> dict[str, object]:
        home, guest = chance.sample(_TOWNS, 2)
        return {"home": home, "guest": guest, "a": chance.randint(2, 9), "b": chance.randint(0, 1)}

    return _cast(_RESULT, "{home} beat {guest}", game(), game(), chance.choice((0, 7)))


_MARKET = (
    "Herring {verb} on Tuesday at the exchange in Quellhafen, where dealers spoke of a {mood}"
    " morning. A barrel cost {a} crowns at the close, after {b} the day before. Rope and tar were"
    " little changed. Turnover was put at {c} barrels. Dealers said that nobody wanted to commit"
    " himself before the boats are back, and that the next days would show who was right. The"
    " exchange is open from eight until noon and publishes its list in the window each evening."
)


def market(chance: Random) -> tuple[Post, Post]:
    one, other = (
        {
            "verb": verb,
            "mood": mood,
            "a": chance.randint(20, 90),
            "b": chance.randint(20, 90),
            "c": chance.randint(100, 900),
        }
        for verb, mood in (("rose", "lively"), ("fell", "quiet"))
    )
    return _cast(_MARKET, "Herring at the exchange", one, other, 1)


_APPOINTED = (
    "{name} has been appointed keeper of {thing}. The council made its choice in a closed meeting"
    " and did not say how many had applied. The keeper lives in the lodge, winds the clock, keeps"
    " the book of visitors and reports twice a year to the harbour board. The post was vacant for"
    " some time. The council thanks all who stood in meanwhile, and the volunteers in particular,"
    " without whom the doors could not have been opened on Saturdays through a long winter."
)


def appointed(chance: Random) -> tuple[Post, Post]:
    names, things = chance.sample(_NAMES, 2), chance.sample(_THINGS, 2)
    one, other = ({"name": n, "thing": t} for n, t in zip(names, things, strict=True))
    return _cast(_APPOINTED, "A new keeper", one, other, chance.choice((0, 3)))


_CORRECTION = (
    "An article on {thing} misstated the year in which it was built. It was {a}, not {b}. We"
    " regret the error. This newspaper corrects its mistakes as soon as it learns of them. Readers"
    " who find one are asked to write to the desk, by letter or at the counter in Mill Lane, and"
    " to name the page and the day. What was wrong is corrected in the archive as well."
)


def correction_of_another(chance: Random) -> tuple[Post, Post]:
    one, other = (
        {"thing": t, "a": chance.randint(1700, 1790), "b": chance.randint(1800, 1890)}
        for t in chance.sample(_THINGS, 2)
    )
    return _cast(_CORRECTION, "Correction", one, other, chance.choice((0, 1)))


def press_release(chance: Random) -> tuple[Post, Post]:
    """Two announcements, and below both the same long words about the sender."""
    about = " ".join(
        _SENTENCES[at].format(n=40, town="Ostrey", name="Mary Pell", thing="the port")
        for at in (3, 5, 6, 7, 11, 14, 15, 18, 20)
    )
    one, other = (_original(chance) for _ in range(2))
    return post(one[0], _laid([*one[1][:1], about])), post(other[0], _laid([*other[1][:1], about]))


def one_quotation(chance: Random) -> tuple[Post, Post]:
    """Two reporters at one meeting: they share what was said there, word for word."""
    said = " ".join(_filled(Random(chance.random()), text) for text in _SENTENCES[14:18])
    title, text = _original(chance)
    return post(title, _laid([*text[:2], said])), post(title, _laid([said, *_written(chance, 6)]))


def second_part(chance: Random) -> tuple[Post, Post]:
    title, text = _original(chance)
    more = _written(chance, 9)
    return post(f"{title}, part 1", _laid([*text, _FURNITURE[0]])), post(
        f"{title}, part 2", _laid([text[0], *more, _FURNITURE[0]])
    )


def round_up(chance: Random) -> tuple[Post, Post]:
    """An article, and a page that prints it whole among others."""
    title, text = _original(chance)
    rest = [*_written(chance, 15), *_written(chance, 12)]
    return post(title, _laid(text)), post("All that happened this week", _laid([*text, *rest]))


STRANGERS: tuple[Fate, ...] = (
    *(series, column_with_a_standing_head, live_blog, weather, one_number, elsewhere, results),
    *(market, appointed, correction_of_another, press_release, one_quotation, second_part),
    *(round_up,),
)
