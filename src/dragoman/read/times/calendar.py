"""Arithmetic on the calendar: from a TIMEX3 value to an interval and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

# Room on either side for a few years more or less.
MIN_YEAR, MAX_YEAR = 100, 9900

# Coarse to fine. A date known to the month cannot anchor a count of days.
GRAINS = ("century", "decade", "year", "season", "half", "quarter", "month", "week", "day")
UNIT_GRAIN = {
    "C": "century",
    "E": "decade",
    "Y": "year",
    "Q": "quarter",
    "M": "month",
    "W": "week",
    "D": "day",
}
_MONTHS_IN = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}
# Meteorological seasons of the northern hemisphere; a winter belongs to the year it begins in.
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ISO dates, both inclusive, and how finely they are known."""

    from_: str
    to: str
    precision: str


def shift_months(day: date, months: int) -> date | None:
    """The same day of the month `months` later, or that month's last; None off the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def shift(day: date, grain: str, count: int) -> date | None:
    """The day `count` grains later (earlier if negative), or None off the calendar."""
    if grain in _MONTHS_IN:
        return shift_months(day, count * _MONTHS_IN[grain])
    if grain == "season":
        return shift_months(day, count * 3)
    days = count * (7 if grain == "week" else 1)
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return moved if MIN_YEAR <= moved.year <= MAX_YEAR else None


def make_value(day: date, grain: str) -> str:
    """The TIMEX3 value of the century, decade, year, ... week or day that holds `day`."""
    year = f"{day.year:04d}"
    if grain == "week":
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    if grain == "season":
        return _season_value(day)
    simple = {
        "century": year[:2],
        "decade": year[:3],
        "year": year,
        "half": f"{year}-H{1 + (day.month - 1) // 6}",
        "quarter": f"{year}-Q{1 + (day.month - 1) // 3}",
        "month": f"{year}-{day.month:02d}",
    }
    return simple.get(grain, day.isoformat())


def _season_value(day: date) -> str:
    year = day.year - 1 if day.month <= 2 else day.year
    name = next(s for s, m in _SEASON_START.items() if (day.month - m) % 12 < 3)
    return f"{year:04d}-{name}"


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * r) // 433
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The `count`-th ISO weekday of a month, as Thanksgiving is the fourth Thursday."""
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (count - 1)
    return make_day(year, month, day)


def _months(year: int, month: int, count: int, precision: str) -> Interval | None:
    start = make_day(year, month, 1)
    after = shift_months(start, count) if start else None
    if start is None or after is None:
        return None
    return Interval(start.isoformat(), (after - timedelta(days=1)).isoformat(), precision)


def _week(year: int, week: int, weekend: bool) -> Interval | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    first = monday + timedelta(days=5 if weekend else 0)
    last = monday + timedelta(days=6)
    return Interval(first.isoformat(), last.isoformat(), "day" if weekend else "week")


def _season(year: int, name: str) -> Interval | None:
    return _months(year, _SEASON_START[name], 3, "season")


_Reader = Callable[..., Interval | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(form), reader)
    for form, reader in (
        (r"(\d\d)", lambda c: _months(int(c) * 100 or 1, 1, 1200, "century")),
        (r"(\d{3})", lambda d: _months(int(d) * 10 or 1, 1, 120, "decade")),
        (r"(\d{4})", lambda y: _months(int(y), 1, 12, "year")),
        (r"(\d{4})-H([12])", lambda y, h: _months(int(y), int(h) * 6 - 5, 6, "half")),
        (r"(\d{4})-Q([1-4])", lambda y, q: _months(int(y), int(q) * 3 - 2, 3, "quarter")),
        (r"(\d{4})-(\d\d)", lambda y, m: _months(int(y), int(m), 1, "month")),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda y, s: _season(int(y), s)),
        (r"(\d{4})-W(\d\d)(-WE)?", lambda y, w, e: _week(int(y), int(w), bool(e))),
    )
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T\S+)?")


def read_value(value: str) -> Interval | None:
    """The interval that a TIMEX3 value denotes, or None where it holds X's or is no date.

    `start/end` values (`1998/2003`) run from the start's first to the end's last day.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        lo, hi = read_value(first), read_value(last)
        return Interval(lo.from_, hi.to, hi.precision) if lo and hi else None
    if match := _DAY.fullmatch(value):
        return Interval(match[1], match[1], "time" if match[2] else "day")
    for form, reader in _FORMS:
        if match := form.fullmatch(value):
            return reader(*match.groups())
    return None
