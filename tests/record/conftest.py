"""Records to test on: every test that takes `place` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record, open_record
from tests.record.postgres import MakeDatabase, NoPostgresError, postgres_server


@pytest.fixture(scope="session")
def make_database() -> Iterator[MakeDatabase]:
    """Makes empty PostgreSQL databases; skips where there is no server to be had."""
    try:
        with postgres_server() as make:
            yield make
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be made: a path, then the URL of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    make: MakeDatabase = request.getfixturevalue("make_database")
    return make()


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """An empty record, open for writing."""
    with open_record(place, create=True) as opened:
        yield opened
