"""How much of what an actor takes part in is on the issue: happenings, each counted once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.analyse.tellings import Telling, Told, tell_happenings
from dragoman.analyse.whatif.scenario import OnIssue, Range
from dragoman.model.links import Happening, Links
from dragoman.names import same
from dragoman.record import Record
from dragoman.text.sentences import find_sentences

# From this on two names are likely one.
LIKELY = 0.6
# Of a normal distribution, so much lies within this many deviations: 90 %.
Z = 1.6449
_SAME_WORDS = frozenset({"copy", "excerpt"})


@dataclass(frozen=True, slots=True)
class Attention:
    """An actor's happenings, by their ids, and which of them are on the issue."""

    on_issue: tuple[str, ...]
    all: tuple[str, ...]


def find_attention(record: Record, links: Links, names: Sequence[str], on: OnIssue) -> Attention:
    """What an actor of these names took part in, and which of it is on the issue.

    A happening counts once, however many reports and origins tell of it. What is only denied
    to have happened does not count, nor what is told only by copies or excerpts of reports that
    are in the record: their origins tell it already, though linking may not have seen it.
    """
    events = _events_with(record, names)
    copies = {r.relay for r in links.relays if r.kind in _SAME_WORDS and r.root}
    chosen = [
        h
        for h in links.happenings
        if h.status != "negated"
        and any(m.finding in events for m in h.events)
        and not h.reports <= copies
    ]
    aliases = {a.name: a.names for a in links.actors}
    part = [t for t in _tell(record, links, chosen) if _takes_part(t, names, aliases)]
    return Attention(
        tuple(t.happening.id for t in part if is_on_issue(t, on, aliases)),
        tuple(t.happening.id for t in part),
    )


def share_range(on_issue: int, all_: int) -> Range:
    """The share `on_issue` of `all_`, with Wilson's (1927) interval of 90 % around it.

    `all_` is at least 1. The interval is wide where few happenings are known.
    """
    share, spread = on_issue / all_, Z * Z / all_
    centre = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Range(min(low, share), share, max(high, share), flat=False)


def _events_with(record: Record, names: Sequence[str]) -> frozenset[str]:
    timelines = [record.timeline(actor=name) for name in names]
    return frozenset(x.event.id for t in timelines for x in (*t.dated, *t.undated))


def _tell(record: Record, links: Links, chosen: Sequence[Happening]) -> tuple[Told, ...]:
    """The chosen happenings with their words; only the reports that tell of them are read."""
    wanted = sorted({report for h in chosen for report in h.reports})
    few = Links(
        links.maker, links.reports, links.actors, happenings=tuple(chosen), roots=links.roots
    )
    return tell_happenings(few, record.readings_of(wanted))


def _takes_part(told: Told, names: Iterable[str], aliases: Mapping[str, tuple[str, ...]]) -> bool:
    known = {
        alias
        for t in told.tellings
        for side in (*t.actors, *t.recipients)
        for alias in aliases.get(side, (side,))
    }
    return any(same(name, alias) >= LIKELY for name in names for alias in known)


def is_on_issue(told: Told, on: OnIssue, aliases: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a happening is on the issue; see `OnIssue`."""
    if on.types and told.happening.type not in on.types:
        return False
    if not on.words and not on.names:
        return True
    if on.names and _takes_part(told, on.names, aliases):
        return True
    sentences = [_sentence(t).casefold() for t in told.tellings]
    return any(word.casefold() in sentence for word in on.words for sentence in sentences)


def _sentence(telling: Telling) -> str:
    """The sentence in which a report tells of its event."""
    text, at = telling.report.text, telling.event.trigger.start
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    for start, end in find_sentences(text, first, len(text) if last < 0 else last):
        if start <= at < end:
            return text[start:end]
    return telling.event.trigger.text
