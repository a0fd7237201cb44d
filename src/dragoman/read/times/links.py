"""Time expressions that are told by each other: `from May to October 2020`, `a week before Easter`.

Each stays an expression of its own, as TIMEX3 has it (TimeML guidelines 1.2.1, 2.2.1): a length
that is counted from another expression or from the report gets the interval it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.read.times.calendar import GRAINS, UNIT_GRAIN, Interval, read_value, shift
from dragoman.read.times.checks import before
from dragoman.read.times.context import Bound, Context, Draft
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.lexing import Line, cue_words
from dragoman.read.times.numbers import in_days_or_more
from dragoman.read.times.relative import length_of

# Rules of one kind: `from May to October`, `Monday to Friday`; not `on Friday to December's`.
_KINDS = ({"date", "month"}, {"weekday"}, {"year"}, {"quarter"}, {"season"})
_DATED = frozenset({"date", "month", "weekday", "year", "quarter", "season", "deictic", "nth"})
_YEARLESS = frozenset({"date", "month", "weekday"})
_OWN_YEAR = ("year", "iso", "slash", "last", "next", "this", "deictic")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase with what it stands in and what it was resolved to."""

    phrase: Phrase
    context: Context
    draft: Draft


def bound_of(one: Found, other: Found, line: Line) -> tuple[Bound | None, Bound | None]:
    """What two phrases at the ends of a range tell each other: for the first, for the second."""
    if not _is_range(one.phrase, other.phrase, line):
        return None, None
    alike = any({one.phrase.rule, other.phrase.rule} <= kind for kind in _KINDS)
    if not alike and (before(one.phrase, line) not in cue_words("openers")):
        return None, None
    if not alike and "weekday" in (one.phrase.rule, other.phrase.rule):
        return None, None
    first, second = _interval(one.draft), _interval(other.draft)
    if _lacks_year(one.phrase) and not _lacks_year(other.phrase) and second:
        return Bound(date.fromisoformat(second.to), before=True), None
    if _lacks_year(other.phrase) and first:
        return None, Bound(date.fromisoformat(first.from_), before=False)
    return None, None


def _lacks_year(phrase: Phrase) -> bool:
    return phrase.rule in _YEARLESS and phrase.word(*_OWN_YEAR) is None


def _interval(draft: Draft) -> Interval | None:
    return draft.interval or read_value(draft.value)


def _is_range(one: Phrase, other: Phrase, line: Line) -> bool:
    between = [w.text.lower() for w in line.words[one.after : other.first] if w.text != "the"]
    return joins_range(before(one, line), between)


def joins_range(opened: str, between: Sequence[str]) -> bool:
    """Whether words lead from one date to another as the ends of a range.

    `to`, `until`, a dash; `and` only where `opened`, the word before the first, is `between`.
    """
    if list(between) in (["and"], ["and", "in"]):
        return opened == "between"
    return len(between) == 1 and between[0] in cue_words("range_ends")


def counted_length(one: Found, other: Found | None, line: Line) -> Draft | None:
    """A length that leads to a day: `two weeks before Easter`, `in three months`, `within a year`.

    None where it is only a length. What it is counted from may be no finer than its unit needs.
    """
    length = length_of(one.phrase)
    if one.phrase.rule not in ("duration", "bare") or length is None:
        return None
    words = [w.text.lower() for w in line.words[one.phrase.after : one.phrase.after + 2]]
    opened = before(one.phrase, line)
    if other is not None and other.phrase.first in (one.phrase.after + 1, one.phrase.after + 2):
        known = _from_other(one, other, words[: other.phrase.first - one.phrase.after], length)
        if known is not None:
            return known
    ahead = one.context.tense == "future" or words[-1:] == ["time"]  # `in two weeks' time`
    if words == ["from", "now"] or (opened == "in" and ahead):
        return _from_report(one, length, within=False)
    if opened == "within" and one.context.tense == "future":
        return _from_report(one, length, within=True)
    return None


def _from_other(
    one: Found, other: Found, words: list[str], length: tuple[float, str]
) -> Draft | None:
    base = _interval(other.draft)
    dated = other.phrase.rule in _DATED or other.phrase.rule in ("feast", "part")
    if base is None or not dated or base.from_ != base.to:
        return None
    begins = words[0] in cue_words("beginning")
    if (len(words) > 1 and not begins) or not (begins or words[0] in cue_words("offset_words")):
        return None
    sign = -1 if words[0] == "before" else 1
    moved = _moved(one, date.fromisoformat(base.from_), length, sign, None)
    if moved is None or moved.interval is None or not begins:
        return moved
    return replace(moved, interval=replace(moved.interval, from_=base.from_))


def _from_report(one: Found, length: tuple[float, str], *, within: bool) -> Draft | None:
    base = one.context.report
    if base is None or not base.known_to("day"):
        return None
    moved = _moved(one, base.day, length, 1, base.name)
    if moved is None or moved.interval is None or not within:
        return moved
    return replace(moved, interval=replace(moved.interval, from_=base.day.isoformat()))


_LENGTH = re.compile(r"P(T?)(\d+)([YMWDHS])")


def moved_by(base: Interval, length: str, sign: int) -> Interval | None:
    """An interval that lies a TIMEX3 length after another (`sign` 1) or before it (-1).

    It is no finer than the length's unit tells: `a year after 3 May` is a day, `weeks after May`
    is as long as a month. None for a length of no known number, and off the calendar.
    """
    found = _LENGTH.fullmatch(length)
    return _shifted(base, (float(found[2]), found[1] + found[3]), sign) if found else None


def _shifted(base: Interval, length: tuple[float, str], sign: int) -> Interval | None:
    count, unit = in_days_or_more(*length)
    grain = UNIT_GRAIN.get(unit)
    days = (date.fromisoformat(base.from_), date.fromisoformat(base.to))
    ends = [shift(d, grain, sign * int(count)) if grain else None for d in days]
    if ends[0] is None or ends[1] is None:
        return None
    fine = "day" if unit in ("D", "W") else str(grain)
    precision = min(fine, base.precision, key=lambda p: GRAINS.index(p) if p in GRAINS else 99)
    return Interval(ends[0].isoformat(), ends[1].isoformat(), precision)


def spread(base: Interval, until: str | None) -> Interval | None:
    """From an interval's first day to a date: `in the two weeks since the raid`."""
    if until is None or until[:10] < base.from_:
        return None
    return replace(base, to=until[:10])


def _moved(
    one: Found, day: date, length: tuple[float, str], sign: int, anchor: str | None
) -> Draft | None:
    interval = _shifted(Interval(day.isoformat(), day.isoformat(), "day"), length, sign)
    return replace(one.draft, anchor=anchor, interval=interval) if interval else None
