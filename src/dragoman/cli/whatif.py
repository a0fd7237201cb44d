"""`dragoman whatif`: what would follow if, from scenario files and what a record holds."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.show import FormatOption, opened, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.analyse.whatif import Answer, Difference
    from dragoman.record import Record

# Fewer draws leave the shares at the ends to luck.
LEAST_DRAWS, MOST_DRAWS = 1_000, 100_000
MOST_SCENARIOS = 20


def whatif(
    scenarios: Annotated[
        list[Path],
        typer.Argument(metavar="SCENARIO...", help="Scenario files; the first is the base."),
    ],
    record: Annotated[
        str | None,
        typer.Option(help="Record that positions and saliences are read from: a file, or a URL."),
    ] = None,
    engine: Annotated[
        Literal["mean", "condorcet", "bargaining"],
        typer.Option(help="How an outcome comes about; bargaining is experimental."),
    ] = "mean",
    draws: Annotated[
        int, typer.Option(min=LEAST_DRAWS, max=MOST_DRAWS, help="Draws from the ranges.")
    ] = LEAST_DRAWS,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same draws.")] = 1,
    format: FormatOption = "table",
    page: Annotated[
        Path | None, typer.Option(help="Write a web page to this file as well.")
    ] = None,
) -> None:
    """Work out scenarios: the outcome over ranges, what moves it, what would flip it.

    A scenario names an issue with two ends, and actors with position, salience and capability,
    each a number, a range, or (but for capability) read from the record with the words it
    rests on. Other files are compared with the first under the same draws. docs/whatif.md
    describes the file and the engines. Exit status 2: a scenario is not in order.

    Example: dragoman whatif examples/whatif/camp.yaml --record record.db
    """
    from dragoman.analyse.whatif import ScenarioError, compare

    if len(scenarios) > MOST_SCENARIOS:
        give_up(f"at most {MOST_SCENARIOS} scenarios can be compared", USAGE)
    with ExitStack() as stack:
        asked = stack.enter_context(opened(record)) if record is not None else None
        try:
            answers = _answer(scenarios, asked, engine, draws, seed)
        except ScenarioError as error:
            give_up(str(error), USAGE)
        differences = [compare(answers[0], other) for other in answers[1:]]
        if format == "json":
            from dragoman.cli.whatif_json import answers_to_json

            print_json(answers_to_json(answers, differences))
        else:
            from dragoman.cli.whatif_table import print_answers

            print_answers(answers, differences)
        if page is not None:
            _write_page(page, answers, differences, asked, quiet=format == "json")


def _write_page(
    page: Path,
    answers: Sequence[Answer],
    differences: Sequence[Difference],
    record: Record | None,
    *,
    quiet: bool,
) -> None:
    from dragoman.cli.whatif_page import write_page
    from dragoman.export import ExportError

    try:
        written = write_page(page, answers, differences, record)
    except ExportError as error:
        give_up(str(error))
    if not quiet:
        typer.echo(f"The page: {written}")


def _answer(
    paths: Sequence[Path], record: Record | None, engine: str, draws: int, seed: int
) -> list[Answer]:
    """All scenarios are read before any is worked out, so that a faulty one is told at once."""
    from dragoman.analyse.whatif import (
        ENGINES,
        ScenarioError,
        Source,
        answer,
        read_scenario,
        resolve,
    )

    scenarios = [read_scenario(path) for path in paths]
    for other in scenarios[1:]:
        if other.axis != scenarios[0].axis:
            raise ScenarioError(f"{other.file}: axis: it is not that of {scenarios[0].file}")
    source = Source(record) if record is not None else None
    cases = [resolve(scenario, source) for scenario in scenarios]
    return [answer(case, ENGINES[engine], draws=draws, seed=seed) for case in cases]
