"""Where reports contradict each other: on a happening's toll, date, place, doer, or whether it was;
on a statement's speaker, whether it was denied, or a figure in it.

Reports of one root cannot contradict each other by themselves: what differs between them
is drift. So a conflict needs two tellings that no root is common to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, Literal, Protocol, TypeVar

from dragoman.analyse.figures import figures_of
from dragoman.analyse.passings import PassedOn, Passing
from dragoman.analyse.tellings import Telling, Told
from dragoman.lang.data import load_words
from dragoman.link.words import lemmas_in
from dragoman.model import Quantity, Report
from dragoman.model.links import Happening, LinkedStatement

Slot = Literal["denial", "toll", "date", "place", "actor"]
StatementSlot = Literal["denial", "speaker", "number"]
# The most consequential first: whether it was at all, how many, when, where, by whom.
SLOTS: tuple[Slot, ...] = ("denial", "toll", "date", "place", "actor")
STATEMENT_SLOTS: tuple[StatementSlot, ...] = ("denial", "speaker", "number")
_DAYS = frozenset({"day", "time"})
_EXACT_PLACES = frozenset({"city", "admin2"})


class Witness(Protocol):
    """One report's word for something, and whose reporting that is."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def roots(self) -> tuple[str, ...]:
        """Its independent origins."""


W = TypeVar("W", bound=Witness)


@dataclass(frozen=True, slots=True)
class Side(Generic[W]):
    """One value of a slot, and the tellings that give it."""

    value: str
    tellings: tuple[W, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one slot of one happening that cannot all be right."""

    happening: Happening
    slot: Slot
    what: str
    sides: tuple[Side[Telling], ...]


@dataclass(frozen=True, slots=True)
class StatementConflict:
    """Values of one slot of one statement that cannot all be right."""

    statement: LinkedStatement
    slot: StatementSlot
    what: str
    sides: tuple[Side[Passing], ...]


def find_conflicts(told: Iterable[Told]) -> tuple[Conflict, ...]:
    """The conflicts of all happenings, the most consequential first, then by number of origins."""
    found = [c for t in told if len(t.tellings) > 1 for c in _conflicts(t)]
    return tuple(sorted(found, key=_rank))


def _rank(conflict: Conflict) -> tuple[int, int, str]:
    return SLOTS.index(conflict.slot), -_origins(conflict.sides), conflict.happening.id


def _origins(sides: Iterable[Side[W]]) -> int:
    """How many origins have a side."""
    return len({r for side in sides for t in side.tellings for r in t.roots})


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
    if sides := _sides(told.tellings, value_of):
        yield Conflict(told.happening, slot, what, sides)


def _sides(tellings: Iterable[W], value_of: Callable[[W], str | None]) -> tuple[Side[W], ...]:
    """The values that tellings give, with who gives each; none unless independent ones differ."""
    sides: dict[str, list[W]] = {}
    for telling in tellings:
        value = value_of(telling)
        if value is not None:
            sides.setdefault(value, []).append(telling)
    if not any(_independent(a, b) for a, b in combinations(sides.values(), 2)):
        return ()
    return tuple(Side(v, tuple(ts)) for v, ts in sorted(sides.items()))


def _independent(one: Sequence[Witness], other: Sequence[Witness]) -> bool:
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


def find_statement_conflicts(passed: Iterable[PassedOn]) -> tuple[StatementConflict, ...]:
    """The conflicts of all statements, the most consequential first, then by number of origins."""
    found = [c for p in passed if p.reports > 1 for c in _of_statement(p)]
    return tuple(sorted(found, key=_statement_rank))


def _statement_rank(conflict: StatementConflict) -> tuple[int, int, str]:
    slot = STATEMENT_SLOTS.index(conflict.slot)
    return slot, -_origins(conflict.sides), conflict.statement.id


def _of_statement(passed: PassedOn) -> Iterable[StatementConflict]:
    statement, passings = passed.statement, passed.passings
    if sides := _sides(passings, _said):
        yield StatementConflict(statement, "denial", "whether it was denied", sides)
    if sides := _sides(passings, _speaker):
        yield StatementConflict(statement, "speaker", "who said it", sides)
    for of in sorted({of for p in passings for of, _ in figures_of(p.words)}):
        if sides := _sides(passings, lambda p, of=of: _figure(p.words, of)):  # type: ignore[misc]
            yield StatementConflict(statement, "number", of, sides)


def _said(passing: Passing) -> str | None:
    """Whether a report has a statement denied or said; None without a verb of saying."""
    cue = passing.statement.cue
    if cue is None:
        return None
    denied = load_words("en", "denial_verbs") & set(lemmas_in(cue.text))
    return "denied" if denied else "said"


def _speaker(passing: Passing) -> str | None:
    """To whom a report attributes a statement, if it is somebody known.

    An outlet says what others said: it is taken for no speaker.
    """
    known = passing.known
    return known.name if known is not None and known.type != "outlet" else None


def _figure(words: str, of: str) -> str | None:
    values = {value for noun, value in figures_of(words) if noun == of}
    return values.pop() if len(values) == 1 else None
