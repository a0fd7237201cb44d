"""How much of what an actor takes part in is on the issue: happenings, each counted once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.analyse.sentences import plain_sentence
from dragoman.analyse.tellings import Telling, Told
from dragoman.analyse.whatif.scenario import OnIssue, Range
from dragoman.analyse.whatif.source import Source
from dragoman.names import same

# From this on two names are likely one. Stricter than where the record is asked for quotes,
# whose holders are shown with them.
LIKELY = 0.6
# Of a normal distribution, so much lies within this many deviations: 90 %.
Z = 1.6449


@dataclass(frozen=True, slots=True)
class Attention:
    """An actor's happenings, by their ids, and those on the issue with all that tells of them."""

    told: tuple[Told, ...]
    all: tuple[str, ...]

    @property
    def on_issue(self) -> tuple[str, ...]:
        """The ids of those on the issue."""
        return tuple(t.happening.id for t in self.told)


def find_attention(source: Source, names: Sequence[str], on: OnIssue) -> Attention:
    """What an actor of these names took part in, and which of it is on the issue.

    A happening counts once, however many reports and origins tell of it. What is only denied
    to have happened does not count, nor what copies alone tell, in the words that they copy:
    those reports tell it already, though linking may not have seen it.
    """
    events = frozenset().union(*(source.events_with(name) for name in names))
    chosen = [
        h
        for h in source.links.happenings
        if h.status != "negated" and any(m.finding in events for m in h.events)
    ]
    part = [
        t
        for t in source.tell(chosen)
        if _takes_part(source, t, names) and not all(_is_echo(source, x) for x in t.tellings)
    ]
    return Attention(
        tuple(t for t in part if _is_on_issue(source, t, on)),
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


def _is_echo(source: Source, telling: Telling) -> bool:
    """Whether a report tells of its event in words that it copies."""
    return source.origins.is_echo(telling.report.id, (), _own_words(source, telling))


def _own_words(source: Source, telling: Telling) -> Iterator[str]:
    """The sentence in which a report tells of its event, if it stands in none it passes on."""
    sentence = plain_sentence(telling.report.text, telling.event.trigger)
    passed_on = source.origins.passes_on.get(telling.report.id, ())
    if not any(sentence in source.words_of(report) for report in passed_on):
        yield sentence


def _takes_part(source: Source, told: Told, names: Sequence[str]) -> bool:
    sides = {side for t in told.tellings for side in (*t.actors, *t.recipients)}
    known = {alias for side in sides for alias in source.aliases.get(side, (side,))}
    return any(same(name, alias) >= LIKELY for name in names for alias in known)


def _is_on_issue(source: Source, told: Told, on: OnIssue) -> bool:
    """Whether a happening is on the issue; see `OnIssue`."""
    if on.types and told.happening.type not in on.types:
        return False
    if not on.words and not on.names:
        return True
    if on.names and _takes_part(source, told, on.names):
        return True
    sentences = [plain_sentence(t.report.text, t.event.trigger).casefold() for t in told.tellings]
    return any(word.casefold() in sentence for word in on.words for sentence in sentences)
