"""What somebody denied: told as what he said, or not told at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from dragoman.lang.data import load_words
from dragoman.link.drift.attributions import Change, OneContent
from dragoman.link.drift.gaps import Gap
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.measures import is_negative
from dragoman.link.drift.sources import Said
from dragoman.link.drift.views import View, Word, without_stop
from dragoman.model import Span

# Least likeness of a word that denies to one of the relay for the denial to be told.
DENIED = 0.45
# A denial is told in a sentence that tells of it or so many beside it.
BESIDE = 1
# `Dismissed the governor` denies nothing.
_OTHER_SENSES = frozenset({"dismiss", "disown"})


def find_turned(matching: Matching, pairs: Sequence[OneContent]) -> Iterator[Change]:
    """What one report says that somebody denies and the other that he says."""
    for pair in pairs:
        relay, root = pair.relay, pair.root
        if _turned(relay, root):
            spans = _span(matching.relay, relay), _span(matching.root, root)
            denied = "is told as said" if _denies(root) else "is told as denied"
            yield Change(*spans, pair.fit, f"what {root.span.text} {_cue(root)} {denied}")


def _turned(relay: Said, root: Said) -> bool:
    """Whether just one of two sources denies, and the other does not by way of a `not`."""
    if _denies(relay) == _denies(root):
        return False
    plain = relay if _denies(root) else root
    return bool(plain.cue) and not _is_negated([*plain.cue, *plain.content])


def _span(view: View, said: Said) -> Span:
    return view.span_of([*said.cue, *without_stop(said.content)])


def _cue(said: Said) -> str:
    return " ".join(w.token.text for w in said.cue)


def _denies(said: Said) -> bool:
    return any(w.key in _verbs() for w in said.cue)


@cache
def _verbs() -> frozenset[str]:
    return load_words("en", "denial_verbs") - _OTHER_SENSES


def _is_negated(words: Sequence[Word]) -> bool:
    return any(is_negative(w) or _is_denial(w) for w in words)


def _is_denial(word: Word) -> bool:
    return word.key in _verbs() or word.key in {"denial", "false", "untrue"}


def find_lost_denials(matching: Matching, turned: Sequence[Change]) -> Iterator[Gap]:
    """Sentences and clauses that deny something, where no words of the relay do so.

    `turned` are the denials that the relay tells as claims.
    """
    known = [change.root for change in turned]
    told = [w for w in matching.relay.words if _is_denial(w) or is_negative(w)]
    for word in matching.root.words:
        if word.token.pos == "VERB" and word.key in _verbs():
            near = _near(matching, word.sentence)
            gap = _clause(matching, word)
            denied = any(_tells(matching, w, word, near) for w in told)
            if not denied and not any(gap.span.overlaps(span) for span in known):
                yield gap


def _near(matching: Matching, sentence: int) -> frozenset[int]:
    """The relay's sentences that tell of a root's sentence or of those beside it."""
    first, last = max(0, sentence - BESIDE), sentence + BESIDE + 1
    linked = np.flatnonzero(matching.links[:, first:last].any(1)).tolist()
    return frozenset(n + d for n in linked for d in range(-BESIDE, BESIDE + 1))


def _tells(matching: Matching, relay: Word, root: Word, near: frozenset[int]) -> bool:
    alike = float(matching.words[relay.place, root.place])
    return relay.sentence in near or (_is_denial(relay) and alike >= DENIED)


def _clause(matching: Matching, word: Word) -> Gap:
    """The denial with what is denied and who denies it."""
    view, reach = matching.root, matching.reaches[1]
    words = without_stop(view.below(word))
    places = [w.place for w in words]
    weights = reach.weights[places]
    met = float((weights * reach.met[places]).sum() / max(weights.sum(), 1e-9))
    return Gap(view.span_of(words), met, float(weights.sum()))
