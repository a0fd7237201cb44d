"""Events in single sentences: whether there is one, and the examples of PLOVER's own record."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from dragoman.schema.event_types import load_event_types
from evaluate.event_folds import read_by_fold
from evaluate.tasks import read_texts, run_scorer

# Names of PLOVER's first version, as the manual's later ones have them.
RENAMED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
# The quad classes of `cameo_class`, as the schema of event types calls them.
QUAD_NAMES = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}
# To yield (08) is a deed in CAMEO, by which both sets were coded, and a word in PLOVER.
CAMEO_QUADS = {name: kind.quad for name, kind in load_event_types().items()}
CAMEO_QUADS["CONCEDE"] = QUAD_NAMES["2"]
QUADS = {
    number: frozenset(name for name, found in CAMEO_QUADS.items() if found == quad)
    for number, quad in QUAD_NAMES.items()
}


def score_event_or_none(shared: Path, _work: Path, _workers: int) -> dict[str, float]:
    """How often a sentence of `cameo_class` is rightly said to tell an event or none; and how
    often one of its events is of the right quad. Five-fold."""
    with (shared / "data/events/cameo_class_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(text, label) for text, label in csv.reader(file, delimiter="\t")]
    texts = {str(n): text for n, (text, _) in enumerate(rows)}
    readings = {r["report"]["source_id"]: r for r in read_by_fold(texts)}
    right = quads = with_event = 0
    for n, (_, label) in enumerate(rows):
        types = {e["type"] for e in readings[str(n)]["events"]}
        right += bool(types) == (label != "0")
        if label != "0":
            with_event += 1
            quads += bool(types & QUADS[label])
    return {"event_or_none": right / len(rows), "quad_present": quads / with_event}


def _words(parties: Any) -> str:
    listed = parties if isinstance(parties, list) else [parties] if parties else []
    return " ".join(p["actorText"] for p in listed if isinstance(p, dict) and p.get("actorText"))


def score_plover_record(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """The figures of the task `events` on the examples of PLOVER's gold standard record."""
    records = json.loads((shared / "data/events/plover_gsr.txt").read_text("utf-8-sig"))
    gold = work / "plover_gsr.tsv"
    kept = []
    with gold.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(("sentence", "source", "target", "gold_root"))
        for record in records:
            if record.get("text"):
                source = _words(record.get("source"))
                # A compound actor acts on itself: `Jordan and Britain agreed`.
                target = _words(record.get("target")) or source
                root = RENAMED.get(record["event"], record["event"])
                kept.append(" ".join(record["text"].split()))
                table.writerow((kept[-1], source, target, root))
    readings = work / "plover_gsr.jsonl"
    read_texts({str(n): text for n, text in enumerate(kept)}, work, workers, keep=readings)
    scores = json.loads(run_scorer(shared, "score", "events", str(gold), str(readings)))
    return {"root.f1": scores["root"]["f1"], "type_present_recall": scores["type_present_recall"]}


def _plover_types(path: Path) -> dict[str, str]:
    """CAMEO codes to PLOVER types, by the table of PLOVER's makers."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        code, colon, rest = line.partition(":")
        if colon and code.strip().isdigit():
            found[code.strip()] = rest.split(",")[0].split("#")[0].strip()
    return found


def load_petrarch(shared: Path) -> list[tuple[str, set[str]]]:
    """The sentences of PETRARCH's unit records, each with the quads of its codings read as CAMEO.

    Most are codes of WEIS or none at all, so that agreement says little: docs/petrarch.md.
    CAMEO 01 and 02 (statements, appeals) have no PLOVER event of their own or
    are REQUEST; sentences coded so only are left out.
    """
    types = _plover_types(shared / "data/events/cameo2plover.txt")
    quad_of = {name: quad for quad, names in QUADS.items() for name in names}
    rows = []
    for sentence in ElementTree.parse(shared / "data/events/petrarch_unit_records.xml").iter():
        if sentence.tag != "Sentence":
            continue
        text = " ".join((sentence.findtext("Text") or "").split())
        codings = [c for c in sentence.iter("EventCoding") if not c.get("noevents")]
        codes = [c.get("eventcode", "") for c in codings]
        quads = {quad_of.get(types.get(c) or types.get(c[:2], ""), "") for c in codes} - {""}
        if text and (quads or not codes):
            rows.append((text, quads))
    return rows


def score_petrarch(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """How often PETRARCH's quad is among ours, by quad, and its silence ours."""
    rows = load_petrarch(shared)
    readings = read_texts({str(n): text for n, (text, _) in enumerate(rows)}, work, workers)
    same: dict[str, list[int]] = {quad: [] for quad in (*QUADS, "none")}
    for n, (_, quads) in enumerate(rows):
        types = {e["type"] for e in readings[str(n)]["events"]}
        for quad in quads:
            same[quad].append(bool(types & QUADS[quad]))
        if not quads:
            same["none"].append(not types)
    every = [x for quad in QUADS for x in same[quad]]
    names = {q: quad.replace(" ", "_") for q, quad in QUAD_NAMES.items()} | {"none": "no_event"}
    figures = {f"agreement.{names[q]}": sum(x) / len(x) for q, x in same.items() if x}
    return {"agreement": sum(every) / len(every), **figures}
