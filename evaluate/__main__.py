"""Score every development set, print one table and hold the floors.

    python -m evaluate [--shared ../shared] [--only NAME ...] [--raise] [--workers 2]

Exit status: 0 all floors hold, 1 a figure fell, 2 usage or a scorer that failed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from evaluate.balance_icews import score_balance_countries, score_balance_thinned
from evaluate.balance_simulation import score_balance_simulation
from evaluate.balance_votes import score_balance_votes
from evaluate.broken_press import score_broken_press
from evaluate.calibration import find_calibration_error
from evaluate.common_task import score_common
from evaluate.coreference import score_coreference
from evaluate.corrupted import write_corrupted
from evaluate.drift_task import score_drift
from evaluate.encoder_tasks import ENCODER_TASKS
from evaluate.event_dates import score_event_dates
from evaluate.event_folds import score_plv
from evaluate.event_tasks import score_event_or_none, score_petrarch, score_plover_record
from evaluate.floors import (
    Comparison,
    compare,
    load_floors,
    raise_floors,
    save_floors,
)
from evaluate.name_tasks import score_name_bench
from evaluate.roots_task import score_roots
from evaluate.stance_task import score_stance
from evaluate.status_task import score_status
from evaluate.tasks import (
    TASKS,
    ScorerError,
    Task,
    find_figures,
    hash_gold,
    run_scorer,
    write_readings,
)
from evaluate.time_specs import score_time_specs
from evaluate.whatif_task import score_decisions, score_emission

OWN_TASKS = {
    **ENCODER_TASKS,
    "balance-countries": score_balance_countries,
    "balance-simulation": score_balance_simulation,
    "balance-thinned": score_balance_thinned,
    "balance-votes": score_balance_votes,
    "deu3": score_decisions,
    "drift": score_drift,
    "drift-common": score_common,
    "emission": score_emission,
    "name-bench": score_name_bench,
    "ontogum-dev": score_coreference,
    "newsmtsc-dev": score_stance,
    "roots": score_roots,
    "status": score_status,
}
READING_TASKS = {
    "acceptance-corrupted": score_broken_press,
    "cameo-class": score_event_or_none,
    "event-dates": score_event_dates,
    "petrarch": score_petrarch,
    "plv-train": score_plv,
    "plover-gsr": score_plover_record,
    "recognizers": score_time_specs,
}
COLOURS = {"rise": "green", "hold": "", "fall": "bold red", "new": "cyan"}


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder of gold data"
    )
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these tasks alone")
    parser.add_argument(
        "--raise", dest="raised", action="store_true", help="take rises over as floors"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep reports and readings in this folder")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    return parser.parse_args()


def score_task(
    task: Task, shared: Path, work: Path, workers: int, progress: Progress
) -> dict[str, float]:
    """All figures of one task, with a progress line while it reads."""
    if task.name in OWN_TASKS:
        return OWN_TASKS[task.name](shared)
    if task.name in READING_TASKS:
        return READING_TASKS[task.name](shared, work, workers)
    gold = str(shared / task.gold)
    if task.broken:
        write_corrupted(shared / task.gold, work / task.name)
        gold = str(work / task.name)
    if not task.reads:
        return find_figures(json.loads(run_scorer(shared, "score", task.kind, gold)))
    reports, readings = work / f"{task.name}.reports.jsonl", work / f"{task.name}.readings.jsonl"
    reports.write_text(run_scorer(shared, "prepare", task.kind, gold), "utf-8")
    total = sum(1 for _ in reports.open(encoding="utf-8"))
    line = progress.add_task(task.name, total=total)
    for count in write_readings(reports, readings, workers):
        progress.update(line, completed=count)
    figures = find_figures(json.loads(run_scorer(shared, "score", task.kind, gold, str(readings))))
    if task.kind == "statements":
        # One minus the error, so that more is better as everywhere.
        figures["calibration"] = 1 - find_calibration_error(shared, Path(gold), readings)
    return figures


def make_table(comparisons: list[Comparison]) -> Table:
    table = Table(title="Scores on development data")
    for name, justify in (
        ("task", "left"),
        ("figure", "left"),
        ("floor", "right"),
        ("now", "right"),
        ("", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for c in comparisons:
        floor = "" if c.floor is None else f"{c.floor:.4f}"
        table.add_row(c.task, c.figure, floor, f"{c.now:.4f}", c.verdict, style=COLOURS[c.verdict])
    return table


def main() -> int:
    arguments = parse_arguments()
    console = Console(stderr=arguments.format == "json")
    if not (arguments.shared / "score" / "score.py").exists():
        console.print(f"skipped: no gold data at {arguments.shared} (say --shared FOLDER)")
        return 0
    wanted = [t for t in TASKS if not arguments.only or t.name in arguments.only]
    floors, comparisons = load_floors(), []
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(console=console, transient=True) as progress,
    ):
        work = arguments.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        for task in wanted:
            try:
                figures = score_task(task, arguments.shared, work, arguments.workers, progress)
            except ScorerError as error:
                console.print(f"{task.name}: {error}", style="red")
                return 2
            new = compare(task.name, figures, floors)
            comparisons += new
            if arguments.raised:
                floors = raise_floors(
                    floors, task.name, hash_gold(arguments.shared / task.gold), new
                )
    if arguments.format == "json":
        print(
            json.dumps(
                [
                    {
                        **{k: getattr(c, k) for k in ("task", "figure", "floor", "now")},
                        "verdict": c.verdict,
                    }
                    for c in comparisons
                ]
            )
        )
    else:
        console.print(make_table(comparisons))
    return finish(arguments.raised, floors, comparisons, console)


def finish(
    raised: bool, floors: dict[str, object], comparisons: list[Comparison], console: Console
) -> int:
    """Save risen floors; say what fell."""
    fallen = [c for c in comparisons if c.verdict == "fall"]
    if raised:
        save_floors(floors)
    if fallen:
        console.print(f"{len(fallen)} figures fell below their floors", style="bold red")
        return 1
    risen = sum(c.verdict in ("rise", "new") for c in comparisons)
    if risen and not raised:
        console.print(f"{risen} figures rose or are new: record them with --raise")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
