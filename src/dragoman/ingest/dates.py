"""Dates of publication: from the many ways they are written to ISO, and which one counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from dragoman.model import DateOrigin, DatePrecision

if TYPE_CHECKING:
    from dragoman.text import Dateline

FIRST_YEAR, LAST_YEAR = 1500, 2199
MONTHS = "january february march april may june july august september october november december"
MONTH_NUMBERS = {name[:3]: i for i, name in enumerate(MONTHS.split(), 1)}
MONTH_WORD = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
CLOCK = r"(?:[T ,]*(?:at )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<rest>.*))?"

ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2})" + CLOCK + r")?)?$", re.S
)
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6}.*)?$", re.S)
NUMERIC = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>\d{4})" + CLOCK + "$", re.S)
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
DAY_MONTH = re.compile(
    WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+" + MONTH_WORD + r"[\s,-]+(?P<year>\d{4})"
    r"" + CLOCK + "$",
    re.I | re.S,
)
MONTH_DAY = re.compile(
    WEEKDAY + MONTH_WORD + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + CLOCK + "$",
    re.I | re.S,
)
MONTH_YEAR = re.compile(MONTH_WORD + r",?\s+(?P<year>\d{4})$", re.I)
EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{13}$")
PRECISION_OF_LENGTH: dict[int, DatePrecision] = {4: "year", 7: "month", 10: "day", 16: "time"}


@dataclass(frozen=True, slots=True)
class CleanDate:
    """A date as ISO cut to its precision, or, if day and month could be swapped, both readings."""

    iso: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """The date of publication that was decided on, and where it came from."""

    published: str | None = None
    precision: DatePrecision | None = None
    origin: DateOrigin | None = None
    candidates: tuple[str, ...] = ()


def _day(year: str, month: int, day: str) -> str | None:
    try:
        found = date(int(year), month, int(day))
    except ValueError:
        return None
    return found.isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _clock(match: re.Match[str]) -> str:
    """`THH:MM` as the wall clock shows it, or nothing; midnight sharp stands for no time."""
    if not match["hour"]:
        return ""
    hour, minute, rest = int(match["hour"]), int(match["minute"]), match["rest"] or ""
    half = re.match(r"(?::\d{2})?\s*([ap])\.?m\b", rest, re.I)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return ""
    bare_midnight = (hour, minute) == (0, 0) and not re.match(r":\d*[1-9]|:0[1-9]", rest)
    return "" if bare_midnight else f"T{hour:02}:{minute:02}"


def _from_iso(match: re.Match[str]) -> CleanDate | None:
    year, month, day = match["year"], match["month"], match["day"]
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month is None:
        return CleanDate(year)
    if day is None:
        return CleanDate(f"{year}-{int(month):02}") if 1 <= int(month) <= 12 else None
    whole = _day(year, int(month), day)
    return CleanDate(whole + _clock(match)) if whole else None


def _from_numeric(match: re.Match[str]) -> CleanDate | None:
    """Day and month by what the calendar allows; both readings where it allows both."""
    clock = _clock(match)
    readings = {
        _day(match["year"], int(match["a"]), match["b"]),
        _day(match["year"], int(match["b"]), match["a"]),
    } - {None}
    found = tuple(sorted(f"{x}{clock}" for x in readings))
    if len(found) == 1:
        return CleanDate(found[0])
    return CleanDate(None, found) if found else None


def _from_words(match: re.Match[str]) -> CleanDate | None:
    whole = _day(match["year"], MONTH_NUMBERS[match["month"][:3].lower()], match["day"])
    return CleanDate(whole + _clock(match)) if whole else None


def _from_epoch(value: str) -> CleanDate | None:
    seconds = float(value) / (1000 if len(value) >= 12 and "." not in value else 1)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return CleanDate(moment.strftime("%Y-%m-%dT%H:%M"))


def _from_mail(value: str) -> CleanDate | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return CleanDate(moment.strftime("%Y-%m-%dT%H:%M"))


def clean_date(value: str) -> CleanDate | None:
    """A date as people and programs write it, or None where it is none.

    Takes ISO 8601, mail dates, `5/30/2020 12:50`, `2 August 2016`, `Aug. 2,
    2016`, Unix time. The wall clock is kept as written, a zone is not applied:
    the day is the publisher's own. Midnight sharp means that only the day is known.
    """
    value = re.sub(r"\s+", " ", value[:200]).strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]24:00(:00)?", value):
        return None
    if match := ISO.match(value):
        return _from_iso(match)
    if EPOCH.match(value):
        return _from_epoch(value)
    if match := COMPACT.match(value):
        return _from_iso_compact(match)
    if match := NUMERIC.match(value):
        return _from_numeric(match)
    if match := DAY_MONTH.match(value) or MONTH_DAY.match(value):
        return _from_words(match)
    if match := MONTH_YEAR.match(value):
        return CleanDate(f"{match['year']}-{MONTH_NUMBERS[match['month'][:3].lower()]:02}")
    return _from_mail(value)


def _from_iso_compact(match: re.Match[str]) -> CleanDate | None:
    whole = _day(match["year"], int(match["month"]), match["day"])
    return CleanDate(whole) if whole else None


def _agree(one: str, other: str) -> bool:
    """Whether the coarser of two ISO dates is the beginning of the finer one."""
    return one.startswith(other) or other.startswith(one)


def _made(iso: str, origin: DateOrigin) -> Published:
    return Published(iso, PRECISION_OF_LENGTH.get(len(iso)), origin)


def _choose(candidates: tuple[str, ...], given: CleanDate | None) -> tuple[str, ...]:
    """Those candidates that the given date, itself perhaps in doubt, allows; else all."""
    if given is None:
        return candidates
    allowed = (given.iso,) if given.iso else given.candidates
    return tuple(c for c in candidates if any(_agree(c, a) for a in allowed)) or candidates


def _from_given(given: CleanDate | None, origin: DateOrigin, other: CleanDate | None) -> Published:
    if given is None:
        return Published()
    if given.iso:
        return _made(given.iso, origin)
    left = _choose(given.candidates, other)
    return _made(left[0], origin) if len(left) == 1 else Published(candidates=left)


def _resolve_ambiguous(
    candidates: tuple[str, ...], given: CleanDate, fallback: Published
) -> Published:
    allowed = (given.iso,) if given.iso else given.candidates
    agreeing = [c for c in candidates if any(a and _agree(c, a) for a in allowed)]
    if len(agreeing) == 1:
        return _made(max(agreeing[0], given.iso or "", key=len), "dateline")
    if agreeing:
        return Published(candidates=tuple(agreeing))
    return fallback


def _resolve_yearless(value: str, given: CleanDate, fallback: Published) -> Published:
    """The year from a date given beside the text; a whole day given there counts by itself.

    `BAGHDAD, May 3` says when the report was filed; a full date beside it says
    when it was published, which may be the day after.
    """
    if given.iso is None:
        years = {c[:4] for c in given.candidates}
        whole = years.pop() + value[1:] if len(years) == 1 else ""
        matching = any(_agree(whole, c) for c in given.candidates)
        return _made(whole, "dateline") if matching else fallback
    whole = given.iso[:4] + value[1:]
    if _agree(whole, given.iso) and _is_iso(whole):
        return _made(max(whole, given.iso, key=len), "dateline")
    return fallback


def _is_iso(value: str) -> bool:
    return (clean_date(value) or CleanDate(None)).iso is not None


def resolve_published(
    dateline: Dateline | None, metadata: str | None, user: str | None
) -> Published:
    """The date of publication: the text's dateline, else the metadata's, else the user's.

    A dateline in doubt (day and month could be swapped, or no year) does not
    outrank a date given beside the text, but is settled by it; see docs/formats.md.
    """
    given = clean_date(metadata) if metadata else None
    meant = clean_date(user) if user else None
    beside = given or meant
    if given is not None:
        fallback = _from_given(given, "metadata", meant)
    else:
        fallback = _from_given(meant, "user", None)
    if dateline is None or (dateline.published is None and not dateline.candidates):
        return fallback
    if dateline.published is None:
        if beside is None:
            return Published(candidates=dateline.candidates)
        return _resolve_ambiguous(dateline.candidates, beside, fallback)
    if dateline.published.startswith("--"):
        return _resolve_yearless(dateline.published, beside, fallback) if beside else fallback
    if fallback.published and _finer(fallback.published, dateline.published):
        return fallback
    return _made(dateline.published, "dateline")


def _finer(given: str, dateline: str) -> bool:
    """Whether the given date is the day of a dateline that only names month or year."""
    return len(dateline) < 10 <= len(given) and given.startswith(dateline)
