"""Hostile input, end to end: the whole batch goes through the command line into a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import dragoman, dragoman_here
from tests.ingest.hostile_inputs import make_hostile_inputs


@pytest.mark.slow
def test_a_folder_of_hostile_inputs_costs_nothing_but_a_line_each(tmp_path: Path) -> None:
    folder, record = tmp_path / "hostile", tmp_path / "out" / "record.db"
    folder.mkdir()
    record.parent.mkdir()
    inputs = make_hostile_inputs(folder)
    assert len(inputs) >= 200
    good = folder / "zz_good.txt"
    good.write_text("The minister said on Monday that the talks had failed.", "utf-8")
    outside = {p for p in tmp_path.rglob("*") if record.parent not in p.parents}

    # Limits far below the defaults: what is over them fails at once, and the test stays short.
    # A bomb of reports is read until then; each of them takes as long as an honest one.
    limits = ["max_chars=60000", "max_total_bytes=350000", "max_members=300"]
    options = [word for limit in limits for word in ("--limit", limit)]
    words = [*map(str, [*inputs, good]), "-o", str(record), "--max-seconds", "20", *options]
    done = dragoman("read", *words)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr and "defect" not in done.stderr
    assert {p for p in tmp_path.rglob("*") if record.parent not in p.parents} == outside
    reports = json.loads(
        dragoman_here("show", "reports", record, "--limit", "100000", "--format", "json").stdout
    )
    failures = json.loads(dragoman_here("show", "failures", record, "--format", "json").stdout)
    spoken_for = [r["source"] for r in reports] + [f["source"] for f in failures]
    assert any(str(good) in source for source in spoken_for)
    unheard = [p for p in inputs if not any(source.startswith(str(p)) for source in spoken_for)]
    assert unheard == []
    assert all("\n" not in f["reason"] and f["reason"] for f in failures)
    assert len(set(done.stderr.splitlines())) == len(failures)
