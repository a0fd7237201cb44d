"""How well it is found where two relays of one source differ, when the source is not at hand.

    python -m evaluate.common_task [--errors]

Pairs of short reports that we wrote (tests/cases/common), each of which passes on one story of
an outlet that is not there; some pass on two stories of one outlet, and nothing is to be
found. Both splits were written blind to the rules; `dev` was then looked at, `test` never is.
Found and told are counted as in `evaluate.drift_task`.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.link.drift import find_differences
from dragoman.link.roots import clean_outlet
from dragoman.model.links import Drift
from dragoman.read import read_report
from evaluate.drift_task import Pair, Tally, case_report, describe_errors

CASES = Path(__file__).parents[1] / "tests" / "cases" / "common"
SPLITS = ("dev", "test")


def load_pairs(split: str) -> Iterator[tuple[Pair, str, bool]]:
    """The pairs of a split with their source, and whether both pass on one story of it."""
    for path in sorted(CASES.glob("*.toml")):
        case = tomllib.loads(path.read_text("utf-8"))
        if case["split"] == split:
            sides = (case_report(case[s], f"{path.stem}/{s}") for s in ("relay", "other"))
            rows = (tuple(map(_as_root, case.get(kind, []))) for kind in ("drift", "same"))
            yield Pair(path.stem, split, *sides, *rows), case["source"], case["same_story"]


def _as_root(row: dict[str, str]) -> dict[str, str]:
    return {("root" if key == "other" else key): value for key, value in row.items()}


def find_pair(pair: Pair, source: str) -> tuple[Drift, ...] | None:
    """What is reported of a pair; None where the two are not held to have one story."""
    readings = read_report(pair.relay), read_report(pair.root)
    return find_differences(*readings, [clean_outlet(source)]).get(clean_outlet(source))


def _score_split(split: str) -> dict[str, float]:
    tally, other = Tally(), Tally()
    stories = met = 0
    for pair, source, one_story in load_pairs(split):
        found = find_pair(pair, source)
        (tally if one_story else other).add(pair, found or ())
        stories += one_story
        met += one_story and found is not None
    return {
        **tally.figures(split),
        f"{split}.stories": met / stories,
        f"{split}.other_stories_silent": other.silent / other.pairs,
    }


def score_common(_shared: Path | None = None) -> dict[str, float]:
    """Recall and precision on the own pairs, and how many are held to have one story."""
    return {name: x for split in SPLITS for name, x in _score_split(split).items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, or with `--errors` the errors on the pairs that may be looked at."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="the errors on dev")
    chosen: Any = options.parse_args(arguments)
    if chosen.errors:
        for pair, source, one_story in load_pairs("dev"):
            found = find_pair(pair, source)
            print(f"\n{pair.name}, {'one story' if one_story else 'two stories'}")
            print("not compared" if found is None else "compared")
            print(*describe_errors(pair, found or ()), sep="\n")
        return
    for name, value in score_common().items():
        print(f"{name:28}{value:8.3f}")


if __name__ == "__main__":
    main()
