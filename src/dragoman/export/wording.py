"""How dates, spans of time, counts and origins are put into words on a page."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Place

# Not `calendar.month_name`, which follows the machine's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d).*)?)?)?", re.DOTALL)


def word_date(iso: str) -> str:
    """An ISO date, month, year or date-time as `30 May 2020, 12:50`; others unchanged."""
    match = _ISO.fullmatch(iso)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return iso
    year, month, day, clock = match.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    text = " ".join([*words, year])
    return f"{text}, {clock}" if clock else text


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _whole_period(first: date, last: date) -> str | None:
    """The name of the day, month or year that two days enclose exactly."""
    if first == last:
        return word_date(first.isoformat())
    if first.year == last.year and first.day == 1:
        if (first.month, last.month, last.day) == (1, 12, 31):
            return str(first.year)
        month_ends = calendar.monthrange(first.year, first.month)[1]
        if first.month == last.month and last.day == month_ends:
            return f"{MONTHS[first.month - 1]} {first.year}"
    return None


def _range(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begin = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{begin} – {end}" if first.year == last.year else f"{begin} {first.year} – {end}"


def word_interval(from_: str | None, to: str | None) -> str | None:
    """An inclusive interval of ISO dates in words, or None where nothing is known of it."""
    if not from_ and not to:
        return None
    if not to:
        return f"from {word_date(from_ or '')}"
    if not from_:
        return f"until {word_date(to)}"
    if from_ == to:
        return word_date(from_)
    first, last = _day(from_), _day(to)
    if not first or not last:
        return f"{word_date(from_)} – {word_date(to)}"
    if first == last and "T" in from_:
        return word_date(from_)
    return _whole_period(first, last) or _range(first, last)


@cache
def _division_words() -> dict[tuple[str, str], str]:
    """What a division is called by its precision and country, `*` for all others."""
    rows = load_table("en", "division_words")
    return {(kind, code): word for kind, word, codes in rows for code in codes.split(" ")}


def word_kind(place: Place) -> str | None:
    """What a place is, by its precision: `city`, `province`, `state`, `county`, `country`."""
    if place.precision is None:
        return None
    words = _division_words()
    usual = words.get((place.precision, "*"), place.precision)
    return words.get((place.precision, place.country or ""), usual)


def word_place(place: Place) -> str:
    """A place with what is inexact about it: `near Tikrit`, `part of Iraq (country)`, `Mosul`.

    A town, or a place of which nothing is known, is its name alone.
    """
    words = {"near": "near ", "part": "part of "}.get(place.extent or "", "") + place.name
    kind = word_kind(place)
    return words if kind in (None, "city") else f"{words} ({kind})"


def word_count(number: int, noun: str) -> str:
    """`1 report`, `12 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def word_number(value: float) -> str:
    """A quantity without needless decimals: `13`, `2.5`, `5,200`."""
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:.3g}"


def word_origin(origin: str) -> tuple[str, str | None]:
    """An origin such as `rule:en/said_that@3` as (`rule en/said_that`, `3`)."""
    name, _, version = origin.partition("@")
    return name.replace(":", " ", 1), version or None


def make_slug(text: str, max_chars: int = 48) -> str:
    """A piece of a file name that every system accepts: a-z, 0-9 and single hyphens.

    Of a path only the last part is used; may be empty for other scripts.
    """
    last = re.split(r"[\\/]", text.strip().rstrip("\\/"))[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:max_chars].strip("-")
