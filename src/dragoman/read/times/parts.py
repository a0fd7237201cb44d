"""Parts of months and years: the tenth of May, its first week, days from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.read.times.absolute import (
    UNKNOWN_DAY,
    choose,
    date_value,
    direction_of,
    month_day,
    month_value,
    year_of,
    years_around,
)
from dragoman.read.times.calendar import (
    UNIT_GRAIN,
    Interval,
    days_in_month,
    make_day,
    make_value,
    read_value,
    shift,
)
from dragoman.read.times.context import UNKNOWN, Context, Draft, counted
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.lexing import Word, cue_words
from dragoman.read.times.numbers import day_of_month, read_number

_UNITS = ("unit", "units")
_THURSDAY = 4
_HALF = 15
_MIDDLE = (10, 20)


def range_value(phrase: Phrase, context: Context) -> Draft | None:
    """`May 3-5`, `between 3 and 12 of September`: an interval of days of one month."""
    skip = 1 if phrase.words[0].category in ("from", "between") else 0
    numbers = [w for w in phrase.words if w.category != "month"]
    at = next(n for n, w in enumerate(numbers[skip:], skip) if _joins(w))
    days = [day_of_month(numbers[skip:at]), day_of_month(numbers[at + 1 :])]
    first, last = (d or 0 for d in days)
    if numbers[at].category == "and" and not skip and last != first + 1:
        after = phrase.words.index(numbers[at]) + 1
        single = date_value(Phrase("date", phrase.words[after:], 0, 0), context)
        return replace(single, skip=after) if single else None
    if not 0 < first < last:
        return None
    month = int(phrase.value("month"))
    year, _ = year_of(phrase, context)
    if year is None:
        start = month_day(month, first, phrase, context)
        if "X" in start.value:
            return Draft("DATE", f"XXXX-{month:02d}", skip=skip)
        year = int(start.value[:4])
    ends = [make_day(year, month, d) for d in (first, last)]
    value = "/".join(d.isoformat() for d in ends if d)
    return Draft("DATE", value, skip=skip) if all(ends) else None


def _joins(word: Word) -> bool:
    return word.category == "and" or word.text.lower() in cue_words("range_ends")


def _container(phrase: Phrase, context: Context) -> tuple[Draft | None, Sequence[Word]]:
    """The month or year that a part belongs to, and the words before it."""
    at = next(n for n, w in enumerate(phrase.words) if w.category == "of")
    inner = Phrase("month", phrase.words[at + 1 :], phrase.first, phrase.after)
    if inner.word("month"):
        return month_value(inner, context), phrase.words[:at]
    if year := inner.value("year"):
        return Draft("DATE", year), phrase.words[:at]
    unit = inner.value("unit", "quarter")
    grain = UNIT_GRAIN.get(unit)
    if grain not in ("month", "year", "quarter"):
        return None, ()
    value, anchor = counted(context.now, grain, direction_of(inner) or 0)
    return Draft("DATE", value, anchor), phrase.words[:at]


def nth_value(phrase: Phrase, context: Context) -> Draft | None:
    """`the first week of July`, `the last three months of 2021`, `the 15th day of next month`.

    The first week of a month or year is the one that holds its first Thursday, as in ISO 8601.
    """
    whole, words = _container(phrase, context)
    found = read_value(whole.value) if whole else None
    if whole is None or found is None:
        return Draft("DATE", UNKNOWN_DAY) if whole else None
    unit = next(w.value for w in words if w.category in _UNITS)
    grain = UNIT_GRAIN.get(unit, "")
    plain = [w for w in words if w.category not in _UNITS]
    several = any(w.category == "units" for w in words)
    count = int(read_number([w for w in plain if w.category not in ("ord", "the")]) or 1)
    last = any(w.category in ("last", "past") for w in plain)
    nth = day_of_month(plain) or 1 if not several else 1
    pieces = _pieces(found, grain)
    if not pieces:
        return None
    chosen = pieces[-count:] if last else pieces[nth - 1 : nth - 1 + (count if several else 1)]
    if not chosen:
        return None
    value = make_value(chosen[0], grain)
    end = make_value(chosen[-1], grain)
    return Draft("DATE", value if value == end else f"{value}/{end}", whole.anchor)


def _pieces(whole: Interval, grain: str) -> list[date]:
    """The first day of each day, week or month in an interval.

    A week lies where its Thursday is.
    """
    start, end = date.fromisoformat(whole.from_), date.fromisoformat(whole.to)
    if grain == "day":
        return [start + timedelta(days=n) for n in range((end - start).days + 1)]
    if grain == "week":
        thursday = start + timedelta(days=(_THURSDAY - start.isoweekday()) % 7)
        weeks = range((end - thursday).days // 7 + 1)
        return [thursday + timedelta(days=7 * n - 3) for n in weeks]
    if grain == "month" and whole.precision != "month":
        months = (shift(start, "month", n) for n in range(12))
        return [m for m in months if m and m <= end]
    return []


def half_month_value(phrase: Phrase, context: Context) -> Draft | None:
    """`the first half of May`, `the middle of March`: the month, and which of its days."""
    month = month_value(phrase, context)
    found = read_value(month.value)
    if found is None:
        return month
    number = phrase.value("ord")
    word = phrase.word("early", "end")
    late = bool(phrase.word("last", "past")) or number == "2"
    interval = halved(found, late=late) if word is None else narrowed(found, word.text.lower())
    return Draft("DATE", month.value, month.anchor, interval)


def halved(month: Interval, *, late: bool) -> Interval:
    """The days of a month up to its 15th, or those after."""
    start = month.from_[:8]
    if late:
        return Interval(f"{start}{_HALF + 1}", month.to, month.precision)
    return Interval(month.from_, f"{start}{_HALF}", month.precision)


def narrowed(whole: Interval, word: str) -> Interval:
    """What `early`, `mid` and `late` leave of a month (half, its 10th to 20th) or year (a third).

    The borders are those of Microsoft's Recognizers-Text; no others are agreed on.
    """
    part = next((p for p in ("starts", "middles", "ends") if word in cue_words(p)), None)
    if part is None or whole.precision not in ("month", "year"):
        return whole
    year = whole.from_[:4]
    if whole.precision == "year":
        first = {"starts": 1, "middles": 5, "ends": 9}[part]
        last = days_in_month(int(year), first + 3)
        return Interval(f"{year}-{first:02d}-01", f"{year}-{first + 3:02d}-{last}", "year")
    if part == "middles":
        first_day, last_day = (f"{whole.from_[:8]}{d}" for d in _MIDDLE)
        return Interval(first_day, last_day, whole.precision)
    return halved(whole, late=part == "ends")


def week_of_value(phrase: Phrase, context: Context) -> Draft | None:
    """`the week of April 10`, `the week starting on May 4`: the ISO week that holds the day."""
    at = next(
        n for n, w in enumerate(phrase.words) if w.category in ("of", "starting", "from", "end")
    )
    unit, inner = phrase.value("unit"), Phrase("date", phrase.words[at + 1 :], 0, 0)
    resolve = date_value if inner.word("month", "iso", "slash") else day_value
    day = resolve(inner, context) if unit == "W" else None
    if day is None or "X" in day.value:
        return Draft("DATE", UNKNOWN["week"]) if unit == "W" else None
    return Draft("DATE", make_value(date.fromisoformat(day.value), "week"), day.anchor)


def week_number_value(phrase: Phrase, context: Context) -> Draft | None:
    """`week 31`, `week 3 of 2027`, by ISO 8601."""
    if phrase.value("unit") != "W":
        return None
    number = int(phrase.value("digit"))
    at = next(n for n, w in enumerate(phrase.words) if w.category == "digit")
    year, anchor = year_of(Phrase("year", phrase.words[at + 1 :], 0, 0), context)
    if year is None and context.now is not None:
        year, anchor = context.now.day.year, context.now.name
    if year is None or not 1 <= number <= 53:
        return None
    return Draft("DATE", f"{year:04d}-W{number:02d}", anchor)


def day_value(phrase: Phrase, context: Context) -> Draft | None:
    """`the 18th`, `the 21st of this month`: a day of the report's month or of one beside it."""
    day = day_of_month(phrase.words)
    base = context.now
    if day is None or not 1 <= day <= 31:
        return None
    if phrase.word("unit"):
        if phrase.value("unit") != "M":
            return None
        month, anchor = counted(base, "month", direction_of(phrase) or 0)
        found = read_value(month)
        inside = found and make_day(int(found.from_[:4]), int(found.from_[5:7]), day)
        return Draft("DATE", inside.isoformat() if inside else UNKNOWN_DAY, anchor)
    if base is None or not base.known_to("month"):
        return Draft("DATE", f"XXXX-XX-{day:02d}")
    start = base.day.replace(day=1)
    months = [m for m in (shift(start, "month", n) for n in (-1, 0, 1)) if m]
    options = [d for m in months if (d := make_day(m.year, m.month, day))]
    found_day, anchor = choose(options, "day", None, context)
    return Draft("DATE", found_day.isoformat() if found_day else f"XXXX-XX-{day:02d}", anchor)


def weekday_of_month_value(phrase: Phrase, context: Context) -> Draft | None:
    """`Friday the 26th`, `Monday 21`: the nearest such day."""
    day, weekday = day_of_month(phrase.words), int(phrase.value("weekday"))
    if day is None or not 1 <= day <= 31:
        return None
    months = ((y, m) for y in years_around(context) for m in range(1, 13))
    days = (make_day(y, m, day) for y, m in months)
    options = [d for d in days if d and d.isoweekday() == weekday]
    found, anchor = choose(options, "day", None, context)
    return Draft("DATE", found.isoformat() if found else f"XXXX-XX-{day:02d}", anchor)
