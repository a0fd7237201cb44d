"""`dragoman link`: find what the reports of a record have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.show import RecordArgument, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.link.actors import Seed
    from dragoman.model.links import Links


def link(
    record: RecordArgument,
    seeds: Annotated[
        Path | None,
        typer.Option(help="Your own list of actors: CSV, or FollowTheMoney JSON lines."),
    ] = None,
    drift: Annotated[bool, typer.Option(help="Compare relays with their roots.")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Summary.")
    ] = "table",
) -> None:
    """Link the reports of a record: who is one, what is one, who relays whom, what was lost.

    What an earlier call found is replaced; verdicts of people stay. Ask the result with
    `dragoman show happenings`, `conflicts`, `roots` and `drift`.

    Example: dragoman link record.db
    """
    found = link_record(record, _read_seeds(seeds), drift=drift, quiet=quiet or format == "json")
    if format == "json":
        print_json(_counts(found))
    elif not quiet:
        print_summary(found)


def link_record(
    record: str, seeds: Sequence[Seed] = (), *, drift: bool = True, quiet: bool = False
) -> Links:
    """Link a record and store what was found; leaves with one line where that cannot be done."""
    from dragoman.link.engine import DuckEngine
    from dragoman.record import RecordError, open_record
    from dragoman.run.link import link_readings

    shown = sys.stderr.isatty() and not quiet
    try:
        with open_record(record) as opened:
            found = link_readings(
                opened.readings(),
                DuckEngine(),
                reading_of=opened.reading,
                human=opened.human_judgements(),
                seeds=seeds,
                drift=drift,
                say=_say if shown else lambda _line: None,
            )
            opened.write_links(found)
            return found
    except RecordError as error:
        give_up(str(error))


def _say(line: str) -> None:
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def _read_seeds(path: Path | None) -> Sequence[Seed]:
    from dragoman.link.actors import SeedError, read_seeds

    if path is None:
        return ()
    try:
        return read_seeds(path)
    except SeedError as error:
        give_up(str(error), USAGE)


def _counts(found: Links) -> dict[str, int]:
    several = [h for h in found.happenings if len(h.reports) > 1]
    return {
        "reports": found.reports,
        "actors": len(found.actors),
        "actors_in_several_reports": sum(len(a.reports) > 1 for a in found.actors),
        "happenings": len(found.happenings),
        "happenings_in_several_reports": len(several),
        "happenings_of_several_roots": sum(len(h.roots) > 1 for h in found.happenings),
        "relays": len(found.relays),
        "relays_of_reports_here": sum(r.root is not None for r in found.relays),
        "drift": sum(len(d.drift) for d in found.drifts),
    }


def print_summary(found: Links) -> None:
    """What linking found, in numbers."""
    from dragoman.cli.tables import make_console, make_table

    n = _counts(found)
    table = make_table("Linked", "what", "how many", "of which")
    table.add_row("reports", str(n["reports"]), "")
    several = f"{n['actors_in_several_reports']} in several reports"
    table.add_row("actors", str(n["actors"]), several)
    several = f"{n['happenings_in_several_reports']} in several reports, "
    several += f"{n['happenings_of_several_roots']} from several independent origins"
    table.add_row("happenings", str(n["happenings"]), several)
    here = f"{n['relays_of_reports_here']} of a report in the record"
    table.add_row("relays", str(n["relays"]), here)
    table.add_row("drift", str(n["drift"]), f"in {len(found.drifts)} relays")
    make_console().print(table)
