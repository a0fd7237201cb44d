"""`dragoman export`, `pages`, `add` and `demo`: what goes out of a record, and into it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import ALL_READ, SOME_FAILED, USAGE, give_up
from dragoman.cli.show import RecordArgument, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.model import Failure, Reading


def export(
    record: RecordArgument,
    to: Annotated[Literal["jsonl", "csv", "parquet", "html"], typer.Option(help="The format.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File (jsonl) or folder.")],
    overwrite: Annotated[bool, typer.Option(help="Replace what is there.")] = False,
    guard_formulas: Annotated[
        bool, typer.Option(help="Keep spreadsheets from running cells of CSV as formulas.")
    ] = True,
) -> None:
    """Write the record's readings to files.

    Example: dragoman export record.db --to csv -o tables/
    """
    from dragoman.export import ExportError, export_readings

    with opened(record) as r:
        try:
            files = export_readings(
                r.readings(), to, output, overwrite=overwrite, guard_formulas=guard_formulas
            )
        except ExportError as error:
            give_up(str(error))
    for file in files:
        typer.echo(str(file))


def pages(
    record: RecordArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the pages.")],
) -> None:
    """Write a web page for each report and an index; they open from the disk, offline.

    Of a linked record also what happened, what relays changed, and who relays whom.

    Example: dragoman pages record.db -o pages/
    """
    typer.echo(str(write_record_pages(record, output)))


def write_record_pages(record: str, folder: Path) -> Path:
    """Pages of all the record's readings and of its links, if any; gives the index's path."""
    from dragoman.cli.linked_pages import gather_linked
    from dragoman.export import ExportError, write_pages

    with opened(record) as r:
        try:
            failures, linked = list(r.failures()), gather_linked(r)
            return write_pages(r.readings(), folder, failures=failures, linked=linked)
        except ExportError as error:
            give_up(str(error))


def add(
    folder: Annotated[Path, typer.Argument(help="Folder of readings that `read --out` wrote.")],
    output: Annotated[str, typer.Option("-o", "--record", help="Record: a file, or a URL.")],
) -> None:
    """Take readings that were made elsewhere (such as on Spark) into a record.

    Example: dragoman add readings/ -o record.db
    """
    from itertools import islice

    from dragoman.cli.sinks import COMMIT_EVERY
    from dragoman.record import Added, RecordError, open_record
    from dragoman.run.parquet import FolderError, read_folder

    total = Added()
    try:
        outcomes = read_folder(folder)
        with open_record(output, create=True) as record:
            while group := list(islice(outcomes, COMMIT_EVERY)):
                total += record.add(*_split(group))
    except (FolderError, RecordError) as error:
        give_up(str(error))
    typer.echo(
        f"{total.new} reports new, {total.superseded} read anew, {total.unchanged} unchanged, "
        f"{total.failures} failures noted ({output})"
    )


def _split(group: list[Reading | Failure]) -> tuple[list[Reading], list[Failure]]:
    from dragoman.model import Failure

    readings = [x for x in group if not isinstance(x, Failure)]
    return readings, [x for x in group if isinstance(x, Failure)]


def demo(
    reports: Annotated[Path, typer.Argument(help="Folder of reports.")] = Path("examples/reports"),
    out: Annotated[Path, typer.Option(help="Folder for the record and the pages.")] = Path("demo"),
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
) -> None:
    """Read a folder into a record, link it, write its pages, print what was found and where it is.

    Example: dragoman demo examples/reports --out demo/
    """
    from dragoman.cli.link import link_record, print_summary
    from dragoman.cli.tables import make_console, print_readings

    if not reports.exists():
        give_up(f"{reports} does not exist", USAGE)
    record, folder = out / "record.db", out / "pages"
    out.mkdir(parents=True, exist_ok=True)
    failed = _fill(record, reports, workers)
    linked = link_record(str(record))
    index = write_record_pages(str(record), folder)
    with opened(str(record)) as r:
        print_readings(list(_first(r.readings(), 50)))
    print_summary(linked)
    console = make_console()
    console.print(f"The record:  {record}   (ask it: {_program()} show overview {record})")
    console.print(f"The pages:   {index}   (open it in a browser)")
    if (folder / "drift.html").exists():
        console.print(f"What relays changed:   {folder / 'drift.html'}")
    raise SystemExit(SOME_FAILED if failed else ALL_READ)


def _program() -> str:
    """What a user types to run this program: its path where the shell would not find it."""
    here = Path(sys.executable).with_name("dragoman")
    if shutil.which("dragoman") == str(here) or not here.exists():
        return "dragoman"
    return os.path.relpath(here)


def _fill(record: Path, reports: Path, workers: int) -> int:
    """Read a folder into a record; gives how many inputs failed."""
    from contextlib import ExitStack

    from dragoman.cli.sinks import open_sinks
    from dragoman.ingest import read_inputs
    from dragoman.run.local import read_reports

    with ExitStack() as stack:
        sinks = open_sinks(stack, str(record), None, quiet=False)
        outcomes = read_reports(
            read_inputs([str(reports)]), workers=workers, is_known=sinks.is_known
        )
        for _ in sinks.keep(outcomes):
            pass
        return sinks.tally.failed


def _first(readings: Iterator[Reading], most: int) -> Iterator[Reading]:
    from itertools import islice

    return islice(readings, most)
