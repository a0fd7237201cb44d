"""The balance of countries in ICEWS: against votes in the United Nations, and thinned to a tenth.

    python -m evaluate.balance_icews --shared ../shared

`countries` (2002-14, acts of a country towards a pole by year in four classes; netify): a year's
balance is the share of cooperative acts (verbal or material) towards the United States less that
towards the other pole. A year counts if the country has at least LEAST acts towards each. Between
countries, Spearman's rank correlation of their means of all years that count with means of their
ideal points in the same years; within, that of what is left of each year beside its country's mean.

`thinned` (ICEWS14, single events of 2014): actors with at least ENOUGH acts towards each of two
poles among STATES, an actor being a state with all that bear its name in brackets
(`Cabinet_(Iran)`). One event in ten is kept, by a draw for each event, DRAWS times over; the model
is fitted to what is kept, by month. Do its intervals of 90 per cent hold what all events say?
`drawn` asks for draws of the model fitted to all events: were the model right, the rate would be
.90, whatever the thinning (what all events leave open is part of the answer). `median` asks for
that fit's medians, which vary less, so the rate should be higher; `counted` for plain shares of
all events, in months with at least MONTHLY towards each pole, which vary more than what is behind
them; `year` for draws of the whole year's balance. An event's class is that of its CAMEO name's
beginning in COOPERATIVE or HOSTILE; statements and appeals are neutral and left out.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.analyse.balance.model import Act, Settings, fit
from evaluate.balance_votes import read_ideal_points

Array = npt.NDArray[np.float64]
Month = tuple[int, int]
Acts = dict[Month, list[bool]]
PAIRS = {"us_russia": ("USA", "RUS"), "us_iran": ("USA", "IRN")}
LEAST, LEASTS = 30, (1, 5, 10, 20, 30, 50)
ENOUGH, MONTHLY, KEPT, MONTHS, DRAWS = 40, 20, 0.1, 12, 4
SETTINGS = Settings(warmup=300, draws=300)
# The beginnings of CAMEO's names of classes 03 to 08, and of 09 to 20.
COOPERATIVE = re.compile(
    r"Express_intent|Consult|Make_a_visit|Host_a_visit|Engage_in_negotiation|Discuss_by|"
    r"Meet_at|Mediate|Praise|Defend_verbally|Rally_support|Grant|Apologize|Forgive|"
    r"Express_accord|Engage_in_diplomatic|Engage_in_material|Engage_in_judicial|Sign|"
    r"Cooperate|Share|Provide|Yield|Ease|Accede|Return|Declare_truce|Demobilize|Retreat|"
    r"Receive"
)
HOSTILE = re.compile(
    r"Investigate|Demand|Criticize|Accuse|Rally_opposition|Complain|Bring_lawsuit|Reject|"
    r"Refuse|Defy|Veto|Threaten|Give_ultimatum|Demonstrate|Protest|Obstruct|Conduct|Mobilize|"
    r"Increase|Reduce|Halt|Impose|Expel|Coerce|Confiscate|Seize|Destroy|Arrest|Use|Ban|Abduct|"
    r"Sexually|Physically|Torture|Kill|Carry|Attempt|Assassinate|fight|Occupy|Employ|Violate|"
    r"Engage_in_mass|Engage_in_violent|Engage_in_political|Detonate"
)
# In ICEWS14 the United States and Russia are their offices and whoever spoke for them.
LEADERS = {
    "Barack_Obama": "United_States",
    "John_Kerry": "United_States",
    "Chuck_Hagel": "United_States",
    "Joseph_Robinette_Biden": "United_States",
    "Vladimir_Putin": "Russia",
    "Sergey_Viktorovich_Lavrov": "Russia",
}
# The states that most is done to or said to; each two of them are poles once.
STATES = tuple(
    sorted(["United_States", "China", "Iran", "Japan", "South_Korea", "Nigeria", "Iraq", "Russia"])
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Spearman's correlations with ideal points, and how many countries and years count."""

    between: float
    within: float
    countries: int
    years: int


def read_country_years(shared: Path) -> Any:
    """Acts by country, pole and year: cooperative and hostile ones."""
    import pyreadr

    table = pyreadr.read_r(str(shared / "data/balance/netify_icews.rda"))["icews"]
    table = table[table.j_iso3c.isin({p for pair in PAIRS.values() for p in pair})]
    return table.assign(
        country=table.i_iso3c,
        pole=table.j_iso3c,
        year=table.year.astype(int),
        warm=table.verbCoop + table.matlCoop,
        cold=table.verbConf + table.matlConf,
    )[["country", "pole", "year", "warm", "cold"]]


def agree(table: Any, pair: tuple[str, str], published: Any, least: int = LEAST) -> Agreement:
    """A pair's balances beside ideal points, of country-years with `least` acts to each pole."""
    keys = ["country", "year"]
    one, other = (table[table.pole == p].set_index(keys)[["warm", "cold"]] for p in pair)
    both = one.join(other, lsuffix="_a", rsuffix="_b", how="inner")
    total_a, total_b = both.warm_a + both.cold_a, both.warm_b + both.cold_b
    balance = (both.warm_a / total_a - both.warm_b / total_b).rename("balance")
    counted = balance[(total_a >= least) & (total_b >= least)].reset_index()
    counted = counted[~counted.country.isin(pair)].merge(published, on=keys)
    values = counted[["balance", "point"]]
    grouped = values.groupby(counted.country)
    rest = values - grouped.transform("mean")
    between, within = (x.corr("spearman").iloc[0, 1] for x in (grouped.mean(), rest))
    return Agreement(float(between), float(within), len(grouped), len(values))


def compare_countries(shared: Path) -> dict[str, dict[int, Agreement]]:
    """Agreements by pair of poles and least number of acts."""
    import pandas

    points = read_ideal_points(shared)
    rows = [(country, session + 1945, p) for (country, session), p in points.items()]
    published = pandas.DataFrame(rows, columns=["country", "year", "point"])
    table = read_country_years(shared)
    return {
        name: {least: agree(table, pair, published, least) for least in LEASTS}
        for name, pair in PAIRS.items()
    }


def read_events(shared: Path) -> dict[tuple[str, str], list[tuple[int, bool]]]:
    """Months and kinds of acts by actor and whom they were done to."""
    folder = shared / "data/balance/icews14"
    entities, relations = (_read_names(folder / f"{n}2id.txt") for n in ("entity", "relation"))
    found: defaultdict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for name in ("train", "valid", "test"):
        for line in (folder / f"{name}.txt").read_text("utf-8").splitlines():
            actor, relation, recipient, hours = map(int, line.split()[:4])
            kind = relations[relation]
            month = (date(2014, 1, 1) + timedelta(hours=hours)).month - 1
            warm = COOPERATIVE.match(kind) is not None
            if warm or HOSTILE.match(kind):
                found[group(entities[actor]), group(entities[recipient])].append((month, warm))
    return found


def _read_names(path: Path) -> dict[int, str]:
    lines = [line.rsplit("\t", 1) for line in path.read_text("utf-8").splitlines() if line]
    return {int(number): name for name, number in lines}


def group(name: str) -> str:
    """The state an actor belongs to by his name, else the name."""
    bracket = re.search(r"_\(([^()]+)\)$", name)
    return LEADERS.get(name) or (bracket[1] if bracket else name)


def choose_cases(events: dict[tuple[str, str], list[tuple[int, bool]]]) -> list[Acts]:
    """The acts [pole, month] of each actor with enough towards both of two states."""
    cases = []
    for poles in combinations(STATES, 2):
        for actor in sorted({a for a, _ in events} - set(poles)):
            acts: Acts = defaultdict(list)
            told = [events.get((actor, pole), []) for pole in poles]
            if min(map(len, told)) >= ENOUGH:
                for pole, rows in enumerate(told):
                    for month, warm in rows:
                        acts[pole, month].append(warm)
                cases.append(acts)
    return cases


def thin(acts: Acts, random: np.random.Generator) -> Acts:
    """One act in ten, each by a draw of its own."""
    return {key: [w for w in acts[key] if random.random() < KEPT] for key in sorted(acts)}


def fit_acts(acts: Acts, seed: int) -> Array:
    """Draws of both shares and the balance [draw, 3, month]. No sources are known."""
    told = [Act(pole, month, w, 1.0, ()) for (pole, month), ws in acts.items() for w in ws]
    found = fit(told, MONTHS, replace(SETTINGS, seed=seed))
    return np.concatenate([found.p, found.b[:, None]], axis=1)


def find_shares(acts: Acts) -> Array:
    """Plain shares and their difference [3, month], not a number where events are too few."""
    shares = np.full((3, MONTHS), np.nan)
    for (pole, month), warm in acts.items():
        if len(warm) >= MONTHLY:
            shares[pole, month] = np.mean(warm)
    shares[2] = shares[0] - shares[1]
    return shares


def find_held(draws: Array, truth: Array) -> Array:
    """How often values of `truth`[draw, ...] lie in the 90 % intervals of `draws`[draw, ...]."""
    low, high = np.quantile(draws, (0.05, 0.95), axis=0)
    held: Array = ((low <= truth) & (truth <= high)).mean(axis=0)
    return held


def cover_thinned(shared: Path) -> tuple[dict[str, float], int]:
    """Shares of intervals that hold what all events say, by name; and how many actors."""
    cases = choose_cases(read_events(shared))
    inside: defaultdict[str, list[float]] = defaultdict(list)
    for n, acts in enumerate(cases):
        full, shares = fit_acts(acts, n), find_shares(acts)
        for draw in range(DRAWS):
            kept = fit_acts(thin(acts, np.random.default_rng([14, n, draw])), n + len(cases))
            for name, truth in (("drawn", full), ("median", np.median(full, axis=0)[None])):
                held = find_held(kept, truth)
                inside[f"{name}.p"] += list(held[:2].ravel())
                inside[f"{name}.b"] += list(held[2])
            known, held = ~np.isnan(shares), find_held(kept, shares[None])
            inside["counted.p"] += list(held[:2][known[:2]])
            inside["counted.b"] += list(held[2][known[2]])
            years = (d[:, 2].mean(axis=1, keepdims=True) for d in (kept, full))
            inside["year.b"] += list(find_held(*years))
    return {name: float(np.mean(held)) for name, held in inside.items()}, len(cases)


def score_balance_countries(shared: Path) -> dict[str, float]:
    """Spearman's correlations between countries; the weak ones within them are only printed."""
    found = compare_countries(shared)
    return {f"{name}.between": by_least[LEAST].between for name, by_least in found.items()}


def score_balance_thinned(shared: Path) -> dict[str, float]:
    """One less how far from .90 the coverage is of what the model makes of all events."""
    covered, _ = cover_thinned(shared)
    return {n: 1 - abs(0.9 - c) for n, c in covered.items() if not n.startswith("counted")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    print("poles      least  countries  years  between  within")
    for name, by_least in compare_countries(shared).items():
        for least, a in by_least.items():
            counts = f"{least:5}  {a.countries:9}  {a.years:5}"
            print(f"{name:10} {counts}  {a.between:.3f}    {a.within:.3f}")
    covered, actors = cover_thinned(shared)
    print(f"thinned: {actors} actors between two states")
    for name, share in covered.items():
        print(f"{name:10} {share:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
