"""How often an event gets the date it has, on TimeBank and AQUAINT.

Both link events to time expressions (TimeML's TLINK): one that `IS_INCLUDED` in an
expression, is `DURING` it or `SIMULTANEOUS` with it happened then. Gold has every
kind of event; scored are those whose word is the trigger of one of ours. A date is
right if one of the two intervals lies within the other: `in May` is right for the
fifth of May. Gold also dates by the day of writing what the words leave open,
which we do not guess.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.read.times.calendar import read_value
from evaluate.tasks import read_texts

WITHIN = frozenset({"IS_INCLUDED", "DURING", "SIMULTANEOUS"})
AROUND = frozenset({"INCLUDES", "SIMULTANEOUS"})
Interval = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A report with the place of each event's word and the interval in which it happened."""

    name: str
    text: str
    published: str | None
    events: dict[int, Interval]


def _interval(value: str) -> Interval | None:
    found = read_value(value)
    return (found.from_[:10], found.to[:10]) if found else None


def read_tml(path: Path) -> Dated:
    """A TimeML file; an event that gold puts within the day of writing has no date of its own."""
    root = ET.fromstring(path.read_text("utf-8"))
    stamp, body = root.find("DCT/TIMEX3"), root.find("TEXT")
    assert body is not None
    text, places, times = "", {}, {}

    def walk(node: ET.Element) -> None:
        nonlocal text
        start = len(text)
        text += node.text or ""
        for child in node:
            walk(child)
            text += child.tail or ""
        if node.tag == "EVENT":
            places[node.get("eid")] = start
        elif node.tag == "TIMEX3":
            times[node.get("tid")] = node.get("value") or ""

    walk(body)
    made = {m.get("eiid"): m.get("eventID") for m in root.iter("MAKEINSTANCE")}
    events: dict[int, Interval] = {}
    for link in root.iter("TLINK"):
        event = link.get("eventInstanceID") or link.get("relatedToEventInstance")
        time = link.get("relatedToTime") or link.get("timeID")
        kinds = WITHIN if link.get("relatedToTime") else AROUND
        place, interval = places.get(made.get(event)), _interval(times.get(time, ""))
        if link.get("relType") in kinds and place is not None and interval:
            events.setdefault(place, interval)
    published = stamp.get("value") if stamp is not None else None
    return Dated(path.stem, text, published and published[:10], events)


def _is_right(ours: Interval, gold: Interval) -> bool:
    return (gold[0] <= ours[0] and ours[1] <= gold[1]) or (
        ours[0] <= gold[0] and gold[1] <= ours[1]
    )


def score_event_dates(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """Precision of the dates given, and recall of those gold has."""
    folders = [shared / "data" / "times" / name for name in ("TimeBank", "AQUAINT")]
    reports = [read_tml(p) for folder in folders for p in sorted(folder.glob("*.tml"))]
    texts: dict[str, dict[str, Any] | str] = {
        d.name: {"text": d.text, **({"published": d.published} if d.published else {})}
        for d in reports
    }
    readings = read_texts(texts, work, workers, work / "event-dates.readings.jsonl")
    scored = [_score_report(d, readings[d.name]) for d in reports if d.name in readings]
    right, given, gold = (sum(s[n] for s in scored) for n in range(3))
    return {"precision": right / given, "recall": right / gold}


def _score_report(dated: Dated, reading: dict[str, Any]) -> tuple[int, int, int]:
    """Dates right, dates given and dates in gold, over the events that both have."""
    right = given = gold = 0
    for place, interval in dated.events.items():
        event = next(
            (e for e in reading["events"] if e["trigger"]["start"] <= place < e["trigger"]["end"]),
            None,
        )
        if event is None:
            continue
        gold += 1
        when = event["when"]
        if when and when["from"] and when["to"]:
            given += 1
            right += _is_right((when["from"][:10], when["to"][:10]), interval)
    return right, given, gold
