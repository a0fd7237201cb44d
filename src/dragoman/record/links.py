"""Write what linking found, and read it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from dragoman.model import Span
from dragoman.model.links import (
    Drift,
    Happening,
    Judgement,
    LinkChanges,
    LinkedActor,
    LinkedStatement,
    Links,
    Member,
    Relay,
    ReportDrift,
    ReportRoots,
)
from dragoman.record import link_tables as lt
from dragoman.record import tables as t
from dragoman.record.rows import clean_words as clean
from dragoman.record.write import now

Values = dict[str, Any]
HUMAN = "human:"
"""How the maker of a judgement begins that a person gave."""


def write_changes(connection: Connection, changes: LinkChanges, texts: dict[str, str]) -> None:
    """Let what linking found now stand beside or in place of what it found before.

    People's verdicts stay. `texts` are the reports' texts by id, whose words drift shows.
    """
    if changes.whole:
        for table in lt.LINKS:
            connection.execute(delete(table))
        connection.execute(delete(t.judgement).where(~t.judgement.c.maker.startswith(HUMAN)))
    else:
        connection.execute(delete(lt.linking))
        _delete_gone(connection, changes)
    last = {"maker": changes.maker, "made": now(), "reports": changes.reports}
    rows: list[tuple[Table, Iterable[Values]]] = [
        (lt.linking, [{**last, "state": changes.state}]),
        (lt.linked_actor, _actor_rows(changes.actors.new)),
        (lt.linked_actor_member, _member_rows(changes.actors.new)),
        (lt.happening, _happening_rows(changes.happenings.new)),
        (lt.happening_event, _event_rows(changes.happenings.new)),
        (lt.linked_statement, _statement_rows(changes.statements.new)),
        (lt.linked_statement_member, _passed_on_rows(changes.statements.new)),
        (lt.relay, _relay_rows(changes.relays.new)),
        (
            lt.report_root,
            ({"report": r.report, "name": clean(n)} for r in changes.roots.new for n in r.roots),
        ),
        (lt.drift, _drift_rows(changes.drifts.new, texts)),
    ]
    for table, values in rows:
        _add(connection, table, values)
    _change_origins(connection, changes.origins)
    write_judgements(connection, changes.judgements.new)


def _add(connection: Connection, table: Table, values: Iterable[Values]) -> None:
    """Add rows after those there are."""
    last = connection.scalar(select(func.max(table.c.key))) or 0
    numbered = [{"key": n, **row} for n, row in enumerate(values, last + 1)]
    if numbered:
        connection.execute(insert(table), numbered)


def _delete_gone(connection: Connection, changes: LinkChanges) -> None:
    """Delete what is gone of each table, by the columns that its ids are made of."""
    judged = ~t.judgement.c.maker.startswith(HUMAN)
    for table, gone, columns in (
        (lt.linked_actor, changes.actors.gone, ("id",)),
        (lt.linked_actor_member, changes.actors.gone, ("linked_actor",)),
        (lt.happening, changes.happenings.gone, ("id",)),
        (lt.happening_event, changes.happenings.gone, ("happening",)),
        (lt.linked_statement, changes.statements.gone, ("id",)),
        (lt.linked_statement_member, changes.statements.gone, ("linked_statement",)),
        (lt.relay, changes.relays.gone, ("relay",)),
        (lt.report_root, changes.roots.gone, ("report",)),
        (lt.drift, changes.drifts.gone, ("relay", "root")),
        (t.judgement, changes.judgements.gone, ("first_id", "second_id")),
    ):
        query = delete(table).where(*(table.c[c] == bindparam(f"of_{c}") for c in columns))
        if table is t.judgement:
            query = query.where(judged)
        names = [f"of_{c}" for c in columns]
        values = [dict(zip(names, id_.split("|"), strict=True)) for id_ in gone]
        if values:
            connection.execute(query, values)


def _change_origins(connection: Connection, origins: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Give happenings and statements of which all else stays other roots."""
    values = [{"of_id": id_, "new": [clean(n) for n in names]} for id_, names in origins]
    for table in (lt.happening, lt.linked_statement):
        query = update(table).where(table.c.id == bindparam("of_id"))
        if values:
            connection.execute(query.values(roots=bindparam("new", type_=JSON)), values)


def write_judgements(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Add verdicts on pairs of findings."""
    if not judgements:
        return
    last = connection.scalar(select(func.max(t.judgement.c.key))) or 0
    made = now()
    rows = [
        {
            "key": last + n,
            "first_id": j.left.finding,
            "second_id": j.right.finding,
            "verdict": j.verdict,
            "score": j.score,
            "maker": f"{HUMAN}{j.maker}" if j.human else j.maker,
            "reason": clean(j.reason),
            "made": j.made or made,
        }
        for n, j in enumerate(judgements, 1)
    ]
    connection.execute(insert(t.judgement), rows)


def load_links(connection: Connection) -> Links | None:
    """All that the last linking found but judgements; None where the record was never linked."""
    linking = connection.execute(select(lt.linking)).first()
    if linking is None:
        return None
    return Links(
        maker=linking.maker,
        reports=linking.reports,
        actors=tuple(_load_actors(connection)),
        happenings=tuple(_load_happenings(connection)),
        relays=tuple(_load_relays(connection)),
        roots=tuple(_load_roots(connection)),
        drifts=tuple(_load_drifts(connection)),
        statements=tuple(_load_statements(connection)),
    )


def load_state(connection: Connection) -> str | None:
    """The name of what the last linking kept to go on from; None where it kept nothing."""
    return connection.scalar(select(lt.linking.c.state))


def load_human_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """The verdicts that people gave on pairs of actors."""
    judgement, actor, reading, report = t.judgement.c, t.actor.c, t.reading.c, t.report.c
    reports = dict(
        connection.execute(
            select(actor.id, report.id)
            .join(t.reading, reading.key == actor.reading)
            .join(t.report, report.key == reading.report)
            .where(actor.id.in_(select(judgement.first_id).union(select(judgement.second_id))))
        )
        .tuples()
        .all()
    )
    query = select(t.judgement).where(judgement.maker.startswith(HUMAN)).order_by(judgement.key)
    return tuple(
        Judgement(
            Member(reports.get(row.first_id, ""), row.first_id),
            Member(reports.get(row.second_id, ""), row.second_id),
            row.verdict,
            row.score if row.score is not None else 1.0,
            row.maker.removeprefix(HUMAN),
            row.reason or "",
            human=True,
            made=row.made,
        )
        for row in connection.execute(query)
    )


def _actor_rows(actors: Iterable[LinkedActor]) -> Iterator[Values]:
    for a in actors:
        names = [clean(n) for n in a.names]
        yield {
            "id": a.id,
            "name": clean(a.name),
            "type": a.type,
            "country": a.country,
            "names": names,
        }


def _member_rows(actors: Iterable[LinkedActor]) -> Iterator[Values]:
    for a in actors:
        for m in a.members:
            yield {"linked_actor": a.id, "report": m.report, "actor": m.finding}


def _happening_rows(happenings: Iterable[Happening]) -> Iterator[Values]:
    for h in happenings:
        yield {
            "id": h.id,
            "type": h.type,
            "actors": list(h.actors),
            "recipients": list(h.recipients),
            "from_date": h.from_,
            "to_date": h.to,
            "geonameid": h.place,
            "status": h.status,
            "roots": [clean(r) for r in h.roots],
        }


def _event_rows(happenings: Iterable[Happening]) -> Iterator[Values]:
    for h in happenings:
        for m in h.events:
            yield {"happening": h.id, "report": m.report, "event": m.finding}


def _statement_rows(statements: Iterable[LinkedStatement]) -> Iterator[Values]:
    for s in statements:
        yield {"id": s.id, "holders": list(s.holders), "roots": [clean(r) for r in s.roots]}


def _passed_on_rows(statements: Iterable[LinkedStatement]) -> Iterator[Values]:
    for s in statements:
        for m in s.statements:
            yield {"linked_statement": s.id, "report": m.report, "statement": m.finding}


def _ends(prefix: str, span: Span | None) -> Values:
    return {
        f"{prefix}_start": span.start if span else None,
        f"{prefix}_end": span.end if span else None,
    }


def _relay_rows(relays: Iterable[Relay]) -> Iterator[Values]:
    for r in relays:
        yield {
            "relay": r.relay,
            "root": r.root,
            "name": clean(r.name),
            "kind": r.kind,
            "score": r.score,
            **_ends("relay", r.relay_span),
            **_ends("root", r.root_span),
        }


def _drift_rows(drifts: Iterable[ReportDrift], texts: dict[str, str]) -> Iterator[Values]:
    for pair in drifts:
        for d in pair.drift:
            sides = (("relay", d.relay, pair.relay), ("root", d.root, pair.root))
            words = {
                f"{side}_text": clean(texts[report][span.start : span.end]) if span else None
                for side, span, report in sides
            }
            yield {
                "relay": pair.relay,
                "root": pair.root,
                "kind": d.kind,
                **_ends("relay", d.relay),
                **_ends("root", d.root),
                **words,
                "confidence": d.confidence,
                "what": clean(d.what),
                "source": clean(pair.source) if pair.source else None,
            }


def _load_actors(connection: Connection) -> Iterator[LinkedActor]:
    members: dict[str, list[Member]] = {}
    for row in connection.execute(select(lt.linked_actor_member).order_by("key")):
        members.setdefault(row.linked_actor, []).append(Member(row.report, row.actor))
    for row in connection.execute(select(lt.linked_actor).order_by("id")):
        yield LinkedActor(
            row.id,
            row.name,
            row.type,
            row.country,
            tuple(row.names),
            tuple(members.get(row.id, ())),
        )


def _load_happenings(connection: Connection) -> Iterator[Happening]:
    events: dict[str, list[Member]] = {}
    for row in connection.execute(select(lt.happening_event).order_by("key")):
        events.setdefault(row.happening, []).append(Member(row.report, row.event))
    for row in connection.execute(select(lt.happening).order_by("id")):
        yield Happening(
            row.id,
            row.type,
            tuple(row.actors),
            tuple(row.recipients),
            row.from_date,
            row.to_date,
            row.geonameid,
            row.status,
            tuple(events.get(row.id, ())),
            tuple(row.roots),
        )


def _load_statements(connection: Connection) -> Iterator[LinkedStatement]:
    members: dict[str, list[Member]] = {}
    for row in connection.execute(select(lt.linked_statement_member).order_by("key")):
        members.setdefault(row.linked_statement, []).append(Member(row.report, row.statement))
    for row in connection.execute(select(lt.linked_statement).order_by("id")):
        passed_on = tuple(members.get(row.id, ()))
        yield LinkedStatement(row.id, tuple(row.holders), passed_on, tuple(row.roots))


def _span(row: Row[Any], side: str, text: str = "") -> Span | None:
    start, end = getattr(row, f"{side}_start"), getattr(row, f"{side}_end")
    return None if start is None else Span(start, end, text)


def _load_relays(connection: Connection) -> Iterator[Relay]:
    for row in connection.execute(select(lt.relay).order_by("relay", "key")):
        spans = (_span(row, "relay"), _span(row, "root"))
        yield Relay(row.relay, row.root, row.name, row.kind, row.score, *spans)


def _load_roots(connection: Connection) -> Iterator[ReportRoots]:
    rows = connection.execute(select(lt.report_root).order_by("report", "key"))
    for report, names in groupby(rows, lambda row: row.report):
        yield ReportRoots(report, tuple(row.name for row in names))


def _load_drifts(connection: Connection) -> Iterator[ReportDrift]:
    rows = connection.execute(select(lt.drift).order_by("relay", "root", "key"))
    for (relay, root, source), found in groupby(
        rows, lambda row: (row.relay, row.root, row.source)
    ):
        yield ReportDrift(
            relay,
            root,
            tuple(
                Drift(
                    row.kind,
                    _span(row, "relay", row.relay_text or ""),
                    _span(row, "root", row.root_text or ""),
                    row.confidence,
                    row.what,
                )
                for row in found
            ),
            source,
        )
