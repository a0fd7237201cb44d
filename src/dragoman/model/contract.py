"""The public JSON contract: readings as plain JSON objects, and back.

`docs/contract.md` describes the shape, `dragoman/schema/reading.schema.json`
checks it. Offsets are Unicode code points into `report.text`; every `text`
field equals that slice. The contract may grow but never change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.model.reading import (
    Actor,
    Argument,
    Event,
    Link,
    Mention,
    Passage,
    Place,
    Quantity,
    Reading,
    Relation,
    Role,
    Root,
    Statement,
    Target,
    Time,
    Unnamed,
    When,
    Where,
)
from dragoman.model.report import Report
from dragoman.model.spans import Span

Json = dict[str, Any]


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _place_span(span: Span | None) -> Json:
    if span is None:
        return {"start": None, "end": None}
    return {"start": span.start, "end": span.end}


def _report_json(report: Report, roots: Iterable[Root]) -> Json:
    return {
        "id": report.id,
        "source_id": report.source_id,
        "source": report.source,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_precision": report.published_precision,
        "published_origin": report.published_origin,
        "published_candidates": list(report.published_candidates),
        "language": report.language,
        "url": report.url,
        "format": report.format,
        "encoding": report.encoding,
        "relayed_from": report.relayed_from,
        "text_sha256": report.text_sha256,
        "text": report.text,
        "roots": [{"actor": r.actor, "name": r.name, **_place_span(r.span)} for r in roots],
    }


def actor_to_json(actor: Actor) -> Json:
    """An actor as the contract has it."""
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "aliases": list(actor.aliases),
        "country": actor.country,
        "roles": [
            {"title": r.title, "of": r.of, "status": r.status, **_place_span(r.span)}
            for r in actor.roles
        ],
    }


def mention_to_json(mention: Mention) -> Json:
    """A mention as the contract has it."""
    return {
        "id": mention.id,
        **_span(mention.span),
        "kind": mention.kind,
        "type": mention.type,
        "actor": mention.actor,
    }


def time_to_json(time: Time) -> Json:
    """A time as the contract has it."""
    return {
        "id": time.id,
        **_span(time.span),
        "type": time.type,
        "value": time.value,
        "from": time.from_,
        "to": time.to,
        "precision": time.precision,
        "anchor": time.anchor,
    }


def place_to_json(place: Place) -> Json:
    """A place as the contract has it."""
    return {
        "id": place.id,
        **_span(place.span),
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "metonym": place.metonym,
        "precision": place.precision,
        "extent": place.extent,
    }


def statement_to_json(statement: Statement) -> Json:
    """A statement as the contract has it."""
    return {
        "id": statement.id,
        "chain": [
            {
                **_span(x.span),
                "actor": x.actor,
                "name": x.name,
                "kind": x.kind,
                "unnamed": _unnamed_json(x.unnamed),
            }
            for x in statement.chain
        ],
        "cue": _span(statement.cue) if statement.cue else None,
        "content": [_span(s) for s in statement.content],
        "mode": statement.mode,
        "confidence": statement.confidence,
        "origin": statement.origin,
        "targets": [
            {
                **_span(x.span),
                "actor": x.actor,
                "stance": x.stance,
                "confidence": x.confidence,
            }
            for x in statement.targets
        ],
    }


def _unnamed_json(unnamed: Unnamed | None) -> Json | None:
    if unnamed is None:
        return None
    reason = _span(unnamed.reason) if unnamed.reason else None
    return {"country": unnamed.country, "office": unnamed.office, "reason": reason}


def _when_json(when: When | None) -> Json | None:
    if when is None:
        return None
    return {
        "time": when.time,
        "from": when.from_,
        "to": when.to,
        "precision": when.precision,
        "by": when.by,
    }


def event_to_json(event: Event) -> Json:
    """An event as the contract has it."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "trigger": _span(event.trigger),
        "actors": [{**_span(a.span), "actor": a.actor} for a in event.actors],
        "recipients": [{**_span(a.span), "actor": a.actor} for a in event.recipients],
        "when": _when_json(event.when),
        "where": {"place": event.where.place} if event.where else None,
        "quantities": [
            {"value": q.value, "of": q.of, **_place_span(q.span)} for q in event.quantities
        ],
        "status": event.status,
        "statements": list(event.statements),
        "intensity": event.intensity,
        "confidence": event.confidence,
        "origin": event.origin,
        "same_as": event.same_as,
    }


def relation_to_json(relation: Relation) -> Json:
    """A relation as the contract has it."""
    return {
        "id": relation.id,
        "kind": relation.kind,
        "subject": relation.subject,
        "object": relation.object,
        "title": relation.title,
        "status": relation.status,
        **_place_span(relation.span),
        "confidence": relation.confidence,
        "origin": relation.origin,
        "from": relation.from_,
        "to": relation.to,
        "tenure": relation.tenure,
    }


def to_json(reading: Reading) -> Json:
    """A finished reading as the JSON object that `dragoman read --format jsonl` prints."""
    return {
        "report": _report_json(reading.report, reading.roots),
        "reader": reading.reader,
        "status": reading.status,
        "passages": [{**_place_span(p.span), "kind": p.kind} for p in reading.passages],
        "mentions": [mention_to_json(m) for m in reading.mentions],
        "actors": [actor_to_json(a) for a in reading.actors],
        "times": [time_to_json(t) for t in reading.times],
        "places": [place_to_json(p) for p in reading.places],
        "statements": [statement_to_json(s) for s in reading.statements],
        "events": [event_to_json(e) for e in reading.events],
        "relations": [relation_to_json(r) for r in reading.relations],
    }


class _Cutter:
    """Rebuilds spans from offsets, with the words taken from the report's text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, item: Json) -> Span:
        return Span(item["start"], item["end"], self.text[item["start"] : item["end"]])

    def span_or_none(self, item: Json | None) -> Span | None:
        return None if item is None or item["start"] is None else self.span(item)


def _report_from(item: Json) -> Report:
    fields = {k: v for k, v in item.items() if k != "roots"}
    fields["published_candidates"] = tuple(fields.get("published_candidates") or ())
    return Report(**fields)


def _actor_from(item: Json, cut: _Cutter) -> Actor:
    roles = tuple(Role(r["title"], r["of"], r["status"], cut.span(r)) for r in item["roles"])
    aliases = tuple(item["aliases"])
    return Actor(item["id"], item["name"], item["type"], aliases, item["country"], roles)


def _time_from(item: Json, cut: _Cutter) -> Time:
    rest = (item["from"], item["to"], item["precision"], item["anchor"])
    return Time(item["id"], cut.span(item), item["type"], item["value"], *rest)


def _place_from(item: Json, cut: _Cutter) -> Place:
    keys = ("name", "geonameid", "lat", "lon", "country", "admin1", "metonym")
    told = (*(item[k] for k in keys), *(item.get(k) for k in ("precision", "extent")))
    return Place(item["id"], cut.span(item), *told)  # earlier versions' lines tell not how exact


def _link_from(item: Json, cut: _Cutter) -> Link:
    told = item.get("unnamed")  # lines of earlier versions have none
    unnamed = None
    if told is not None:
        unnamed = Unnamed(told["country"], told["office"], cut.span_or_none(told["reason"]))
    return Link(cut.span(item), item["actor"], item["name"], item["kind"], unnamed)


def _statement_from(item: Json, cut: _Cutter) -> Statement:
    return Statement(
        item["id"],
        tuple(_link_from(x, cut) for x in item["chain"]),
        cut.span_or_none(item["cue"]),
        tuple(cut.span(s) for s in item["content"]),
        item["mode"],
        item["confidence"],
        item["origin"],
        # lines of earlier versions have none
        tuple(_target_from(x, cut) for x in item.get("targets") or ()),
    )


def _target_from(item: Json, cut: _Cutter) -> Target:
    return Target(cut.span(item), item["actor"], item["stance"], item["confidence"])


def _when(item: Json) -> When:
    """Readings of before say nothing of what dates an event: all were dated by their clause."""
    by = item.get("by", "clause")
    return When(item["time"], item["from"], item["to"], item["precision"], by)


def _event_from(item: Json, cut: _Cutter) -> Event:
    when, where = item["when"], item["where"]
    return Event(
        item["id"],
        item["type"],
        item["mode"],
        tuple(item["contexts"]),
        cut.span(item["trigger"]),
        tuple(Argument(cut.span(a), a["actor"]) for a in item["actors"]),
        tuple(Argument(cut.span(a), a["actor"]) for a in item["recipients"]),
        _when(when) if when else None,
        Where(where["place"]) if where else None,
        tuple(Quantity(q["value"], q["of"], cut.span(q)) for q in item["quantities"]),
        item["status"],
        tuple(item["statements"]),
        item["intensity"],
        item["confidence"],
        item["origin"],
        item.get("same_as"),
    )


def _relation_from(item: Json, cut: _Cutter) -> Relation:
    return Relation(
        item["id"],
        item["kind"],
        item["subject"],
        item["object"],
        item["title"],
        item["status"],
        cut.span(item),
        item["confidence"],
        item["origin"],
        *(item.get(key) for key in ("from", "to", "tenure")),
    )


def from_json(item: Json) -> Reading:
    """The reading that `to_json` made; raises KeyError where a field of the contract is missing."""
    report = _report_from(item["report"])
    cut = _Cutter(report.text)
    roots = item["report"]["roots"]
    return Reading(
        report,
        item["reader"],
        item["status"],
        tuple(Root(r["name"], r["actor"], cut.span_or_none(r)) for r in roots),
        tuple(Passage(cut.span(p), p["kind"]) for p in item["passages"]),
        tuple(
            Mention(m["id"], cut.span(m), m["kind"], m["type"], m["actor"])
            for m in item["mentions"]
        ),
        tuple(_actor_from(a, cut) for a in item["actors"]),
        tuple(_time_from(t, cut) for t in item["times"]),
        tuple(_place_from(p, cut) for p in item["places"]),
        tuple(_statement_from(s, cut) for s in item["statements"]),
        tuple(_event_from(e, cut) for e in item["events"]),
        tuple(_relation_from(r, cut) for r in item["relations"]),
    )
