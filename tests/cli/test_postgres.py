"""A team's record on a PostgreSQL server, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import dragoman, dragoman_here
from tests.record.postgres import NoPostgresError, postgres_server

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


def test_a_record_on_postgresql_is_filled_and_asked_by_its_url() -> None:
    try:
        with postgres_server() as make:
            url = make()
            done = dragoman_here("read", EXAMPLES, "-o", url)
            assert done.returncode == 0, done.stderr
            reports = json.loads(dragoman("show", "reports", url, "--format", "json").stdout)
            assert len(reports) == 6
            assert json.loads(dragoman_here("search", url, "Kirkuk", "--format", "json").stdout)
    except NoPostgresError as error:
        pytest.skip(str(error))


def test_a_server_that_is_not_there_is_one_line() -> None:
    done = dragoman("show", "overview", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr
