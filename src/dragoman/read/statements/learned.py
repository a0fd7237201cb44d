"""Drafts from the encoder's attributions, with what the tree adds to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Attribution, Token
from dragoman.read.statements.drafts import Draft, Source
from dragoman.read.statements.sources import RELATIVES, find_holder
from dragoman.read.statements.speech import Scene
from dragoman.read.statements.tree import Tree
from dragoman.read.statements.verbs import cue_lemma

FRAMES = {"according": "according", "per": "according", ":": "colon", "as": "as"}
SAID = "said"


def _head(tree: Tree, start: int, end: int) -> Token | None:
    """The word between two offsets that governs the others."""
    inside = [t for t in tree.tokens if start <= t.start and t.end <= end]
    places = {t.index for t in inside}
    tops = [t for t in inside if t.head not in places or t.head == t.index]
    verbs = [t for t in tops if t.pos == "VERB"]
    nouns = [t for t in tops if t.pos in {"NOUN", "PROPN", "PRON"}]
    return next(iter((*verbs, *nouns, *tops)), None)


def _source(scene: Scene, span: tuple[int, int], rule: Draft | None) -> Source | None:
    tree = scene.tree_at(span[0])
    head = _head(tree, *span) if tree is not None else None
    if tree is None or head is None:
        return None
    known = rule.source if rule is not None else None
    antecedent = None
    if known is not None and known.head.start == head.start:
        antecedent = known.antecedent
    elif head.text.lower() in RELATIVES and known is not None:
        antecedent = known.antecedent or known
    return Source(tree.number, head, span[0], span[1], antecedent)


def _draft(scene: Scene, found: Attribution, rules: dict[int, list[Draft]]) -> Draft | None:
    tree = scene.tree_at(found.cue[0])
    cue = _head(tree, *found.cue) if tree is not None else None
    if tree is None or cue is None:
        return None
    rule = next(
        (
            r
            for r in rules.get(tree.number, ())
            if r.cue_span and r.cue_span[0] < found.cue[1] and found.cue[0] < r.cue_span[1]
        ),
        None,
    )
    source = _source(scene, found.source, rule) if found.source else None
    first = scene.text[found.cue[0] : found.cue[1]].split()[0].lower()
    frame = FRAMES.get(first, SAID)
    relays = rule.relays if rule is not None else find_holder(tree, cue)[1]
    lemma = cue_lemma(tree, cue)
    if source is None and rule is not None:
        source = rule.source
    return Draft(
        tree.number, frame, lemma, cue, found.cue, source, found.content, found.confidence, relays
    )


def find_learned_drafts(
    scene: Scene, attributions: Sequence[Attribution], rules: Sequence[Draft]
) -> Iterator[Draft]:
    """A draft for each attribution the encoder found; `rules` are the drafts that rules found.

    A rule that fired on the same cue adds what the encoder does not say:
    through whom the words came, and whom a relative pronoun stands for.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for rule in rules:
        by_sentence.setdefault(rule.number, []).append(rule)
    for found in attributions:
        draft = _draft(scene, found, by_sentence)
        if draft is not None:
            yield draft


def merge_drafts(learned: Sequence[Draft], rules: Sequence[Draft], least: float) -> list[Draft]:
    """The learned drafts, and those that rules alone found and are surer of than `least`."""
    starts = sorted(d.cue_span for d in learned if d.cue_span)
    kept = list(learned)
    for rule in rules:
        if rule.confidence < least or (rule.cue_span and _meets(rule.cue_span, starts)):
            continue
        if any(_same_words(rule, d) for d in learned):
            continue
        kept.append(replace(rule))
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _meets(span: tuple[int, int], sorted_spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(sorted_spans, (span[1], 0))
    return any(a < span[1] and span[0] < b for a, b in sorted_spans[max(0, at - 3) : at])


def _same_words(one: Draft, other: Draft) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    return shared > 0.5 * max(1, one.size + other.size - shared)
