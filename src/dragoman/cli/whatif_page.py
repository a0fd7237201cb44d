"""The page of scenarios, from their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.analyse.corroboration import by_date
from dragoman.analyse.sentences import sentence_of
from dragoman.cli.whatif_words import (
    EXPERIMENTAL,
    say_change,
    say_engine,
    say_flips,
    say_input,
    say_place,
    say_range,
    say_share,
    say_source,
)
from dragoman.export.own_page import write_own_page
from dragoman.export.page_names import page_name
from dragoman.export.whatif_view import (
    ActorView,
    BarView,
    HappeningView,
    InputView,
    QuoteView,
    ScenarioView,
    TellingView,
    WhatIfView,
    render_whatif,
)
from dragoman.export.wording import word_interval
from dragoman.schema.event_types import load_event_types

if TYPE_CHECKING:
    from dragoman.analyse.tellings import Telling, Told
    from dragoman.analyse.whatif import Answer, CaseInput, Difference
    from dragoman.analyse.whatif.quotes import Quote
    from dragoman.model import Report
    from dragoman.record import Record, ReportLine

# Happenings shown of an input; JSON has the ids of all.
_MOST_HAPPENINGS = 60
# Where findings have their entries on the pages of reports, by their ids.
_Entries = Mapping[str, str]


def write_page(
    path: Path,
    answers: Sequence[Answer],
    differences: Sequence[Difference],
    record: Record | None,
) -> Path:
    """Write the page; words lead to the pages of reports that lie in the same folder."""
    base = answers[0]
    axis = base.case.scenario.axis
    entries = _find_entries(path.parent, answers, record) if record else {}
    view = WhatIfView(
        say_engine(base.engine),
        EXPERIMENTAL if base.engine.experimental else None,
        f"{base.draws:,} draws, seed {base.seed}",
        axis.low,
        axis.high,
        axis.low_name,
        axis.high_name,
        tuple(_scenario(a, entries) for a in answers),
        tuple(_difference(d) for d in differences),
    )
    return write_own_page(render_whatif(view), path)


def _find_entries(folder: Path, answers: Sequence[Answer], record: Record) -> _Entries:
    """The entries of all statements and events of those reports whose pages are there."""
    inputs = [i for a in answers for i in a.case.inputs]
    reports = {q.report.id for i in inputs for q in i.quotes}
    reports |= {t.report.id for i in inputs for told in _shown(i) for t in told.tellings}
    found: dict[str, str] = {}
    for reading in record.readings_of(sorted(reports)):
        page = page_name(reading.report)
        if (folder / page).exists():
            found |= {s.id: f"{page}#s{n}" for n, s in enumerate(reading.statements, 1)}
            found |= {e.id: f"{page}#e{n}" for n, e in enumerate(reading.events, 1)}
    return found


def _shown(item: CaseInput) -> tuple[Told, ...]:
    """The happenings that are shown of an input, by date."""
    told = item.attention.told if item.attention else ()
    return tuple(sorted(told, key=lambda t: by_date(t.happening))[:_MOST_HAPPENINGS])


def _scenario(answer: Answer, entries: _Entries) -> ScenarioView:
    scenario, spread = answer.case.scenario, answer.outcome
    length = scenario.axis.length
    bars = tuple(
        BarView(
            say_input(b.input),
            say_range(b.input.range),
            say_place(b.at_low, length),
            say_place(b.at_high, length),
            b.at_low,
            b.at_high,
        )
        for b in answer.tornado
    )
    return ScenarioView(
        scenario.title,
        Path(scenario.file).name,
        say_place(spread.median, length),
        f"{say_place(spread.low, length)} to {say_place(spread.high, length)}",
        say_place(answer.expected, length),
        f"{say_share(answer.beyond)} of draws",
        scenario.threshold,
        answer.expected,
        answer.drawn.tolist(),
        bars,
        say_flips(answer),
        answer.case.notes,
        tuple(_actor(answer, name, entries) for name in answer.case.actors),
    )


def _actor(answer: Answer, name: str, entries: _Entries) -> ActorView:
    own = [i for i in answer.case.inputs if i.actor == name]
    return ActorView(name, tuple(_input(i, entries) for i in own))


def _input(item: CaseInput, entries: _Entries) -> InputView:
    shown = _shown(item)
    return InputView(
        item.kind,
        say_range(item.range),
        say_source(item),
        tuple(_quote(q, entries) for q in item.quotes),
        tuple(_happening(t, entries) for t in shown),
        len(item.attention.told) - len(shown) if item.attention else 0,
    )


def _quote(quote: Quote, entries: _Entries) -> QuoteView:
    return QuoteView(
        quote.words,
        quote.holder,
        _name(quote.report),
        entries.get(quote.statement),
        say_range(quote.at),
        quote.why,
        quote.origins,
    )


def _happening(told: Told, entries: _Entries) -> HappeningView:
    happening, known = told.happening, load_event_types().get(told.happening.type)
    sentences: dict[tuple[str, ...], TellingView] = {}
    for telling in told.tellings:
        view = _telling(telling, entries)
        sentences.setdefault((*view.before.split(), *view.words.split(), *view.after.split()), view)
    return HappeningView(
        happening.id,
        happening.type,
        known.definition if known else None,
        word_interval(happening.from_, happening.to) or "",
        _once(name for t in told.tellings for name in t.actors),
        _once(name for t in told.tellings for name in t.recipients),
        told.roots,
        tuple(sentences.values()),
    )


def _telling(telling: Telling, entries: _Entries) -> TellingView:
    text, span = telling.report.text, telling.event.trigger
    begin, end = sentence_of(text, span)
    return TellingView(
        text[begin : span.start],
        text[span.start : span.end],
        text[span.end : end],
        _name(telling.report),
        entries.get(telling.event.id),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _name(report: Report | ReportLine) -> str:
    return report.title or report.publisher or report.source_id


def _difference(difference: Difference) -> tuple[str, ...]:
    length = difference.base.case.scenario.axis.length
    spread = difference.difference
    return (
        difference.other.case.scenario.title,
        say_change(spread.median, length),
        f"{say_change(spread.low, length)} to {say_change(spread.high, length)}",
        say_share(difference.higher),
        say_share(difference.lower),
    )
