"""The relays of all reports: to reports in the record, and to outlets that are only named."""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.engine import Engine, table_of_texts, tuples_of
from dragoman.link.roots.origins import WHOLE_SCORE, break_cycles
from dragoman.link.roots.tables import RELIED_ON
from dragoman.link.roots.verify import TEXTUAL
from dragoman.model import Span
from dragoman.model.links import Changes, Relay

AGENCY_OF_A_COPY = 0.85
# Outlets only named come after reports in the record, an agency that no report credits before them.
_AFTER = 1_000_000
_EDGE = pa.schema(
    [
        ("relay", pa.string()),
        ("place", pa.int64()),
        ("root", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("score", pa.float64()),
        ("relay_start", pa.int64()),
        ("relay_end", pa.int64()),
        ("root_start", pa.int64()),
        ("root_end", pa.int64()),
    ]
)
KEPT_EDGES = {"kept_relay_edges": _EDGE}
_COLUMNS = ", ".join(_EDGE.names)
_TEXTUAL_KINDS = ", ".join(f"'{kind}'" for kind in sorted(TEXTUAL))


def update_edges(engine: Engine) -> Changes[Relay]:
    """Make all relays of what was chosen and named, without circles; gives what changed.

    Kept is `kept_relay_edges`, all that stands in a relay but the words themselves,
    which cannot change without the id of their report.
    """
    engine.store("relay_linked", _LINKED)
    engine.store("relay_agencies", _AGENCIES)
    engine.store("relay_edges", _DRAWN)
    _break(engine)
    engine.store("relay_changed", _CHANGED)
    gone = engine.rows(_GONE).column("relay").to_pylist()
    new = tuple(_read_relays(engine.rows(_NEW)))
    engine.keep(
        "kept_relay_edges",
        f"(SELECT {_COLUMNS} FROM relay_edges e SEMI JOIN relay_changed c ON c.relay = e.relay)",
        keys=["relay"],
        gone="relay_changed",
    )
    return Changes(tuple(gone), new)


def read_edges(engine: Engine) -> list[Relay]:
    """All relays that are kept, without spans, the first of each report first."""
    rows = engine.rows(
        "SELECT relay, root, name, kind, score FROM kept_relay_edges ORDER BY relay, place"
    )
    return [Relay(*row) for row in tuples_of(rows)]


def _break(engine: Engine) -> None:
    """Take out of `relay_edges` those that would close a circle."""
    rows = engine.rows(
        "SELECT relay, root, kind, score FROM relay_edges WHERE root IS NOT NULL "
        "ORDER BY relay, place"
    ).to_pylist()
    relays = [Relay(r["relay"], r["root"], "", r["kind"], r["score"]) for r in rows]
    left = {(r.relay, r.root) for r in break_cycles(relays)}
    broken = [(r.relay, r.root) for r in relays if (r.relay, r.root) not in left]
    if broken:
        engine.put("relay_broken", table_of_texts(("relay", "root"), broken))
        engine.store("relay_edges", _UNBROKEN)


def _read_relays(rows: pa.Table) -> list[Relay]:
    return [
        Relay(
            row["relay"],
            row["root"],
            row["name"],
            row["kind"],
            row["score"],
            _span(row, "relay"),
            _span(row, "root"),
        )
        for row in rows.to_pylist()
    ]


def _span(row: dict[str, object], side: str) -> Span | None:
    start, end, text = (row[f"{side}_{what}"] for what in ("start", "end", "text"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
        return None
    return Span(start, end, text)


_LINKED = f"""
    SELECT a.n, a.report AS relay, c.place, c.one, c.other, b.n AS root_n, b.report AS root,
        b.own AS name, b.publisher, f.kind, f.score AS shown,
        CASE WHEN a.relied AND f.kind NOT IN ({_TEXTUAL_KINDS})
            THEN greatest(f.score, CAST({RELIED_ON} AS DOUBLE)) ELSE f.score END AS score,
        f.relay_start, f.relay_end, f.root_start, f.root_end
    FROM kept_relay_chosen c
    JOIN kept_relay_found f ON f.one = c.one AND f.other = c.other
    JOIN kept_relay_reports a ON a.n = f.relay
    JOIN kept_relay_reports b ON b.n = f.root
"""
# Reports that have a whole text in common with another which credits an agency: the text is the
# agency's then, though they do not say so. That an agency helped is enough where two
# outlets have the text, for one has no right to the other's.
_AGENCIES = f"""
    SELECT r.n, r.report AS relay, s.agency AS name FROM (
        SELECT l.root_n AS n, coalesce(a.credit, a.signed, b.signed) AS agency,
            row_number() OVER (PARTITION BY l.root_n ORDER BY l.shown DESC, l.n) AS place
        FROM relay_linked l
        JOIN kept_relay_reports a ON a.n = l.n JOIN kept_relay_reports b ON b.n = l.root_n
        WHERE l.kind IN ({_TEXTUAL_KINDS}) AND l.shown >= {WHOLE_SCORE}
          AND b.credit IS NULL AND a.publisher IS DISTINCT FROM b.publisher
          AND coalesce(a.credit, a.signed, b.signed) IS NOT NULL
    ) s
    JOIN kept_relay_reports r ON r.n = s.n
    ANTI JOIN relay_linked o ON o.n = s.n
    WHERE s.place = 1 AND s.agency IS DISTINCT FROM r.publisher
"""
_NOWHERE = ", ".join(
    f"CAST(NULL AS BIGINT) AS {x}" for x in ("relay_start", "relay_end", "root_start", "root_end")
)
# The outlets a report credits or cites of which it has no report in the record.
_DRAWN = f"""
    SELECT {_COLUMNS}, n, one, other FROM relay_linked
    UNION ALL
    SELECT relay, CAST({_AFTER - 1} AS BIGINT) AS place, CAST(NULL AS STRING) AS root, name,
        'copy' AS kind, CAST({AGENCY_OF_A_COPY} AS DOUBLE) AS score, {_NOWHERE},
        n, CAST(NULL AS BIGINT) AS one, CAST(NULL AS BIGINT) AS other
    FROM relay_agencies
    UNION ALL
    SELECT r.report AS relay, {_AFTER} + m.place AS place, CAST(NULL AS STRING) AS root, m.name,
        m.kind, m.score, m.relay_start, m.relay_end,
        CAST(NULL AS BIGINT) AS root_start, CAST(NULL AS BIGINT) AS root_end,
        m.n, CAST(NULL AS BIGINT) AS one, CAST(NULL AS BIGINT) AS other
    FROM kept_relay_named m
    JOIN kept_relay_reports r ON r.n = m.n
    ANTI JOIN relay_linked l ON l.n = m.n AND l.publisher = m.name
    ANTI JOIN relay_agencies a ON a.n = m.n AND a.name = m.name
"""
_UNBROKEN = """
    SELECT e.* FROM relay_edges e
    ANTI JOIN relay_broken b ON b.relay = e.relay AND b.root = e.root
"""
_CHANGED = f"""
    SELECT DISTINCT relay FROM (
        (SELECT {_COLUMNS} FROM relay_edges EXCEPT SELECT {_COLUMNS} FROM kept_relay_edges)
        UNION ALL
        (SELECT {_COLUMNS} FROM kept_relay_edges EXCEPT SELECT {_COLUMNS} FROM relay_edges)
    ) others
"""
_GONE = """
    SELECT DISTINCT k.relay FROM kept_relay_edges k
    SEMI JOIN relay_changed c ON c.relay = k.relay ORDER BY k.relay
"""
_NEW = f"""
    SELECT e.*, coalesce(f.relay_text, m.relay_text) AS relay_text, f.root_text
    FROM relay_edges e
    SEMI JOIN relay_changed c ON c.relay = e.relay
    LEFT JOIN kept_relay_found f ON f.one = e.one AND f.other = e.other
    LEFT JOIN kept_relay_named m ON m.n = e.n AND m.place = e.place - {_AFTER}
    ORDER BY e.relay, e.place
"""
