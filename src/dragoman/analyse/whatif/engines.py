"""The engines by name: what each makes of positions, saliences and capabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.analyse.whatif import bargaining, condorcet
from dragoman.analyse.whatif.case import Array, Inputs
from dragoman.analyse.whatif.votes import weighted_mean


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: `expect` gives the outcome it expects, `draw` one that may come of a draw.

    The second argument of `draw` is luck, between 0 and 1, for engines that leave something
    to it.
    """

    name: str
    about: str
    expect: Callable[[Inputs], Array]
    draw: Callable[[Inputs, Array], Array]
    experimental: bool = False


def _mean(inputs: Inputs) -> Array:
    return weighted_mean(inputs.position, inputs.weight)


ENGINES: dict[str, Engine] = {
    e.name: e
    for e in (
        Engine(
            "mean",
            "mean of the positions by capability x salience",
            _mean,
            lambda inputs, _: _mean(inputs),
        ),
        Engine(
            "condorcet",
            "probabilistic Condorcet election",
            condorcet.expect,
            condorcet.elect,
        ),
        Engine(
            "bargaining",
            "expected-utility bargaining",
            bargaining.bargain,
            lambda inputs, _: bargaining.bargain(inputs),
            experimental=True,
        ),
    )
}
