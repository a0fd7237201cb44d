"""The page of scenarios, from their answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from dragoman.analyse.whatif import Answer, CaseInput, Difference
    from dragoman.analyse.whatif.quotes import Quote
    from dragoman.export.whatif_view import ActorView, InputView, ScenarioView
    from dragoman.record import Record


def write_page(
    path: Path,
    answers: Sequence[Answer],
    differences: Sequence[Difference],
    record: Record | None,
) -> Path:
    """Write the page; quotes lead to the pages of reports that lie in the same folder."""
    from dragoman.export.whatif_view import WhatIfView, write_whatif

    base = answers[0]
    axis = base.case.scenario.axis
    links = _links(path.parent, answers, record)
    view = WhatIfView(
        say_engine(base.engine),
        EXPERIMENTAL if base.engine.experimental else None,
        f"{base.draws:,} draws, seed {base.seed}",
        axis.low,
        axis.high,
        axis.low_name,
        axis.high_name,
        tuple(_scenario(a, links) for a in answers),
        tuple(_difference(d) for d in differences),
    )
    return write_whatif(view, path)


def _links(folder: Path, answers: Sequence[Answer], record: Record | None) -> dict[str, str]:
    """Where the page of each quoted statement's report is, by the statement's id."""
    from dragoman.export.page_names import page_name

    found: dict[str, str] = {}
    quotes = [q for a in answers for i in a.case.inputs for q in i.quotes]
    for quote in {q.statement: q for q in quotes}.values():
        reading = record.reading(quote.report.id) if record else None
        if reading is None or not (folder / page_name(reading.report)).exists():
            continue
        ids = [s.id for s in reading.statements]
        entry = f"#s{ids.index(quote.statement) + 1}" if quote.statement in ids else ""
        found[quote.statement] = page_name(reading.report) + entry
    return found


def _scenario(answer: Answer, links: dict[str, str]) -> ScenarioView:
    from dragoman.export.whatif_view import BarView, ScenarioView

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
        tuple(_actor(answer, name, links) for name in answer.case.actors),
    )


def _actor(answer: Answer, name: str, links: dict[str, str]) -> ActorView:
    from dragoman.export.whatif_view import ActorView

    own = [i for i in answer.case.inputs if i.actor == name]
    return ActorView(name, tuple(_input(i, links) for i in own))


def _input(item: CaseInput, links: dict[str, str]) -> InputView:
    from dragoman.export.whatif_view import InputView, QuoteView

    def view(quote: Quote) -> QuoteView:
        return QuoteView(
            quote.words,
            quote.holder,
            quote.report.title or quote.report.publisher or quote.report.source_id,
            links.get(quote.statement),
            say_range(quote.at),
            quote.why,
            quote.origins,
        )

    quotes = tuple(view(q) for q in item.quotes)
    return InputView(item.kind, say_range(item.range), say_source(item), quotes)


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
