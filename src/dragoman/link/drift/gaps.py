"""Sentences that one report tells and the other does not."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.link.drift.marks import load_marks
from dragoman.link.drift.matching import Reach
from dragoman.link.drift.views import View
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
# One whose likest sentence is so much liker to another has no partner, though it is short.
CLAIMED, CLAIMED_MASS = 0.25, 3.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that have no counterpart; `met` is the share that has one, `mass` how much they say."""

    span: Span
    met: float
    mass: float


def find_gaps(reach: Reach) -> list[Gap]:
    """The sentences of a report that the other report has nothing of."""
    view = reach.view
    found: list[Gap] = []
    held: Gap | None = None
    for number, tree in enumerate(view.trees):
        gap = _measure(reach, number)
        if tree.sentence.kind != "body" or number in reach.paired or gap is None or gap.met > MET:
            held = None
            continue
        if held is not None and "\n" not in view.text[held.span.end : gap.span.start]:
            gap = _join(view, held, gap)
            if found and found[-1] is held:
                found.pop()
        held = gap
        if _says_enough(gap, float(reach.claimed[number])):
            found.append(gap)
    return [gap for gap in found if not is_note(view, gap)]


def _says_enough(gap: Gap, claimed: float) -> bool:
    """Whether a gap is more than a few words that are told in others."""
    return (
        gap.mass >= MASS
        or (gap.mass >= SHORT_MASS and gap.met <= SHORT_MET)
        or (gap.mass >= CLAIMED_MASS and claimed >= CLAIMED)
    )


def is_note(view: View, gap: Gap) -> bool:
    """A last word on the author (`The views here are her own`), which tells no news."""
    last = not view.text[gap.span.end :].strip()
    return last and load_marks("opinion_marks").search(gap.span.text) is not None


def _measure(reach: Reach, number: int) -> Gap | None:
    """How much of a sentence is met, its sources left out, and how much it says with them."""
    words = reach.view.words_of(number)
    places = [w.place for w in words]
    mass, told = (float(w[places].sum()) for w in (reach.weights, reach.content))
    if told <= 0:
        return None
    share = float((reach.content[places] * reach.met[places]).sum()) / told
    if not any(w.token.pos in {"VERB", "AUX"} for w in words):
        return None
    core = [w.place for w in words if w.content and w.token.dep in _CORE]
    if core and reach.met[core].mean() > CORE_MET:
        return None
    return Gap(reach.view.span_of(words), share, mass)


def _join(view: View, first: Gap, second: Gap) -> Gap:
    mass = first.mass + second.mass
    met = (first.met * first.mass + second.met * second.mass) / mass
    words = [*view.words_in(first.span), *view.words_in(second.span)]
    return Gap(view.span_of(words), met, mass)
