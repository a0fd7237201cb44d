"""Events and actors across reports, on gold threads.

    python -m evaluate.happenings_task [--shared ../shared] [--cache FOLDER] [--only NAME ...]
    python -m evaluate.happenings_task --make-weights PATH [--judged FILE]

`meantime`, `ecb-dev` and `timelines` are development figures, `ecb-test` is for the very end.
MEANTIME's are cross-fitted: its four topics are each linked with weights from ECB+ train and
the other three. Events of gold mentions stand beside a baseline that takes mentions of one
lemma in a topic for one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.link.happenings.clusters import Limits
from dragoman.link.happenings.features import NAMES
from dragoman.link.happenings.scoring import Scorer, load_scorer
from dragoman.link.happenings.words import trigger_lemmas
from evaluate.happenings_fit import fit
from evaluate.thread_actors import Linked, gold_actors, link_as_product, system_actors
from evaluate.thread_links import Thread, conll, link_thread, make_thread, restrict
from evaluate.thread_rows import Read, link_by_name, mention_id, read_texts
from evaluate.threads import ecb_topics, read_ecb, read_meantime, read_timelines
from evaluate.timelines_task import score_timelines

# For gold mentions: chosen on ECB+ dev. The product's own limits are stricter.
LIMITS = Limits(0.45, 0.25)
TASKS = ("meantime", "ecb-dev", "timelines")
# Of pairs that are not one, this share is learned from, with as much more weight.
SAMPLED, SEED = 0.04, 1
Array = NDArray[np.float64]


def read_set(name: str, shared: Path, cache: Path | None) -> list[Read]:
    """The texts of MEANTIME (`meantime`) or a part of ECB+ (`train`, `dev`, `test`), read."""
    threads = shared / "data/threads"
    if name == "meantime":
        texts = read_meantime(threads / "meantime")
    else:
        texts = read_ecb(threads / "ecbplus", ecb_topics(threads / "ecbplus", name))
    return read_texts(texts, cache / f"{name}.pkl" if cache else None)


def examples(thread: Thread, *, without: str | None = None) -> tuple[Array, Array, Array]:
    """Features, verdicts and weights of a thread's pairs, those of the topic `without` left out."""
    random = np.random.default_rng(SEED)
    same = np.array([thread.chains[a] == thread.chains[b] for a, b in thread.pairs])
    kept = same | (random.random(len(same)) < SAMPLED)
    if without:
        kept &= np.array([not a.startswith(without) for a, _ in thread.pairs])
    weights = np.where(same, 1.0, 1 / SAMPLED)
    return thread.features[kept].astype(float), same[kept].astype(float), weights[kept]


def make_weights(parts: Sequence[tuple[Array, Array, Array]]) -> Scorer:
    """A scorer fitted to several sets of pairs."""
    return Scorer(fit(*(np.concatenate(column) for column in zip(*parts, strict=True))))


def score_ecb(thread: Thread, scorer: Scorer) -> dict[str, object]:
    """With gold mentions, and with ours: those of our events that meet a gold mention."""
    ours = link_thread(thread, scorer, LIMITS)
    return _figures(thread, ours)


def _figures(thread: Thread, ours: dict[str, str]) -> dict[str, object]:
    found, lemmas = thread.found, lemma_baseline(thread)
    return {
        "gold mentions": len(thread.chains),
        "met by an event of ours": round(len(found) / len(thread.chains), 3),
        "gold mentions, singletons kept": conll(thread.chains, ours, singletons=True),
        "  lemma baseline": conll(thread.chains, lemmas, singletons=True),
        "gold mentions, singletons left out": conll(thread.chains, ours, singletons=False),
        "our mentions, all of gold, singletons kept": conll(
            thread.chains, restrict(ours, found), singletons=True
        ),
        "our mentions, all of gold, singletons left out": conll(
            thread.chains, restrict(ours, found), singletons=False
        ),
        "our mentions, gold that we found, singletons kept": conll(
            restrict(thread.chains, found), restrict(ours, found), singletons=True
        ),
    }


def lemma_baseline(thread: Thread) -> dict[str, str]:
    """Mentions of one lemma in one topic are one."""
    return {
        mention_id(r.text, s): f"{r.text.topic} {' '.join(trigger_lemmas(_words(r, s)))}"
        for r in thread.reads
        for spans in r.text.events.values()
        for s in spans
    }


def _words(read: Read, span: tuple[int, int]) -> str:
    return read.text.text[slice(*read.text.place(span))]


def score_meantime(shared: Path, cache: Path | None) -> dict[str, object]:
    """Events, cross-fitted by topic, and actors, by the product and by names alone."""
    reads = read_set("meantime", shared, cache)
    thread = make_thread("meantime", reads)
    train = examples(make_thread("train", read_set("train", shared, cache)))
    ours: dict[str, str] = {}
    for topic in sorted({r.text.topic for r in reads}):
        scorer = make_weights([train, examples(thread, without=topic)])
        linked = link_thread(thread, scorer, LIMITS)
        ours |= {m: c for m, c in linked.items() if m.startswith(topic)}
    return {
        "events": _figures(thread, ours),
        "actors": score_actors(reads, link_as_product(reads)),
        "actors, by names alone": score_actors(reads, link_by_name(r.reading for r in reads)),
    }


def score_actors(reads: Sequence[Read], linked: Linked) -> dict[str, object]:
    """Chains of persons, organisations and places by a linking of actors."""
    key = gold_actors(reads)
    response = system_actors(reads, linked)
    return {
        "gold mentions": len(key),
        "aligned with one of ours": round(len(response) / len(key), 3),
        "all, singletons left out": conll(key, response, singletons=False),
        "gold that we found, singletons kept": conll(
            restrict(key, response), response, singletons=True
        ),
    }


def score(name: str, shared: Path, cache: Path | None) -> dict[str, object]:
    """The figures of one task."""
    if name == "meantime":
        return score_meantime(shared, cache)
    if name == "timelines":
        corpora = read_timelines(shared / "data/threads/timelines")
        file = cache / "timelines.pkl" if cache else None
        reads = {r.text.id: r for r in read_texts([t for c in corpora for t in c.texts], file)}
        return score_timelines((c, [reads[t.id] for t in c.texts]) for c in corpora)
    part = name.removeprefix("ecb-")
    thread = make_thread(part, read_set(part, shared, cache))
    return score_ecb(thread, load_scorer())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, help="keep readings in this folder")
    parser.add_argument("--only", nargs="*", default=TASKS, choices=[*TASKS, "ecb-test"])
    parser.add_argument("--make-weights", type=Path, metavar="PATH")
    parser.add_argument("--judged", type=Path, help="pairs of a corpus judged by eye")
    given = parser.parse_args()
    if given.make_weights:
        sets = [
            make_thread(n, read_set(n, given.shared, given.cache)) for n in ("meantime", "train")
        ]
        parts = [examples(t) for t in sets]
        if given.judged:
            with np.load(given.judged) as judged:
                parts.append((judged["features"], judged["same"], judged["weights"]))
        named = {"names": np.array(NAMES)} | make_weights(parts).weights
        np.savez_compressed(given.make_weights, **named)
        return
    for name in given.only:
        print(json.dumps({name: score(name, given.shared, given.cache)}, indent=1), flush=True)


if __name__ == "__main__":
    main()
