"""A balance for people: verdicts first, then tables, drawn in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.analyse.balance.evidence import first_words
from dragoman.analyse.balance.verdict import count
from dragoman.cli.balance_words import TITLES, say_checks, say_turn, say_ungrouped
from dragoman.cli.tables import make_console, make_table, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from dragoman.analyse.balance.answer import Answer, Measured
    from dragoman.analyse.balance.evidence import Evidence
    from dragoman.analyse.balance.witnesses import Words

# Cells of a drawn interval, from -1 to 1; odd, so that zero has one of its own.
_WIDTH = 21
# From this width on there is room for the shares of both.
_WIDE = 100
# Acts shown of a record that is not enough to place anybody; JSON and the page have all.
_MOST_ACTS = 20
# So much of a sentence stands before the words that tell of an act.
_BEFORE = 45
# What was left out is told by its words too where nothing is enough: so many.
_MOST_LEFT_OUT = 6


def print_answer(answer: Answer) -> None:
    """Both verdicts, and a table of each; what was seen where there is not enough."""
    console = make_console()
    actor, (first, second) = answer.sides.actor, answer.sides.poles
    console.print(f"{actor.name} between {first.name} (towards 1) and {second.name} (towards -1)")
    doer = count(answer.happenings, "happening")
    console.print(f"Named in {count(answer.reports, 'report')}, doer of {doer}.")
    for party in (actor, first, second):
        if party.missing:
            console.print(f"{party.name}: not in the record: {', '.join(party.missing)}")
    for measured in answer.measured:
        console.print()
        console.print(f"{TITLES[measured.kind]}: {measured.verdict} {measured.rests}")
        _print_measured(console, measured, answer)


def _print_measured(console: Console, measured: Measured, answer: Answer) -> None:
    poles = (answer.sides.poles[0].name, answer.sides.poles[1].name)
    if measured.enough:
        console.print(_points(measured, poles, wide=console.width >= _WIDE))
    elif measured.evidence:
        console.print(_acts(measured.evidence, poles))
    for line in _lines(measured, poles):
        console.print(line)


def _points(measured: Measured, poles: tuple[str, str], *, wide: bool) -> Table:
    shares = [f"for {shorten(pole, 14)}" for pole in poles] if wide else []
    columns = ("from", *shares, "balance", "-1 to 1", "balancing", "acts", "origins")
    table = make_table("", *columns)
    table.title = None
    for column in table.columns:
        column.no_wrap = True
    for moment in measured.moments:
        p = moment.point
        if p is None:
            continue
        table.add_row(
            moment.period.first.isoformat(),
            *([f"{p.p_a:.2f}", f"{p.p_b:.2f}"] if wide else []),
            f"{p.b:+.2f}",
            draw(p.b_low, p.b, p.b_high),
            f"{p.balancing:.2f}",
            str(len(moment.evidence) or ""),
            str(len(moment.roots) or ""),
        )
    return table


def draw(low: float, middle: float, high: float) -> str:
    """An interval on the scale from -1 to 1, its middle a dot; zero is marked where it is free."""
    first, at, last = (round((x + 1) / 2 * (_WIDTH - 1)) for x in (low, middle, high))
    cells = ["·"] * _WIDTH
    cells[_WIDTH // 2] = "┊"
    cells[first : last + 1] = ["━"] * (last - first + 1)
    cells[at] = "●"
    return "".join(cells)


def _acts(evidence: Sequence[Evidence], poles: tuple[str, str]) -> Table:
    table = make_table("What was seen", "when", "type", "towards", "sure", "origins", "words")
    for act in evidence[:_MOST_ACTS]:
        words = first_words(act.witnesses)
        table.add_row(
            act.day.isoformat() + (" (of its report)" if act.by_report else ""),
            f"{act.type} ({'+' if act.cooperative else '-'})",
            poles[act.pole],
            f"{act.occurrence:.2f}",
            ", ".join(act.roots),
            _around(words) if words else "",
        )
    if len(evidence) > _MOST_ACTS:
        table.caption = f"{len(evidence) - _MOST_ACTS} more: see --format json"
    return table


def _around(words: Words) -> str:
    """Words with some of their sentence on both sides."""
    before = " ".join(words.before.split())
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    return shorten(f"{before} {words.text}{words.after}", _BEFORE + 50)


def _lines(measured: Measured, poles: tuple[str, str]) -> Iterator[str]:
    if measured.turn is not None:
        yield say_turn(measured.turn)
    yield from say_ungrouped(measured, poles)
    yield from say_checks(measured, poles)
    if measured.left_out:
        parts = (f"{len(x.ids)} {x.reason}" for x in measured.left_out)
        yield f"Left out: {'; '.join(parts)}."
    if not measured.enough:
        words = [sentence for x in measured.left_out for _, sentence in x.words if sentence]
        yield from (f"  {shorten(sentence, 100)}" for sentence in words[:_MOST_LEFT_OUT])
    if measured.diagnostics:
        yield from measured.diagnostics.warnings
