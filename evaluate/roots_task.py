"""How well relays and their roots are found: relays planted in a corpus of real reports.

    python -m evaluate.roots_task --shared ../shared [--errors] [--keys CACHE.pkl]

Of 60 reports five relays each are planted: a copy, a trimmed one, a paraphrase, one that
attributes it to the origin's publisher, and a relay of one of these four; beside them, not in
the total, one `rewritten` so that no run of five words is left. A planted relay is
`found` if its chain of relays leads to its origin, and has the `same_roots` if
it is not counted as a root of its own and has all of its origin's roots. `false_links` are
reports of the corpus that are linked, as a share of all, save links which
`roots_reviewed.tsv` tells to be true with the reason.
"""

from __future__ import annotations

import argparse
import pickle
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dragoman.ingest.report import make_report
from dragoman.link.engine import DuckEngine
from dragoman.link.roots import ReportKeys, find_relays, find_report_roots, own_root, report_keys
from dragoman.link.roots.outlets import clean_outlet
from dragoman.model import Report
from dragoman.model.links import Relay
from evaluate.roots_planting import copied, paraphrased, reattributed, rewritten, trimmed

CORPUS = "data/corpus/news_6000.parquet"
REVIEWED = Path(__file__).with_name("roots_reviewed.tsv")
ORIGINS, SEED = 60, 20_260
HARD = "rewritten"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted relay: how it was made, from which origin, its keys."""

    way: str
    origin: str
    keys: ReportKeys


def read_corpus(shared: Path) -> list[Row]:
    return list(pq.read_table(shared / CORPUS).to_pylist())


def report_of(row: Row) -> Report:
    return make_report(
        row["text"],
        source="corpus",
        source_id=row["id"],
        title=row["title"] or None,
        publisher=row["publisher"],
        published=row["published"] or None,
    )


def keys_of(row: Row) -> ReportKeys:
    return report_keys(report_of(row))


def choose_origins(rows: Sequence[Row], rng: random.Random) -> list[Row]:
    fit = [
        r
        for r in rows
        if 300 <= len(r["text"].split()) <= 1_500
        and len(r["published"]) == 10
        and r["text"].count("\n") > 5
        and len(r["text"].split()) / (r["text"].count("\n") + 1) > 12
    ]
    return rng.sample(fit, ORIGINS)


def plant(origin: Row, publishers: Sequence[str], rng: random.Random) -> Iterator[tuple[str, Row]]:
    """The five relays of an origin, each later and of another publisher."""
    outlet = clean_outlet(origin["publisher"])
    text = origin["text"]
    ways = {
        "copied": copied(text, rng),
        "trimmed": trimmed(text, rng),
        "paraphrased": paraphrased(text, rng),
        "reattributed": reattributed(text, rng, outlet),
    }
    made = {}
    others = [p for p in publishers if clean_outlet(p) != outlet]
    for way, words in ways.items():
        made[way] = relay_row(origin, way, words, rng.choice(others), rng)
        yield way, made[way]
    first_way = rng.choice(list(ways))
    first = made[first_way]
    again = rng.choice([copied, trimmed, paraphrased])(first["text"], rng)
    left = [p for p in others if p != first["publisher"]]
    yield "two hops", relay_row(first, "second", again, rng.choice(left), rng)
    yield HARD, relay_row(origin, HARD, rewritten(text, rng), rng.choice(others), rng)


def relay_row(of: Row, way: str, text: str, publisher: str, rng: random.Random) -> Row:
    day = date.fromisoformat(of["published"]) + timedelta(days=rng.randrange(1, 5))
    # The words of the title put otherwise, as another desk would.
    title = f"{of['title'].split(':')[-1].strip()} - {way}"
    made = {"id": f"{of['id']}-{way}", "title": title, "publisher": publisher}
    return {**made, "published": day.isoformat(), "text": text}


def plant_all(rows: Sequence[Row]) -> list[Planted]:
    rng = random.Random(SEED)
    publishers = [p for p, _ in Counter(r["publisher"] for r in rows).most_common(40)]
    planted: list[Planted] = []
    for origin in choose_origins(rows, rng):
        of = report_of(origin).id
        planted += [Planted(w, of, keys_of(row)) for w, row in plant(origin, publishers, rng)]
    return planted


def reviewed() -> dict[frozenset[str], str]:
    """Links in the corpus that were looked at, by the two reports' ids: what they are."""
    if not REVIEWED.exists():
        return {}
    lines = [x.split("\t") for x in REVIEWED.read_text("utf-8").splitlines() if x[:1] != "#"]
    return {frozenset(x[:2]): x[2] for x in lines}


def ancestors(report: str, edges: dict[str, list[Relay]]) -> set[str]:
    seen, waiting = set(), [report]
    while waiting:
        for relay in edges.get(waiting.pop(), []):
            if relay.root and relay.root not in seen:
                seen.add(relay.root)
                waiting.append(relay.root)
    return seen


@dataclass
class Outcome:
    """All that the figures and the list of errors are made from."""

    planted: list[Planted]
    keys: dict[str, ReportKeys]
    relays: tuple[Relay, ...]
    roots: dict[str, tuple[str, ...]]
    seconds: dict[str, float]

    def found(self) -> dict[str, bool]:
        edges = self.edges()
        return {p.keys.report: p.origin in ancestors(p.keys.report, edges) for p in self.planted}

    def edges(self) -> dict[str, list[Relay]]:
        edges: dict[str, list[Relay]] = defaultdict(list)
        for relay in self.relays:
            edges[relay.relay].append(relay)
        return edges

    def same_roots(self, planted: Planted) -> bool:
        roots, origin = set(self.roots[planted.keys.report]), set(self.roots[planted.origin])
        own = own_root(planted.keys) in roots - origin
        return not own and origin <= roots

    def others_links(self) -> list[Relay]:
        mine = {p.keys.report for p in self.planted}
        return [r for r in self.relays if r.root and r.relay not in mine]


def run(shared: Path, cache: Path | None = None) -> Outcome:
    rows = read_corpus(shared)
    started = time.perf_counter()
    if cache and cache.exists():
        corpus = pickle.loads(cache.read_bytes())
    else:
        corpus = [keys_of(r) for r in rows]
        if cache:
            cache.write_bytes(pickle.dumps(corpus))
    planted = plant_all(rows)
    keyed = time.perf_counter()
    reports = [*corpus, *(p.keys for p in planted)]
    relays = find_relays(DuckEngine(), reports)
    linked = time.perf_counter()
    roots = find_report_roots(relays, reports)
    seconds = {"keys": keyed - started, "relays": linked - keyed}
    return Outcome(planted, {r.report: r for r in reports}, relays, roots, seconds)


def figures(outcome: Outcome) -> dict[str, float]:
    found, planted = outcome.found(), outcome.planted
    total = [p for p in planted if p.way != HARD]
    scores = {
        "found": sum(found[p.keys.report] for p in total) / len(total),
        "same_roots": sum(map(outcome.same_roots, total)) / len(total),
    }
    for way in dict.fromkeys(p.way for p in planted):
        mine = [p for p in planted if p.way == way]
        scores[f"found.{way}"] = sum(found[p.keys.report] for p in mine) / len(mine)
    links, known = outcome.others_links(), reviewed()
    others = len(outcome.keys) - len(planted)
    false = {r.relay for r in links if known.get(frozenset((r.relay, r.root))) != "true"}
    scores["linked"] = len({r.relay for r in links}) / others
    scores["false_links"] = len(false) / others
    scores["seconds_keys"] = outcome.seconds["keys"]
    scores["seconds_relays"] = outcome.seconds["relays"]
    scores["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return scores


def score_roots(shared: Path) -> dict[str, float]:
    """The figures of relays and roots, those that are better the higher."""
    scores = figures(run(shared))
    kept = {n: scores[n] for n in scores if n == "same_roots" or n.startswith("found")}
    return {**kept, "no_false_links": 1 - scores["false_links"]}


def print_errors(outcome: Outcome) -> None:
    found, edges = outcome.found(), outcome.edges()
    for p in outcome.planted:
        state = "" if outcome.same_roots(p) else "roots"
        state = state if found[p.keys.report] else "missed"
        if state:
            origin, roots = outcome.keys[p.origin], outcome.roots
            kinds = [(r.kind, r.name, r.score) for r in edges[p.keys.report]]
            print(f"{state} {p.way}: {p.keys.words} of {origin.words} words,", kinds)
            print("   ", roots[p.keys.report], "<-", roots[p.origin])
    for relay in sorted(outcome.others_links(), key=lambda r: -r.score):
        print_link(outcome, relay)


def print_link(outcome: Outcome, relay: Relay) -> None:
    one, other = outcome.keys[relay.relay], outcome.keys[relay.root or ""]
    state = reviewed().get(frozenset((one.report, other.report)), "?")
    print(f"{state}\t{relay.kind}\t{relay.score}\t{one.report}\t{other.report}", end="\t")
    for side in (one, other):
        print(side.publisher, side.published, side.words, side.title, end=" <- ")
    words = relay.relay_span.text[:120] if relay.relay_span else ""
    print("|", words.replace("\n", " "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--keys", type=Path, help="where the corpus's keys are kept")
    chosen = parser.parse_args()
    outcome = run(chosen.shared, chosen.keys)
    if chosen.errors:
        print_errors(outcome)
    for name, score in figures(outcome).items():
        print(f"{name:24} {score:.4f}")


if __name__ == "__main__":
    main()
