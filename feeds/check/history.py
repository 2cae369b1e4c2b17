"""The archive (RFC 5005 §4): from every channel back to its first entry, with no gap.

"Chain" is a channel's current document and what its prev-archive links lead
through.  A reader that walks it must come to hold every entry there is.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from feeds.check.agreement import FILES, Rule
from feeds.check.links import INDEX, section_of
from feeds.check.trace import Survey, Trace
from feeds.model import Problem, Site

_POST = re.compile(r"\d{4}/\d\d/(?!\d+/)[^/]+/" + re.escape(INDEX))


def chain(survey: Survey, channel: Trace) -> list[Trace]:
    """Return a channel's documents from the newest back, up to a missing one or a loop."""
    found = {channel.path: channel}
    at = channel
    while (before := survey.feeds.get(at.older)) and before.path not in found:
        found[before.path] = at = before
    return list(found.values())


def _channels(survey: Survey) -> Iterator[Trace]:
    for each in survey.feeds.values():
        if not each.archive:
            yield each


def archives_say_so(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for each in survey.feeds.values():
        if each.format != "json" and each.archive != each.declared:
            yield Problem(
                where=each.path,
                what="lacks fh:archive" if each.archive else "has fh:archive but is a channel",
                hint="RFC 5005 §4",
            )


def complete_feeds_stand_alone(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for each in survey.feeds.values():
        if each.complete and (each.older or each.archive):
            yield Problem(where=each.path, what="says fh:complete and has an archive as well")


def chains_can_be_walked(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for channel in _channels(survey):
        documents = chain(survey, channel)
        last = documents[-1]
        if last.older in survey.feeds:
            yield Problem(where=last.path, what=f"prev-archive goes round to {last.older}")
        for before, each in pairwise(documents):
            yield from _joint(channel, before, each)


def _joint(channel: Trace, newer: Trace, older: Trace) -> Iterator[Problem]:
    if older.format != channel.format:
        yield Problem(where=newer.path, what=f"prev-archive changes format: {older.path}")
    if not older.archive:
        yield Problem(where=newer.path, what=f"prev-archive is no archive document: {older.path}")
    if older.format == "json":
        return  # next_url leads one way only
    if newer.archive and older.newer != newer.path:
        yield Problem(where=older.path, what=f"next-archive does not lead back to {newer.path}")
    if older.current != channel.path:
        yield Problem(where=older.path, what=f"current does not name {channel.path}")


def no_archive_is_lost(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    """A document that no chain leads through must hold nothing that the chain does not.

    So it is with the newest month, whose entries the channel itself still has.
    """
    chains = {channel.path: chain(survey, channel) for channel in _channels(survey)}
    reached = {each.path for documents in chains.values() for each in documents}
    for path in sorted(survey.feeds.keys() - reached):
        archive = survey.feeds[path]
        documents = chains.get(section_of(path) + FILES[archive.format])
        # A channel that does not even parse has been complained of already.
        if documents and not set(archive.ids) <= {name for each in documents for name in each.ids}:
            yield Problem(where=path, what="no channel leads to this archive document")


def archives_do_not_overlap(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for channel in _channels(survey):
        seen: dict[str, str] = {}
        for each in chain(survey, channel)[1:]:
            for name in each.ids:
                if name in seen:
                    yield Problem(where=each.path, what=f"{name} is in {seen[name]} as well")
                seen[name] = each.path


def nothing_falls_out_of_history(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    """The site's chain holds whatever any section's chain holds, and the other way round."""
    held = {channel.path: _ids(survey, channel) for channel in _channels(survey)}
    for site in _channels(survey):
        sections = [c for c in _channels(survey) if c.format == site.format and c.folder]
        if site.folder or not sections:
            continue
        below = set[str]().union(*(held[section.path] for section in sections))
        for gap, where in (
            (below - held[site.path], "its"),
            (held[site.path] - below, "a section's"),
        ):
            if gap:
                yield Problem(
                    where=site.path,
                    what=f"{len(gap)} entries are not in {where} history, {min(gap)} among them",
                )


def _ids(survey: Survey, channel: Trace) -> set[str]:
    """Return the ids of all entries but the withdrawn: each feed has those as long as it can."""
    return {
        name
        for each in chain(survey, channel)
        for name, page in zip(each.ids, each.pages, strict=True)
        if page not in survey.unlisted
    }


def every_post_is_in_a_feed(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    posts = {page for page in survey.pages if _POST.fullmatch(page)}
    for site in _channels(survey):
        if site.folder:
            continue
        fed = {page for each in chain(survey, site) for page in each.pages}
        for page in sorted(posts - survey.unlisted - fed):
            yield Problem(where=page, what=f"is not in the history of {site.path}")


RULES: tuple[Rule, ...] = (
    archives_say_so,
    complete_feeds_stand_alone,
    chains_can_be_walked,
    no_archive_is_lost,
    archives_do_not_overlap,
    nothing_falls_out_of_history,
    every_post_is_in_a_feed,
)
