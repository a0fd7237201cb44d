"""What an event may share with another, and the stretches of time in which it may have happened.

Every event goes into blocks of a key (a linked actor, a place, a rare word, a count, a lemma
with whom it struck) and a bucket of time. A pair meets in blocks; `candidates` finds where.
Keys and buckets are numbers, since there are many: two keys with one number would only
mean a pair compared in vain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from dragoman.link.engine import tuples_of
from dragoman.link.happenings.told import Told, Weights, read_told
from dragoman.link.words import hash_word
from dragoman.schema.event_types import load_event_types

# `number` is the event's, `weight` the key's in thousandths of a bit, `dated` whether anything
# tells when the event was.
BLOCKS = pa.schema(
    [
        ("number", pa.int64()),
        ("key", pa.int64()),
        ("bucket", pa.int32()),
        ("weight", pa.int32()),
        ("dated", pa.bool_()),
    ]
)
_WEEK, _MONTH, _YEAR = 7, 31, 366
# A bucket's number modulo their number says of what length it is.
WEEKS, MONTHS, YEARS, ANY_TIME = LENGTHS = range(4)
# Words and keys of the cast are many; the rarest say most.
_RAREST_WORDS, _RAREST_CAST, _MIN_WORD = 6, 3, 3_500
# How much a key must say for a dated event to meet by it one that may be of any time.
_MIN_ANY_TIME = 6_000
_BOTH_SIDES = ("cooperation", "conflict")


def block_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches of (number, told) to those of `BLOCKS`."""
    for batch in batches:
        columns: tuple[list[int], ...] = ([], [], [], [], [])
        for number, line in tuples_of(batch):
            told = read_told(line)
            keys = {hash_word(key): weight for key, weight in block_keys(told)}
            times, dated = tuple(buckets(told)), told.dated
            # Every key meets every bucket of the event's time; any time only those that say much.
            met = [(key, time) for time in times for key in keys]
            met += [(k, ANY_TIME) for k, w in keys.items() if not dated or w >= _MIN_ANY_TIME]
            columns[0].extend([number] * len(met))
            columns[1].extend(key for key, _ in met)
            columns[2].extend(time for _, time in met)
            columns[3].extend(keys[key] for key, _ in met)
            columns[4].extend([dated] * len(met))
        arrays = [pa.array(c, f.type) for c, f in zip(columns, BLOCKS, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=BLOCKS)


def block_keys(told: Told) -> Iterator[tuple[str, int]]:
    """What an event may share with another, each with its weight in thousandths of a bit."""
    for key, weight in told.bag("who").items():
        for side in sides(told.type):
            yield f"who {side} {key}", weight
    for key, weight in _rarest(told.bag("cast"), _RAREST_CAST):
        yield f"cast {key}", weight // 2
    for key, weight in _rarest({**told.bag("word"), **told.bag("who_words")}, _RAREST_WORDS):
        if weight >= _MIN_WORD:
            yield f"word {key}", weight
    for key, weight in told.bag("quantity").items():
        yield f"count {key}", weight
    for lemma, weight in told.bag("lemma").items():
        yield f"lemma {lemma}", weight
        for key in (*told.bag("who"), *told.bag("who_words")):
            yield f"lemma {lemma} {key}", 1_000
    if told.place is not None:
        yield f"place {told.place}", 5_000 if told.exact else 2_000


def sides(type_: str | None) -> tuple[str, ...]:
    """Cooperation or conflict; a word of no known type may be either."""
    known = load_event_types().get(type_ or "")
    return (known.side,) if known else _BOTH_SIDES


def _rarest(bag: Weights, most: int) -> Iterable[tuple[str, int]]:
    return sorted(bag.items(), key=lambda k: (-k[1], k[0]))[:most]


def buckets(told: Told) -> Iterator[int]:
    """The stretches of time in which an event may have happened, by how exactly it is dated.

    What has no date happened, or will happen, about when it was reported. Where that is not
    known either, there are none: it may be of any time.
    """
    if told.first is not None and told.last is not None:
        length = told.last - told.first
        if length <= _WEEK + _WEEK:
            yield from _stretch(WEEKS, told.first - 1, told.last + 1, _WEEK)
        if length <= 2 * _MONTH:
            yield from _stretch(MONTHS, told.first, told.last, _MONTH)
        if length <= 2 * _YEAR:
            yield from _stretch(YEARS, told.first, told.last, _YEAR)
    elif told.published is not None:
        ahead = _WEEK if told.status in {"future", "possible"} else 1
        yield from _stretch(WEEKS, told.published - _WEEK, told.published + ahead, _WEEK)


def _stretch(length: int, first: int, last: int, days: int) -> Iterator[int]:
    return (n * len(LENGTHS) + length for n in range(first // days, last // days + 1))
