"""What one report tells and the other does not: omissions of the root, additions of the relay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.link.drift.marks import load_marks
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.views import Vectors, View
from dragoman.model import Span

# A sentence is a gap if so little of it is met elsewhere, and if it says so much: the summed
# weight of its words, of which a word that stands once has 1. Gaps of one paragraph that
# follow each other are one.
MET, MASS = 0.335, 4.8
# The words that carry the sentence must not be met either: the rest may be colour.
CORE_MET = 0.45
_CORE = frozenset({"ROOT", "ccomp", "nsubj", "nsubjpass", "dobj"})
# A short one must be all the more foreign.
SHORT_MET, SHORT_MASS = 0.25, 3.5
# Two sentences that are each other's best are a pair, this alike.
PAIRED = 0.42


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that have no counterpart; `met` is the share that has one, `mass` how much they say."""

    span: Span
    met: float
    mass: float


def find_gaps(
    view: View, weights: NDArray[np.float64], joint: Vectors, told: Collection[int]
) -> list[Gap]:
    """The sentences of a report that the other report has nothing of.

    `weights` are those of the view's words, `joint` is [its words, the other's words]; `told`
    are the sentences that are known to be told.
    """
    met = meet(joint)
    light = weigh_content(view, weights)
    found: list[Gap] = []
    held: Gap | None = None
    for number, tree in enumerate(view.trees):
        gap = _measure(view, number, (weights, light), met)
        if tree.sentence.kind != "body" or number in told or gap is None or gap.met > MET:
            held = None
            continue
        if held is not None and "\n" not in view.text[held.span.end : gap.span.start]:
            gap = _join(view, held, gap)
            if found and found[-1] is held:
                found.pop()
        held = gap
        if gap.mass >= MASS or (gap.mass >= SHORT_MASS and gap.met <= SHORT_MET):
            found.append(gap)
    return [gap for gap in found if not _is_note(view, gap)]


def _is_note(view: View, gap: Gap) -> bool:
    """A last word on the author (`The views here are her own`), which tells no news."""
    last = not view.text[gap.span.end :].strip()
    return last and load_marks("opinion_marks").search(gap.span.text) is not None


def meet(joint: Vectors) -> NDArray[np.float64]:
    """How well each word is met by one of the other report's that has no better partner itself."""
    if not joint.size:
        return np.zeros(joint.shape[0])
    best = np.maximum(joint.max(0, keepdims=True), 1e-6)
    met: NDArray[np.float64] = (joint * joint / best).max(1)
    return met


def weigh_content(view: View, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights by what is told, not by who tells it: sources may be told once for many sentences."""
    told = weights.copy()
    for statement in view.reading.statements:
        for link in statement.chain:
            inside = {w.place for w in view.words_in(link.span)}
            head = view.head_in(link.span)
            if head is not None and statement.cue is not None:
                below = view.tree_of(head).subtree(head.token)
                inside |= {view.word(head.sentence, t).place for t in below}
            told[list(inside)] = 0
    return told


def _measure(
    view: View,
    number: int,
    weights: tuple[NDArray[np.float64], NDArray[np.float64]],
    met: NDArray[np.float64],
) -> Gap | None:
    """How much of a sentence is met, its sources left out, and how much it says with them."""
    words = view.words_of(number)
    places = [w.place for w in words]
    mass, told = (float(w[places].sum()) for w in weights)
    if told <= 0:
        return None
    share = float((weights[1][places] * met[places]).sum()) / told
    core = [w.place for w in words if w.content and w.token.dep in _CORE]
    if core and met[core].mean() > CORE_MET:
        return None
    return Gap(view.span_of(words), share, mass)


def _join(view: View, first: Gap, second: Gap) -> Gap:
    mass = first.mass + second.mass
    met = (first.met * first.mass + second.met * second.mass) / mass
    words = [*view.words_in(first.span), *view.words_in(second.span)]
    return Gap(view.span_of(words), met, mass)


def find_omissions(matching: Matching) -> list[Gap]:
    """What the root tells and the relay leaves out."""
    told = _pairs(matching)
    return find_gaps(matching.root, matching.root_weights, matching.joint.T, {j for _, j in told})


def find_additions(matching: Matching) -> list[Gap]:
    """What the relay tells and the root has not."""
    told = _pairs(matching)
    return find_gaps(matching.relay, matching.relay_weights, matching.joint, {i for i, _ in told})


def _pairs(matching: Matching) -> list[tuple[int, int]]:
    """Sentences that are each other's best."""
    alike = matching.sentences
    if not alike.size:
        return []
    best = alike.argmax(1)
    return [
        (i, int(j))
        for i, j in enumerate(best)
        if alike[:, j].argmax() == i and alike[i, j] >= PAIRED
    ]
