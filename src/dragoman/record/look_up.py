"""Look up who bears a name, in any spelling, and what they said and did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select, union

from dragoman.model import Actor, Stance, Statement
from dragoman.names import name_keys, same
from dragoman.record import tables as t
from dragoman.record.answers import ActorLine, EventLine, NameMatch, RelationLine, StatementLine
from dragoman.record.load import (
    chunks,
    current_findings,
    join_current,
    load_actors,
    load_events,
    load_statements,
    reports_of,
)
from dragoman.record.rows import clean_words

ALIKE: Final = 0.35
"""Names less alike than this are not taken for one: a given name alone is just above."""
_MAX_CANDIDATES: Final = 3000


def match_names(connection: Connection, name: str) -> dict[str, float]:
    """The record's names that may be spellings of a name, with how likely each is."""
    name = clean_words(name)
    column = t.name_key.c
    query = (
        select(column.name, func.count().label("shared"))
        .where(column.sounds.in_(sorted(name_keys(name))))
        .group_by(column.name)
        .order_by(func.count().desc(), column.name)
        .limit(_MAX_CANDIDATES)
    )
    candidates = [found for found, _ in connection.execute(query)]
    scored = {other: same(name, other) for other in (name, *candidates)}
    return {other: score for other, score in scored.items() if score >= ALIKE}


def _bearers(names: Iterable[str]) -> Select[Any]:
    """Numbers of actors that bear one of the names, with the name."""
    listed = list(names)
    both = union(
        select(t.actor.c.key, t.actor.c.name).where(t.actor.c.name.in_(listed)),
        select(t.alias.c.actor, t.alias.c.name).where(t.alias.c.name.in_(listed)),
    ).subquery()
    return select(both.c.key, both.c.name)


def actor_keys(names: Iterable[str]) -> Select[Any]:
    """Numbers of actors that bear one of the names."""
    return select(_bearers(names).subquery().c.key)


def rank_actors(
    connection: Connection, name: str, limit: int | None
) -> list[tuple[int, float, str]]:
    """Current actors that answer to a name: number, score, the name that fits best; best first."""
    scores = match_names(connection, name)
    best: dict[int, tuple[float, str]] = {}
    bearers = _bearers(scores).subquery()
    query = select(bearers.c.key, bearers.c.name).select_from(
        join_current(t.actor).join(bearers, bearers.c.key == t.actor.c.key)
    )
    for key, found in connection.execute(query):
        best[key] = max(best.get(key, (0.0, "")), (scores[found], found))
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [(key, score, found) for key, (score, found) in ranked[:limit]]


def find_matches(connection: Connection, name: str) -> tuple[NameMatch, ...]:
    """All in-report actors that answer to a name, best first, without what they said and did."""
    ranked = rank_actors(connection, name, None)
    ids: dict[int, tuple[str, str]] = {}
    for chunk in chunks([key for key, _, _ in ranked]):
        query = select(t.actor.c.key, t.report.c.id, t.actor.c.id)
        query = query.select_from(join_current(t.actor)).where(t.actor.c.key.in_(chunk))
        ids |= {key: (report, actor) for key, report, actor in connection.execute(query)}
    return tuple(NameMatch(score, found, *ids[key]) for key, score, found in ranked)


def find_actors_of(connection: Connection, ids: Sequence[str]) -> dict[str, Actor]:
    """The current in-report actors of some ids, by these."""
    keys: list[int] = []
    for chunk in chunks(ids):
        query = select(t.actor.c.key).select_from(current_findings(t.actor))
        keys += connection.execute(query.where(t.actor.c.id.in_(chunk))).scalars()
    return {actor.id: actor for actor in load_actors(connection, keys).values()}


def find_relations(connection: Connection) -> tuple[RelationLine, ...]:
    """All current relations whose both ends are known, by report."""
    relation, one, other = t.relation, t.actor.alias("one"), t.actor.alias("other")
    r = relation.c
    query = (
        select(t.report.c.id, r.id, r.kind, one.c.id, other.c.id)
        .add_columns(r.title, r.status, r.from_date, r.to_date)
        .select_from(
            join_current(relation)
            .join(one, one.c.key == r.subject)
            .join(other, other.c.key == r.object)
        )
        .order_by(t.report.c.key, r.position)
    )
    return tuple(RelationLine(*row) for row in connection.execute(query))


def find_actors(connection: Connection, name: str, limit: int) -> tuple[ActorLine, ...]:
    """In-report actors that answer to a name, best first, with what they said and did."""
    ranked = rank_actors(connection, name, limit)
    keys = [key for key, _, _ in ranked]
    actors = load_actors(connection, keys)
    reports = _reports_of_actors(connection, keys)
    statements = _statements_of(connection, keys)
    events = _events_of(connection, keys)
    lines = [
        ActorLine(
            score, matched, reports[key], actors[key], tuple(statements[key]), tuple(events[key])
        )
        for key, score, matched in ranked
    ]
    return tuple(lines)


def _reports_of_actors(connection: Connection, keys: Sequence[int]) -> dict[int, Any]:
    readings: dict[int, int] = {}
    for chunk in chunks(keys):
        query = select(t.actor.c.key, t.actor.c.reading).where(t.actor.c.key.in_(chunk))
        readings |= dict(connection.execute(query).tuples().all())
    lines = reports_of(connection, readings.values())
    return {key: lines[reading] for key, reading in readings.items()}


def _statements_of(connection: Connection, actors: Sequence[int]) -> dict[int, list[Statement]]:
    """Statements in whose chain each actor stands, in the order of the report."""
    link = t.chain_link.c
    pairs = _pairs(connection, select(link.actor, link.statement).distinct(), link.actor, actors)
    loaded = load_statements(connection, sorted({s for _, s in pairs}))
    grouped: dict[int, list[Statement]] = defaultdict(list)
    for actor, statement in pairs:
        grouped[actor].append(loaded[statement])
    return grouped


def _events_of(connection: Connection, actors: Sequence[int]) -> dict[int, list[EventLine]]:
    """Events in which each actor takes part on either side, in the order of the report."""
    argument = t.event_argument.c
    query = select(argument.actor, argument.event).distinct()
    pairs = _pairs(connection, query, argument.actor, actors)
    keys = sorted({e for _, e in pairs})
    loaded = dict(zip(keys, load_events(connection, keys), strict=True))
    grouped: dict[int, list[EventLine]] = defaultdict(list)
    for actor, event in pairs:
        grouped[actor].append(loaded[event])
    return grouped


def _pairs(
    connection: Connection, query: Select[Any], column: Any, actors: Sequence[int]
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for chunk in chunks(actors):
        found += [(a, b) for a, b in connection.execute(query.where(column.in_(chunk)))]
    return sorted(found)


def find_statements(
    connection: Connection,
    by: str | None,
    about: str | None,
    stance: Stance | None,
    limit: int,
    *,
    ids: Sequence[str] | None = None,
) -> tuple[StatementLine, ...]:
    """Statements by date of report: with someone of a name in their chain, about someone, or both.

    `stance` keeps those that speak so of whom they are about, `ids` those of these ids.
    """
    link, statement = t.chain_link, t.statement
    last = (
        select(func.max(link.c.position))
        .where(link.c.statement == statement.c.key)
        .correlate(statement)
        .scalar_subquery()
    )
    query = (
        select(statement.c.key, statement.c.reading, func.max(link.c.position) == last)
        .select_from(join_current(statement).join(link, link.c.statement == statement.c.key))
        .group_by(statement.c.key, statement.c.reading, t.report.c.published, t.report.c.key)
        .order_by(t.report.c.published.nulls_last(), t.report.c.key, statement.c.key)
        .limit(limit)
    )
    if by is not None:
        names = list(match_names(connection, by))
        query = query.where(or_(link.c.actor.in_(actor_keys(names)), link.c.name.in_(names)))
    if about is not None or stance is not None:
        query = query.where(statement.c.key.in_(_statements_about(connection, about, stance)))
    if ids is not None:
        query = query.where(statement.c.id.in_(ids))
    rows = [(key, reading, bool(holds)) for key, reading, holds in connection.execute(query)]
    statements = load_statements(connection, [key for key, _, _ in rows])
    reports = reports_of(connection, (reading for _, reading, _ in rows))
    return tuple(
        StatementLine(reports[reading], statements[key], holds) for key, reading, holds in rows
    )


def _statements_about(
    connection: Connection, name: str | None, stance: Stance | None
) -> Select[Any]:
    """Numbers of statements about someone of a name, that speak so of him."""
    target = t.statement_target.c
    query = select(target.statement)
    if name is not None:
        query = query.where(target.actor.in_(actor_keys(match_names(connection, name))))
    return query if stance is None else query.where(target.stance == stance)
