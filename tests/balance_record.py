"""A record of half a year: how an invented prime minister treats two powers, told by ten papers.

He turns at the end of March: before it he is for Turkey and against Iran, after it he is for
both. Every paper writes in its own words, and some happenings are told by two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dragoman import read
from dragoman.model import Reading
from dragoman.record import open_record
from dragoman.run.link_record import link_record

ACTOR, POLES = "Nadim al-Sarraf", ("Turkey", "Iran")
TURN = date(2023, 4, 1)
_START = date(2023, 1, 9)
_PAPERS = (
    "Basra Evening Paper",
    "Kirkuk Tribune",
    "The Marsh Observer",
    "Zagros Bulletin",
    "Euphrates Gazette",
    "Mosul Letter",
    "The Delta Sentinel",
    "Sinjar Chronicle",
    "Diyala Courier",
    "Anbar Post",
)
_FOR = (
    "praised {pole} for its patience with the border towns",
    "thanked {pole} for the turbines that reached the dam",
    "signed an agreement with {pole} on grain and barley",
    "welcomed an offer of {pole} to dredge the estuary",
    "visited {pole} with two dozen merchants",
    "supported {pole} in the quarrel over the pipeline",
)
_AGAINST = (
    "accused {pole} of shelling orchards in the hills",
    "condemned {pole} for closing the sluices",
    "criticised {pole} over the unpaid salaries of dockers",
    "rejected a demand of {pole} for the old airfield",
    "threatened {pole} with a suit before the arbitrators",
    "accused {pole} of hiding smugglers in its consulate",
)
_SIDE = (
    "Carpenters in {town} finished the roof of the covered market after eleven winters.",
    "A flood of {n} centimetres was measured at the weir of {town}.",
    "The choir of {town} sang for {n} guests and a visiting bishop.",
    "In {town} the price of apricots fell by {n} per cent within a fortnight.",
    "Teachers in {town} counted {n} pupils without shoes.",
    "{n} palms were felled near {town} to make room for a road.",
    "A bakery in {town} has given bread away for {n} days.",
    "Surveyors drew {n} maps of the quarter around the citadel of {town}.",
)
_TOWNS = ("Amara", "Hit", "Kut", "Zakho", "Rutba", "Samawa", "Tuz", "Halabja", "Qaim", "Shatra")


def make_reports() -> Iterator[tuple[str, str, date]]:
    """Text, paper and date of every report: two happenings a week, every third told twice."""
    for n in range(48):
        day = _START + timedelta(days=3 * n + n // 2)
        for pole in range(2 if n % 4 == 0 else 1):
            which = (n + pole) % 2
            yield _report(n, day, which, n % 10)
            if n % 3 == 0:
                yield _report(n, day, which, (n + 3) % 10)


def _report(n: int, day: date, pole: int, paper: int) -> tuple[str, str, date]:
    friendly = (pole == 0 or day >= TURN) != (n % 7 == 3)
    deed = (_FOR if friendly else _AGAINST)[(n // 2 + 3 * pole) % 6].format(pole=POLES[pole])
    told = f"{day.day} {day:%B} {day.year}"
    side = _SIDE[(n + 3 * paper) % 8].format(town=_TOWNS[(n + paper) % 10], n=n * 7 + paper + 12)
    opening = (
        f"Prime Minister {ACTOR} {deed} on {told}.",
        f"On {told} the prime minister, {ACTOR}, {deed}.",
    )[paper % 2]
    return f"{opening}\n\n{side}", _PAPERS[paper], day + timedelta(days=1)


def read_reports(reports: Iterator[tuple[str, str, date]]) -> list[Reading]:
    """The reports as readings."""
    return [
        read(text, publisher=paper, published=day.isoformat(), source_id=f"report-{number:03}")
        for number, (text, paper, day) in enumerate(reports)
    ]


def make_record(path: Path) -> Path:
    """A linked record of them."""
    with open_record(path, create=True) as record:
        record.add(read_reports(make_reports()))
        link_record(record)
    return path
