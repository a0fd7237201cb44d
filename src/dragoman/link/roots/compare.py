"""What two reports have in common: runs of words, sentences that tell the same, quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.link.roots.citations import cited_by_words
from dragoman.link.roots.terms import SentenceTerms, find_terms, weight
from dragoman.link.roots.words import (
    SHINGLE_WORDS,
    Hashes,
    Interval,
    Places,
    Words,
    find_among,
    find_matches,
    find_words,
    hash_runs,
)
from dragoman.link.words import find_quoted

# Two sentences tell the same if they share this much of the lighter one, and no less than that.
MIN_SHARED, MIN_SHARED_WEIGHT, MIN_WEIGHT = 0.55, 4.0, 5.0
OPENING_WORDS, OPENING_SENTENCES = 150, 6
# A list of names is a sentence like others.
MAX_WEIGHT = 25.0
_KEPT_SIDES = 256


@dataclass(frozen=True)
class Side:
    """One of two reports; what its sentences are about and whom it cites is found when needed."""

    text: str
    told: tuple[Interval, ...]
    quoted: tuple[Interval, ...]
    words: Words

    @cached_property
    def sentences(self) -> tuple[SentenceTerms, ...]:
        """The told sentences with their terms."""
        return tuple(find_terms(self.text, self.told, self.quoted))

    @cached_property
    def cited(self) -> tuple[tuple[str, int, int], ...]:
        """The known outlets it cites by its words: first name, start, end."""
        return tuple(cited_by_words(self.text, self.told))


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that both have; offsets count code points of each original text."""

    relay_start: int
    relay_end: int
    root_start: int
    root_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Copied:
    """How much of each of two reports stands in the other word for word, and where.

    `relay_cover` and `root_cover` are shares of own words in common runs, 0 to 1, without
    furniture; `matched` counts the relay's words in runs, `opening` is their share of its first
    `OPENING_WORDS` own words, furniture among them.
    """

    relay_cover: float
    root_cover: float
    matched: int
    opening: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Retold:
    """How much of a report's sentences the other tells in other words, and where.

    `told` is the share, by weight, of sentences that have a partner in the other, 0 to 1;
    `opening` counts those among the first `OPENING_SENTENCES`, as a share of that number however
    short the report is; `in_order` is how far the partners keep their order. `quotations` are
    common runs of quoted words; `names` and `figures` count what both reports mention.
    """

    told: float
    opening: float
    in_order: float
    partners: tuple[Run, ...]
    quotations: tuple[Run, ...]
    names: int
    figures: int


@lru_cache(maxsize=_KEPT_SIDES)
def make_side(text: str, told: tuple[Interval, ...]) -> Side:
    """A report as it is compared; the last few are kept, since pairs come in groups."""
    quoted = tuple(find_quoted(text))
    return Side(text, told, quoted, find_words(text, told, quoted))


def find_copied(relay: Side, root: Side, frequent: Hashes) -> Copied:
    """What a report has word for word; what is furniture in either is in no run.

    `frequent` are the hashes of furniture, rising. Only those among the fingerprints of the two
    count, so that it is plain which reports a run touches that becomes furniture.
    """
    prints = np.union1d(relay.words.prints, root.words.prints)
    frequent = prints[find_among(prints, frequent) >= 0]
    furniture = find_among(relay.words.shingles, frequent) >= 0
    root_furniture = find_among(root.words.shingles, frequent) >= 0
    places = find_matches(relay.words.shingles, root.words.shingles)
    places[furniture] = -1
    found = np.flatnonzero(places >= 0)
    relay_words, root_words = _spread(found), _spread(places[found])
    return Copied(
        relay_cover=_share(relay_words, relay.words, furniture),
        root_cover=_share(root_words, root.words, root_furniture),
        matched=len(relay_words),
        opening=_opening(relay_words, relay.words),
        runs=_runs(places, relay.words, relay.words.own, root.words, root.words.own),
    )


def find_retold(relay: Side, root: Side) -> Retold:
    """What a report tells in other words, and what it quotes and names as the other does."""
    places = _partners(relay.sentences, root.sentences)
    pairs = [(i, j) for i, j in enumerate(places) if j >= 0]
    shared = _all_terms(relay) & _all_terms(root)
    return Retold(
        told=_share_told(relay.sentences, {i for i, _ in pairs}),
        opening=sum(i < OPENING_SENTENCES for i, _ in pairs) / OPENING_SENTENCES,
        in_order=_share_in_order([j for _, j in pairs]),
        partners=tuple(_partner_run(relay.sentences[i], root.sentences[j]) for i, j in pairs),
        quotations=_common_quotations(relay.words, root.words),
        names=sum(t[0] == "@" for t in shared),
        figures=sum(t[0] == "#" for t in shared),
    )


def _all_terms(side: Side) -> set[str]:
    return {t for s in side.sentences for t in s.terms}


def _runs(
    places: Places, relay: Words, relay_own: Places, root: Words, root_own: Places
) -> tuple[Run, ...]:
    """The common runs; `places` tells where in the other's own words each shingle stands."""
    found = np.flatnonzero(places >= 0)
    if not len(found):
        return ()
    breaks = np.flatnonzero((np.diff(found) != 1) | (np.diff(places[found]) != 1)) + 1
    runs = []
    for group in np.split(found, breaks):
        first, length = int(group[0]), len(group) + SHINGLE_WORDS - 1
        other = int(places[first])
        ours, theirs = relay_own[first : first + length], root_own[other : other + length]
        start, end = int(relay.starts[ours[0]]), int(relay.ends[ours[-1]])
        root_start, root_end = int(root.starts[theirs[0]]), int(root.ends[theirs[-1]])
        runs.append(Run(start, end, root_start, root_end, length))
    return tuple(runs)


def _spread(firsts: Places) -> Places:
    """The words of the shingles that begin at these places, each once, rising."""
    if not len(firsts):
        return firsts
    return np.unique(firsts[:, None] + np.arange(SHINGLE_WORDS))


def _share(matched: Places, words: Words, furniture: NDArray[np.bool_]) -> float:
    """Which share of a report's own words is matched, those of furniture shingles left out."""
    left_out = _spread(np.flatnonzero(furniture))
    counted = len(words.own) - len(left_out)
    return len(np.setdiff1d(matched, left_out)) / counted if counted > 0 else 0.0


def _opening(matched: Places, words: Words) -> float:
    return int((matched < OPENING_WORDS).sum()) / max(1, min(OPENING_WORDS, len(words.own)))


def _common_quotations(relay: Words, root: Words) -> tuple[Run, ...]:
    """The common runs of quoted words."""
    ours, theirs = np.flatnonzero(relay.quoted), np.flatnonzero(root.quoted)
    places = find_matches(hash_runs(relay.hashes[ours]), hash_runs(root.hashes[theirs]))
    return _runs(places, relay, ours, root, theirs)


def _weights(sentences: Sequence[SentenceTerms]) -> NDArray[np.float64]:
    return np.array([0.0 if s.quoted else float(sum(map(weight, s.terms))) for s in sentences])


def _partners(ours: Sequence[SentenceTerms], theirs: Sequence[SentenceTerms]) -> list[int]:
    """For each sentence the one of the other that tells the same, -1 where none does.

    Sentences that are mostly quotation have no partner: many reports of one speech share them.
    """
    if not ours or not theirs:
        return [-1] * len(ours)
    one, other = _weights(ours), _weights(theirs)
    shared = _shared_weights(ours, theirs)
    least = np.minimum(one[:, None], other[None, :])
    alike = np.where(least >= MIN_WEIGHT, shared / np.maximum(least, 1.0), 0.0)
    alike[shared < MIN_SHARED_WEIGHT] = 0.0
    # Of sentences alike, the one that shares more: a short one is soon contained.
    best = np.where(alike >= MIN_SHARED, shared, -1.0)
    chosen = best.argmax(axis=1)
    return [int(j) if best[i, j] > 0 else -1 for i, j in enumerate(chosen)]


def _shared_weights(
    ours: Sequence[SentenceTerms], theirs: Sequence[SentenceTerms]
) -> NDArray[np.float64]:
    """How much every two sentences share, by an index from terms to their sentences."""
    shared = np.zeros((len(ours), len(theirs)))
    index: dict[str, list[int]] = {}
    for j, sentence in enumerate(theirs):
        for term in sentence.terms:
            index.setdefault(term, []).append(j)
    for i, sentence in enumerate(ours):
        for term in sentence.terms & index.keys():
            shared[i, index[term]] += weight(term)
    return shared


def _share_told(sentences: Sequence[SentenceTerms], told: set[int]) -> float:
    """Which share of what the sentences say, quotations left out, is in some of them."""
    weights = np.minimum(_weights(sentences), MAX_WEIGHT)
    weights[weights < MIN_WEIGHT] = 0.0
    total = float(weights.sum())
    return float(weights[sorted(told)].sum()) / total if total else 0.0


def _share_in_order(places: Sequence[int]) -> float:
    """The longest part of the places that never falls, as a share of them all."""
    tails: list[int] = []
    for place in places:
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
    return len(tails) / len(places) if places else 0.0


def _partner_run(relay: SentenceTerms, root: SentenceTerms) -> Run:
    return Run(relay.start, relay.end, root.start, root.end, len(relay.terms & root.terms))
