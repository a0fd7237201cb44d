"""How well drift between a relay and its root is found: own pairs and one real pair.

    python -m evaluate.drift_task --shared ../shared [--errors]

Of the own pairs `dev`, `dev2` and `phrases` may be looked at, and rules and weights are made
with them in view; `test`, `test2` and `phrases2` are for measuring only and are never opened.

A gold drift is found if a reported one of the same kind overlaps its words on every side
that gold gives; each gold drift is matched once. `name` is accepted for an `addition`
and the other way round where both sides are given, since a name put for a vague word is both.
Every other report is an error, and one on words that gold calls the same is counted.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.ingest.report import make_report
from dragoman.link.drift import compare
from dragoman.model import Reading, Report, Span
from dragoman.model.links import Drift
from dragoman.read import Analysis, analyse, read_report

CASES = Path(__file__).parents[1] / "tests" / "cases" / "drift"
ACCEPTANCE = "acceptance/drift/002_aa9fdb1f960f265d.drift.json"
# The splits that are looked at, then those that are not.
SEEN, UNSEEN = ("dev", "dev2", "phrases"), ("test", "test2", "phrases2")
SPLITS = (*SEEN, *UNSEEN)
NAMING = frozenset({"name", "addition"})
Row = dict[str, str]
Side = tuple[Reading, Analysis]


@dataclass(frozen=True, slots=True)
class Pair:
    """A relay and its root with what is known to have changed and to be the same."""

    name: str
    split: str
    relay: Report
    root: Report
    drift: tuple[Row, ...]
    same: tuple[Row, ...]


def case_report(side: dict[str, str], source: str) -> Report:
    """A side of a case as a report."""
    return make_report(
        side["text"],
        source=source,
        source_id=source,
        title=side.get("title"),
        publisher=side["publisher"],
        published=side["published"],
        language="en",
    )


def load_pairs(split: str) -> Iterator[Pair]:
    """The own pairs of a split, one of `SPLITS`.

    `dev2` and `test2` were written blind to the rules, some of them without any change. In
    `phrases` the relay loses a phrase of a sentence that it keeps (who did it, how or when), in
    `phrases2` nothing is lost.
    """
    for path in sorted(CASES.glob("*.toml")):
        case = tomllib.loads(path.read_text("utf-8"))
        if case["split"] == split:
            relay, root = (case_report(case[s], f"{path.stem}/{s}") for s in ("relay", "root"))
            rows = tuple(tuple(case.get(kind, [])) for kind in ("drift", "same"))
            yield Pair(path.stem, split, relay, root, *rows)


def load_acceptance(shared: Path) -> Pair:
    """The real pair: an editorial and a translated report of it a day later."""
    key = json.loads((shared / ACCEPTANCE).read_text("utf-8"))
    relay = (shared / "acceptance" / key["relay"]).read_text("utf-8")
    root = (shared / "acceptance/drift" / key["root"]).read_text("utf-8")
    reports = [
        make_report(text, source=name, source_id=name, published=published, language="en")
        for text, name, published in (
            (relay, "acceptance/relay", "2020-08-26"),
            (root, "acceptance/root", "2020-08-25"),
        )
    ]
    return Pair("acceptance", "acceptance", *reports, tuple(key["drift"]), tuple(key["same"]))


def read_side(report: Report) -> Side:
    """What is compared of a report."""
    return read_report(report), analyse(report)


def find_pair(pair: Pair) -> tuple[Drift, ...]:
    """What is reported of a pair."""
    (relay, relay_analysis), (root, root_analysis) = read_side(pair.relay), read_side(pair.root)
    return compare(relay, root, relay_analysis, root_analysis)


def _touches(span: Span | None, text: str, words: str) -> bool:
    """Whether a span overlaps some place where the words stand."""
    if span is None:
        return False
    at = text.find(words)
    while at >= 0:
        if span.start < at + len(words) and at < span.end:
            return True
        at = text.find(words, at + 1)
    return False


def _fits(pair: Pair, drift: Drift, row: Row) -> bool:
    kinds = drift.kind, row["kind"]
    if kinds[0] != kinds[1] and not (NAMING.issuperset(kinds) and "relay" in row and "root" in row):
        return False
    sides = (("relay", drift.relay, pair.relay), ("root", drift.root, pair.root))
    return all(
        _touches(span, report.text, row[side]) for side, span, report in sides if side in row
    )


def match_rows(pair: Pair, found: Sequence[Drift]) -> dict[int, int]:
    """Which gold drift each reported one is, by their places: the surest first, gold once."""
    matched: dict[int, int] = {}
    for n in sorted(range(len(found)), key=lambda n: -found[n].confidence):
        for k, row in enumerate(pair.drift):
            if k not in matched.values() and _fits(pair, found[n], row):
                matched[n] = k
                break
    return matched


def same_rows(pair: Pair, found: Sequence[Drift]) -> list[tuple[Row, Drift]]:
    """The rows that gold calls the same and that are reported nonetheless."""
    return [
        (row, d)
        for row in pair.same
        for d in found
        if _touches(d.relay, pair.relay.text, row["relay"])
        and _touches(d.root, pair.root.text, row["root"])
    ]


@dataclass(slots=True)
class Tally:
    """Counts over pairs."""

    gold: int = 0
    told: int = 0
    right: int = 0
    same: int = 0
    pairs_same: int = 0
    pairs: int = 0
    silent: int = 0

    def add(self, pair: Pair, found: Sequence[Drift]) -> None:
        self.pairs += 1
        self.silent += not found
        self.gold += len(pair.drift)
        self.told += len(found)
        self.right += len(match_rows(pair, found))
        self.same += len(same_rows(pair, found))
        self.pairs_same += len(pair.same)

    def figures(self, name: str) -> dict[str, float]:
        """The shares; where nothing changed there is no recall, and of the pairs those count of
        which nothing is reported."""
        if not self.gold:
            return {
                f"{name}.silent": self.silent / max(1, self.pairs),
                f"{name}.same_kept": 1 - self.same / max(1, self.pairs_same),
            }
        return {
            f"{name}.recall": self.right / max(1, self.gold),
            f"{name}.precision": self.right / max(1, self.told),
            f"{name}.same_kept": 1 - self.same / max(1, self.pairs_same),
        }


def _score_split(split: str) -> dict[str, float]:
    tally = Tally()
    for pair in load_pairs(split):
        tally.add(pair, find_pair(pair))
    return tally.figures(split)


def _score_acceptance(pair: Pair, found: Sequence[Drift]) -> dict[str, float]:
    rows = [pair.drift[k]["kind"] for k in match_rows(pair, found).values()]
    gold = [row["kind"] for row in pair.drift]
    lost = gold.count("omission")
    return {
        "acceptance.changes": (len(rows) - rows.count("omission")) / (len(gold) - lost),
        "acceptance.omissions": rows.count("omission") / lost,
        "acceptance.same_kept": 1 - len(same_rows(pair, found)) / len(pair.same),
    }


def score_drift(shared: Path) -> dict[str, float]:
    """Recall and precision on the own pairs, and what is found of the real one."""
    acceptance = load_acceptance(shared)
    return {
        **{name: value for split in SPLITS for name, value in _score_split(split).items()},
        **_score_acceptance(acceptance, find_pair(acceptance)),
    }


def describe_errors(pair: Pair, found: Sequence[Drift]) -> Iterator[str]:
    """What is missed and what is reported wrongly, one a line."""
    matched = match_rows(pair, found)
    for k, row in enumerate(pair.drift):
        if k not in matched.values():
            yield f"missed {row['kind']}: {row.get('relay')!r} / {row.get('root')!r}"
    for n, drift in enumerate(found):
        sides = " / ".join(repr(s.text) if s else "-" for s in (drift.relay, drift.root))
        mark = "right" if n in matched else "WRONG"
        yield f"{mark} {drift.kind} {drift.confidence:.2f}: {sides} ({drift.what})"
    for row, drift in same_rows(pair, found):
        yield f"SAME {drift.kind}: {row['relay']!r} / {row['root']!r}"


def main(arguments: Any = None) -> None:
    """Print the figures, or with `--errors` the errors on the pairs that may be looked at."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--errors", action="store_true", help="the errors on seen pairs")
    chosen = options.parse_args(arguments)
    if chosen.errors:
        seen = (pair for split in SEEN for pair in load_pairs(split))
        for pair in [*seen, load_acceptance(chosen.shared)]:
            print(f"\n{pair.name}")
            print(*describe_errors(pair, find_pair(pair)), sep="\n")
        return
    for name, value in score_drift(chosen.shared).items():
        print(f"{name:28}{value:8.3f}")


if __name__ == "__main__":
    main()
