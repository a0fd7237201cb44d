"""Several at one record: readers beside a writer, writers in turn, a writer that is killed."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.record import RecordError, open_record
from tests.factories import make_reading

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from dragoman.record import open_record, write
from tests.factories import make_reading
write.BATCH_READINGS = 5
first, last = int(sys.argv[2]), int(sys.argv[3])
with open_record(sys.argv[1], create=True) as record:
    print("open", flush=True)
    record.add(make_reading(n) for n in range(first, last))
"""


def start_writer(place: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, place, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def finish(writer: subprocess.Popen[str]) -> int:
    with writer:
        writer.communicate(timeout=60)
        return writer.returncode


def test_a_killed_writer_loses_nothing_committed_and_leaves_nothing_half_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "record.db"
    dice = random.Random(4)
    held = 0
    for _ in range(4):
        writer = start_writer(str(path), 0, 2000)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(dice.uniform(0.02, 0.4))
        writer.send_signal(signal.SIGKILL)
        assert finish(writer) == -signal.SIGKILL
        raw = sqlite3.connect(path)
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.close()
        with open_record(path, read_only=True) as record:
            there = list(record.readings())
            assert there == [make_reading(n) for n in range(len(there))]
            assert len(there) >= held and len(there) % 5 == 0
            assert record.overview().events == (
                (("CONSULT", 2 * len(there)), ("RETREAT", len(there))) if there else ()
            )
        held = len(there)
    assert held > 0
    with open_record(path) as record:
        added = record.add(make_reading(n) for n in range(held + 10))
        assert (added.new, added.unchanged) == (10, held)
        assert list(record.readings()) == [make_reading(n) for n in range(held + 10)]


def test_two_writers_take_turns(place: str) -> None:
    open_record(place, create=True).close()
    writers = [start_writer(place, 0, 100), start_writer(place, 50, 150)]
    assert [finish(w) for w in writers] == [0, 0]
    with open_record(place, read_only=True) as record:
        ids = [r.report.source_id for r in record.readings()]
    assert sorted(ids) == sorted(f"affair-{n}" for n in range(150))


def test_two_may_make_one_record_at_once(place: str) -> None:
    writers = [start_writer(place, 0, 10), start_writer(place, 0, 10)]
    assert [finish(w) for w in writers] == [0, 0]
    with open_record(place, read_only=True) as record:
        assert record.overview().reports == 10


def test_readers_go_on_beside_a_writer(tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    with open_record(path, create=True) as record:
        record.add([make_reading(0)])
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("DELETE FROM reading_json")
    with open_record(path, read_only=True, busy_timeout_seconds=0.1) as record:
        assert list(record.readings()) == [make_reading(0)]
    writing.execute("ROLLBACK")
    writing.close()


def test_a_record_held_by_another_writer_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_record(path, create=True).close()
    holding = sqlite3.connect(path, isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    with (
        open_record(path, busy_timeout_seconds=0.1) as record,
        pytest.raises(RecordError, match="locked by another writer: try again"),
    ):
        record.add([make_reading()])
    holding.execute("ROLLBACK")
    holding.close()


def test_a_server_held_by_another_writer_is_called_so(make_database: object) -> None:
    import psycopg

    url: str = make_database()  # type: ignore[operator]
    open_record(url, create=True).close()
    with (
        psycopg.connect(url.replace("+psycopg", "")) as holding,
        open_record(url, busy_timeout_seconds=0.1) as record,
    ):
        holding.execute("SELECT pg_advisory_xact_lock(1148348269)")
        with pytest.raises(RecordError, match="locked by another writer: try again"):
            record.add([make_reading()])
