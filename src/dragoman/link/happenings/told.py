"""An event as it is compared: its slots, and what it names, weighed by how rare that is.

A key that few reports name says much: two reports that name an obscure general more likely
tell of one thing than two that name the United States. The weight of a key is its inverse
document frequency (Spärck Jones 1972) over the reports linked, as though others had been read
before, so that ten reports do not take every name for rare.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

# Reports taken as read before, and how many of them name a key of each kind.
READ_BEFORE = 300
_NAMED_BEFORE = {"who": 4.0, "state": 40.0, "word": 3.0, "count": 1.0}
# Kinds of keys, and which of them are counted together.
KINDS = {
    "actor": "who",
    "recipient": "who",
    "cast": "who",
    "actor_word": "word",
    "recipient_word": "word",
    "word": "word",
    "lemma": "word",
    "quantity": "count",
}
Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it is compared; `bags` hold keys with their weights, by kind.

    Weights are thousandths of a bit: sums of whole numbers are the same in any order. `who` and
    `who_words` are the bags of both sides. `norms` are the bags' lengths. `first` and `last`
    are day numbers of the interval, `published` that of the report.
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
    exact: bool
    bags: dict[str, dict[str, int]] = field(hash=False)
    norms: dict[str, float] = field(hash=False)

    def bag(self, kind: str) -> Weights:
        """The keys of a kind with their weights."""
        return self.bags.get(kind, _NOTHING)


_NOTHING: Weights = {}
_BOTH_SIDES = {"who": ("actor", "recipient"), "who_words": ("actor_word", "recipient_word")}


def weigh(counted: str, named: int, reports: int) -> int:
    """How many thousandths of a bit it says that two reports both name a key.

    `named` of `reports` name it; `counted` is one of the values of `KINDS`, or `state` for an
    actor that is one.
    """
    return round(1000 * math.log2((reports + READ_BEFORE) / (named + _NAMED_BEFORE[counted])))


def make_bags(counted: Iterable[str], reports: int) -> dict[str, dict[str, int]]:
    """Keys with weights by kind, from `kind, counted, key, number of reports` in any order."""
    bags: dict[str, dict[str, int]] = {}
    for line in sorted(counted):
        kind, counted, key, named = line.split("\t")
        bags.setdefault(kind, {})[key] = weigh(counted, int(named), reports)
    return bags


def write_told(row: Mapping[str, Any]) -> str:
    """One line of JSON of the fields of `Told`."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=8_000)
def read_told(line: str) -> Told:
    """The event that `write_told` wrote; remembered, since each is in many pairs."""
    row = json.loads(line)
    bags = row.pop("bags")
    for both, parts in _BOTH_SIDES.items():
        bags[both] = {k: w for part in parts for k, w in bags.get(part, _NOTHING).items()}
    norms = {kind: math.sqrt(sum(w * w for w in bag.values())) for kind, bag in bags.items()}
    return Told(**row, bags=bags, norms=norms)
