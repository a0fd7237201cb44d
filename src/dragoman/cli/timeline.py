"""`dragoman show timeline`: happenings of a linked record in order of time, else its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.linked import corroborated, happening_to_json, interval
from dragoman.cli.show import FormatOption, LimitOption, RecordArgument, opened, print_json

if TYPE_CHECKING:
    from dragoman.analyse.corroboration import Corroborated
    from dragoman.model.links import Happening, Links
    from dragoman.record import Record, Timeline


# Cells of the drawing: a terminal of eighty columns holds the rest beside it.
_WIDTH = 12
# From this width on there is room for the days of the reports.
_WIDE = 100


def timeline(
    record: RecordArgument,
    actor: Annotated[
        str | None, typer.Option(help="Name of who took part, in any spelling.")
    ] = None,
    tellings: Annotated[
        bool, typer.Option("--tellings", help="Each report's events, though the record is linked.")
    ] = False,
    format: FormatOption = "table",
    limit: LimitOption = 200,
) -> None:
    """Happenings in order of time, each once, with reports and independent origins counted.

    A dot is a day, a bar an interval within which it lies, dots an end that is not known.
    Of a record that is not linked, and with --tellings: the events of all reports.

    Example: dragoman show timeline record.db --actor Kadhimi
    """
    from dragoman.cli import answers

    with opened(record) as r:
        told = r.timeline(actor=actor)
        links = None if tellings else r.links()
        found = _happenings(r, links, told if actor else None)[:limit] if links else []
    if format == "json":
        shown = [happening_to_json(c) for c in found]
        print_json(answers.timeline_to_json(told) | ({"happenings": shown} if links else {}))
    elif links:
        _print(found)
    else:
        answers.print_events("Timeline", list(told.dated)[:limit])
        answers.print_events("Events whose date is not known", list(told.undated)[:limit])


def _happenings(record: Record, links: Links, told: Timeline | None) -> list[Corroborated]:
    """The happenings, those with one of the events told if any are, in order of date."""
    chosen: Sequence[Happening] = links.happenings
    if told is not None:
        events = {line.event.id for line in (*told.dated, *told.undated)}
        chosen = [h for h in chosen if any(m.finding in events for m in h.events)]
    return list(corroborated(record, links, chosen))


def _print(found: Sequence[Corroborated]) -> None:
    from dragoman.analyse.timeline import draw, find_gaps, span_of
    from dragoman.cli.tables import make_console, make_table, shorten

    happenings = [c.told.happening for c in found]
    span = span_of(happenings)
    gaps = {gap.before: gap.days for gap in find_gaps(happenings)}
    console = make_console()
    wide = ("reported",) if console.width >= _WIDE else ()
    table = make_table("Timeline", "when", "", "what", "who to whom", "reports", "origins", *wide)
    for column in table.columns[:3]:
        column.no_wrap = True
    for n, item in enumerate(found):
        row = happening_to_json(item)
        if n in gaps:
            table.add_row("", "", "", f"{gaps[n]} days of which nothing is told")
        sides = [shorten(", ".join(row[side]), 40) for side in ("actors", "recipients")]
        reported = interval(item.first and item.first[:10], item.last and item.last[:10])
        table.add_row(
            interval(row["from"], row["to"]).replace(" to ", "\nto "),
            draw(item.told.happening, span, _WIDTH) if span else "",
            row["type"] if row["status"] == "asserted" else f"{row['type']}\n{row['status']}",
            " → ".join(sides).strip() if any(sides) else "",
            str(item.reports),
            str(item.roots),
            *([reported] if wide else []),
        )
    console.print(table if table.row_count else "no happenings")
