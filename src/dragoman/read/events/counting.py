"""Times counted from an event: `two weeks after the raid`, `a month before he took office`.

TimeML links such an expression to the event it is counted from (guidelines 1.2.1, 2.2.1); its
interval is known where that event's is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.model import Event, Relation, Sentence, Time, Token
from dragoman.read.events.people import People
from dragoman.read.events.tree import Tree
from dragoman.read.tenures import office_edge
from dragoman.read.times import UNIT_GRAIN, UNKNOWN, Interval, moved_by, read_value, spread

# `after the raid`, `since he left`; the sign is the direction from the event to the time.
LEADS = {"after": 1, "before": -1, "since": 0, "following": 1}
# `the day after the raid`: a step of one.
_STEPS = {UNKNOWN[grain]: f"P1{unit}" for unit, grain in UNIT_GRAIN.items() if unit in "DWMY"}


@dataclass(frozen=True, slots=True)
class Told:
    """The events of one sentence, by the places of their triggers' words, and its tree."""

    tree: Tree
    events: Mapping[int, Event]


@dataclass(frozen=True, slots=True)
class _Base:
    """From which interval a time is counted, and the time that tells it."""

    interval: Interval
    time: str | None


def count_from_events(
    times_in: Callable[[Sentence], Sequence[Time]],
    told: Sequence[Told],
    people: People,
    relations: Sequence[Relation],
    published: str | None,
) -> dict[str, Time]:
    """The times of a report that are counted from an event with a known date, by id.

    `times_in` gives the times of a sentence, `published` closes what lasts since an event.
    `anchor` is the time that dates the event. A length of no known number (`days after the
    raid`) gets the anchor and no interval.
    """
    found = {}
    for sentence in told:
        for time in times_in(sentence.tree.sentence):
            counted = None
            if time.from_ is None:
                counted = _counted(time, sentence, people, relations, published)
            if counted is not None:
                found[time.id] = counted
    return found


def _counted(
    time: Time, told: Told, people: People, relations: Sequence[Relation], published: str | None
) -> Time | None:
    lead = _lead(time, told.tree)
    if lead is None:
        return None
    base = next(
        (b for w in _complements(told.tree, lead) if (b := _base(w, told, people, relations))), None
    )
    if base is None:
        return None
    sign = LEADS[lead.text.lower()]
    step = _STEPS.get(time.value) if lead.end == time.span.end else None
    if sign:
        interval = moved_by(base.interval, step or time.value, sign)
    else:
        interval = spread(base.interval, published)
    if interval is None:
        return replace(time, anchor=base.time) if base.time else None
    exact = step is not None and interval.from_ == interval.to
    return replace(
        time,
        value=interval.from_ if exact else time.value,
        from_=interval.from_,
        to=interval.to,
        precision=interval.precision,
        anchor=base.time,
    )


def _lead(time: Time, tree: Tree) -> Token | None:
    """The `after` that a time ends with or that follows it."""
    at = next((t for t in tree.tokens if t.end >= time.span.end), None)
    if at is None:
        return None
    near = tree.tokens[at.index : at.index + 2]
    return next((t for t in near if t.text.lower() in LEADS), None)


def _complements(tree: Tree, lead: Token) -> list[Token]:
    """What stands behind `after`: a noun, a gerund, or the verb of a clause."""
    found = tree.kids(lead, "pobj", "pcomp")
    head = tree.head(lead)
    if not found and lead.dep == "mark" and head is not None:
        return [head]
    return found


def _base(word: Token, told: Told, people: People, relations: Sequence[Relation]) -> _Base | None:
    event = told.events.get(word.start)
    when = event.when if event else None
    if when is not None and when.from_ and when.to:
        return _Base(Interval(when.from_[:10], when.to[:10], when.precision or "day"), when.time)
    return _office(word, told.tree, people, relations)


def _office(word: Token, tree: Tree, people: People, relations: Sequence[Relation]) -> _Base | None:
    """When somebody's office began, if the words say that he took it and the report says when."""
    named = word.lemma.lower() == "become"
    if word.pos != "VERB" or office_edge(tree.sentence, word, named=named) != "from":
        return None
    subjects = [people.mention_of(tree, s) for s in tree.surface_subjects(word)]
    holders = {m.actor for m in subjects if m is not None and m.actor}
    begun = {
        r.from_
        for r in relations
        if r.kind == "office" and r.subject in holders and r.from_ and r.status == "current"
    }
    if len(begun) != 1:
        return None
    interval = read_value(begun.pop())
    return _Base(interval, None) if interval else None
