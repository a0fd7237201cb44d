"""Happenings in order of time, with what is not known of their time, and the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model.links import Happening

# A gap is told if nothing happened in so great a part of the time told of, and in so many days.
GAP_SHARE, GAP_DAYS = 0.1, 7
_DAY, _OPEN, _BAR, _NONE = "●", "…", "━", "·"


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which no report tells: `before` which of the happenings, by its place in order."""

    before: int
    days: int


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of all that is told, as day numbers."""

    first: int
    last: int


def span_of(happenings: Sequence[Happening]) -> Span | None:
    """The time that happenings span; None if none is dated."""
    days = [d for h in happenings for d in (day_of(h.from_), day_of(h.to)) if d is not None]
    return Span(min(days), max(days)) if days else None


def day_of(iso: str | None) -> int | None:
    """The day number of an ISO date, None where none is known."""
    return date.fromisoformat(iso[:10]).toordinal() if iso else None


def find_gaps(happenings: Sequence[Happening]) -> tuple[Gap, ...]:
    """The gaps between happenings in order of their first days.

    An interval covers all its days: what may have happened on any of them leaves no gap.
    """
    span = span_of(happenings)
    if span is None:
        return ()
    least = max(GAP_DAYS, GAP_SHARE * (span.last - span.first))
    found, reached = [], span.first
    for n, happening in enumerate(happenings):
        first, last = day_of(happening.from_), day_of(happening.to)
        if first is not None and first - reached > least:
            found.append(Gap(n, first - reached - 1))
        reached = max([reached, *(d for d in (first, last) if d is not None)])
    return tuple(found)


def draw(happening: Happening, span: Span, width: int = 24) -> str:
    """Where in the time told of a happening lies: a dot for a day, a bar for an interval.

    An end that is not known is drawn as dots; a happening without any date as nothing.
    """
    first, last = day_of(happening.from_), day_of(happening.to)
    if first is None and last is None:
        return ""
    start = _column(first if first is not None else span.first, span, width)
    end = _column(last if last is not None else span.last, span, width)
    cells = [_NONE] * width
    for at in range(start, end + 1):
        cells[at] = _DAY if first == last else _BAR
    if first is None:
        cells[start] = _OPEN
    if last is None:
        cells[end] = _OPEN
    return "".join(cells)


def _column(day: int, span: Span, width: int) -> int:
    return (day - span.first) * (width - 1) // max(1, span.last - span.first)
