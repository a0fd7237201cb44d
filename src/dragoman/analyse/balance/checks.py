"""What an answer is tried against: reprints, proxies, intensities, a turn in time."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.evidence import Evidence, Sides
from dragoman.analyse.balance.model import Act, Change, Point, Settings, change, fit, points
from dragoman.analyse.balance.parties import Party
from dragoman.analyse.balance.placing import Placed, overall_of, place, to_acts
from dragoman.analyse.balance.search import Search
from dragoman.analyse.balance.verdict import Interval
from dragoman.analyse.periods import Period, number_of, place_interval, read_day


@dataclass(frozen=True, slots=True)
class Echoes:
    """What reprints change: nothing.

    `reports` tell of any of the evidence, `echoes` of them add nothing. `same` says that the acts
    are the same if these reports were not there. `naive` is the interval that would come out, too
    narrow, if every report were taken for an origin of its own; None where it was not asked for,
    or no report tells what another tells.
    """

    reports: int
    echoes: int
    same: bool
    naive: Interval | None = None
    naive_points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The balance with proxies counted for so much; None is as the user gave it."""

    weight: float | None
    overall: Interval | None
    acts: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of balance between the time before a happening and the time from it on."""

    happening: str
    day: date
    change: Change


def check_echoes(search: Search, placed: Placed, settings: Settings) -> Echoes:
    """How many reports only repeat, that nothing changes without them, what they would feign."""
    counted = {(e.id, e.pole) for e in placed.evidence}
    told = [w for key, ws in placed.drafts.items() if key in counted for w in ws if w.counts]
    echoes = {w.report.id for w in told if w.echo} - {w.report.id for w in told if not w.echo}
    acts = to_acts(placed.evidence, placed.periods)
    naive = to_naive_acts(placed.evidence, placed.periods)
    asked = search.question.feigned and placed.fitted is not None and placed.enough
    feigns = asked and len(naive) > len(acts)
    fitted = fit(naive, len(placed.periods), settings) if feigns else None
    return Echoes(
        len({w.report.id for w in told}),
        len(echoes),
        not echoes or _acts_without(echoes, search, placed) == acts,
        overall_of(fitted),
        points(fitted, settings) if fitted else (),
    )


def _acts_without(reports: Set[str], search: Search, placed: Placed) -> list[Act]:
    drafts = search.drafts(placed.sides, placed.kind, without=reports)
    return to_acts(search.find(placed.kind, drafts).evidence, placed.periods)


def to_naive_acts(evidence: Sequence[Evidence], periods: Sequence[Period]) -> list[Act]:
    """Every report's telling as an act of its own, as indices made of event counts have it.

    Whom nobody believes tells of no act.
    """
    return [
        Act(
            e.pole,
            number_of(e.day, periods),
            e.cooperative,
            w.certainty * w.counts,
            (f"report {w.report.id}",),
        )
        for e in evidence
        for w in e.witnesses
        if w.tells == "did" and w.certainty * w.counts > 0
    ]


def check_proxies(search: Search, placed: Placed, settings: Settings) -> tuple[Sensitivity, ...]:
    """The balance with proxies counted not at all, as given, and in full; nothing without them."""
    parties = (placed.sides.actor, *placed.sides.poles)
    if not any(p.proxies for p in parties):
        return ()
    rows = []
    for weight in (0.0, None, 1.0):
        actor, first, second = (_weigh(p, weight) for p in parties)
        sides = Sides(actor, (first, second))
        other = (
            placed if weight is None else place(search, sides, placed.kind, settings, sparse=False)
        )
        acts = to_acts(other.evidence, other.periods)
        rows.append(Sensitivity(weight, overall_of(other.fitted), len(acts)))
    return tuple(rows)


def _weigh(party: Party, weight: float | None) -> Party:
    return party if weight is None else party.with_proxies_at(weight)


def mean_intensities(evidence: Sequence[Evidence]) -> tuple[float | None, float | None]:
    """The mean of Goldstein's scale towards either pole, weighted, from -1 to 1.

    It is a check of direction, not a measure: the scale tells how much weightier an arrest is
    than a visit in the eyes of a panel (Goldstein, A conflict-cooperation scale for WEIS events
    data, Journal of Conflict Resolution 36(2), 1992), not how much more it tells of a stance.
    """
    first, second = (_mean([e for e in evidence if e.pole == n]) for n in (0, 1))
    return first, second


def _mean(evidence: Sequence[Evidence]) -> float | None:
    rated = [(e.weight, e.intensity / 10) for e in evidence if e.intensity is not None]
    total = sum(weight for weight, _ in rated)
    return sum(weight * value for weight, value in rated) / total if total else None


def find_turn(search: Search, placed: Placed) -> Turn | None:
    """The change around the happening asked for; None where nothing was worked out.

    Raises BalanceError where there is no such happening, or no time on both sides of it.
    """
    id_ = search.question.around
    if id_ is None:
        return None
    day = _day_of(search, id_, placed.evidence)
    if placed.fitted is None:
        return None
    before = [n for n, p in enumerate(placed.periods) if p.last < day]
    after = [n for n, p in enumerate(placed.periods) if p.last >= day]
    if not before or not after:
        if placed.kind == "words" and len(search.question.kinds) > 1:
            return None
        raise BalanceError(
            f"{id_} is of {day}: there is no {search.question.by} worked out on both sides of it"
        )
    return Turn(id_, day, change(placed.fitted, before, after))


def _day_of(search: Search, id_: str, evidence: Sequence[Evidence]) -> date:
    """The day of a happening: as it was counted, or the middle of its interval."""
    counted = next((e.day for e in evidence if e.id == id_), None)
    if counted is not None:
        return counted
    happening = next((h for h in search.links.happenings if h.id == id_), None)
    if happening is None:
        raise BalanceError(f"the record has no happening {id_!r}")
    first, last = read_day(happening.from_), read_day(happening.to)
    day = place_interval(first, last, search.question.by) if first and last else None
    if day is None:
        raise BalanceError(f"the date of {id_} is not exact enough for a before and an after")
    return day
