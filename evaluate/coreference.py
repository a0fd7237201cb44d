"""Coreference on OntoGUM dev, without gold mentions, by the CoNLL 2012 shared task's measures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scorch.scores import b_cubed, ceaf_e, muc

from dragoman.model import Report, Sentence
from dragoman.read import analyse
from dragoman.read.actors import resolve_actors
from dragoman.read.analysis import Analysis
from dragoman.read.coreference import NounPhrase, find_clusters
from dragoman.read.mentions import find_mentions

GENRES = ("news", "interview", "speech", "essay")
NO_SPACE_BEFORE = frozenset(".,;:!?)]}%'’”") | {"n't", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m"}
NO_SPACE_AFTER = frozenset("([{“$£")
OPENS, CLOSES = re.compile(r"\((\d+)"), re.compile(r"(\d+)\)")

Span = tuple[int, int]
Clusters = list[set[Span]]


def read_gold(path: Path) -> tuple[list[str], Clusters]:
    """The words of an OntoGUM document and its clusters of spans `[first, last]` of words."""
    words: list[str] = []
    waiting: dict[str, list[int]] = defaultdict(list)
    found: dict[str, set[Span]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        _, word, marks = line.split("\t")[:3]
        at = len(words)
        words.append(word)
        for name in OPENS.findall(marks):
            waiting[name].append(at)
        for name in CLOSES.findall(marks):
            found[name].add((waiting[name].pop(), at))
    return words, [spans for spans in found.values() if len(spans) > 1]


def join_words(words: list[str]) -> tuple[str, list[Span]]:
    """The words as running text, and each one's offsets in it."""
    text, spans = "", []
    for n, word in enumerate(words):
        glued = n == 0 or word in NO_SPACE_BEFORE or words[n - 1] in NO_SPACE_AFTER
        text += word if glued else f" {word}"
        spans.append((len(text) - len(word), len(text)))
    return text, spans


def word_spans(
    analysis: Analysis, sentence: Sentence, phrase: NounPhrase, spans: list[Span]
) -> Span | None:
    """The first and last of gold's words that a phrase covers."""
    first, last = sentence.tokens[phrase.first], sentence.tokens[phrase.last]
    start, end = analysis.prepared.offsets.to_original(first.start, last.end)
    return _covered(spans, start, end)


def _covered(spans: list[Span], start: int, end: int) -> Span | None:
    first = bisect_right(spans, start, key=lambda s: s[1])
    last = first
    while last + 1 < len(spans) and spans[last + 1][0] < end:
        last += 1
    return (first, last) if first < len(spans) and spans[first][0] < end else None


def _actors(analysis: Analysis, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """Each mention's actor and place, as a reading has them."""
    mentions, _ = resolve_actors(analysis, find_mentions(analysis))
    for mention in mentions:
        place = _covered(
            spans, *analysis.prepared.offsets.to_original(mention.span.start, mention.span.end)
        )
        if place is not None and mention.actor:
            yield mention.actor, place


def _phrases(analysis: Analysis, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """Each phrase's cluster and place, by the ranker."""
    for n, cluster in enumerate(find_clusters(analysis)):
        for phrase in cluster:
            place = word_spans(analysis, analysis.sentences[phrase.number], phrase, spans)
            if place is not None:
                yield str(n), place


def _group(found: Iterator[tuple[str, Span]], shift: int) -> Clusters:
    """Clusters of two or more places, each place in one."""
    grouped: dict[str, set[Span]] = defaultdict(set)
    taken: set[Span] = set()
    for name, (first, last) in found:
        place = (first + shift, last + shift)
        if place not in taken:
            taken.add(place)
            grouped[name].add(place)
    return [places for places in grouped.values() if len(places) > 1]


def conll_figures(key: Sequence[set[Any]], response: Sequence[set[Any]]) -> dict[str, float]:
    """MUC, B-cubed and CEAF-e of two clusterings, and the mean of their F1 (CoNLL)."""
    figures = {}
    for name, measure in (("muc", muc), ("b_cubed", b_cubed), ("ceaf_e", ceaf_e)):
        figures[f"{name}.recall"], figures[f"{name}.precision"], figures[f"{name}.f1"] = map(
            float, measure(key, response)
        )
    figures["conll_f1"] = sum(figures[f"{m}.f1"] for m in ("muc", "b_cubed", "ceaf_e")) / 3
    return figures


def score_coreference(shared: Path) -> dict[str, float]:
    """MUC, B-cubed, CEAF-e and their mean (CoNLL F1) over four genres of OntoGUM dev.

    Singletons are left out on both sides, as OntoGUM leaves them out. `actors`
    are the actors of a reading, though gold has things and ideas too.
    """
    key: Clusters = []
    response: Clusters = []
    actors: Clusters = []
    for n, path in enumerate(sorted((shared / "data/coreference/ontogum/dev").glob("*.conll"))):
        if path.name.split("_")[1] not in GENRES:
            continue
        words, gold = read_gold(path)
        text, spans = join_words(words)
        analysis = analyse(Report(text, "ontogum", "ontogum", language="en"))
        shift = n * 1_000_000
        key += [{(a + shift, b + shift) for a, b in c} for c in gold]
        response += _group(_phrases(analysis, spans), shift)
        actors += _group(_actors(analysis, spans), shift)
    of_actors = {f"actors.{k}": v for k, v in conll_figures(key, actors).items()}
    return {**conll_figures(key, response), **of_actors}
