"""`dragoman show` and `dragoman search`: ask a record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dragoman.cli.exits import EXIT_HELP, USAGE, give_up
from dragoman.cli.options import clean_date

if TYPE_CHECKING:
    from dragoman.record import Record

app = typer.Typer(
    help=f"Show what a record holds.\n\n{EXIT_HELP}\n\n"
    "Example:\n\n  dragoman show overview record.db",
    no_args_is_help=True,
)

RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Record: a file, or a URL.")]
FormatOption = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print.")]
LimitOption = Annotated[int, typer.Option(min=1, help="Most rows to print.")]


@contextmanager
def opened(record: str) -> Iterator[Record]:
    """A record opened for reading; leaves with status 4 and one line if it cannot be."""
    from dragoman.record import RecordError, open_record

    try:
        with open_record(record, read_only=True) as opened_record:
            yield opened_record
    except RecordError as error:
        give_up(str(error))


def print_json(item: Any) -> None:
    """An answer as indented JSON."""
    typer.echo(json.dumps(item, ensure_ascii=False, indent=1))


@app.command()
def overview(record: RecordArgument, format: FormatOption = "table") -> None:
    """What the record holds, in numbers: reports, actors, statements, events, roots.

    Example: dragoman show overview record.db
    """
    from dragoman.cli import answers

    with opened(record) as r:
        found = r.overview()
    if format == "json":
        print_json(answers.overview_to_json(found))
    else:
        answers.print_overview(found)


@app.command()
def reports(
    record: RecordArgument, format: FormatOption = "table", limit: LimitOption = 100
) -> None:
    """The reports of the record, by date.

    Example: dragoman show reports record.db
    """
    from dragoman.cli import answers

    with opened(record) as r:
        found = list(r.reports())[:limit]
    if format == "json":
        print_json([answers.report_line_to_json(x) for x in found])
    else:
        answers.print_reports(found)


@app.command()
def report(
    record: RecordArgument,
    report_id: Annotated[
        str, typer.Argument(metavar="REPORT", help="The report's id or source id.")
    ],
    format: FormatOption = "table",
) -> None:
    """One report: everything that was found in it.

    Example: dragoman show report record.db examples/relay.txt
    """
    from dragoman.cli.tables import print_readings
    from dragoman.model.contract import to_json

    with opened(record) as r:
        reading = r.reading(report_id)
    if reading is None:
        give_up(
            f"the record holds no report {report_id!r} (`dragoman show reports` lists them)", USAGE
        )
    if format == "json":
        print_json(to_json(reading))
    else:
        print_readings([reading])


@app.command()
def actor(
    record: RecordArgument,
    name: Annotated[str, typer.Argument(help="The actor's name, in any spelling.")],
    format: FormatOption = "table",
    limit: LimitOption = 20,
) -> None:
    """One actor: offices, what he said, what he did and what was done to him, report by report.

    Example: dragoman show actor record.db "Al-Kadhimi"
    """
    from dragoman.cli import answers

    with opened(record) as r:
        found = list(r.actor(name))[:limit]
    if format == "json":
        print_json([answers.actor_line_to_json(x) for x in found])
    else:
        answers.print_actor(name, found)


@app.command()
def statements(
    record: RecordArgument,
    by: Annotated[str | None, typer.Option(help="Name of the source, in any spelling.")] = None,
    about: Annotated[
        str | None, typer.Option(help="Name of whom they are about, in any spelling.")
    ] = None,
    stance: Annotated[
        Literal["support", "neutral", "oppose"] | None,
        typer.Option(help="Only those that speak so of whom they are about."),
    ] = None,
    several: Annotated[
        bool, typer.Option("--several", help="Those that several reports pass on, each once.")
    ] = False,
    format: FormatOption = "table",
    limit: LimitOption = 50,
) -> None:
    """The statements that a source made or relayed, or that are about someone, with their chains.

    With --several, of a linked record: what several reports pass on, with how many
    independent origins it has.

    Example: dragoman show statements record.db --by "Washington Post" --about Iran
    """
    from dragoman.cli import answers

    if several:
        _show_passed_on(record, by, about, format, limit)
        return
    if by is None and about is None:
        give_up("give --by, --about or --several: whose statements, about whom, or which", USAGE)
    with opened(record) as r:
        found = list(r.statements_about(about, by=by, stance=stance))[:limit]
    if format == "json":
        print_json([answers.statement_line_to_json(x) for x in found])
    else:
        title = f"Statements by {by}" if by else "Statements"
        answers.print_statements(title + (f" about {about}" if about else ""), found)


def _show_passed_on(
    record: str, by: str | None, about: str | None, format: str, limit: int
) -> None:
    from dragoman.cli.linked import links_of
    from dragoman.cli.passed_on import passed_on, passed_on_json, print_passed_on

    if by is not None or about is not None:
        give_up("--several goes without --by and --about", USAGE)
    with opened(record) as r:
        found = passed_on(r, links_of(r, record))[:limit]
    if format == "json":
        print_json([passed_on_json(p) for p in found])
    else:
        print_passed_on(found)


@app.command()
def events(
    record: RecordArgument,
    start: Annotated[str | None, typer.Option("--from", help="First day: YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day: YYYY-MM-DD.")] = None,
    type: Annotated[str | None, typer.Option(help="PLOVER type, such as ASSAULT.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="Name of who took part, in any spelling.")
    ] = None,
    format: FormatOption = "table",
    limit: LimitOption = 100,
) -> None:
    """The dated events between two days, both included.

    Example: dragoman show events record.db --from 2020-05-01 --to 2020-08-31 --type ASSAULT
    """
    from dragoman.cli import answers

    first = clean_date(start, "--from")
    last = clean_date(end, "--to")
    with opened(record) as r:
        found = list(r.events_between(first, last, type=type and type.upper(), actor=actor))[:limit]
    if format == "json":
        print_json([answers.event_line_to_json(x) for x in found])
    else:
        answers.print_events("Events", found)


@app.command()
def failures(record: RecordArgument, format: FormatOption = "table") -> None:
    """The inputs that could not be read, with the reason.

    Example: dragoman show failures record.db
    """
    from dragoman.cli import answers

    with opened(record) as r:
        found = list(r.failures())
    if format == "json":
        print_json([{"source": x.source, "reason": x.reason} for x in found])
    else:
        answers.print_failures(found)


def search(
    record: RecordArgument,
    query: Annotated[str, typer.Argument(help='Words to look for; "a phrase" in quotes.')],
    kind: Annotated[
        Literal["reports", "statements", "actors", "all"], typer.Option(help="What to search.")
    ] = "all",
    format: FormatOption = "table",
    limit: LimitOption = 20,
) -> None:
    """Search reports, statements and actors for words.

    Example: dragoman search record.db "border crossings" --kind statements
    """
    from dragoman.cli import answers

    with opened(record) as r:
        found = list(r.search(query, kind=kind, limit=limit))
    if format == "json":
        print_json([answers.hit_to_json(x) for x in found])
    else:
        answers.print_hits(query, found)
