"""A report's own words: what it tells, without furniture, and the fingerprints of its runs.

Reports are compared by shingles, runs of five words (Broder 1997, On the resemblance
and containment of documents). Which shingles stand for a report in the index is settled by
winnowing (Schleimer, Wilkerson and Aiken 2003, Winnowing: local algorithms for document
fingerprinting): the least hash of every four shingles in a row, so that a shared run of eight
words or more always shares a fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.link.words import WORD, hash_word, plain_word

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

SHINGLE_WORDS = 5
WINDOW_SHINGLES = 4
# What is compared of a report; a longer one is a book or hostile.
MAX_WORDS = 50_000
# With fewer words of its own than this, a report is its quotations: a speech, a statement.
MIN_OWN_WORDS = 50

_PRIME = 0x9E3779B97F4A7C15

Interval = tuple[int, int]


@dataclass(frozen=True)
class Words:
    """The words of a report's told passages in order.

    `starts` and `ends` count code points of the original text, `hashes` are of the words in
    lower case, `quoted` tells which stand in quotation marks.
    """

    starts: Places
    ends: Places
    hashes: Hashes
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def own(self) -> Places:
        """Which words are the report's own: those outside quotations, all if there are few."""
        outside = np.flatnonzero(~self.quoted)
        return outside if len(outside) >= MIN_OWN_WORDS else np.arange(len(self.starts))

    @cached_property
    def shingles(self) -> Hashes:
        """The hash of every run of own words, by its first word's place in `own`."""
        return hash_runs(self.hashes[self.own])

    @cached_property
    def prints(self) -> Hashes:
        """The fingerprints of the runs of own words, each once, rising."""
        return winnow(self.shingles)


def find_words(text: str, told: Iterable[Interval], quoted: Sequence[Interval]) -> Words:
    """The words of the told intervals of a text, at most `MAX_WORDS`.

    `quoted` is what `find_quoted` gives for the text.
    """
    places, hashes = [], []
    for start, end, word in _each_word(text, told):
        places.append((start, end))
        hashes.append(hash_word(word))
        if len(places) >= MAX_WORDS:
            break
    spans = np.array(places, np.int64).reshape(-1, 2)
    inside = _inside(spans[:, 0], quoted)
    return Words(spans[:, 0], spans[:, 1], np.array(hashes, np.uint64), inside)


def _each_word(text: str, told: Iterable[Interval]) -> Iterator[tuple[int, int, str]]:
    for start, end in told:
        for match in WORD.finditer(text, start, end):
            yield match.start(), match.end(), plain_word(match.group())


def _inside(starts: Places, intervals: Sequence[Interval]) -> NDArray[np.bool_]:
    """Which of the rising `starts` lie in one of the rising intervals."""
    if not intervals:
        return np.zeros(len(starts), np.bool_)
    bounds = np.array(intervals, np.int64)
    at = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    return np.asarray((at >= 0) & (starts < bounds[np.maximum(at, 0), 1]))


def hash_runs(hashes: Hashes) -> Hashes:
    """The hash of every run of `SHINGLE_WORDS` words, none if there are fewer; 63 bits each."""
    count = len(hashes) - SHINGLE_WORDS + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for n in range(SHINGLE_WORDS):
        mixed = mixed * np.uint64(_PRIME) + hashes[n : n + count]
    return _scatter(mixed) >> np.uint64(1)


def _scatter(values: Hashes) -> Hashes:
    """Every bit of the outcome hangs on every bit of the value (the end of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


def winnow(shingles: Hashes) -> Hashes:
    """The fingerprints among shingles, each once, rising."""
    if len(shingles) <= WINDOW_SHINGLES:
        return np.unique(shingles)
    windows = np.lib.stride_tricks.sliding_window_view(shingles, WINDOW_SHINGLES)
    return np.unique(windows.min(axis=1))


def find_among(hashes: Hashes, rising: Hashes) -> Places:
    """Where each hash first stands among rising ones, -1 where it does not."""
    if not len(rising):
        return np.full(len(hashes), -1, np.int64)
    at = np.minimum(np.searchsorted(rising, hashes), len(rising) - 1)
    return np.where(rising[at] == hashes, at, -1)


def find_matches(one: Hashes, other: Hashes) -> Places:
    """For every shingle of one, where it stands in the other; -1 where it does not.

    Of several places the one that goes on where the shingle before ended, else the first.
    """
    if not len(one) or not len(other):
        return np.full(len(one), -1, np.int64)
    order = np.argsort(other, kind="stable")
    ranked = other[order]
    at = find_among(one, ranked)
    found: Places = np.where(at >= 0, order[at], -1)
    again = np.append(ranked[1:] == ranked[:-1], False)
    for n in np.flatnonzero((at >= 0) & again[at]).tolist():
        after = found[n - 1] + 1 if n else 0
        if 0 < after < len(other) and other[after] == one[n]:
            found[n] = after
    return found
