"""Dates counted from the report's or from a time told before, lengths and sets."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

from dragoman.read.times.absolute import (
    choose,
    clock_value,
    date_value,
    direction_of,
)
from dragoman.read.times.calendar import (
    UNIT_GRAIN,
    Interval,
    make_value,
    read_value,
    shift,
)
from dragoman.read.times.context import UNKNOWN, Context, Draft, Reference, counted
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.lexing import Word, cue_words
from dragoman.read.times.numbers import in_days_or_more, make_duration, read_number

_UNITS = ("unit", "units", "quarter", "century", "weekend")
# Units from the coarsest to the finest, to see which of two adds to the other.
_FINER = "CEYMWDTHTMTS"
_STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}


def _unit(phrase: Phrase) -> str:
    return phrase.value(*_UNITS)


def _number(phrase: Phrase) -> float | None:
    """The number before the unit."""
    words = []
    for word in phrase.words:
        if word.category in _UNITS:
            break
        words.append(word)
    return read_number(words)


def length_of(phrase: Phrase) -> tuple[float, str] | None:
    """How many of which unit a phrase counts; None where the number is vague."""
    number = _number(phrase)
    return (number, _unit(phrase)) if number is not None and _unit(phrase) else None


def weekday_value(phrase: Phrase, context: Context) -> Draft:
    """A day of the week: by tense the last or the next, as `last Friday` and `next Friday` say."""
    wanted = int(phrase.value("weekday"))
    if context.bound is not None:
        near = (shift(context.bound.day, "day", n) for n in range(-6, 7))
        end = context.bound.choose([d for d in near if d and d.isoweekday() == wanted])
        return Draft("DATE", end.isoformat() if end else UNKNOWN["day"])
    base = context.now
    if base is None or not base.known_to("day"):
        return Draft("DATE", f"XXXX-WXX-{wanted}")
    if phrase.word("unit") and phrase.word("last", "next", "this"):
        return _weekday_of_week(phrase, wanted, base)
    around = (shift(base.day, "day", n) for n in range(-7, 8))
    options = [d for d in around if d and d.isoweekday() == wanted]
    direction = direction_of(phrase)
    if context.narrative and not direction:
        direction = 1
    if not direction and base.day.isoweekday() == wanted:
        return Draft("DATE", base.day.isoformat(), base.name)
    if direction and context.narrative:
        found = next((d for d in options if (d > base.day) == (direction > 0)), None)
    else:
        found, _ = choose(options, "day", direction, context)
    return Draft("DATE", found.isoformat() if found else UNKNOWN["day"], base.name)


def _weekday_of_week(phrase: Phrase, wanted: int, base: Reference) -> Draft:
    step = phrase.word("last", "next", "this")
    weeks = _STEPS.get(step.category, 0) if step else 0
    monday = base.day - timedelta(days=base.day.weekday())
    found = shift(monday, "day", weeks * 7 + wanted - 1)
    return Draft("DATE", found.isoformat() if found else UNKNOWN["day"], base.name)


def day_draft(phrase: Phrase, context: Context) -> Draft | None:
    """The calendar day that a phrase names in any way, or None if it names none."""
    if phrase.word("deictic"):
        value, anchor = counted(context.report, "day", int(phrase.value("deictic")))
        return Draft("DATE", value, anchor)
    if phrase.word("iso", "slash", "month", "daymonth"):
        return date_value(phrase, context)
    return weekday_value(phrase, context) if phrase.word("weekday") else None


def deictic_value(phrase: Phrase, context: Context) -> Draft | None:
    """`yesterday`, `tomorrow morning`."""
    draft = day_draft(phrase, context)
    part = phrase.value("part")
    return Draft("TIME", f"{draft.value}T{part}", draft.anchor) if draft and part else draft


def part_value(phrase: Phrase, context: Context) -> Draft | None:
    """A part of a day: `Monday night`, `this morning`, `tonight`, `last night`."""
    part = phrase.value("part", "tonight", "overnight")
    if phrase.word("weekday") and phrase.words[-1].text.lower() in cue_words("parts_of_days"):
        return Draft("SET", f"XXXX-WXX-{phrase.value('weekday')}T{part}")
    day = day_draft(phrase, context)
    if day is None:
        word = phrase.word("last", "next", "this", "coming", "tonight", "that")
        if word is None and not phrase.word("overnight", "the"):
            return None
        step = _STEPS.get(word.category, 0) if word else 0
        # `the overnight attacks` are of the night before the report.
        told = not phrase.word("overnight") if word is None else word.category == "that"
        following = any(w.text.lower() in ("next", "following") for w in phrase.words)
        base = _recent(context, "day") if told or following else context.report
        day = Draft("DATE", *counted(base, "day", step))
    return Draft("TIME", f"{day.value}T{part}", day.anchor)


def _recent(context: Context, grain: str) -> Reference | None:
    told = context.told
    return told if told is not None and told.known_to(grain) else None


def relative_value(phrase: Phrase, context: Context) -> Draft | None:
    """`last week`, `this year`, `the following day`, `that month`, `the quarter`."""
    unit, step = _unit(phrase), phrase.word("last", "next", "this", "current", "that", "coming")
    if unit == "WE" and not phrase.word("after", "before"):
        return _weekend(phrase, context)
    if unit == "2W":
        return span_value(phrase, context) if step or phrase.word("past") else None
    word = step or phrase.word("past")
    if phrase.word("after", "before") and word is not None:
        twice = 2 * _STEPS.get(word.category, 0)
        return Draft("DATE", *counted(context.now, UNIT_GRAIN.get(unit, "week"), twice))
    if unit not in UNIT_GRAIN or (word is None and not phrase.word("the", "end")):
        return _length_or_none(phrase, unit)
    grain = UNIT_GRAIN[unit]
    if word is None:
        return _definite(phrase, context, grain, unit)
    told = (
        word.text.lower() in cue_words("told_steps")
        or word.category == "that"
        or _steps_a_day(word, unit)
    )
    base = _recent(context, grain) if told else context.now
    draft = Draft("DATE", *counted(base, grain, _STEPS.get(word.category, 0)))
    return _up_to_now(draft, phrase, context) if word.category in ("this", "current") else draft


def _up_to_now(draft: Draft, phrase: Phrase, context: Context) -> Draft:
    """`earlier this week` ends with the report's day, `later this week` begins with it."""
    near, whole = phrase.word("earlier", "later"), read_value(draft.value)
    if near is None or whole is None or context.now is None or not context.now.known_to("day"):
        return draft
    today = context.now.day.isoformat()
    if near.category == "earlier":
        return replace(draft, interval=replace(whole, to=min(today, whole.to)))
    return replace(draft, interval=replace(whole, from_=max(today, whole.from_)))


def _steps_a_day(word: Word, unit: str) -> bool:
    """`the next day` counts from the day just told; `next week` from the report."""
    return unit == "D" and word.category == "next"


def _length_or_none(phrase: Phrase, unit: str) -> Draft | None:
    return Draft("DURATION", make_duration(1, unit)) if phrase.word("full") and unit else None


def _definite(phrase: Phrase, context: Context, grain: str, unit: str) -> Draft | None:
    """`the quarter`, `the end of the year`: that of the time just told, else the report's."""
    told = _recent(context, grain)
    if phrase.word("later", "earlier"):
        return _up_to_now(Draft("DATE", *counted(context.now, grain, 0)), phrase, context)
    if phrase.word("end", "early"):
        return Draft("DATE", *counted(told or context.now, grain, 0))
    if unit == "Q":
        base = told if told and told.grain == "quarter" else None
        return Draft("DATE", *counted(base or context.now, grain, 0 if base else -1))
    return Draft("DATE", *counted(told or context.now, grain, 0)) if unit in "YWM" else None


def _weekend(phrase: Phrase, context: Context) -> Draft:
    base = context.now
    if base is None or not base.known_to("day"):
        return Draft("DATE", "XXXX-WXX-WE")
    direction = direction_of(phrase)
    if direction is None and context.tense != "future" and base.day.isoweekday() < 6:
        direction = -1
    value, name = counted(base, "week", direction or 0)
    return Draft("DATE", f"{value}-WE", name)


def ago_value(phrase: Phrase, context: Context) -> Draft:
    """`two years ago`, `a year earlier`, `days ago`."""
    unit, number = _unit(phrase), _number(phrase)
    if len(units := phrase.all("unit", "units")) > 1 and number is not None:
        return _two_units_ago(phrase, units, context)
    if phrase.words[0].category == "units" or (number is None and not phrase.word("hyphen")):
        return Draft("DATE", "PAST_REF")
    told = context.told
    if unit == "Y" and number == 1 and told and told.grain == "quarter":
        return Draft("DATE", *counted(told, "quarter", -4))
    return _counted_units(context.now, unit, -(number or 1))


def _two_units_ago(phrase: Phrase, units: list[Word], context: Context) -> Draft:
    """`two years and three months ago`: counted in the coarser, then in the finer unit."""
    at = phrase.words.index(units[0]) + 1
    counts = (_number(phrase), read_number(phrase.words[at:-2]))
    grains = [UNIT_GRAIN.get(u.value, "day") for u in units]
    base = context.now
    if base is None or None in counts or not base.known_to(grains[1]):
        return Draft("DATE", "PAST_REF")
    day = shift(base.day, grains[0], -int(counts[0] or 0))
    moved = replace(base, day=day) if day else None
    return Draft("DATE", *counted(moved, grains[1], -int(counts[1] or 0)))


def year_ago_value(phrase: Phrase, context: Context) -> Draft | None:
    """`year-ago`, `the year-earlier quarter`: a year before the stretch just told."""
    unit, told = phrase.value("unit"), context.told
    if unit != "Y":
        return None
    if told and told.grain in ("quarter", "month"):
        return Draft("DATE", *counted(told, told.grain, -_per_year(told.grain)))
    if phrase.word("quarter") and phrase.word("ord") is None:
        return Draft("DATE", *counted(context.report, "quarter", -5))
    return Draft("DATE", *counted(context.now, "year", -1))


def _counted_units(base: Reference | None, unit: str, count: float) -> Draft:
    if unit in ("TH", "TM", "TS"):
        return Draft("TIME", f"{UNKNOWN['day']}TXX:XX")
    if unit == "2W":
        unit, count = "W", count * 2
    grain = UNIT_GRAIN.get(unit, "day")
    if count != int(count) and unit == "Y":
        months, name = counted(base, "month", round(count * 12))
        return Draft("DATE", months if name is None else months[:4], name)
    return Draft("DATE", *counted(base, grain, int(count)))


def shifted_value(phrase: Phrase, context: Context) -> Draft:
    """`three days later`, `a year earlier`, `the day before`: counted from the time just told."""
    unit, number = _unit(phrase), _number(phrase)
    grain = UNIT_GRAIN.get(unit, "day")
    sign = -1 if phrase.word("earlier", "before", "ago") else 1
    told = context.told
    if unit == "Y" and number in (1, None) and told and told.grain in ("quarter", "month", "day"):
        return Draft(
            "DATE",
            *counted(
                told, told.grain if told.grain != "day" else "year", _per_year(told.grain) * sign
            ),
        )
    if phrase.words[0].category == "units" or (number is None and not phrase.word("the")):
        return Draft("DATE", UNKNOWN[grain])
    return _counted_units(_recent(context, grain), unit, sign * (number or 1))


def _per_year(grain: str) -> int:
    return {"quarter": 4, "month": 12}.get(grain, 1)


def clock_draft(phrase: Phrase, context: Context) -> Draft | None:
    """A time of day, on the day the phrase names or the one just told."""
    clock = clock_value(phrase)
    if clock is None:
        return None
    skip = 1 if phrase.words[0].category in cue_words("clock_cues") else 0
    day = day_draft(_without_clock(phrase), context)
    if day is None:
        told = _recent(context, "day")
        day = Draft(
            "DATE", told.day.isoformat() if told else UNKNOWN["day"], told.name if told else None
        )
    return Draft("TIME", f"{day.value}T{clock}", day.anchor, skip=skip)


def _without_clock(phrase: Phrase) -> Phrase:
    """`5 p.m. EST Nov. 9` without `5 p.m. EST`, so that its day is 9."""
    words = phrase.words
    clock = {n for n, w in enumerate(words) if w.category in ("clock", "ampm", "zone")}
    clock |= {n - 1 for n in clock if words[n].category == "ampm"}
    return replace(phrase, words=tuple(w for n, w in enumerate(words) if n not in clock))


def span_value(phrase: Phrase, context: Context) -> Draft:
    """`the past two weeks`, `the next three days`: a length that ends or begins at the report."""
    unit, number = _unit(phrase), _number(phrase)
    if unit == "2W" and number is None:
        number = 1.0
    value = make_duration(number, unit)
    word = phrase.word("past", "last", "next", "coming")
    base = context.report
    if number is None or word is None or base is None or not base.known_to("day"):
        return Draft("DURATION", value)
    interval = _stretch(base.day, unit, number, _STEPS[word.category])
    return Draft("DURATION", value, base.name if interval else None, interval)


def _stretch(day: date, unit: str, number: float, sign: int) -> Interval | None:
    begun_days = unit.startswith("T")
    number, unit = in_days_or_more(number, unit)
    if begun_days:
        number = math.ceil(number)
    grain = UNIT_GRAIN.get(unit)
    if grain == "quarter":
        return _quarters(day, int(number), sign)
    other = shift(day, grain, sign * int(number)) if grain else None
    if other is None:
        return None
    first, last = sorted((day + timedelta(days=1) if sign > 0 else day, other))
    return Interval(first.isoformat(), last.isoformat(), str(grain))


def _quarters(day: date, count: int, sign: int) -> Interval | None:
    """`the last two quarters`: whole ones before or after that of the day."""
    ends = [shift(day, "quarter", n) for n in ((-count, -1) if sign < 0 else (1, count))]
    first, last = (read_value(make_value(d, "quarter")) if d else None for d in ends)
    return Interval(first.from_, last.to, "quarter") if first and last else None


def recent_value(phrase: Phrase, _context: Context) -> Draft:
    """`recent weeks`, `coming months`."""
    if phrase.word("future"):
        return Draft("DATE", "FUTURE_REF")
    return Draft("DURATION", make_duration(None, _unit(phrase)))


def _number_before_part(phrase: Phrase) -> float | None:
    return read_number([w for w in phrase.words if w.category != "part"])


def duration_value(phrase: Phrase, _context: Context) -> Draft | None:
    """`three years`, `several months`, `a decade`."""
    unit = _unit(phrase)
    if part := phrase.word("part"):
        nights = part.text.lower() in cue_words("nights")
        length = make_duration(_number_before_part(phrase), "D")
        return Draft("DURATION", length) if nights else None
    number = 1.0 if phrase.word("all") else _number(phrase)
    if pieces := _two_lengths(phrase):
        return Draft("DURATION", pieces)
    if unit == "Q" and (number in (None, 1.0) or phrase.word("hyphen")):
        return None  # three-quarters, a quarter: fractions
    return Draft("DURATION", make_duration(number, unit)) if unit else None


def _two_lengths(phrase: Phrase) -> str | None:
    """`two years and three months`, `an hour and a half`: the finer unit adds to the coarser."""
    units = phrase.all("unit", "units")
    at = phrase.words.index(units[0]) + 1 if units else 0
    if phrase.words[-1].category == "half" and units and phrase.words[-1] in phrase.words[at:]:
        return make_duration((_number(phrase) or 1) + 0.5, units[0].value)
    if len(units) != 2 or not phrase.words[at:-1]:
        return None
    second = read_number(phrase.words[at:-1])
    parts = [make_duration(_number(phrase), units[0].value), make_duration(second, units[1].value)]
    order = [_FINER.find(u.value) for u in units]
    if second is None or min(order) < 0 or order[0] >= order[1]:
        return None
    first, second_part = parts
    clock = "T" in first and "T" in second_part
    return first + second_part.removeprefix("PT" if clock else "P")


def set_value(phrase: Phrase, _context: Context) -> Draft | None:
    """`every day`, `each Thursday`, `annually`, `twice a week`."""
    clock = clock_value(phrase) if phrase.word("clock", "ampm") else None
    part = clock or phrase.value("part")
    if weekday := phrase.value("weekday", "weekdays"):
        return Draft("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if clock:
        return Draft("SET", f"XXXX-XX-XXT{clock}")
    if adverb := phrase.value("adverb"):
        return Draft("SET", adverb)
    if phrase.word("workdays"):
        return Draft("SET", "P1D")
    if phrase.word("weekend"):
        return Draft("SET", "XXXX-WXX-WE")
    if month := phrase.value("month"):
        return Draft("SET", f"XXXX-{int(month):02d}")
    if season := phrase.value("season"):
        return Draft("SET", f"XXXX-{season}")
    if part:
        return Draft("SET", f"{UNKNOWN['day']}T{part}")
    skip = 1 if phrase.words[0].text in ("%", "percent", "per") else 0
    number = 1.0 if phrase.word("ord") or phrase.word("times", "per") else _number(phrase)
    if phrase.word("ord", "other"):
        number = float(phrase.value("ord", "other"))
    return Draft("SET", make_duration(number or 1, _unit(phrase)), skip=skip)


def ref_value(phrase: Phrase, _context: Context) -> Draft:
    """`now`, `recently`, `the future`, `at the moment`."""
    value = phrase.value("ref", "future") or ("PAST_REF" if phrase.word("past") else "")
    return Draft("DATE", value or "PRESENT_REF")
