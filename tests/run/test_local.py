"""Reading many reports on one machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dragoman.model import Failure, Reading, Report
from dragoman.run import local
from dragoman.run.local import Known, read_one, read_reports


def make_report(number: int, text: str = "") -> Report:
    text = text or f"The minister said on Monday that round {number} of the talks had failed."
    return Report(text, f"{number}.txt", f"{number}.txt", language="en")


def ids(outcomes: Iterator[Reading | Failure | Known]) -> list[str]:
    return [x.source if isinstance(x, Failure) else x.report.source_id for x in outcomes]


def test_outcomes_come_in_the_order_of_the_input_failures_among_them() -> None:
    inputs = [make_report(1), Failure("2.txt", "is empty"), make_report(3)]
    assert ids(read_reports(inputs)) == ["1.txt", "2.txt", "3.txt"]


def test_two_workers_give_the_same_readings_as_one() -> None:
    inputs = [make_report(n) for n in range(12)]
    assert list(read_reports(inputs, workers=2)) == list(read_reports(inputs))


def test_a_report_that_is_known_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_one", lambda *_: pytest.fail("was read again"))
    outcome = next(iter(read_reports([make_report(1)], is_known=lambda _: True)))
    assert isinstance(outcome, Known)


def test_fewer_than_one_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        list(read_reports([], workers=0))


def test_a_reading_that_takes_too_long_becomes_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_report", lambda _: time.sleep(30))
    outcome = read_one(make_report(1), max_seconds=0.2)
    assert isinstance(outcome, Failure)
    assert "longer than 0.2 s" in outcome.reason


def test_a_defect_met_in_one_report_costs_only_that_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: Report) -> Reading:
        raise KeyError("odd\nthing")

    monkeypatch.setattr(local, "read_report", fail)
    outcome = read_one(make_report(1))
    assert isinstance(outcome, Failure)
    assert "\n" not in outcome.reason and "KeyError" in outcome.reason


def kill_on_three(report: Report, max_seconds: float) -> Reading | Failure:
    if report.source_id == "3.txt":
        os._exit(9)
    return read_one(report, max_seconds)


def test_a_worker_that_is_killed_costs_only_the_report_that_killed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "read_one", kill_on_three)
    outcomes = list(read_reports([make_report(n) for n in range(6)], workers=2))
    assert [isinstance(x, Failure) for x in outcomes] == [n == 3 for n in range(6)]


def test_workers_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, time\n"
        "from dragoman.model import Report\n"
        "from dragoman.run.local import read_reports\n"
        "def reports():\n"
        "    while True:\n"
        "        yield Report('The minister said so.', 'a', 'a', language='en')\n"
        "if __name__ == '__main__':\n"
        "    for outcome in read_reports(reports(), workers=2):\n"
        "        print('reading', flush=True)\n"
    )
    (tmp_path / "endless.py").write_text(script)
    command = [sys.executable, str(tmp_path / "endless.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert workers
    assert psutil.wait_procs(workers, timeout=60)[1] == []
