"""How long a balance takes beside a bare NumPyro run of the same model.

    python -m benchmarks.balance [--weeks 52] [--acts 600] [--roots 150]

Both draw 4 chains of 1,000 draws after 500 steps of warm-up, in a process of their own, from the
start of Python to the answer, so that compiling counts. The bare run is the model as its formula
has it, an act at a time, with the no-U-turn sampler and NumPyro's defaults.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

from benchmarks.pair import Pair

ACTS = """
import numpy as np
random = np.random.default_rng(0)
pole, period = random.integers(0, 2, {acts}), random.integers(0, {weeks}, {acts})
warm, root = random.random({acts}) < 0.6, random.integers(0, {roots}, {acts})
weight = random.uniform(0.5, 1, {acts})
"""
OURS = (
    ACTS
    + """
from dragoman.analyse.balance.model import Act, Settings, fit, points
rows = zip(pole, period, warm, weight, root, strict=True)
acts = [Act(int(p), int(t), bool(y), float(q), (f"root {{r}}",)) for p, t, y, q, r in rows]
settings = Settings()
found = fit(acts, {weeks}, settings)
points(found, settings)
print(found.diagnostics)
"""
)
BARE = (
    ACTS
    + """
import jax, jax.numpy as jnp, numpyro, numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS
numpyro.enable_x64()

def model():
    tau = numpyro.sample("tau", dist.HalfNormal(0.3).expand([2]))
    sigma = numpyro.sample("sigma", dist.HalfNormal(0.5))
    first = numpyro.sample("first", dist.Normal(0, 2.5).expand([2, 1]))
    steps = numpyro.sample("steps", dist.Normal(0, 1).expand([2, {weeks} - 1]))
    u = sigma * numpyro.sample("u", dist.Normal(0, 1).expand([{roots}]))
    walk = jnp.concatenate([first, tau[:, None] * steps], axis=1)
    eta = numpyro.deterministic("eta", jnp.cumsum(walk, axis=1))
    with numpyro.handlers.scale(scale=weight):
        likelihood = dist.Bernoulli(logits=eta[pole, period] + u[root])
        numpyro.sample("y", likelihood, obs=warm.astype(int))

mcmc = MCMC(NUTS(model), num_warmup=500, num_samples=1000, num_chains=4,
            chain_method="vectorized", progress_bar=False)
mcmc.run(jax.random.PRNGKey(0))
p = jax.nn.sigmoid(mcmc.get_samples()["eta"])
print(jnp.quantile(p[:, 0] - p[:, 1], jnp.array([0.05, 0.5, 0.95]), axis=0).shape)
"""
)


def measure(program: str) -> float:
    """Seconds that a program takes in a fresh process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return time.perf_counter() - started


def measure_balance(weeks: int = 52, acts: int = 600, roots: int = 150) -> Pair:
    """Seconds of a balance, ours and the bare run's."""
    size = {"weeks": weeks, "acts": acts, "roots": roots}
    return Pair(measure(OURS.format(**size)), measure(BARE.format(**size)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.balance", description=__doc__)
    for name, default in (("weeks", 52), ("acts", 600), ("roots", 150)):
        parser.add_argument(f"--{name}", type=int, default=default)
    pair = measure_balance(**vars(parser.parse_args()))
    table = Table(title="A balance beside a bare NumPyro run of the same model")
    for column in ("what", "dragoman", "bare NumPyro", "ratio"):
        table.add_column(column)
    table.add_row("seconds", f"{pair.ours:.0f}", f"{pair.bare:.0f}", f"{pair.ratio:.2f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
