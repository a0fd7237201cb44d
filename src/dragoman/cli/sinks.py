"""Where outcomes of a reading go: a record, a folder, standard error; with progress and a tally."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.exits import complain, give_up
from dragoman.model import Failure, Reading, Report
from dragoman.run.local import Known

if TYPE_CHECKING:
    from dragoman.record import Record

# Readings committed together: a crash loses at most this much work.
COMMIT_EVERY = 16


@dataclass
class Tally:
    """What became of the inputs so far."""

    read: int = 0
    known: int = 0
    failed: int = 0
    not_read: int = 0
    statements: int = 0
    events: int = 0

    def add(self, outcome: Reading | Failure | Known) -> None:
        """Count one outcome."""
        if isinstance(outcome, Failure):
            self.failed += 1
        elif isinstance(outcome, Known):
            self.known += 1
        elif outcome.status != "read":
            self.not_read += 1
        else:
            self.read += 1
            self.statements += len(outcome.statements)
            self.events += len(outcome.events)


@dataclass
class Sinks:
    """Everything that outcomes pass through on their way out."""

    record: Record | None
    folder: Path | None
    show_progress: bool
    tally: Tally = field(default_factory=Tally)

    def is_known(self, report: Report) -> bool:
        """Whether the record holds this version's reading of a report already."""
        return self.record is not None and self.record.has_reading(report)

    def keep(self, outcomes: Iterator[Reading | Failure | Known]) -> Iterator[Reading]:
        """Store each outcome as it comes, and pass the readings on."""
        counted = self._count(outcomes)
        stored = self._to_record(self._to_folder(counted))
        return (x for x in stored if isinstance(x, Reading))

    def _count(self, outcomes: Iterator[Reading | Failure | Known]) -> Iterator[Reading | Failure]:
        with _Progress(self.tally, shown=self.show_progress) as progress:
            for outcome in outcomes:
                self.tally.add(outcome)
                if isinstance(outcome, Failure):
                    progress.say(f"{outcome.source}: {outcome.reason}")
                progress.update()
                if not isinstance(outcome, Known):
                    yield outcome

    def _to_folder(self, outcomes: Iterator[Reading | Failure]) -> Iterator[Reading | Failure]:
        if self.folder is None:
            return outcomes
        from dragoman.run.parquet import write_folder

        return write_folder(outcomes, self.folder)

    def _to_record(self, outcomes: Iterator[Reading | Failure]) -> Iterator[Reading | Failure]:
        if self.record is None:
            yield from outcomes
            return
        while group := list(islice(outcomes, COMMIT_EVERY)):
            readings = [x for x in group if isinstance(x, Reading)]
            failures = [x for x in group if isinstance(x, Failure)]
            self.record.add(readings, failures)
            yield from group


def open_sinks(stack: ExitStack, output: str | None, folder: Path | None, *, quiet: bool) -> Sinks:
    """Open what was asked for; leaves with status 4 and one line if it cannot be had."""
    record = None
    if folder is not None:
        from dragoman.run.parquet import FolderError, claim_folder

        try:
            claim_folder(folder)
        except FolderError as error:
            give_up(str(error))
    if output is not None:
        from dragoman.record import RecordError, open_record

        try:
            record = stack.enter_context(open_record(output, create=True))
        except RecordError as error:
            give_up(str(error))
    return Sinks(record, folder, show_progress=not quiet and sys.stderr.isatty())


class _Progress:
    """A live line on a terminal; failures are printed above it, one line each."""

    def __init__(self, tally: Tally, *, shown: bool) -> None:
        self.tally = tally
        self.shown = shown

    def __enter__(self) -> _Progress:
        if self.shown:
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self.task = self.progress.add_task("Reading ...", total=None)
            self.progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        if self.shown:
            self.progress.stop()

    def say(self, line: str) -> None:
        if self.shown:
            self.progress.console.print(f"dragoman: {line}", markup=False, highlight=False)
        else:
            complain(line)

    def update(self) -> None:
        if self.shown:
            t = self.tally
            text = f"{t.read} reports read, {t.statements} statements, {t.events} events"
            text += f", {t.known} known already" if t.known else ""
            text += f", {t.failed} failed" if t.failed else ""
            self.progress.update(self.task, description=text)
