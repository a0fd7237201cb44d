"""What an expression is counted from: the report's date, or a time told before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.model import Report, TimeType
from dragoman.read.times.calendar import (
    GRAINS,
    MAX_YEAR,
    MIN_YEAR,
    Interval,
    make_day,
    make_value,
    shift,
)
from dragoman.read.times.tense import Tense

UNKNOWN = {
    "century": "XX",
    "decade": "XXX",
    "year": "XXXX",
    "season": "XXXX-XX",
    "half": "XXXX-HX",
    "quarter": "XXXX-QX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "day": "XXXX-XX-XX",
}
REPORT = "report"
# How a report writes `5/12`: twelfth of May, or fifth of December.
Order = Literal["month first", "day first"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A date that others may be counted from, how finely it is known, and its name."""

    day: date
    grain: str
    name: str

    def known_to(self, grain: str) -> bool:
        """Whether the date is known at least as finely as the grain."""
        return GRAINS.index(grain) <= GRAINS.index(self.grain)


@dataclass(frozen=True, slots=True)
class Relayed:
    """Words that came from a root, by their offsets, and the root's date.

    `quoted` words are the root's own: its `today` is its own day.
    """

    start: int
    end: int
    base: Reference
    quoted: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """The other end of a range: a date without its year lies before it, or after it."""

    day: date
    before: bool

    def choose(self, options: list[date]) -> date | None:
        """The last option up to the bound, or the first from it on."""
        if self.before:
            return max((d for d in options if d <= self.day), default=None)
        return min((d for d in options if d >= self.day), default=None)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known where an expression stands.

    `report` is the report's date, `told` the time last told in the same
    stretch of the report. In a `narrative`, a text about the past that moves
    along its own dates, expressions count from `told` alone. `order` is that of
    day and month in the report's dates, `bound` the other end of a range (`from
    May to October 2020`).
    """

    report: Reference | None
    told: Reference | None
    narrative: bool
    tense: Tense | None = None
    order: Order | None = None
    bound: Bound | None = None

    @property
    def now(self) -> Reference | None:
        """What an expression without a year is counted from."""
        return self.told if self.narrative else self.report


@dataclass(frozen=True, slots=True)
class Draft:
    """A resolved expression: TIMEX3 type and value, and what it was counted from.

    `interval` is given only where the value itself does not tell it, as with
    `the past two weeks`. `skip` words at the front are no part of it.
    """

    type: TimeType
    value: str
    anchor: str | None = None
    interval: Interval | None = None
    skip: int = 0


def report_reference(report: Report) -> Reference | None:
    """The report's date of publication as a reference, as finely as it is known."""
    parts = (report.published or "")[:10].split("-")
    if not all(p.isdigit() for p in parts):
        return None
    year, month, day = [*(int(p) for p in parts), 1, 1][:3]
    found = make_day(year, month, day)
    if found is None or not MIN_YEAR < year < MAX_YEAR:
        return None
    return Reference(found, ("year", "month", "day")[len(parts) - 1], REPORT)


def counted(base: Reference | None, grain: str, count: int) -> tuple[str, str | None]:
    """The value `count` grains from a reference, with the reference's name; else X's and None."""
    if base is None or not base.known_to(grain):
        return UNKNOWN[grain], None
    moved = shift(base.day, grain, count)
    return (make_value(moved, grain), base.name) if moved else (UNKNOWN[grain], None)
