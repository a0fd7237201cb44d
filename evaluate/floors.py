"""Floors: the best scores so far. They rise when asked to and never fall silently."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FLOORS = Path(__file__).with_name("floors.json")
# The parser's arithmetic differs in the last digits between processors.
TOLERANCE = 0.002

Verdict = Literal["rise", "hold", "fall", "new"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside its floor."""

    task: str
    figure: str
    floor: float | None
    now: float

    @property
    def verdict(self) -> Verdict:
        """Whether the figure rose, held or fell; a figure without a floor is new."""
        if self.floor is None:
            return "new"
        if self.now < self.floor - TOLERANCE:
            return "fall"
        return "rise" if self.now > self.floor + TOLERANCE else "hold"


def load_floors(path: Path = FLOORS) -> dict[str, Any]:
    """The floors by task: {"gold": digest, "figures": {name: value}}."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def compare(task: str, figures: dict[str, float], floors: dict[str, Any]) -> list[Comparison]:
    """Every figure of a task beside its floor; a figure that is gone counts as fallen to 0."""
    known = floors.get(task, {}).get("figures", {})
    names = [*figures, *(n for n in known if n not in figures)]
    return [Comparison(task, n, known.get(n), figures.get(n, 0.0)) for n in names]


def raise_floors(
    floors: dict[str, Any], task: str, gold: str, comparisons: list[Comparison]
) -> dict[str, Any]:
    """The floors with every rise and new figure of a task taken over; none is lowered."""
    figures = {c.figure: max(c.now, c.floor if c.floor is not None else c.now) for c in comparisons}
    return {**floors, task: {"gold": gold, "figures": figures}}


def save_floors(floors: dict[str, Any], path: Path = FLOORS) -> None:
    """Write the floors, tasks and figures in order, so that a change reads well in a diff."""
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
