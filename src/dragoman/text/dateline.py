"""Datelines: where and when a report says that it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.model import DatePrecision
from dragoman.text.data import load_words

HEAD_LINES = 5
TAIL_LINES = 2
# A longer line is body text, whatever date it may hold.
MAX_DATELINE_CHARS = 140
BODY_LINE_CHARS = 150
# The pivot of POSIX and of Python's strptime: 69 is 1969, 68 is 2068.
TWO_DIGIT_PIVOT = 69

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_YEAR = r"(?:1[89]|2[01])[0-9]{2}"
_ANY_YEAR = rf"(?:{_YEAR}|'?[0-9]{{2}})(?![0-9:]|[.][0-9])"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_ZONE = r"(?:Z\b|UTC|GMT|[ECMP][SD]?T\b|BST|CES?T|EES?T|AST|MSK|IRST|[+-][0-2][0-9]:?[0-5][0-9]\b)"
_CLOCK = (
    r"(?<![0-9/.])(?P<hour#>[0-2]?[0-9])(?:[:.h](?P<minute#>[0-5][0-9])(?![0-9])"
    r"(?::[0-5][0-9](?:[.][0-9]+)?)?(?:\s?(?P<half#>[ap]\.?m\b\.?))?|\s?(?P<whole#>[ap]\.?m\b\.?))"
    rf"(?:\s?hrs?\b)?(?:\s?\(?(?P<zone#>{_ZONE})(?:/{_ZONE})?\)?(?:\s?\([^()]{{2,12}}\))?)?"
)
_CLOCK_BEFORE, _CLOCK_AFTER = _CLOCK.replace("#", "0"), _CLOCK.replace("#", "1")
_FORMS = (
    rf"(?P<y0>{_YEAR})(?P<s0>[-/.])(?P<m0>[01]?[0-9])(?P=s0)(?P<d0>[0-3]?[0-9])(?![0-9])",
    rf"(?P<a>[0-3]?[0-9])(?P<s1>[-/.])(?P<b>[0-3]?[0-9])(?P=s1)(?P<y1>{_YEAR}|[0-9]{{2}})(?![0-9:])",
    rf"(?P<d2>{_DAY})(?:\s+of)?[\s-]*(?P<m2>{_MONTH})(?:,?[\s-]*(?P<y2>{_ANY_YEAR}))?",
    rf"(?P<m3>{_MONTH})\s*(?P<d3>{_DAY})(?![0-9:])(?:,?\s*(?P<y3>{_ANY_YEAR}))?",
    rf"(?P<m4>{_MONTH}),?\s+(?P<y4>{_YEAR})(?![0-9])",
)
_GAP = r"[\s,|·•@–—-]*(?:at\b|on\b|T(?=[0-9]))?[\s,|·•–—-]*"
_DATE = re.compile(
    rf"(?<![\w/.])(?:{_CLOCK_BEFORE}{_GAP})?(?:(?P<weekday>{_WEEKDAY}),?\s*)?"
    rf"(?:{'|'.join(f'(?:{x})' for x in _FORMS)})"
    rf"(?:{_GAP}{_CLOCK_AFTER})?(?![\w/])",
    # ASCII, lest a Turkish dotless i pass for an i.
    re.IGNORECASE | re.ASCII,
)
# Each becomes one plain space, so that offsets hold.
_INVISIBLE = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xAD, 0xFEFF)
_BLANKS = dict.fromkeys((9, 13, 0xA0, 0x2007, 0x2009, 0x200A, 0x202F, *_INVISIBLE), " ")
_LABEL = re.compile(
    r"[\W_]*(?:(?P<first>(?:first\s+)?(?:published|posted|released|created|issued)"
    r"|date(?:line)?|publication\s+date|date\s+(?:published|of\s+publication))"
    r"|(?:last\s+)?(?:updated|modified|edited|revised)|last\s+update|update[ds]?)\b"
    r"\s*(?:on|at|date)?\b\s*[:|–—-]?\s*",
    re.IGNORECASE,
)
_PLACE = (
    r"(?P<place>(?:[A-Z][\w.'’]*|al|el|de|la)(?:[ /-]{1,2}(?:[A-Z][\w.'’]*|al|el|de|la|of)){0,4}"
    r"(?:,\s(?![A-Z][a-z]{2,8}\.?\s[0-9])[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){0,2})?)"
)
_AGENCY = r"\((?P<agency>[^()\n]{2,60})\)"
_DASH = r"\s*(?:-{1,3}|[–—:])(?=[\s\[“\"‘A-Z]|$)\s*"
_PREFIX_DATED = re.compile(rf"{_PLACE}(?P<gap>\s*[,–—-]+\s*|\s+)")
_PREFIX_BARE = re.compile(rf"{_PLACE}?\s*{_AGENCY}(?P<dash>{_DASH})?")
_PREFIX_UPPER = re.compile(rf"{_PLACE}\s*(?:-{{2,3}}|[–—]|\s-\s)(?=\s*[“\"‘A-Z])\s*")
_AFTER_DATE = re.compile(rf",?\s*(?:{_AGENCY}|(?P<bare>[A-Z][\w-]{{1,11}}))?(?P<dash>{_DASH})")
_BY = re.compile(r"(?:by|from)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `start` and `end` count code points of the given text.

    `published` is an ISO 8601 date or date-time cut to `precision`, with its
    offset from UTC only where the text gives one in figures, as Z, UTC or GMT;
    `--05-03` is a day of an unknown year. Where only the order of day and month
    is in doubt, `published` and `precision` are None and `candidates` holds
    both dates. `place` is given as written, and may come without any date.
    """

    start: int
    end: int
    published: str | None
    precision: DatePrecision | None
    candidates: tuple[str, ...]
    place: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A dateline with how far it is to be trusted: the greater, the better."""

    rank: int
    dateline: Dateline


def find_dateline(text: str) -> Dateline | None:
    """The dateline of a report, or None.

    Only the first lines are looked at, and labelled last lines ("Published:
    ..."). A date inside a sentence is no dateline, nor is an impossible date.
    """
    found = list(_find_all(text))
    return max(found, key=lambda f: f.rank).dateline if found else None


def without_date(line: str) -> str:
    """A line without its first date and what sets that off: of `Herald, 29 April`, `Herald`."""
    return _DATE.sub("", line, count=1).strip(" \t,|·•–—-:;")


def find_datelines(text: str) -> tuple[Dateline, ...]:
    """All datelines of a report in order: a date line, an agency's opening, a last update."""
    return tuple(sorted((f.dateline for f in _find_all(text)), key=lambda d: d.start))


def _find_all(text: str) -> Iterator[_Found]:
    in_head = True
    head = list(_head_lines(text))
    for n, (start, line) in enumerate(head):
        found = _find_in_line(line, alone=in_head, first=n == 0)
        if found is not None:
            yield _shift(found, start)
        in_head = in_head and len(line) < BODY_LINE_CHARS
    head_end = head[-1][0] + len(head[-1][1]) if head else len(text)
    for start, line in _tail_lines(text, head_end):
        found = _find_labelled(line)
        if found is not None:
            yield _shift(found, start)


def _shift(found: _Found, by: int) -> _Found:
    d = found.dateline
    moved = Dateline(d.start + by, d.end + by, d.published, d.precision, d.candidates, d.place)
    return _Found(found.rank, moved)


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """The first lines with words in them, trimmed, with where they start."""
    at = seen = 0
    while at < len(text) and seen < HEAD_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = _blank(text[at:end])
        if line.strip():
            seen += 1
            yield at + len(line) - len(line.lstrip()), line.strip()
        at = end + 1


def _blank(line: str) -> str:
    """The line with every invisible character and odd space a plain one."""
    return line if line.isprintable() and line.isascii() else line.translate(_BLANKS)


def _tail_lines(text: str, head_end: int) -> Iterator[tuple[int, str]]:
    """The last lines with words in them that do not stand before `head_end`."""
    end, seen = len(text), 0
    while end > head_end and seen < TAIL_LINES:
        start = text.rfind("\n", head_end, end) + 1
        if start <= head_end:
            return
        line = _blank(text[start:end])
        if line.strip():
            seen += 1
            yield start + len(line) - len(line.lstrip()), line.strip()
        end = start - 1


def _find_in_line(line: str, *, alone: bool, first: bool) -> _Found | None:
    found = _find_labelled(line) or _find_opening(line)
    if found is None and alone:
        found = _find_alone(line)
    if found is None and first:
        found = _find_glued(line)
    return found


def _make(rank: int, start: int, end: int, when: re.Match[str] | None, place: str | None) -> _Found:
    published, precision, candidates = _read_date(when) if when else (None, None, ())
    rank += 10 * (published is not None and not published.startswith("--")) + 5 * bool(candidates)
    return _Found(rank, Dateline(start, end, published, precision, candidates, place))


def _match_date(line: str, at: int) -> re.Match[str] | None:
    """A date that can be and that stands at `at`."""
    when = _DATE.match(line, at)
    return when if when and _is_possible(when) else None


def _is_possible(when: re.Match[str]) -> bool:
    return _read_date(when) != (None, None, ())


def _find_labelled(line: str) -> _Found | None:
    """`Updated: Jan. 5, 2019 3:40 p.m. ET`, `Last modified on 30 May 2020`."""
    label = _LABEL.match(line)
    if label is None or len(line) > MAX_DATELINE_CHARS:
        return None
    when = _match_date(line, label.end())
    if when is None or re.match(r",?\s+[a-z]", line[when.end() :]):
        return None
    return _make(4 if label["first"] else 1, 0, len(line), when, None)


def _find_opening(line: str) -> _Found | None:
    """An agency's opening of the body: `BAGHDAD, May 3 (Reuters) - ...`."""
    head = line[:200]
    opening = _PREFIX_DATED.match(head)
    when = _match_date(head, opening.end()) if opening else None
    place = opening["place"] if opening and when else None
    when = when or _match_date(head, 0)
    if when is not None and (after := _AFTER_DATE.match(head, when.end())):
        agency = after["agency"] or after["bare"]
        if agency or (_may_open(place) if place else _has_year(when)):
            return _make(2, 0, after.end(), when, place)
    bare = _PREFIX_BARE.match(head)
    if bare is not None and _is_agency(bare["agency"]) and _opens_bare(bare, head):
        return _make(0, 0, bare.end(), None, bare["place"])
    upper = _PREFIX_UPPER.match(head)
    if upper is not None and _is_upper_town(upper["place"]):
        return _make(0, 0, upper.end(), None, upper["place"])
    return None


def _opens_bare(bare: re.Match[str], head: str) -> bool:
    """`BAGHDAD (Reuters) - `, `(CNN) Turkey ...`; not `Reuters (AP)` as a photo credit."""
    if bare["dash"]:
        return True
    follows = head[bare.end() :].lstrip()
    return bare["place"] is None and follows[:1].isupper()


def _may_open(place: str) -> bool:
    return _is_upper_town(place) or len(place.split()) <= 2


def _has_year(when: re.Match[str]) -> bool:
    return any(when[y] for y in ("y0", "y1", "y2", "y3"))


def _is_upper_place(place: str) -> bool:
    letters = [c for c in place if c.isalpha()]
    words = {w.strip(".:,").lower() for w in place.split()}
    upper = sum(c.isupper() for c in letters) >= 0.8 * len(letters) and len(letters) > 3
    return upper and place[:1].isupper() and not words & load_words("not_places")


def _is_upper_town(place: str) -> bool:
    """Whether a town is in capitals; its country after a comma need not be: `KIRKUK, Iraq`."""
    return _is_upper_place(place.partition(",")[0])


@cache
def _is_agency(name: str) -> bool:
    """Whether a bracket's words are an agency's, alone or with others: `Reuters/AFP`."""
    return any(part.strip().lower() in load_words("agencies") for part in re.split(r"[/,;|]", name))


def _find_alone(line: str) -> _Found | None:
    """A line of its own: `BOGOTA, 2 SEP 89`, `The Washington Post, August 25, 2020`."""
    if len(line) > MAX_DATELINE_CHARS:
        return None
    for when in _DATE.finditer(line):
        before, after = line[: when.start()], line[when.end() :]
        if not _is_possible(when) or not (_is_empty(before) or _is_empty(after)):
            continue
        rest = before if _is_empty(after) else after
        if _is_empty(rest):
            return _make(3 if _has_day(when) else 1, 0, len(line), when, None)
        if _is_signature(before, after, has_day=_has_day(when)):
            place = before.strip(" ,-–—|")
            is_place = _is_upper_place(place) and not _is_agency(place)
            return _make(2, 0, len(line), when, place if is_place else None)
    return None


def _is_empty(rest: str) -> bool:
    return not re.search(r"\w", rest)


def _has_day(when: re.Match[str]) -> bool:
    return when["m4"] is None


def _is_signature(before: str, after: str, *, has_day: bool) -> bool:
    """Whether what stands beside a date is a place, an outlet or an author, set off from it."""
    rest = before or after
    set_off = re.search(r"[,|·•–—:(-]\s*$", before) or re.match(r"\s*[,|·•–—:)-]", after)
    words = re.findall(r"[\w'’.&-]*\w[\w'’.&-]*", _BY.sub("", rest.strip(), count=1))
    if len(words) > 8 or not has_day:
        return False
    small = {"the", "of", "and", "al", "el", "de", "la", "for", "a"}
    named = all(not w[0].islower() or w in small or ".com" in w for w in words)
    return named and bool(set_off or rest.isupper() or _is_agency(rest.strip()))


def _find_glued(line: str) -> _Found | None:
    """A date that opens the text and to which the first sentence is glued."""
    when = _match_date(line, 0)
    if when is None or not (_has_year(when) or when["hour1"]):
        return None
    if re.match(r"\s+[A-Z“\"‘]", line[when.end() :]):
        return _make(3, 0, when.end(), when, None)
    return None


def _read_date(when: re.Match[str]) -> tuple[str | None, DatePrecision | None, tuple[str, ...]]:
    """Published, precision and candidates of a matched date; all empty if it cannot be."""
    if when["a"]:
        return _read_numeric(when)
    year = when["y0"] or when["y2"] or when["y3"] or when["y4"]
    month = _month(when["m0"] or when["m2"] or when["m3"] or when["m4"])
    if when["m4"]:
        return f"{int(year):04}-{month:02}", "month", ()
    day = int(re.sub(r"\D", "", when["d0"] or when["d2"] or when["d3"]))
    if year is None:
        # 2020 stands for any leap year: 29 February may have been meant.
        return (f"--{month:02}-{day:02}", "day", ()) if _iso(2020, month, day) else (None, None, ())
    return _with_clock(_iso(_full_year(year), month, day), when)


def _read_numeric(when: re.Match[str]) -> tuple[str | None, DatePrecision | None, tuple[str, ...]]:
    """A date in figures: dots put the day first, else the figures or the weekday must tell."""
    a, b, year = int(when["a"]), int(when["b"]), _full_year(when["y1"])
    day_first, month_first = _iso(year, b, a), _iso(year, a, b)
    if when["s1"] == "." and day_first:
        return _with_clock(day_first, when)
    possible = sorted({x for x in (day_first, month_first) if x})
    if when["weekday"] and len(possible) > 1:
        weekday = WEEKDAYS.index(when["weekday"][:3].lower())
        told = [x for x in possible if date.fromisoformat(x).weekday() == weekday]
        possible = told if len(told) == 1 else possible
    if len(possible) > 1:
        return None, None, tuple(possible)
    return _with_clock(possible[0] if possible else None, when)


def _with_clock(
    day: str | None, when: re.Match[str]
) -> tuple[str | None, DatePrecision | None, tuple[str, ...]]:
    if day is None:
        return None, None, ()
    clock = _clock(when, "1") or _clock(when, "0")
    return (f"{day}T{clock}", "time", ()) if clock else (day, "day", ())


def _clock(when: re.Match[str], n: str) -> str | None:
    """`12:50` or `15:40Z`, from the clock before (n = 0) or after (n = 1) the date, or None."""
    hour, minute, zone = (when[x + n] for x in ("hour", "minute", "zone"))
    half = when["half" + n] or when["whole" + n]
    if hour is None:
        return None
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    if hours > 23:
        return None
    return f"{hours:02}:{minute or '00'}{_offset(zone)}"


def _offset(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    return f"{zone[:3]}:{zone[-2:]}" if zone[0] in "+-" else ""


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1


def _full_year(year: str) -> int:
    figures = year.lstrip("'")
    if len(figures) == 4:
        return int(figures)
    return int(figures) + (1900 if int(figures) >= TWO_DIGIT_PIVOT else 2000)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
