"""Which words, clauses and sentences of two reports tell the same.

Words are compared by the encoder's vectors, less what all words of the two reports
share, and by their lemmas; sentences by the best partner of each of their words, weighed by
how rare the word is in the two reports. That is BERTScore (Zhang and others, 2020) with
its idf weights. On 114 phrases of the development pairs the right sentence came first for 95 in
100, with the mean vectors of sentences for 79.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.link.drift.views import Vectors, View, Word, centre
from dragoman.names import name_keys, same
from dragoman.read.events.circumstances import clean_number

# Words of one lemma are alike, whatever their sentences make of them.
_ONE_LEMMA = 0.95
# Words of one stem tell of one thing in most cases: `kill`, `killing`.
_ONE_STEM = 0.7
# A sentence pair is linked if it is alike and nearly the best that one of the two has.
LINKED, NEARLY_BEST = 0.4, 0.85
# Sentences less alike than this tell of nothing in common; so many are chosen for each.
APART, MOST_NEAR = 0.2, 8
# Two sentences that are each other's best are a pair, this alike: what is left out or put in is
# like a sentence that has a better partner.
PAIRED = 0.29
# How much of a word's likeness depends on that of the two sentences.
_SHARE_OF_SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class Equal:
    """Words of a relay and of a root that are known to tell the same, and how alike they are."""

    relay: Sequence[Word]
    root: Sequence[Word]
    alike: float


@dataclass(frozen=True, eq=False)
class Reach:
    """How far one report is told by the other.

    `weights` are those of its words, `content` the same without the words for sources,
    `met` is how well each word is met. `links` is [its sentences, the other's]; `paired` are
    its sentences that are the best of their best, and `claimed` tells of each how much liker
    its best is to another.
    """

    view: View
    weights: NDArray[np.float64] = field(repr=False)
    content: NDArray[np.float64] = field(repr=False)
    met: NDArray[np.float64] = field(repr=False)
    links: NDArray[np.bool_] = field(repr=False)
    claimed: NDArray[np.float64] = field(repr=False)
    paired: frozenset[int]


@dataclass(frozen=True, eq=False)
class Matching:
    """How alike the words and sentences of a relay and its root are, 0 to 1.

    `words` is [relay words, root words], `sentences` [relay sentences, root sentences].
    `held` tells for each relay sentence which share of it each root sentence holds, and
    `kept` for each root sentence which share of it each relay sentence keeps.
    """

    relay: View
    root: View
    words: Vectors = field(repr=False)
    relay_weights: NDArray[np.float64] = field(repr=False)
    root_weights: NDArray[np.float64] = field(repr=False)
    held: Vectors = field(repr=False)
    kept: Vectors = field(repr=False)

    @cached_property
    def sentences(self) -> Vectors:
        """The harmonic mean of what is held and kept of two sentences."""
        both = self.held + self.kept
        return np.where(both > 0, 2 * self.held * self.kept / np.maximum(both, 1e-9), 0)

    @cached_property
    def links(self) -> NDArray[np.bool_]:
        """The pairs of sentences that tell the same, many to many."""
        alike = self.sentences
        if not alike.size:
            return np.zeros(alike.shape, bool)
        best = alike.max(1, keepdims=True), alike.max(0, keepdims=True)
        nearly = (alike >= NEARLY_BEST * best[0]) | (alike >= NEARLY_BEST * best[1])
        linked: NDArray[np.bool_] = nearly & (alike >= LINKED) & self.near
        return linked

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """The pairs of sentences whose parts are compared: the `MOST_NEAR` likest of each sentence.

        One that many choose is in more of them, but their number grows with the
        length of the reports, not with its square.
        """
        near = np.zeros(self.sentences.shape, bool)
        for alike, view in ((self.sentences, near), (self.sentences.T, near.T)):
            best = np.argsort(-alike, axis=1, kind="stable")[:, :MOST_NEAR]
            np.put_along_axis(view, best, True, axis=1)
        chosen: NDArray[np.bool_] = near & (self.sentences >= APART)
        return chosen

    @cached_property
    def joint(self) -> Vectors:
        """How well two words stand for each other, their sentences considered."""
        alike = self.sentences
        if not alike.size:
            return self.words
        rows = [w.sentence for w in self.relay.words]
        columns = [w.sentence for w in self.root.words]
        fit = _SHARE_OF_SENTENCE * alike[np.ix_(rows, columns)] + (1 - _SHARE_OF_SENTENCE)
        return self.words * fit

    @cached_property
    def reaches(self) -> tuple[Reach, Reach]:
        """How far the relay is told by the root, and the root by the relay."""
        return (
            _reach(self.relay, self.relay_weights, self.joint, self.links, self.sentences),
            _reach(self.root, self.root_weights, self.joint.T, self.links.T, self.sentences.T),
        )

    def likeness(self, relay: Sequence[Word], root: Sequence[Word]) -> float:
        """How alike two phrases are: the mean likeness of each word's best partner."""
        if not relay or not root:
            return 0.0
        block = self.words[np.ix_([w.place for w in relay], [w.place for w in root])]
        return float((block.max(1).mean() + block.max(0).mean()) / 2)

    def overlap(self, relay: Sequence[Word], root: Sequence[Word]) -> tuple[float, float]:
        """Which shares of some relay words and some root words the other side has, by weight."""
        left, right = [w.place for w in relay if w.content], [w.place for w in root if w.content]
        if not left or not right:
            return 0.0, 0.0
        block = self.words[np.ix_(left, right)]
        near, far = self.relay_weights[left], self.root_weights[right]
        held = float((block.max(1) * near).sum() / max(near.sum(), 1e-9))
        kept = float((block.max(0) * far).sum() / max(far.sum(), 1e-9))
        return held, kept


def _reach(
    view: View,
    weights: NDArray[np.float64],
    joint: Vectors,
    links: NDArray[np.bool_],
    alike: Vectors,
) -> Reach:
    content = _weigh_content(view, weights)
    claimed = np.zeros(len(view.trees))
    paired: list[int] = []
    if alike.size:
        best, own = alike.argmax(1), alike.max(1)
        claimed = (alike.max(0)[best] - own).astype(np.float64)
        mutual = alike.argmax(0)[best] == np.arange(len(best))
        paired = np.flatnonzero(mutual & (own >= PAIRED)).tolist()
    return Reach(view, weights, content, _meet(joint), links, claimed, frozenset(paired))


def _meet(joint: Vectors) -> NDArray[np.float64]:
    """How well each word is met by one of the other report's that has no better partner itself."""
    if not joint.size:
        return np.zeros(joint.shape[0])
    best = np.maximum(joint.max(0, keepdims=True), 1e-6)
    met: NDArray[np.float64] = (joint * joint / best).max(1)
    return met


def _weigh_content(view: View, weights: NDArray[np.float64]) -> NDArray[np.float64]:
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


def match_views(relay: View, root: View, equals: Iterable[Equal] = ()) -> Matching:
    """Compare all words of two views, at the cost of the product of their capped lengths.

    `equals` are words whose vectors need not tell that they are one.
    """
    left, right = centre([relay, root])
    words = np.clip(left @ right.T, 0, 1)
    if words.size:
        for spelling, alike in ((_lemma, _ONE_LEMMA), (_stem, _ONE_STEM)):
            rows, columns = _codes(spelling, relay, root)
            one = (rows[:, None] == columns[None, :]) & (rows >= 0)[:, None]
            words = np.where(one, np.maximum(words, alike), words)
        _raise_spellings(words, relay, root)
        for equal in equals:
            block = np.ix_([w.place for w in equal.relay], [w.place for w in equal.root])
            words[block] = np.maximum(words[block], equal.alike)
    weights = [_weigh(view, _rarity(relay, root)) for view in (relay, root)]
    held = _share(words, relay, root, weights[0], weights[1])
    kept = _share(words.T, root, relay, weights[1], weights[0]).T
    return Matching(relay, root, words, weights[0], weights[1], held, kept)


_ENDINGS = re.compile(
    r"(?:ational|ations?|itions?|ings?|ments?|ances?|ences?|ors?|ers?|ions?|ives?|als?|ed|es|s|e|y)$"
)


def _codes(spelling: Callable[[Word], str], *views: View) -> list[NDArray[np.int64]]:
    """The words of some views as numbers, one for each spelling; -1 where it is empty."""
    known: dict[str, int] = {"": -1}
    return [
        np.array([known.setdefault(spelling(w), len(known)) for w in view.words], np.int64)
        for view in views
    ]


def _lemma(word: Word) -> str:
    return word.key


def _stem(word: Word) -> str:
    """A content word without its endings, so that `kill` meets `killing`; empty if too short."""
    if not word.content or word.token.pos in {"PROPN", "NUM"}:
        return ""
    stem = _ENDINGS.sub("", word.key)
    return stem if len(stem) >= 4 else ""


def _raise_spellings(words: Vectors, relay: View, root: View) -> None:
    """Make words alike that spell one name or write one number: `Sidiku`, `eighteen`.

    Names are compared only where they share a key, so that lists of names stay cheap.
    """
    by_key: dict[str, list[Word]] = defaultdict(list)
    for word in root.words:
        for key in _spelling_keys(word):
            by_key[key].append(word)
    for word in relay.words:
        for key in _spelling_keys(word):
            for other in by_key.get(key, ()):
                alike = same(word.token.text, other.token.text) if key[0] != "=" else 1.0
                at = word.place, other.place
                words[at] = max(words[at], min(_ONE_LEMMA, alike))


def _spelling_keys(word: Word) -> frozenset[str]:
    if word.token.pos == "NUM":
        value = clean_number([word.token.text])
        return frozenset() if value is None else frozenset({f"={value:g}"})
    if word.content and word.token.text[:1].isupper():
        return name_keys(word.token.text)
    return frozenset()


def _rarity(relay: View, root: View) -> dict[str, float]:
    """The idf of each lemma over the sentences of both reports; 1 for what one sentence has."""
    counts: Counter[str] = Counter()
    for view in (relay, root):
        for n in range(len(view.trees)):
            counts.update({w.key for w in view.words_of(n) if w.content})
    total = len(relay.trees) + len(root.trees)
    most = float(np.log(1 + total))
    return {key: float(np.log(1 + total / n)) / most for key, n in counts.items()}


def _weigh(view: View, rarity: dict[str, float]) -> NDArray[np.float64]:
    return np.array([rarity[w.key] if w.content else 0.0 for w in view.words])


def _share(
    words: Vectors,
    near: View,
    far: View,
    weights: NDArray[np.float64],
    far_weights: NDArray[np.float64],
) -> Vectors:
    """For each sentence of `near` which share of it each sentence of `far` has, by weight."""
    if not words.size:
        return np.zeros((len(near.trees), len(far.trees)), np.float32)
    content = np.where(far_weights > 0, words, 0)
    best = np.maximum.reduceat(content, far.firsts[:-1], axis=1)
    summed = np.add.reduceat(best * weights[:, None], near.firsts[:-1], axis=0)
    total = np.add.reduceat(weights, near.firsts[:-1])
    return (summed / np.maximum(total, 1e-9)[:, None]).astype(np.float32)
