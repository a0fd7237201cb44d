"""Numbers of a report: value, what is counted, and whether two of them agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.lang.data import load_table, load_words
from dragoman.link.drift.naming import country_of
from dragoman.link.drift.slots import Slot, find_context
from dragoman.link.drift.views import View, Word
from dragoman.model import Span, Time
from dragoman.read.events.circumstances import NUMBER_WORDS, SCALES, clean_number

Unit = Literal["count", "many", "share", "money", "days", "rank"]
Range = tuple[float, float]
Read = tuple["Figure", tuple[Word, ...]]

_SPELLED = "|".join(sorted((*NUMBER_WORDS, *SCALES), key=len, reverse=True))
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_MANY = {"dozens": (20.0, 99.0), "hundreds": (100.0, 999.0), "thousands": (1e3, 9999.0)}
_MANY |= {"millions": (1e6, 1e9 - 1), "billions": (1e9, 1e12 - 1)}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_SPELLED})\b)(?:[ -](?:and )?(?:{_SPELLED})\b)*"
_EVERY = "two|three|four|five|six|seven|eight|nine|ten|10"
_WHOLE = r"(?:million|billion|thousand|dozen)\b"
_FIGURE = re.compile(
    rf"""(?P<money>[$€£]\s?)?
    (?: (?P<of>{_NUMBER}|\ban?)[ -](?P<part>(?:{"|".join(_PARTS)})s?|halves)\b
            (?:\ of\ an?\ (?P<whole>{_WHOLE}))?
      | \bhalf\ an?\ (?P<halved>{_WHOLE})
      | (?P<few>{_NUMBER})\ (?:\w+\ )?in\ (?P<every>{_EVERY})\b
      | \b(?:(?P<tens>tens|hundreds)\ of\ )?(?P<many>{"|".join(_MANY)})\b
      | \b(?:several|many|a\ few|some)\ (?P<some>dozen|hundred|thousand|million|billion)\b(?!\ and)
      | \b(?P<rank>{"|".join(_RANKS)})\b
      | (?P<bare>\bhalf)\b(?=\ (?:of\ )?(?:the|its|their|his|all|these|those)\b)
      | (?P<number>{_NUMBER})(?P<suffix>(?:{"|".join(_SUFFIXES)})\b)?
            (?P<percent>\s?%|\s(?:percent|per\ cent)\b)? )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"[\w.,/:-]$")
_NOT_BEFORE = re.compile(r"^(?:st|nd|rd|th)\b|^[/:]\d|^-?year-old|^[A-Za-z]")
_JOINS = re.compile(
    r"\s*(?:of(?: the| those| its| their)?|to|-|–|out of(?: the)?)\s*", re.IGNORECASE
)
_NAMES = frozenset({"ORG", "PERSON", "LAW", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT"})
# What the form of figures adds to how well they stand in one place.
_RARE_FORM, _COMMON, _OTHER_UNIT, _ONE = 0.1, -0.08, -0.15, 0.2
# Figures up to this stand everywhere; a higher one that both reports have is the same in most.
EVERYWHERE = 12
# Rounded figures (`about 5,000`) agree with exact ones this near; so do lengths of time.
_ROUNDED, _OPEN, _DAYS = 0.1, 0.25, 0.07
# `a third` is 33 percent to who writes it so.
_WHOLE_PERCENT = 0.005
_DAYS_OF = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}
_HOURS_OF = {"H": 1.0, "M": 1 / 60, "S": 1 / 3600}
_LENGTH = re.compile(r"^P(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$")
_LEAD = re.compile(
    r"(?:not? )?(?:\w+ )??(?:than|least|most|to|about|some|nearly|almost|over|under)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(\d+(?:\.\d+)?)([A-Z])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or two that belong together (`10 of the 11`, `71 to 38`), each as a range.

    `many` is for dozens and hundreds of which nobody says how many. Shares are of 1, lengths
    of time in days, ranks count from 1.
    """

    values: tuple[Range, ...]
    unit: Unit
    text: str


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures can be one. A plain `10` agrees with `10 of the 11`."""
    pairs = zip(a.values, b.values, strict=False)
    return all(x[0] <= y[1] * (1 + 1e-6) and y[0] <= x[1] * (1 + 1e-6) for x, y in pairs)


def are_equal(a: Figure, b: Figure) -> bool:
    """Whether two figures of one form are the same, none of them vague."""
    exact = "many" not in {a.unit, b.unit} and len(a.values) == len(b.values)
    return exact and a.unit == b.unit and agree(a, b)


def comparable(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same kind of thing."""
    return a.unit == b.unit or {a.unit, b.unit} == {"count", "many"}


def adjust(a: Figure, b: Figure) -> float:
    """What the figures alone say of whether they are one: `10 of the 11` is a rare form,
    `two sides` may be any two."""
    if len(a.values) == len(b.values) == 2:
        return _RARE_FORM
    if a.unit != b.unit:
        return _OTHER_UNIT if agree(a, b) else 0.0
    if a.unit == "days" and _unit_of(a) != _unit_of(b):
        return _OTHER_UNIT
    lowest = min(v[0] for v in (*a.values, *b.values))
    if lowest > EVERYWHERE and agree(a, b):
        return _ONE
    return _COMMON if lowest <= 2 and a.unit == "count" else 0.0


def _unit_of(figure: Figure) -> str:
    """The last word of a length of time, in the singular."""
    return figure.text.lower().rstrip(".,").split()[-1].removesuffix("s")


def find_figures(view: View) -> list[Slot[Figure]]:
    """The figures of a report that are no parts of dates or names, then its lengths of time."""
    dated = [t.span for t in view.reading.times]
    found = []
    for number in range(len(view.trees)):
        single = list(_read(view, view.words_of(number), dated))
        found += [_place(view, figure, inside) for figure, inside in _join(single, view)]
    return [*found, *_lengths(view)]


def _read(view: View, words: tuple[Word, ...], dated: list[Span]) -> Iterator[Read]:
    """The single figures of a sentence with the words they stand in."""
    for match in _FIGURE.finditer(view.text, words[0].start, words[-1].end):
        span = Span(match.start(), match.end(), match[0])
        inside = view.words_in(span)
        named = any(w.token.entity in _NAMES for w in inside)
        if not inside or named or not _stands_alone(view, match):
            continue
        if not any(d.overlaps(span) for d in dated):
            figure = _rank(match, inside) or _figure(match, view)
            if figure is not None and (figure.unit != "rank" or _is_ranked(inside[-1])):
                yield figure, inside


def _rank(match: re.Match[str], inside: tuple[Word, ...]) -> Figure | None:
    """`a third round`, which is no third."""
    part = (match["part"] or "").lower()
    if part in _RANKS and (match["of"] or "").lower() in {"a", "an"} and _is_ranked(inside[-1]):
        rank = _RANKS.index(part) + 1.0
        return Figure(((rank, rank),), "rank", match[0])
    return None


def _stands_alone(view: View, match: re.Match[str]) -> bool:
    before = view.text[max(0, match.start() - 1) : match.start()]
    return not _NOT_AFTER.search(before) and not _NOT_BEFORE.search(view.text[match.end() :][:9])


def _is_ranked(word: Word) -> bool:
    """`the third round`, but not `first` as an adverb."""
    return word.token.dep == "amod"


def _figure(match: re.Match[str], view: View) -> Figure | None:
    text = match[0]
    if match["some"]:
        return Figure((_MANY[match["some"].lower() + "s"],), "many", text)
    if match["many"]:
        scale = {"tens": 10.0, "hundreds": 100.0}.get((match["tens"] or "").lower(), 1.0)
        low, high = _MANY[match["many"].lower()]
        return Figure(((low * scale, high * scale),), "many", text)
    if match["rank"]:
        rank = _RANKS.index(match["rank"].lower()) + 1.0
        return Figure(((rank, rank),), "rank", text)
    value, unit = _value(match)
    if value is None:
        return None
    if unit == "count" and (match["money"] or _is_money(view.text[match.end() :])):
        unit = "money"
    slack = _WHOLE_PERCENT / value if match["part"] and unit == "share" else 0.0
    return Figure((_range(value, view.text[: match.start()], slack),), unit, text)


def _value(match: re.Match[str]) -> tuple[float | None, Unit]:
    """What a figure comes to: `two thirds`, `half a million`, `one in four`, `60%`."""
    if match["halved"]:
        return _number(match["halved"], 0.5), "count"
    if match["bare"]:
        return 0.5, "share"
    if match["every"]:
        few, every = _number(match["few"]), _number(match["every"])
        fits = few is not None and every is not None and few < every
        return (few / every if fits and few and every else None), "share"
    if match["part"]:
        return _share(match)
    if match["percent"]:
        return _number(match["number"], 0.01), "share"
    return _number(match["number"], _SUFFIXES.get((match["suffix"] or "").lower(), 1.0)), "count"


def _number(words: str, times: float = 1.0) -> float | None:
    value = clean_number(words.lower().replace(" and ", " ").split())
    return None if value is None else value * times


def _share(match: re.Match[str]) -> tuple[float | None, Unit]:
    of, part = match["of"].lower(), match["part"].lower()
    count = 1.0 if of in {"a", "an"} else _number(of)
    size = 2 if part == "halves" else _PARTS[part.removesuffix("s")]
    if count is None or count >= size > 2:
        return None, "share"
    if match["whole"]:
        return _number(match["whole"], count / size), "count"
    return count / size, "share"


def _is_money(after: str) -> bool:
    """Whether a word for money comes next, or after a nationality: `American dollars`."""
    words = after[:32].lower().split()
    if len(words) > 1 and country_of(words[0]):
        words = words[1:]
    return bool(words) and words[0].strip(".,;") in load_words("en", "currencies")


@cache
def _approximators() -> dict[tuple[str, ...], str]:
    """Words that round a figure, and which way: `up`, `down` or `near`."""
    return {tuple(row[0].split()): row[1] for row in load_table("en", "approximators")}


def _range(value: float, before: str, slack: float = 0.0) -> Range:
    """What a figure can be after the words before it: `about`, `more than`, `less than`."""
    words = tuple(before[-24:].lower().split())
    rows = [row for row in _approximators() if words[-len(row) :] == row]
    way = _approximators()[max(rows, key=len)] if rows else None
    down = _OPEN if way == "down" else _ROUNDED if way else slack
    up = _OPEN if way == "up" else _ROUNDED if way == "near" else slack
    return value * (1 - down), value * (1 + up)


def _join(figures: list[Read], view: View) -> Iterator[Read]:
    """`10 of the 11` and `71 to 38` are one figure of two values."""
    at = 0
    while at < len(figures):
        figure, inside = figures[at]
        at += 1
        if at < len(figures) and figure.unit == figures[at][0].unit == "count":
            after, more = figures[at]
            if _JOINS.fullmatch(view.text[inside[-1].end : more[0].start]):
                inside, at = (*inside, *more), at + 1
                text = view.span_of(inside).text
                figure = Figure((*figure.values, *after.values), "count", text)
        yield figure, inside


def _place(view: View, figure: Figure, inside: tuple[Word, ...]) -> Slot[Figure]:
    """A figure in its place; the noun that it counts is its head."""
    last = inside[-1]
    head = view.tree_of(last).head(last.token)
    below = view.tree_of(last).preps(last.token, "of")
    noun = view.word(last.sentence, below[0]) if below else last
    counts = head is not None and last.token.dep in {"nummod", "compound", "amod"}
    if head is not None and counts and head.pos in {"NOUN", "PROPN"}:
        noun = view.word(last.sentence, head)
    context = find_context(view, noun, frozenset(w.place for w in inside))
    near = 0 < noun.place - last.place <= 3
    span = view.span_of((*inside, noun)) if near else view.span_of(inside)
    return Slot(span, last.sentence, figure, context, noun)


def _lengths(view: View) -> Iterator[Slot[Figure]]:
    for time in view.reading.times:
        days, head = _days(time), view.head_in(time.span)
        if time.type == "DURATION" and days is not None and head is not None:
            # `less than` may be part of the expression.
            lead = _LEAD.match(time.span.text)
            before = view.text[: time.span.start + (lead.end() if lead else 0)]
            figure = Figure((_range(days, before, _DAYS),), "days", time.span.text)
            inside = frozenset(w.place for w in view.words_in(time.span))
            yield Slot(time.span, head.sentence, figure, find_context(view, head, inside), head)


def _days(time: Time) -> float | None:
    """The days of a TIMEX3 length (`P2Y6M`, `PT90M`), None if it is not known or of no length."""
    if not _LENGTH.match(time.value):
        return None
    long, _, short = time.value.partition("T")
    days = sum(float(n) * _DAYS_OF[unit] for n, unit in _PIECE.findall(long))
    days += sum(float(n) * _HOURS_OF[unit] for n, unit in _PIECE.findall(short)) / 24
    return days or None
