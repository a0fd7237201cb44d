"""docs/record.md describes the tables as they are, and its queries run.

`python -m tests.record.test_docs` writes its lower part anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, create_engine, inspect, text

from dragoman.record import link_tables as lt
from dragoman.record import open_record
from dragoman.record import tables as t
from tests.factories import make_reading

PAGE = Path(__file__).parents[2] / "docs" / "record.md"
MARK = re.compile(r"(?<=do not edit below -->\n).*", re.DOTALL)


def describe_column(column: Column[object]) -> str:
    kind = str(column.type).lower()
    refers = "".join(f", `{key.column.table.name}`" for key in column.foreign_keys)
    unknown = "" if not column.nullable else " or NULL"
    return f"| {column.name} | {kind}{refers}{unknown} | {column.doc} |"


def describe(connection: Connection) -> str:
    """The lower part of the page: all views and tables with their columns."""
    lines = ["", "## Views", ""]
    for name, what in t.VIEW_DOCS.items():
        columns = ", ".join(c["name"] for c in inspect(connection).get_columns(name))
        lines.append(f"- `{name}`: {what} Columns: {columns}.")
    lines += ["", "## Tables"]
    for name, what in (t.TABLE_DOCS | lt.LINK_DOCS).items():
        columns = [describe_column(c) for c in t.metadata.tables[name].columns]
        lines += ["", f"### {name}", "", what, "", "| column | type | what |", "|---|---|---|"]
        lines += columns
    return "\n".join(lines) + "\n"


@pytest.fixture
def filled(place: str) -> Iterator[Connection]:
    with open_record(place, create=True) as record:
        record.add([make_reading(0), make_reading(1), make_reading(0, reader="dragoman@99")])
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_page_describes_every_view_table_and_column(filled: Connection) -> None:
    assert set(t.TABLE_DOCS | lt.LINK_DOCS) == set(t.metadata.tables)
    assert set(t.VIEW_DOCS) == set(inspect(filled).get_view_names())
    found = MARK.search(PAGE.read_text("utf-8"))
    assert found and found[0] == describe(filled), "run python -m tests.record.test_docs"


def queries(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.DOTALL)


@pytest.mark.parametrize("query", queries("sql"))
def test_every_query_of_the_page_finds_something(filled: Connection, query: str) -> None:
    assert filled.execute(text(query.rstrip("; \n"))).all()


@pytest.mark.parametrize("query", queries("sqlite"))
def test_queries_for_sqlite_find_something_there(filled: Connection, query: str) -> None:
    if filled.dialect.name == "sqlite":
        assert len(filled.execute(text(query)).all()) == 2


def test_the_words_of_a_finding_are_a_slice_of_the_text(filled: Connection) -> None:
    query = (
        "SELECT substr(report.text, start_offset + 1, end_offset - start_offset), mention.text"
        " FROM mention JOIN reading ON reading.key = mention.reading"
        " JOIN report ON report.key = reading.report"
    )
    rows = filled.execute(text(query)).all()
    assert rows and all(cut == words for cut, words in rows)


def test_views_show_what_is_current_only(filled: Connection) -> None:
    rows = filled.execute(text("SELECT * FROM events ORDER BY report, key")).mappings().all()
    assert len(rows) == 6
    assert rows[0]["actors"] == "Mustafa al-Harithi"
    assert rows[0]["recipients"] == "envoys of Iran; Iran"
    assert (rows[0]["place"], rows[0]["country"]) == ("Muscat", "OM")
    assert (rows[0]["place_precision"], rows[0]["place_extent"]) == ("city", "near")
    for name, count in (("reports", 2), ("actors", 8), ("statements", 4), ("relations", 4)):
        assert len(filled.execute(text(f"SELECT * FROM {name}")).all()) == count
    roles = filled.execute(text("SELECT roles, aliases FROM actors ORDER BY key")).all()
    assert roles[0] == (
        "prime minister of Iraq (current); minister (former)",
        "the prime minister of Iraq; The minister",
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        open_record(path, create=True).close()
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            PAGE.write_text(MARK.sub("", PAGE.read_text("utf-8")) + describe(connection), "utf-8")
    sys.exit(0)
