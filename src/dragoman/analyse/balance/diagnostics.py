"""Whether the sampler's draws can be trusted, in numbers and in plain words.

R-hat and effective sample sizes are those of Vehtari, Gelman, Simpson, Carpenter and Bürkner,
Rank-normalization, folding, and localization: an improved R-hat (Bayesian Analysis 16(2), 2021),
as ArviZ computes them; divergences those of Betancourt, A conceptual introduction to Hamiltonian
Monte Carlo (2017).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.analyse.balance.counts import Array

# The paper's own advice.
MOST_R_HAT = 1.01
LEAST_ESS_PER_CHAIN = 100


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """How the sampler did. `warnings` are sentences for the reader; none means all is well.

    `r_hat` is the worst over all quantities, `ess_bulk` and `ess_tail` the least effective
    number of draws for medians and for ends of intervals. `draws` counts those kept in each
    chain, `divergences` those that went astray.
    """

    r_hat: float
    ess_bulk: float
    ess_tail: float
    divergences: int
    draws: int
    chains: int
    warnings: tuple[str, ...] = ()


def diagnose(samples: Mapping[str, Array], divergences: int) -> Diagnostics:
    """Look at draws, arrays [chain, draw, ...] by name of quantity."""
    with warnings.catch_warnings():
        # It announces its next major version, which is not the reader's matter.
        warnings.simplefilter("ignore", FutureWarning)
        import arviz as typed

    # It has types for some of its functions only.
    arviz: Any = typed
    chains, draws = next(iter(samples.values())).shape[:2]
    # One array is ten times as quick for ArviZ as one for each quantity.
    flat = np.concatenate([a.reshape(chains, draws, -1) for a in samples.values()], axis=2)
    data = arviz.convert_to_dataset({"x": flat})
    # Chains that never moved give no number, and that is said below.
    with np.errstate(divide="ignore", invalid="ignore"):
        r_hat = float(arviz.rhat(data)["x"].max(skipna=False))
        bulk = float(arviz.ess(data, method="bulk")["x"].min(skipna=False))
        tail = float(arviz.ess(data, method="tail")["x"].min(skipna=False))
    words = find_warnings(r_hat, float(np.min([bulk, tail])), divergences, draws, chains)
    return Diagnostics(r_hat, bulk, tail, divergences, draws, chains, words)


def find_warnings(
    r_hat: float, ess: float, divergences: int, draws: int, chains: int
) -> tuple[str, ...]:
    """What a reader must know before he believes an interval."""
    found = []
    # A number that could not be computed is as bad as a bad one.
    if not r_hat <= MOST_R_HAT:
        found.append(
            f"The {chains} chains of the sampler disagree (R-hat {r_hat:.3f}, should be at most "
            f"{MOST_R_HAT}): do not trust the intervals; ask for more draws and warm-up."
        )
    if not ess >= LEAST_ESS_PER_CHAIN * chains:
        found.append(
            f"The draws are worth only {ess:.0f} independent ones (should be at least "
            f"{LEAST_ESS_PER_CHAIN * chains}): the ends of intervals are rough; ask for more draws."
        )
    if divergences:
        found.append(
            f"{divergences} of {draws * chains} draws went astray (divergences): parts of what is "
            "possible may be missing, intervals may be too narrow; ask for a higher target_accept."
        )
    return tuple(found)
