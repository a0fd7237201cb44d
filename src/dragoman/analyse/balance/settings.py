"""What can be chosen about the model of balance: its priors, its sampler, its words' thresholds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Priors, sampler and thresholds; the defaults are those that docs/balance.md validates.

    `draws` and `warmup` are for each chain. `start_scale` is the standard deviation of the log
    odds in the first period: 2.5 lies between a share's flat prior and Jeffreys's. `step_scale`
    is the scale of the half-normal prior of a step's standard deviation, `root_scale` that of how
    far roots differ, both in log odds. `near` is how small a balance, and `favour` how large a
    share towards both poles must be, for an actor who is balancing.
    """

    seed: int = 0
    draws: int = 1000
    warmup: int = 500
    chains: int = 4
    start_scale: float = 2.5
    step_scale: float = 0.3
    root_scale: float = 0.5
    target_accept: float = 0.8
    near: float = 0.2
    favour: float = 0.5

    def __post_init__(self) -> None:
        """Raise ValueError where a number makes no sense."""
        if self.chains < 2 or self.draws < 4 or self.warmup < 1:
            raise ValueError("the sampler needs 2 chains, 4 draws and 1 step of warm-up at least")
        if min(self.start_scale, self.step_scale, self.root_scale) <= 0:
            raise ValueError("the scales of priors must be over 0")
        if not 0 < self.target_accept < 1:
            raise ValueError("target_accept must lie between 0 and 1")
