"""Where reports contradict each other on one happening: toll, date, place, doer, or whether it was.

Reports of one root cannot contradict each other by themselves: what differs between them
is drift. So a conflict needs two tellings that no root is common to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from dragoman.analyse.tellings import Telling, Told
from dragoman.model import Quantity
from dragoman.model.links import Happening

Slot = Literal["denial", "toll", "date", "place", "actor"]
# The most consequential first: whether it was at all, how many, when, where, by whom.
SLOTS: tuple[Slot, ...] = ("denial", "toll", "date", "place", "actor")
_DAYS = frozenset({"day", "time"})
_EXACT_PLACES = frozenset({"city", "admin2"})


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a slot, and the tellings that give it."""

    value: str
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one slot of one happening that cannot all be right."""

    happening: Happening
    slot: Slot
    what: str
    sides: tuple[Side, ...]


def find_conflicts(told: Iterable[Told]) -> tuple[Conflict, ...]:
    """The conflicts of all happenings, the most consequential first, then by number of origins."""
    found = [c for t in told if len(t.tellings) > 1 for c in _conflicts(t)]
    return tuple(sorted(found, key=_rank))


def _rank(conflict: Conflict) -> tuple[int, int, str]:
    roots = {r for side in conflict.sides for t in side.tellings for r in t.roots}
    return SLOTS.index(conflict.slot), -len(roots), conflict.happening.id


def _conflicts(told: Told) -> Iterable[Conflict]:
    makers: tuple[tuple[Slot, str, Callable[[Telling], str | None]], ...] = (
        ("denial", "whether it was", _was),
        ("date", "when", _day),
        ("place", "where", _place),
        ("actor", "who did it", _doer),
    )
    for slot, what, value_of in makers:
        yield from _one(told, slot, what, value_of)
    for of in sorted({q.of for t in told.tellings for q in t.quantities}):
        yield from _one(told, "toll", of, lambda t, of=of: _count(t.quantities, of))  # type: ignore[misc]


def _one(
    told: Told, slot: Slot, what: str, value_of: Callable[[Telling], str | None]
) -> Iterable[Conflict]:
    sides: dict[str, list[Telling]] = {}
    for telling in told.tellings:
        value = value_of(telling)
        if value is not None:
            sides.setdefault(value, []).append(telling)
    if any(_independent(a, b) for a, b in combinations(sides.values(), 2)):
        made = tuple(Side(v, tuple(ts)) for v, ts in sorted(sides.items()))
        yield Conflict(told.happening, slot, what, made)


def _independent(one: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether two sides have tellings of different reports without a root in common."""
    return any(
        a.report.id != b.report.id and not set(a.roots) & set(b.roots) for a in one for b in other
    )


def _was(telling: Telling) -> str | None:
    if telling.status in ("asserted", "claimed"):
        return "happened"
    return "denied" if telling.status == "negated" else None


def _day(telling: Telling) -> str | None:
    when = telling.event.when
    if when is None or when.precision not in _DAYS or not when.from_:
        return None
    return when.from_[:10] if when.from_[:10] == (when.to or "")[:10] else None


def _place(telling: Telling) -> str | None:
    place = telling.place
    exact = place is not None and place.precision in _EXACT_PLACES and place.extent is None
    return place.name if place is not None and exact else None


def _doer(telling: Telling) -> str | None:
    return " and ".join(sorted(set(telling.powers))) or None


def _count(quantities: Sequence[Quantity], of: str) -> str | None:
    values = {q.value for q in quantities if q.of == of}
    return f"{values.pop():.10g}" if len(values) == 1 else None
