"""Draws from the model of balance with NumPyro's Hamiltonian Monte Carlo, the same on every run.

Trajectories are of random length (Bou-Rabee and Sanz-Serna, Randomized Hamiltonian Monte Carlo,
Annals of Applied Probability 27(4), 2017), step size and scales adapted in warm-up as in Stan.
Scaled so, this posterior is close to a normal one, and that is enough: the no-U-turn sampler gives
the same intervals at two to ten times the cost (docs/balance.md).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np

from dragoman.analyse.balance.counts import Array, Counts
from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.settings import Settings

# Rows, links and roots are filled up to at least so many, or to the next quarter of a power of
# two, so that fits of about one size share what was compiled. What is filled up has no weight; a
# root without acts is its prior.
_ROWS, _LINKS, _ROOTS = 64, 64, 16
# A quarter turn of a normal distribution is 1.6 and a half turn 3.1; in between, both middles and
# ends of intervals get the most effective draws.
_TRAJECTORY = 2.5
_SHORTEST, _LONGEST = 0.5, 1.5
Samples = dict[str, Array]


def sample(counts: Counts, periods: int, settings: Settings) -> tuple[Samples, int]:
    """Draws by name, arrays [chain, draw, ...], and how many of them diverged.

    `p` is [chain, draw, pole, period], `tau` [chain, draw, pole], `sigma_u` [chain, draw].
    All chains run as one vectorised computation on the CPU in double precision, so neither the
    number of cores nor a graphics card changes a digit.
    Raises BalanceError where NumPyro or ArviZ is not installed.
    """
    jax = _load_jax()
    data = _fill_up(counts, settings)
    starts, lengths = _draw_starts(periods, len(data["roots"]), settings)
    with jax.enable_x64(True), jax.default_device(jax.devices("cpu")[0]):
        keys = jax.random.split(jax.random.key(settings.seed), settings.chains)
        run = _compile(periods, settings.warmup, settings.target_accept)
        drawn, diverged = run(keys, starts, lengths, data)
        return {name: np.asarray(a) for name, a in drawn.items()}, int(diverged.sum())


def _load_jax() -> Any:
    """JAX, if all that the model needs is there. It takes a second, so it is loaded here."""
    for package, name in (("numpyro", "NumPyro"), ("arviz", "ArviZ")):
        if importlib.util.find_spec(package) is None:
            raise BalanceError(f"{name} is not installed: pip install 'dragoman[balance]'")
    import jax

    return jax


def _fill_up(counts: Counts, settings: Settings) -> dict[str, Array]:
    """What the model takes: the table, filled up with what weighs nothing, and scales of priors."""
    rows = ("pole", "period", "cooperative", "hostile")
    links = ("link_row", "link_root", "link_share")
    filled = {name: _pad(getattr(counts, name), _ROWS) for name in rows}
    filled |= {name: _pad(getattr(counts, name), _LINKS) for name in links}
    # Only its length tells the model anything.
    filled["roots"] = _pad(np.zeros(len(counts.roots)), _ROOTS)
    scales = ("start_scale", "step_scale", "root_scale")
    return filled | {name: np.array(getattr(settings, name), np.float64) for name in scales}


def _pad(values: Array, least: int) -> Array:
    length = max(least, len(values))
    step = max(least, 2 ** (length.bit_length() - 3))
    return np.pad(values, (0, length + -length % step - len(values)))


def _draw_starts(periods: int, roots: int, settings: Settings) -> tuple[Samples, Array]:
    """Where each chain starts, and the lengths of its trajectories [chain, step].

    Drawn by NumPy, since what JAX draws itself takes seconds to compile.
    """
    shapes = {"tau": (2,), "sigma_u": (), "start": (2, 1), "steps": (2, periods - 1), "u": (roots,)}
    random = np.random.default_rng(settings.seed)
    chains = settings.chains
    starts = {name: random.uniform(-1, 1, (chains, *shape)) for name, shape in shapes.items()}
    lengths = random.uniform(_SHORTEST, _LONGEST, (chains, settings.warmup + settings.draws))
    return starts, _TRAJECTORY * lengths


def model(data: dict[str, Any], periods: int) -> None:
    """The model in NumPyro's words.

    Walk and roots are not centred: where there is little evidence, which is the rule here, their
    posterior is a funnel otherwise (Betancourt and Girolami, Hamiltonian Monte Carlo for
    hierarchical models, 2015).
    """
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist

    def normals(name: str, *shape: int) -> Any:
        return numpyro.sample(name, dist.Normal(0, 1).expand(shape).to_event(len(shape)))

    tau = numpyro.sample("tau", dist.HalfNormal(data["step_scale"]).expand([2]).to_event(1))
    sigma_u = numpyro.sample("sigma_u", dist.HalfNormal(data["root_scale"]))
    start = data["start_scale"] * normals("start", 2, 1)
    steps = tau[:, None] * normals("steps", 2, periods - 1)
    eta = jnp.cumsum(jnp.concatenate([start, steps], axis=1), axis=1)
    u = sigma_u * normals("u", len(data["roots"]))
    effects = data["link_share"] * u[data["link_root"]]
    effect = jnp.zeros(len(data["pole"])).at[data["link_row"]].add(effects)
    odds = eta[data["pole"], data["period"]] + effect
    told = data["cooperative"] * jax.nn.log_sigmoid(odds)
    told += data["hostile"] * jax.nn.log_sigmoid(-odds)
    numpyro.factor("likelihood", told.sum())
    numpyro.deterministic("p", jax.nn.sigmoid(eta))


@lru_cache(maxsize=16)
def _compile(
    periods: int, warmup: int, target_accept: float
) -> Callable[..., tuple[dict[str, Any], Any]]:
    """All chains as one function; tables of one size use what it compiled again."""
    import jax

    chain = partial(_run_chain, periods=periods, warmup=warmup, target_accept=target_accept)
    run: Callable[..., tuple[dict[str, Any], Any]] = jax.jit(jax.vmap(chain, (0, 0, 0, None)))
    return run


def _run_chain(
    key: Any,
    start: Any,
    lengths: Any,
    data: Any,
    *,
    periods: int,
    warmup: int,
    target_accept: float,
) -> tuple[dict[str, Any], Any]:
    """One chain: what it drew after its warm-up, and which draws diverged."""
    import jax
    from numpyro.infer.hmc import hmc
    from numpyro.infer.util import constrain_fn, potential_energy

    told = partial(model, periods=periods)
    init, step = hmc(
        potential_fn_gen=lambda d: partial(potential_energy, told, (d,), {}), algo="HMC"
    )
    state = init(
        start,
        warmup,
        target_accept_prob=target_accept,
        trajectory_length=_TRAJECTORY,
        model_args=(data,),
        rng_key=key,
    )

    def advance(state: Any, length: Any) -> tuple[Any, tuple[Any, Any]]:
        state = step(state._replace(trajectory_length=length), model_args=(data,))
        return state, (state.z, state.diverging)

    def tell(z: Any) -> dict[str, Any]:
        values = constrain_fn(told, (data,), {}, z, return_deterministic=True)
        return {name: values[name] for name in ("p", "tau", "sigma_u")}

    _, (z, diverging) = jax.lax.scan(advance, state, lengths)
    kept = jax.tree.map(lambda a: a[warmup:], z)
    return jax.vmap(tell)(kept), diverging[warmup:]
