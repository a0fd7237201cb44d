"""Every time expression of a report, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dragoman.model import Sentence, Time
from dragoman.read.analysis import Analysis
from dragoman.read.times import absolute, relative
from dragoman.read.times.calendar import read_value
from dragoman.read.times.checks import before, is_time
from dragoman.read.times.context import Context, Draft, Reference, report_reference
from dragoman.read.times.grammar import Phrase, find_phrases
from dragoman.read.times.lexing import Line, Word, cue_words, make_line
from dragoman.read.times.tense import find_tense

_Resolver = Callable[[Phrase, Context], Draft | None]
_RESOLVERS: dict[str, _Resolver] = {
    "date": absolute.date_value,
    "range": absolute.range_value,
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
# `a year ago` compares; the story does not move there. A set is no point in time.
_ASIDES = frozenset({"ago", "year_ago", "shifted", "set"})
# How many sentences a told time stays the one that `the next day` counts from.
_MEMORY_SENTENCES = 4
# A report is a narrative about the past if it names years, most of them long gone.
_NARRATIVE_YEARS = 6
_NARRATIVE_SHARE = 0.8
_TOPICAL_SHARE = 0.1  # `yesterday`, `on Friday`: the days of news
_NARRATIVE_DISTANCE = 1


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """Every time expression in reading order.

    Those that count from the report's date need `report.published`; without
    it, or where it is too coarse, the value holds X's and the interval is
    None. Spans count in the repaired text.
    """
    found = [
        (sentence, number, line, find_phrases(line))
        for number, (sentence, line) in enumerate(_lines(analysis))
        if line is not None
    ]
    report = report_reference(analysis.report)
    narrative = _is_narrative([p for *_, phrases in found for p in phrases], report)
    times: list[Time] = []
    told: Reference | None = None
    told_in = -1
    for sentence, number, line, phrases in found:
        for phrase in phrases:
            if not narrative and number - told_in > _MEMORY_SENTENCES:
                told = None
            if not is_time(phrase, line, sentence):
                continue
            # `until mid-May` may look ahead from a sentence in the past.
            limit = before(phrase, line) in cue_words("limits")
            tense = None if limit else find_tense(sentence, phrase.words[-1].start)
            draft = _RESOLVERS[phrase.rule](phrase, Context(report, told, narrative, tense))
            if draft is None:
                continue
            time = _make_time(analysis, phrase.words[draft.skip :], draft)
            times.append(time)
            reference = absolute.reference_of(time.value, time.id)
            if reference is not None and phrase.rule not in _ASIDES:
                told, told_in = reference, number
    return tuple(times)


def _lines(analysis: Analysis) -> Iterator[tuple[Sentence, Line | None]]:
    for sentence in analysis.sentences:
        yield sentence, make_line(sentence.text, sentence.start)


def _make_time(analysis: Analysis, words: tuple[Word, ...], draft: Draft) -> Time:
    span = analysis.span(words[0].start, words[-1].end)
    interval = draft.interval
    if interval is None and draft.type in ("DATE", "TIME"):
        interval = read_value(draft.value)
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
