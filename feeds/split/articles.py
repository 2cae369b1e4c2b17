"""Articles out of a reading: spans, fields, and bodies as Markdown."""

import re

from feeds.model import Draft, Dump, Span

from . import markdown
from .decode import OUTSIDE, Reading
from .fields import House, bare_title, derived_title, facts, house_of
from .lines import BULLET, Page
from .network import START

_WRITTEN = "phlq"
_OWN = "cktdaDmphlqg"  # roles of lines that are an article's own words
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+")


def drafts(dump: Dump, page: Page, reading: Reading) -> list[Draft]:
    """Return the articles of a dump in order."""
    bounds = [*reading.starts, len(page.texts)]
    spans = [range(a, _end(reading, a, b) + 1) for a, b in zip(bounds, bounds[1:], strict=False)]
    headers = [[(reading.roles[i], page.texts[i]) for i in units] for units in spans]
    house = house_of(headers, dump.received, dump.language)
    wrapped = _wrap_column(page, reading.roles)
    return [_draft(page, reading, units, house, wrapped) for units in spans]


def _end(reading: Reading, start: int, stop: int) -> int:
    """Return an article's last unit: its own last words, or furniture that is surely its."""
    last = start
    for i in range(start, stop):
        if reading.parts[i] == OUTSIDE:
            break
        if reading.roles[i] in _OWN:
            last = i
    return last


def _draft(page: Page, reading: Reading, units: range, house: House, wrap: int) -> Draft:
    lines = [(reading.roles[i], page.texts[i]) for i in units]
    found = facts(lines, house)
    body = _body(page, reading.roles, units, wrap)
    derived = not found.title
    if derived:
        written = [t for r, t in lines if r in _WRITTEN]
        plain = next((t for r, t in lines if r == "p"), written[0] if written else lines[0][1])
        found.title = derived_title(bare_title(plain) or plain)
    return Draft(
        span=Span(first=page.numbers[units[0]] + 1, last=page.numbers[units[-1]] + 1),
        title=found.title,
        body=body,
        title_derived=derived,
        dek=found.dek,
        byline=found.byline,
        published=found.published,
        categories=found.categories,
        confidence=float(reading.belief[units[0], START]),
    )


def _wrap_column(page: Page, roles: str) -> int:
    """Return the column at which a dump's text was wrapped by hand, 0 if it was not."""
    widest = max((len(t) for t, r in zip(page.texts, roles, strict=True) if r == "p"), default=0)
    if widest > 120:
        return 0
    fits = full = 0
    for i in range(len(roles) - 1):
        if roles[i] == roles[i + 1] == "p" and not page.after[i]:
            word = page.texts[i + 1].split(" ", 1)[0]
            full += len(page.texts[i]) + 1 + len(word) > widest - 2
            fits += len(page.texts[i]) + 1 + len(word) <= widest - 2
    return widest if full > 2 * fits and full > 2 else 0


def _body(page: Page, roles: str, units: range, wrap: int) -> str:
    """Return the body's Markdown: a block a paragraph, heading, list or run of code."""
    blocks: list[str] = []
    own = [i for i in units if roles[i] in _WRITTEN or roles[i] == "g"]
    k = 0
    while k < len(own):
        run = _same(page, roles, own, k, wrap)
        blocks.append(_block(page, roles[own[k]], run))
        k += len(run)
    return "\n\n".join(blocks)


def _same(page: Page, roles: str, own: list[int], k: int, wrap: int) -> list[int]:
    """Return the units that make one block with own[k]."""
    role = roles[own[k]]
    run = [own[k]]
    for i in own[k + 1 :]:
        if roles[i] != role or i != run[-1] + 1 or role in "hg":
            break
        if role == "p" and not (wrap and not page.after[run[-1]]):
            break
        run.append(i)
    return run


def _block(page: Page, role: str, run: list[int]) -> str:
    if role == "q":
        return markdown.code(page.lines[page.numbers[run[0]] : page.numbers[run[-1]] + 1])
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
            return markdown.numbered_list([t[n.end() :] for t, n in zip(texts, numbers, strict=True) if n], first)
    return markdown.bullet_list([t if _NUMBER.match(t) else BULLET.sub("", t, count=1) for t in texts])

