"""`dragoman link`: find what the reports of a record have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.show import RecordArgument, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.link.actors import Seed


def link(
    record: RecordArgument,
    seeds: Annotated[
        Path | None,
        typer.Option(help="Your own list of actors: CSV, or FollowTheMoney JSON lines."),
    ] = None,
    drift: Annotated[bool, typer.Option(help="Compare relays with their roots.")] = True,
    again: Annotated[
        bool, typer.Option("--again", help="Link all reports anew, not only new ones.")
    ] = False,
    engine: Annotated[
        Literal["local", "spark"],
        typer.Option(help="Where to link; spark links all anew."),
    ] = "local",
    master: Annotated[str, typer.Option(help="Spark master, with --engine spark.")] = "local[2]",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Summary.")
    ] = "table",
) -> None:
    """Link the reports of a record: who is one, what is one, who relays whom, what was lost.

    Reports that came since the last call are linked with all others; the result is what
    linking all at once gives. What is needed for that is kept in a file beside the record,
    RECORD.linking, that may be deleted at any time. Verdicts of people stay. Ask the result with
    `dragoman show happenings`, `conflicts`, `roots` and `drift`.

    Example: dragoman link record.db
    """
    on = master if engine == "spark" else None
    counts = link_record(
        record,
        _read_seeds(seeds),
        drift=drift,
        again=again,
        master=on,
        quiet=quiet or format == "json",
    )
    if format == "json":
        print_json(counts)
    elif not quiet:
        print_summary(counts)


def link_record(
    record: str,
    seeds: Sequence[Seed] = (),
    *,
    drift: bool = True,
    again: bool = False,
    master: str | None = None,
    quiet: bool = False,
) -> dict[str, int]:
    """Link a record, store what was found, and count it; leaves with one line if that fails."""
    from dragoman.record import RecordError, open_record
    from dragoman.run.link_record import link_record
    from dragoman.run.link_state import LinkStateError
    from dragoman.run.spark import SparkError
    from dragoman.run.spark_link import link_on_spark

    say = _say if sys.stderr.isatty() and not quiet else _say_nothing
    try:
        with open_record(record) as opened:
            if master is None:
                link_record(opened, seeds=seeds, drift=drift, again=again, say=say)
            else:
                link_on_spark(opened, master, seeds=seeds, drift=drift, say=say)
            return opened.link_counts() or {}
    except (RecordError, LinkStateError, SparkError) as error:
        give_up(str(error))


def _say_nothing(_line: str) -> None:
    """Where nobody looks, nothing is said."""


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


def print_summary(n: Mapping[str, int]) -> None:
    """What linking found, by the numbers of `Record.link_counts`."""
    from dragoman.cli.tables import make_console, make_table

    table = make_table("Linked", "what", "how many", "of which")
    table.add_row("reports", str(n["reports"]), "")
    several = f"{n['actors_in_several_reports']} in several reports"
    table.add_row("actors", str(n["actors"]), several)
    several = f"{n['happenings_in_several_reports']} in several reports, "
    several += f"{n['happenings_of_several_roots']} from several independent origins"
    table.add_row("happenings", str(n["happenings"]), several)
    table.add_row("statements", str(n["statements_in_several_reports"]), "in several reports")
    here = f"{n['relays_of_reports_here']} of a report in the record"
    table.add_row("relays", str(n["relays"]), here)
    relays, pairs = n["relays_with_drift"], n["pairs_of_relays_with_drift"]
    between = f", {pairs} between two relays of one source" if pairs else ""
    table.add_row("drift", str(n["drift"]), f"in {relays} relays{between}")
    make_console().print(table)
