"""Readings as flat tables: the columns that CSV and Parquet share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dragoman.model import Actor, Argument, Event, Place, Reading, Span, Statement

Row = dict[str, Any]
Kind = Literal["string", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: plain, a list of strings (`many`), or a list of records (`fields`).

    `joiner` stands between the items where a format has no lists.
    """

    name: str
    kind: Kind = "string"
    many: bool = False
    fields: tuple[Column, ...] = ()
    joiner: str = "; "


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and the rows that one reading gives it."""

    name: str
    columns: tuple[Column, ...]
    make_rows: Callable[[Lookup], Iterator[Row]]


@dataclass(frozen=True)
class Lookup:
    """A reading with its actors, places and statements by id."""

    reading: Reading
    actors: dict[str, Actor] = field(init=False)
    places: dict[str, Place] = field(init=False)
    statements: dict[str, Statement] = field(init=False)

    def __post_init__(self) -> None:
        for name in ("actors", "places", "statements"):
            found = {x.id: x for x in getattr(self.reading, name)}
            object.__setattr__(self, name, found)

    @property
    def keys(self) -> Row:
        """What every row begins with: which report it is from."""
        report = self.reading.report
        return {"report_id": report.id, "source_id": report.source_id}

    def actor_name(self, actor_id: str | None) -> str | None:
        """The name of an in-report actor, None if the reading has no such actor."""
        actor = self.actors.get(actor_id) if actor_id else None
        return actor.name if actor else None

    def chain_names(self, statement_id: str) -> str | None:
        """A statement's source chain as one string, outermost relay first."""
        statement = self.statements.get(statement_id)
        return " > ".join(x.name for x in statement.chain) if statement else None


KEYS = (Column("report_id"), Column("source_id"))
SPAN = (Column("start", "integer"), Column("end", "integer"))
WORDS = (Column("text"), *SPAN)
FOUND = (Column("confidence", "number"), Column("origin"))


def _place(span: Span | None) -> Row:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _words(span: Span) -> Row:
    return {"text": span.text, **_place(span)}


def _report_rows(lookup: Lookup) -> Iterator[Row]:
    reading, report = lookup.reading, lookup.reading.report
    yield {
        **lookup.keys,
        **{c.name: getattr(report, c.name) for c in REPORT_FIELDS},
        "published_candidates": list(report.published_candidates),
        "roots": [{"name": r.name, "actor": r.actor, **_place(r.span)} for r in reading.roots],
        "reader": reading.reader,
        "status": reading.status,
        "characters": len(report.text),
        "text": report.text,
    }


REPORT_FIELDS = (
    Column("source"),
    Column("title"),
    Column("publisher"),
    Column("published"),
    Column("published_precision"),
    Column("published_origin"),
    Column("language"),
    Column("url"),
    Column("format"),
    Column("encoding"),
    Column("relayed_from"),
    Column("text_sha256"),
)


def _passage_rows(lookup: Lookup) -> Iterator[Row]:
    for p in lookup.reading.passages:
        yield {**lookup.keys, "kind": p.kind, **_words(p.span)}


def _mention_rows(lookup: Lookup) -> Iterator[Row]:
    for m in lookup.reading.mentions:
        yield {
            **lookup.keys,
            "id": m.id,
            **_words(m.span),
            "kind": m.kind,
            "type": m.type,
            "actor": m.actor,
            "actor_name": lookup.actor_name(m.actor),
        }


def _actor_rows(lookup: Lookup) -> Iterator[Row]:
    for a in lookup.reading.actors:
        yield {
            **lookup.keys,
            "id": a.id,
            "name": a.name,
            "type": a.type,
            "aliases": list(a.aliases),
            "country": a.country,
            "roles": [
                {"title": r.title, "of": r.of, "status": r.status, **_place(r.span)}
                for r in a.roles
            ],
        }


def _time_rows(lookup: Lookup) -> Iterator[Row]:
    for t in lookup.reading.times:
        yield {
            **lookup.keys,
            "id": t.id,
            **_words(t.span),
            "type": t.type,
            "value": t.value,
            "from": t.from_,
            "to": t.to,
            "precision": t.precision,
            "anchor": t.anchor,
        }


def _place_rows(lookup: Lookup) -> Iterator[Row]:
    for p in lookup.reading.places:
        fields = {c.name: getattr(p, c.name) for c in PLACE_FIELDS}
        yield {**lookup.keys, "id": p.id, **_words(p.span), **fields}


PLACE_FIELDS = (
    Column("name"),
    Column("geonameid", "integer"),
    Column("lat", "number"),
    Column("lon", "number"),
    Column("country"),
    Column("admin1"),
    Column("metonym", "boolean"),
    Column("precision"),
    Column("extent"),
)


def _statement_rows(lookup: Lookup) -> Iterator[Row]:
    for s in lookup.reading.statements:
        holder = s.chain[-1] if s.chain else None
        yield {
            **lookup.keys,
            "id": s.id,
            "chain": [
                {"name": x.name, "kind": x.kind, "actor": x.actor, **_words(x.span)}
                for x in s.chain
            ],
            "links": len(s.chain),
            "outermost": s.chain[0].name if s.chain else None,
            "holder": holder.name if holder else None,
            "holder_kind": holder.kind if holder else None,
            "cue": s.cue.text if s.cue else None,
            "cue_start": s.cue.start if s.cue else None,
            "cue_end": s.cue.end if s.cue else None,
            "content": [_words(x) for x in s.content],
            "mode": s.mode,
            "confidence": s.confidence,
            "origin": s.origin,
            "targets": [
                {
                    "name": lookup.actor_name(x.actor),
                    "actor": x.actor,
                    **_words(x.span),
                    "stance": x.stance,
                    "confidence": x.confidence,
                }
                for x in s.targets
            ],
        }


def _arguments(lookup: Lookup, arguments: tuple[Argument, ...]) -> list[Row]:
    return [
        {"name": lookup.actor_name(a.actor), "actor": a.actor, **_words(a.span)} for a in arguments
    ]


def _event_setting(lookup: Lookup, event: Event) -> Row:
    """When and where, with the place's own data beside its id."""
    when, where = event.when, event.where
    place = lookup.places.get(where.place) if where else None
    return {
        "time": when.time if when else None,
        "from": when.from_ if when else None,
        "to": when.to if when else None,
        "precision": when.precision if when else None,
        "dated_by": when.by if when else None,
        "place": where.place if where else None,
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "place_extent": place.extent if place else None,
    }


def _event_rows(lookup: Lookup) -> Iterator[Row]:
    for e in lookup.reading.events:
        chains = [lookup.chain_names(x) for x in e.statements]
        yield {
            **lookup.keys,
            "id": e.id,
            "type": e.type,
            "mode": e.mode,
            "contexts": list(e.contexts),
            "trigger": e.trigger.text,
            "trigger_start": e.trigger.start,
            "trigger_end": e.trigger.end,
            "actors": _arguments(lookup, e.actors),
            "recipients": _arguments(lookup, e.recipients),
            **_event_setting(lookup, e),
            "quantities": [{"value": q.value, "of": q.of, **_place(q.span)} for q in e.quantities],
            "status": e.status,
            "statements": list(e.statements),
            "according_to": [c for c in chains if c],
            "intensity": e.intensity,
            "same_as": e.same_as,
            "confidence": e.confidence,
            "origin": e.origin,
        }


def _relation_rows(lookup: Lookup) -> Iterator[Row]:
    for r in lookup.reading.relations:
        yield {
            **lookup.keys,
            "id": r.id,
            "kind": r.kind,
            "subject": r.subject,
            "subject_name": lookup.actor_name(r.subject),
            "object": r.object,
            "object_name": lookup.actor_name(r.object),
            "title": r.title,
            "status": r.status,
            **_words(r.span),
            "confidence": r.confidence,
            "origin": r.origin,
            "from": r.from_,
            "to": r.to,
            "tenure": r.tenure,
        }


_ARGUMENT = (Column("name"), Column("actor"), *WORDS)
_TARGET = (*_ARGUMENT, Column("stance"), Column("confidence", "number"))
_EVENT_COLUMNS = (
    *KEYS,
    Column("id"),
    Column("type"),
    Column("mode"),
    Column("contexts", many=True),
    Column("trigger"),
    Column("trigger_start", "integer"),
    Column("trigger_end", "integer"),
    Column("actors", fields=_ARGUMENT),
    Column("recipients", fields=_ARGUMENT),
    Column("time"),
    Column("from"),
    Column("to"),
    Column("precision"),
    Column("dated_by"),
    Column("place"),
    Column("place_name"),
    Column("place_country"),
    Column("lat", "number"),
    Column("lon", "number"),
    Column("place_precision"),
    Column("place_extent"),
    Column("quantities", fields=(Column("value", "number"), Column("of"), *SPAN)),
    Column("status"),
    Column("statements", many=True),
    Column("according_to", many=True),
    Column("intensity", "number"),
    Column("same_as"),
    *FOUND,
)
_STATEMENT_COLUMNS = (
    *KEYS,
    Column("id"),
    Column("chain", fields=(Column("name"), Column("kind"), Column("actor"), *WORDS), joiner=" > "),
    Column("links", "integer"),
    Column("outermost"),
    Column("holder"),
    Column("holder_kind"),
    Column("cue"),
    Column("cue_start", "integer"),
    Column("cue_end", "integer"),
    Column("content", fields=WORDS),
    Column("mode"),
    *FOUND,
    Column("targets", fields=_TARGET),
)
_RELATION_COLUMNS = (
    *KEYS,
    Column("id"),
    Column("kind"),
    Column("subject"),
    Column("subject_name"),
    Column("object"),
    Column("object_name"),
    Column("title"),
    Column("status"),
    *WORDS,
    *FOUND,
    Column("from"),
    Column("to"),
    Column("tenure"),
)
_REPORT_COLUMNS = (
    *KEYS,
    *REPORT_FIELDS,
    Column("published_candidates", many=True),
    Column("roots", fields=(Column("name"), Column("actor"), *SPAN)),
    Column("reader"),
    Column("status"),
    Column("characters", "integer"),
    Column("text"),
)
_ROLE = (Column("title"), Column("of"), Column("status"), *SPAN)
_ACTOR_COLUMNS = (
    *KEYS,
    *(Column(n) for n in ("id", "name", "type")),
    Column("aliases", many=True),
    Column("country"),
    Column("roles", fields=_ROLE),
)
_TIME_COLUMNS = (
    *KEYS,
    Column("id"),
    *WORDS,
    *(Column(n) for n in ("type", "value", "from", "to", "precision", "anchor")),
)
_MENTION_COLUMNS = (
    *KEYS,
    Column("id"),
    *WORDS,
    *(Column(n) for n in ("kind", "type", "actor", "actor_name")),
)

TABLES = (
    Table("reports", _REPORT_COLUMNS, _report_rows),
    Table("passages", (*KEYS, Column("kind"), *WORDS), _passage_rows),
    Table("mentions", _MENTION_COLUMNS, _mention_rows),
    Table("actors", _ACTOR_COLUMNS, _actor_rows),
    Table("times", _TIME_COLUMNS, _time_rows),
    Table("places", (*KEYS, Column("id"), *WORDS, *PLACE_FIELDS), _place_rows),
    Table("statements", _STATEMENT_COLUMNS, _statement_rows),
    Table("events", _EVENT_COLUMNS, _event_rows),
    Table("relations", _RELATION_COLUMNS, _relation_rows),
)
