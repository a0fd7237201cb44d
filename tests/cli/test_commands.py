"""The command line as its users meet it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from dragoman.cli import app
from tests.cli.command import dragoman, dragoman_here
from tests.kept import READ, Kept

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "reports"


@pytest.fixture(scope="module")
def record(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example reports beside `examples/`, where it was read."""
    folder = tmp_path_factory.mktemp("record") / "read"
    (printed,) = kept.copy([READ], folder)
    # Nothing but the summary, on either stream.
    assert printed.startswith("6 reports read") and printed.count("\n") == 1
    return folder / "record.db"


def test_reading_into_a_record_says_what_was_read(tmp_path: Path) -> None:
    done = dragoman("read", str(EXAMPLES), "-o", str(tmp_path / "r.db"), "--workers", "2")
    assert done.returncode == 0
    assert "6 reports read" in done.stdout


def test_reading_the_same_reports_again_reads_nothing(record: Path) -> None:
    before = record.read_bytes()
    done = dragoman_here("read", "examples/reports", "-o", record, folder=record.parent)
    assert "0 reports read" in done.stdout and "6 known already" in done.stdout
    assert record.read_bytes() == before


def test_a_known_report_is_read_again_on_request(record: Path, tmp_path: Path) -> None:
    copy = shutil.copy(record, tmp_path)
    words = ("read", "examples/reports", "-o", copy)
    done = dragoman_here(*words, "--again", folder=record.parent)
    assert "6 reports read" in done.stdout


def test_jsonl_is_one_object_a_report_and_nothing_else(tmp_path: Path) -> None:
    done = dragoman("read", str(EXAMPLES), "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 6 and done.stderr == ""


def test_a_report_comes_from_standard_input() -> None:
    done = dragoman(
        "read",
        "-",
        "--published",
        "2020-05-30",
        "--format",
        "jsonl",
        stdin=b"The minister said on Monday that the talks had failed.",
    )
    reading = json.loads(done.stdout)
    assert reading["report"]["published"] == "2020-05-30"
    assert reading["times"][0]["from"] == "2020-05-25"


def test_columns_are_mapped(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("nr,body,day\n7,The minister said that talks had failed.,2021-03-04\n")
    done = dragoman_here(
        "read",
        table,
        "--column",
        "text=body",
        "--column",
        "id=nr",
        "--column",
        "published=day",
        "--format",
        "jsonl",
    )
    report = json.loads(done.stdout)["report"]
    assert (report["source_id"], report["published"]) == ("7", "2021-03-04")


def test_inputs_that_fail_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder, record = tmp_path / "in", tmp_path / "r.db"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "good.txt").write_text("The minister said that the talks had failed.")
    done = dragoman_here("read", folder, tmp_path / "nowhere.txt", "-o", record)
    complaints = done.stderr.splitlines()
    assert done.returncode == 3 and "1 report read" in done.stdout
    assert len(complaints) == 3 and "Traceback" not in done.stderr
    for name in ("empty.txt", "cut.pdf", "nowhere.txt"):
        assert any(name in line for line in complaints)
    shown = json.loads(dragoman_here("show", "failures", record, "--format", "json").stdout)
    assert len(shown) == 3


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["read", "x.txt", "--published", "tomorrow"], "--published takes a date"),
        (["read", "x.txt", "--column", "text"], "--column takes NAME=VALUE"),
        (["read", "x.txt", "--column", "colour=a"], "--column knows"),
        (["read", "x.txt", "--limit", "max_moons=3"], "--limit knows"),
        (["read", "x.txt", "--limit", "max_chars=many"], "takes a number"),
        (["read", "x.txt", "--engine", "spark"], "--out FOLDER"),
        (["show", "events", "x.db", "--from", "May"], "--from takes a date"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(words: list[str], reason: str) -> None:
    done = dragoman_here(*words)
    assert done.returncode == 2
    assert reason in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_file_that_is_no_record_is_refused_with_status_4(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir")
    for words in (["show", "overview"], ["read", EXAMPLES, "-o"]):
        done = dragoman_here(*words, tmp_path / "letter.db")
        assert done.returncode == 4 and len(done.stderr.splitlines()) == 1
    assert (tmp_path / "letter.db").read_text() == "Dear Sir"


@pytest.mark.parametrize(
    "words",
    [
        ["overview"],
        ["reports"],
        ["timeline"],
        ["events"],
        ["failures"],
        ["actor", "Sarraf"],
        ["statements", "--by", "Levant Courier"],
    ],
    ids=lambda words: words[0],
)
def test_every_view_of_a_record_is_a_table_and_json(record: Path, words: list[str]) -> None:
    command = ["show", words[0], record, *words[1:]]
    table = dragoman_here(*command)
    plain = dragoman_here(*command, "--format", "json")
    assert (table.returncode, plain.returncode) == (0, 0), table.stderr + plain.stderr
    assert table.stdout.strip()
    json.loads(plain.stdout)


def test_one_report_is_shown_by_its_source_id(record: Path) -> None:
    reports = json.loads(dragoman_here("show", "reports", record, "--format", "json").stdout)
    assert len(reports) == 6
    done = dragoman_here("show", "report", record, reports[0]["source_id"], "--format", "json")
    assert json.loads(done.stdout)["report"]["id"] == reports[0]["id"]


def test_a_report_that_is_not_there_is_said_to_be_missing(record: Path) -> None:
    done = dragoman("show", "report", str(record), "no-such-report")
    assert done.returncode == 2 and "no-such-report" in done.stderr


def test_search_finds_words_and_survives_odd_queries(record: Path) -> None:
    found = json.loads(dragoman_here("search", record, "Kirkuk", "--format", "json").stdout)
    assert found and all({"kind", "report", "snippet"} <= set(hit) for hit in found)
    for query in ('"', "AND OR (", "*", "a:b", "'; drop table report; --"):
        assert dragoman_here("search", record, query).returncode == 0


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "html"])
def test_a_record_is_exported(record: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / ("out.jsonl" if format == "jsonl" else "out")
    words = ("export", str(record), "--to", format, "-o", str(target))
    done = dragoman(*words) if format == "html" else dragoman_here(*words)
    assert done.returncode == 0, done.stderr
    assert all(Path(line).exists() for line in done.stdout.splitlines())


def test_readings_made_elsewhere_are_added_to_a_record(tmp_path: Path) -> None:
    dragoman_here("read", EXAMPLES, "--out", tmp_path / "readings")
    done = dragoman("add", str(tmp_path / "readings"), "-o", str(tmp_path / "r.db"))
    assert "6 reports new" in done.stdout
    again = dragoman_here("add", tmp_path / "readings", "-o", tmp_path / "r.db")
    assert "6 unchanged" in again.stdout


def test_the_demo_says_where_record_and_pages_are(tmp_path: Path) -> None:
    done = dragoman("demo", str(EXAMPLES), "--out", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    index = tmp_path / "demo" / "pages" / "index.html"
    assert index.exists() and (tmp_path / "demo" / "record.db").exists()
    flat = "".join(done.stdout.split())
    assert "".join(str(index).split()) in flat
    for title in ("Reports", "Actors", "Statements", "Events by date"):
        assert title in done.stdout


def all_commands() -> list[list[str]]:
    found = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        found += [[name, x] for x in inner] or [[name]]
    return found


@pytest.mark.parametrize("command", all_commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    done = dragoman_here(*command, "--help")
    assert done.returncode == 0
    assert f"dragoman {' '.join(command)}" in done.stdout.partition("Example")[2]


def test_a_reader_that_goes_away_is_no_error() -> None:
    line = f"{sys.executable} -m dragoman read {EXAMPLES} --format jsonl | head -c 100 >/dev/null"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
