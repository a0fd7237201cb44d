"""`dragoman read`: reports in, readings out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import (
    ALL_READ,
    EXIT_HELP,
    INTERRUPTED,
    SOME_FAILED,
    USAGE,
    complain,
    give_up,
)
from dragoman.cli.options import make_ingest_options
from dragoman.model import Failure, Reading

if TYPE_CHECKING:
    from dragoman.cli.sinks import Tally
    from dragoman.ingest import IngestOptions

EXAMPLE = """
Examples:

  dragoman read reports/ -o record.db

  dragoman read story.html feed.xml.gz archive.zip -o record.db --workers 2

  dragoman read reports.csv --column text=body --column published=date --format jsonl

  curl -s https://example.org/story | dragoman read - --published 2020-05-30 --format jsonl

  dragoman read corpus.parquet --engine spark --master 'local[2]' --out readings/
"""


def read(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders, feeds (file or URL), archives; - is standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--record", help="Record to add to: a file, or postgresql+psycopg://..."
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Write readings to this new folder as Parquet.")
    ] = None,
    format: Annotated[
        Literal["jsonl", "table"] | None,
        typer.Option(help="What to print: one JSON object a report, or a table."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of reports that have none of their own: YYYY-MM-DD.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Publisher of reports whose metadata name none.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="ISO 639-1 code of all reports; found from the text if left out."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="FIELD=COLUMN for CSV, JSONL and Parquet; fields: text, id, title, publisher, "
            "published, language, url."
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME=NUMBER, such as max_chars=2000000; see docs/formats.md for all limits."
        ),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    max_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest time for the reading of one report.")
    ] = 300.0,
    again: Annotated[
        bool, typer.Option("--again", help="Read reports anew that this version has read before.")
    ] = False,
    engine: Annotated[
        Literal["local", "spark"], typer.Option(help="Where to read; spark needs --out.")
    ] = "local",
    master: Annotated[str, typer.Option(help="Spark master, with --engine spark.")] = "local[2]",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Read reports into a record, or print what is found in them."""
    options = make_ingest_options(published, publisher, language, column, limit)
    if engine == "spark":
        raise SystemExit(
            _read_on_spark(paths, folder, output, master, options, max_seconds, quiet=quiet)
        )
    shown = format or ("table" if output is None and folder is None else None)
    skip_known = shown is None and folder is None and not again
    raise SystemExit(
        _read_here(
            paths,
            options,
            output,
            folder,
            shown,
            workers,
            max_seconds,
            skip_known=skip_known,
            quiet=quiet,
        )
    )


read.__doc__ = f"{read.__doc__}\n\n{EXIT_HELP}\n{EXAMPLE}"


def _read_on_spark(
    paths: list[str],
    folder: Path | None,
    output: str | None,
    master: str,
    options: IngestOptions,
    max_seconds: float,
    *,
    quiet: bool,
) -> int:
    from dragoman.run.parquet import FolderError, read_folder
    from dragoman.run.spark import SparkError, read_with_spark

    if folder is None or output is not None:
        give_up(
            "--engine spark writes to --out FOLDER (add it to a record with `dragoman add`)", USAGE
        )
    try:
        counts = read_with_spark(
            paths, folder, master=master, options=options, max_seconds=max_seconds
        )
        if counts.failed:
            for outcome in read_folder(folder, kind="failure"):
                if isinstance(outcome, Failure):
                    complain(f"{outcome.source}: {outcome.reason}")
    except (SparkError, FolderError) as error:
        give_up(str(error))
    if not quiet:
        print(
            f"{counts.read} reports read, {counts.failed} inputs failed: {folder}", file=sys.stderr
        )
    return SOME_FAILED if counts.failed else ALL_READ


def _read_here(
    paths: list[str],
    options: IngestOptions,
    output: str | None,
    folder: Path | None,
    shown: str | None,
    workers: int,
    max_seconds: float,
    *,
    skip_known: bool,
    quiet: bool,
) -> int:
    from dragoman.cli.sinks import open_sinks
    from dragoman.ingest import read_inputs
    from dragoman.run.local import read_reports

    with ExitStack() as stack:
        sinks = open_sinks(stack, output, folder, quiet=quiet)
        outcomes = read_reports(
            read_inputs(paths, options),
            workers=workers,
            max_seconds=max_seconds,
            is_known=sinks.is_known if skip_known else None,
        )
        try:
            kept = _show(sinks.keep(outcomes), shown)
        except KeyboardInterrupt:
            complain("interrupted; what was recorded until now is kept")
            return INTERRUPTED
    if not quiet and shown != "jsonl":
        _summarise(sinks.tally, kept, output, folder)
    return SOME_FAILED if sinks.tally.failed else ALL_READ


def _show(readings: Iterator[Reading], shown: str | None) -> list[Reading]:
    """Pass all readings on to where they are shown; keep only what a table needs."""
    from dragoman.model.contract import to_json

    kept = []
    for reading in readings:
        if shown == "jsonl":
            line = json.dumps(to_json(reading), ensure_ascii=False)
            _print_line(line)
        elif shown == "table":
            kept.append(reading)
    return kept


def _print_line(line: str) -> None:
    """A line to standard output; a reader that has gone away (`| head`) is no error."""
    try:
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(ALL_READ) from None


def _summarise(tally: Tally, kept: list[Reading], output: str | None, folder: Path | None) -> None:
    from dragoman.cli.tables import print_readings, print_tally

    if kept:
        print_readings(kept)
    print_tally(tally, output, folder)
