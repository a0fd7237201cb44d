"""From two reports' likeness to what one is of the other: copy, excerpt, paraphrase or less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dragoman.lang.data import load_words
from dragoman.link.engine import BatchFunction
from dragoman.link.roots.compare import (
    Copied,
    Retold,
    Run,
    Side,
    find_copied,
    find_retold,
    make_side,
)
from dragoman.link.roots.origins import WHOLE_SCORE
from dragoman.link.roots.words import Hashes
from dragoman.model.links import RelayKind

# Shares of the relay's own words in common runs: a relay as a whole, in part; and of the
# root's, for a short one that is carried whole in a longer report.
WHOLE, PART, CARRIED, MOST = 0.5, 0.2, 0.5, 0.7
MIN_MATCHED, MIN_MATCHED_WHOLE, MIN_RUN = 40, 20, 12
# An outlet repeats its own words without relaying: more is asked, and some from its opening.
WHOLE_OF_OWN, OPENING_OF_OWN = 0.6, 0.3
# The same by sentences that tell the same in other words.
TOLD_WHOLE, MIN_IN_ORDER, MIN_PARTNERS = 0.6, 0.7, 5
# A cited outlet's report is the one cited if beside the citation it has so many quoted words, or
# tells the same and both name so much.
MIN_QUOTED, MIN_NAMES, MIN_FIGURES = 8, 4, 1
NEAR_CHARS = 200

# Kinds of relays that have the root's text, be it in other words.
TEXTUAL = frozenset({"copy", "excerpt", "paraphrase"})

_RUN_FIELDS = ("relay_start", "relay_end", "root_start", "root_end", "words")
# What is found of a pair: which of the two is the relay, all runs, and the longest with its words.
FOUND = pa.schema(
    [
        ("one", pa.int64()),
        ("other", pa.int64()),
        ("relay", pa.int64()),
        ("root", pa.int64()),
        ("kind", pa.string()),
        ("score", pa.float64()),
        ("runs", pa.list_(pa.int64())),
        ("relay_start", pa.int64()),
        ("relay_end", pa.int64()),
        ("relay_text", pa.string()),
        ("root_start", pa.int64()),
        ("root_end", pa.int64()),
        ("root_text", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a report is of another, and the words that show it."""

    kind: RelayKind
    score: float
    runs: tuple[Run, ...]


def judge(
    relay: Side, root: Side, frequent: Hashes, *, own: bool, alike: bool, cited: str | None
) -> Verdict | None:
    """What a report is of another, None if it is not shown to relay it.

    Quotations and furniture are in none of the shares: many reports that know nothing of
    each other have the same speech and the same notices. `own` says that one publisher has both,
    `alike` that they share rare names, `cited` names the root's publisher if the relay cites it.
    """
    copied = judge_copied(find_copied(relay, root, frequent), own=own)
    if copied is not None and copied.score >= WHOLE_SCORE:
        return copied
    if copied is None and not (alike or cited):
        return None
    retold = find_retold(relay, root)
    verdict = judge_retold(retold, own=own) or copied
    if verdict is None and cited and not own:
        return judge_cited(retold, relay, cited)
    return verdict


def judge_copied(copied: Copied, *, own: bool) -> Verdict | None:
    """Whether a report is a copy or an excerpt."""
    longest = max((run.words for run in copied.runs), default=0)
    share = copied.relay_cover
    least = MIN_MATCHED_WHOLE if share >= WHOLE else MIN_MATCHED
    if copied.matched < least or longest < MIN_RUN:
        return None
    if own and (share < WHOLE_OF_OWN or copied.opening < OPENING_OF_OWN):
        return None
    if share < PART and copied.root_cover < CARRIED:
        return None
    both = share >= MOST and copied.root_cover >= MOST
    return Verdict("copy" if both else "excerpt", _score(share), copied.runs)


def judge_retold(retold: Retold, *, own: bool) -> Verdict | None:
    """Whether a report tells another in other words."""
    enough = retold.told >= TOLD_WHOLE and len(retold.partners) >= MIN_PARTNERS
    if not enough or retold.in_order < MIN_IN_ORDER:
        return None
    if own and retold.opening < OPENING_OF_OWN:
        return None
    return Verdict("paraphrase", _score(retold.told), retold.partners)


def judge_cited(retold: Retold, relay: Side, outlet: str) -> Verdict | None:
    """Whether a cited outlet's report is the one meant, by what stands beside the citation."""
    if retold.names < MIN_NAMES:
        return None
    cited = [x for x in relay.cited if x[0] == outlet]
    cited = cited or _named_in(relay.text, outlet)
    near = [run for run in retold.quotations if _is_beside(run, cited)]
    if sum(run.words for run in near) >= MIN_QUOTED:
        return Verdict("quotation", 0.75, tuple(near))
    near = [run for run in retold.partners if _is_beside(run, cited)]
    if near and retold.figures >= MIN_FIGURES:
        return Verdict("citation", 0.65, tuple(near))
    return None


def _named_in(text: str, outlet: str) -> list[tuple[str, int, int]]:
    """Where an outlet that no list has is named, or taken up as `the newspaper`."""
    nouns = "|".join(sorted(load_words("en", "outlet_nouns")))
    found = re.finditer(rf"{re.escape(outlet)}|\b[Tt]he (?:{nouns})\b", text)
    return [(outlet, m.start(), m.end()) for m in found] if outlet in text else []


def _is_beside(run: Run, cited: list[tuple[str, int, int]]) -> bool:
    start, end = run.relay_start - NEAR_CHARS, run.relay_end + NEAR_CHARS
    return any(start <= at < end for _, at, _ in cited)


def _score(share: float) -> float:
    """How sure a relay is by the share that shows it: 0.8 and more if it is most of the report."""
    return round(min(0.99, 0.6 + 0.4 * share), 3)


def verify_pairs(frequent: Hashes) -> BatchFunction:
    """The function that settles pairs of reports, to be applied to rows with both their texts."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [made for row in batch.to_pylist() if (made := _verify(row, frequent))]
            yield pa.RecordBatch.from_pylist(rows, FOUND)

    return over


def _verify(row: dict[str, Any], frequent: Hashes) -> dict[str, object] | None:
    relay, root = _in_order(row)
    publisher = row[f"{root}_publisher"]
    verdict = judge(
        _side(row, relay),
        _side(row, root),
        frequent,
        own=publisher is not None and publisher == row[f"{relay}_publisher"],
        alike=bool(row["alike"]),
        cited=publisher if row["cited"] and relay == "one" else None,
    )
    if verdict is None:
        return None
    return {
        "one": row["one"],
        "other": row["other"],
        "relay": row[relay],
        "root": row[root],
        "kind": verdict.kind,
        "score": verdict.score,
        "runs": [getattr(run, f) for run in verdict.runs for f in _RUN_FIELDS],
        **_longest(verdict.runs, row[f"{relay}_text"], row[f"{root}_text"]),
    }


def _longest(runs: tuple[Run, ...], relay: str, root: str) -> dict[str, object]:
    """The places of the longest run and its words in both texts, nothing if there is no run."""
    if not runs:
        return {}
    run = max(runs, key=lambda r: (r.words, -r.relay_start))
    return {
        "relay_start": run.relay_start,
        "relay_end": run.relay_end,
        "relay_text": relay[run.relay_start : run.relay_end],
        "root_start": run.root_start,
        "root_end": run.root_end,
        "root_text": root[run.root_start : run.root_end],
    }


def _side(row: dict[str, Any], side: str) -> Side:
    flat = row[f"{side}_told"]
    return make_side(row[f"{side}_text"], tuple(zip(flat[::2], flat[1::2], strict=True)))


def _in_order(row: dict[str, Any]) -> tuple[str, str]:
    """Which of the two, `one` or `other`, is the relay and which its root.

    A report that credits the other's publisher relays it, and one that cites it, where a date
    is unknown; else the later one does, and of those whose dates are equal or unknown the shorter.
    """
    one, other = ("one", "other"), ("other", "one")
    if row["one_credit"] and row["one_credit"] == row["other_publisher"]:
        return one
    if row["other_credit"] and row["other_credit"] == row["one_publisher"]:
        return other
    ours, theirs = row["one_published"] or "", row["other_published"] or ""
    if row["cited"] and not (ours and theirs):
        return one
    known = min(len(ours), len(theirs))
    if ours[:known] != theirs[:known]:
        return one if ours > theirs else other
    lengths = (row["one_words"], row["other_report"]), (row["other_words"], row["one_report"])
    return one if lengths[0] < lengths[1] else other


def read_runs(flat: list[int]) -> tuple[Run, ...]:
    """The runs of a row that `verify_pairs` made."""
    return tuple(Run(*flat[n : n + 5]) for n in range(0, len(flat), 5))
