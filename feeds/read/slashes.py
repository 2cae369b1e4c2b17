"""Dates with slashes, whose day and month only their whole column tells apart.

`03/04/2026` is March in America and April nearly everywhere else.  Where another
date of the column has a first number that is no month, all of them begin with the day.
"""

import re

from msgspec import Struct, field
from msgspec.structs import replace

from feeds.read.page import Article

_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{4}(?!\d)")
_MONTHS = 12


class Slashes(Struct):
    """What is known of a column's dates."""

    day_first: bool = False  # some date can only be read so
    month_first: bool = False
    open: list[int] = field(default_factory=list)  # articles whose date may be read either way

    def see(self, place: int, article: Article, stated: object) -> None:
        """Take in what is stated of the date of the article at a place."""
        found = _DATE.match(stated) if isinstance(stated, str) else None
        if found and article.published:
            one, two = int(found[1]), int(found[2])
            self.day_first |= one > _MONTHS
            self.month_first |= two > _MONTHS
            if (one, two) == (article.published.month, article.published.day) and two <= _MONTHS:
                self.open.append(place)

    def settled(self, articles: list[Article]) -> tuple[Article, ...]:
        """Return the articles, which were read with the month first, with their true dates."""
        if self.day_first and not self.month_first:
            for place in self.open:
                articles[place] = _swapped(articles[place])
        return tuple(articles)


def _swapped(article: Article) -> Article:
    date = article.published
    return replace(article, published=date and date.replace(month=date.day, day=date.month))
