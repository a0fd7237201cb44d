"""The statistical model of an actor's balance between two poles.

Each happening towards a pole is cooperative (y = 1) or not (y = 0); what is neutral is left out:

    y ~ Bernoulli(sigmoid(eta[pole, t] + mean of u[root] over its roots)), log likelihood times q
    eta[pole, 0] ~ Normal(0, 2.5),  eta[pole, t] ~ Normal(eta[pole, t - 1], tau[pole])
    tau[pole] ~ HalfNormal(0.3),  u[root] ~ Normal(0, sigma_u),  sigma_u ~ HalfNormal(0.5)

and the balance is B[t] = sigmoid(eta[0, t]) - sigmoid(eta[1, t]). docs/balance.md has the reasons,
sources and validations. This is the door to the package's model: everything else is behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.analyse.balance.counts import Act, count
from dragoman.analyse.balance.diagnostics import Diagnostics, diagnose
from dragoman.analyse.balance.posterior import Change, Fit, Point, change, points
from dragoman.analyse.balance.sampling import sample
from dragoman.analyse.balance.settings import Settings

__all__ = [
    "Act",
    "Change",
    "Diagnostics",
    "Fit",
    "Point",
    "Settings",
    "change",
    "fit",
    "points",
]


def fit(acts: Sequence[Act], periods: int, settings: Settings | None = None) -> Fit:
    """Draw from the posterior of an actor's shares towards both poles in all periods.

    The result is a function of the multiset of acts, the number of periods and the settings:
    neither the order of acts nor that of their roots changes a digit. Periods without acts are
    carried by the walk, so their intervals are wider; a pole without acts gets the prior.
    Raises ValueError for acts that cannot be, BalanceError where NumPyro is not installed.
    """
    settings = settings or Settings()
    if periods < 1:
        raise ValueError("a balance needs at least one period")
    samples, divergences = sample(count(acts, periods), periods, settings)
    p = samples["p"].reshape(-1, 2, periods)
    return Fit(p, diagnose(samples, divergences))
