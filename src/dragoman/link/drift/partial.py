"""Parts of a sentence that were lost or added while the rest of it was told: clauses, conditions,
dated phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dragoman.lang.data import load_words
from dragoman.link.drift import dates
from dragoman.link.drift.attributions import Change
from dragoman.link.drift.gaps import Gap
from dragoman.link.drift.matching import Matching, Reach
from dragoman.link.drift.slots import Slot
from dragoman.link.drift.views import View, Word, bare_clause
from dragoman.model import Span, Time

# A clause is gone if so little of it is met though it says so much; a condition if it is met so
# little, however short it is.
CLAUSE_MET, CLAUSE_MASS = 0.28, 6.0
CONDITION_MET, CONDITION_WORDS = 0.35, 2
# A dated phrase is gone if it has so many words and so little of them is met, while the verb
# it goes with is.
DEED_WORDS, DEED_MET, DEED_BESIDE = 3, 0.45, 0.4
_CLAUSES = frozenset({"advcl", "relcl", "conj"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def find_clauses(reach: Reach) -> Iterator[Gap]:
    """The outermost clauses and conditions that the other report has nothing of, in sentences
    which it does tell."""
    end = 0
    for word in reach.view.words:
        if word.token.dep in _CLAUSES and reach.links[word.sentence].any():
            gap = _clause_gap(reach, word)
            if gap is not None and gap.span.start >= end:
                end = gap.span.end
                yield gap


def _clause_gap(reach: Reach, word: Word) -> Gap | None:
    view, weights = reach.view, reach.content
    tree = view.tree_of(word)
    if word.token.pos not in {"VERB", "AUX"}:
        return None
    clause = bare_clause(view.below(word))
    content = [w.place for w in clause if w.content and weights[w.place] > 0]
    if not content:
        return None
    mass = float(weights[content].sum())
    share = float((reach.met[content] * weights[content]).sum()) / mass
    marks = {t.lemma.lower() for t in tree.kids(word.token, "mark", "advmod", "prep")}
    condition = word.token.dep == "advcl" and bool(marks & load_words("en", "conditions"))
    if condition and share <= CONDITION_MET and len(content) >= CONDITION_WORDS:
        return Gap(view.span_of(clause), share, mass)
    gone = share <= CLAUSE_MET and mass >= CLAUSE_MASS
    return Gap(view.span_of(clause), share, mass) if gone else None


def find_lost_deeds(
    matching: Matching, dated: Sequence[Slot[Time]], of_root: Sequence[Slot[Time]]
) -> list[Change]:
    """Phrases with a date of their own (`a drone strike in January`) that are gone from sentences
    which the relay does tell, and the relay's words beside them.

    `dated` are the dates of the relay, `of_root` those of the root.
    """
    root, met = matching.root, matching.reaches[1].met
    found = []
    for slot in of_root:
        linked = np.flatnonzero(matching.links[:, slot.sentence])
        told = (d for d in dated if d.sentence in linked)
        noun = _dated_noun(root, slot.head)
        if noun is None or not len(linked) or any(dates.agree(d.said, slot.said) for d in told):
            continue
        words = root.below(noun)
        content = [w.place for w in words if w.content]
        beside = _beside(matching, noun, linked.tolist())
        if len(content) >= DEED_WORDS and met[content].mean() < DEED_MET and beside:
            lost = 1 - float(met[content].mean())
            found.append(Change(beside, root.span_of(words), lost, "left out"))
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
