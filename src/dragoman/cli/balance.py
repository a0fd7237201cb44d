"""`dragoman balance`: how somebody stands between two powers, from the reports of a record."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.linked import links_of
from dragoman.cli.options import split_pairs
from dragoman.cli.show import FormatOption, RecordArgument, opened, print_json

if TYPE_CHECKING:
    from dragoman.analyse.balance.answer import Answer
    from dragoman.analyse.balance.evidence import Kind
    from dragoman.analyse.balance.groups import Group
    from dragoman.analyse.balance.witnesses import Certainty

# Fewer draws leave the ends of intervals to luck.
LEAST_DRAWS, MOST_DRAWS = 100, 20_000


def balance(
    record: RecordArgument,
    actor: Annotated[str, typer.Option(help="Whose balance: a name in any spelling, or an id.")],
    between: Annotated[
        tuple[str, str], typer.Option(metavar="A B", help="The two powers, by name or id.")
    ],
    by: Annotated[Literal["week", "month"], typer.Option(help="Length of a period.")] = "week",
    group: Annotated[
        Path | None, typer.Option(help="YAML file of yours: who counts for whom.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", help="First day: YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day: YYYY-MM-DD.")] = None,
    around: Annotated[
        str | None,
        typer.Option(metavar="HAPPENING", help="Compare before and after it, by its id."),
    ] = None,
    deeds: Annotated[bool, typer.Option("--deeds", help="What he did, and no words.")] = False,
    words: Annotated[bool, typer.Option("--words", help="What he said, and no deeds.")] = False,
    near: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="A balance nearer to 0 is balancing.")
    ] = 0.2,
    favour: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="... if both are favoured more than this.")
    ] = 0.5,
    believe: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHO=NUMBER",
            help="How far a root is believed: outlet, named, anonymous or denial, 0 to 1.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same digits.")] = 0,
    draws: Annotated[
        int, typer.Option(min=LEAST_DRAWS, max=MOST_DRAWS, help="Draws of each of four chains.")
    ] = 500,
    format: FormatOption = "table",
    page: Annotated[
        Path | None, typer.Option(help="Write a web page to this file as well.")
    ] = None,
) -> None:
    """How somebody stands between two powers over time, by deeds and by words, with intervals.

    Every happening counts once, by its independent origins: reprints change nothing. Who acted
    is exactly who acted: a minister is not his state unless you group them. Where there is not
    enough, that is the answer. docs/balance.md says what counts and how. Exit status 2: a name
    answers to nobody or to several, or the record was never linked.

    Example: dragoman balance record.db --actor Kadhimi --between "United States" Iran --by month
    """
    from dragoman.analyse.balance.answer import balance as work_out
    from dragoman.analyse.balance.errors import BalanceError
    from dragoman.analyse.balance.search import Question
    from dragoman.analyse.balance.settings import Settings

    kinds: tuple[Kind, ...] = ("deeds", "words")
    if deeds != words:
        kinds = ("deeds",) if deeds else ("words",)
    try:
        question = Question(
            actor,
            between,
            by,
            kinds,
            _groups(group),
            _day(first, "--from"),
            _day(last, "--to"),
            around,
            sparse=format == "json" or page is not None,
            feigned=page is not None,
            certainty=_certainty(believe),
        )
        if question.first and question.last and question.first > question.last:
            give_up(f"--from {first} is after --to {last}", USAGE)
        if page is not None:
            _claim(page)
        settings = Settings(seed=seed, draws=draws, near=near, favour=favour)
        with opened(record) as r:
            answer = work_out(r, links_of(r, record), question, settings)
    except BalanceError as error:
        give_up(str(error), USAGE)
    _show(answer, format, page)


def _claim(page: Path) -> None:
    """Leave with one line where the page cannot be written, before anything is worked out."""
    from dragoman.export import ExportError
    from dragoman.export.own_page import claim_page

    try:
        claim_page(page)
    except ExportError as error:
        give_up(str(error))


def _show(answer: Answer, format: str, page: Path | None) -> None:
    if format == "json":
        from dragoman.cli.balance_json import answer_to_json

        print_json(answer_to_json(answer))
    else:
        from dragoman.cli.balance_table import print_answer

        print_answer(answer)
    if page is not None:
        from dragoman.cli.balance_page import write_page
        from dragoman.export import ExportError

        try:
            written = write_page(page, answer)
        except ExportError as error:
            give_up(str(error))
        if format != "json":
            typer.echo(f"The page: {written}")


def _certainty(pairs: list[str] | None) -> Certainty:
    """How far roots are believed; leaves with one line where that is no number from 0 to 1."""
    from dragoman.analyse.balance.witnesses import Certainty

    known = {f.name for f in fields(Certainty)}
    changes = {}
    for name, value in split_pairs(pairs, "--believe").items():
        if name not in known:
            give_up(f"--believe knows {', '.join(sorted(known))}, not {name!r}", USAGE)
        try:
            changes[name] = float(value)
        except ValueError:
            changes[name] = -1.0
        if not 0 <= changes[name] <= 1:
            give_up(f"--believe {name} takes a number from 0 to 1, not {value!r}", USAGE)
    return Certainty(**changes)


def _groups(path: Path | None) -> dict[str, Group]:
    from dragoman.analyse.balance.groups import read_groups

    return read_groups(path) if path is not None else {}


def _day(value: str | None, option: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        give_up(f"{option} takes a day such as 2020-05-30, not {value!r}", USAGE)
