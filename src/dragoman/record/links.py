"""Write what linking found, and read it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select

from dragoman.model import Span
from dragoman.model.links import (
    Drift,
    Happening,
    Judgement,
    LinkedActor,
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


def write_links(connection: Connection, links: Links, texts: dict[str, str]) -> None:
    """Put what linking found in place of what it found before; people's verdicts stay.

    `texts` are the reports' texts by id, whose words drift shows.
    """
    for table in lt.LINKS:
        connection.execute(delete(table))
    connection.execute(delete(t.judgement).where(~t.judgement.c.maker.startswith(HUMAN)))
    rows: list[tuple[Table, Iterable[Values]]] = [
        (lt.linking, [{"maker": links.maker, "made": now(), "reports": links.reports}]),
        (lt.linked_actor, _actor_rows(links.actors)),
        (lt.linked_actor_member, _member_rows(links.actors)),
        (lt.happening, _happening_rows(links.happenings)),
        (lt.happening_event, _event_rows(links.happenings)),
        (lt.relay, _relay_rows(links.relays)),
        (
            lt.report_root,
            ({"report": r.report, "name": clean(n)} for r in links.roots for n in r.roots),
        ),
        (lt.drift, _drift_rows(links.drifts, texts)),
    ]
    for table, values in rows:
        numbered = [{"key": n, **row} for n, row in enumerate(values, 1)]
        if numbered:
            connection.execute(insert(table), numbered)
    write_judgements(connection, links.judgements)


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
    )


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
            }


def _load_actors(connection: Connection) -> Iterator[LinkedActor]:
    members: dict[str, list[Member]] = {}
    for row in connection.execute(select(lt.linked_actor_member).order_by("key")):
        members.setdefault(row.linked_actor, []).append(Member(row.report, row.actor))
    for row in connection.execute(select(lt.linked_actor).order_by("key")):
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
    for row in connection.execute(select(lt.happening).order_by("key")):
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


def _span(row: Row[Any], side: str, text: str = "") -> Span | None:
    start, end = getattr(row, f"{side}_start"), getattr(row, f"{side}_end")
    return None if start is None else Span(start, end, text)


def _load_relays(connection: Connection) -> Iterator[Relay]:
    for row in connection.execute(select(lt.relay).order_by("key")):
        spans = (_span(row, "relay"), _span(row, "root"))
        yield Relay(row.relay, row.root, row.name, row.kind, row.score, *spans)


def _load_roots(connection: Connection) -> Iterator[ReportRoots]:
    rows = connection.execute(select(lt.report_root).order_by("key"))
    for report, names in groupby(rows, lambda row: row.report):
        yield ReportRoots(report, tuple(row.name for row in names))


def _load_drifts(connection: Connection) -> Iterator[ReportDrift]:
    rows = connection.execute(select(lt.drift).order_by("key"))
    for (relay, root), found in groupby(rows, lambda row: (row.relay, row.root)):
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
        )
