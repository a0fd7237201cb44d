"""Where two relays of one source differ, when the source itself is not in the record.

Neither is the other's root, so only what both pass on as the source's is compared: the sentences
of either that are told on the source's word, and tell the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.link.drift.matching import Matching
from dragoman.link.drift.stories import find_story
from dragoman.link.drift.views import View, Word
from dragoman.model import Span
from dragoman.model.links import Drift

# Two sentences tell the same if they are so much alike, and so many words of either are met:
# `told the newspaper on Sunday` is met by every other such sentence.
ALIKE, MET, MIN_MET = 0.47, 0.7, 4

# Kinds that are found by what is counted or dated, not by the sentence alone.
_ANCHORED = frozenset({"number", "date"})
# How much of a finding's confidence is left without the root: on pairs that we wrote four fifths
# were right, of 13 in 6,000 news reports a third.
_SURE = 0.7
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Common:
    """What two reports have of a source's story: the sentences of each, and which tell the same.

    Of `pairs` every sentence stands in one alone, of `alike` in any number.
    """

    relay: frozenset[int]
    root: frozenset[int]
    alike: frozenset[Pair]
    pairs: frozenset[Pair]


def find_common(matching: Matching, source: str) -> Common:
    """What both reports have of one story of `source`."""
    left, right = (_words_by(view, source) for view in (matching.relay, matching.root))
    alike = {
        (i, j): _alike(matching, ours, theirs)
        for i, ours in left.items()
        for j, theirs in right.items()
        if matching.near[i, j]
    }
    pairs: set[Pair] = set()
    for pair in sorted(alike, key=lambda p: (-alike[p], p)):
        taken = any(pair[0] == i or pair[1] == j for i, j in pairs)
        if alike[pair] >= ALIKE and not taken:
            pairs.add(pair)
    near = frozenset(pair for pair, how in alike.items() if how >= ALIKE)
    return Common(frozenset(left), frozenset(right), near, frozenset(pairs))


def keep_common(drift: Sequence[Drift], matching: Matching, common: Common) -> tuple[Drift, ...]:
    """Of what differs between two reports, what lies in what both have of a source's story.

    A figure or date may be told in sentences that are not alike; of who says it, of names and
    hedges the sentences around it must be. What one of the two lacks is part of a sentence that
    both have: of whole ones every relay has its choice.
    """
    ours, theirs = {i for i, _ in common.pairs}, {j for _, j in common.pairs}

    def is_common(d: Drift) -> bool:
        left, right = _sentences(matching.relay, d.relay), _sentences(matching.root, d.root)
        if d.root is None:
            return left <= ours and _is_part(matching.relay, d.relay)
        if d.relay is None:
            return right <= theirs and _is_part(matching.root, d.root)
        if d.kind in _ANCHORED:
            return left <= common.relay and right <= common.root
        return any((i, j) in common.alike for i in left for j in right)

    return tuple(
        replace(d, what=_tell(d.what), confidence=round(_SURE * d.confidence, 3))
        for d in drift
        if is_common(d)
    )


def _tell(what: str) -> str:
    """What differs, without saying that the one was made of the other."""
    for ending, told in _ONE_SIDED.items():
        if what.endswith(ending):
            return f"{what.removesuffix(ending)} {told}".strip()
    return what.replace(" became ", " beside ", 1)


_ONE_SIDED = {
    "left out": "only in the earlier",
    " dropped": "only in the earlier",
    "not in the root": "only in the later",
    " added": "only in the later",
}


def _alike(matching: Matching, ours: Sequence[Word], theirs: Sequence[Word]) -> float:
    """How alike two sentences are, 0 where too few words are met."""
    if not ours or not theirs:
        return 0.0
    held, kept = matching.overlap(ours, theirs)
    block = matching.words[np.ix_([w.place for w in ours], [w.place for w in theirs])]
    met = min(int((block.max(axis).reshape(-1) >= MET).sum()) for axis in (0, 1))
    return 2 * held * kept / (held + kept) if met >= MIN_MET else 0.0


def _words_by(view: View, source: str) -> dict[int, list[Word]]:
    """The content words of the sentences told on a source's word, less those of its name."""
    ends = [(w[0].start, w[-1].end) for n in range(len(view.trees)) if (w := view.words_of(n))]
    naming = {w.lower() for w in source.split()}
    return {
        n: [w for w in view.words_of(n) if w.content and w.token.text.lower() not in naming]
        for n in sorted(find_story(view.reading, source, ends))
    }


def _sentences(view: View, span: Span | None) -> set[int]:
    return {w.sentence for w in view.words_in(span)} if span else set()


def _is_part(view: View, span: Span | None) -> bool:
    """Whether content words of a span's sentences lie outside it."""
    inside = {w.place for w in view.words_in(span)} if span else set()
    around = [w for n in _sentences(view, span) for w in view.words_of(n)]
    return any(w.content and w.place not in inside for w in around)
