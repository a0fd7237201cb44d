"""Clusters of nodes: what hangs together, cut where it would make two actors one.

Components are found in SQL. Within one, edges are taken from those on which most hangs to the
weakest and left out where they would join two nodes that cannot be one actor (Kruskal's tree, with
constraints): a chain of likenesses is cut at its weakest edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.link.actors.likeness import givens_conflict
from dragoman.link.actors.state import CLUSTER_SCHEMA, store_difference
from dragoman.link.components import SCORES, update_components
from dragoman.link.engine import Engine, map_rows

# A human's verdict, and a seed's list of names, as an edge's score: beyond any model's.
FORCED, LISTED = 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Node:
    """What tells whether a node may stand beside another."""

    kind: str
    form: str
    key: str
    country: str
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes that may be one; `members` is how many reports the smaller one stands for."""

    score: float
    one: str
    other: str
    members: int = 1

    @property
    def rank(self) -> tuple[float, int, float, str, str]:
        """Order: what a person says, then by how much hangs on an edge, then by score.

        Else a slip in one report could keep apart two spellings that hundreds share.
        """
        said = self.score if self.score >= LISTED else 0.0
        ends = sorted((self.one, self.other))
        return (-said, -self.members, -self.score, ends[0], ends[1])


@dataclass(slots=True)
class _Group:
    """Nodes that have been joined, with the distinct names among them."""

    nodes: list[str]
    faces: set[Node] = field(default_factory=set)


def update_clusters(engine: Engine, name: str, ends: str, *, touched: str) -> None:
    """Bring `kept_al_<name>` (node, cluster) up to date by `kept_al_<name>_edges`.

    `ends` is a table or a query in brackets with node, kind, form, key, country, holder, members of
    all nodes. `touched` (node) are nodes that came, went or are otherwise, `al_<name>_changes`
    holds the edges that came or went; `kept_al_forbidden` (one, other) is kept apart by a person.

    Stores `al_<name>_touched` (cluster): clusters, of now or of before, in which is a node
    that is touched or was in another; and `al_<name>_was` (node, cluster), what was before.
    """
    edges, kept, parts = f"kept_al_{name}_edges", f"kept_al_{name}", f"al_{name}_parts"
    now, was, other = f"al_{name}_now", f"al_{name}_was", f"al_{name}_other"
    engine.store(f"al_{name}_ends", _ends(touched, f"al_{name}_changes"))
    update_components(
        engine,
        ends,
        edges,
        touched=f"al_{name}_ends",
        kept=f"kept_al_{name}_parts",
        into=parts,
    )
    split = map_rows(_split, CLUSTER_SCHEMA)
    engine.apply(f"al_{name}_split", f"({_packed(ends, edges, parts)})", split, CLUSTER_SCHEMA)
    engine.store(now, _clusters(parts, f"al_{name}_split"))
    engine.store(was, f"SELECT k.* FROM {kept} k SEMI JOIN {parts}_before p ON p.node = k.node")
    engine.keep(kept, now, keys=["node"], gone=f"(SELECT node FROM {was})")
    store_difference(engine, other, now, was, ("node", "cluster"))
    engine.store(f"al_{name}_touched", _touched(touched, now, was, other))


def update_edges(engine: Engine, name: str, edges: str) -> None:
    """Make `kept_al_<name>_edges` what `edges` are; stores `al_<name>_changes` (one, other)."""
    kept = f"kept_al_{name}_edges"
    engine.store("al_edges_now", edges)
    store_difference(engine, f"al_{name}_changes", "al_edges_now", kept, SCORES.names)
    engine.keep(
        kept,
        f"(SELECT one, other, score FROM al_{name}_changes WHERE way = 1)",
        keys=SCORES.names,
        gone=f"(SELECT one, other, score FROM al_{name}_changes WHERE way = -1)",
    )


def _ends(touched: str, changes: str) -> str:
    return f"""
        SELECT node FROM {touched}
        UNION SELECT one AS node FROM {changes} UNION SELECT other AS node FROM {changes}
    """


def _packed(ends: str, edges: str, parts: str) -> str:
    """Of every component with edges its nodes, its edges and what is forbidden in it."""
    face = " || '\t' || ".join(
        ("n.node", "n.kind", "n.form", "n.key", "coalesce(n.country, '')", "coalesce(n.holder, '')")
    )
    return f"""
        SELECT x.component, x.nodes, e.edges, f.forbidden
        FROM (SELECT p.component, array_agg({face} || '\t' || CAST(n.members AS STRING)) AS nodes
              FROM {parts} p JOIN {ends} n ON n.node = p.node GROUP BY p.component) x
        JOIN (SELECT p.component,
                     array_agg(e.one || '\t' || e.other || '\t' || CAST(e.score AS STRING)) AS edges
              FROM {edges} e JOIN {parts} p ON p.node = e.one GROUP BY p.component) e
          ON e.component = x.component
        LEFT JOIN (SELECT p.component, array_agg(d.one || '\t' || d.other) AS forbidden
                   FROM kept_al_forbidden d JOIN {parts} p ON p.node = d.one GROUP BY p.component) f
          ON f.component = x.component
    """


def _clusters(parts: str, split: str) -> str:
    return f"""
        SELECT p.node, coalesce(s.cluster, p.node) AS cluster
        FROM {parts} p LEFT JOIN {split} s ON s.node = p.node
    """


def _touched(touched: str, now: str, was: str, other: str) -> str:
    return f"""
        SELECT DISTINCT c.cluster
        FROM (SELECT node, cluster FROM {now} UNION SELECT node, cluster FROM {was}) c
        SEMI JOIN (SELECT node FROM {touched} UNION SELECT node FROM {other}) t ON t.node = c.node
    """


def _split(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """The clusters of a component; a cluster is named by its smallest node."""
    faces, members = {}, {}
    for packed in row["nodes"]:
        node, *face, count = packed.split("\t")
        faces[node], members[node] = Node(*face), int(count)
    edges = [
        Edge(float(score), a, b, min(members[a], members[b]))
        for a, b, score in (e.split("\t") for e in row["edges"])
    ]
    forbidden = {tuple(sorted(f.split("\t"))) for f in row["forbidden"] or ()}
    for group in join(faces, edges, forbidden):
        least = min(group)
        for node in group:
            yield {"node": node, "cluster": least}


def join(
    faces: Mapping[str, Node],
    edges: Sequence[Edge],
    forbidden: set[tuple[str, ...]],
) -> list[list[str]]:
    """Groups of nodes by edges, strongest first, without conflicts.

    A human's edge joins whatever the names say, and lifts their conflict for all that bear them.
    """
    home = {
        node: _Group([node], {face} if face.form != "bare" else set())
        for node, face in faces.items()
    }
    apart: dict[str, set[str]] = {}
    for one, other in forbidden:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    lifted = _lifted(faces, edges)
    for edge in sorted(edges, key=lambda e: e.rank):
        left, right = home[edge.one], home[edge.other]
        if left is right or _forbids(left, right, apart, home):
            continue
        if edge.score < LISTED and _conflict(left, right, lifted):
            continue
        _merge(left, right, home)
    return [g.nodes for g in {id(g): g for g in home.values()}.values()]


def _merge(one: _Group, other: _Group, home: dict[str, _Group]) -> None:
    small, large = sorted((one, other), key=lambda g: len(g.nodes))
    large.nodes.extend(small.nodes)
    large.faces |= small.faces
    for node in small.nodes:
        home[node] = large


def _forbids(
    one: _Group, other: _Group, apart: Mapping[str, set[str]], home: Mapping[str, _Group]
) -> bool:
    if not apart:
        return False
    small, large = sorted((one, other), key=lambda g: len(g.nodes))
    return any(home.get(node) is large for n in small.nodes for node in apart.get(n, ()))


def _lifted(faces: Mapping[str, Node], edges: Sequence[Edge]) -> dict[str, str]:
    """Keys that a person or a list says are one's, each with the smallest it is one with."""
    least: dict[str, str] = {}

    def find(key: str) -> str:
        while (above := least.get(key, key)) != key:
            key = above
        return key

    for edge in edges:
        if edge.score >= LISTED:
            ends = (edge.one, edge.other)
            first, last = sorted(find(faces[node].key) for node in ends)
            least[last] = first
            least.setdefault(first, first)
    return {key: find(key) for key in least}


def _conflict(one: _Group, other: _Group, lifted: Mapping[str, str]) -> bool:
    return any(
        cannot_be_one(a, b)
        and not _excused(a, b, other.faces, lifted)
        and not _excused(b, a, one.faces, lifted)
        for a in one.faces
        for b in other.faces
    )


def _excused(a: Node, b: Node, beside: set[Node], lifted: Mapping[str, str]) -> bool:
    """Whether `b`, or a name that is one with it by a person's word, may stand beside `a`."""
    if b.key not in lifted:
        return False
    if lifted[b.key] == lifted.get(a.key):
        return True
    return any(
        lifted.get(c.key) == lifted[b.key] and not cannot_be_one(a, c) for c in beside if c != b
    )


def cannot_be_one(a: Node, b: Node) -> bool:
    """Another kind, another country, two known bodies, or names that exclude each other."""
    if a.kind != b.kind:
        return True
    if a.form == b.form == "seed" or a.form == b.form == "known":
        return a.key != b.key
    if a.holder and b.holder:
        return a.holder != b.holder
    if a.country and b.country and a.country != b.country:
        return True
    if {"known", "seed"} & {a.form, b.form}:
        return False
    return a.kind == "person" and givens_conflict(a.key, b.key)
