"""The same person or body across reports: signatures, clusters, bare names, judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.link.actors.attach import update_attachments
from dragoman.link.actors.candidates import update_candidates
from dragoman.link.actors.clusters import FORCED, LISTED, update_clusters, update_edges
from dragoman.link.actors.grades import grade_sql
from dragoman.link.actors.judging import update_judgements
from dragoman.link.actors.members import MEMBER_SCHEMA, make_member, member_id
from dragoman.link.actors.outcome import update_actors_linked
from dragoman.link.actors.pairs import update_pairs
from dragoman.link.actors.seeding import LISTED_NAMES, listed_names, seed_members
from dragoman.link.actors.seeds import Seed
from dragoman.link.actors.signatures import update_signatures
from dragoman.link.actors.state import drop_state, open_state
from dragoman.link.actors.weighing import load_weights
from dragoman.link.components import SCORES
from dragoman.link.engine import Engine, map_rows, table_of_texts, texts
from dragoman.model.links import Changes, Judgement, LinkedActor

# Of so many members there is about one signature.
_MEMBERS_PER_SIGNATURE = 4
_END = "node, kind, form, key, country, holder"


@dataclass(frozen=True, slots=True)
class LinkedActors:
    """Actors over all reports, and the verdicts that made them and those left open.

    Judgements are between one member of each side: the smallest that bears the name.
    """

    actors: tuple[LinkedActor, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class ActorChanges:
    """What came and went: actors by their ids, the model's own judgements by those of both ends.

    A judgement that is gone is told as `left|right`, the ids of its two findings.
    """

    actors: Changes[LinkedActor]
    judgements: Changes[Judgement]


def link_actors(
    engine: Engine,
    rows: pa.Table,
    human: Sequence[Judgement] = (),
    seeds: Sequence[Seed] = (),
) -> LinkedActors:
    """Link the named actors of reports; `rows` are `actor_rows` of all of them.

    A human's `same` joins and `different` keeps apart whatever the names say. Peoples and
    unnamed groups are in no linked actor. The result does not depend on the order of rows.
    The engine must hold no state, and holds none afterwards.
    """
    engine.put("new_actor_rows", rows)
    engine.put("gone_reports", texts("report").empty_table())
    changes = update_actors(engine, human, seeds)
    drop_state(engine)
    for table in ("new_actor_rows", "gone_reports", "actor_changes"):
        engine.drop(table)
    return LinkedActors(changes.actors.new, (*human, *changes.judgements.new))


def update_actors(
    engine: Engine, human: Sequence[Judgement] = (), seeds: Sequence[Seed] = ()
) -> ActorChanges:
    """Bring linked actors up to date with reports that came and went.

    Reads `new_actor_rows` (rows.ROW_SCHEMA) and `gone_reports` (report); a report read anew is
    in both. `human` and `seeds` must be those of all calls since the state was empty.
    Keeps `kept_linked` (report, actor, linked), and stores `actor_changes` (report, actor):
    members of reports that stay, whose linked actor is another than before.
    """
    first = open_state(engine)
    if first:
        _keep_said(engine, human, seeds)
    _put_members(engine, seeds if first else ())
    update_signatures(engine)
    total, anew = _update_total(engine)
    engine.store("al_bare", _BARE)
    update_pairs(engine, max(1, total // _MEMBERS_PER_SIGNATURE), all_company=anew)
    _update_first(engine)
    update_candidates(engine)
    update_attachments(engine, total, anew=anew)
    _update_last(engine)
    changes = ActorChanges(update_actors_linked(engine, seeds), update_judgements(engine))
    engine.drop("al_")
    return changes


def _put_members(engine: Engine, seeds: Sequence[Seed]) -> None:
    members = map_rows(make_member, MEMBER_SCHEMA)
    if not seeds:
        engine.apply("al_new", "new_actor_rows", members, MEMBER_SCHEMA)
        return
    engine.apply("al_named", "new_actor_rows", members, MEMBER_SCHEMA)
    engine.put("al_seeds", pa.Table.from_pylist(list(seed_members(seeds)), MEMBER_SCHEMA))
    engine.store("al_new", "SELECT * FROM al_named UNION ALL SELECT * FROM al_seeds")


def _keep_said(engine: Engine, human: Sequence[Judgement], seeds: Sequence[Seed]) -> None:
    """What persons say: the latest verdict of each pair, who is judged, which names are listed."""
    latest: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(human, key=lambda j: (j.made or "", j.maker, j.verdict)):
        latest[_ends(judgement)] = judgement
    forced = [p for p, j in sorted(latest.items()) if j.verdict == "same"]
    forbidden = [p for p, j in sorted(latest.items()) if j.verdict == "different"]
    judged = sorted({node for pair in (*forced, *forbidden) for node in pair})
    tables = {
        "forced": pa.Table.from_pylist(
            [{"one": a, "other": b, "score": FORCED} for a, b in forced], SCORES
        ),
        "judged_nodes": table_of_texts(["node"], ([node] for node in judged)),
        "listed": pa.Table.from_pylist(list(listed_names(seeds)), LISTED_NAMES),
    }
    for name, pairs in (("forbidden", forbidden), ("settled", sorted(latest))):
        tables[name] = table_of_texts(("one", "other"), pairs)
    for name, table in tables.items():
        engine.put(f"kept_al_{name}", table)


def _ends(judgement: Judgement) -> tuple[str, str]:
    ends = (judgement.left, judgement.right)
    one, other = sorted(member_id(m.report, m.finding) for m in ends)
    return one, other


def _update_total(engine: Engine) -> tuple[int, bool]:
    """As how many members all of them count, and whether that is another number than before."""
    engine.store(
        "al_total",
        f"SELECT {grade_sql('n', 1)} AS total FROM (SELECT count(*) AS n FROM kept_al_nodes) x",
    )
    (total,) = engine.rows("SELECT total FROM al_total")["total"].to_pylist()
    before = engine.rows("SELECT total FROM kept_al_total")["total"].to_pylist()
    engine.keep(
        "kept_al_total", "al_total", keys=["total"], gone="(SELECT total FROM kept_al_total)"
    )
    return max(1, total), before != [total]


def _update_first(engine: Engine) -> None:
    """Clusters of signatures alone: whom bare names may mean."""
    engine.store("al_edges", _edges(load_weights().same))
    update_edges(engine, "first", "SELECT one, other, score FROM al_edges")
    update_clusters(engine, "first", "kept_al_sigs", touched="al_touched")


def _update_last(engine: Engine) -> None:
    """Clusters of signatures and bare names."""
    engine.store("al_anchors", _ANCHORS)
    update_edges(engine, "last", _ALL_EDGES)
    engine.store("al_ends", _ENDS)
    engine.store(
        "al_last_moved", "SELECT node FROM al_touched UNION SELECT node FROM al_bare_moved"
    )
    update_clusters(engine, "last", "al_ends", touched="al_last_moved")


# A name that one seed lists, and no other of that kind and country.
_LISTED_EDGES = f"""
    SELECT l.node AS one, s.node AS other, CAST({LISTED} AS DOUBLE) AS score
    FROM kept_al_listed l
    JOIN kept_al_sigs s ON s.kind = l.kind AND s.key = l.key AND s.node <> l.node
    JOIN (SELECT l2.kind, l2.key, s2.node, count(DISTINCT l2.node) AS n
          FROM kept_al_listed l2
          JOIN kept_al_sigs s2 ON s2.kind = l2.kind AND s2.key = l2.key
          WHERE l2.country IS NULL OR s2.country IS NULL OR l2.country = s2.country
          GROUP BY l2.kind, l2.key, s2.node) u
      ON u.kind = l.kind AND u.key = l.key AND u.node = s.node AND u.n = 1
    WHERE s.form <> 'seed' AND (l.country IS NULL OR s.country IS NULL OR l.country = s.country)
"""
_BARE = """
    SELECT node, kind, form, key, country, holder, year FROM kept_al_nodes WHERE form = 'bare'
"""


def _edges(same: float) -> str:
    """Pairs that are one, by their score, by a person's word or by a list; both ends are there."""
    return f"""
        SELECT e.one, e.other, max(e.score) AS score
        FROM (SELECT one, other, score FROM kept_al_scored WHERE score >= {same}
              UNION ALL SELECT one, other, score FROM kept_al_forced
              UNION ALL {_LISTED_EDGES}) e
        SEMI JOIN kept_al_sigs a ON a.node = e.one
        SEMI JOIN kept_al_sigs b ON b.node = e.other
        GROUP BY e.one, e.other
    """


# Bare names that no cluster claims are one where office or state say of whom.
_ANCHORS = """
    SELECT b.node, b.kind || ':' || b.key || ':' || coalesce(b.holder, b.country) AS anchor
    FROM al_bare b
    ANTI JOIN (SELECT one FROM kept_al_decided WHERE sure) d ON d.one = b.node
    WHERE coalesce(b.holder, b.country) IS NOT NULL
"""
_ALL_EDGES = """
    SELECT one, other, score FROM al_edges
    UNION ALL SELECT one, other, score FROM kept_al_decided WHERE sure
    UNION ALL SELECT a.node AS one, m.least AS other, CAST(0.9 AS DOUBLE) AS score
    FROM al_anchors a
    JOIN (SELECT anchor, min(node) AS least FROM al_anchors GROUP BY anchor) m
      ON m.anchor = a.anchor
    WHERE a.node <> m.least
"""
_ENDS = f"""
    SELECT {_END}, members FROM kept_al_sigs
    UNION ALL SELECT {_END}, 1 AS members FROM al_bare
"""
