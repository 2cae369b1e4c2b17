"""Which line of a header is its headline: one line, and the same kind of line in every article.

A page prints its headline twice ("A clock stops | The Harbour Post", then "A clock
stops"); a line that is the same in several articles is a rubric.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise

from msgspec.structs import replace

from feeds.split.decode import HEADER, OUTSIDE, TAIL, Reading
from feeds.split.headlines import bare_title
from feeds.split.lines import Page
from feeds.split.network import ROLES
from feeds.split.surplus import says

_HEADER = 6  # units from a start in which a headline is looked for
_SITE_MARKS = ("|", "-", "–", "—", "»", "«", "::", "·", "•", ":")
_REST = [ROLES.index(role) for role in "dcamDkphl"]  # what a second headline may be instead
_READ = 300  # characters of a line that are compared with a headline
_SHORT = 80  # characters of a line that may stand between a rubric and its headline


def with_titles(page: Page, reading: Reading) -> Reading:
    """Return a reading in which no article has two headlines."""
    roles = list(reading.roles)
    for start, stop in pairwise([*reading.starts, len(roles)]):
        _one_title(page, reading, roles, start, stop)
    return replace(reading, roles="".join(roles))


def _counted(page: Page) -> Callable[[], Counter[str]]:
    """Return what says how often each line stands, which few dumps have need of."""
    return cache(partial(Counter[str], page.texts))


def without_listed(page: Page, reading: Reading) -> Reading:
    """Return a reading in which no article begins with its headline in the list above it.

    Below "Related stories" the first of two equal lines is the list's, not the page's title.
    """
    roles, parts, starts = list(reading.roles), list(reading.parts), list(reading.starts)
    for number, start in enumerate(starts):
        if (
            start
            and roles[start + 1 : start + 2] == ["t"]
            and page.texts[start] == page.texts[start + 1]
            and says(page.texts[start - 1]) == "related"
        ):
            starts[number], roles[start], parts[start] = start + 1, "x", TAIL
    return replace(reading, roles="".join(roles), parts=parts, starts=starts)


def without_rubrics(page: Page, reading: Reading) -> Reading:
    """Return a reading in which what stands above several articles ("Press release") is the
    headline of none that has another, or that has a heading where its headline must be."""
    roles, parts = list(reading.roles), list(reading.parts)
    count = _counted(page)
    bounds = list(pairwise([*reading.starts, len(roles)]))
    above = Counter(page.texts[start] for start, _ in bounds)
    for start, stop in bounds:
        head = range(start, _end_of_header(reading, start, min(start + _HEADER, stop)))
        titles = [i for i in head if roles[i] == "t"]
        if titles == [start] and above[page.texts[start]] == len(bounds) > 1:
            below = _heading(page, reading, start, min(start + _HEADER, stop), count())
            if below:
                roles[below], parts[below] = "t", HEADER
                titles.append(below)
        if len(titles) > 1 and any(count()[page.texts[i]] == 1 for i in titles):
            for i in titles:
                roles[i] = "m" if count()[page.texts[i]] > 1 else "t"
    return replace(reading, roles="".join(roles), parts=parts)


def _heading(page: Page, reading: Reading, start: int, stop: int, count: Counter[str]) -> int:
    """Return the first heading below a rubric that no other article has, above all long lines;
    0 if there is none."""
    for i in range(start + 1, stop):
        if reading.roles[i] == "h" and count[page.texts[i]] == 1:
            return i
        if len(page.texts[i]) > _SHORT:
            break
    return 0


def _one_title(page: Page, reading: Reading, roles: list[str], start: int, stop: int) -> None:
    """Let one line of a header be the headline."""
    head = range(start, _end_of_header(reading, start, min(start + _HEADER, stop)))
    titles = [i for i in head if roles[i] == "t"]
    if not titles:
        return
    twin = _twin(page, roles, titles, head)
    if twin:
        double, chosen = twin
        roles[double], roles[chosen] = "m", "t"
    else:
        chosen = max(titles, key=lambda i: reading.belief[i, ROLES.index("t")])
    for i in titles:
        if i != chosen and roles[i] == "t" and _touches(titles, i):
            roles[i] = ROLES[_REST[int(reading.belief[i, _REST].argmax())]]


def _end_of_header(reading: Reading, start: int, stop: int) -> int:
    """Return where a header and at most one unit of its text end."""
    for i in range(start, stop):
        if reading.parts[i] == OUTSIDE:
            return i
        if reading.roles[i] in "plq":
            return i + 1
    return stop


def _touches(titles: Sequence[int], i: int) -> bool:
    return i - 1 in titles or i + 1 in titles


def _twin(
    page: Page, roles: list[str], titles: Sequence[int], head: range
) -> tuple[int, int] | None:
    """Return two units of a header that say the same, the page's title and the headline.

    Below another headline, what is said twice is the dek, and the text that repeats it.
    """
    begun = {_sign(page.texts[i]) for i in titles}  # as hardly any other line of the header
    same = [i for i in head if _sign(page.texts[i]) in begun]
    texts = {i: bare_title(page.texts[i][:_READ]).casefold() for i in same}
    for i in titles:
        for j in same:
            if i == j or roles[j] == "q" or len(texts[j]) < 4:
                continue
            if texts[i] == texts[j] and titles[0] >= min(i, j):
                return min(i, j), max(i, j)
            if _names_site(texts[i], texts[j]):
                return i, j
            if _names_site(texts[j], texts[i]):
                return j, i
    return None


def _sign(text: str) -> str:
    """Return the first letter or figure of a line, folded."""
    return next(filter(str.isalnum, text), "").casefold()[:1]


def _names_site(longer: str, shorter: str) -> bool:
    """Return whether one text is the other with the name of a site after it."""
    rest = longer[len(shorter) :]
    return longer.startswith(shorter) and rest[:1] == " " and rest.strip().startswith(_SITE_MARKS)
