"""What independent origins tell of: happenings in order, with roots and not echoes counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.tellings import Told
from dragoman.model.links import Happening


@dataclass(frozen=True, slots=True)
class Corroborated:
    """A happening with how many reports and how many independent origins tell of it.

    `first` and `last` are the dates of the first and the last report of it, ISO, None
    where reports bear no date.
    """

    told: Told
    reports: int
    roots: int
    first: str | None
    last: str | None


def corroborate(told: Iterable[Told]) -> tuple[Corroborated, ...]:
    """The happenings in order of date, those of no known date last."""
    found = []
    for happening in told:
        dates = sorted(t.report.published for t in happening.tellings if t.report.published)
        reports = {t.report.id for t in happening.tellings}
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        found.append(Corroborated(happening, len(reports), len(happening.roots), first, last))
    return tuple(sorted(found, key=lambda c: by_date(c.told.happening)))


def by_date(happening: Happening) -> tuple[str, str, str]:
    """What happenings are sorted by: first day, last day, id; what is not known comes last."""
    return happening.from_ or "~", happening.to or "~", happening.id
