"""Wrong statements of a development set, drawn at random, for sorting by eye.

    python -m evaluate.errors READINGS.jsonl [--shared ../shared] [--draw 100] [--seed 0]

Readings are what `python -m evaluate --only polnear-dev --keep FOLDER` leaves. Every
wrong statement is one of four kinds: missed, spurious, of another source, with other
ends. The counts of all are printed first, then those drawn, with their sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evaluate.calibration import load_scorer, match_statements

Spans = Sequence[tuple[int, int]]
AROUND = 120


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong statement: gold and ours in the text, either of them empty."""

    kind: str
    stem: str
    gold: tuple[Spans, Spans, Spans]
    mine: tuple[Spans, Spans, Spans]
    origin: str


NOTHING: tuple[Spans, Spans, Spans] = ((), (), ())


def _mine(score: Any, statement: dict[str, Any]) -> tuple[Spans, Spans, Spans]:
    """Content, cue and source of a statement of ours, as the scorer reads them."""
    last = (statement.get("chain") or [{}])[-1]
    cue = statement.get("cue")
    return (
        score.span_list(statement["content"]),
        [(cue["start"], cue["end"])] if cue else [],
        [(last["start"], last["end"])] if last.get("start") is not None else [],
    )


def find_wrong(shared: Path, gold: Path, readings: Path) -> Iterator[tuple[str, Wrong]]:
    """(the report's text, what is wrong) for each wrong statement, in the order of reports."""
    score = load_scorer(shared)
    read = score.load_readings(readings)
    for stem, text, ann in score.polnear_docs(gold):
        words = score.tokens(text)
        true = score.brat(ann)
        statements = read.get(stem, {}).get("statements", [])
        mine = [_mine(score, s) for s in statements]
        kept, hit = match_statements(
            score,
            [score.covered(words, t[0]) for t in true],
            [score.covered(words, m[0]) for m in mine],
        )
        for n, gold_spans in enumerate(true):
            if n not in hit:
                yield text, Wrong("missed", stem, gold_spans, NOTHING, "")
                continue
            ours, origin = mine[hit[n]], statements[hit[n]]["origin"].split(":")[0]
            theirs, found = (score.covered(words, x[2]) for x in (gold_spans, ours))
            if not (theirs & found or (not theirs and not found)):
                yield text, Wrong("source", stem, gold_spans, ours, origin)
            elif score.strip_punct(text, gold_spans[0]) != score.strip_punct(text, ours[0]):
                yield text, Wrong("ends", stem, gold_spans, ours, origin)
        for i in sorted(set(kept) - set(hit.values())):
            origin = statements[i]["origin"].split(":")[0]
            yield text, Wrong("spurious", stem, NOTHING, mine[i], origin)


def show(text: str, wrong: Wrong) -> str:
    """The passage with what gold and we take for source, cue and content below it."""
    spans = [s for side in (wrong.gold, wrong.mine) for part in side for s in part]
    start = max(0, min(a for a, _ in spans) - AROUND)
    end = min(len(text), max(b for _, b in spans) + AROUND)
    lines = [f"[{wrong.kind} {wrong.origin}] {wrong.stem}", text[start:end].replace("\n", " / ")]
    for name, side in (("gold", wrong.gold), ("ours", wrong.mine)):
        if any(side):
            content, cue, source = (" || ".join(text[a:b] for a, b in part) for part in side)
            lines.append(f"  {name}: [{source}] <{cue}> {content}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="evaluate.errors", description=__doc__)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--draw", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    gold = arguments.shared / "data" / "statements" / "polnear" / "dev"
    found = list(find_wrong(arguments.shared, gold, arguments.readings))
    counts = Counter(w.kind for _, w in found)
    print(", ".join(f"{kind} {count}" for kind, count in counts.most_common()))
    drawn = Random(arguments.seed).sample(found, min(arguments.draw, len(found)))
    for n, (text, wrong) in enumerate(drawn, 1):
        print(f"\n{n}. {show(text, wrong)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
