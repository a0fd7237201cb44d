"""`dragoman show timeline`: happenings of a linked record in order of time, else its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.linked import corroborated, happening_to_json, interval
from dragoman.cli.show import FormatOption, LimitOption, RecordArgument, opened, print_json

if TYPE_CHECKING:
    from datetime import date

    from dragoman.analyse.corroboration import Corroborated
    from dragoman.export.time_scale import Interval
    from dragoman.model.links import Happening, Links
    from dragoman.record import Record
    from dragoman.record.answers import Timeline


# Cells of the drawing: a terminal of eighty columns holds the rest beside it.
_WIDTH = 12
# A gap is told if it is so great a part of the time told of, and of so many days.
_GAP_SHARE, _GAP_DAYS = 0.1, 7
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
    from dragoman.record.answers import Timeline

    with opened(record) as r:
        links = None if tellings else r.links()
        # Of a large record it takes longer than all else, and a table shows only some.
        needed = actor is not None or links is None or format == "json"
        told = r.timeline(actor=actor) if needed else Timeline((), ())
        found = _happenings(r, links, told if actor else None, limit) if links else ()
    if format == "json":
        shown = [happening_to_json(c) for c in found]
        print_json(answers.timeline_to_json(told) | ({"happenings": shown} if links else {}))
    elif links:
        _print(found)
    else:
        answers.print_events("Timeline", list(told.dated)[:limit])
        answers.print_events("Events whose date is not known", list(told.undated)[:limit])


def _happenings(
    record: Record, links: Links, told: Timeline | None, limit: int
) -> tuple[Corroborated, ...]:
    """The first happenings, of those with one of the events told if any are, in order of date."""
    from dragoman.analyse.corroboration import by_date

    chosen: Sequence[Happening] = links.happenings
    if told is not None:
        events = {line.event.id for line in (*told.dated, *told.undated)}
        chosen = [h for h in chosen if any(m.finding in events for m in h.events)]
    return corroborated(record, links, sorted(chosen, key=by_date)[:limit])


def _print(found: Sequence[Corroborated]) -> None:
    from dragoman.cli.tables import make_console, make_table, shorten
    from dragoman.export.time_scale import read_interval

    told = [(item, read_interval(*_dates(item))) for item in found]
    known = [when for _, when in told if when]
    gaps = long_gaps(known)
    ends = (min(i.start for i in known), max(i.end for i in known)) if known else None
    console = make_console()
    wide = ("reported",) if console.width >= _WIDE else ()
    table = make_table("Timeline", "when", "", "what", "who to whom", "reports", "origins", *wide)
    for column in table.columns[:3]:
        column.no_wrap = True
    for item, when in told:
        row = happening_to_json(item)
        if when and (days := gaps.pop(when.start, None)):
            table.add_row("", "", "", f"{days} days of which nothing is told")
        sides = [shorten(", ".join(row[side]), 40) for side in ("actors", "recipients")]
        reported = interval(item.first and item.first[:10], item.last and item.last[:10])
        table.add_row(
            interval(row["from"], row["to"]).replace(" to ", "\nto "),
            draw(when, ends, _WIDTH) if when and ends else "",
            row["type"] if row["status"] == "asserted" else f"{row['type']}\n{row['status']}",
            " → ".join(sides).strip() if any(sides) else "",
            str(item.reports),
            str(item.roots),
            *([reported] if wide else []),
        )
    console.print(table if table.row_count else "no happenings")


def _dates(item: Corroborated) -> tuple[str | None, str | None]:
    return item.told.happening.from_, item.told.happening.to


def long_gaps(intervals: Sequence[Interval]) -> dict[date, int]:
    """The days of which nothing is told before a day, where they are many of all told of."""
    from dragoman.export.time_scale import find_gaps

    if not intervals:
        return {}
    whole = (max(i.end for i in intervals) - min(i.start for i in intervals)).days
    least = max(_GAP_DAYS, _GAP_SHARE * whole)
    return {
        before: (before - after).days - 1
        for after, before in find_gaps(intervals)
        if (before - after).days > least
    }


def draw(when: Interval, ends: tuple[date, date], width: int) -> str:
    """Where in the time told of a happening lies: a dot for a day, a bar for an interval.

    An end that is not known is drawn as dots.
    """
    first, last = ends
    start, end = (
        ((day or other) - first).days * (width - 1) // max(1, (last - first).days)
        for day, other in ((when.first, first), (when.last, last))
    )
    mark = "●" if when.first == when.last else "━"
    cells = ["·"] * start + [mark] * (end - start + 1) + ["·"] * (width - end - 1)
    if when.first is None:
        cells[start] = "…"
    if when.last is None:
        cells[end] = "…"
    return "".join(cells)
