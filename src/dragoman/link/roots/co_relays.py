"""Which reports may pass on one story of a source that has no report in the record."""

from __future__ import annotations

from dragoman.link.engine import Engine, tuples_of

# Reports that cite one outlet further apart tell other stories of it; of the likest of an outlet's
# relays so many are compared with each.
MAX_DAYS, MAX_OTHERS = 3, 3


def find_co_relays(engine: Engine) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of the sources that two reports have in common, by the later and the other.

    Reports that share rare names, are of about the same days and of two publishers, and neither
    of which relays the other. Runs after `update_relays`, whose kept tables it reads; the
    outcome hangs on those alone.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for relay, other, source in tuples_of(engine.rows(_CO_RELAYS)):
        found[relay, other] = (*found.get((relay, other), ()), source)
    return found


# A report may have the same name twice, credited and cited. Of reports of one day, each of which
# is the later for the other, the greater number is the relay.
_CO_RELAYS = f"""
    WITH named AS (
        SELECT DISTINCT r.n, e.relay AS report, e.name, r.day, r.publisher
        FROM kept_relay_edges e JOIN kept_relay_reports r ON r.report = e.relay
        WHERE e.root IS NULL
    ),
    ranked AS (
        SELECT a.report AS relay, b.report AS other, a.name, row_number() OVER (
            PARTITION BY a.n, a.name ORDER BY p.weight DESC, p.other
        ) AS place
        FROM named a
        JOIN kept_relay_by_rare p ON p.one = a.n
        JOIN named b ON b.n = p.other AND b.name = a.name
        WHERE a.day - b.day <= {MAX_DAYS} AND (a.day > b.day OR a.n > b.n)
          AND (a.publisher IS NULL OR b.publisher IS NULL OR a.publisher <> b.publisher)
    )
    SELECT s.relay, s.other, s.name FROM ranked s
    ANTI JOIN kept_relay_edges e ON e.relay = s.relay AND e.root = s.other
    ANTI JOIN kept_relay_edges f ON f.relay = s.other AND f.root = s.relay
    WHERE s.place <= {MAX_OTHERS}
    ORDER BY s.relay, s.other, s.name
"""
