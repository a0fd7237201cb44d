"""`dragoman link`, and what can be asked of a linked record, as a user types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dragoman.record import open_record
from tests.cli.command import dragoman, dragoman_here
from tests.link.test_statements import QUOTED
from tests.run.test_link import OTHER, RELAY, ROOT

REPORTS = (
    ("root", ROOT, "The Levant Courier", "2023-05-14"),
    ("relay", RELAY, "Nahrain Monitor", "2023-05-15"),
    ("other", OTHER, "Zagros Bulletin", "2023-05-04"),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    lines = [
        json.dumps({"id": name, "text": text, "publisher": publisher, "published": day})
        for name, text, publisher, day in REPORTS
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "record.db"
    assert dragoman_here("read", folder / "reports.jsonl", "-o", path, "-q").returncode == 0
    return path


@pytest.fixture(scope="module")
def linked(record: Path) -> Path:
    found = dragoman_here("link", record, "--format", "json")
    assert found.returncode == 0, found.stderr
    counts = json.loads(found.stdout)
    assert counts["reports"] == 3
    assert counts["actors_in_several_reports"] and counts["relays_of_reports_here"] == 1
    return record


def ask(record: Path, question: str, *more: str) -> list[dict[str, object]]:
    found = dragoman_here("show", question, record, "--format", "json", *more)
    assert found.returncode == 0, found.stderr
    answer: list[dict[str, object]] = json.loads(found.stdout)
    return answer


def test_a_record_that_was_not_linked_is_told_how_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen attacked a convoy near Mosul.", "utf-8")
    record = tmp_path / "record.db"
    assert dragoman_here("read", tmp_path / "a.txt", "-o", record, "-q").returncode == 0
    found = dragoman_here("show", "happenings", record)
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
    found = dragoman_here("show", question, linked)
    assert found.returncode == 0 and found.stdout.strip()


def test_a_list_of_actors_that_cannot_be_read_is_named_with_the_reason(
    linked: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "seeds.csv"
    bad.write_bytes(b"name;type\n\xff\xfe;person\n")
    for seeds, reason in ((bad, "is not UTF-8 text"), (tmp_path / "none.csv", "No such file")):
        found = dragoman_here("link", linked, "--seeds", seeds)
        assert found.returncode == 2
        assert str(seeds) in found.stderr and reason in found.stderr
        assert "Traceback" not in found.stderr


def test_a_record_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    found = dragoman("link", str(tmp_path / "none.db"))
    assert found.returncode == 4
    assert found.stderr.count("\n") == 1


def test_a_person_says_that_two_actors_are_one_and_the_next_call_heeds_it(
    linked: Path, tmp_path: Path
) -> None:
    record = tmp_path / "record.db"
    shutil.copy(linked, record)
    with open_record(str(record)) as opened:
        by_report = {r.report.source_id: r for r in opened.readings()}
        witri = next(a for a in by_report["root"].actors if "Witri" in a.name)
        reuters = next(a for a in by_report["other"].actors if a.name == "Reuters")
    judged = dragoman("judge", str(record), witri.id, reuters.id, "same", "--because", "a test")
    assert judged.returncode == 0, judged.stderr
    assert dragoman_here("link", record, "-q").returncode == 0
    with open_record(str(record), read_only=True) as opened:
        found = opened.links()
    assert found is not None
    (actor,) = [a for a in found.actors if witri.id in {m.finding for m in a.members}]
    assert reuters.id in {m.finding for m in actor.members}


def test_a_verdict_on_nobody_is_refused_in_one_line(linked: Path) -> None:
    found = dragoman_here("judge", linked, "act-none", "act-nobody", "same")
    assert found.returncode == 4
    assert found.stderr.strip().endswith("has no actor act-none")


def test_doubts_are_listed_with_ids_to_judge_by(linked: Path) -> None:
    for line in ask(linked, "doubts"):
        assert {"one", "other", "score", "reason"} <= set(line)
    assert dragoman_here("show", "doubts", linked).returncode == 0


def test_the_timeline_of_a_linked_record_is_of_happenings_and_draws_them(linked: Path) -> None:
    found = dragoman_here("show", "timeline", linked)
    assert found.returncode == 0 and "origins" in found.stdout
    assert "●" in found.stdout or "━" in found.stdout
    assert "origins" not in dragoman_here("show", "timeline", linked, "--tellings").stdout
    answer = json.loads(dragoman_here("show", "timeline", linked, "--format", "json").stdout)
    assert {"dated", "undated", "happenings"} == answer.keys()
    assert answer["happenings"]


def test_what_several_reports_pass_on_is_shown_with_its_origins(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in zip(("courier", "tribune"), QUOTED, strict=True):
        (reports / f"{name}.txt").write_text(text, "utf-8")
    record = tmp_path / "record.db"
    assert dragoman_here("read", reports, "-o", record, "-q").returncode == 0
    assert dragoman_here("link", record, "-q").returncode == 0
    (statement,) = ask(record, "statements", "--several")
    assert len(statement["reports"]) == len(statement["roots"]) == 2  # type: ignore[arg-type]
    shown = dragoman_here("show", "statements", record, "--several")
    assert "Nobody will use our soil" in " ".join(shown.stdout.split())
    assert dragoman_here("show", "statements", record, "--several", "--by", "x").returncode == 2
