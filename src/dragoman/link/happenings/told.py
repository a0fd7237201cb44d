"""An event as it is compared: its slots, and what it names, weighed by how rare that is.

A key that few reports name says much: two reports that name an obscure general more likely
tell of one thing than two that name the United States. The weight of a key is its inverse
document frequency (Spärck Jones 1972): that of a word in the news at large
(`link/frequencies.py`); that of an actor or a number over the reports linked, counted by steps
(`link/statistics.py`), as though others had been read before, so that ten reports do not take
every name for rare.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from dragoman.link.frequencies import weigh_words
from dragoman.link.happenings.rows import day_number

# Reports taken as read before, and how many of them name a key of each kind.
READ_BEFORE = 300
_NAMED_BEFORE = {"who": 4.0, "state": 40.0, "count": 1.0}
# Kinds of keys by the columns of `rows.SCHEMA` that hold them: actors, whose weights depend on
# who they are; numbers; words.
WHO = {"actor": "actors", "recipient": "recipients", "cast": "cast"}
COUNTS = {"quantity": "quantities"}
WORDS = {
    "actor_word": "actor_words",
    "recipient_word": "recipient_words",
    "word": "words",
    "lemma": "lemmas",
}
_BOTH_SIDES = {"who": ("actor", "recipient"), "who_words": ("actor_word", "recipient_word")}
_EXACT = frozenset({"city", "admin2"})
Weights = Mapping[str, int]
# By kind of count and name in the report: the key that it is, and that key's weight.
Known = Mapping[tuple[str, str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it is compared; `bags` hold keys with their weights, by kind.

    Weights are thousandths of a bit: sums of whole numbers are the same in any order. `who` and
    `who_words` are the bags of both sides. `first` and `last` are day numbers of the interval,
    `published` that of the report; `events` are all tellings in the report, `precision` is the
    place's.
    """

    event: str
    report: str
    type: str | None
    mode: str | None
    status: str
    first: int | None
    last: int | None
    published: int | None
    place: int | None
    country: str | None
    admin1: str | None
    precision: str | None
    events: tuple[str, ...]
    bags: dict[str, dict[str, int]] = field(hash=False)
    _lengths: dict[str, float] = field(hash=False, default_factory=dict)

    def bag(self, kind: str) -> Weights:
        """The keys of a kind with their weights."""
        return self.bags.get(kind, _NOTHING)

    def length(self, kind: str) -> float:
        """The length of a bag as a vector, reckoned when it is first asked for."""
        if kind not in self._lengths:
            self._lengths[kind] = math.sqrt(sum(w * w for w in self.bag(kind).values()))
        return self._lengths[kind]

    @property
    def dated(self) -> bool:
        """Whether the event has a date, or its report, about whose time it was then."""
        return self.published is not None or None not in {self.first, self.last}

    @property
    def exact(self) -> bool:
        """Whether the place is a town or as near."""
        return self.precision in _EXACT


_NOTHING: Weights = {}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@cache
def weigh(counted: str, named: int, scale: int) -> int:
    """How many thousandths of a bit it says that two reports both name a key.

    `named` of `scale` reports name it; `counted` is `who`, `count`, or `state` for an actor
    that is one.
    """
    bits = math.log2((scale + READ_BEFORE) / (named + _NAMED_BEFORE[counted]))
    return max(0, round(1000 * bits))


def clean_key(key: str) -> str:
    """A key without the character that stands between fields."""
    return key.replace("\t", " ")


def write_told(row: Mapping[str, Any], known: Known) -> str:
    """A row of `rows.SCHEMA` as one line of JSON; `known` says what it names, and how rare."""
    states = frozenset(row["states"] or ())
    told = {n: row[n] for n in ("event", "report", "type", "mode", "status", "place")}
    told |= {n: row[n] for n in ("country", "admin1", "events")}
    told["precision"] = row["place_precision"]
    days = {"first": row["from_"], "last": row["to"], "published": row["published"]}
    told |= {name: day_number(day) if day else None for name, day in days.items()}
    bags: dict[str, dict[str, int]] = {}
    for kind, column in WHO.items():
        bags[kind] = _bag(known["state" if a in states else "who", a] for a in row[column] or ())
    for kind, column in COUNTS.items():
        bags[kind] = _bag(known["count", clean_key(k)] for k in row[column] or ())
    told["bags"] = {kind: bag for kind, bag in bags.items() if bag}
    told["words"] = {kind: row[column] for kind, column in WORDS.items() if row[column]}
    return _JSON.encode(told)


def _bag(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Keys with weights; of two weights of one key the greater, so that order changes nothing."""
    bag: dict[str, int] = {}
    for key, weight in found:
        bag[key] = max(weight, bag.get(key, 0))
    return bag


def read_told(line: str, *, words: bool = True) -> Told:
    """The event that `write_told` wrote, with the bags of its words or without."""
    row = json.loads(line)
    bags = row.pop("bags")
    for kind, found in row.pop("words").items():
        if words:
            bags[kind] = weigh_words(found)
    for both, parts in _BOTH_SIDES.items():
        bags[both] = {k: w for part in parts for k, w in bags.get(part, _NOTHING).items()}
    row["events"] = tuple(row["events"])
    return Told(**row, bags=bags)


# Each event is in many pairs, and those of one event follow each other.
read_told_again = lru_cache(maxsize=1_000)(read_told)
