"""Answers to scenarios for people: tables, and the tornado drawn in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from dragoman.cli.tables import make_console, make_table, shorten
from dragoman.cli.whatif_words import (
    EXPERIMENTAL,
    say_change,
    say_engine,
    say_flips,
    say_input,
    say_place,
    say_range,
    say_share,
    say_side,
    say_source,
)

if TYPE_CHECKING:
    from dragoman.analyse.whatif import Answer, Difference
    from dragoman.analyse.whatif.tornado import Bar

# Cells of a bar: a terminal of eighty columns holds the rest beside it.
_WIDTH = 24
# From this width on there is room for the ranges of the inputs.
_WIDE = 100
# Bars shown; the page and JSON have all.
_MOST_BARS = 12


def print_answers(answers: Sequence[Answer], differences: Sequence[Difference]) -> None:
    """Each scenario with its outcome, tornado, flips and quotes; then how they differ."""
    console = make_console()
    base = answers[0]
    console.print(f"Engine: {say_engine(base.engine)}; {base.draws:,} draws, seed {base.seed}")
    if base.engine.experimental:
        console.print(f"EXPERIMENTAL. {EXPERIMENTAL}")
    for answer in answers:
        _print_answer(console, answer)
    if differences:
        console.print(_differences(differences))


def _print_answer(console: Console, answer: Answer) -> None:
    axis = answer.case.scenario.axis
    console.print()
    console.print(f"{answer.case.scenario.title}   ({answer.case.scenario.file})")
    console.print(f"{axis.low:g} = {axis.low_name}; {axis.high:g} = {axis.high_name}")
    for note in answer.case.notes:
        console.print(note)
    console.print(_outcome(answer))
    console.print(_tornado(answer, console.width) if answer.tornado else "no input is uncertain")
    console.print(f"What would flip it ({say_side(answer)} with all midway):")
    for line in say_flips(answer):
        console.print(f"- {line}")
    quoted = _quoted(answer)
    if quoted.row_count:
        console.print(quoted)


def _outcome(answer: Answer) -> Table:
    threshold = f"{answer.case.scenario.threshold:g}"
    table = make_table(
        "Outcome", "median", "5 %", "95 %", "all midway", f"draws beyond {threshold}"
    )
    length = answer.case.scenario.axis.length
    spread = answer.outcome
    numbers = (spread.median, spread.low, spread.high, answer.expected)
    table.add_row(*(say_place(x, length) for x in numbers), say_share(answer.beyond))
    return table


def _tornado(answer: Answer, width: int) -> Table:
    length = answer.case.scenario.axis.length
    ends = [x for b in answer.tornado for x in (b.at_low, b.at_high)]
    scale = (min(*ends, answer.expected), max(*ends, answer.expected))
    wide = ("range",) if width >= _WIDE else ()
    table = make_table("What moves it", "input", *wide, "outcome", "○ input low, ● input high")
    table.columns[-1].no_wrap = True
    for bar in answer.tornado[:_MOST_BARS]:
        outcomes = f"{say_place(bar.at_low, length)} to {say_place(bar.at_high, length)}"
        drawn = draw_bar(bar, answer.expected, scale, _WIDTH)
        ranges = (say_range(bar.input.range),) if wide else ()
        table.add_row(say_input(bar.input), *ranges, outcomes, drawn)
    left = len(answer.tornado) - _MOST_BARS
    if left > 0:
        table.caption = f"{left} smaller ones: see --format json"
    return table


def draw_bar(bar: Bar, middle: float, scale: tuple[float, float], width: int) -> str:
    """A bar on a scale: ○ the outcome at the input's low end, ● at its high end, │ the middle."""
    low, high = scale

    def cell(value: float) -> int:
        return round((value - low) / (high - low) * (width - 1)) if high > low else 0

    at_low, at_high = cell(bar.at_low), cell(bar.at_high)
    first, last = sorted((at_low, at_high))
    cells = [" "] * first + ["━"] * (last - first + 1) + [" "] * (width - last - 1)
    cells[cell(middle)] = "│" if not first < cell(middle) < last else "┿"
    cells[at_low] = "○"
    cells[at_high] = "●"
    return "".join(cells)


def _quoted(answer: Answer) -> Table:
    table = make_table("Read from the record", "input", "value", "rests on")
    for item in answer.case.inputs:
        if not item.from_record:
            continue
        rests = [say_source(item)]
        for quote in item.quotes:
            name = quote.report.publisher or quote.report.source_id
            rests.append(f"“{shorten(quote.words, 90)}” ({quote.holder}; {name})")
        table.add_row(say_input(item), say_range(item.range), "\n".join(rests))
    return table


def _differences(differences: Sequence[Difference]) -> Table:
    table = make_table(
        "Beside the first, draw by draw", "scenario", "median", "5 %", "95 %", "higher", "lower"
    )
    for d in differences:
        length = d.base.case.scenario.axis.length
        spread = d.difference
        table.add_row(
            d.other.case.scenario.title,
            *(say_change(x, length) for x in (spread.median, spread.low, spread.high)),
            say_share(d.higher),
            say_share(d.lower),
        )
    return table
