"""One happening of the events that tell of it.

What reports tell differently stays with them: each member keeps its own slots, and the
happening takes what most of them support.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, cast

from dragoman.link.happenings.rows import STATUSES
from dragoman.link.happenings.told import Told
from dragoman.link.outcome import Value, by_frequency
from dragoman.model import EventStatus, make_id
from dragoman.model.links import Happening, Member


def unite(told: Sequence[Told]) -> Happening:
    """The happening of events, in whatever order.

    Its id is made of its first telling, so that it stays when later reports tell it again.
    """
    events = sorted(
        (Member(t.report, e) for t in told for e in t.events),
        key=lambda m: (m.report, m.finding),
    )
    first = min(told, key=_order)
    from_, to = _interval(told)
    places = [t.place for t in told if t.place is not None]
    exact = [t.place for t in told if t.place is not None and _is_exact(t)]
    return Happening(
        id=make_id("hap", first.report, first.event),
        type=_commonest(t.type for t in told if t.type) or "",
        actors=_who(told, "actor"),
        recipients=_who(told, "recipient"),
        from_=from_,
        to=to,
        place=_commonest(exact or places),
        status=_status(told),
        events=tuple(events),
    )


def _order(told: Told) -> tuple[bool, int, str, str]:
    """By the day of the report, those of no known day last; then by ids."""
    return told.published is None, told.published or 0, told.report, told.event


def _is_exact(told: Told) -> bool:
    return told.precision not in {"country", "region", None}


def _commonest(values: Iterable[Value]) -> Value | None:
    """What most say."""
    return next(iter(by_frequency(values)), None)


def _who(told: Sequence[Told], side: str) -> tuple[str, ...]:
    """The linked actors of a side, those that most reports name first."""
    named = {(a, t.report) for t in told for a in t.bag(side)}
    return by_frequency(actor for actor, _ in named)


def _interval(told: Sequence[Told]) -> tuple[str | None, str | None]:
    """The interval that most reports support, and of those the tightest.

    A report supports an interval that its own holds or meets.
    """
    known = [
        (t.first, t.last, t.report) for t in told if t.first is not None and t.last is not None
    ]
    if not known:
        return None, None

    def rank(interval: tuple[int, int]) -> tuple[int, int, tuple[int, int]]:
        a, b = interval
        support = len({report for f, t, report in known if f <= b and a <= t})
        return -support, b - a, interval

    first, last = min({(f, t) for f, t, _ in known}, key=rank)
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def _status(told: Sequence[Told]) -> EventStatus:
    """Asserted before claimed, before planned, before possible; denied only if all deny it."""
    return cast(EventStatus, min((t.status for t in told), key=STATUSES.index))


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FIELDS = tuple(f.name for f in fields(Happening) if f.name != "events")


def pack(happening: Happening) -> str:
    """A happening as one line of JSON."""
    row = {name: getattr(happening, name) for name in _FIELDS}
    row["events"] = [(m.report, m.finding) for m in happening.events]
    return _JSON.encode(row)


def unpack(line: str) -> Happening:
    """The happening that `pack` wrote."""
    row: dict[str, Any] = json.loads(line)
    events = tuple(Member(report, finding) for report, finding in row.pop("events"))
    lists = {name: tuple(v) for name, v in row.items() if isinstance(v, list)}
    return Happening(**(row | lists), events=events)
