"""A scenario with nothing left to look up: a range for every input, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.analyse.whatif.attention import Attention
from dragoman.analyse.whatif.quotes import Quote
from dragoman.analyse.whatif.scenario import KINDS, Kind, Range, Scenario

Array = NDArray[np.float64]
# Few enough to stay in a processor's cache.
_MOST_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class CaseInput:
    """One number about one actor: its range, and the words or happenings it rests on, if any."""

    actor: str
    kind: Kind
    range: Range
    quotes: tuple[Quote, ...] = ()
    attention: Attention | None = None

    @property
    def from_record(self) -> bool:
        """Whether the range was read from the record."""
        return bool(self.quotes) or self.attention is not None


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario ready to be answered.

    `inputs` hold position, salience and capability of each actor in turn; `notes` say in plain
    words what was left out.
    """

    scenario: Scenario
    actors: tuple[str, ...]
    inputs: tuple[CaseInput, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Numbers for an engine: three arrays with a row for each draw and a column for each actor."""

    position: Array
    salience: Array
    capability: Array

    @property
    def weight(self) -> Array:
        """Capability times salience: what an actor brings to bear on the issue."""
        return self.capability * self.salience


def in_turns(inputs: Inputs, work: Callable[[Inputs], Array]) -> Array:
    """What `work` gives for all draws, worked on few at a time: it compares all pairs of actors."""
    draws, count = inputs.position.shape
    step = max(1, _MOST_PAIRS // (count * count))
    parts = (slice(at, at + step) for at in range(0, draws, step))
    return np.concatenate(
        [work(Inputs(inputs.position[p], inputs.salience[p], inputs.capability[p])) for p in parts]
    )


def make_inputs(values: Array) -> Inputs:
    """Inputs from a row of numbers for each draw, in the order of a case's inputs."""
    parts = values.reshape(len(values), -1, len(KINDS))
    return Inputs(parts[:, :, 0], parts[:, :, 1], parts[:, :, 2])


def middles(case: Case) -> Array:
    """The middle of every input."""
    return np.array([i.range.middle for i in case.inputs], dtype=np.float64)
