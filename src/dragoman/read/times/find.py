"""Every time expression of a report, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from dragoman.model import Sentence, Time
from dragoman.read.analysis import Analysis
from dragoman.read.times import absolute, calendars, parts, relative
from dragoman.read.times.calendar import Interval, read_value
from dragoman.read.times.checks import before, is_time
from dragoman.read.times.context import (
    UNKNOWN,
    Bound,
    Context,
    Draft,
    Reference,
    Relayed,
    report_reference,
)
from dragoman.read.times.grammar import Phrase, find_phrases
from dragoman.read.times.lexing import Line, Word, cue_words, make_line
from dragoman.read.times.links import Found, bound_of, counted_length
from dragoman.read.times.order import find_order
from dragoman.read.times.tense import find_tense

_Resolver = Callable[[Phrase, Context], Draft | None]
_RESOLVERS: dict[str, _Resolver] = {
    "date": absolute.date_value,
    "range": parts.range_value,
    "nth": parts.nth_value,
    "half_month": parts.half_month_value,
    "week_of": parts.week_of_value,
    "week_no": parts.week_number_value,
    "dom": parts.day_value,
    "weekday_dom": parts.weekday_of_month_value,
    "hijri": calendars.hijri_value,
    "persian": calendars.persian_value,
    "month": absolute.month_value,
    "year": absolute.year_value,
    "year_range": absolute.year_range_value,
    "decade": absolute.decade_value,
    "century": absolute.century_value,
    "quarter": absolute.quarter_value,
    "season": absolute.season_value,
    "bare_season": absolute.season_value,
    "feast": absolute.feast_value,
    "deictic": relative.deictic_value,
    "part": relative.part_value,
    "weekday": relative.weekday_value,
    "relative": relative.relative_value,
    "ago": relative.ago_value,
    "year_ago": relative.year_ago_value,
    "shifted": relative.shifted_value,
    "clock": relative.clock_draft,
    "span": relative.span_value,
    "recent": relative.recent_value,
    "duration": relative.duration_value,
    "bare": relative.duration_value,
    "set": relative.set_value,
    "ref": relative.ref_value,
}
# `a year ago` compares; the story does not move there. A set is no point in time, and a feast
# whose year is not told may be that of another.
_ASIDES = frozenset({"ago", "year_ago", "shifted", "set", "feast", "hijri"})
# Rules of months and years of which `early` and `the end of` leave a part.
_NARROWED = frozenset({"month", "year", "relative"})
# Statements seldom nest deeper; looking further back would make the look-up slow.
_NESTED_WORDS = 12
# Categories of words that point from the day of whoever speaks: `today`, `yesterday`, `tonight`.
_OF_THE_SPEAKER = ("deictic", "tonight")
# How many sentences a told time stays the one that `the next day` counts from.
_MEMORY_SENTENCES = 4
# A report is a narrative about the past if it names years, most of them long gone.
_NARRATIVE_YEARS = 6
_NARRATIVE_SHARE = 0.8
_TOPICAL_SHARE = 0.1  # `yesterday`, `on Friday`: the days of news
_NARRATIVE_DISTANCE = 1


def find_times(analysis: Analysis, relayed: Sequence[Relayed] = ()) -> tuple[Time, ...]:
    """Every time expression in reading order.

    Those that count from the report's date need `report.published`; without
    it, or where it is too coarse, the value holds X's and the interval is
    None. Words `relayed` from a root count from the root's date. Spans count in
    the repaired text.
    """
    found = [
        (sentence, number, line, find_phrases(line, partial(_holds, line, sentence)))
        for number, (sentence, line) in enumerate(_lines(analysis))
        if line is not None
    ]
    report = report_reference(analysis.report)
    narrative = _is_narrative([p for *_, phrases in found for p in phrases], report)
    order = find_order(analysis.report, (w for _, _, line, _ in found for w in line.words))
    times: list[Time] = []
    told: Reference | None = None
    told_in = -1
    for sentence, number, line, phrases in found:
        resolved: list[Found] = []
        for phrase in phrases:
            if not narrative and number - told_in > _MEMORY_SENTENCES:
                told = None
            if not is_time(phrase, line, sentence):
                continue
            # `until mid-May` may look ahead from a sentence in the past.
            limit = before(phrase, line) in cue_words("limits")
            tense = None if limit else find_tense(sentence, phrase.words[-1].start)
            context = Context(report, told, narrative, tense, order)
            context, draft = _resolve(phrase, context, _relayed_at(phrase, relayed))
            if draft is None:
                continue
            resolved.append(Found(phrase, context, draft))
            reference = absolute.reference_of(draft.value, _id_of(analysis, resolved[-1]))
            if reference is not None and phrase.rule not in _ASIDES:
                told, told_in = reference, number
        times += (_make_time(analysis, one) for one in _linked(resolved, line))
    return tuple(times)


def _relayed_at(phrase: Phrase, relayed: Sequence[Relayed]) -> Relayed | None:
    """The relayed words that a phrase stands in; `relayed` are in order of their starts."""
    place = phrase.words[0].start
    at = bisect_right(relayed, place, key=lambda r: r.start)
    near = reversed(relayed[max(0, at - _NESTED_WORDS) : at])
    return next((r for r in near if place < r.end), None)


def _resolve(
    phrase: Phrase, context: Context, relayed: Relayed | None
) -> tuple[Context, Draft | None]:
    """What a phrase means and in which context, that of the root for words that came from it.

    In reported speech `today` may be the root's day or that of whoever relays it (Quirk and
    others 1985, 14.31): where they differ, the interval holds both.
    """
    resolve = _RESOLVERS[phrase.rule]
    if relayed is None:
        return context, resolve(phrase, context)
    of_root = replace(context, report=relayed.base)
    draft = resolve(phrase, of_root)
    if relayed.quoted or draft is None or not phrase.word(*_OF_THE_SPEAKER):
        return of_root, draft
    return of_root, _either(draft, resolve(phrase, context))


def _either(one: Draft, other: Draft | None) -> Draft:
    days = [read_value(d.value) for d in (one, other) if d is not None]
    known = [d for d in days if d is not None]
    if len(known) < 2 or known[0] == known[1]:
        return one
    first, last = min(d.from_ for d in known), max(d.to for d in known)
    return Draft(one.type, UNKNOWN["day"], None, Interval(first, last, known[0].precision))


def _holds(line: Line, sentence: Sentence, phrase: Phrase) -> bool:
    return is_time(phrase, line, sentence)


def _linked(found: list[Found], line: Line) -> list[Found]:
    """The expressions of a sentence, each told what the next one says of it."""
    found = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        for place, bound in enumerate(bound_of(one, other, line)):
            if bound is not None:
                found[at + place] = _bounded(found[at + place], bound)
    for at, one in enumerate(found):
        other_or_none = found[at + 1] if at + 1 < len(found) else None
        draft = counted_length(one, other_or_none, line)
        if draft is not None:
            found[at] = replace(one, draft=draft)
    return found


def _bounded(one: Found, bound: Bound) -> Found:
    context = replace(one.context, bound=bound)
    draft = _RESOLVERS[one.phrase.rule](one.phrase, context)
    known = draft is not None and read_value(draft.value) is not None
    return replace(one, draft=draft) if draft is not None and known else one


def _lines(analysis: Analysis) -> Iterator[tuple[Sentence, Line | None]]:
    for sentence in analysis.sentences:
        yield sentence, make_line(sentence.text, sentence.start)


def _words(one: Found) -> tuple[Word, ...]:
    return one.phrase.words[one.draft.skip :]


def _id_of(analysis: Analysis, one: Found) -> str:
    words = _words(one)
    return analysis.make_id("tim", analysis.span(words[0].start, words[-1].end))


def _make_time(analysis: Analysis, one: Found) -> Time:
    words, draft = _words(one), one.draft
    span = analysis.span(words[0].start, words[-1].end)
    interval = draft.interval
    if interval is None and draft.type in ("DATE", "TIME"):
        interval = read_value(draft.value)
        near = one.phrase.word("early", "end")
        if interval is not None and near is not None and one.phrase.rule in _NARROWED:
            interval = parts.narrowed(interval, near.text.lower())
    time = Time(analysis.make_id("tim", span), span, draft.type, draft.value, anchor=draft.anchor)
    if interval is None:
        return time
    from_, to, precision = interval.from_, interval.to, interval.precision
    return replace(time, from_=from_, to=to, precision=precision)


def _is_narrative(phrases: list[Phrase], report: Reference | None) -> bool:
    """Whether a text tells a story of years long before it was published, along their dates."""
    years = [int(p.value("year")) for p in phrases if p.value("year")]
    latest = report.day.year - _NARRATIVE_DISTANCE if report else max(years, default=0)
    old = [y for y in years if y <= latest]
    topical = [p for p in phrases if p.word("weekday", "deictic")]
    return (
        len(years) >= _NARRATIVE_YEARS
        and len(old) >= _NARRATIVE_SHARE * len(years)
        and len(topical) <= _TOPICAL_SHARE * len(years)
    )
