"""Every line of the JSON contract is in a column, and reads back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, Table, create_engine, select

from dragoman.model import Actor, Mention, Reading, Span
from dragoman.model.contract import to_json
from dragoman.record import Record, open_record
from dragoman.record import tables as t
from tests.factories import make_reading

Json = dict[str, Any]
RENAMED = {"start_offset": "start", "end_offset": "end", "from_date": "from", "to_date": "to"}


@pytest.fixture
def tables(place: str) -> Iterator[Connection]:
    """The tables of a record of two reports, as an outsider sees them."""
    with open_record(place, create=True) as record:
        record.add([make_reading(0), make_reading(1)])
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


class Tables:
    """Puts the JSON of one reading together from nothing but rows."""

    def __init__(self, connection: Connection, reading: int) -> None:
        self.connection = connection
        self.reading = reading

    def rows(self, table: Table, parent: str, key: int, *without: str) -> list[Json]:
        query = select(table).where(table.c[parent] == key).order_by(table.c.position)
        found = [dict(row._mapping) for row in self.connection.execute(query)]
        hidden = {parent, "position", *without}
        return [{RENAMED.get(k, k): v for k, v in r.items() if k not in hidden} for r in found]

    def id_of(self, table: Table, key: int | None) -> str | None:
        query = select(table.c.id).where(table.c.key == key)
        return None if key is None else self.connection.scalar(query)

    def with_actor(self, rows: list[Json], *columns: str) -> list[Json]:
        for row in rows:
            row.update({c: self.id_of(t.actor, row[c]) for c in columns or ("actor",)})
        return rows

    def actors(self) -> list[Json]:
        rows = self.rows(t.actor, "reading", self.reading)
        for row in rows:
            key = row.pop("key")
            row["aliases"] = [x["name"] for x in self.rows(t.alias, "actor", key)]
            row["roles"] = self.rows(t.role, "actor", key, "text")
        return rows

    def statements(self) -> list[Json]:
        rows = self.rows(t.statement, "reading", self.reading, "source", "content")
        for row in rows:
            key = row.pop("key")
            row["chain"] = self.with_actor(self.rows(t.chain_link, "statement", key))
            for link in row["chain"]:
                told = {k: link.pop(f"unnamed_{k}") for k in ("country", "office")}
                told["reason"] = take_span(link, "reason")
                link["unnamed"] = told if any(told.values()) else None
            row["content"] = self.rows(t.content_span, "statement", key)
            row["targets"] = self.with_actor(self.rows(t.statement_target, "statement", key))
            row["cue"] = take_span(row, "cue")
        return rows

    def events(self) -> list[Json]:
        rows = self.rows(t.event, "reading", self.reading)
        for row in rows:
            key = row.pop("key")
            row["trigger"] = take_span(row, "trigger")
            arguments = self.with_actor(self.rows(t.event_argument, "event", key))
            for role, name in (("actor", "actors"), ("recipient", "recipients")):
                row[name] = [without(a, "role") for a in arguments if a["role"] == role]
            row["quantities"] = self.rows(t.quantity, "event", key, "text")
            told = self.rows(t.event_statement, "event", key)
            row["statements"] = [self.id_of(t.statement, x["statement"]) for x in told]
            place = self.id_of(t.place, row.pop("place"))
            row["where"] = {"place": place} if place else None
            when = {k: row.pop(k) for k in ("time", "from", "to", "precision")}
            when["by"] = row.pop("dated_by")
            when["time"] = self.id_of(t.time, when["time"])
            row["when"] = when if when["time"] else None
        return rows

    def report(self) -> Json:
        query = select(t.report).join(t.reading, t.reading.c.report == t.report.c.key)
        row = self.connection.execute(query.where(t.reading.c.key == self.reading)).one()
        roots = self.with_actor(self.rows(t.root, "reading", self.reading, "text"))
        return {**without(dict(row._mapping), "key"), "roots": roots}

    def json(self) -> Json:
        head = self.connection.execute(
            select(t.reading).where(t.reading.c.key == self.reading)
        ).one()
        plain = {
            name: [without(r, "key") for r in self.rows(table, "reading", self.reading)]
            for name, table in (
                ("passages", t.passage),
                ("mentions", t.mention),
                ("times", t.time),
                ("places", t.place),
                ("relations", t.relation),
            )
        }
        self.with_actor(plain["mentions"])
        self.with_actor(plain["relations"], "subject", "object")
        for relation in plain["relations"]:
            del relation["text"]
        return {
            "report": self.report(),
            "reader": head.reader,
            "status": head.status,
            **plain,
            "actors": self.actors(),
            "statements": self.statements(),
            "events": self.events(),
        }


def without(row: Json, *names: str) -> Json:
    return {k: v for k, v in row.items() if k not in names}


def take_span(row: Json, name: str) -> Json | None:
    start, end, words = (row.pop(f"{name}_{x}") for x in ("start", "end", "text"))
    return None if start is None else {"start": start, "end": end, "text": words}


def test_the_rows_hold_all_that_the_json_holds(tables: Connection) -> None:
    for key, number in ((1, 0), (2, 1)):
        assert Tables(tables, key).json() == to_json(make_reading(number))


def test_a_statement_shows_its_source_chain_and_content_in_one_row(tables: Connection) -> None:
    row = tables.execute(select(t.statement).where(t.statement.c.position == 1)).first()
    assert row is not None
    assert row.source == "a Western diplomat"
    assert row.chain == "The Morning Ledger > a Western diplomat"
    assert row.content == "the talks nearly broke down … 13 prisoners would be released"


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b", "a\U0001f600b", "مصطفى الحارثي", "e\u0301"])
def test_odd_characters_read_back_as_they_were(record: Record, odd: str) -> None:
    reading = make_reading(text=f"{odd} {make_reading().report.text}", title=odd, url=odd)
    actor = Actor("act-1", odd, "person", (odd,))
    mention = Mention("men-1", Span(0, len(odd), odd), "name", "person", "act-1")
    reading = replace(reading, actors=(actor,), mentions=(mention,), roots=())
    record.add([reading])
    assert list(record.readings()) == [reading]
    assert record.reading(reading.report.id) == reading
    assert len(record.search("talks", "reports")) == 1


def test_a_report_with_no_findings_is_stored(record: Record) -> None:
    report = make_reading(title=None, publisher=None, published=None, language="fr").report
    reading = Reading(report, "dragoman@1", "language not read")
    record.add([reading])
    assert list(record.readings()) == [reading]
    assert record.overview().not_read == 1


def test_a_finding_that_points_to_nothing_is_stored_and_read_back(record: Record) -> None:
    reading = replace(make_reading(), actors=(), times=(), places=(), statements=())
    record.add([reading])
    assert list(record.readings()) == [reading]
    events = record.timeline()
    assert len(events.dated) == 2 and events.dated[0].recipients == ("envoys of Iran", "Iran")


def test_findings_with_equal_ids_do_not_hinder_each_other(record: Record) -> None:
    reading = make_reading()
    twice = replace(reading, statements=reading.statements * 2, mentions=reading.mentions * 2)
    record.add([twice])
    assert list(record.readings()) == [twice]


def test_long_texts_and_names_are_stored(record: Record) -> None:
    text = make_reading().report.text + " много слов 日本語 ".join(map(str, range(60_000)))
    reading = make_reading(text=text, title="t" * 10_000, source_id="s" * 10_000)
    actor = replace(reading.actors[0], name="Very long " * 1000, aliases=("x" * 10_000,))
    reading = replace(reading, actors=(actor,), roots=())
    record.add([reading])
    assert list(record.readings()) == [reading]
    assert record.reading("s" * 10_000) == reading
    assert len(record.search("нет 日本語", "reports")) == 0
    assert len(record.search("много слов", "reports")) == 1
    assert record.actor("Very long " * 1000)[0].actor == actor
