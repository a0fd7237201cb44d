"""Adding to a record: nothing twice, nothing lost, later readings instead of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text

from dragoman.model import Failure, Reading
from dragoman.record import Added, Record, open_record
from dragoman.record import tables as t
from dragoman.record.write import BATCH_READINGS
from tests.factories import make_reading


def count_rows(place: str) -> dict[str, int]:
    """How many rows each table has, seen from outside."""
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.connect() as connection:
        counts = {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in t.metadata.tables.items()
        }
    engine.dispose()
    return counts


def fill(place: str, *readings: Reading | Failure) -> Added:
    with open_record(place, create=True) as record:
        return record.add(readings)


def test_readings_are_there_after_they_were_added(record: Record) -> None:
    readings = [make_reading(n) for n in range(3)]
    assert record.add(readings) == Added(new=3)
    assert list(record.readings()) == readings


def test_the_same_readings_again_change_nothing(place: str) -> None:
    readings = [make_reading(n) for n in range(3)]
    fill(place, *readings)
    before = count_rows(place)
    assert fill(place, *readings, *readings) == Added(unchanged=6)
    assert count_rows(place) == before


def test_a_second_run_over_the_same_reports_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    failure = Failure("b.pdf", "is encrypted")
    fill(str(path), make_reading(), failure)
    before = path.read_bytes()
    assert fill(str(path), make_reading(), failure) == Added(unchanged=1)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["record.db"]


def test_the_same_reading_twice_in_one_go_is_stored_once(record: Record) -> None:
    assert record.add([make_reading(), make_reading()]) == Added(new=1, unchanged=1)


def test_the_same_report_read_from_another_folder_is_the_same_reading(record: Record) -> None:
    record.add([make_reading()])
    moved = make_reading(source="elsewhere/0.txt")
    assert record.add([moved]) == Added(unchanged=1)


def test_a_later_reader_replaces_findings_and_the_earlier_are_kept(
    place: str,
) -> None:
    old, new = (make_reading(reader=r) for r in ("dragoman@0.1.0", "dragoman@0.2.0"))
    new = replace(new, statements=new.statements[:1], events=(), relations=())
    fill(place, old)
    assert fill(place, new) == Added(superseded=1)
    with open_record(place, read_only=True) as record:
        assert list(record.readings()) == [new]
        assert record.reading(old.report.id) == new
        assert record.overview().statements == (("indirect", 1),)
        assert record.overview().events == ()
        assert record.timeline().undated == ()
        assert record.search("nearly", "statements") == ()
        assert len(record.statements_by("Morning Ledger")) == 1
        assert len(record.actor("Mustafa al-Harithi")) == 1
    counts = count_rows(place)
    assert (counts["report"], counts["reading"], counts["event"], counts["run"]) == (1, 2, 3, 2)


def test_findings_of_two_readers_are_never_mixed(place: str) -> None:
    old, new = (make_reading(reader=r) for r in ("dragoman@0.1.0", "dragoman@0.2.0"))
    fill(place, old)
    fill(place, new)
    with open_record(place, read_only=True) as record:
        (line,) = record.actor("Mustafa al-Harithi")
        assert line.report.reader == "dragoman@0.2.0"
        assert len(line.events) == 2
        assert len(record.timeline().dated) == 2


def test_an_earlier_version_does_not_displace_a_later_one(record: Record) -> None:
    new, old = (make_reading(reader=r) for r in ("dragoman@0.10.0", "dragoman@0.9.1"))
    assert record.add([new]) == Added(new=1)
    assert record.add([old]) == Added(unchanged=1)
    assert record.reading("affair-0") == new
    assert record.add([new, old]) == Added(unchanged=2)


def test_two_readers_in_one_go_leave_the_later_one_current(record: Record) -> None:
    old, new = (make_reading(reader=r) for r in ("dragoman@0.1.0", "dragoman@0.2.0"))
    assert record.add([old, new]) == Added(new=1, superseded=1)
    assert list(record.readings()) == [new]


def test_another_reading_by_the_same_reader_counts(record: Record) -> None:
    """A report first taken for another language, then read as what it is."""
    read = make_reading()
    unread = Reading(replace(read.report, language="fr"), read.reader, "language not read")
    record.add([unread])
    assert record.has_reading(read.report.id)
    assert record.has_reading(unread.report) and not record.has_reading(read.report)
    assert record.add([read]) == Added(superseded=1)
    assert record.has_reading(read.report)
    assert record.reading("affair-0") == read
    assert record.reports()[0].language == "en"


def test_a_reading_is_known_by_its_reader(record: Record) -> None:
    reading = make_reading(reader="dragoman@0.2.0")
    record.add([reading])
    assert record.has_reading(reading.report, "dragoman@0.2.0")
    assert not record.has_reading(reading.report, "dragoman@0.3.0")
    assert not record.has_reading(make_reading(1).report, "dragoman@0.2.0")


def test_failures_are_noted_once_and_forgotten_when_a_later_run_read_the_source(
    place: str,
) -> None:
    failures = [Failure("reports/0.txt", "is empty"), Failure("b.pdf", "is encrypted")]
    with open_record(place, create=True) as record:
        assert record.add([], failures) == Added(failures=2)
        assert record.add(failures) == Added()
        assert record.failures() == tuple(failures)
    with open_record(place) as record:
        record.add([make_reading(0)])
        assert record.failures() == (failures[1],)
        assert record.overview().failures == 1


def test_a_source_read_in_part_keeps_its_failure(record: Record) -> None:
    failure = Failure("reports/0.txt", "is cut off after the first report")
    record.add([make_reading(0)], [failure])
    assert record.failures() == (failure,)


def test_failures_may_come_among_the_readings_or_while_they_are_read(record: Record) -> None:
    met: list[Failure] = []

    def read() -> Iterator[Reading | Failure]:
        yield make_reading()
        yield Failure("a.txt", "is empty")
        met.append(Failure("b.txt", "is no text"))

    assert record.add(read(), met) == Added(new=1, failures=2)


def test_a_run_is_noted_with_its_options_only_if_it_wrote(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add([make_reading(0)], options={"workers": 2})
        record.add([make_reading(1)])
    fill(place, make_reading(0))
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.connect() as connection:
        (run,) = connection.execute(select(t.run)).all()
    engine.dispose()
    assert run.options == {"workers": 2}
    assert run.reader == make_reading().reader
    assert run.started <= run.finished


def test_what_was_read_before_a_failure_stays(place: str) -> None:
    def read() -> Iterator[Reading]:
        for number in range(BATCH_READINGS + 5):
            yield make_reading(number)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError), open_record(place, create=True) as record:
        record.add(read())
    with open_record(place, read_only=True) as record:
        assert record.overview().reports == BATCH_READINGS


def test_an_error_of_the_reading_is_not_taken_for_one_of_the_record(record: Record) -> None:
    def read() -> Iterator[Reading]:
        yield make_reading()
        raise FileNotFoundError("report 2 went away")

    with pytest.raises(FileNotFoundError):
        record.add(read())


def test_the_search_index_of_a_file_is_sound(tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    fill(path, make_reading(), make_reading(reader="dragoman@9"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for name in ("report", "statement"):
            check = f"INSERT INTO {name}_search ({name}_search, rank) VALUES ('integrity-check', 1)"
            connection.execute(text(check))
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
