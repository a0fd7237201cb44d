"""Dates of a report in their places, and whether two of them can be one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.link.drift.slots import Slot, find_context
from dragoman.link.drift.views import View
from dragoman.model import Time

_CLOCK = re.compile(r"T(\d\d(?::\d\d)?)")
_PART = re.compile(r"T(MO|MI|AF|EV|NI)")
_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\bmid-", re.IGNORECASE
)
_YEAR = re.compile(r"\b\d{4}\b")
_TIED = re.compile(r"\b(?:last|next|this|past|coming)\b", re.IGNORECASE)
_LATE = {"NI": "EV", "MI": "AF"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
# `The month` is the one that was told of before, which is seldom known.
_BARE = re.compile(
    r"the (?:day|week|month|year|spring|summer|autumn|fall|winter|morning|afternoon|evening|night)"
    r"\b\W*",
    re.IGNORECASE,
)
# How far off a day of the week may be: the one that was or the one that comes.
_A_WEEK, _A_DAY = timedelta(days=7), timedelta(days=1)


def find_dates(view: View) -> list[Slot[Time]]:
    """The dates and hours with a known interval, in order."""
    found = []
    for time in view.reading.times:
        head = view.head_in(time.span)
        if time.type not in {"DATE", "TIME"} or not time.from_ or not time.to or head is None:
            continue
        if _BARE.fullmatch(time.span.text):
            continue
        places = frozenset(w.place for w in view.words_in(time.span))
        context = find_context(view, head, places)
        found.append(Slot(time.span, head.sentence, time, context, head))
    return found


def agree(a: Time, b: Time) -> bool:
    """Whether the intervals of two dates share a day, and their hours do not conflict."""
    assert a.from_ and a.to and b.from_ and b.to
    if not (_share_a_day(a, b) or _share_a_day_of_the_year(a, b) or _share_a_weekday(a, b)):
        return False
    clocks, parts = (
        [_CLOCK.search(t.value) for t in (a, b)],
        [_PART.search(t.value) for t in (a, b)],
    )
    if clocks[0] and clocks[1]:
        return clocks[0][1] == clocks[1][1]
    if parts[0] and parts[1]:
        return _LATE.get(parts[0][1], parts[0][1]) == _LATE.get(parts[1][1], parts[1][1])
    return True


def _share_a_day(a: Time, b: Time) -> bool:
    (a_from, a_to), (b_from, b_to) = _days_of(a), _days_of(b)
    return a_from <= b_to and b_from <= a_to


def _days_of(time: Time) -> tuple[str, str]:
    """The first and the last day; a night ends on the day after."""
    assert time.from_ and time.to
    first, last = time.from_[:10], time.to[:10]
    part = _PART.search(time.value)
    if part and part[1] == "NI" and first == last:
        last = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    return first, last


def are_equal(a: Time, b: Time) -> bool:
    """Whether two dates are the same: a day and a month that it lies in are not."""
    lengths = [date.fromisoformat(t[1]) - date.fromisoformat(t[0]) for t in map(_days_of, (a, b))]
    return agree(a, b) and abs(lengths[0] - lengths[1]) <= _A_DAY


def _share_a_weekday(a: Time, b: Time) -> bool:
    """Whether one is a day of the week that the other can be too.

    `On Thursday` is the last or the next one, as the verb tells, which a reading may mistake.
    """
    weekdays = [m[0].lower() if (m := _WEEKDAY.search(t.span.text)) else None for t in (a, b)]
    if weekdays == [None, None]:
        return False
    starts = [date.fromisoformat(_days_of(t)[0]) for t in (a, b)]
    days = [
        _DAYS.index(word) if word else start.weekday()
        for word, start in zip(weekdays, starts, strict=True)
    ]
    one_day = all(w or f == t for w, (f, t) in zip(weekdays, map(_days_of, (a, b)), strict=True))
    return one_day and days[0] == days[1] and abs(starts[0] - starts[1]) <= _A_WEEK


def _share_a_day_of_the_year(a: Time, b: Time) -> bool:
    """Whether two dates that name a month and no year agree but for the year they were given."""
    assert a.from_ and a.to and b.from_ and b.to
    texts = [t.span.text for t in (a, b)]
    tied = all(_TIED.search(text) for text in texts)
    if tied or not all(_MONTH.search(t) and not _YEAR.search(t) for t in texts):
        return False
    return a.from_[5:10] <= b.to[5:10] and b.from_[5:10] <= a.to[5:10]
