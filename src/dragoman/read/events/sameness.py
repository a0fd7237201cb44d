"""Which events of a report are one happening told again: by the lead, a caption, a later sentence.

Each telling stays an event with its own words; `Event.same_as` names the first.
Tellings lend each other date and place where only one has them. The features
are those usual for event coreference within a document (type, trigger,
arguments, time and place; e.g. Chen and Ji 2009, Lu and Ng 2018), decided so that a doubt
keeps two events apart: two attacks taken for one are worse than one counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model import Argument, Event, Place, When
from dragoman.read.events.narrative import TOLD

# How many events back a telling is looked for.
_REACH = 40
_ARTICLES = frozenset({"the", "a", "an"})
# `the attack` without more goes back to an attack told this few characters before.
_NEAR = 350


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of an event's trigger say that the event itself does not keep.

    `lemma_of` gives the trigger's lemma, `nouns_of` those of the nouns that it needs
    (`launched an attack`), `known_noun` that of a noun spoken of as known
    and without more (`the attack`, `killed in the attack`), `victim_of` the one person
    that it says was killed.
    """

    lemma_of: Callable[[Event], str]
    nouns_of: Callable[[Event], frozenset[str]]
    known_noun: Callable[[Event], str | None]
    victim_of: Callable[[Event], str | None]


def link_same(
    events: Sequence[Event],
    places: Sequence[Place],
    words: Words,
) -> tuple[Event, ...]:
    """The events, those told before with `same_as`, date and place lent among tellings."""
    known = {p.id: p for p in places}
    first_of: list[int] = []
    for at, event in enumerate(events):
        earlier = range(at - 1, max(-1, at - 1 - _REACH), -1)
        same = next(
            (
                n
                for n in earlier
                if _is_same(events[n], event, known, words)
                or _goes_back(events[n], event, known, words)
            ),
            None,
        )
        first_of.append(at if same is None else first_of[same])
    return _lend(events, first_of)


def _lend(events: Sequence[Event], first_of: list[int]) -> tuple[Event, ...]:
    """Each event with the first telling's id, the closest date and the first place told of it."""
    groups: dict[int, list[Event]] = {}
    for event, first in zip(events, first_of, strict=True):
        groups.setdefault(first, []).append(event)
    lent = []
    for event, first in zip(events, first_of, strict=True):
        told = groups[first]
        if len(told) == 1:
            lent.append(event)
            continue
        known = [e.when for e in told if e.when and e.when.from_ and e.when.to]
        when = event.when or _lent(known)
        where = event.where or next((e.where for e in told if e.where), None)
        same = None if events[first] is event else events[first].id
        lent.append(replace(event, same_as=same, when=when, where=where))
    return tuple(lent)


def _lent(known: Sequence[When]) -> When | None:
    """The closest of the dates that other tellings give."""
    closest = min(known, key=_days, default=None)
    return replace(closest, by="telling") if closest is not None else None


def _days(when: When) -> timedelta:
    """How long the interval of a known date is."""
    first, last = (date.fromisoformat(str(x)[:10]) for x in (when.from_, when.to))
    return last - first


def _is_same(one: Event, other: Event, places: dict[str, Place], words: Words) -> bool:
    """Whether two events are one by what is told: one kind, somebody shared, no conflict.

    Where both sides are shared, the same word, count or date settles it; where only one side is
    told of both, the word or count and the date or place must be the same. A person dies once.
    """
    if not _may_be_one(one, other, places):
        return False
    sides = (_shared(one.actors, other.actors), _shared(one.recipients, other.recipients))
    if False in sides or True not in sides:
        return False
    victim = words.victim_of(one)
    if victim is not None and victim == words.victim_of(other):
        return True
    alike = words.lemma_of(one) == words.lemma_of(other) or _same_count(one, other)
    if None not in sides:
        return alike or _meet(one.when, other.when) is True
    there = _same_place(one, other, places) is True
    return alike and (there or _meet(one.when, other.when) is True)


def _goes_back(one: Event, other: Event, places: dict[str, Place], words: Words) -> bool:
    """Whether `the attack` is the one just told: by the same word, and nothing contradicts."""
    near = other.trigger.start - one.trigger.end < _NEAR
    noun = words.known_noun(other)
    alike = noun == words.lemma_of(one) or noun in words.nouns_of(one)
    if not near or not alike or not _may_be_one(one, other, places):
        return False
    # `attacked a convoy`, `nine soldiers were killed in the attack`: a part of whom it struck.
    part = noun != words.lemma_of(other)
    struck = part or _shared(one.recipients, other.recipients) is not False
    return struck and _shared(one.actors, other.actors) is not False


def _may_be_one(one: Event, other: Event, places: dict[str, Place]) -> bool:
    if one.type != other.type or (one.mode and other.mode and one.mode != other.mode):
        return False
    if one.status != other.status and not {one.status, other.status} <= TOLD:
        return False
    if one.when and other.when and _meet(one.when, other.when) is False:
        return False
    return _same_place(one, other, places) is not False and not _counts_differ(one, other)


def _shared(first: tuple[Argument, ...], second: tuple[Argument, ...]) -> bool | None:
    """Whether two sides have somebody in common; None where one of them is not told."""
    if not first or not second:
        return None
    known = {_key(a) for a in first}
    return any(_key(a) in known for a in second)


def _key(who: Argument) -> str:
    """The actor's id, or the words without their article."""
    words = who.span.text.lower().split()
    return who.actor or " ".join(words[1:] if words[0] in _ARTICLES else words)


def _meet(one: When | None, other: When | None) -> bool | None:
    """Whether two intervals meet; None where one is not known."""
    if not (one and other and one.from_ and one.to and other.from_ and other.to):
        return None
    return one.from_[:10] <= other.to[:10] and other.from_[:10] <= one.to[:10]


def _same_place(one: Event, other: Event, places: dict[str, Place]) -> bool | None:
    """Whether two places are one or one may lie in the other; None where one is not told."""
    first = places.get(one.where.place) if one.where else None
    second = places.get(other.where.place) if other.where else None
    if first is None or second is None:
        return None
    if first.geonameid is not None and first.geonameid == second.geonameid:
        return True
    if first.name.lower() == second.name.lower():
        return True
    wide = first.admin1 is None or second.admin1 is None
    return wide and first.country is not None and first.country == second.country


def _same_count(one: Event, other: Event) -> bool:
    counted = {(q.of, q.value) for q in one.quantities}
    return any((q.of, q.value) in counted for q in other.quantities)


def _counts_differ(one: Event, other: Event) -> bool:
    """Whether both count the same and come to another number: two happenings, or two tolls."""
    counts = {q.of: q.value for q in one.quantities}
    return any(counts.get(q.of, q.value) != q.value for q in other.quantities)
