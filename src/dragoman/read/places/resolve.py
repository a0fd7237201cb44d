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
_NEAR_KM = 120.0
_NEAR_DEGREES = _NEAR_KM / 111.0
# Weights in units of the population's decimal logarithm, tuned on all of LGL and GeoVirus, and
# so that 230 reports of the national press keep the well-known places that they name.
_KIND_BONUS = {
    "country": 3.0,
    "capital": 2.5,
    "region": 8.5,
    "admin1": 0.5,
    "county": 0.0,
    "city": 0.0,
}
_ALTERNATE_PENALTY = 3.0
_COUNTRY_WEIGHT = 4.0
_DIVISION_WEIGHT = 3.0
_NEAR_WEIGHT = 1.0
_COMPANY_WEIGHT = 0.8
_MAX_COMPANY = 2.0
_PRESS_WEIGHT = 2.5
_RARITY = 0.3
_CITY_VOTE = 0.25
_ROUNDS = 3
_SAID_KIND = 4.0
_WIDE = frozenset({"country", "admin1", "county"})
_TOWNS = frozenset({"city", "capital"})
_LOCAL = frozenset({"city", "capital", "county"})
_WITH_STATES = frozenset({"US", "CA", "AU"})
# Besides, `Gaza` is the strip as often as the town.
_NOT_SEATS = _WITH_STATES | {"PS"}
_DIVISION_WORDS = frozenset(
    {"province", "governorate", "state", "region", "oblast", "prefecture", "district", "county"}
)
_TOWN_WORDS = frozenset({"city", "town", "village", "municipality"})
_SEAT_PEOPLE = 20_000
# How far from its middle a county may still reach.
_COUNTY_KM = 120.0


@dataclass(frozen=True, slots=True)
class Vote:
    """One mention that speaks for a country, and for a division of it; `key` is who casts it."""

    key: str
    country: str
    division: str | None
    weight: float


Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report tells of where its places lie, as far as is known by now.

    `reach` has the names that may mean places in or beside each cell, with
    how telling each is; `local` how surely it is local news of a country.
    """

    votes: list[Vote]
    chosen: dict[str, Entry]
    reach: dict[Cell, list[tuple[str, float]]]
    local: dict[str, float]


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
        if entry.kind in _LOCAL and entry.country
    ]


def prior(sense: Sense, toponym: Toponym) -> float:
    """How likely a place is meant by its name, whatever the report is about."""
    entry = sense.entry
    score = math.log10(entry.population + 10) + _KIND_BONUS[entry.kind]
    if sense.alternate:
        score -= _ALTERNATE_PENALTY
    if toponym.suffix in _DIVISION_WORDS:
        score += _SAID_KIND if entry.kind in ("admin1", "county") else 0.0
    elif toponym.suffix in _TOWN_WORDS:
        score += _SAID_KIND if entry.kind in _TOWNS else 0.0
    return score


def _lies_in(entry: Entry, container: Entry) -> bool:
    if container.kind == "country":
        return entry.country == container.country and entry.kind != "country"
    if entry.country != container.country or entry.admin1 != container.admin1:
        return False
    if container.kind == "county":
        return entry.kind in _TOWNS and distance_km(entry, container) < _COUNTY_KM
    return entry.kind in _LOCAL


def _allowed(toponym: Toponym) -> tuple[Sense, ...]:
    """The senses that lie in the place said to contain them; all if none does.

    `Peru, Brazil and Chile` and `Missouri, Nebraska and Iowa` are lists and
    `the Middle East, Ukraine` is one, `Lebanon, Pa.` is not.
    """
    main = {s.entry.kind for s in toponym.senses if not s.alternate}
    if not toponym.container or "region" in main:
        return toponym.senses
    wide = bool(main & {"country", "admin1"})
    wholes = [
        c.entry for c in toponym.container if "country" not in main or c.entry.kind != "country"
    ]
    inside = tuple(
        s
        for s in toponym.senses
        if not (wide and s.alternate) and any(_lies_in(s.entry, whole) for whole in wholes)
    )
    return inside or (() if _is_elsewhere(toponym) else toponym.senses)


def _seats_first(toponym: Toponym, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """The senses without divisions that are called like their town, unless one is spoken of.

    `Basra` is the town where `Basra province` is not. States are no such
    divisions: `Quebec` and `New York` may be either.
    """
    if toponym.suffix in _DIVISION_WORDS:
        return senses
    seats = {
        (s.entry.country, s.entry.admin1)
        for s in senses
        if s.entry.kind in _TOWNS and s.entry.population >= _SEAT_PEOPLE
    }
    return tuple(
        s
        for s in senses
        if s.entry.kind != "admin1"
        or s.entry.country in _NOT_SEATS
        or (s.entry.country, s.entry.admin1) not in seats
    )


def _is_elsewhere(toponym: Toponym) -> bool:
    """Whether a town is said to lie in a state where none of its name is known.

    Only where towns are named so (`Bradford, Ontario`): elsewhere a town and a
    division side by side are as often a list.
    """
    small = all(s.entry.kind in _LOCAL for s in toponym.senses)
    return small and all(
        c.entry.kind == "admin1" and c.entry.country in _WITH_STATES for c in toponym.container
    )


def _nearness(entry: Entry, others: Iterable[Entry]) -> float:
    """1 for a place among the others, 0 for one further than `_NEAR_KM` from all of them."""
    if entry.lat is None:
        return 0.0
    lat = entry.lat
    # Most others are too far to the north or south for a look at the globe.
    band = (o for o in others if o.lat is not None and abs(o.lat - lat) < _NEAR_DEGREES)
    nearest = min((distance_km(entry, o) for o in band), default=math.inf)
    return max(0.0, 1.0 - nearest / _NEAR_KM)


def resolve(
    toponyms: Sequence[Toponym], peoples: Iterable[str], local: dict[str, float]
) -> dict[str, Entry]:
    """The place of each name, by `name_key`: one place a name and report.

    `peoples` are the ISO codes of the peoples that the report names, `local`
    says how surely it is local news of a country.
    """
    groups: dict[str, list[Toponym]] = {}
    for toponym in toponyms:
        if toponym.senses:
            groups.setdefault(name_key(toponym), []).append(toponym)
    votes = [*first_votes(toponyms), *(Vote("", code, None, 1.0) for code in peoples)]
    reach = _reach(groups)
    chosen: dict[str, Entry] = {}
    for _ in range(_ROUNDS):
        evidence = Evidence([*votes, *_city_votes(groups, chosen)], chosen, reach, local)
        found = {key: _choose(key, group, evidence) for key, group in groups.items()}
        chosen = {key: entry for key, entry in found.items() if entry is not None}
    return chosen


def _cell(entry: Entry) -> Cell | None:
    """The one-degree cell that a town lies in."""
    if entry.lat is None or entry.lon is None or entry.kind not in _LOCAL:
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
    """The key under which all mentions of a name in a report share a place.

    `Basra province` is another place than `Basra`.
    """
    key = fold(toponym.core)
    return f"{key} {toponym.suffix}" if toponym.suffix in _DIVISION_WORDS else key


def _choose(key: str, group: list[Toponym], evidence: Evidence) -> Entry | None:
    placed = next((t for t in group if t.container and _allowed(t) != t.senses), group[0])
    senses = _seats_first(placed, _allowed(placed))
    if len(senses) == 1 and not senses[0].guessed:
        return senses[0].entry
    shares = count_votes(evidence.votes, without=key)
    senses = tuple(s for s in senses if not s.guessed or s.entry.country in shares.countries)
    if not senses:
        return None
    others = [e for k, e in evidence.chosen.items() if k != key and e.kind in _LOCAL]

    def score(sense: Sense) -> float:
        entry = sense.entry
        score = _score(sense, placed, shares, others)
        score += _COMPANY_WEIGHT * _company(entry, key, evidence.reach)
        if entry.kind in _LOCAL:
            score += _PRESS_WEIGHT * evidence.local.get(entry.country or "", 0.0)
        return score

    return max(senses, key=score).entry


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
    if entry.kind in _LOCAL or entry.kind == "admin1":
        score += _NEAR_WEIGHT * _nearness(entry, others)
    return score
