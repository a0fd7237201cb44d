"""Reports, readings and everything found in them; search; views of what is current.

Frozen: later changes are later files. Nothing here may import the present tables.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT, TSVECTOR

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(TEXT(collation="C"), "postgresql")
Columns = list[sa.Column[Any]]


def _words(*names: str) -> Columns:
    return [sa.Column(n, WORDS, nullable=False) for n in names]


def _maybe(*names: str, kind: Any = WORDS) -> Columns:
    return [sa.Column(n, kind, nullable=True) for n in names]


def _key() -> Columns:
    return [sa.Column("key", sa.Integer, primary_key=True, autoincrement=False)]


def _of(table: str) -> Columns:
    return [sa.Column(table, sa.Integer, sa.ForeignKey(f"{table}.key"), nullable=False)]


def _link(name: str, table: str) -> Columns:
    return [sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.key"), nullable=True)]


def _must(name: str, kind: Any) -> Columns:
    return [sa.Column(name, kind, nullable=False)]


def _span(
    start: str = "start_offset", end: str = "end_offset", text: str = "text", null: bool = False
) -> Columns:
    return [
        sa.Column(start, sa.Integer, nullable=null),
        sa.Column(end, sa.Integer, nullable=null),
        sa.Column(text, WORDS, nullable=null),
    ]


def _finding() -> Columns:
    return [*_of("reading"), *_position(), *_words("id")]


def _position() -> Columns:
    return _must("position", sa.Integer)


def _table(name: str, *columns: Columns) -> None:
    op.create_table(name, *_key(), *(c for group in columns for c in group))


def _child(name: str, parent: str, *columns: Columns, more_key: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        *_of(parent),
        *(c for group in columns for c in group),
        sa.PrimaryKeyConstraint(parent, *more_key, "position"),
        sqlite_with_rowid=False,
    )


def _index(table_name: str, *columns: str, unique: bool = False, equal: bool = False) -> None:
    """`equal` serves look-up by equality alone, of words of any length."""
    name = f"{table_name}_{columns[0]}_idx"
    using = "hash" if equal else "btree"
    op.create_index(name, table_name, list(columns), unique=unique, postgresql_using=using)


def _make_reports() -> None:
    _table("run", _words("reader", "started"), _maybe("finished"), _maybe("options", kind=sa.JSON))
    _table(
        "report",
        _words("id", "source_id", "source"),
        _maybe("title", "publisher", "published", "published_precision", "published_origin"),
        _must("published_candidates", sa.JSON),
        _maybe("language", "url"),
        _words("format"),
        _maybe("encoding", "relayed_from"),
        _words("text_sha256", "text"),
    )
    _table(
        "reading",
        _words("id"),
        _of("report"),
        _of("run"),
        _words("reader", "status"),
        _link("superseded_by", "reading"),
    )
    op.create_table(
        "reading_json",
        sa.Column(
            "reading",
            sa.Integer,
            sa.ForeignKey("reading.key"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    _table("failure", _of("run"), _words("source", "reason"))


def _make_actors() -> None:
    _table("actor", _finding(), _words("name", "type"), _maybe("country"))
    _child("alias", "actor", _position(), _words("name"))
    _child("role", "actor", _position(), _words("title"), _maybe("of"), _words("status"), _span())
    _child(
        "root", "reading", _position(), _words("name"), _link("actor", "actor"), _span(null=True)
    )
    _child("passage", "reading", _position(), _words("kind"), _span()[:2])
    _child(
        "mention",
        "reading",
        _position(),
        _words("id", "kind"),
        _maybe("type"),
        _link("actor", "actor"),
        _span(),
    )
    _child(
        "relation",
        "reading",
        _position(),
        _words("id", "kind"),
        _link("subject", "actor"),
        _link("object", "actor"),
        _maybe("title"),
        _words("status"),
        _span(),
        _must("confidence", sa.Float),
        _words("origin"),
    )
    op.create_table(
        "name_key",
        sa.Column("sounds", WORDS, primary_key=True),
        sa.Column("name", WORDS, primary_key=True),
        sqlite_with_rowid=False,
    )


def _make_times_and_places() -> None:
    _table(
        "time",
        _finding(),
        _words("type", "value"),
        _maybe("from_date", "to_date", "precision", "anchor"),
        _span(),
    )
    _table(
        "place",
        _finding(),
        _words("name"),
        _maybe("geonameid", kind=sa.Integer),
        _maybe("lat", "lon", kind=sa.Float),
        _maybe("country", "admin1"),
        _must("metonym", sa.Boolean),
        _span(),
    )


def _make_statements() -> None:
    _table(
        "statement",
        _finding(),
        _words("source", "chain", "content", "mode"),
        _span("cue_start", "cue_end", "cue_text", null=True),
        _must("confidence", sa.Float),
        _words("origin"),
    )
    _child(
        "chain_link",
        "statement",
        _position(),
        _words("name", "kind"),
        _link("actor", "actor"),
        _span(),
    )
    _child("content_span", "statement", _position(), _span())


def _make_events() -> None:
    _table(
        "event",
        _finding(),
        _words("type"),
        _maybe("mode"),
        _must("contexts", sa.JSON),
        _words("status"),
        _span("trigger_start", "trigger_end", "trigger_text"),
        _link("time", "time"),
        _maybe("from_date", "to_date", "precision"),
        _link("place", "place"),
        _maybe("intensity", kind=sa.Float),
        _must("confidence", sa.Float),
        _words("origin"),
    )
    _child(
        "event_argument",
        "event",
        _words("role"),
        _position(),
        _link("actor", "actor"),
        _span(),
        more_key=("role",),
    )
    _child("quantity", "event", _position(), _must("value", sa.Float), _words("of"), _span())
    _child("event_statement", "event", _position(), _of("statement"))


def _make_indexes() -> None:
    _index("report", "id", unique=True)
    _index("reading", "id", unique=True)
    _index("reading", "report", "superseded_by")
    for column in ("published", "language", "text_sha256"):
        _index("report", column)
    for column in ("source_id", "source", "publisher"):
        _index("report", column, equal=True)
    for name in ("root", "actor", "alias", "chain_link"):
        _index(name, "name", equal=True)
    _index("failure", "source", equal=True)
    for name in ("time", "place"):
        _index(name, "reading")
    _index("actor", "reading", "type")
    _index("statement", "reading", "mode")
    _index("event", "reading", "type", "from_date")
    for name in ("mention", "chain_link", "event_argument"):
        _index(name, "actor")
    _index("place", "geonameid")
    _index("event", "type")
    _index("event", "from_date")
    _index("event_statement", "statement")
    _index("relation", "subject")
    _index("relation", "object")


def _make_search() -> None:
    """FTS5 over the tables' own text on SQLite; word vectors beside them on PostgreSQL."""
    if op.get_bind().dialect.name == "sqlite":
        for name, columns in (("report", "title, text"), ("statement", "chain, content")):
            op.execute(
                f"CREATE VIRTUAL TABLE {name}_search USING fts5({columns}, content='{name}',"
                " content_rowid='key', tokenize='unicode61 remove_diacritics 2')"
            )
        return
    for name in ("report", "statement"):
        op.create_table(
            f"{name}_search",
            sa.Column(name, sa.Integer, sa.ForeignKey(f"{name}.key"), primary_key=True),
            sa.Column("words", TSVECTOR, nullable=False),
        )
        op.create_index(
            f"{name}_search_words_idx", f"{name}_search", ["words"], postgresql_using="gin"
        )


REPORT = "p.key AS report, p.source_id, p.publisher, p.published, p.title AS report_title"
CURRENT = "JOIN reading r ON r.key = {0}.reading AND r.superseded_by IS NULL"
OF_REPORT = "JOIN report p ON p.key = r.report"

VIEWS = {
    "reports": """
        SELECT p.key, p.id, p.source_id, p.title, p.publisher, p.published, p.language, p.url,
            r.status, r.reader, (SELECT {roots} FROM root x WHERE x.reading = r.key) AS roots,
            p.text
        FROM report p JOIN reading r ON r.report = p.key AND r.superseded_by IS NULL""",
    "actors": """
        SELECT a.key, {report}, a.id, a.name, a.type, a.country,
            (SELECT {aliases} FROM alias x WHERE x.actor = a.key) AS aliases,
            (SELECT {roles} FROM role x WHERE x.actor = a.key) AS roles
        FROM actor a {current_a} {of_report}""",
    "statements": """
        SELECT s.key, {report}, s.id, s.source, s.chain, s.cue_text AS cue, s.content, s.mode,
            s.confidence, s.origin
        FROM statement s {current_s} {of_report}""",
    "events": """
        SELECT e.key, {report}, e.id, e.from_date, e.to_date, e.precision, e.type, e.mode,
            e.status, e.trigger_text AS words,
            (SELECT {people} FROM event_argument x LEFT JOIN actor y ON y.key = x.actor
             WHERE x.event = e.key AND x.role = 'actor') AS actors,
            (SELECT {people} FROM event_argument x LEFT JOIN actor y ON y.key = x.actor
             WHERE x.event = e.key AND x.role = 'recipient') AS recipients,
            l.name AS place, l.country, l.lat, l.lon, e.intensity, e.confidence, e.origin
        FROM event e {current_e} {of_report} LEFT JOIN place l ON l.key = e.place""",
    "relations": """
        SELECT {report}, n.position, n.id, n.kind, y.name AS subject, z.name AS object, n.title,
            n.status, n.text AS words, n.confidence, n.origin
        FROM relation n {current_n} {of_report}
        LEFT JOIN actor y ON y.key = n.subject LEFT JOIN actor z ON z.key = n.object""",
}


def make_view(name: str, query: str) -> None:
    """Make a view of a query whose parts in braces are those of `VIEWS`."""
    sqlite = op.get_bind().dialect.name == "sqlite"

    def joined(expression: str) -> str:
        if sqlite:  # rows of these tables come in the order of their primary key
            return f"group_concat({expression}, '; ')"
        return f"string_agg({expression}, '; ' ORDER BY x.position)"

    parts = {
        "report": REPORT,
        "of_report": OF_REPORT,
        "roots": joined("x.name"),
        "aliases": joined("x.name"),
        "roles": joined("x.title || coalesce(' of ' || x.of, '') || ' (' || x.status || ')'"),
        "people": joined("coalesce(y.name, x.text)"),
        **{f"current_{letter}": CURRENT.format(letter) for letter in "asen"},
    }
    op.execute(f"CREATE VIEW {name} AS {' '.join(query.format(**parts).split())}")


def upgrade() -> None:
    """Make everything that a record needs to hold readings."""
    _make_reports()
    _make_actors()
    _make_times_and_places()
    _make_statements()
    _make_events()
    _make_indexes()
    _make_search()
    for name, query in VIEWS.items():
        make_view(name, query)
