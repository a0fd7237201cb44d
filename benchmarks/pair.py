"""What a benchmark gives: our figure and the bare parser's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Both figures, in one unit."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare parser's ours is."""
        return self.ours / self.bare
