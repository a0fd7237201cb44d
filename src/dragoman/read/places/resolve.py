"""Which place each toponym means: prior, context, containment and nearness weighed together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.read.places.gazetteer import Entry, Sense
from dragoman.read.places.keys import fold
from dragoman.read.places.toponyms import Toponym

Key = TypeVar("Key")

EARTH_RADIUS_KM = 6371.0
_NEAR_KM = 200.0
# Weights in units of the population's decimal logarithm, tuned on LGL's reports.
_KIND_BONUS = {
    "country": 3.0,
    "capital": 2.5,
    "region": 6.0,
    "admin1": 1.0,
    "county": 2.0,
    "city": 0.0,
}
_ALTERNATE_PENALTY = 3.0
_COUNTRY_WEIGHT = 3.0
_DIVISION_WEIGHT = 3.0
_NEAR_WEIGHT = 1.0
_COMPANY_WEIGHT = 1.0
_MAX_COMPANY = 3.0
_RARITY = 0.3
_CITY_VOTE = 0.25
_ROUNDS = 3
_WIDE = frozenset({"country", "admin1", "county"})


@dataclass(frozen=True, slots=True)
class Vote:
    """One mention that speaks for a country, and for a division of it; `key` is who casts it."""

    key: str
    country: str
    division: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of a report's votes go to each country and each division, each 0 to 1."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]


def count_votes(votes: Iterable[Vote], *, without: str = "") -> Shares:
    """The shares of all votes but those that the name `without` cast itself."""
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
    for vote in votes:
        if vote.key == without and vote.key:
            continue
        countries[vote.country] += vote.weight
        if vote.division:
            divisions[vote.country, vote.division] += vote.weight
    return Shares(_normal(countries), _normal(divisions))


def _normal(counts: dict[Key, float]) -> dict[Key, float]:
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()} if total else {}


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance; infinite where a place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    lat, other = math.radians(a.lat), math.radians(b.lat)
    step = math.sin((other - lat) / 2) ** 2
    turn = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    half = step + math.cos(lat) * math.cos(other) * turn
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def first_votes(toponyms: Sequence[Toponym]) -> list[Vote]:
    """The votes of countries and divisions that a report names without ambiguity."""
    votes = []
    for toponym in toponyms:
        key = name_key(toponym)
        wide = [s.entry for s in toponym.senses if s.entry.kind in _WIDE]
        if len({(e.country, e.admin1) for e in wide}) == 1 and wide[0].country:
            votes.append(Vote(key, wide[0].country, wide[0].admin1, 1.0))
        for sense in toponym.container:
            if sense.entry.country:
                votes.append(Vote("", sense.entry.country, sense.entry.admin1, 1.0))
    return votes


def _city_votes(groups: dict[str, list[Toponym]], chosen: dict[str, Entry]) -> list[Vote]:
    """The votes of the towns as resolved so far, for the next round."""
    return [
        Vote(key, entry.country, entry.admin1, _CITY_VOTE * len(groups[key]))
        for key, entry in chosen.items()
        if entry.kind in ("city", "capital") and entry.country
    ]


def prior(sense: Sense, toponym: Toponym) -> float:
    """How likely a place is meant by its name, whatever the report is about."""
    entry = sense.entry
    score = math.log10(entry.population + 10) + _KIND_BONUS[entry.kind]
    if sense.alternate:
        score -= _ALTERNATE_PENALTY
    if toponym.suffix in ("province", "governorate", "state", "region", "oblast", "prefecture"):
        score += 4.0 if entry.kind == "admin1" else 0.0
    return score


def _lies_in(entry: Entry, container: Entry) -> bool:
    if container.kind == "country":
        return entry.country == container.country and entry.kind != "country"
    same = entry.country == container.country and entry.admin1 == container.admin1
    return same and entry.kind in ("city", "capital", "county")


def _allowed(toponym: Toponym) -> tuple[Sense, ...]:
    """The senses that lie in the place said to contain them; all if none does."""
    if not toponym.container:
        return toponym.senses
    country = any(s.entry.kind == "country" and not s.alternate for s in toponym.senses)
    inside = tuple(
        s
        for s in toponym.senses
        if any(
            _lies_in(s.entry, c.entry)
            for c in toponym.container
            # `Peru, Brazil and Chile` is a list, `Lebanon, Pa.` is not.
            if not country or c.entry.kind == "admin1"
        )
    )
    return inside or toponym.senses


def _nearness(entry: Entry, others: Iterable[Entry]) -> float:
    """1 for a place among the others, 0 for one further than `_NEAR_KM` from all of them."""
    nearest = min((distance_km(entry, o) for o in others), default=math.inf)
    return max(0.0, 1.0 - nearest / _NEAR_KM)


def resolve(toponyms: Sequence[Toponym], peoples: Iterable[str]) -> dict[str, Entry]:
    """The place of each name, by `name_key`: one place a name and report.

    `peoples` are the ISO codes of the peoples that the report names.
    """
    groups: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        if toponym.senses:
            groups.setdefault(name_key(toponym), []).append(toponym)
    votes = [*first_votes(toponyms), *(Vote("", code, None, 1.0) for code in peoples)]
    reach = _reach(groups)
    chosen: dict[str, Entry] = {}
    for _ in range(_ROUNDS):
        now = [*votes, *_city_votes(groups, chosen)]
        found = {key: _choose(key, group, now, chosen, reach) for key, group in groups.items()}
        chosen = {key: entry for key, entry in found.items() if entry is not None}
    return chosen


Cell = tuple[int, int]


def _cell(entry: Entry) -> Cell | None:
    """The one-degree cell that a town lies in."""
    if entry.lat is None or entry.lon is None or entry.kind not in ("city", "capital"):
        return None
    return round(entry.lat), round(entry.lon)


def _reach(groups: dict[str, list[Toponym]]) -> dict[Cell, list[tuple[str, float]]]:
    """Which names may mean a town in or beside each cell, and how telling each is.

    A name of few places tells more than one of many.
    """
    reach: defaultdict[Cell, list[tuple[str, float]]] = defaultdict(list)
    for key, group in groups.items():
        cells = {_cell(s.entry) for s in _allowed(group[0])} - {None}
        around = {(c[0] + a, c[1] + b) for c in cells if c for a in (-1, 0, 1) for b in (-1, 0, 1)}
        for cell in around:
            reach[cell].append((key, len(cells) ** -_RARITY))
    return reach


def name_key(toponym: Toponym) -> str:
    """The key under which all mentions of a name in a report share a place."""
    return fold(toponym.core)


def _choose(
    key: str,
    group: list[Toponym],
    votes: list[Vote],
    chosen: dict[str, Entry],
    reach: dict[Cell, list[tuple[str, float]]],
) -> Entry | None:
    placed = next((t for t in group if t.container and _allowed(t) != t.senses), group[0])
    senses = _allowed(placed)
    shares = count_votes(votes, without=key)
    others = [e for k, e in chosen.items() if k != key and e.kind in ("city", "capital")]

    def score(sense: Sense) -> float:
        company = _company(sense.entry, key, reach)
        return _score(sense, placed, shares, others) + _COMPANY_WEIGHT * company

    best = max(senses, key=score, default=None)
    return best.entry if best else None


def _company(entry: Entry, key: str, reach: dict[Cell, list[tuple[str, float]]]) -> float:
    """How many of the report's other names may mean towns close by, at most `_MAX_COMPANY`."""
    cell = _cell(entry)
    beside = reach.get(cell, ()) if cell else ()
    return min(_MAX_COMPANY, sum(weight for other, weight in beside if other != key))


def _score(sense: Sense, toponym: Toponym, shares: Shares, others: list[Entry]) -> float:
    entry = sense.entry
    score = prior(sense, toponym)
    if entry.country:
        score += _COUNTRY_WEIGHT * shares.countries.get(entry.country, 0.0)
        division = (entry.country, entry.admin1 or "")
        score += _DIVISION_WEIGHT * shares.divisions.get(division, 0.0)
    if entry.kind in ("city", "capital", "admin1"):
        score += _NEAR_WEIGHT * _nearness(entry, others)
    return score
