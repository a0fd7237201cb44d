"""Dates of a report in their places, and whether two of them can be one."""

from __future__ import annotations

import re

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


def find_dates(view: View) -> list[Slot[Time]]:
    """The dates and hours with a known interval, in order."""
    found = []
    for time in view.reading.times:
        head = view.head_in(time.span)
        if time.type not in {"DATE", "TIME"} or not time.from_ or not time.to or head is None:
            continue
        places = frozenset(w.place for w in view.words_in(time.span))
        context = find_context(view, head, places)
        found.append(Slot(time.span, head.sentence, time, context, head))
    return found


def agree(a: Time, b: Time) -> bool:
    """Whether the intervals of two dates share a day, and their hours do not conflict."""
    assert a.from_ and a.to and b.from_ and b.to
    if not (_share_a_day(a, b) or _share_a_day_of_the_year(a, b)):
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
    assert a.from_ and a.to and b.from_ and b.to
    return a.from_[:10] <= b.to[:10] and b.from_[:10] <= a.to[:10]


def _share_a_day_of_the_year(a: Time, b: Time) -> bool:
    """Whether two dates that name a month and no year agree but for the year they were given."""
    assert a.from_ and a.to and b.from_ and b.to
    texts = [t.span.text for t in (a, b)]
    tied = all(_TIED.search(text) for text in texts)
    if tied or not all(_MONTH.search(t) and not _YEAR.search(t) for t in texts):
        return False
    return a.from_[5:10] <= b.to[5:10] and b.from_[5:10] <= a.to[5:10]
