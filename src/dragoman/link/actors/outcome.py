"""What came out otherwise than before: linked actors, who is linked to whom, judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from dragoman.link.actors.naming import known_names
from dragoman.link.actors.seeds import Seed
from dragoman.link.actors.state import LINKED
from dragoman.link.engine import Engine, table_of_texts, tuples_of
from dragoman.link.outcome import OUTCOME, keep_outcome, mark_of
from dragoman.model import ActorType, make_id
from dragoman.model.links import Changes, LinkedActor, Member


@dataclass(slots=True)
class _Cluster:
    """What is told of a cluster: how often which fact, its known keys, signatures and members."""

    facts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    known: set[str] = field(default_factory=set)
    nodes: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    seed: str | None = None
    members: list[Member] = field(default_factory=list)


def update_actors_linked(engine: Engine, seeds: Sequence[Seed]) -> Changes[LinkedActor]:
    """The actors of `al_last_touched`, as far as they are otherwise than before.

    Keeps `kept_linked` and stores `actor_changes` (report, actor): members of reports
    that stay, whose linked actor is another than before.
    """
    engine.store("al_theirs", _THEIRS)
    by_id = {seed.id: seed for seed in seeds}
    now = {name: _actor(c, by_id) for name, c in _clusters(engine).items() if c.members}
    marked = ((cluster, actor.id, _mark(actor)) for cluster, actor in now.items())
    engine.put("al_actors_now", table_of_texts(OUTCOME.names, marked))
    gone, came = keep_outcome(engine, "kept_al_actors", "al_actors_now", concerned=_CONCERNED)
    _update_linked(engine)
    new = (actor for actor in now.values() if actor.id in came)
    return Changes(gone, tuple(sorted(new, key=lambda a: a.id)))


def _clusters(engine: Engine) -> dict[str, _Cluster]:
    """The clusters touched as they are now, by name."""
    found: dict[str, _Cluster] = defaultdict(_Cluster)
    for cluster, node, form, key, actor in tuples_of(engine.rows(_NODES)):
        one = found[cluster]
        (one.bare if form == "bare" else one.nodes).append(node)
        if form == "known":
            one.known.add(key)
        if form == "seed":
            one.seed = actor
    for cluster, what, value, count in tuples_of(engine.rows(_FACTS)):
        found[cluster].facts[what][value] = count
    for cluster, report, actor in tuples_of(engine.rows(_MEMBERS)):
        found[cluster].members.append(Member(report, actor))
    return found


def _actor(cluster: _Cluster, seeds: Mapping[str, Seed]) -> LinkedActor:
    """One cluster as an actor; named by its seed, its known name or the name most used in full."""
    seed = seeds[cluster.seed] if cluster.seed is not None else None
    id_, name = (seed.id, seed.name) if seed else _identity(cluster)
    country = _most(cluster.facts["country"]) or None
    return LinkedActor(
        id=id_,
        name=name,
        type=cast(ActorType, seed.type if seed else _most(cluster.facts["type"])),
        country=seed.country if seed and seed.country else country,
        names=tuple(sorted(cluster.facts["name"])),
        members=tuple(cluster.members),
    )


def _identity(cluster: _Cluster) -> tuple[str, str]:
    """A cluster's id and name.

    The id is made of the known key or of the smallest name, so that a report that does not
    name the actor never renames him.
    """
    written = cluster.facts["written"] or cluster.facts["spoken"]
    signatures = cluster.nodes or cluster.bare
    known = min(cluster.known, default=None)
    least = min(signatures, key=lambda s: (s.startswith("m:"), s))
    # Members that a person keeps apart from all others of a known name stand by themselves.
    id_ = make_id("act", known if known in signatures else least)
    return id_, _known_name(known, written) if known is not None else _most(written)


def _known_name(key: str, written: Mapping[str, int]) -> str:
    """The table's name for a known body or state."""
    kind, _, name = key.partition(":")
    if kind != "state":
        return name
    return next((k.name for k in known_names().values() if k.key == key), _most(written))


def _most(counts: Mapping[str, int]) -> str:
    """The most frequent value, the first in order of equals; empty of none."""
    return min(counts, key=lambda v: (-counts[v], v), default="")


def _mark(actor: LinkedActor) -> str:
    parts = [actor.name, actor.type, actor.country or "", *actor.names]
    parts += [part for m in actor.members for part in (m.report, m.finding)]
    return mark_of("\x00".join(parts))


def _update_linked(engine: Engine) -> None:
    engine.store("al_owners_now", _OWNERS)
    engine.store("al_owners_was", _OWNERS_BEFORE)
    engine.store(
        "al_owned",
        "SELECT node, linked FROM al_owners_now EXCEPT SELECT node, linked FROM al_owners_was",
    )
    gone = "(SELECT node FROM al_owners_was)"
    engine.keep("kept_al_owners", "al_owners_now", keys=["node"], gone=gone)
    engine.store("al_linked_now", _LINKED_NOW)
    engine.store("al_linked_was", _LINKED_WAS)
    keys = ("report", "actor")
    gone = "(SELECT report, actor FROM al_linked_was)"
    engine.keep(LINKED, "al_linked_now", keys=keys, gone=gone)
    engine.store("actor_changes", _ACTOR_CHANGES)


# Nodes that are in the clusters touched, and nodes that were.
_THEIRS = """
    SELECT l.node, l.cluster FROM kept_al_last l
    SEMI JOIN al_last_touched t ON t.cluster = l.cluster
"""
_CONCERNED = "(SELECT cluster AS component FROM al_last_touched)"
_NODES = """
    SELECT t.cluster, t.node, n.form, n.key, n.actor
    FROM al_theirs t
    JOIN (SELECT s.node, s.form, s.key, n2.actor FROM kept_al_sigs s
          JOIN kept_al_nodes n2 ON n2.node = s.member
          UNION ALL SELECT b.node, 'bare' AS form, b.key, NULL AS actor FROM al_bare b) n
      ON n.node = t.node
"""
_FACTS = """
    SELECT t.cluster, f.what, f.value, CAST(sum(f.n) AS BIGINT) AS n
    FROM al_theirs t JOIN kept_al_facts f ON f.node = t.node
    WHERE f.what IN ('name', 'type', 'country', 'written', 'spoken')
    GROUP BY t.cluster, f.what, f.value
"""
_MEMBERS = """
    SELECT t.cluster, n.report, n.actor
    FROM al_theirs t JOIN kept_al_nodes n ON n.sig = t.node
    WHERE n.form <> 'seed' ORDER BY t.cluster, n.report, n.actor
"""
_OWNERS = """
    SELECT t.node, a.id AS linked FROM al_theirs t JOIN al_actors_now a ON a.component = t.cluster
"""
_OWNERS_BEFORE = """
    SELECT k.node, k.linked FROM kept_al_owners k
    SEMI JOIN (SELECT node FROM al_theirs UNION
               SELECT w.node FROM al_last_was w
               SEMI JOIN al_last_touched t ON t.cluster = w.cluster) o
      ON o.node = k.node
"""
# Members whose linked actor may be another: their node's is, or they came to it.
_LINKED_NOW = """
    SELECT n.report, n.actor, o.linked
    FROM kept_al_nodes n
    JOIN kept_al_owners o ON o.node = n.sig
    LEFT JOIN al_owned w ON w.node = n.sig
    LEFT JOIN al_come c ON c.node = n.node
    WHERE n.form <> 'seed' AND coalesce(w.node, c.node) IS NOT NULL
"""
_LINKED_WAS = """
    SELECT k.report, k.actor, k.linked FROM kept_linked k
    SEMI JOIN (SELECT report, actor FROM al_linked_now
               UNION SELECT report, actor FROM al_went) n
      ON n.report = k.report AND n.actor = k.actor
"""
_ACTOR_CHANGES = """
    SELECT w.report, w.actor FROM al_linked_was w
    ANTI JOIN gone_reports g ON g.report = w.report
    LEFT JOIN al_linked_now n ON n.report = w.report AND n.actor = w.actor
    WHERE n.linked IS DISTINCT FROM w.linked
"""
