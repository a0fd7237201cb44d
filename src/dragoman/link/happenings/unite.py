"""One happening of the events that tell of it.

What reports tell differently stays with them: each member keeps its own slots, and the
happening takes what most of them support.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from dragoman.link.happenings.rows import STATUSES, day_number
from dragoman.model import EventStatus, make_id
from dragoman.model.links import Happening, Member

Row = Mapping[str, Any]
# The columns of `rows.SCHEMA` that are read here.
COLUMNS = (
    *("report", "events", "type", "actors", "recipients", "from_", "to"),
    *("place", "place_precision", "status"),
)
Value = TypeVar("Value", bound=Hashable)


def unite(rows: Sequence[Row], linked: Mapping[tuple[str, str], str]) -> Happening:
    """The happening of rows of `COLUMNS`; `linked` is whom (report, actor) stand for."""
    events = sorted(
        (Member(r["report"], e) for r in rows for e in r["events"]),
        key=lambda m: (m.report, m.finding),
    )
    from_, to = _interval(rows)
    places = [r["place"] for r in rows if r["place"] is not None]
    exact = [r["place"] for r in rows if r["place"] is not None and _is_exact(r)]
    return Happening(
        id=make_id("hap", *(x for m in events for x in (m.report, m.finding))),
        type=_commonest(r["type"] for r in rows if r["type"]) or "",
        actors=_who(rows, "actors", linked),
        recipients=_who(rows, "recipients", linked),
        from_=from_,
        to=to,
        place=_commonest(exact or places),
        status=_status(rows),
        events=tuple(events),
    )


def _is_exact(row: Row) -> bool:
    return row["place_precision"] not in {"country", "region", None}


def _commonest(values: Iterable[Value]) -> Value | None:
    """What most say; of equals the smallest, so that order changes nothing."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v), default=None)


def _who(
    rows: Sequence[Row], column: str, linked: Mapping[tuple[str, str], str]
) -> tuple[str, ...]:
    """The linked actors of a side, those that most reports name first."""
    told = {(linked.get((r["report"], a), a), r["report"]) for r in rows for a in r[column] or ()}
    counted = Counter(actor for actor, _ in told)
    return tuple(sorted(counted, key=lambda a: (-counted[a], a)))


def _interval(rows: Sequence[Row]) -> tuple[str | None, str | None]:
    """The interval that most reports support, and of those the tightest.

    A report supports an interval that its own holds or meets.
    """
    told = [(r["from_"], r["to"], r["report"]) for r in rows if r["from_"] and r["to"]]
    if not told:
        return None, None

    def rank(interval: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        a, b = interval
        support = len({report for f, t, report in told if f <= b and a <= t})
        return -support, day_number(b) - day_number(a), interval

    return min({(f, t) for f, t, _ in told}, key=rank)


def _status(rows: Sequence[Row]) -> EventStatus:
    """Asserted before claimed, before planned, before possible; denied only if all deny it."""
    return cast(EventStatus, min((r["status"] for r in rows), key=STATUSES.index))
