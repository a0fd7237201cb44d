"""The encoder's word on the acts of a sentence: which of the lexicon's are none, which it lacks.

The lexicon proposes, the rater (`neural.acts`) decides: a trigger that it takes
for no act at all is dropped, and a word that it takes for an act of a type with
much confidence becomes one, with the slots that acts of its kind commonly have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.lang.data import load_table
from dragoman.model import Token
from dragoman.neural.acts import ActRater, load_act_rater
from dragoman.read.events.classes import lemma_of
from dragoman.read.events.lexicon import Entry, load_word_sets
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import Trigger, is_only_modifier

RATED = frozenset({"VERB", "NOUN"})
BEFORE = frozenset({"nsubj", "nsubjpass", "poss", "compound"})
BEHIND = frozenset({"dobj", "prep", "xcomp", "ccomp", "attr"})
PRECISIONS = ("weak", "fair", "sure")
NO_ACT = "NONE"
# Under which chance of being an act a trigger of the lexicon is dropped, and over which chance of
# a type another word becomes one.
DROP, ADD = 0.12, 0.55
NAME = "rated"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rating:
    """The chance that a word tells an act of any type, its likeliest type and that type's."""

    act: float
    type: str
    chance: float


def rated_words(tree: Tree, triggers: Sequence[Trigger]) -> list[Token]:
    """The words of a sentence that may tell an act: verbs, nouns and whatever the lexicon knows."""
    known = {t.head.index for t in triggers}
    return [t for t in tree.tokens if t.pos in RATED or t.index in known]


def describe(
    tree: Tree,
    words: Sequence[Token],
    triggers: Sequence[Trigger],
    senses: Vectors,
    types: Sequence[str],
) -> tuple[Vectors, Vectors]:
    """What the rater is told of N words: vectors [N, 5 * H] and features [N, F].

    `senses` [W, H] are those of the sentence's words.
    """
    proposed = {t.head.index: t.entry for t in triggers}
    place = {name: n for n, name in enumerate(types)}
    # Behind the words' senses stand the sentence's mean and, for a word not there, zeros.
    mean, none = len(senses), len(senses) + 1
    rows = np.vstack([senses, senses.mean(0), np.zeros(senses.shape[1], np.float32)])
    places = np.full((len(words), 5), none)
    features = np.zeros((len(words), len(types) + len(PRECISIONS)), np.float32)
    for n, word in enumerate(words):
        kids = tree.kids(word)
        first = next((k for k in kids if k.dep in BEFORE), None)
        second = next((k for k in kids if k.dep in BEHIND), None)
        around = (tree.head(word), first, second)
        places[n] = (word.index, *(none if t is None else t.index for t in around), mean)
        entry = proposed.get(word.index)
        features[n, place[entry.type if entry else NO_ACT]] = 1
        if entry:
            features[n, len(types) + PRECISIONS.index(entry.precision)] = 1
    return rows[places].reshape(len(words), -1).astype(np.float32, copy=False), features


def rate(
    tree: Tree, triggers: Sequence[Trigger], senses: Vectors, rater: ActRater
) -> dict[int, Rating]:
    """The rating of each word that may tell an act, by its index."""
    words = rated_words(tree, triggers)
    if not words:
        return {}
    chances = rater.rate(*describe(tree, words, triggers, senses, rater.types))
    likeliest = chances[:, 1:].argmax(1) + 1
    return {
        w.index: Rating(float(1 - c[0]), rater.types[k], float(c[k]))
        for w, c, k in zip(words, chances, likeliest.tolist(), strict=True)
    }


def settle(tree: Tree, triggers: Sequence[Trigger], senses: Vectors | None) -> list[Trigger]:
    """The triggers that the rater lets stand, and those that it adds, in reading order."""
    if senses is None:
        return list(triggers)
    ratings = rate(tree, triggers, senses, load_act_rater())
    kept = [t for t in triggers if ratings[t.head.index].act >= DROP]
    taken = {w.index for t in triggers for w in (t.head, *t.parts, *t.words)}
    for index, rating in ratings.items():
        word = tree.tokens[index]
        if rating.chance >= ADD and index not in taken and _may_act(tree, word):
            entry = _common_entry(rating.type, "verb" if word.pos == "VERB" else "noun")
            kept.append(Trigger(tree, word, (), entry, (word,)))
    return sorted(kept, key=lambda t: t.head.index)


def _may_act(tree: Tree, word: Token) -> bool:
    """Not part of a name, nor of what only says of what kind a noun is, nor a verb of support."""
    if word.pos == "VERB" and lemma_of(word) in load_word_sets()["light"] | _verbs_of_speech():
        return False
    return not word.entity and not is_only_modifier(tree, word)


@cache
def _verbs_of_speech() -> frozenset[str]:
    """Verbs that bring another's words: what is said is the act, not that it is said."""
    return frozenset(word for word, frame, *_ in load_table("en", "cues") if frame == "quote")


@cache
def _common_entry(type_: str, pos: str) -> Entry:
    """The slots that acts of a kind commonly have, for a word that the lexicon does not know."""
    actors = ("subj",) if pos == "verb" else ("poss", "mod", "by", "light", "of")
    recipients = ("obj", "against", "on", "with", "to", "from", "of", "for")
    return Entry(
        NAME,
        frozenset(),
        (),
        pos,
        type_,
        None,
        actors,
        recipients,
        False,
        (),
        "weak",
    )
