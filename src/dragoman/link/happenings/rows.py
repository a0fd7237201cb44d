"""What linking keeps of an event: one small row a happening that a report tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from dragoman.link.engine import table_of
from dragoman.link.happenings.words import context_words, head_word, trigger_lemmas
from dragoman.model import Argument, Event, Place, Reading, Report

# How many of a report's actors stand for what it is about.
_CAST = 8
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Which status tells most of what a report holds of a happening.
STATUSES = ("asserted", "claimed", "future", "possible", "negated")


@dataclass(frozen=True, slots=True)
class EventRow:
    """A happening as one report tells it; several tellings there are folded into the first.

    `event` is the first telling's id, `events` are all. Actors and recipients are in-report
    actor ids; `actor_words` and `recipient_words` the lemmas their phrases turn on. `from_`
    and `to` are ISO dates, both inclusive; `published` the report's. `quantities` are
    `what=number`, `words` content lemmas of the sentence, `cast` the actors the report names
    most, `states` all the states among the report's actors. `type` is None only for a word that a
    reading took for no event.
    """

    report: str
    event: str
    events: tuple[str, ...]
    type: str | None
    mode: str | None
    lemmas: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_words: tuple[str, ...]
    recipient_words: tuple[str, ...]
    from_: str | None
    to: str | None
    place: int | None
    country: str | None
    admin1: str | None
    place_precision: str | None
    quantities: tuple[str, ...]
    status: str
    published: str | None
    words: tuple[str, ...]
    cast: tuple[str, ...]
    states: tuple[str, ...] = ()


_LISTS = frozenset(
    {
        *("events", "lemmas", "actors", "recipients", "actor_words", "recipient_words"),
        *("quantities", "words", "cast", "states"),
    }
)
SCHEMA = pa.schema(
    [
        (name, pa.list_(pa.string()) if name in _LISTS else pa.string())
        for name in EventRow.__dataclass_fields__
        if name != "place"
    ]
    + [("place", pa.int64())]
)


def make_table(rows: Iterable[EventRow]) -> pa.Table:
    """The rows as an Arrow table of the columns of `EventRow`."""
    return table_of(list(rows), SCHEMA)


def event_rows(reading: Reading) -> tuple[EventRow, ...]:
    """One row for each happening that a report tells."""
    told: dict[str, list[Event]] = {}
    for event in reading.events:
        told.setdefault(event.same_as or event.id, []).append(event)
    places = {p.id: p for p in reading.places}
    cast = main_actors(reading)
    return tuple(fold(reading, tellings, places, cast) for tellings in told.values())


def main_actors(reading: Reading) -> tuple[str, ...]:
    """The ids of the actors that a report names most, its own sources apart."""
    outlets = {a.id for a in reading.actors if a.type == "outlet"}
    named = Counter(m.actor for m in reading.mentions if m.actor and m.actor not in outlets)
    # Ties go to whoever is named first.
    return tuple(actor for actor, _ in named.most_common(_CAST))


def fold(
    reading: Reading, tellings: Sequence[Event], places: dict[str, Place], cast: tuple[str, ...]
) -> EventRow:
    """The row of a happening's tellings in a report, the first one first."""
    first = tellings[0]
    place = _place(tellings, places)
    when = tightest((e.when.from_, e.when.to) for e in tellings if e.when)
    text = reading.report.text
    return EventRow(
        report=reading.report.id,
        event=first.id,
        events=tuple(e.id for e in tellings),
        type=first.type,
        mode=next((e.mode for e in tellings if e.mode), None),
        lemmas=_unique(x for e in tellings for x in trigger_lemmas(e.trigger.text)),
        actors=_ids(a for e in tellings for a in e.actors),
        recipients=_ids(a for e in tellings for a in e.recipients),
        actor_words=_unique(head_word(a.span.text) for e in tellings for a in e.actors),
        recipient_words=_unique(head_word(a.span.text) for e in tellings for a in e.recipients),
        from_=when[0],
        to=when[1],
        place=place.geonameid if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        place_precision=place.precision if place else None,
        quantities=_unique(f"{q.of}={q.value:g}" for e in tellings for q in e.quantities),
        status=min((e.status for e in tellings), key=STATUSES.index),
        published=reported_on(reading.report),
        words=_unique(
            x for e in tellings for x in context_words(text, e.trigger.start, e.trigger.end)
        ),
        cast=cast,
        states=tuple(a.id for a in reading.actors if a.type == "state"),
    )


def reported_on(report: Report) -> str | None:
    """The ISO date of a report, if it is known to the day."""
    day = (report.published or "")[:10]
    return day if _ISO_DAY.fullmatch(day) else None


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _ids(arguments: Iterable[Argument]) -> tuple[str, ...]:
    return _unique(a.actor for a in arguments if a.actor)


def _place(tellings: Sequence[Event], places: dict[str, Place]) -> Place | None:
    """The first place told that is on the map; the closest kind of place before wider ones."""
    known = [places[e.where.place] for e in tellings if e.where and e.where.place in places]
    known = [p for p in known if p.country is not None or p.geonameid is not None]
    return min(known, key=lambda p: p.precision in {"country", "region", None}, default=None)


def tightest(
    intervals: Iterable[tuple[str | None, str | None]],
) -> tuple[str | None, str | None]:
    """The shortest of some intervals whose both ends are known."""
    known = [
        (a[:10], b[:10])
        for a, b in intervals
        if a
        and b
        and _ISO_DAY.fullmatch(a[:10])
        and _ISO_DAY.fullmatch(b[:10])
        and a[:10] <= b[:10]
    ]
    if not known:
        return None, None
    return min(known, key=lambda i: (day_number(i[1]) - day_number(i[0]), i[0]))


def day_number(iso: str) -> int:
    """The day of an ISO date, counted from the first of January of the year 1."""
    return date.fromisoformat(iso[:10]).toordinal()
