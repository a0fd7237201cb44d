"""Coreference on OntoGUM dev, without gold mentions, by the CoNLL 2012 shared task's measures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scorch.scores import b_cubed, ceaf_e, muc

from dragoman.model import Report
from dragoman.read import analyse
from dragoman.read.actors import resolve_actors
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


def _clusters(text: str, spans: list[Span]) -> Iterator[set[Span]]:
    """What is read: for each actor its mentions as spans of gold's words."""
    analysis = analyse(Report(text, "ontogum", "ontogum", language="en"))
    mentions, _ = resolve_actors(analysis, find_mentions(analysis))
    move = analysis.prepared.offsets.to_original
    grouped: dict[str, set[Span]] = defaultdict(set)
    for mention in mentions:
        start, end = move(mention.span.start, mention.span.end)
        inside = [n for n, (a, b) in enumerate(spans) if a < end and start < b]
        if inside and mention.actor:
            grouped[mention.actor].add((inside[0], inside[-1]))
    taken: set[Span] = set()
    for cluster in grouped.values():
        own = cluster - taken
        taken |= own
        if len(own) > 1:
            yield own


def score_coreference(shared: Path) -> dict[str, float]:
    """MUC, B-cubed, CEAF-e and their mean (CoNLL F1) over four genres of OntoGUM dev.

    Singletons are left out on both sides, as OntoGUM leaves them out. Gold has
    things and ideas too; actors are all that is read here.
    """
    key: Clusters = []
    response: Clusters = []
    for n, path in enumerate(sorted((shared / "data/coreference/ontogum/dev").glob("*.conll"))):
        if path.name.split("_")[1] not in GENRES:
            continue
        words, gold = read_gold(path)
        text, spans = join_words(words)
        shift = n * 1_000_000
        key += [{(a + shift, b + shift) for a, b in c} for c in gold]
        response += [{(a + shift, b + shift) for a, b in c} for c in _clusters(text, spans)]
    figures = {}
    for name, measure in (("muc", muc), ("b_cubed", b_cubed), ("ceaf_e", ceaf_e)):
        figures[f"{name}.recall"], figures[f"{name}.precision"], figures[f"{name}.f1"] = map(
            float, measure(key, response)
        )
    figures["conll_f1"] = sum(figures[f"{m}.f1"] for m in ("muc", "b_cubed", "ceaf_e")) / 3
    return figures
