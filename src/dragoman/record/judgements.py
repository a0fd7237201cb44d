"""Pairs of actors that may be one, and what people say of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, Subquery, select

from dragoman.model.links import Judgement, Member, Verdict
from dragoman.record import tables as t
from dragoman.record.answers import DoubtLine
from dragoman.record.errors import RecordError
from dragoman.record.links import HUMAN, write_judgements
from dragoman.record.load import current_reports


def find_doubts(connection: Connection, limit: int) -> tuple[DoubtLine, ...]:
    """The pairs of actors that linking left open, the likeliest first."""
    judgement, left, right = t.judgement.c, _named("one"), _named("other")
    query = (
        select(t.judgement, *_columns(left, "one"), *_columns(right, "other"))
        .join(left, left.c.id == judgement.first_id)
        .join(right, right.c.id == judgement.second_id)
        .where(judgement.verdict == "unsure", ~judgement.maker.startswith(HUMAN))
        .order_by(judgement.score.desc(), judgement.first_id, judgement.second_id)
        .limit(limit)
    )
    return tuple(
        DoubtLine(
            *(row.first_id, row.one_name, row.one_source),
            *(row.second_id, row.other_name, row.other_source),
            row.score,
            row.reason or "",
        )
        for row in connection.execute(query)
    )


def _named(name: str) -> Subquery:
    """Actors of current readings with their reports."""
    query: Select[Any] = select(
        t.actor.c.id, t.actor.c.name, t.report.c.source_id, t.report.c.id.label("report")
    ).select_from(current_reports().join(t.actor, t.actor.c.reading == t.reading.c.key))
    return query.subquery(name)


def _columns(named: Subquery, side: str) -> list[Any]:
    return [named.c.name.label(f"{side}_name"), named.c.source_id.label(f"{side}_source")]


def add_judgement(
    connection: Connection, pair: tuple[str, str], verdict: Verdict, *, by: str, reason: str
) -> None:
    """Note a person's verdict on two actors of reports; the latest on a pair holds.

    Raises RecordError where the record has no actor of such an id, or both ids are one.
    """
    one, other = pair
    if one == other:
        raise RecordError(f"{one} and {other} are one actor of one report")
    actors = _named("wanted")
    rows = connection.execute(select(actors).where(actors.c.id.in_([one, other])))
    reports = {row.id: row.report for row in rows}
    for id_ in (one, other):
        if id_ not in reports:
            raise RecordError(f"the record has no actor {id_}")
    left, right = (Member(reports[id_], id_) for id_ in sorted((one, other)))
    write_judgements(
        connection, [Judgement(left, right, verdict, 1.0, by, reason, human=True, made=None)]
    )
