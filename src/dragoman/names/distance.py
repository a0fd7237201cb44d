"""How far apart two words sound: a weighted edit distance over sounds.

Costs are set by hand from romanisation practice (which letters writers use
for which Arabic, Persian and Turkish sounds); 1 is an unrelated consonant.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from dragoman.names.sounds import ARABIC_LETTER, skeleton_of, sounds_of

_ALL = "aeiou" + "bptTjhxdDrzsSCGfvqkglmnwyZ'AEY"
# Two sounds in the wrong order, a slip of the pen (Damerau 1964): `Marcon` for `Macron`.
SLIP = 0.5
_VOWELISH = frozenset("aeiouAEY'")


def _default(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if (a in _VOWELISH) != (b in _VOWELISH):
        return 1.2
    return 0.6 if a in _VOWELISH else 1.0


@dataclass(frozen=True, slots=True)
class _Costs:
    """What hearing one sound for another costs, and leaving one out."""

    swap: dict[str, dict[str, float]]
    drop: dict[str, float]


def _make_costs(pairs: str, drops: str) -> _Costs:
    swap = {a: {b: _default(a, b) for b in _ALL} for a in _ALL}
    for pair in pairs.split():
        swap[pair[0]][pair[1]] = swap[pair[1]][pair[0]] = float(pair[2:])
    drop = dict.fromkeys(_ALL, 1.0) | {x[0]: float(x[1:]) for x in drops.split()}
    return _Costs(swap, drop)


@cache
def _costs(*, cross: bool) -> _Costs:
    table = tomllib.loads(files("dragoman.names").joinpath("costs.toml").read_text("utf-8"))
    if cross:
        both = table["same_script"] + table["cross_script"]
        return _make_costs(both, table["drop_cross_script"])
    return _make_costs(table["same_script"], table["drop_same_script"])


def _distance(a: str, b: str, costs: _Costs, limit: float) -> float:
    """Weighted edit distance; `limit + 1` as soon as it is sure to exceed `limit`."""
    drop, drops = costs.drop, [costs.drop[y] for y in b]
    above = [0.0, *accumulate(drops)]
    before: list[float] = []
    last = ""
    for x in a:
        row, lose = costs.swap[x], drop[x]
        left = above[0] + lose
        line = [left]
        swaps = last and last != x and last in b
        for n, y in enumerate(b):
            left = min(above[n] + row[y], above[n + 1] + lose, left + drops[n])
            if swaps and n and y == last and b[n - 1] == x:
                left = min(left, before[n - 1] + SLIP)
            line.append(left)
        if min(line) > limit:
            return limit + 1
        before, above, last = above, line, x
    return above[-1]


def _weight(sounds: str) -> float:
    return sum(0.4 if x in _VOWELISH else 1.0 for x in sounds)


def _edges(x: str, y: str) -> float:
    """Extra cost of another first consonant, and of another final vowel (`Nadia`, `Nadie`)."""
    cost = 0.0
    if x[0] != y[0] and not (x[0] in _VOWELISH and y[0] in _VOWELISH):
        cost += 0.15 if _costs(cross=False).swap[x[0]][y[0]] > 0.2 else 0.0
    if x[-1] != y[-1] and "a" in (x[-1], y[-1]) and (x[-1] in _VOWELISH or y[-1] in _VOWELISH):
        cost += 0.12
    return cost


# A cost beyond which two words are never one name.
_HOPELESS = 2.0
# Set by eye on spellings and look-alikes: steepness and middle.
_STEEPNESS, _MIDDLE, _PER_WEIGHT = 9.0, 0.42, 0.05
_CROSS_STEEPNESS, _CROSS_MIDDLE = 7.0, 0.75


@lru_cache(maxsize=65_536)
def words_alike(a: str, b: str) -> float:
    """How likely two single words are spellings of one, in [0, 1]."""
    if a == b:
        return 1.0
    cross = bool(ARABIC_LETTER.search(a)) != bool(ARABIC_LETTER.search(b))
    bones, others = skeleton_of(a), skeleton_of(b)
    if abs(len(bones) - len(others)) > (2 if cross else 1):
        return 0.0
    if not cross and bones[:1] != others[:1] and bones[-1:] != others[-1:]:
        # Neither the first nor the last consonant: not worth a closer look.
        return 0.0
    x, y = sounds_of(a), sounds_of(b)
    if not x or not y:
        return 0.0
    weight = (_weight(x) + _weight(y)) / 2
    cost = _distance(x, y, _costs(cross=cross), _HOPELESS)
    if cost > _HOPELESS:
        return 0.0
    if cross:
        return 1 / (1 + math.exp(_CROSS_STEEPNESS * (cost - _CROSS_MIDDLE)))
    cost += _edges(x, y) + 0.02 * min(5, abs(len(a) - len(b))) + (0.02 if x == y else 0.06)
    middle = _MIDDLE + _PER_WEIGHT * (min(weight, 12) - 3)
    raw = 1 / (1 + math.exp(_STEEPNESS * (cost - middle)))
    return raw / (1 / (1 + math.exp(-_STEEPNESS * middle)))
