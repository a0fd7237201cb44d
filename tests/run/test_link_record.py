"""A record is linked as reports come: the result is that of linking all at once."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dragoman import read
from dragoman.model import Reading
from dragoman.model.links import LinkChanges, Links
from dragoman.record import Record, open_record
from dragoman.record import tables as t
from dragoman.run.link_record import link_record
from dragoman.run.link_state import LinkStateError, place_of
from dragoman.run.spark_link import link_on_spark
from tests.run.test_link import OTHER, RELAY, ROOT

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Reports of one affair, some of which pass on others."""
    texts = [
        (ROOT, "The Levant Courier", "2023-05-14"),
        (RELAY, "Nahrain Monitor", "2023-05-15"),
        (OTHER, "Zagros Bulletin", "2023-05-04"),
        (RELAY.replace("14 fighters", "15 fighters"), "Tigris Post", "2023-05-16"),
        (OTHER.replace("12 fighters", "20 fighters"), "Basra Today", "2023-05-05"),
        (ROOT[: len(ROOT) // 2], "Gulf Wire", "2023-05-14"),
    ]
    texts += [
        (path.read_text("utf-8"), path.stem, f"2023-05-{10 + n}")
        for n, path in enumerate(sorted(EXAMPLES.glob("*.txt")))
    ]
    return [
        read(text, publisher=publisher, published=published, source_id=f"r{n}")
        for n, (text, publisher, published) in enumerate(texts)
    ]


def whole(record: Record) -> tuple[Links, list[tuple[object, ...]]]:
    """All that linking found, with its verdicts, however it came there."""
    found = record.links()
    assert found is not None
    j = t.judgement.c
    columns = (j.first_id, j.second_id, j.verdict, j.score, j.maker, j.reason)
    with record._asking() as connection:
        verdicts = sorted(tuple(row) for row in connection.execute(select(*columns)))
    return replace(found, judgements=()), verdicts


@dataclass(frozen=True)
class AtOnce:
    """A record of all reports that were linked at once, and what was found."""

    place: Path
    found: tuple[Links, list[tuple[object, ...]]]

    @contextmanager
    def copy(self, folder: Path) -> Iterator[Record]:
        """A copy of the record with what linking keeps beside it, to be changed at will."""
        place = Path(shutil.copy(self.place, folder))
        shutil.copy(place_of(str(self.place)), place_of(str(place)))
        with open_record(place) as record:
            yield record


@pytest.fixture(scope="module")
def at_once(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> AtOnce:
    place = tmp_path_factory.mktemp("at_once") / "once.db"
    with open_record(place, create=True) as record:
        record.add(readings)
        assert link_record(record).whole
        found = whole(record)
    return AtOnce(place, found)


@pytest.mark.parametrize("seed", range(3))
def test_reports_that_come_one_batch_after_another_give_what_all_at_once_give(
    readings: list[Reading], at_once: AtOnce, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    order = chance.sample(readings, len(readings))
    cuts = sorted(chance.sample(range(1, len(order)), 3))
    with open_record(tmp_path / "grown.db", create=True) as record:
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            record.add(order[start:end])
            changes = link_record(record)
            assert changes.whole == (start == 0)
        grown = whole(record)
    assert grown == at_once.found


def test_a_report_that_is_read_anew_takes_the_place_of_its_old_reading(
    readings: list[Reading], at_once: AtOnce, tmp_path: Path
) -> None:
    poorer = replace(
        readings[0], reader="dragoman@0.0.1", events=readings[0].events[:1], statements=()
    )
    with open_record(tmp_path / "grown.db", create=True) as record:
        record.add([poorer, *readings[1:]])
        link_record(record)
        record.add(readings[:1])
        assert not link_record(record).whole
        grown = whole(record)
    assert grown == at_once.found


def test_relays_that_came_while_drift_was_not_asked_for_are_compared_when_it_is(
    readings: list[Reading], at_once: AtOnce, tmp_path: Path
) -> None:
    with open_record(tmp_path / "grown.db", create=True) as record:
        record.add(readings[:3])
        link_record(record, drift=False)
        record.add(readings[3:])
        link_record(record, drift=False)
        assert not whole(record)[0].drifts
        assert not link_record(record).whole
        grown = whole(record)
    assert grown[0].drifts
    assert grown == at_once.found


def test_linking_again_changes_nothing(at_once: AtOnce, tmp_path: Path) -> None:
    with at_once.copy(tmp_path) as record:
        changes = link_record(record)
        assert not changes.whole
        for name in ("actors", "happenings", "relays", "roots", "drifts", "statements"):
            kind = getattr(changes, name)
            assert (kind.gone, kind.new) == ((), ())
        assert whole(record) == at_once.found


def test_without_what_was_kept_all_is_linked_anew(at_once: AtOnce, tmp_path: Path) -> None:
    with at_once.copy(tmp_path) as record:
        place_of(record.name).unlink()
        assert link_record(record).whole
        assert link_record(record, again=True).whole
        assert whole(record) == at_once.found


def test_kept_tables_that_are_broken_or_foreign_are_put_aside(
    readings: list[Reading], tmp_path: Path
) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(readings[:3])
        place_of(record.name).write_bytes(b"no database at all")
        assert link_record(record).whole
    with open_record(tmp_path / "other.db", create=True) as record:
        record.add(readings[3:])
        place_of(str(tmp_path / "r.db")).rename(place_of(record.name))
        assert link_record(record).whole


def test_a_record_that_is_being_linked_is_left_alone(
    readings: list[Reading], tmp_path: Path
) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(readings[:3])
        code = "import duckdb, sys, time; held = duckdb.connect(sys.argv[1]); "
        code += "print(1, flush=True); time.sleep(60)"
        with subprocess.Popen(
            [sys.executable, "-c", code, str(place_of(record.name))], stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None and other.stdout.readline()
            with pytest.raises(LinkStateError, match="another process is linking this record"):
                link_record(record)
            other.kill()


def test_what_could_not_be_written_into_the_record_is_found_anew(
    readings: list[Reading], at_once: AtOnce, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(readings[:4])
        link_record(record)
        record.add(readings[4:])

        def fail(_self: Record, _links: Links | LinkChanges) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Record, "write_links", fail)
            with pytest.raises(KeyboardInterrupt):
                link_record(record)
        assert link_record(record).whole
        assert whole(record) == at_once.found


def test_a_persons_verdict_is_heeded_at_the_next_call(
    readings: list[Reading], tmp_path: Path
) -> None:
    ids = [
        next(a.id for a in r.actors if "Witri" in a.name or "Wutri" in a.name) for r in readings[:2]
    ]
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(readings[:3])
        link_record(record)
        record.judge(*ids, "different", by="Amal")
        assert link_record(record).whole
        found, _ = whole(record)
        homes = {a.id for a in found.actors for m in a.members if m.finding in ids}
        assert len(homes) == 2


@pytest.mark.cluster
def test_spark_finds_the_same(readings: list[Reading], at_once: AtOnce, tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(readings)
        link_on_spark(record, "local[2]")
        assert record.link_state() is None
        found = whole(record)
    assert found == at_once.found
