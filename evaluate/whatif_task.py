"""How the engines of what-if do on two public sets: a published example, and EU decisions.

    python -m evaluate.whatif_task --shared ../shared

`emission`: the introduction of emission standards (Bueno de Mesquita 1994), with a public
reference run of the bargaining model and table 2 of Scholz, Calbert and Smith (2011). `rounds`
is the share of the reference run's means, from the start to round 10, that are met to nine
digits; `table` the share of the table's 16 cells within 0.1.

`deu3`: decisions of the European Union (Thomson and others, DEU III) on axes from 0 to 100. An
issue counts if its outcome is known and two actors or more have a position and a salience.
Capability is that of the file's second row (GDP), or the same for all. Figures are one less
the mean absolute error as a part of the axis, so that more is better.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.analyse.whatif.bargaining import ROUNDS, run_rounds
from dragoman.analyse.whatif.case import Array, Inputs
from dragoman.analyse.whatif.condorcet import expect
from dragoman.analyse.whatif.votes import weighted_mean, weighted_median

ACTORS, LOG, DECISIONS = "ExampleActors.csv", "Example.log", "deu3.csv"
# Scholz, Calbert and Smith 2011, table 2: rounds 1 to 8.
TABLE_MEDIANS = (8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6)
TABLE_MEANS = (7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6)
START = (7.390, 7.0)
Engine = Callable[[Inputs], float]


@dataclass(frozen=True, slots=True)
class Round:
    """Mean and median of all positions by weight, ours and the reference run's mean."""

    mean: float
    median: float
    reference: float


@dataclass(frozen=True, slots=True)
class Decision:
    """An issue with its outcome; `gdp` has the file's capabilities, `alike` the same for all."""

    outcome: float
    gdp: Inputs
    alike: Inputs


def run_emission(shared: Path) -> list[Round]:
    """Our rounds of the example beside the reference run's."""
    folder = shared / "data/balance"
    with (folder / ACTORS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("Position", "Salience", "Capability")
    inputs = Inputs(*(np.array([[float(r[c]) for r in rows]]) for c in columns))
    log = (folder / LOG).read_text("utf-8")
    reference = [float(x) for x in re.findall(r"^Mean position: (\S+)", log, re.M)]
    return [
        Round(
            float(weighted_mean(at, inputs.weight)[0]),
            float(weighted_median(at, inputs.weight)[0]),
            expected,
        )
        for at, expected in zip(run_rounds(inputs), reference, strict=True)
    ]


def score_emission(shared: Path) -> dict[str, float]:
    """Shares of what is published of the example that is met."""
    rounds = run_emission(shared)
    start, table = rounds[0], rounds[1 : len(TABLE_MEANS) + 1]
    cells = [
        abs(ours - theirs) <= 0.1
        for r, median, mean in zip(table, TABLE_MEDIANS, TABLE_MEANS, strict=True)
        for ours, theirs in ((r.median, median), (r.mean, mean))
    ]
    begun = abs(start.mean - START[0]) < 5e-4 and start.median == START[1]
    met = [abs(r.mean - r.reference) < 1e-9 for r in rounds]
    return {
        "start": float(begun),
        "rounds": float(np.mean(met)),
        "table": float(np.mean(cells)),
    }


def read_decisions(shared: Path) -> Iterator[Decision]:
    """The issues that count, with those actors of whom all is known."""
    path = shared / "data/balance" / DECISIONS
    with path.open(encoding="latin-1", newline="") as file:
        names, capabilities, *rows = csv.reader(file, delimiter="\t")
    place = {name: n for n, name in enumerate(names)}
    actors = [n for n in names if n.startswith("p") and "s" + n[1:] in place and _known(n, names)]
    for row in rows:
        outcome = _number(row[place["out"]])
        told = [
            (_number(row[place[a]]), _number(row[place["s" + a[1:]]]), capabilities[place[a]])
            for a in actors
        ]
        full = [(p, s / 100, float(c)) for p, s, c in told if p is not None and s is not None]
        if outcome is not None and len(full) > 1:
            position, salience, gdp = (x[None, :] for x in np.array(full).T)
            yield Decision(
                outcome,
                Inputs(position, salience, gdp),
                Inputs(position, salience, np.ones_like(gdp)),
            )


def _known(name: str, names: list[str]) -> bool:
    """Whether a column is an actor's position: they stand between `pcom` and `puk`."""
    return names.index("pcom") <= names.index(name) <= names.index("puk")


def _number(cell: str) -> float | None:
    return float(cell) if cell.strip() else None


def after(rounds: int, measure: Callable[[Array, Array], Array]) -> Engine:
    """The bargaining model stopped after some rounds, its mean or its median."""

    def engine(inputs: Inputs) -> float:
        *_, last = run_rounds(inputs, rounds)
        return float(measure(last, inputs.weight)[0])

    return engine


ENGINES: dict[str, Engine] = {
    "mean": lambda i: float(weighted_mean(i.position, i.weight)[0]),
    "median": lambda i: float(weighted_median(i.position, i.weight)[0]),
    "condorcet": lambda i: float(expect(i)[0]),
    "bargaining_mean": after(ROUNDS, weighted_mean),
    "bargaining_median": after(ROUNDS, weighted_median),
    "constant_50": lambda _: 50.0,
}


def find_error(decisions: list[Decision], engine: Engine, *, alike: bool = False) -> float:
    """The mean absolute error of an engine."""
    errors = [abs(engine(d.alike if alike else d.gdp) - d.outcome) for d in decisions]
    return float(np.mean(errors))


def score_decisions(shared: Path) -> dict[str, float]:
    """One less each engine's mean absolute error as a part of the axis."""
    decisions = list(read_decisions(shared))
    figures = {name: 1 - find_error(decisions, e) / 100 for name, e in ENGINES.items()}
    figures["mean_alike"] = 1 - find_error(decisions, ENGINES["mean"], alike=True) / 100
    return figures


def _print_emission(shared: Path) -> None:
    print("Emission standards\nround  mean   reference  table  median  table")
    for n, r in enumerate(run_emission(shared)):
        told = 0 < n <= len(TABLE_MEANS)
        mean, median = (TABLE_MEANS[n - 1], TABLE_MEDIANS[n - 1]) if told else ("", "")
        print(f"{n:5}  {r.mean:.3f}  {r.reference:.3f}      {mean:5}  {r.median:<6.3f}  {median}")
    print(score_emission(shared))


def _print_decisions(shared: Path) -> None:
    decisions = list(read_decisions(shared))
    print(f"\nMean absolute error on {len(decisions)} issues of DEU III\n{'':24}GDP    alike")
    engines = {
        **ENGINES,
        **{
            f"bargaining_{name} @ {rounds}": after(rounds, measure)
            for rounds in (1, 2, 5)
            for name, measure in (("mean", weighted_mean), ("median", weighted_median))
        },
    }
    for name, engine in engines.items():
        by_gdp, alike = (find_error(decisions, engine, alike=a) for a in (False, True))
        print(f"{name:24}{by_gdp:.1f}   {alike:.1f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    _print_emission(shared)
    _print_decisions(shared)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
