"""Evidence that two signatures are one actor, and what it weighs together.

The model is a logistic regression over a dozen features: the reference for linking records,
Fellegi and Sunter (1969, JASA 64; Splink estimates it by EM), takes every feature for
independent given the truth. Here they are not (a country and an office come from the same
words, company and date go together), which makes that model overconfident, and its EM
needs hundreds of thousands of pairs. Weights of a regression share what features have in
common, and a few hundred labelled pairs are enough for a dozen of them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.link.actors.likeness import bodies_alike, persons_alike

# To so many digits a score decides, and is shown: a shown one seldom changes with a report more.
_DIGITS, _SHOWN = 4, 2
# What is left of the likeness of two bodies' names if only one of them is told to be a state's.
_ONE_COUNTRY = 0.5
_MAX_LOGIT = 4.0
# The features of a pair that lie between 0 and 1.
_SHARES = (
    "exact",
    "country_same",
    "country_other",
    "holder_same",
    "holder_other",
    "office",
    "office_other",
    "company",
)
_SLACK = 0.001


@dataclass(frozen=True, slots=True)
class Weights:
    """The model's weights by kind and feature, and its limits."""

    version: int
    same: float
    unsure: float
    attach_from: float
    rival_from: float
    person: dict[str, float]
    body: dict[str, float]
    attach: dict[str, float]

    @property
    def least(self) -> float:
        """From which score on a pair is kept: below it changes nothing."""
        return min(self.unsure, self.rival_from)

    @property
    def maker(self) -> str:
        """How the model signs its judgements."""
        return f"model:actors@{self.version}"


@cache
def load_weights() -> Weights:
    """The weights of `weights.toml`."""
    text = files("dragoman.link.actors").joinpath("weights.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Weights(**table)


def logit(likelihood: float) -> float:
    """Log odds, held within ±4."""
    bounded = min(max(likelihood, 1e-6), 1 - 1e-6)
    return max(-_MAX_LOGIT, min(_MAX_LOGIT, math.log(bounded / (1 - bounded))))


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score of features, 0 to 1, rounded so that engines agree."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), _DIGITS)


def explain(features: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The features that speak, strongest first, with what they add to the log odds."""
    added = {n: weights[n] * v for n, v in features.items()}
    spoken = sorted((n for n in added if abs(added[n]) >= 0.05), key=lambda n: (-abs(added[n]), n))
    return ", ".join(f"{n.replace('_', ' ')} {added[n]:+.1f}" for n in spoken)


def scored(
    one: str, other: str, features: Mapping[str, float], weights: Mapping[str, float]
) -> Iterator[dict[str, object]]:
    """Two nodes with score and reason, if the score is high enough to be kept."""
    score = weigh(features, weights)
    if score >= load_weights().least:
        yield {
            "one": one,
            "other": other,
            "score": score,
            "shown": round(score, _SHOWN),
            "reason": explain(features, weights),
        }


@cache
def least_likeness(kind: str) -> float:
    """Below which likeness of names all other evidence together makes no pair worth keeping.

    All but a report that calls somebody by both names.
    """
    weights = load_weights().person if kind == "person" else load_weights().body
    likest = sum(max(0.0, weights[name]) for name in _SHARES) + weights["bias"]
    wanted = math.log(load_weights().least / (1 - load_weights().least)) - likest
    least = wanted / weights["name"]
    return 1 / (1 + math.exp(-least)) - _SLACK if least > -_MAX_LOGIT else 0.0


def facts_of(packed: list[str] | None) -> dict[str, dict[str, int]]:
    """Packed facts of a signature: kind of fact to value to count."""
    found: dict[str, dict[str, int]] = {}
    for fact in sorted(packed or ()):
        what, value, count = fact.split("\t")
        found.setdefault(what, {})[value] = int(count)
    return found


def country_features(one: str | None, other: str | None) -> dict[str, float]:
    """Whether the countries agree or differ; neither where one is unknown."""
    both = bool(one and other)
    return {
        "country_same": float(both and one == other),
        "country_other": float(both and one != other),
    }


def holder_features(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, float]:
    """Whether the table of office holders knows both as one or as two."""
    both = bool(one and other)
    shared = bool(set(one) & set(other))
    return {"holder_same": float(shared), "holder_other": float(both and not shared)}


def office_feature(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """1 for the same office of the same state or body, 0.5 for the same title of unknown."""
    if any(o in other and not o.endswith("|") for o in one):
        return 1.0
    return 0.5 if any(o in other for o in one) else 0.0


def office_other(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """1 where both have offices and none is like one of the other's (a justice, a general)."""
    here, there = ({w for o in side for w in o.split("|")[0].split()} for side in (one, other))
    return float(bool(here and there) and not here & there)


def years_between(row: Mapping[str, Any]) -> float:
    """Years between the last report of the earlier and the first of the later, 0 if they meet."""
    ends = (row["first_one"], row["last_one"], row["first_other"], row["last_other"])
    if any(e is None for e in ends):
        return 0.0
    first, last, start, end = (int(e[:4]) + int(e[5:7] or "7") / 12 for e in ends)
    return max(0.0, start - last, first - end)


def _one_country(row: Mapping[str, Any]) -> bool:
    """Whether one body is told to be a state's and the other is not."""
    return (row["country_one"] is None) != (row["country_other"] is None)


def pair_features(row: Mapping[str, Any]) -> dict[str, float]:
    """The features of a candidate pair of signatures."""
    one, other = facts_of(row["facts_one"]), facts_of(row["facts_other"])
    likeness = row["likeness"]
    if row["kind"] == "body" and likeness < 1.0 and _one_country(row):
        likeness *= _ONE_COUNTRY
    together = one.get("full", {}).get(row["key_other"], 0)
    together += other.get("full", {}).get(row["key_one"], 0)
    return {
        "name": logit(likeness),
        "exact": float(likeness == 1.0),
        **country_features(row["country_one"], row["country_other"]),
        **holder_features(one.get("holder", {}), other.get("holder", {})),
        "office": office_feature(one.get("office", {}), other.get("office", {})),
        "office_other": office_other(one.get("office", {}), other.get("office", {})),
        "company": row["company"] or 0.0,
        "together": math.log1p(together),
        "gap_years": years_between(row),
    }


def name_likeness(kind: str, one: str, other: str) -> float:
    """How alike two keys of one kind are, 0 to 1."""
    return persons_alike(one, other) if kind == "person" else bodies_alike(one, other)


def score_pair(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A pair with its score and reason, if it is not out of the question."""
    weights = load_weights().person if row["kind"] == "person" else load_weights().body
    yield from scored(row["one"], row["other"], pair_features(row), weights)
