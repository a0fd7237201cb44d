"""Dates that name themselves: days, months, years, quarters, seasons, feasts, times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.read.times.calendar import (
    easter,
    make_day,
    make_value,
    nth_weekday,
)
from dragoman.read.times.calendars import feast_draft, is_islamic
from dragoman.read.times.context import UNKNOWN, Context, Draft, Reference, counted
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.lexing import Word
from dragoman.read.times.numbers import day_of_month
from dragoman.read.times.order import possible_orders, slashed_value

# Companies and ministries look a quarter or two ahead, not five.
_FORESIGHT = {"quarter": timedelta(days=200), "half": timedelta(days=200)}
# A day told without its year is rarely older than half a year: a sentence in the past that
# names one only a little ahead (`set it for May 3`) means that one.
_HINDSIGHT = {"day": timedelta(days=200)}
_YEAR_AHEAD = timedelta(days=366)
UNKNOWN_DAY = UNKNOWN["day"]
_DIRECTION = {"last": -1, "past": -1, "next": 1, "coming": 1}


def year_of(phrase: Phrase, context: Context) -> tuple[int | None, str | None]:
    """The year a phrase gives, in figures or as `last year`, and what it was counted from."""
    if found := phrase.value("year"):
        return int(found), None
    unit = phrase.word("unit")
    step = phrase.word("last", "next", "this", "current", "that")
    if unit is None or unit.value != "Y" or step is None:
        return None, None
    value, anchor = counted(context.now, "year", _DIRECTION.get(step.category, 0))
    return (int(value), anchor) if value.isdigit() else (None, None)


def nearest(options: list[date], base: date, grain: str, context: Context) -> date | None:
    """The option that the tense points to: the latest before, the first after, or the closest."""
    ahead = base + _FORESIGHT.get(grain, _YEAR_AHEAD)
    if context.tense == "future":
        options = [d for d in options if base <= d <= ahead] or options
    elif context.tense == "past":
        past = [d for d in options if base - _HINDSIGHT.get(grain, _YEAR_AHEAD) <= d <= base]
        return max(past) if past else _closest(options, base)
    return _closest(options, base)


def _closest(options: list[date], base: date) -> date | None:
    return min(options, key=lambda d: (abs((d - base).days), d > base), default=None)


def _start_of(day: date, grain: str) -> date:
    if grain == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return day.replace(day=1) if grain in ("month", "season", "half") else day


def _stepped(options: list[date], base: date, direction: int) -> date | None:
    if direction < 0:
        return max((d for d in options if d < base), default=None)
    return min((d for d in options if d > base), default=None)


def choose(
    options: list[date], grain: str, direction: int | None, context: Context
) -> tuple[date | None, str | None]:
    """Which of the dates without a year is meant, and what it was counted from.

    `direction` is -1 for `last`, 1 for `next`, 0 for `this`, None where nothing is said.
    """
    if context.bound is not None:
        return context.bound.choose(options), None
    base = context.now
    if base is None:
        return None, None
    if context.narrative:
        return next((d for d in options if d.year == base.day.year), None), base.name
    if not base.known_to(grain if grain != "season" else "month"):
        return None, None
    start = _start_of(base.day, grain)
    if direction:
        return _stepped(options, start, direction), base.name
    if direction == 0 and grain != "day":
        return next((d for d in options if d.year == base.day.year), None), base.name
    return nearest(options, start, grain, context), base.name


def direction_of(phrase: Phrase) -> int | None:
    """-1 for `last`, 1 for `next`, 0 for `this`, None where none is said."""
    word = phrase.word("last", "past", "next", "coming", "this", "that")
    return None if word is None else _DIRECTION.get(word.category, 0)


def years_around(context: Context) -> range:
    """The years that a date without one may lie in."""
    if context.bound is not None:
        return range(context.bound.day.year - 1, context.bound.day.year + 2)
    base = context.now
    return range(base.day.year - 1, base.day.year + 2) if base else range(0)


def month_day(month: int, day: int, phrase: Phrase, context: Context) -> Draft:
    """A day of a month without its year."""
    around = (make_day(y, month, day) for y in years_around(context))
    weekday = phrase.value("weekday")
    dates = [d for d in around if d]
    options = [d for d in dates if not weekday or d.isoweekday() == int(weekday)] or dates
    found, anchor = choose(options, "day", direction_of(phrase), context)
    value = found.isoformat() if found else f"XXXX-{month:02d}-{day:02d}"
    return Draft("DATE", value, anchor if found else None)


def date_value(phrase: Phrase, context: Context) -> Draft | None:
    """A calendar day, with or without its year."""
    if iso := phrase.word("iso"):
        known = make_day(*(int(x) for x in re.split("[-/.]", iso.value)))
        return Draft("DATE", known.isoformat()) if known else None
    if slash := phrase.word("slash"):
        value = slashed_value(slash.value, context)
        return Draft("DATE", value) if value else None
    if pair := phrase.word("daymonth"):
        return _day_and_month(pair.value, phrase, context)
    month, day = phrase.value("month"), day_of_month(phrase.words)
    if not month or day is None or not 1 <= day <= 31:
        return None
    year, anchor = year_of(phrase, context)
    if year is None:
        return month_day(int(month), day, phrase, context)
    found = make_day(year, int(month), day)
    return Draft("DATE", found.isoformat(), anchor) if found else None


def _day_and_month(pair: str, phrase: Phrase, context: Context) -> Draft | None:
    """`22/04`: a day and a month, in the order that only one reading allows or the report has."""
    orders = possible_orders(pair)
    if len(orders) > 1 and context.order:
        orders = orders & {context.order}
    if len(orders) != 1:
        return Draft("DATE", UNKNOWN_DAY) if orders else None
    first, second = (int(p) for p in pair.split("/"))
    month, day = (first, second) if orders == {"month first"} else (second, first)
    return month_day(month, day, phrase, context)


def month_value(phrase: Phrase, context: Context) -> Draft:
    """A month, with or without its year."""
    month = int(phrase.value("month"))
    year, anchor = year_of(phrase, context)
    if year is not None:
        return Draft("DATE", f"{year:04d}-{month:02d}", anchor)
    options = [date(y, month, 1) for y in years_around(context)]
    found, anchor = choose(options, "month", direction_of(phrase), context)
    value = make_value(found, "month") if found else f"XXXX-{month:02d}"
    return Draft("DATE", value, anchor if found else None)


def year_value(phrase: Phrase, _context: Context) -> Draft:
    """A year in figures."""
    return Draft("DATE", phrase.value("year"))


def year_range_value(phrase: Phrase, _context: Context) -> Draft | None:
    """`1998-2003`, `1998-99`: the years from one to the other; `2015-12` is a month."""
    first, last = phrase.words[0].value, phrase.words[-1].value
    if len(last) < 4 and last.zfill(2) <= first[2:] and 1 <= int(last) <= 12:
        return Draft("DATE", f"{first}-{int(last):02d}")
    last = first[:2] + last if len(last) == 2 else last
    return Draft("DATE", f"{first}/{last}") if first < last and len(last) == 4 else None


def decade_value(phrase: Phrase, context: Context) -> Draft:
    """`the 1990s`, `the '90s`, `the nineties`; the last two belong to the nearest past century."""
    digits = phrase.value("decade")
    if len(digits) == 4:
        return Draft("DATE", digits[:3])
    latest = context.report.day.year if context.report else 1999
    value = next(c for c in (f"20{digits[0]}", f"19{digits[0]}") if int(c) * 10 <= latest)
    return Draft("DATE", value)


def century_value(phrase: Phrase, _context: Context) -> Draft | None:
    """`the 20th century`: the hundred years that begin with 19."""
    count = int(phrase.value("ord"))
    return Draft("DATE", f"{count - 1:02d}") if 1 <= count <= 30 else None


def quarter_value(phrase: Phrase, context: Context) -> Draft | None:
    """A quarter or half of a year, with or without the year."""
    number = int(phrase.value("ord", "qpart", "hpart"))
    half = phrase.word("half", "hpart")
    letter, grain, size = ("H", "half", 6) if half else ("Q", "quarter", 3)
    if not 1 <= number <= 12 // size:
        return None
    year, anchor = year_of(phrase, context)
    if year is None:
        options = [date(y, number * size - size + 1, 1) for y in years_around(context)]
        found, anchor = choose(options, grain, None, context)
        if found is None:
            return Draft("DATE", UNKNOWN[grain][:-1] + str(number))
        year = found.year
    return Draft("DATE", f"{year:04d}-{letter}{number}", anchor)


def season_value(phrase: Phrase, context: Context) -> Draft:
    """A season, with or without its year."""
    name = phrase.value("season")
    year, anchor = year_of(phrase, context)
    if year is None:
        month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
        options = [date(y, month, 1) for y in years_around(context)]
        found, anchor = choose(options, "season", direction_of(phrase), context)
        if found is None:
            return Draft("DATE", f"XXXX-{name}")
        year = found.year
    return Draft("DATE", f"{year:04d}-{name}", anchor)


def _feast_day(rule: str, year: int) -> date | None:
    """A feast's day by its rule: `12-25`, `11-4-4` (fourth Thursday), `easter`, `easter-2`."""
    rule, shift = (*re.split(r"(?=\+)|(?<=r)(?=-)", rule), "0")[:2]
    if rule == "easter":
        found: date | None = easter(year)
    else:
        parts = [int(p) for p in rule.split("-")]
        found = make_day(year, *parts) if len(parts) == 2 else nth_weekday(year, *parts)
    return found + timedelta(days=int(shift)) if found else None


def feast_value(phrase: Phrase, context: Context) -> Draft:
    """A feast of the Gregorian calendar."""
    rule = phrase.value("feast")
    if is_islamic(rule):
        return feast_draft(rule, context)
    year, anchor = year_of(phrase, context)
    if year is not None:
        found = _feast_day(rule, year)
    else:
        around = (_feast_day(rule, y) for y in years_around(context))
        found, anchor = choose([d for d in around if d], "day", direction_of(phrase), context)
    if found is None:
        return Draft("DATE", UNKNOWN["day"])
    return Draft("DATE", found.isoformat(), anchor)


def clock_value(phrase: Phrase) -> str | None:
    """`08:30` from the words of a time of day; None if there is no such time."""
    if noon := phrase.value("noon"):
        return noon
    number = phrase.word("clock") or _before_ampm(phrase) or phrase.word("digit", "card")
    if number is None:
        return None
    hour, _, minute = number.value.replace(".", ":").partition(":")
    half = phrase.value("ampm") or _half_of(phrase.value("part"))
    hours, minutes = int(hour), minute[:2]
    if half and not 1 <= hours <= 12:
        half = ""
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    return f"{hours:02d}:{minutes or '00'}" if hours <= 24 else None


def _before_ampm(phrase: Phrase) -> Word | None:
    words = phrase.words
    at = next((n for n, w in enumerate(words) if w.category == "ampm"), 0)
    return words[at - 1] if at and words[at - 1].category in ("digit", "clock") else None


def _half_of(part: str) -> str:
    return {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}.get(part, "")


def reference_of(value: str, name: str) -> Reference | None:
    """A dated value as something that others can be counted from."""
    value = value.partition("/")[0]
    day = value.partition("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return Reference(date.fromisoformat(day), "day", name)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return Reference(date(int(match[1]), int(match[2]), 1), "month", name)
    if match := re.fullmatch(r"(\d{4})-Q(\d)", value):
        return Reference(date(int(match[1]), int(match[2]) * 3 - 2, 1), "quarter", name)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return Reference(date.fromisocalendar(int(match[1]), int(match[2]), 1), "week", name)
    if re.fullmatch(r"\d{4}", value) and int(value):
        return Reference(date(int(value), 1, 1), "year", name)
    return None
