"""Linking the events of gold threads, and scoring it by the CoNLL measures.

Every gold mention is a row. All pairs of a topic are compared, those within a report as well,
since gold chains hold them; tellings that the reader took for one (`same_as`) are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dragoman.link.components import SCORES, find_components
from dragoman.link.engine import DuckEngine
from dragoman.link.happenings import make_table, put_rows
from dragoman.link.happenings.clusters import Limits, find_clusters
from dragoman.link.happenings.scoring import MIN_KEPT, Scorer, describe
from dragoman.link.happenings.telling import update_told
from dragoman.link.happenings.told import read_told
from dragoman.link.statistics import scale_of
from evaluate.coreference import Span, conll_figures
from evaluate.thread_rows import Read, event_at, gold_row, link_by_name, mention_id

Pair = tuple[str, str]
SAME_TELLING = 0.99


@dataclass(frozen=True)
class Thread:
    """Gold mentions of some reports as rows, with the chain of each and the pairs compared."""

    name: str
    chains: dict[str, str]
    pairs: tuple[Pair, ...]
    features: NDArray[np.float32]
    engine: DuckEngine
    same_telling: frozenset[Pair]
    found: frozenset[str]
    reads: tuple[Read, ...]


def make_thread(name: str, reads: Sequence[Read]) -> Thread:
    """Rows of all gold mentions of events, their candidate pairs and the features of these."""
    chains, rows, tellings = {}, [], {}
    for read in reads:
        for chain, spans in sorted(read.text.events.items()):
            for span in sorted(spans):
                row = gold_row(read, span)
                if row.event not in chains:
                    rows.append(row)
                chains[row.event] = chain
                event = event_at(read.reading, *read.text.place(span))
                if event is not None:
                    tellings[row.event] = event.same_as or event.id
    engine = DuckEngine()
    put_rows(engine, make_table(rows), link_by_name(r.reading for r in reads))
    update_told(engine, scale_of(len(reads)))
    topic_of = {mention_id(r.text, s): r.text.topic for r in reads for s in _spans(r)}
    told = {
        t.event: t
        for t in map(read_told, engine.rows("SELECT told FROM kept_hap_told")["told"].to_pylist())
    }
    pairs = tuple((a, b) for a, b in combinations(sorted(told), 2) if topic_of[a] == topic_of[b])
    features = describe([(told[a], told[b]) for a, b in pairs])
    return Thread(
        name, chains, pairs, features, engine, _same(tellings), frozenset(tellings), tuple(reads)
    )


def _spans(read: Read) -> Iterator[Span]:
    return (s for spans in read.text.events.values() for s in spans)


def _same(tellings: dict[str, str]) -> frozenset[Pair]:
    grouped = defaultdict(list)
    for row, event in sorted(tellings.items()):
        grouped[event].append(row)
    return frozenset(p for rows in grouped.values() for p in combinations(rows, 2))


def link_thread(thread: Thread, scorer: Scorer, limits: Limits) -> dict[str, str]:
    """Each gold mention's cluster by the system."""
    scores = np.round(scorer.chances(thread.features).astype(float), 4)
    known = {p: float(s) for p, s in zip(thread.pairs, scores, strict=True) if s >= MIN_KEPT}
    known |= dict.fromkeys(thread.same_telling, SAME_TELLING)
    rows = [{"one": a, "other": b, "score": s} for (a, b), s in sorted(known.items())]
    engine = thread.engine
    engine.put("kept_hap_scores", pa.Table.from_pylist(rows, SCORES))
    engine.store(
        "hap_edges", f"SELECT one, other FROM kept_hap_scores WHERE score >= {limits.link}"
    )
    engine.store("hap_relayed", "SELECT one, other FROM kept_hap_scores WHERE 1 = 0")
    events = "(SELECT event AS node FROM kept_hap_told)"
    find_components(engine, events, "hap_edges", "hap_several")
    found = find_clusters(engine, limits)
    return {told.event: cluster[0].event for cluster in found for told in cluster}


def conll(key: dict[str, str], response: dict[str, str], *, singletons: bool) -> dict[str, float]:
    """MUC, B-cubed, CEAF-e and their mean of two clusterings, by mention.

    Without `singletons`, clusters of one mention are left out on both sides.
    """
    sides = [_group(c, 1 if singletons else 2) for c in (key, response)]
    found = conll_figures(*sides)
    named = {"muc": "muc.f1", "b3": "b_cubed.f1", "ceafe": "ceaf_e.f1", "conll": "conll_f1"}
    return {n: round(100 * found[name], 1) for n, name in named.items()}


def _group(clusters: dict[str, str], least: int) -> list[set[str]]:
    grouped: dict[str, set[str]] = defaultdict(set)
    for mention, cluster in clusters.items():
        grouped[cluster].add(mention)
    return [c for c in grouped.values() if len(c) >= least]


def restrict(clusters: dict[str, str], among: Iterable[str]) -> dict[str, str]:
    kept = frozenset(among)
    return {m: c for m, c in clusters.items() if m in kept}
