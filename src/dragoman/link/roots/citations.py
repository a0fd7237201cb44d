"""Whom a report passes on by its own words: the outlets it cites, the agency it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table
from dragoman.link.roots.outlets import (
    clean_outlet,
    find_outlets,
    is_agency,
    is_known_outlet,
)
from dragoman.link.roots.words import Interval
from dragoman.model import Reading, Report, Span

LEAD_CHARS = 500
DATELINE_CHARS = 200
EDGE_LINES = 6
WORDS_A_CITE = 30
_AROUND_CHARS = 60
_SENTENCE_END = re.compile(r"[.!?][”\"')]*\s|\n")
_DATELINE = re.compile(r"\(\s*([A-Z][\w.& ]{1,40}?)\s*\)\s*(?:[-–—]{1,2}|:|(?=[A-Z“\"]))")
_BYLINE = re.compile(r"(?:By|BY|From)\s+(?:[A-Z][\w.’'-]+\s+){0,4}?(?:\W\s*|of\s+)?(?:[Tt]he\s+)?$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|[Cc]opyright)[\s\d©–-]*(?:by\s+)?(?:[Tt]he\s+)?$")
_CONTRIBUTED = re.compile(r"\b(?:contribut(?:ed|ing|ors?)|reporting by)\b", re.IGNORECASE)
_NOT_REPORTING = re.compile(
    r"\s*(?:[-/]|(?:poll|survey|photo|columnist|reporter|contributor|building)\b)"
)


@dataclass(frozen=True, slots=True)
class Cite:
    """An outlet that a report cites: its first name, the place, how often, if in the lead."""

    name: str
    start: int
    end: int
    times: int
    lead: bool


@cache
def _cues(side: str) -> str:
    phrases = [row[1] for row in load_table("en", "relay_cues") if row[0] == side]
    phrases.sort(key=len, reverse=True)
    return "|".join(re.escape(x).replace(r"\ ", r"\s+") for x in phrases)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    before = re.compile(rf"\b(?:{_cues('before')})\s+$", re.IGNORECASE)
    after = re.compile(
        r"(?:['’]s)?,?(?:\s+(?:newspaper|magazine|channel|website|agency|network|also|first|later"
        r"|earlier|previously|has|had|which|on|in|an?|the|report|exclusive|"
        r"Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)){0,3}"
        rf",?\s+(?:{_cues('after')})\b",
        re.IGNORECASE,
    )
    return before, after, re.compile(rf"\b(?:{_cues('through')})\b", re.IGNORECASE)


def find_cites(
    report: Report, told: Iterable[Interval], reading: Reading | None
) -> tuple[Cite, ...]:
    """The outlets a report cites, most relied on first; its own publisher is none.

    An outlet that is cited only for what it has from another is left out: the
    first in a chain of relays is the origin.
    """
    return _gather(cited_places(report, told, reading))


def cited_places(
    report: Report, told: Iterable[Interval], reading: Reading | None
) -> list[tuple[str, int, int]]:
    """Where outlets other than its own publisher are cited in a report: first name, start, end."""
    found = list(cited_by_words(report.text, told))
    if reading is not None:
        found += _cited_in(reading)
    own = clean_outlet(report.publisher) if report.publisher else None
    return [x for x in found if x[0] != own]


def _gather(found: list[tuple[str, int, int]]) -> tuple[Cite, ...]:
    places: dict[str, set[Interval]] = {}
    for name, start, end in found:
        places.setdefault(name, set()).add((start, end))
    cites = [
        Cite(name, *min(where), len({s for s, _ in where}), min(where)[0] < LEAD_CHARS)
        for name, where in places.items()
    ]
    return tuple(sorted(cites, key=lambda c: (-c.times - 2 * c.lead, c.start, c.name)))


def cited_by_words(text: str, told: Iterable[Interval]) -> Iterator[tuple[str, int, int]]:
    """Known outlets beside words that say they are passed on: first name, start, end."""
    last: tuple[str, int, int] | None = None
    for interval in told:
        for match in find_outlets(text, *interval):
            if not _is_cited(text, interval, match.span()):
                continue
            if last and not _is_handed_on(text[last[2] : match.start()]):
                yield last
            last = (clean_outlet(match["outlet"]), *match.span())
    if last:
        yield last


def _is_handed_on(between: str) -> bool:
    """Whether an outlet has from the next what it reports, by the words between the two."""
    through = _patterns()[2].search(between)
    return through is not None and not _SENTENCE_END.search(between)


def _is_cited(text: str, interval: Interval, name: Interval) -> bool:
    before, after, _ = _patterns()
    start, end = name
    if _NOT_REPORTING.match(text, end):
        return False
    return bool(
        before.search(text, max(interval[0], start - _AROUND_CHARS), start)
        or after.match(text, end, end + _AROUND_CHARS)
    )


def _cited_in(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """The last outlet of every chain that comes through one, and the report's roots."""
    outlets = {a.id for a in reading.actors if a.type == "outlet"}
    through = [[x for x in s.chain if x.kind == "outlet"] for s in reading.statements]
    for links in through:
        if links and _is_named(links[-1].name, links[-1].span, links[-1].actor in outlets):
            yield clean_outlet(links[-1].name), links[-1].span.start, links[-1].span.end
    outer = {clean_outlet(link.name) for links in through for link in links[:-1]}
    for root in reading.roots:
        name = clean_outlet(root.name)
        if root.span is None or name in outer:
            continue
        if _is_named(root.name, root.span, root.actor in outlets):
            yield name, root.span.start, root.span.end


def _is_named(name: str, span: Span, is_outlet: bool) -> bool:
    """Whether a link is an outlet with a name, and not `a news site` or `no time to lose`."""
    if is_outlet:
        return any(c.isupper() for c in name)
    return is_known_outlet(name) and any(c.isupper() for c in span.text)


def share_relied(cites: tuple[Cite, ...], words: int, reading: Reading | None) -> float:
    """About which share of a report comes through the outlets it cites, 0 to 1.

    With a reading it is the statements' words; without one every citation stands for
    a sentence or two, and one in the lead for somewhat more.
    """
    if not cites or not words:
        return 0.0
    if reading is None:
        sentences = sum(c.times + c.lead / 2 for c in cites)
        return min(1.0, sentences * WORDS_A_CITE / words)
    relayed = [
        span
        for s in reading.statements
        if any(clean_outlet(x.name) in {c.name for c in cites} for x in s.chain)
        for span in s.content
    ]
    return min(1.0, sum(len(s.text.split()) for s in relayed) / words)


def find_credit(report: Report) -> Cite | None:
    """The agency or outlet whose text a report says it is: in a dateline, byline or copyright."""
    own = clean_outlet(report.publisher) if report.publisher else None
    for name, start, end in _credited(report):
        if clean_outlet(name) != own:
            return Cite(clean_outlet(name), start, end, 1, lead=True)
    return None


def _credited(report: Report) -> Iterator[tuple[str, int, int]]:
    if report.relayed_from:
        yield report.relayed_from, 0, 0
    dateline = _DATELINE.search(report.text, 0, DATELINE_CHARS)
    if dateline and is_known_outlet(dateline.group(1)):
        yield dateline.group(1), dateline.start(1), dateline.end(1)
    for start, end in _edge_lines(report.text):
        match = next(find_outlets(report.text, start, end), None)
        if match is None or not is_agency(match["outlet"]):
            continue
        head = report.text[start : match.start()]
        if _BYLINE.fullmatch(head) or _COPYRIGHT.search(head):
            yield match["outlet"], match.start("outlet"), match.end("outlet")


def find_signature(report: Report) -> str | None:
    """An agency that a text says helped: `AP writer Jo Roe contributed`; it may be all its own."""
    for start, end in _edge_lines(report.text):
        if _CONTRIBUTED.search(report.text, start, end):
            match = next(find_outlets(report.text, start, end), None)
            if match and is_agency(match["outlet"]):
                return clean_outlet(match["outlet"])
    return None


def _edge_lines(text: str) -> list[Interval]:
    """Short lines at the head and the foot of a text."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text[:3_000])][:EDGE_LINES]
    at = max(0, len(text) - 3_000)
    tail = [(s + at, e + at) for s, e in (m.span() for m in re.finditer(r"[^\n]+", text[at:]))]
    return [x for x in dict.fromkeys([*lines, *tail[-EDGE_LINES:]]) if x[1] - x[0] < 200]
