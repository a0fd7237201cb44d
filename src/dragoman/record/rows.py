"""A reading as rows of the tables: by column, as the database is to hold it (JSON as text)."""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from dragoman.model import Actor, Event, Reading, Report, Span, Statement, Unnamed, make_id
from dragoman.model.contract import from_json, to_json

Row = dict[str, Any]
CHAIN_JOINT = " > "
CONTENT_JOINT = " … "
# Neither engine can hold these in its text: NUL and halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_dump = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading ready to store: its id and its whole JSON, compressed.

    `odd` is true where its words hold code points that no column can hold;
    rows bear U+FFFD instead of each, the JSON bears them as they are.
    """

    reading: Reading
    id: str
    body: bytes
    odd: bool


def pack(reading: Reading) -> Packed:
    """The reading with its id, a hash of all that was found and of who found it.

    `report.source`, the place it was read from, does not count: the same
    report in another folder is the same reading.
    """
    content = to_json(reading)
    report = content.pop("report")
    text = report.pop("text")
    findings = _dump(content)
    odd = _is_odd(text) or _is_odd(_dump(report)) or _is_odd(findings)
    if odd:
        report["text"] = text
    body = f'{{"report": {_dump(report)}, {findings[1:]}'
    del report["source"]
    hashed = sha256((_dump(report) + findings).encode("utf-8", "surrogatepass")).hexdigest()
    identity = make_id("rea", reading.report.id, reading.reader, hashed)
    return Packed(reading, identity, zlib.compress(body.encode("utf-8", "surrogatepass"), 6), odd)


def _is_odd(words: str) -> bool:
    """Whether a text, or JSON, holds what no column can hold."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\x00" in words or "\\u0000" in words


def unpack(body: bytes, text: str) -> Reading:
    """The reading that `pack` made into a body; `text` is its report's, as the table holds it."""
    content = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    content["report"].setdefault("text", text)
    return from_json(content)


def clean_words(words: str) -> str:
    """Words as a column can hold them; as many code points as before."""
    return _UNSTORABLE.sub("\ufffd", words)


@dataclass
class Keys:
    """The next free number of each table that numbers its rows."""

    next: dict[str, int]

    def take(self, table: str) -> int:
        """A number that no other row of the table has."""
        key = self.next[table]
        self.next[table] = key + 1
        return key


NUMBERED = ("run", "report", "reading", "actor", "time", "place", "statement", "event", "failure")


@dataclass
class Rows:
    """Rows of one batch by table, with the numbers they were given."""

    keys: Keys
    tables: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add_reading(self, packed: Packed, key: int, report: int, run: int) -> None:
        """Add everything found in one reading, under the number `key`."""
        first = {name: len(rows) for name, rows in self.tables.items()} if packed.odd else {}
        reading = packed.reading
        self.tables["reading"].append(
            {
                "key": key,
                "id": packed.id,
                "report": report,
                "run": run,
                "reader": reading.reader,
                "status": reading.status,
                "superseded_by": None,
            }
        )
        self.tables["reading_json"].append({"reading": key, "body": packed.body})
        _Findings(self, reading, key).add_all()
        if packed.odd:
            self._clean(first)

    def add_report(self, report: Report, key: int) -> None:
        """Add a report that the record does not hold yet."""
        row = {"key": key, "id": report.id, "text_sha256": report.text_sha256, "text": report.text}
        row |= described(report)
        row["published_candidates"] = _dump(row["published_candidates"])
        self.tables["report"].append({k: _clean_value(v) for k, v in row.items()})

    def _clean(self, first: dict[str, int]) -> None:
        for name, rows in self.tables.items():
            for row in rows[first.get(name, 0) :]:
                row.update({k: _clean_value(v) for k, v in row.items()})


def _clean_value(value: Any) -> Any:
    return clean_words(value) if isinstance(value, str) else value


def described(report: Report) -> Row:
    """What is known of a report besides its text."""
    return {
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
    }


def _unnamed(unnamed: Unnamed | None) -> dict[str, Any]:
    reason = unnamed.reason if unnamed else None
    return {
        "unnamed_country": unnamed.country if unnamed else None,
        "unnamed_office": unnamed.office if unnamed else None,
        "reason_start": reason.start if reason else None,
        "reason_end": reason.end if reason else None,
        "reason_text": reason.text if reason else None,
    }


def _span(span: Span | None) -> Row:
    if span is None:
        return {"start_offset": None, "end_offset": None, "text": None}
    return {"start_offset": span.start, "end_offset": span.end, "text": span.text}


class _Findings:
    """Turns the findings of one reading into rows; knows the numbers of what they refer to."""

    def __init__(self, rows: Rows, reading: Reading, key: int) -> None:
        self.rows = rows.tables
        self.reading = reading
        self.key = key
        take = rows.keys.take
        # The first of equal ids is meant; a reference to nothing becomes NULL.
        self.actors = [take("actor") for _ in reading.actors]
        self.times = [take("time") for _ in reading.times]
        self.places = [take("place") for _ in reading.places]
        self.statements = [take("statement") for _ in reading.statements]
        self.events = [take("event") for _ in reading.events]
        self.actor_of = _numbers(reading.actors, self.actors)
        self.time_of = _numbers(reading.times, self.times)
        self.place_of = _numbers(reading.places, self.places)
        self.statement_of = _numbers(reading.statements, self.statements)

    def add_all(self) -> None:
        self._add_actors()
        self._add_mentions()
        self._add_times()
        self._add_places()
        for position, statement in enumerate(self.reading.statements):
            self._add_statement(position, statement)
        for position, event in enumerate(self.reading.events):
            self._add_event(position, event)
        self._add_relations()

    def _actor(self, actor_id: str | None) -> int | None:
        return None if actor_id is None else self.actor_of.get(actor_id)

    def _finding(self, key: int, position: int, finding_id: str) -> Row:
        return {"key": key, "reading": self.key, "position": position, "id": finding_id}

    def _add_actors(self) -> None:
        for position, (key, a) in enumerate(zip(self.actors, self.reading.actors, strict=True)):
            self.rows["actor"].append(
                {
                    **self._finding(key, position, a.id),
                    "name": a.name,
                    "type": a.type,
                    "country": a.country,
                }
            )
            self._add_names_and_roles(key, a)

    def _add_names_and_roles(self, key: int, actor: Actor) -> None:
        self.rows["alias"] += [
            {"actor": key, "position": n, "name": name} for n, name in enumerate(actor.aliases)
        ]
        self.rows["role"] += [
            {
                "actor": key,
                "position": n,
                "title": r.title,
                "of": r.of,
                "status": r.status,
                **_span(r.span),
            }
            for n, r in enumerate(actor.roles)
        ]

    def _add_mentions(self) -> None:
        self.rows["root"] += [
            {
                "reading": self.key,
                "position": n,
                "name": r.name,
                "actor": self._actor(r.actor),
                **_span(r.span),
            }
            for n, r in enumerate(self.reading.roots)
        ]
        self.rows["passage"] += [
            {
                "reading": self.key,
                "position": n,
                "kind": p.kind,
                "start_offset": p.span.start,
                "end_offset": p.span.end,
            }
            for n, p in enumerate(self.reading.passages)
        ]
        self.rows["mention"] += [
            {
                "reading": self.key,
                "position": n,
                "id": m.id,
                "kind": m.kind,
                "type": m.type,
                "actor": self._actor(m.actor),
                **_span(m.span),
            }
            for n, m in enumerate(self.reading.mentions)
        ]

    def _add_times(self) -> None:
        self.rows["time"] += [
            {
                **self._finding(key, n, t.id),
                "type": t.type,
                "value": t.value,
                "from_date": t.from_,
                "to_date": t.to,
                "precision": t.precision,
                "anchor": t.anchor,
                **_span(t.span),
            }
            for n, (key, t) in enumerate(zip(self.times, self.reading.times, strict=True))
        ]

    def _add_places(self) -> None:
        self.rows["place"] += [
            {
                **self._finding(key, n, p.id),
                "name": p.name,
                "geonameid": p.geonameid,
                "lat": p.lat,
                "lon": p.lon,
                "country": p.country,
                "admin1": p.admin1,
                "metonym": p.metonym,
                **_span(p.span),
                "precision": p.precision,
                "extent": p.extent,
            }
            for n, (key, p) in enumerate(zip(self.places, self.reading.places, strict=True))
        ]

    def _add_statement(self, position: int, statement: Statement) -> None:
        key, cue = self.statements[position], statement.cue
        names = [link.name for link in statement.chain]
        self.rows["statement"].append(
            {
                **self._finding(key, position, statement.id),
                "source": names[-1] if names else "",
                "chain": CHAIN_JOINT.join(names),
                "content": CONTENT_JOINT.join(s.text for s in statement.content),
                "mode": statement.mode,
                "cue_start": cue.start if cue else None,
                "cue_end": cue.end if cue else None,
                "cue_text": cue.text if cue else None,
                "confidence": statement.confidence,
                "origin": statement.origin,
            }
        )
        self.rows["chain_link"] += [
            {
                "statement": key,
                "position": n,
                "name": x.name,
                "kind": x.kind,
                "actor": self._actor(x.actor),
                **_span(x.span),
                **_unnamed(x.unnamed),
            }
            for n, x in enumerate(statement.chain)
        ]
        self.rows["statement_target"] += [
            {
                "statement": key,
                "position": n,
                "actor": self._actor(x.actor),
                **_span(x.span),
                "stance": x.stance,
                "confidence": x.confidence,
            }
            for n, x in enumerate(statement.targets)
        ]
        self.rows["content_span"] += [
            {"statement": key, "position": n, **_span(s)} for n, s in enumerate(statement.content)
        ]

    def _add_event(self, position: int, event: Event) -> None:
        key, when = self.events[position], event.when
        self.rows["event"].append(
            {
                **self._finding(key, position, event.id),
                "type": event.type,
                "mode": event.mode,
                "contexts": _dump(event.contexts),
                "status": event.status,
                "trigger_start": event.trigger.start,
                "trigger_end": event.trigger.end,
                "trigger_text": event.trigger.text,
                "time": self.time_of.get(when.time) if when else None,
                "from_date": when.from_ if when else None,
                "to_date": when.to if when else None,
                "precision": when.precision if when else None,
                "place": self.place_of.get(event.where.place) if event.where else None,
                "intensity": event.intensity,
                "confidence": event.confidence,
                "origin": event.origin,
                "same_as": event.same_as,
                "dated_by": when.by if when else None,
            }
        )
        self._add_participants(key, event)
        self.rows["quantity"] += [
            {"event": key, "position": n, "value": q.value, "of": q.of, **_span(q.span)}
            for n, q in enumerate(event.quantities)
        ]
        told = [self.statement_of[s] for s in event.statements if s in self.statement_of]
        self.rows["event_statement"] += [
            {"event": key, "position": n, "statement": s} for n, s in enumerate(told)
        ]

    def _add_participants(self, key: int, event: Event) -> None:
        for role, arguments in (("actor", event.actors), ("recipient", event.recipients)):
            self.rows["event_argument"] += [
                {
                    "event": key,
                    "role": role,
                    "position": n,
                    "actor": self._actor(a.actor),
                    **_span(a.span),
                }
                for n, a in enumerate(arguments)
            ]

    def _add_relations(self) -> None:
        self.rows["relation"] += [
            {
                "reading": self.key,
                "position": n,
                "id": r.id,
                "kind": r.kind,
                "subject": self._actor(r.subject),
                "object": self._actor(r.object),
                "title": r.title,
                "status": r.status,
                **_span(r.span),
                "confidence": r.confidence,
                "origin": r.origin,
                "from_date": r.from_,
                "to_date": r.to,
                "tenure": r.tenure,
            }
            for n, r in enumerate(self.reading.relations)
        ]


def _numbers(findings: Iterable[Any], keys: list[int]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for finding, key in zip(findings, keys, strict=True):
        numbers.setdefault(finding.id, key)
    return numbers


def names_in(reading: Reading) -> set[str]:
    """Every name under which someone may be looked up in a reading."""
    names = {name for a in reading.actors for name in (a.name, *a.aliases)}
    names |= {link.name for s in reading.statements for link in s.chain}
    return names | {r.name for r in reading.roots}
