"""The order of day and month in a report's dates of figures: `5/12` in May or in December."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.lang.outlets import country_of_outlet
from dragoman.model import Report
from dragoman.read.times.calendar import make_day
from dragoman.read.times.context import Context, Order
from dragoman.read.times.lexing import Word

_LEAP_YEAR = 2000
# A year of two figures lies at most so far ahead of the report; without one, before 2070.
_FORESIGHT, _TURN = 20, 2069
# Where the month comes first in English newspapers; Canada's and Liberia's have no one habit.
_MONTH_FIRST = frozenset({"US", "PH", "PR", "FM", "PW", "GU"})
_NO_HABIT = frozenset({"CA", "LR", "KE", "ZA"})


def possible_orders(pair: str) -> set[Order]:
    """Which orders make `22/04` a day and a month."""
    first, second = (int(p) for p in re.split("[-/.]", pair)[:2])
    orders: set[Order] = set()
    if make_day(_LEAP_YEAR, first, second):
        orders.add("month first")
    if make_day(_LEAP_YEAR, second, first):
        orders.add("day first")
    return orders


def find_order(report: Report, words: Iterable[Word]) -> Order | None:
    """The report's habit: that of its dates that allow but one order, else its outlet's country's.

    None where they contradict each other or neither is known.
    """
    told: set[Order] = set()
    for word in words:
        if word.category in ("slash", "daymonth") and "." not in word.value:
            orders = possible_orders(word.value)
            # `4/4` tells nothing.
            if len(orders) == 1 and len(set(re.split("[-/]", word.value)[:2])) > 1:
                told |= orders
    if told:
        return told.pop() if len(told) == 1 else None
    return _habit_of(report.publisher)


def _habit_of(outlet: str | None) -> Order | None:
    country = country_of_outlet(outlet or "")
    if country is None or country in _NO_HABIT:
        return None
    return "month first" if country in _MONTH_FIRST else "day first"


def slashed_value(text: str, context: Context) -> str | None:
    """`5/30/2020` and `30.5.2020` as ISO; where both orders are dates, the report's habit decides.

    The report's own day settles it too; else only the year is known.
    """
    first, second, year = (int(p) for p in re.split(r"[-/.]", text))
    if year < 100:
        latest = context.report.day.year + _FORESIGHT if context.report else _TURN
        year += 2000 if 2000 + year <= latest else 1900
    american, european = make_day(year, first, second), make_day(year, second, first)
    if "." in text:
        american = None if european else american
    options = {d for d in (american, european) if d}
    if len(options) > 1 and context.order:
        options = {d for d in (american if context.order == "month first" else european,) if d}
    elif len(options) > 1 and context.report:
        options = options & {context.report.day} or options
    found = options.pop() if len(options) == 1 else None
    if found is not None:
        return found.isoformat()
    return f"{year:04d}-XX-XX" if options else None
