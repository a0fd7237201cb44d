"""The tables of a record, as SQLAlchemy Core knows them.

Each column's `doc` is its explanation in docs/record.md. The migrations make
the tables; a test holds that both agree. Singular names are tables with
everything ever found; plural names are views of what is current.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeEngine

metadata = MetaData()
WORDS: TypeEngine[str] = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Text that sorts by code point on both engines, as ISO dates and ids need it."""


def key_column() -> Column[int]:
    """The number of a row, its primary key."""
    return Column("key", Integer, primary_key=True, autoincrement=False, doc="number of the row")


def must(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], doc: str) -> Column[Any]:
    """A column that always has a value."""
    return Column(name, kind, nullable=False, doc=doc)


def may(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], doc: str) -> Column[Any]:
    """A column that may be NULL, where nothing is known."""
    return Column(name, kind, nullable=True, doc=doc)


def _of(table: str, doc: str) -> Column[int]:
    """The row of another table that this one belongs to."""
    return Column(table, Integer, ForeignKey(f"{table}.key"), nullable=False, doc=doc)


def _link(name: str, table: str, doc: str) -> Column[int]:
    """A row of another table, or NULL."""
    return Column(name, Integer, ForeignKey(f"{table}.key"), nullable=True, doc=doc)


def _span(prefix: str = "", *, optional: bool = False) -> tuple[Column[Any], ...]:
    make = may if optional else must
    first, last = (f"{prefix}_start", f"{prefix}_end") if prefix else ("start_offset", "end_offset")
    return (
        make(first, Integer, "code point of the report's text where the words start"),
        make(last, Integer, "code point after the words' last"),
        make(f"{prefix}_text" if prefix else "text", WORDS, "the words themselves"),
    )


def _finding(doc: str) -> tuple[Column[Any], ...]:
    return (
        _of("reading", "the reading that found it"),
        must("position", Integer, "its place in the reading's list, from 0"),
        must("id", WORDS, doc),
    )


def _child(name: str, parent: str, *columns: Column[Any], more_key: tuple[str, ...] = ()) -> Table:
    """A table whose rows are a list that belongs to a row of another table."""
    return Table(
        name,
        metadata,
        _of(parent, f"the {parent} it belongs to"),
        *columns,
        PrimaryKeyConstraint(parent, *more_key, "position"),
        sqlite_with_rowid=False,
    )


def _place_in_list(doc: str = "its place in the list, from 0") -> Column[int]:
    return must("position", Integer, doc)


def _equal(table: Table, column: str) -> Index:
    """An index for look-up by equal words of any length."""
    name = f"{table.name}_{column}_idx"
    return Index(name, table.c[column], postgresql_using="hash")


run = Table(
    "run",
    metadata,
    key_column(),
    must("reader", WORDS, "the version of dragoman that read"),
    must("started", WORDS, "when it first wrote, ISO date-time in UTC"),
    may("finished", WORDS, "when it was done; NULL if it was broken off or still runs"),
    may("options", JSON, "what it was asked to do, as JSON"),
)

report = Table(
    "report",
    metadata,
    key_column(),
    must("id", WORDS, "content hash of text, source_id, publisher, published and title"),
    must("source_id", WORDS, "the id its giver knows it by; a path where it had none"),
    must("source", WORDS, "where it was read from"),
    may("title", WORDS, "its headline"),
    may("publisher", WORDS, "who published this text"),
    may("published", WORDS, "ISO date or date-time of publication, cut to its precision"),
    may("published_precision", WORDS, "time, day, month or year"),
    may("published_origin", WORDS, "where the date was found: dateline, metadata or user"),
    must("published_candidates", JSON, "dates it may be where day and month are in doubt"),
    may("language", WORDS, "ISO 639-1 code of its language"),
    may("url", WORDS, "its address on the web"),
    must("format", WORDS, "the format it came in"),
    may("encoding", WORDS, "the character encoding it came in"),
    may("relayed_from", WORDS, "the outlet whose report it says it relays"),
    must("text_sha256", WORDS, "SHA-256 of the text in UTF-8"),
    must("text", WORDS, "the decoded original; all offsets count its code points"),
)
Index("report_id_idx", report.c.id, unique=True)
Index("report_published_idx", report.c.published)
Index("report_language_idx", report.c.language)
Index("report_text_sha256_idx", report.c.text_sha256)
_equal(report, "source_id")
_equal(report, "source")
_equal(report, "publisher")

reading = Table(
    "reading",
    metadata,
    key_column(),
    must("id", WORDS, "content hash of everything found and of the reader"),
    _of("report", "the report that was read"),
    _of("run", "the run that read it"),
    must("reader", WORDS, "the version of dragoman that read it"),
    must("status", WORDS, "read, or language not read"),
    _link("superseded_by", "reading", "the later reading that replaced it; NULL if current"),
)
Index("reading_id_idx", reading.c.id, unique=True)
Index("reading_report_idx", reading.c.report, reading.c.superseded_by)

reading_json = Table(
    "reading_json",
    metadata,
    Column(
        "reading",
        Integer,
        ForeignKey("reading.key"),
        primary_key=True,
        autoincrement=False,
        doc="the reading",
    ),
    must("body", LargeBinary, "its JSON (docs/contract.md) without report.text, zlib"),
)

root = _child(
    "root",
    "reading",
    _place_in_list(),
    must("name", WORDS, "the outlet, agency or body whose reporting the report passes on"),
    _link("actor", "actor", "the actor of this reading that it is"),
    *_span(optional=True),
)
_equal(root, "name")

passage = _child(
    "passage",
    "reading",
    _place_in_list(),
    must("kind", WORDS, "dateline, headline, heading, body, caption, credit or boilerplate"),
    *_span()[:2],
)

actor = Table(
    "actor",
    metadata,
    key_column(),
    *_finding("content hash: place in the report and kind"),
    must("name", WORDS, "its fullest name in the report"),
    must("type", WORDS, "person, organisation, outlet, state or group"),
    may("country", WORDS, "ISO 3166-1 alpha-2 code of the country it belongs to"),
)
Index("actor_reading_idx", actor.c.reading, actor.c.type)
_equal(actor, "name")

alias = _child(
    "alias", "actor", _place_in_list(), must("name", WORDS, "another name the report has for it")
)
_equal(alias, "name")

role = _child(
    "role",
    "actor",
    _place_in_list(),
    must("title", WORDS, "the office or position"),
    may("of", WORDS, "of what state or body"),
    must("status", WORDS, "current or former"),
    *_span(),
)

mention = _child(
    "mention",
    "reading",
    _place_in_list(),
    must("id", WORDS, "content hash: place in the report and kind"),
    must("kind", WORDS, "name, role, descriptor or pronoun"),
    may("type", WORDS, "person, organisation, outlet, state or group"),
    _link("actor", "actor", "whom it stands for"),
    *_span(),
)
Index("mention_actor_idx", mention.c.actor)

time = Table(
    "time",
    metadata,
    key_column(),
    *_finding("content hash: place in the report and kind"),
    must("type", WORDS, "DATE, TIME, DURATION or SET"),
    must("value", WORDS, "TIMEX3 value"),
    may("from_date", WORDS, "first day or moment it denotes, ISO"),
    may("to_date", WORDS, "last day or moment it denotes, ISO, inclusive"),
    may("precision", WORDS, "how exact it is"),
    may("anchor", WORDS, "what it was counted from: report, root or a time's id"),
    *_span(),
)
Index("time_reading_idx", time.c.reading)

place = Table(
    "place",
    metadata,
    key_column(),
    *_finding("content hash: place in the report and kind"),
    must("name", WORDS, "the toponym"),
    may("geonameid", Integer, "GeoNames number"),
    may("lat", Float, "degrees north, WGS 84"),
    may("lon", Float, "degrees east, WGS 84"),
    may("country", WORDS, "ISO 3166-1 alpha-2 code"),
    may("admin1", WORDS, "name of the first-order division"),
    must("metonym", Boolean, "whether it stands for a government or names a people"),
    *_span(),
    may("precision", WORDS, "how exact lat and lon are: city, admin2, admin1, region or country"),
    may("extent", WORDS, "near or part: what lies by it or a part of it is meant"),
)
Index("place_reading_idx", place.c.reading)
Index("place_geonameid_idx", place.c.geonameid)

statement = Table(
    "statement",
    metadata,
    key_column(),
    *_finding("content hash: place in the report and kind"),
    must("source", WORDS, "who holds it: the name of the chain's last link"),
    must("chain", WORDS, "the names of all links, outermost relay first, joined by ' > '"),
    must("content", WORDS, "the words attributed, pieces joined by ' … '"),
    must("mode", WORDS, "direct, indirect or mixed"),
    *_span("cue", optional=True),
    must("confidence", Float, "how sure the finding is, 0 to 1"),
    must("origin", WORDS, "the rule or model that found it, with version"),
)
Index("statement_reading_idx", statement.c.reading, statement.c.mode)

chain_link = _child(
    "chain_link",
    "statement",
    _place_in_list("its place in the chain; 0 is the outermost relay"),
    must("name", WORDS, "whom the words stand for"),
    must("kind", WORDS, "outlet, person, organisation, state or anonymous"),
    _link("actor", "actor", "the actor it is"),
    *_span(),
    may("unnamed_country", WORDS, "ISO 3166 code of a source that is not named"),
    may("unnamed_office", WORDS, "what a source that is not named is or does"),
    *_span("reason", optional=True),
)
Index("chain_link_actor_idx", chain_link.c.actor)
_equal(chain_link, "name")

statement_target = _child(
    "statement_target",
    "statement",
    _place_in_list(),
    _link("actor", "actor", "the actor that the statement is about"),
    *_span(),
    may("stance", WORDS, "support, neutral or oppose: how the sentence speaks of the actor"),
    may("confidence", Float, "how sure the stance is, 0 to 1"),
)
Index("statement_target_actor_idx", statement_target.c.actor)

content_span = _child("content_span", "statement", _place_in_list(), *_span())

event = Table(
    "event",
    metadata,
    key_column(),
    *_finding("content hash: place in the report and kind"),
    must("type", WORDS, "PLOVER type, such as CONSULT or ASSAULT"),
    may("mode", WORDS, "PLOVER mode"),
    must("contexts", JSON, "PLOVER contexts"),
    must("status", WORDS, "asserted, claimed, future, possible or negated"),
    *_span("trigger"),
    _link("time", "time", "the time expression that dates it"),
    may("from_date", WORDS, "first day or moment it may have happened, ISO"),
    may("to_date", WORDS, "last day or moment it may have happened, ISO, inclusive"),
    may("precision", WORDS, "how exactly the date is known"),
    _link("place", "place", "where it happened"),
    may("intensity", Float, "PLOVER intensity, -10 to 10"),
    must("confidence", Float, "how sure the finding is, 0 to 1"),
    must("origin", WORDS, "the rule or model that found it, with version"),
    may("same_as", WORDS, "id of the first event of the report that tells of the same happening"),
    may("dated_by", WORDS, "what dates it: its clause, another telling, or the story's order"),
)
Index("event_reading_idx", event.c.reading, event.c.type, event.c.from_date)
Index("event_type_idx", event.c.type)
Index("event_from_date_idx", event.c.from_date)

event_argument = _child(
    "event_argument",
    "event",
    must("role", WORDS, "actor or recipient"),
    _place_in_list("its place among those of its role, from 0"),
    _link("actor", "actor", "the actor that the words refer to"),
    *_span(),
    more_key=("role",),
)
Index("event_argument_actor_idx", event_argument.c.actor)

quantity = _child(
    "quantity",
    "event",
    _place_in_list(),
    must("value", Float, "the number"),
    must("of", WORDS, "what it counts, such as killed"),
    *_span(),
)

event_statement = _child(
    "event_statement",
    "event",
    _place_in_list(),
    _of("statement", "a statement whose content tells the event"),
)
Index("event_statement_statement_idx", event_statement.c.statement)

relation = _child(
    "relation",
    "reading",
    _place_in_list(),
    must("id", WORDS, "content hash: place in the report and kind"),
    must("kind", WORDS, "office, membership, part-of, ally or opponent"),
    _link("subject", "actor", "the actor that holds the tie"),
    _link("object", "actor", "the actor it is tied to"),
    may("title", WORDS, "the office's title"),
    must("status", WORDS, "current or former"),
    *_span(),
    must("confidence", Float, "how sure the finding is, 0 to 1"),
    must("origin", WORDS, "the rule or model that found it, with version"),
    may("from_date", WORDS, "ISO date from which the report says it held"),
    may("to_date", WORDS, "ISO date until which the report says it held, inclusive"),
    may("tenure", WORDS, "acting or designate, of an office held for now or not yet"),
)
Index("relation_subject_idx", relation.c.subject)
Index("relation_object_idx", relation.c.object)

failure = Table(
    "failure",
    metadata,
    key_column(),
    _of("run", "the run that met it"),
    must("source", WORDS, "the input that could not be read"),
    must("reason", WORDS, "why, in one sentence"),
)
_equal(failure, "source")

name_key = Table(
    "name_key",
    metadata,
    Column("sounds", WORDS, primary_key=True, doc="consonants of one part of the name, coarsely"),
    Column("name", WORDS, primary_key=True, doc="a name of an actor, a source or a root"),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    key_column(),
    must("first_id", WORDS, "id of one finding"),
    must("second_id", WORDS, "id of the other"),
    must("verdict", WORDS, "same, different or unsure"),
    may("score", Float, "how likely they are the same, 0 to 1"),
    must("maker", WORDS, "the person or model that judged"),
    may("reason", WORDS, "why"),
    must("made", WORDS, "when, ISO date-time in UTC"),
)
Index("judgement_first_id_idx", judgement.c.first_id, judgement.c.second_id)
Index("judgement_second_id_idx", judgement.c.second_id)

FINDINGS = (
    *(run, report, reading, reading_json, actor, alias, role, root, passage, mention),
    *(time, place, statement, chain_link, statement_target, content_span),
    *(event, event_argument, quantity, event_statement, relation, name_key),
)
"""Every table that a reading is written to, parents before children."""

TABLE_DOCS = {
    "run": "One call of dragoman that wrote something.",
    "report": "One published text, described as its current reading describes it.",
    "reading": "One reading of a report by one version of dragoman.",
    "reading_json": "The whole of a reading, for lossless reading back.",
    "root": "Whose reporting a report passes on.",
    "passage": "A part of a report with a kind.",
    "actor": "A person, organisation, outlet, state or group of one report.",
    "alias": "Another name that the report has for an actor.",
    "role": "An office or position that an actor holds or held.",
    "mention": "Words that name, describe or stand for an actor.",
    "time": "A time expression and what it denotes.",
    "place": "A toponym and where it is.",
    "statement": "Words, an opinion, belief or claim attributed to a source.",
    "chain_link": "One link of a statement's source chain.",
    "statement_target": "An actor that a statement is about.",
    "content_span": "One piece of what a statement says.",
    "event": "What an actor did, plans, threatens or refuses, coded in PLOVER.",
    "event_argument": "Who took part in an event, and on which side.",
    "quantity": "A count that a report gives for an event.",
    "event_statement": "Which statements tell an event.",
    "relation": "A standing tie between actors.",
    "failure": "An input that could not be read.",
    "name_key": "For look-up of names in any spelling.",
    "judgement": "A verdict on a pair of findings, of a person or of linking.",
}
"""What a row of each table is, for docs/record.md."""

VIEW_DOCS = {
    "reports": "Reports with the roots they relay.",
    "actors": "Actors with aliases and roles in one cell each.",
    "statements": "Statements with source, chain and content in one cell each.",
    "events": "Events with who took part, when and where.",
    "relations": "Relations with the names of both actors.",
}
"""What a row of each view is; `report` in them is the number of the report."""
