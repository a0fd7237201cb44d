"""`dragoman link`, and what can be asked of a linked record, as a user types it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli import command
from tests.run.test_link import OTHER, RELAY, ROOT

REPORTS = (
    ("root", ROOT, "The Levant Courier", "2023-05-14"),
    ("relay", RELAY, "Nahrain Monitor", "2023-05-15"),
    ("other", OTHER, "Zagros Bulletin", "2023-05-04"),
)


def dragoman(*words: object) -> subprocess.CompletedProcess[str]:
    return command.dragoman(*map(str, words))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    lines = [
        json.dumps({"id": name, "text": text, "publisher": publisher, "published": day})
        for name, text, publisher, day in REPORTS
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "record.db"
    assert dragoman("read", folder / "reports.jsonl", "-o", path, "-q").returncode == 0
    return path


@pytest.fixture(scope="module")
def linked(record: Path) -> Path:
    found = dragoman("link", record, "--format", "json")
    assert found.returncode == 0, found.stderr
    counts = json.loads(found.stdout)
    assert counts["reports"] == 3
    assert counts["actors_in_several_reports"] and counts["relays_of_reports_here"] == 1
    return record


def ask(record: Path, question: str, *more: str) -> list[dict[str, object]]:
    found = dragoman("show", question, record, "--format", "json", *more)
    assert found.returncode == 0, found.stderr
    answer: list[dict[str, object]] = json.loads(found.stdout)
    return answer


def test_a_record_that_was_not_linked_is_told_how_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen attacked a convoy near Mosul.", "utf-8")
    record = tmp_path / "record.db"
    assert dragoman("read", tmp_path / "a.txt", "-o", record, "-q").returncode == 0
    found = dragoman("show", "happenings", record)
    assert found.returncode == 2
    assert "has not been linked: run `dragoman link" in found.stderr


def test_drift_has_both_texts_with_their_places(linked: Path) -> None:
    (pair,) = ask(linked, "drift")
    assert (pair["relay"], pair["root"]) == ("relay", "root")
    number = next(d for d in pair["drift"] if d["kind"] == "number")  # type: ignore[union-attr]
    start, end = number["relay_span"]
    assert RELAY[start:end] == number["relay_text"] == "14 fighters"
    start, end = number["root_span"]
    assert ROOT[start:end] == number["root_text"] == "12 fighters"


def test_happenings_count_reports_and_origins(linked: Path) -> None:
    several = ask(linked, "happenings", "--several")
    assert several
    for happening in several:
        assert len(happening["reports"]) > 1  # type: ignore[arg-type]
        assert {"id", "type", "from", "to", "place", "status", "roots", "events"} <= set(happening)


def test_roots_say_who_relays_whom(linked: Path) -> None:
    rows = {row["report"]: row for row in ask(linked, "roots")}
    assert rows["relay"]["roots"] == rows["root"]["roots"] == ["Levant Courier"]
    (relay,) = rows["relay"]["relays"]  # type: ignore[misc]
    assert relay["root"] == "root"


@pytest.mark.parametrize("question", ["happenings", "conflicts", "roots", "drift"])
def test_every_answer_is_a_table_for_people_too(linked: Path, question: str) -> None:
    found = dragoman("show", question, linked)
    assert found.returncode == 0 and found.stdout.strip()


def test_a_list_of_actors_that_cannot_be_read_is_named_with_the_reason(
    linked: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "seeds.csv"
    bad.write_bytes(b"name;type\n\xff\xfe;person\n")
    for seeds, reason in ((bad, "is not UTF-8 text"), (tmp_path / "none.csv", "No such file")):
        found = dragoman("link", linked, "--seeds", seeds)
        assert found.returncode == 2
        assert str(seeds) in found.stderr and reason in found.stderr
        assert "Traceback" not in found.stderr


def test_a_record_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    found = dragoman("link", tmp_path / "none.db")
    assert found.returncode == 4
    assert found.stderr.count("\n") == 1
