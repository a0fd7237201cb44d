"""Opening a record: made, upgraded, refused, each with a sentence that says why."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, text

import dragoman.record
from dragoman.record import RecordError, open_record
from dragoman.record import tables as t
from dragoman.record.link_tables import LINKS
from dragoman.record.migrations import REVISIONS, VERSION_TABLE
from tests.factories import make_reading


def refusal(place: str | Path, **options: bool) -> str:
    """The sentence with which a record is not opened."""
    with pytest.raises(RecordError) as refused:
        open_record(place, **options)  # type: ignore[arg-type]
    message = str(refused.value)
    assert "\n" not in message and "Traceback" not in message
    return message


def run_sql(place: str, *statements: str) -> None:
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_record_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    assert refusal(path) == f"there is no record at {path}"
    assert refusal(path, read_only=True) == f"there is no record at {path}"
    assert not path.exists()


def test_a_folder_or_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, create=True) == f"{tmp_path} is a folder, not a record"
    assert "there is no folder" in refusal(tmp_path / "a" / "b.db", create=True)


def test_other_files_are_not_written_to(tmp_path: Path) -> None:
    words, other = tmp_path / "notes.txt", tmp_path / "other.db"
    words.write_text("These are my notes, and no database.")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE song (title)")
    connection.close()
    for path in (words, other):
        before = path.read_bytes()
        for options in ({"create": True}, {"read_only": True}, {}):
            assert "is not a dragoman record" in refusal(path, **options)
        assert path.read_bytes() == before
    assert "song" in refusal(other)


def test_a_damaged_file_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with open_record(path, create=True) as record:
        record.add([make_reading(n) for n in range(20)])
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    with pytest.raises(RecordError, match=r"damaged|not a dragoman record"):
        list(open_record(path, read_only=True).readings())


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("mysql://me@host/db", "a record is an SQLite file or a postgresql:// address"),
        ("oracle+x://me@host/db", "a record is an SQLite file or a postgresql:// address"),
        ("postgresql://host:port/db", "not the address of a record"),
    ],
)
def test_other_addresses_are_refused(place: str, sentence: str) -> None:
    assert sentence in refusal(place)


def test_an_unreachable_server_is_named_without_the_password() -> None:
    message = refusal("postgresql://me:secret@127.0.0.1:1/db", create=True)
    assert message.startswith("the server of postgresql+psycopg://me:***@127.0.0.1:1/db cannot")
    assert "secret" not in message


def test_an_empty_database_is_no_record_yet(place: str) -> None:
    if "://" not in place:
        Path(place).touch()
    assert "holds no dragoman record yet" in refusal(place)
    assert "holds no dragoman record yet" in refusal(place, read_only=True)
    with open_record(place, create=True) as record:
        assert record.overview().reports == 0


def test_a_database_of_others_with_tables_of_our_names_is_left_alone(place: str) -> None:
    run_sql(place, "CREATE TABLE report (title text)")
    assert "holds other tables (report)" in refusal(place, create=True)


def test_the_migrations_make_the_tables_we_know(place: str) -> None:
    open_record(place, create=True).close()
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.connect() as connection:
        options = {
            "version_table": VERSION_TABLE,
            "compare_type": True,
            "include_object": lambda _x, name, *_: "_search" not in str(name),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, t.metadata) == []
    engine.dispose()


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    config = Config()
    folder = Path(dragoman.record.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(s.revision for s in scripts)[::-1] == REVISIONS


NEW_COLUMNS = ("unnamed_country", "unnamed_office", "reason_start", "reason_end", "reason_text")


def make_old_record(place: str) -> None:
    """A record of the first shape, with a reading in it."""
    with open_record(place, create=True) as record:
        record.add([make_reading()])
    columns = [f"ALTER TABLE chain_link DROP COLUMN {name}" for name in NEW_COLUMNS]
    columns += [f"ALTER TABLE relation DROP COLUMN {x}" for x in ("from_date", "to_date", "tenure")]
    columns += [f"ALTER TABLE event DROP COLUMN {name}" for name in ("same_as", "dated_by")]
    columns += [f"ALTER TABLE place DROP COLUMN {name}" for name in ("precision", "extent")]
    # a column that a view shows cannot be dropped
    columns = ["DROP VIEW events", *columns, "CREATE VIEW events AS SELECT key FROM event"]
    columns += [f"DROP TABLE {table.name}" for table in LINKS]
    version = f"UPDATE {VERSION_TABLE} SET version_num = '0001'"
    run_sql(place, "DROP TABLE judgement", "DROP TABLE statement_target", *columns, version)


def test_an_old_record_is_upgraded_when_opened_for_writing(place: str) -> None:
    make_old_record(place)
    assert "open it for writing once to upgrade it" in refusal(place, read_only=True)
    with open_record(place) as record:
        assert list(record.readings()) == [make_reading()]
        record.add([make_reading(1)])
    run_sql(place, "SELECT count(*) FROM judgement")


def test_a_newer_record_is_refused(place: str) -> None:
    open_record(place, create=True).close()
    run_sql(place, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    for options in ({"read_only": True}, {}, {"create": True}):
        assert "was written by a newer dragoman" in refusal(place, **options)


def test_a_record_open_for_reading_is_not_written_to(place: str) -> None:
    open_record(place, create=True).close()
    with (
        open_record(place, read_only=True) as record,
        pytest.raises(RecordError, match="open for reading only"),
    ):
        record.add([make_reading()])


def test_a_full_disk_is_called_so_and_costs_only_the_batch(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with open_record(path, create=True) as record:
        record.add([make_reading()])

        @event.listens_for(record._store.engine, "begin")
        def _fill_disk(connection: object) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 200")  # type: ignore[attr-defined]

        with pytest.raises(RecordError, match=r"the disk of .* is full"):
            record.add([make_reading(n) for n in range(100)])
        assert list(record.readings()) == [make_reading()]


AS_NOBODY = """
import os, sys
from pathlib import Path
from dragoman.record import RecordError, open_record
from tests.factories import make_reading
path = Path(sys.argv[1])
open_record(path).close()  # loads all that is needed while it may still be read
os.setgid(65534)
os.setuid(65534)
print(open_record(path, read_only=True).overview().reports)
for place in (path, path.with_name("new.db")):
    try:
        open_record(place, create=True).add([make_reading(7)])
    except RecordError as error:
        print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without permission")
def test_without_permission_a_record_is_read_but_not_written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "record.db"
        with open_record(path, create=True) as record:
            record.add([make_reading()])
        path.chmod(0o644)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        new = path.with_name("new.db")
        assert done.stdout.splitlines() == [
            "1",
            f"no permission to write {path}",
            f"{new} cannot be opened: no permission, or no such folder",
        ], done.stderr


def test_the_database_library_is_loaded_only_when_a_record_is_opened() -> None:
    ask = (
        "import sys, dragoman, dragoman.record\n"
        "assert dragoman.record.RecordError\n"
        "print([m for m in ('sqlalchemy', 'alembic', 'psycopg') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_alembic_is_not_loaded_to_open_a_record_that_is_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_record(path, create=True).close()
    ask = (
        "import sys; from dragoman.record import open_record; open_record(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
