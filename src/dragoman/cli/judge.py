"""`dragoman show doubts` and `dragoman judge`: pairs of actors left open, a person's verdict."""

from __future__ import annotations

from dataclasses import asdict
from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import give_up
from dragoman.cli.show import FormatOption, LimitOption, RecordArgument, opened, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.record import DoubtLine


def doubts(record: RecordArgument, format: FormatOption = "table", limit: LimitOption = 50) -> None:
    """Pairs of actors that may be one and that linking left two, the likeliest first.

    Say what they are with `dragoman judge`.

    Example: dragoman show doubts record.db
    """
    with opened(record) as r:
        found = r.doubts(limit)
    if format == "json":
        print_json([asdict(line) for line in found])
    else:
        _print(found)


def _print(found: Sequence[DoubtLine]) -> None:
    from dragoman.cli.tables import make_console, make_table, shorten

    table = make_table("Doubts", "likely", "one", "other", "why")
    for d in found:
        table.add_row(
            f"{d.score:.2f}",
            f"{d.one_name}\n{d.one}\n{shorten(d.one_report, 40)}",
            f"{d.other_name}\n{d.other}\n{shorten(d.other_report, 40)}",
            shorten(d.reason, 60),
        )
    make_console().print(table if table.row_count else "no doubts")


def judge(
    record: RecordArgument,
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="Id of a report's actor.")],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help="Id of another's.")],
    verdict: Annotated[
        Literal["same", "different", "unsure"],
        typer.Argument(help="One actor, two, or a verdict taken back."),
    ],
    because: Annotated[str, typer.Option(help="Why, in your words.")] = "",
    by: Annotated[str | None, typer.Option(help="Who says so; else your name here.")] = None,
) -> None:
    """Say whether two actors are one. A person's verdict outranks linking's, and stays.

    Ids stand in `dragoman show doubts`. The next `dragoman link` heeds the verdict.

    Example: dragoman judge record.db act-5d41402abc4b2a76 act-7d793037a0760186 same
    """
    from dragoman.record import RecordError, open_record

    try:
        with open_record(record) as r:
            r.judge(one, other, verdict, by=by or getuser(), reason=because)
    except RecordError as error:
        give_up(str(error))
    typer.echo(f"noted; `dragoman link {record}` heeds it")
