"""The answer in a sentence: where somebody stands, or that there is not enough to say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.balance.evidence import Evidence, Kind

# Below any of these nobody is placed. Without any evidence the interval is 1.65 wide.
LEAST_ROOTS, LEAST_ACTS, WIDEST = 3, 3, 1.0
UNITS: dict[Kind, str] = {"deeds": "happening", "words": "statement"}
_SIDES: dict[Kind, tuple[str, str]] = {
    "deeds": ("cooperative", "conflictual"),
    "words": ("supporting", "opposing"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is about one pole: acts, how many of them cooperate, and by how many roots.

    `reports` counts all reports that tell of any of it, echoes among them.
    """

    pole: str
    acts: int
    cooperative: int
    roots: int
    reports: int

    @property
    def enough(self) -> bool:
        """Whether there is enough for a place to be given at all."""
        return self.roots >= LEAST_ROOTS and self.acts >= LEAST_ACTS


@dataclass(frozen=True, slots=True)
class Interval:
    """A median with its 5 and 95 % quantiles."""

    median: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """From end to end; the balance's scale is 2 wide."""
        return self.high - self.low

    @property
    def holds_zero(self) -> bool:
        """Whether neither pole can be ruled out."""
        return self.low <= 0 <= self.high


def see(evidence: Iterable[Evidence], pole: int, name: str) -> Seen:
    """What there is about one pole."""
    own = [e for e in evidence if e.pole == pole]
    reports = {w.report.id for e in own for w in e.witnesses if w.counts and w.tells == "did"}
    roots = {root for e in own for root in e.roots}
    return Seen(name, len(own), sum(e.cooperative for e in own), len(roots), len(reports))


def is_enough(seen: tuple[Seen, Seen], overall: Interval | None) -> bool:
    """Whether somebody may be placed: enough roots and acts for both poles, and not too wide."""
    narrow = overall is not None and overall.width <= WIDEST
    return seen[0].enough and seen[1].enough and narrow


def give_verdict(actor: str, seen: tuple[Seen, Seen], overall: Interval | None) -> str:
    """One sentence on where an actor stands, or that there is not enough to say so."""
    if not is_enough(seen, overall):
        words = f"not enough independent evidence to place {actor}"
        if overall is not None and seen[0].enough and seen[1].enough:
            words += f": the interval is {overall.width:.2f} wide, at most {WIDEST:g} would do"
        return f"{words}."
    assert overall is not None
    where = f"{overall.low:+.2f} to {overall.high:+.2f}"
    interval = f"balance {overall.median:+.2f}, 90 % interval {where}, {overall.width:.2f} wide"
    if overall.holds_zero:
        pole = f"towards which of them {actor} leans cannot be told"
        return f"{pole}: {interval}, zero is not excluded."
    pole = seen[0].pole if overall.median > 0 else seen[1].pole
    return f"{actor} leans towards {pole}: {interval}, zero is excluded."


def say_seen(kind: Kind, seen: tuple[Seen, Seen]) -> str:
    """What a verdict rests on."""
    return f"Seen: {'; '.join(_say_seen(s, kind) for s in seen)}."


def _say_seen(seen: Seen, kind: Kind) -> str:
    if not seen.acts:
        return f"towards {seen.pole} nothing that counts"
    first, second = _SIDES[kind]
    acts = count(seen.acts, UNITS[kind])
    sides = f"{seen.cooperative} {first}, {seen.acts - seen.cooperative} {second}"
    return f"towards {seen.pole} {acts} ({sides}) by {count(seen.roots, 'independent origin')}"


def count(number: int, noun: str) -> str:
    """A number of things in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
