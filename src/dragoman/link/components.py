"""Connected components in SQL: which nodes hang together by edges."""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.engine import Engine

# Pairs with how likely the two are one.
SCORES = pa.schema([("one", pa.string()), ("other", pa.string()), ("score", pa.float64())])

# Rounds grow with the square of the logarithm of the longest chain; this is far beyond any.
_MAX_ROUNDS = 100


def find_components(engine: Engine, nodes: str, edges: str, into: str) -> None:
    """Store `into` (node, component): of every node the smallest node it hangs together with.

    `nodes` has a column node, `edges` the columns one and other; all hold text.
    Alternates the large-star and the small-star of Kiveris and others (2014,
    Connected components in MapReduce and beyond), which keep what hangs together and
    end in a star around each component's smallest node.
    """
    stars = f"{into}_stars"
    engine.store(
        stars,
        f"SELECT DISTINCT greatest(one, other) AS one, least(one, other) AS other "
        f"FROM {edges} WHERE one <> other",
    )
    for _ in range(_MAX_ROUNDS):
        engine.store(f"{into}_both", _both_ways(stars))
        engine.store(f"{into}_large", _large_star(f"{into}_both"))
        engine.store(f"{into}_small", _small_star(f"{into}_large"))
        if _same(engine, stars, f"{into}_small"):
            break
        engine.store(stars, f"SELECT one, other FROM {into}_small")
    engine.store(
        into,
        f"SELECT n.node, coalesce(s.other, n.node) AS component "
        f"FROM {nodes} n LEFT JOIN {stars} s ON s.one = n.node",
    )


def _both_ways(edges: str) -> str:
    return f"SELECT one, other FROM {edges} UNION SELECT other AS one, one AS other FROM {edges}"


def _large_star(both: str) -> str:
    """Every larger neighbour of a node hangs on the smallest node that the node sees."""
    return f"""
        SELECT DISTINCT b.other AS one, m.least AS other
        FROM {both} b
        JOIN (SELECT one, least(one, min(other)) AS least FROM {both} GROUP BY one) m
          ON m.one = b.one
        WHERE b.other > b.one AND b.other <> m.least
    """


def _small_star(edges: str) -> str:
    """A node and its smaller neighbours hang on the smallest of them; `one` is the larger end."""
    least = f"SELECT one, min(other) AS least FROM {edges} GROUP BY one"
    return f"""
        SELECT d.other AS one, m.least AS other
        FROM {edges} d JOIN ({least}) m ON m.one = d.one
        WHERE d.other <> m.least
        UNION
        SELECT one, least AS other FROM ({least}) m
    """


def _same(engine: Engine, one: str, other: str) -> bool:
    if engine.count(one) != engine.count(other):
        return False
    found = engine.rows(
        f"SELECT count(*) AS n FROM {one} a JOIN {other} b ON a.one = b.one AND a.other = b.other"
    )
    return bool(found.column("n")[0].as_py() == engine.count(one))
