"""Parts of a sentence that were lost or added while the rest of it was told: clauses, conditions,
dated phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.lang.data import load_words
from dragoman.link.drift import dates
from dragoman.link.drift.gaps import Gap, meet, weigh_content
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.views import Vectors, View, Word
from dragoman.model import Span

# A clause is gone if so little of it is met though it says so much; a condition if it is met so
# little, however short it is.
CLAUSE_MET, CLAUSE_MASS = 0.28, 6.0
CONDITION_MET, CONDITION_WORDS = 0.35, 2
# A dated phrase is gone if it has so many words and so little of them is met, while the verb
# it goes with is.
DEED_WORDS, DEED_MET, DEED_BESIDE = 3, 0.45, 0.4
_CLAUSES = frozenset({"advcl", "relcl", "conj"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def find_lost_clauses(matching: Matching) -> list[Gap]:
    """Clauses and conditions of the root that the relay has nothing of."""
    return list(_gone(matching.root, matching.root_weights, matching.joint.T, matching.links.T))


def find_new_clauses(matching: Matching) -> list[Gap]:
    """Clauses and conditions of the relay that the root has nothing of."""
    return list(_gone(matching.relay, matching.relay_weights, matching.joint, matching.links))


def _gone(
    view: View, weights: NDArray[np.float64], joint: Vectors, links: NDArray[np.bool_]
) -> Iterator[Gap]:
    """The outermost clauses that are gone from sentences which are told."""
    met, light = meet(joint), weigh_content(view, weights)
    end = 0
    for word in view.words:
        if word.token.dep in _CLAUSES and links[word.sentence].any():
            gap = _clause_gap(view, word, light, met)
            if gap is not None and gap.span.start >= end:
                end = gap.span.end
                yield gap


def _clause_gap(
    view: View, word: Word, weights: NDArray[np.float64], met: NDArray[np.float64]
) -> Gap | None:
    tree = view.tree_of(word)
    if word.token.pos not in {"VERB", "AUX"}:
        return None
    words = [view.word(word.sentence, t) for t in tree.subtree(word.token)]
    words = _trim(sorted(words, key=lambda w: w.place))
    content = [w.place for w in words if w.content and weights[w.place] > 0]
    if not content:
        return None
    mass = float(weights[content].sum())
    share = float((met[content] * weights[content]).sum()) / mass
    marks = {t.lemma.lower() for t in tree.kids(word.token, "mark", "advmod", "prep")}
    condition = word.token.dep == "advcl" and bool(marks & load_words("en", "conditions"))
    if condition and share <= CONDITION_MET and len(content) >= CONDITION_WORDS:
        return Gap(view.span_of(words), share, mass)
    gone = share <= CLAUSE_MET and mass >= CLAUSE_MASS
    return Gap(view.span_of(words), share, mass) if gone else None


def _trim(words: list[Word]) -> list[Word]:
    """Without the punctuation and conjunctions at the ends of a clause."""
    while len(words) > 1 and words[0].token.pos in {"PUNCT", "CCONJ"}:
        words = words[1:]
    while len(words) > 1 and words[-1].token.pos == "PUNCT":
        words = words[:-1]
    return words


@dataclass(frozen=True, slots=True)
class LostDeed:
    """A dated phrase of the root (`a drone strike in January`) and the relay's words beside it."""

    relay: Span
    root: Span
    met: float


def find_lost_deeds(matching: Matching) -> list[LostDeed]:
    """Phrases with a date of their own that are gone from sentences which the relay does tell."""
    relay, root = matching.relay, matching.root
    met = meet(matching.joint.T)
    dated = dates.find_dates(relay)
    found = []
    for slot in dates.find_dates(root):
        linked = np.flatnonzero(matching.links[:, slot.sentence])
        told = (d for d in dated if d.sentence in linked)
        noun = _dated_noun(root, slot.head)
        if noun is None or not len(linked) or any(dates.agree(d.said, slot.said) for d in told):
            continue
        words = [root.word(noun.sentence, t) for t in root.tree_of(noun).subtree(noun.token)]
        content = [w.place for w in words if w.content]
        beside = _beside(matching, noun, linked.tolist())
        if len(content) >= DEED_WORDS and met[content].mean() < DEED_MET and beside:
            found.append(LostDeed(beside, root.span_of(words), float(met[content].mean())))
    return found


def _dated_noun(view: View, date: Word) -> Word | None:
    """The noun that a date belongs to: the strike of `an American strike in January`."""
    tree = view.tree_of(date)
    above = tree.head(date.token)
    if above is not None and above.pos == "ADP":
        above = tree.head(above)
    named = above is not None and above.pos == "NOUN" and above.dep in _ARGUMENTS
    return view.word(date.sentence, above) if named and above is not None else None


def _beside(matching: Matching, noun: Word, linked: list[int]) -> Span | None:
    """The relay's word for the verb that the lost phrase goes with, or for its other nouns."""
    tree = matching.root.tree_of(noun)
    verb = tree.head(noun.token)
    places = [w.place for n in linked for w in matching.relay.words_of(n) if w.content]
    if verb is None or not places:
        return None
    others = [k for k in tree.kids(verb, *_ARGUMENTS) if k.index != noun.token.index]
    columns = [matching.root.word(noun.sentence, t).place for t in (verb, *others)]
    block = matching.joint[np.ix_(places, columns)].max(1)
    word = matching.relay.words[places[int(block.argmax())]]
    return matching.relay.span_of([word]) if block.max() >= DEED_BESIDE else None
