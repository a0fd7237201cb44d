"""The Islamic and the Persian calendar: months, days and feasts by name, as Gregorian intervals.

The Islamic months are those of the tabular calendar (Reingold and Dershowitz,
Calendrical Calculations, ch. 7). Where a month is begun when its crescent is seen, it may begin
a day before or after, and the same day bears two dates in two countries: every
interval is a day wider on either side. The Persian calendar is told by the
33-year cycle, which agrees with the astronomical one from 1797 to 2096.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.read.times.calendar import Interval
from dragoman.read.times.context import UNKNOWN, Context, Draft
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.numbers import day_of_month

_ISLAMIC_EPOCH = date(622, 7, 19)  # 1 Muharram 1 AH, Gregorian
_DOUBT = timedelta(days=1)
_DAY = timedelta(days=1)
_FRIDAY = 5
# Farvardin to Shahrivar have 31 days, Mehr to Esfand 30 (Esfand 29 in common years).
_LONG_MONTHS = 6
_FIRST_PERSIAN_YEAR, _LAST_PERSIAN_YEAR = 1176, 1474
_ISLAMIC_YEARS = range(1, 1600)
# What is not too far from the report to be meant without a year.
_REACH = timedelta(days=400)


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar, right to a day or so."""
    days = 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _ISLAMIC_EPOCH + timedelta(days=days)


def persian_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the Solar Hijri calendar, for the years 1176 to 1474.

    The year begins on 21 March 1921 + n, shifted by the leap years of the 33-year
    cycle (years 1, 5, 9, 13, 17, 22, 26 and 30 of each).
    """
    start = date(1921, 3, 21) + timedelta(days=365 * (year - 1300) + _leaps(year) - _leaps(1300))
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(0, month - 1 - _LONG_MONTHS)
    return start + timedelta(days=before + day - 1)


def _leaps(year: int) -> int:
    """Leap years before a year, counted from the cycle's first."""
    cycles, rest = divmod(year - 1, 33)
    return cycles * 8 + sum(1 for leap in (1, 5, 9, 13, 17, 22, 26, 30) if leap <= rest)


def islamic_interval(rule: str, year: int) -> tuple[date, date]:
    """First and last day that `10-01` or the month `09` may fall on in an Islamic year."""
    month, _, day = rule.partition("-")
    if day == "last5":
        last = islamic_day(year, int(month) + 1, 1) - _DAY
        friday = last - timedelta(days=(last.isoweekday() - _FRIDAY) % 7)
        return friday, friday
    if day:
        found = islamic_day(year, int(month), int(day))
        return found - _DOUBT, found + _DOUBT
    first, after = islamic_day(year, int(month), 1), islamic_day(year, int(month) + 1, 1)
    return first - _DOUBT, after


def _persian_interval(month: int, day: int | None, year: int) -> tuple[date, date]:
    if day is not None:
        found = persian_day(year, month, day)
        return found, found
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return persian_day(year, month, 1), persian_day(*following, 1) - _DAY


def _own_year(phrase: Phrase) -> int | None:
    return next((int(w.value) for w in phrase.all("year") if len(w.value) == 4), None)


def _nearest(options: Iterator[tuple[date, date]], context: Context) -> tuple[date, date] | None:
    """The one that the tense points to, near the report."""
    base = context.now
    if base is None or not base.known_to("month"):
        return None
    near = [o for o in options if abs(o[0] - base.day) < _REACH]
    if context.tense == "past":
        near = [o for o in near if o[0] <= base.day] or near
    elif context.tense == "future":
        near = [o for o in near if o[1] >= base.day] or near
    return min(near, key=lambda o: abs(o[0] - base.day), default=None)


def _years_near(context: Context, known: range, epoch: int, pace: float) -> range:
    """The years of a calendar within `_REACH` of the report; `pace` of them pass in one of ours."""
    if context.now is None:
        return range(0)
    year = int((context.now.day.year - epoch) * pace) + 1
    return range(max(known.start, year - 3), min(known.stop, year + 4))


def _draft(found: tuple[date, date] | None, context: Context, *, counted: bool) -> Draft:
    if found is None:
        return Draft("DATE", UNKNOWN["day"])
    first, last = (d.isoformat() for d in found)
    value = first if first == last else f"{first}/{last}"
    precision = "month" if found[1] - found[0] > timedelta(days=20) else "day"
    anchor = context.now.name if counted and context.now else None
    return Draft("DATE", value, anchor, Interval(first, last, precision))


def feast_draft(rule: str, context: Context) -> Draft:
    """An Islamic feast (`h10-01`) near the report."""
    near = _years_near(context, _ISLAMIC_YEARS, 622, 33 / 32)
    options = (islamic_interval(rule.removeprefix("h"), y) for y in near)
    return _draft(_nearest(options, context), context, counted=True)


def hijri_value(phrase: Phrase, context: Context) -> Draft | None:
    """`Ramadan`, `10 Muharram`, `1 Shawwal 1441`."""
    month, day, year = int(phrase.value("hijri")), day_of_month(phrase.words), _own_year(phrase)
    if day is not None and not 1 <= day <= 30:
        return None
    rule = f"{month:02d}" + (f"-{day:02d}" if day is not None else "")
    if year is not None:
        if year not in _ISLAMIC_YEARS:
            return None
        return _draft(islamic_interval(rule, year), context, counted=False)
    return feast_draft(rule, context)


def persian_value(phrase: Phrase, context: Context) -> Draft | None:
    """`22 Bahman`, `Farvardin 1399`."""
    month, day, year = int(phrase.value("persian")), day_of_month(phrase.words), _own_year(phrase)
    if day is not None and not 1 <= day <= (31 if month <= _LONG_MONTHS else 30):
        return None
    years = range(_FIRST_PERSIAN_YEAR, _LAST_PERSIAN_YEAR + 1)
    if year is not None:
        if year not in years:
            return None
        return _draft(_persian_interval(month, day, year), context, counted=False)
    options = (_persian_interval(month, day, y) for y in _years_near(context, years, 622, 1.0))
    return _draft(_nearest(options, context), context, counted=True)


def is_islamic(rule: str) -> bool:
    """Whether a feast's rule is of the Islamic calendar."""
    return bool(re.match(r"h\d\d", rule))
