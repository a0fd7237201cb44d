"""The same person or body across reports: signatures, clusters, bare names, judgements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pyarrow as pa

from dragoman.link.actors.attach import attached, score_bare, unsure
from dragoman.link.actors.clusters import FORCED, LISTED, find_clusters
from dragoman.link.actors.members import MEMBER_SCHEMA, make_member, member_id
from dragoman.link.actors.naming import known_names
from dragoman.link.actors.seeding import LISTED_NAMES, SEED_REPORT, listed_names, seed_members
from dragoman.link.actors.seeds import Seed
from dragoman.link.actors.signatures import find_signatures, score_pairs
from dragoman.link.actors.weighing import load_weights
from dragoman.link.components import SCORES
from dragoman.link.engine import Engine, map_rows
from dragoman.model import ActorType, make_id
from dragoman.model.links import Judgement, LinkedActor, Member, Verdict

_PAIRS = pa.schema([("one", pa.string()), ("other", pa.string())])

_END = "node, kind, form, key, country, holder"


@dataclass(frozen=True, slots=True)
class LinkedActors:
    """Actors over all reports, and the verdicts that made them and those left open.

    Judgements are between one member of each side: the smallest that bears the name.
    """

    actors: tuple[LinkedActor, ...]
    judgements: tuple[Judgement, ...]


def link_actors(
    engine: Engine,
    rows: pa.Table,
    human: Sequence[Judgement] = (),
    seeds: Sequence[Seed] = (),
) -> LinkedActors:
    """Link the named actors of reports; `rows` are `actor_rows` of all of them.

    A human's `same` joins and `different` keeps apart whatever the names say. Peoples and
    unnamed groups are in no linked actor. The result does not depend on the order of rows.
    """
    _put_members(engine, rows, human, seeds)
    find_signatures(engine)
    score_pairs(engine)
    _first_clusters(engine)
    score_bare(engine, "al_first")
    _last_clusters(engine)
    return LinkedActors(_actors(engine, seeds), _judgements(engine, human))


def _put_members(
    engine: Engine, rows: pa.Table, human: Sequence[Judgement], seeds: Sequence[Seed]
) -> None:
    engine.put("al_rows", rows)
    engine.apply("al_named", "al_rows", map_rows(make_member, MEMBER_SCHEMA), MEMBER_SCHEMA)
    engine.put("al_seeds", pa.Table.from_pylist(list(seed_members(seeds)), MEMBER_SCHEMA))
    engine.store("al_members", "SELECT * FROM al_named UNION ALL SELECT * FROM al_seeds")
    engine.put("al_listed", pa.Table.from_pylist(list(listed_names(seeds)), LISTED_NAMES))
    _put_human(engine, human)


def _put_human(engine: Engine, human: Sequence[Judgement]) -> None:
    """The latest verdict of each pair: forced and forbidden edges, and who is judged."""
    latest: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(human, key=lambda j: (j.made or "", j.maker, j.verdict)):
        latest[_ends(judgement)] = judgement
    forced = [p for p, j in sorted(latest.items()) if j.verdict == "same"]
    forbidden = [p for p, j in sorted(latest.items()) if j.verdict == "different"]
    judged = sorted({node for pair in (*forced, *forbidden) for node in pair})
    edges = [{"one": a, "other": b, "score": FORCED} for a, b in forced]
    engine.put("al_forced", pa.Table.from_pylist(edges, SCORES))
    pairs = [{"one": a, "other": b} for a, b in forbidden]
    engine.put("al_forbidden", pa.Table.from_pylist(pairs, _PAIRS))
    engine.put("al_judged", pa.table({"node": pa.array(judged, pa.string())}))


def _ends(judgement: Judgement) -> tuple[str, str]:
    ends = (judgement.left, judgement.right)
    one, other = sorted(member_id(m.report, m.finding) for m in ends)
    return one, other


def _first_clusters(engine: Engine) -> None:
    """Clusters of signatures alone: whom bare names may mean."""
    limit = load_weights().same
    engine.store("al_ends", f"SELECT {_END}, members FROM al_sigs")
    engine.store("al_listed_edges", _LISTED_EDGES)
    engine.store(
        "al_edges",
        f"SELECT one, other, score FROM al_scored WHERE score >= {limit} "
        f"UNION ALL SELECT one, other, score FROM al_forced "
        f"UNION ALL SELECT one, other, score FROM al_listed_edges",
    )
    find_clusters(engine, "al_edges", "al_first")


def _last_clusters(engine: Engine) -> None:
    """Clusters of signatures and bare names."""
    weights = load_weights()
    attachments = attached(weights.attach_from, weights.rival_from)
    engine.store("al_attached", attachments)
    engine.store("al_anchors", _ANCHORS)
    engine.store("al_alone", _ALONE)
    engine.store(
        "al_ends",
        f"SELECT {_END}, members FROM al_sigs UNION ALL "
        f"SELECT {_END}, 1 AS members FROM al_nodes WHERE form = 'bare'",
    )
    engine.store(
        "al_all_edges",
        "SELECT one, other, score FROM al_edges UNION ALL "
        "SELECT one, other, score FROM al_attached UNION ALL "
        "SELECT one, other, score FROM al_alone",
    )
    find_clusters(engine, "al_all_edges", "al_last")


# A name that one seed lists, and no other of that kind and country.
_LISTED_EDGES = f"""
    SELECT l.node AS one, s.node AS other, {LISTED} AS score
    FROM al_listed l
    JOIN al_sigs s ON s.kind = l.kind AND s.key = l.key AND s.node <> l.node
    JOIN (SELECT l2.kind, l2.key, s2.node, count(DISTINCT l2.node) AS n
          FROM al_listed l2
          JOIN al_sigs s2 ON s2.kind = l2.kind AND s2.key = l2.key
          WHERE l2.country IS NULL OR s2.country IS NULL OR l2.country = s2.country
          GROUP BY l2.kind, l2.key, s2.node) u
      ON u.kind = l.kind AND u.key = l.key AND u.node = s.node AND u.n = 1
    WHERE s.form <> 'seed' AND (l.country IS NULL OR s.country IS NULL OR l.country = s.country)
"""
# Bare names that no cluster claims are one where office or state say of whom.
_ANCHORS = """
    SELECT n.node, n.kind || ':' || n.key || ':' || coalesce(n.holder, n.country) AS anchor
    FROM al_nodes n
    LEFT JOIN al_attached a ON a.one = n.node
    WHERE n.form = 'bare' AND a.one IS NULL AND coalesce(n.holder, n.country) IS NOT NULL
"""
_ALONE = """
    SELECT a.node AS one, m.least AS other, CAST(0.9 AS DOUBLE) AS score
    FROM al_anchors a
    JOIN (SELECT anchor, min(node) AS least FROM al_anchors GROUP BY anchor) m
      ON m.anchor = a.anchor
    WHERE a.node <> m.least
"""
_MEMBERS = """
    SELECT l.cluster, n.sig, n.report, n.actor, n.type, n.kind, n.form, n.key, n.country, n.name,
           r.names
    FROM al_nodes n
    JOIN al_last l ON l.node = n.sig
    LEFT JOIN al_rows r ON r.report = n.report AND r.actor = n.actor
"""


def _actors(engine: Engine, seeds: Sequence[Seed]) -> tuple[LinkedActor, ...]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in engine.rows(_MEMBERS).to_pylist():
        found[row["cluster"]].append(row)
    by_id = {seed.id: seed for seed in seeds}
    actors = (_actor(rows, by_id) for rows in found.values())
    return tuple(sorted((a for a in actors if a.members), key=lambda a: a.id))


def _actor(rows: list[dict[str, Any]], seeds: Mapping[str, Seed]) -> LinkedActor:
    """One cluster as an actor; named by its seed, its known name or the name most used in full."""
    named = [r for r in rows if r["form"] != "seed"]
    seed = next((seeds[r["actor"]] for r in rows if r["form"] == "seed"), None)
    id_, name = (seed.id, seed.name) if seed else _identity(named)
    kind = seed.type if seed else _most(r["type"] for r in named)
    country = _most(r["country"] for r in named if r["country"]) or None
    return LinkedActor(
        id=id_,
        name=name,
        type=cast(ActorType, kind),
        country=seed.country if seed and seed.country else country,
        names=tuple(sorted({n for r in named for n in r["names"] or ()})),
        members=tuple(
            Member(report, actor)
            for report, actor in sorted((r["report"], r["actor"]) for r in named)
        ),
    )


def _identity(rows: list[dict[str, Any]]) -> tuple[str, str]:
    """A cluster's id and name.

    The id is made of the known key or of the smallest name, so that a report that does not
    name the actor never renames him.
    """
    full = [r for r in rows if r["form"] != "bare"] or rows
    known = sorted({r["key"] for r in rows if r["form"] == "known"})
    if known:
        return make_id("act", known[0]), _known_name(known[0], full)
    signatures = sorted({r["sig"] for r in full}, key=lambda s: (s.startswith("m:"), s))
    return make_id("act", *signatures[:1]), _most(r["name"] for r in full)


def _known_name(key: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The table's name for a known body or state."""
    kind, _, name = key.partition(":")
    if kind != "state":
        return name
    return next(
        (k.name for k in known_names().values() if k.key == key), _most(r["name"] for r in rows)
    )


def _most(values: Iterable[str]) -> str:
    """The most frequent value, the first in order of equals; empty of none."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v), default="")


def _judgements(engine: Engine, human: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Verdicts `same` that hold and those left `unsure`; a human's stand as they are."""
    settled = {_ends(j) for j in human}
    sigs = engine.rows("SELECT node, member FROM al_sigs").to_pylist()
    members = {row["node"]: row["member"] for row in sigs}
    clusters = {r["node"]: r["cluster"] for r in engine.rows("SELECT * FROM al_last").to_pylist()}
    made = []
    for row in _scored(engine):
        one, other = row["one"], row["other"]
        left, right = sorted((members.get(one, one), members.get(other, other)))
        if (left, right) not in settled and SEED_REPORT not in (_report(left), _report(right)):
            together = clusters[one] == clusters[other]
            made.append(_judgement(left, right, row, together=together))
    made.sort(key=lambda j: (j.left.report, j.left.finding, j.right.report, j.right.finding))
    return (*human, *made)


def _judgement(left: str, right: str, row: Mapping[str, Any], *, together: bool) -> Judgement:
    """The model's verdict on two nodes; `together` says whether they ended in one cluster."""
    weights = load_weights()
    sure = row["score"] >= weights.same
    reason = row["reason"] or "same name"
    if sure and not together:
        reason = f"kept apart by what contradicts it; {reason}"
    verdict: Verdict = "same" if sure and together else "unsure"
    ends = (_member_of(left), _member_of(right))
    return Judgement(*ends, verdict, row["score"], weights.maker, reason)


def _scored(engine: Engine) -> Iterator[dict[str, Any]]:
    weights = load_weights()
    yield from engine.rows(
        f"SELECT one, other, score, reason FROM al_scored WHERE score >= {weights.unsure}"
    ).to_pylist()
    yield from engine.rows(
        "SELECT a.one, a.other, a.score, a.reason FROM al_attach a "
        "JOIN al_attached x ON x.one = a.one AND x.other = a.other"
    ).to_pylist()
    yield from engine.rows(
        unsure(weights.attach_from, weights.rival_from, weights.unsure)
    ).to_pylist()


def _member_of(node: str) -> Member:
    return Member(_report(node), node.partition("/")[2])


def _report(node: str) -> str:
    return node.removeprefix("m:").partition("/")[0]
