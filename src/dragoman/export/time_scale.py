"""A scale of time on which uncertain dates are bars and empty stretches are short.

Days that something begins or ends on are set apart by the logarithm of what lies
between them, so that a year of silence does not push a busy week into one spot. So
order is kept and distance is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dragoman.export.wording import word_date

WIDTH = 240
MARGIN = 8
LEAST_BAR = 7.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A first and a last day, None where that end is not known; one of them always is."""

    first: date | None
    last: date | None

    @property
    def start(self) -> date:
        """The first day, or the last where only that is known."""
        return self.first or self.last or date.max

    @property
    def end(self) -> date:
        """The last day, or the first where only that is known."""
        return self.last or self.start


@dataclass(frozen=True, slots=True)
class Bar:
    """A date on the scale, in pixels. `exact` is a single day; an open end is not known."""

    x: float
    width: float
    exact: bool
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two happenings that no report tells of, and where they are on the scale."""

    after: date
    before: date
    x: float

    @property
    def days(self) -> int:
        """How many days no report tells of."""
        return (self.before - self.after).days - 1

    @property
    def ends(self) -> tuple[date, date]:
        """The first and the last of these days."""
        day = timedelta(days=1)
        return self.after + day, self.before - day


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days are, in order of time, and which stretches are empty."""

    places: Mapping[date, float]
    gaps: tuple[Gap, ...]
    width: int = WIDTH

    @property
    def words(self) -> tuple[str, str] | None:
        """The first and the last day, None where no day is known."""
        if not self.places:
            return None
        return word_date(min(self.places).isoformat()), word_date(max(self.places).isoformat())

    def at(self, day: date) -> float:
        """The place in pixels of a day that the scale was made for."""
        return self.places[day]

    def bar(self, interval: Interval) -> Bar:
        """An interval as a bar; an open end reaches to the scale's."""
        left = self.at(interval.first) if interval.first else 0.0
        right = self.at(interval.last) if interval.last else float(self.width)
        exact = interval.first is not None and interval.first == interval.last
        if right - left < LEAST_BAR:
            middle = (left + right) / 2
            left, right = middle - LEAST_BAR / 2, middle + LEAST_BAR / 2
        return Bar(
            round(left, 1),
            round(right - left, 1),
            exact,
            interval.first is None,
            interval.last is None,
        )


def read_interval(from_: str | None, to: str | None) -> Interval | None:
    """An interval of ISO dates, or None where neither end is a date."""
    first, last = _read_day(from_), _read_day(to)
    if first and last and last < first:
        first, last = last, first
    return Interval(first, last) if first or last else None


def _read_day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def make_scale(intervals: Iterable[Interval]) -> Scale:
    """The scale on which all intervals have room."""
    known = list(intervals)
    days = sorted({d for i in known for d in (i.first, i.last) if d})
    steps = [math.log2(1 + (b - a).days) for a, b in pairwise(days)]
    room, total = WIDTH - 2 * MARGIN, sum(steps)
    places: dict[date, float] = {}
    at = 0.0
    for day, step in zip(days, (0.0, *steps), strict=False):
        at += step
        places[day] = MARGIN + (room * at / total if total else room / 2)
    gaps = (Gap(a, b, round((places[a] + places[b]) / 2, 1)) for a, b in find_gaps(known))
    return Scale(places, tuple(gaps))


def find_gaps(intervals: Iterable[Interval]) -> Iterable[tuple[date, date]]:
    """The last day before and the first day after each stretch that nothing can lie in.

    What has only one end known bounds nothing but that day.
    """
    reached: date | None = None
    for first, last in sorted((i.start, i.end) for i in intervals):
        if reached is not None and first - reached > timedelta(days=1):
            yield reached, first
        reached = max(reached or last, last)
