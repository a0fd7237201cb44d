"""How somebody stands between two powers: evidence from a record, the model, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.analyse.balance.checks import (
    Echoes,
    Sensitivity,
    Turn,
    check_echoes,
    check_proxies,
    find_turn,
    mean_intensities,
)
from dragoman.analyse.balance.evidence import Evidence, Kind, LeftOut, Sides
from dragoman.analyse.balance.model import Diagnostics, Point, Settings, points
from dragoman.analyse.balance.parties import Register
from dragoman.analyse.balance.placing import Placed, overall_of, place
from dragoman.analyse.balance.readings import Readings
from dragoman.analyse.balance.search import Question, Search, find_sides
from dragoman.analyse.balance.ungrouped import Ungrouped, find_ungrouped
from dragoman.analyse.balance.verdict import Interval, Seen, give_verdict, is_enough, say_seen
from dragoman.analyse.origins import find_origins
from dragoman.analyse.periods import Period, number_of
from dragoman.model.links import Links
from dragoman.record import Record


@dataclass(frozen=True, slots=True)
class Moment:
    """One week or month: its place on the scale, None where it was not worked out, and its acts."""

    period: Period
    point: Point | None
    evidence: tuple[Evidence, ...]

    @property
    def roots(self) -> frozenset[str]:
        """The independent roots of all acts."""
        return frozenset(root for e in self.evidence for root in e.roots)


@dataclass(frozen=True, slots=True)
class Measured:
    """The answer from deeds, or from words.

    `rests` says what the verdict rests on. `overall` is the balance on average over all
    periods, `intensity` the weighted mean of Goldstein's scale towards either pole, from -1 to
    1, None where there are no deeds. `ungrouped` are those towards whom the actor acted who are
    a pole's own, where too little is seen of that pole.
    """

    kind: Kind
    verdict: str
    rests: str
    enough: bool
    seen: tuple[Seen, Seen]
    moments: tuple[Moment, ...]
    overall: Interval | None
    diagnostics: Diagnostics | None
    turn: Turn | None
    echoes: Echoes
    sensitivity: tuple[Sensitivity, ...]
    intensity: tuple[float | None, float | None]
    left_out: tuple[LeftOut, ...]
    ungrouped: tuple[tuple[Ungrouped, ...], ...] = ((), ())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All acts in order of time."""
        return tuple(e for m in self.moments for e in m.evidence)


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found: the sides as they were understood, and deeds and words apart.

    `reports` name the actor; of `happenings` he is a doer, towards whomever.
    """

    question: Question
    sides: Sides
    settings: Settings
    measured: tuple[Measured, ...]
    reports: int = 0
    happenings: int = 0


def balance(record: Record, links: Links, question: Question, settings: Settings) -> Answer:
    """Work out how an actor of a linked record stands between two poles.

    Raises BalanceError with one sentence where the question cannot be answered as it was asked,
    or the model is needed and not installed.
    """
    register = Register(links)
    sides = find_sides(record, register, question)
    reports = record.reports()
    search = Search(Readings(record), register, question, find_origins(links, reports), reports)
    placed = [place(search, sides, k, settings, sparse=question.sparse) for k in question.kinds]
    measured = tuple(_measure(search, p, settings) for p in placed)
    doers = register.ids_of(sides.actor.members)
    done = sum(not doers.isdisjoint(h.actors) for h in links.happenings)
    return Answer(question, sides, settings, measured, len(sides.actor.reports), done)


def _measure(search: Search, placed: Placed, settings: Settings) -> Measured:
    overall = overall_of(placed.fitted)
    return Measured(
        placed.kind,
        give_verdict(placed.sides.actor.name, placed.seen, overall),
        say_seen(placed.kind, placed.seen),
        is_enough(placed.seen, overall),
        placed.seen,
        _moments(placed, settings),
        overall,
        placed.fitted.diagnostics if placed.fitted else None,
        find_turn(search, placed),
        check_echoes(search, placed, settings),
        check_proxies(search, placed, settings),
        mean_intensities(placed.evidence),
        placed.found.left_out,
        _ungrouped(search, placed),
    )


def _ungrouped(search: Search, placed: Placed) -> tuple[tuple[Ungrouped, ...], ...]:
    """Who might count for each pole of whose deeds too little is seen."""
    return tuple(
        find_ungrouped(search, placed.sides.actor, pole)
        if placed.kind == "deeds" and not seen.enough
        else ()
        for pole, seen in zip(placed.sides.poles, placed.seen, strict=True)
    )


def _moments(placed: Placed, settings: Settings) -> tuple[Moment, ...]:
    own: dict[int, list[Evidence]] = {}
    for evidence in placed.evidence:
        own.setdefault(number_of(evidence.day, placed.periods), []).append(evidence)
    on_scale = points(placed.fitted, settings) if placed.fitted else ()
    return tuple(
        Moment(period, on_scale[n] if on_scale else None, tuple(own.get(n, ())))
        for n, period in enumerate(placed.periods)
    )
