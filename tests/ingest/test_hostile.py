"""Whatever is thrown at ingest becomes a report or one line that says why not."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from dragoman.ingest import IngestOptions, read_inputs
from dragoman.model import Failure, Report
from tests.ingest.hostile_inputs import MAKERS, make_hostile_inputs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("hostile")
    make_hostile_inputs(where)
    return where


def check(outcome: Report | Failure) -> None:
    """A report can be stored and printed, a failure is one plain line."""
    if isinstance(outcome, Failure):
        assert outcome.reason.strip()
        assert "\n" not in outcome.reason
        assert "Traceback" not in outcome.reason
        outcome.reason.encode("utf-8")
        outcome.source.encode("utf-8")
        return
    assert outcome.text.strip()
    for value in (outcome.text, outcome.source_id, outcome.source, outcome.title or ""):
        value.encode("utf-8")
        assert "\0" not in value
    assert "root:" not in outcome.text, "an entity reached for a file of the machine"


def test_there_are_some_two_hundred_of_them() -> None:
    assert len(MAKERS) >= 200


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_hostile_input_gives_reports_or_failures_only(
    name: str, folder: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = sorted(folder.iterdir())
    with caplog.at_level(logging.WARNING):
        count = 0
        for outcome in read_inputs([str(folder / name)]):
            check(outcome)
            count += 1
            if count >= 3000:
                break
    assert count
    assert sorted(folder.iterdir()) == before, "something was written"
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", ""), "something was printed"
    assert not caplog.records


def test_nothing_climbs_out_of_an_archive(folder: Path) -> None:
    for name in ("traversal.zip", "traversal.tar", "links.tar", "link_then_file.tar"):
        for outcome in read_inputs([str(folder / name)]):
            check(outcome)
    assert not Path("/tmp/dragoman_climbed.txt").exists()
    assert not (folder.parent / "climbed.txt").exists()


def test_the_members_beside_a_bomb_are_still_read(folder: Path) -> None:
    outcomes = list(read_inputs([str(folder / "bomb.zip")]))
    assert [type(x) for x in outcomes] == [Failure, Report]
    assert "expands more than 200-fold" in outcomes[0].reason
    assert outcomes[1].source_id.endswith("bomb.zip!after.txt")


def test_a_hostile_folder_as_a_whole_is_read_to_its_end(folder: Path) -> None:
    small = [p for p in sorted(folder.iterdir()) if p.stat().st_size < 100_000]
    last = small[-1].name
    names = {Path(x.source.split("!")[0]).name for x in read_inputs([str(p) for p in small])}
    assert last in names or last.split(":")[0] in {n.split(":")[0] for n in names}


def test_bad_inputs_are_told_apart_off_the_main_thread_too(folder: Path) -> None:
    outcomes: list[Report | Failure] = []
    paths = [str(folder / x) for x in ("cut.pdf", "fine.txt.gz", "deep.html")]
    worker = threading.Thread(target=lambda: outcomes.extend(read_inputs(paths, IngestOptions())))
    worker.start()
    worker.join(30)
    assert [type(x) for x in outcomes] == [Failure, Report, Failure]
