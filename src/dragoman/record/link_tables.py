"""The tables of what linking found: actors, happenings, relays, roots and drift between reports.

They hold what `dragoman link` found over all reports; a later call changes what new reports
change. The verdicts of people, in `judgement`, stay. Reports and findings are named by their
ids, content hashes that outlive a new reading's rows.
"""

from __future__ import annotations

from sqlalchemy import JSON, Float, Index, Integer, Table

from dragoman.record.tables import WORDS, key_column, may, metadata, must

linking = Table(
    "linking",
    metadata,
    key_column(),
    must("maker", WORDS, "the version of dragoman that linked"),
    must("made", WORDS, "when, ISO date-time in UTC"),
    must("reports", Integer, "over how many reports"),
    may("state", WORDS, "name of what it keeps beside the record to go on from; NULL if nothing"),
)

linked_actor = Table(
    "linked_actor",
    metadata,
    key_column(),
    must("id", WORDS, "content hash of what identifies it"),
    must("name", WORDS, "the name most used for it"),
    must("type", WORDS, "person, organisation, outlet, state or group"),
    may("country", WORDS, "ISO 3166-1 alpha-2 code of the country it belongs to"),
    must("names", JSON, "all names that reports have for it"),
)
Index("linked_actor_id_idx", linked_actor.c.id, unique=True)

linked_actor_member = Table(
    "linked_actor_member",
    metadata,
    key_column(),
    must("linked_actor", WORDS, "id of the linked actor"),
    must("report", WORDS, "id of the report"),
    must("actor", WORDS, "id of the report's own actor"),
)
Index("linked_actor_member_linked_actor_idx", linked_actor_member.c.linked_actor)
Index("linked_actor_member_actor_idx", linked_actor_member.c.actor)

happening = Table(
    "happening",
    metadata,
    key_column(),
    must("id", WORDS, "content hash of its first telling"),
    must("type", WORDS, "PLOVER type"),
    must("actors", JSON, "ids of the linked actors that did it"),
    must("recipients", JSON, "ids of the linked actors that it was done to"),
    may("from_date", WORDS, "first day it may have happened, ISO"),
    may("to_date", WORDS, "last day it may have happened, ISO, inclusive"),
    may("geonameid", Integer, "the place's number in GeoNames"),
    must("status", WORDS, "asserted, claimed, future, possible or negated"),
    must("roots", JSON, "names of the independent origins that tell of it"),
)
Index("happening_id_idx", happening.c.id, unique=True)
Index("happening_from_date_idx", happening.c.from_date)

happening_event = Table(
    "happening_event",
    metadata,
    key_column(),
    must("happening", WORDS, "id of the happening"),
    must("report", WORDS, "id of the report that tells of it"),
    must("event", WORDS, "id of the report's own event"),
)
Index("happening_event_happening_idx", happening_event.c.happening)
Index("happening_event_event_idx", happening_event.c.event)

linked_statement = Table(
    "linked_statement",
    metadata,
    key_column(),
    must("id", WORDS, "content hash of the first that has it"),
    must("holders", JSON, "ids of the linked actors to whom reports attribute it"),
    must("roots", JSON, "names of the independent origins of it"),
)
Index("linked_statement_id_idx", linked_statement.c.id, unique=True)

linked_statement_member = Table(
    "linked_statement_member",
    metadata,
    key_column(),
    must("linked_statement", WORDS, "id of the linked statement"),
    must("report", WORDS, "id of the report that passes it on"),
    must("statement", WORDS, "id of the report's own statement"),
)
Index("linked_statement_member_linked_statement_idx", linked_statement_member.c.linked_statement)
Index("linked_statement_member_statement_idx", linked_statement_member.c.statement)

relay = Table(
    "relay",
    metadata,
    key_column(),
    must("relay", WORDS, "id of the report that passes on"),
    may("root", WORDS, "id of the report passed on; NULL if it is not in the record"),
    must("name", WORDS, "whose reporting it is"),
    must("kind", WORDS, "copy, excerpt, paraphrase, quotation or citation"),
    must("score", Float, "how sure it is, 0 to 1"),
    may(
        "relay_start", Integer, "code point of the relay's text where the words that show it start"
    ),
    may("relay_end", Integer, "code point after their last"),
    may("root_start", Integer, "code point of the root's text where the same words start"),
    may("root_end", Integer, "code point after their last"),
)
Index("relay_relay_idx", relay.c.relay)
Index("relay_root_idx", relay.c.root)

report_root = Table(
    "report_root",
    metadata,
    key_column(),
    must("report", WORDS, "id of the report"),
    must("name", WORDS, "an independent origin of what it tells"),
)
Index("report_root_report_idx", report_root.c.report)

drift = Table(
    "drift",
    metadata,
    key_column(),
    must("relay", WORDS, "id of the report that passes on"),
    must("root", WORDS, "id of the report passed on; of another relay where source is given"),
    must("kind", WORDS, "number, date, name, attribution, hedge, omission or addition"),
    may("relay_start", Integer, "code point of the relay's text; NULL where it lacks the words"),
    may("relay_end", Integer, "code point after their last"),
    may("relay_text", WORDS, "the relay's words"),
    may("root_start", Integer, "code point of the root's text; NULL where it lacks the words"),
    may("root_end", Integer, "code point after their last"),
    may("root_text", WORDS, "the root's words"),
    must("confidence", Float, "how sure it is, 0 to 1"),
    must("what", WORDS, "what changed, in a few words"),
    may("source", WORDS, "outlet that both pass on, where its own report is not in the record"),
)
Index("drift_relay_idx", drift.c.relay, drift.c.root)

LINKS = (
    *(linking, linked_actor, linked_actor_member, happening, happening_event),
    *(linked_statement, linked_statement_member, relay, report_root, drift),
)
"""Every table that linking fills."""

LINK_DOCS = {
    "linking": "The last call of `dragoman link`.",
    "linked_actor": "One actor over all reports that name it.",
    "linked_actor_member": "Which reports' actors are one linked actor.",
    "happening": "One event over all reports that tell of it.",
    "happening_event": "Which reports' events are one happening.",
    "linked_statement": "One statement that several reports pass on.",
    "linked_statement_member": "Which reports' statements are one.",
    "relay": "One report that passes on another, or an outlet that is not in the record.",
    "report_root": "The independent origins of what a report tells.",
    "drift": "What changed between a report and the report that it passes on, or another relay.",
}
"""What a row of each table is, for docs/record.md."""
