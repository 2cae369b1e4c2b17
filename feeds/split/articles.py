"""Articles out of a reading: spans, fields, and bodies as Markdown."""

import itertools
import re

from feeds.model import Draft, Dump, Origin, Span
from feeds.split import markdown
from feeds.split.addresses import address_of
from feeds.split.credits import AUTHOR, announces, labels_category
from feeds.split.decode import OUTSIDE, Reading
from feeds.split.fields import facts, is_credit, names_field
from feeds.split.headlines import bare_title, derived_title, ends_as_text
from feeds.split.house import House, house_of
from feeds.split.lines import BULLET, Page
from feeds.split.missed import Cut, Cutting, missed
from feeds.split.network import ROLES
from feeds.split.sentences import THIS, states
from feeds.split.stamps import is_day

_WRITTEN = "phlq"
_PRINTED = _WRITTEN + "g"
_TOLD, _CREDITS = "plq", "caD"
_OWN = "cktdaDmphlqg"  # roles of lines that are an article's own words
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+")
_LONG_CREDIT = 120  # characters: a longer "header line" that names no field is text
# Probability of being text from which a line of a header is text as well: what is said
# twice is seen and struck out, what is left out is missed by nobody.
_MAY_BE_TEXT = {"d": 0.1, "t": 0.5, "c": 0.15, "k": 0.3, "a": 0.1, "D": 0.1, "m": 0.2}
_UNREAD = 0.05  # the same for a line that fills no field
_TEXT = [ROLES.index(role) for role in "phlq"]
_MISREAD = "xhplqm"  # roles a sentence about an article may be mistaken for
_PARAGRAPH = 80  # characters below a headline
_SENTENCE = 60  # the same of a line that ends as a sentence
_LABEL_LINE = 100  # characters of a line that may be a labelled category
_LABEL = 20  # characters of a line that is nothing but a label
_LABELS = 400  # characters of one that may be a labelled list of them ...
_NAME = 40  # ... with the longest name


def cuts(dump: Dump, page: Page, reading: Reading, roles: list[str]) -> list[Cut]:
    """Return the articles of a dump in order; `roles` are mended where a field is taken twice."""
    for i, text in enumerate(page.texts):
        if roles[i] in _MISREAD and text.partition(" ")[0] in THIS and states(text):
            roles[i] = "c"
    bounds = [*reading.starts, len(page.texts)]
    outer = [range(a, _outside(reading, a, b)) for a, b in itertools.pairwise(bounds)]
    spans = []
    for units in outer:
        if "c" not in reading.told.get(units.start, ""):
            _labelled(page, roles, units)
        _signed(page, roles, units)
        _quoted(page, roles, units)
        spans.append(_own(roles, units))
        _once(roles, spans[-1], "t", "h")
        _once(roles, spans[-1], "d", "p")
    headers = [[(roles[i], page.texts[i]) for i in units] for units in spans]
    house = house_of(headers, dump.received, dump.language, dump.day_first, page.texts)
    text = reading.belief[:, _TEXT].sum(axis=1).tolist()
    found = [_cut(page, reading, units, roles, house, text) for units in spans]
    for k, line, role in missed(Cutting(page, reading, house, outer, found, roles)):
        if role in reading.told.get(outer[k].start, ""):
            continue
        taken, roles[line] = roles[line], role
        found[k] = _cut(page, reading, _own(roles, outer[k]), roles, house, text)
        if taken in _WRITTEN and not is_credit(role, page.texts[line], house):
            # it is not lost if this is wrong
            found[k].both[line] = taken
    return found


def _own(roles: list[str], units: range) -> range:
    """Return an article's units to the last of its own words."""
    last = next((i for i in reversed(units) if roles[i] in _OWN), units.start)
    return range(units.start, last + 1)


def _outside(reading: Reading, start: int, stop: int) -> int:
    """Return where an article's own lines and furniture end and the page's begin."""
    return next((i for i in range(start, stop) if reading.parts[i] == OUTSIDE), stop)


def _once(roles: list[str], units: range, role: str, other: str) -> None:
    """Let only the first run of a role keep it: a second headline is a sub-heading."""
    met = over = False
    for i in units:
        if roles[i] != role:
            over = met  # what is met first ends with the first other line
        elif over:
            roles[i] = other
        else:
            met = True


def _labelled(page: Page, roles: list[str], units: range) -> None:
    """Take a line for a category that says it is one, where an article has none yet."""
    if any(roles[i] in "ck" for i in units):
        return
    for i in units:
        text = page.texts[i]
        if roles[i] in "xhp" and _may_list(text) and labels_category(text):
            roles[i] = "c"
            return


def _signed(page: Page, roles: list[str], units: range) -> None:
    """Take the line for an author that stands in a header below his label on a line of its own."""
    for label, name in itertools.pairwise(units):
        text = page.texts[label]
        if len(text) > _LABEL_LINE or roles[label] in "plq":
            return
        told = roles[label] in "ax" and len(text) <= _LABEL and announces(text) == AUTHOR
        if told and roles[name] in "cxhpm" and len(page.texts[name]) <= _NAME:
            roles[name] = "a"


def _quoted(page: Page, roles: list[str], units: range) -> None:
    """Take a line between paragraphs for text that looks like a field which the header has: it
    tells of a book, or shows a letter."""
    text = [i for i in units if roles[i] in _TOLD]
    first = next((i for i in text if _is_paragraph(page.texts[i])), units.stop)
    stated = {roles[i] for i in units if i < first}
    for i in range(first, text[-1] if text else first):
        if roles[i] in _CREDITS and roles[i] in stated:
            roles[i] = "p"


def _is_paragraph(text: str) -> bool:
    return len(text) > _PARAGRAPH or (len(text) > _SENTENCE and ends_as_text(text))


def _may_list(text: str) -> bool:
    """Return whether a line is short, or a list of short names, however many."""
    return len(text) <= _LABEL_LINE or (
        len(text) <= _LABELS and all(len(part) <= _NAME for part in text.split(", "))
    )


def _cut(
    page: Page, reading: Reading, units: range, roles: list[str], house: House, text: list[float]
) -> Cut:
    lines = [(roles[i], page.texts[i]) for i in units]
    unread, both = [], {}
    for i in units:
        if roles[i] == "m" and address_of(page.texts[i]) in house.links:
            continue
        doubt = _MAY_BE_TEXT.get(roles[i], 1.0)
        if roles[i] == "m" or (
            roles[i] in "caDk" and not names_field(roles[i], page.texts[i], house)
        ):
            if len(page.texts[i]) > _LONG_CREDIT:
                roles[i] = "p"
                continue
            unread.append(i)
            doubt = _UNREAD
        if roles[i] == "t" and _is_headline(page.texts[i]):
            continue
        if doubt < 1 and text[i] > doubt and not is_credit(roles[i], page.texts[i], house):
            both[i] = "phlq"[int(reading.belief[i, _TEXT].argmax())]
    return Cut(units, facts(lines, house), [i for i in unread if i not in both], both)


def _is_headline(text: str) -> bool:
    """Return whether a line that was taken for a headline is none of the text's sentences."""
    return len(text) <= _LABEL_LINE and not ends_as_text(text)


def drafts(page: Page, found: list[Cut], roles: str, confidence: list[float]) -> list[Draft]:
    """Return the drafts of articles whose roles are settled."""
    days = _days(page, found, roles)
    return [
        _draft(page, cut, roles, sure, days.get(cut.units[0], ""))
        for cut, sure in zip(found, confidence, strict=True)
    ]


def _days(page: Page, found: list[Cut], roles: str) -> dict[int, str]:
    """Return the days that head the articles of a journal, by their first units: most have no
    headline but their day, and each another."""
    heads = {
        cut.units[0]: page.texts[cut.units[0]]
        for cut in found
        if not cut.facts.title and roles[cut.units[0]] == "D" and is_day(page.texts[cut.units[0]])
    }
    is_journal = 2 * len(heads) > len(found) > 1 and len(set(heads.values())) == len(heads)
    return heads if is_journal else {}


def _draft(page: Page, cut: Cut, roles: str, confidence: float, day: str) -> Draft:
    units, found = cut.units, cut.facts
    title, headline = found.title or day, None
    derived = not title
    if derived:
        title, headline = _own_words(page, units, roles)
    return Draft(
        span=Span(first=page.numbers[units[0]] + 1, last=page.lasts[units[-1]] + 1),
        title=title,
        body=_body(page, roles, cut, headline),
        title_derived=derived and headline is None,
        dek=found.dek,
        byline=found.byline,
        published=found.published,
        categories=found.categories,
        confidence=confidence,
        origin=Origin(link=found.link) if found.link else None,
    )


def _own_words(page: Page, units: range, roles: str) -> tuple[str, int | None]:
    """Return a title for an article that has none: the first line of its text if that may be a
    headline and stands above a longer one, and its unit; else a piece of its first
    paragraph."""
    written = [i for i in units if roles[i] in _WRITTEN]
    first, below = (*written[:2], units[0], units[0])[:2]
    longer = roles[below] == "p" and len(page.texts[below]) > _PARAGRAPH
    heads = first != below and longer and roles[first] in "ph" and _is_headline(page.texts[first])
    plain = first if heads else next((i for i in written if roles[i] == "p"), first)
    title = derived_title(bare_title(page.texts[plain]) or page.texts[plain])
    return title, plain if heads and title[-1] != "…" else None


def _body(page: Page, roles: str, cut: Cut, headline: int | None) -> str:
    """Return the body's Markdown: a block a paragraph, heading, list or run of code.

    The unit that was taken for the headline is none of it.
    """
    blocks: list[str] = []
    own = [i for i in cut.units if (roles[i] in _PRINTED or i in cut.both) and i != headline]
    if page.marked:
        return _as_written(page, own)
    run: list[int] = []
    before = ""
    for i in own:
        role = cut.both.get(i, roles[i])
        if run and (role != before or i != run[-1] + 1 or role in "hgp"):
            blocks.append(_block(page, before, run))
            run = []
        run.append(i)
        before = role
    if run:
        blocks.append(_block(page, before, run))
    return "\n\n".join(blocks)


def _as_written(page: Page, own: list[int]) -> str:
    """Return Markdown as its author wrote it: the marks are meant, the renderer is on its guard."""
    lines = [("\n" if page.before[i] else "") + page.lines[page.numbers[i]] for i in own]
    return "\n".join(lines).strip("\n")


def _block(page: Page, role: str, run: list[int]) -> str:
    if role == "q":
        return markdown.code(page.lines[page.numbers[run[0]] : page.lasts[run[-1]] + 1])
    texts = [page.texts[i] for i in run]
    if role == "l":
        return _list(texts)
    if role == "h":
        return markdown.heading(bare_title(texts[0]) or texts[0])
    return markdown.escaped(markdown.joined(texts))


def _list(texts: list[str]) -> str:
    """Return a list; numbers stay as printed where they count up from the first."""
    numbers = [_NUMBER.match(t) for t in texts]
    if all(numbers):
        first = int(numbers[0][1])  # type: ignore[index]
        if [int(n[1]) for n in numbers if n] == list(range(first, first + len(texts))):
            return markdown.numbered_list(
                [t[n.end() :] for t, n in zip(texts, numbers, strict=True) if n], first
            )
    return markdown.bullet_list([t if _NUMBER.match(t) else _unmarked(t) for t in texts])


def _unmarked(text: str) -> str:
    """Return a list item's text without the mark it begins with."""
    mark = BULLET.match(text)
    return text[mark.end() :] if mark else text
