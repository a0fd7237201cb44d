"""Places in two reports that tell of one thing, and so can be held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.link.drift.matching import Matching
from dragoman.link.drift.views import View, Word
from dragoman.model import Span

Said = TypeVar("Said")
# What is compared of a report at most, so that lists of figures stay cheap.
MAX_SLOTS = 200
# How much worse a phrase that agrees may stand than one that does not, and still be the one meant.
AGREEING = 0.15
# How far up the tree the words go that say what a figure or date belongs to.
_STEPS_UP = 3
_LIGHT = frozenset({"ADP", "DET", "PUNCT", "SCONJ", "CCONJ", "PART", "AUX", "PRON", "ADV"})


@dataclass(frozen=True, slots=True)
class Slot(Generic[Said]):
    """A phrase with what it says and the words around it that tell what it is said of."""

    span: Span
    sentence: int
    said: Said
    context: tuple[Word, ...]
    head: Word


@dataclass(frozen=True, slots=True)
class SlotPair(Generic[Said]):
    """A phrase of the relay and one of the root that stand in one place; `fit` is 0 to 1."""

    relay: Slot[Said]
    root: Slot[Said]
    fit: float


def find_context(view: View, head: Word, inside: frozenset[int]) -> tuple[Word, ...]:
    """The words a phrase belongs to: its governors and their nearest dependents.

    `inside` are the places of the phrase's own words, which are left out.
    """
    tree = view.tree_of(head)
    found: dict[int, Word] = {}
    current, steps = head.token, 0
    while steps < _STEPS_UP:
        above = tree.head(current)
        if above is None:
            break
        current = above
        if current.pos in _LIGHT:
            continue
        steps += 1
        for token in [current, *tree.kids(current)]:
            word = view.word(head.sentence, token)
            if word.place not in inside and token.pos not in _LIGHT:
                found[word.place] = word
        if current.pos in {"VERB", "AUX"}:
            break
    return tuple(found[p] for p in sorted(found))


@dataclass(frozen=True, slots=True)
class Rule(Generic[Said]):
    """When two phrases are held against each other and what the outcome is.

    `agree` says that they tell the same, `comparable` that they can be held against each
    other at all. Two that differ are no pair if they fit less than `least`; two that agree
    use each other up if they fit `least_agreeing` or more. `adjust` is added to how well they
    fit, for what their words alone tell.
    """

    agree: Callable[[Said, Said], bool]
    least: float
    comparable: Callable[[Said, Said], bool] | None = None
    least_agreeing: float = 0.0
    adjust: Callable[[Said, Said], float] | None = None


def pair_slots(
    matching: Matching, relay: Sequence[Slot[Said]], root: Sequence[Slot[Said]], rule: Rule[Said]
) -> list[SlotPair[Said]]:
    """Pairs of phrases that stand in one place and do not agree, best first.

    Those that fit best are paired first, of which two that agree are given `AGREEING` more, so
    that a figure that is repeated elsewhere in the report is seldom held against another. Each
    phrase is used once.
    """
    left, right = set(range(len(relay))), set(range(len(root)))
    found = []
    for same, fit, i, j in _score(matching, relay, root, rule):
        if i not in left or j not in right or fit < (rule.least_agreeing if same else rule.least):
            continue
        left.discard(i)
        right.discard(j)
        if not same:
            found.append(SlotPair(relay[i], root[j], fit))
    return found


def _score(
    matching: Matching, relay: Sequence[Slot[Said]], root: Sequence[Slot[Said]], rule: Rule[Said]
) -> list[tuple[bool, float, int, int]]:
    """All comparable pairs: whether they agree, how well they fit, which they are; best first."""
    scored = []
    for i, a in enumerate(relay[:MAX_SLOTS]):
        for j, b in enumerate(root[:MAX_SLOTS]):
            near = matching.near[a.sentence, b.sentence]
            if near and (rule.comparable is None or rule.comparable(a.said, b.said)):
                fit = fit_of(matching, a, b)
                fit += rule.adjust(a.said, b.said) if rule.adjust else 0.0
                scored.append((rule.agree(a.said, b.said), fit, i, j))
    return sorted(scored, key=lambda s: (-(s[1] + AGREEING * s[0]), s[2], s[3]))


def fit_of(matching: Matching, relay: Slot[Said], root: Slot[Said]) -> float:
    """How well two phrases stand in one place: their contexts, heads and sentences alike."""
    sentences = float(matching.sentences[relay.sentence, root.sentence])
    context = matching.likeness(relay.context, root.context)
    head = float(matching.words[relay.head.place, root.head.place])
    return (context + head + sentences) / 3
