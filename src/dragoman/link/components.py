"""Connected components in SQL: which nodes hang together by edges."""

from __future__ import annotations

import pyarrow as pa

from dragoman.link.engine import Engine, make_tables, texts

# Pairs with how likely the two are one.
SCORES = pa.schema([("one", pa.string()), ("other", pa.string()), ("score", pa.float64())])

# Rounds grow with the square of the logarithm of the longest chain; this is far beyond any.
_MAX_ROUNDS = 100
# So many edges are followed in memory: it takes a second, where every round in SQL has its cost.
MAX_IN_MEMORY = 200_000
_COMPONENT_SCHEMA = texts("node", "component")


def update_components(
    engine: Engine, nodes: str, edges: str, *, touched: str, kept: str, into: str
) -> None:
    """Bring kept components up to date where something changed, and say where that is.

    `nodes` (node) and `edges` (one, other) are tables of all that is now; every end of an edge
    is a node. `touched` (node) holds every node that came or went since the last call and both
    ends of every edge that came or went; more does no harm. `kept` (node, component), a
    kept table, is made by the first call, and is then as `find_components` would make it of all.

    Stores `into` (node, component), all nodes of the components concerned as they are
    now, and `into`_before (node, component), those nodes as they were; the caller drops all
    that begins with `into`. A component that is whole in neither did not change.
    """
    make_tables(engine, {kept: _COMPONENT_SCHEMA})
    before, concerned = f"{into}_before", f"{into}_concerned"
    old = f"SELECT k.component FROM {kept} k SEMI JOIN {touched} t ON t.node = k.node"
    engine.store(
        before,
        f"SELECT k.node, k.component FROM {kept} k "
        f"SEMI JOIN ({old}) c ON c.component = k.component",
    )
    # An edge that stays joins nodes of one old component: no other node can be concerned.
    engine.store(concerned, f"SELECT node FROM {before} UNION SELECT node FROM {touched}")
    engine.store(
        f"{into}_edges",
        f"SELECT e.one, e.other FROM {edges} e SEMI JOIN {concerned} c ON c.node = e.one "
        f"WHERE e.one <> e.other",
    )
    here = f"(SELECT n.node FROM {nodes} n SEMI JOIN {concerned} c ON c.node = n.node)"
    find_components(engine, here, f"{into}_edges", into)
    engine.keep(kept, into, keys=["node"], gone=f"(SELECT node FROM {before})")


def find_components(engine: Engine, nodes: str, edges: str, into: str) -> None:
    """Store `into` (node, component): of every node the smallest node it hangs together with.

    `nodes` has a column node, `edges` the columns one and other; all hold text.
    Few edges are followed in memory. For many it alternates the large-star and the small-star
    of Kiveris and others (2014, Connected components in MapReduce and beyond), which keep what
    hangs together and end in a star around each component's smallest node.
    """
    if engine.count(edges) <= MAX_IN_MEMORY:
        engine.put(f"{into}_least", _in_memory(engine.rows(f"SELECT one, other FROM {edges}")))
        engine.store(into, _of_all(nodes, f"{into}_least"))
        return
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
    engine.store(f"{into}_least", f"SELECT one AS node, other AS component FROM {stars}")
    engine.store(into, _of_all(nodes, f"{into}_least"))
    for table in ("stars", "both", "large", "small"):
        engine.drop(f"{into}_{table}")


def _of_all(nodes: str, least: str) -> str:
    """Every node's component; one without edges is by itself."""
    return f"""
        SELECT n.node, coalesce(l.component, n.node) AS component
        FROM {nodes} n LEFT JOIN {least} l ON l.node = n.node
    """


def _in_memory(edges: pa.Table) -> pa.Table:
    """Of the ends of edges the smallest node that each hangs together with."""
    above: dict[str, str] = {}

    def find(node: str) -> str:
        path = []
        while (next_ := above.setdefault(node, node)) != node:
            path.append(node)
            node = next_
        for passed in path:
            above[passed] = node
        return node

    for one, other in zip(edges["one"].to_pylist(), edges["other"].to_pylist(), strict=True):
        first, last = find(one), find(other)
        if first != last:
            above[max(first, last)] = min(first, last)
    nodes = list(above)
    return pa.table([nodes, [find(n) for n in nodes]], schema=_COMPONENT_SCHEMA)


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
