"""Weeks and months, and into which of them something falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

By = Literal["week", "month"]
# An interval may be so many days long to be placed by its middle.
LONGEST = {"week": 31, "month": 92}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A week from Monday to Sunday, or a month; both days inclusive."""

    first: date
    last: date


def period_of(day: date, by: By) -> Period:
    """The week or month that a day is in."""
    if by == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + 6 * DAY)
    first = day.replace(day=1)
    following = (first + 31 * DAY).replace(day=1)
    return Period(first, following - DAY)


def periods_between(first: date, last: date, by: By) -> tuple[Period, ...]:
    """All weeks or months from that of one day to that of another."""
    return tuple(_from(first, last, by))


def _from(first: date, last: date, by: By) -> Iterator[Period]:
    period = period_of(first, by)
    while period.first <= last:
        yield period
        period = period_of(period.last + DAY, by)


def place_interval(first: date, last: date, by: By) -> date | None:
    """The day by which an interval is placed: its middle, None where it is too long to be placed.

    An interval within one period is placed in that, whatever its length.
    """
    if (last - first).days >= LONGEST[by] and period_of(first, by) != period_of(last, by):
        return None
    return first + (last - first) // 2


def read_day(iso: str | None) -> date | None:
    """The day of an ISO date or date-time; None where it is not known to the day."""
    try:
        return date.fromisoformat(iso[:10]) if iso and len(iso) >= 10 else None
    except ValueError:
        return None


def read_report_day(published: str | None, by: By) -> date | None:
    """The day of a report's date; the first of its month where months are asked for."""
    if published and len(published) == 7 and by == "month":
        return read_day(f"{published}-01")
    return read_day(published)


def number_of(day: date, periods: Sequence[Period]) -> int:
    """Which of some periods in order a day is in; raises ValueError where it is in none."""
    for number, period in enumerate(periods):
        if period.first <= day <= period.last:
            return number
    raise ValueError(f"{day} is in none of the periods")
