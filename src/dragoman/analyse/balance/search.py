"""A question to a record: whose acts are asked for, and what evidence there is within the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.evidence import (
    AFTER,
    BEFORE,
    OUTSIDE,
    Drafts,
    Evidence,
    Found,
    Kind,
    Sides,
    gather_left_out,
    sentence_of,
    settle,
)
from dragoman.analyse.balance.gather import Gatherer
from dragoman.analyse.balance.groups import Group
from dragoman.analyse.balance.parties import Register, find_party
from dragoman.analyse.balance.readings import Readings
from dragoman.analyse.balance.witnesses import Certainty
from dragoman.analyse.origins import Origins
from dragoman.analyse.periods import By, Period, period_of, periods_between, read_day
from dragoman.model.links import Links
from dragoman.record import Record, ReportLine

MOST_PERIODS = 520
# Reports tell of what was shortly before them; what was long before is history.
_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: who, between whom, by what stretches of time, and how.

    `around` is the id of a happening before and after which the balance is compared. `sparse`
    asks for the model's wide intervals even where there is not enough to place anybody, `feigned`
    for those that would come out if every report were an origin of its own.
    """

    actor: str
    poles: tuple[str, str]
    by: By = "week"
    kinds: tuple[Kind, ...] = ("deeds", "words")
    groups: Mapping[str, Group] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    around: str | None = None
    sparse: bool = True
    feigned: bool = False
    certainty: Certainty = field(default_factory=Certainty)


def find_sides(record: Record, register: Register, question: Question) -> Sides:
    """Who is meant by the names of a question; raises BalanceError where that is not clear."""
    actor, first, second = (
        find_party(record, register, name, question.groups)
        for name in (question.actor, *question.poles)
    )
    for one, other in ((actor, first), (actor, second), (first, second)):
        if one.members & other.members:
            raise BalanceError(
                f"{one.name} and {other.name} are one or share a member: "
                "a balance needs three sides"
            )
    return Sides(actor, (first, second))


@dataclass(frozen=True, slots=True)
class Search:
    """A question to a record, with whose reporting its reports pass on."""

    readings: Readings
    register: Register
    question: Question
    origins: Origins
    reports: tuple[ReportLine, ...]

    @property
    def links(self) -> Links:
        """What linking found in the record."""
        return self.register.links

    def drafts(self, sides: Sides, kind: Kind, without: Set[str] = frozenset()) -> Drafts:
        """All reports' words for the acts of one kind, as if some reports were not there."""
        gatherer = Gatherer(self.links, sides, self.origins, self.question.certainty)
        gather = gatherer.deeds if kind == "deeds" else gatherer.words
        return gather(lambda reports: self.readings.of([r for r in reports if r not in without]))

    def find(self, kind: Kind, drafts: Drafts) -> Found:
        """The evidence within the time asked for."""
        found = settle(kind, drafts, self.question.by)
        first, last = self._ends()
        kept: list[Evidence] = []
        out = {x.reason: dict(x.words) for x in found.left_out}
        for evidence in found.evidence:
            reason = None
            if first is not None and evidence.day < first:
                reason = OUTSIDE if self.question.first else BEFORE
            elif last is not None and evidence.day > last:
                reason = OUTSIDE if self.question.last else AFTER
            if reason:
                out.setdefault(reason, {})[evidence.id] = sentence_of(evidence.witnesses)
            else:
                kept.append(evidence)
        return Found(tuple(kept), gather_left_out(kind, out))

    def _ends(self) -> tuple[date | None, date | None]:
        """The first and the last day that count: those asked for, or those of the reports."""
        own = [r for r in self.reports if r.id not in self.origins.copies]
        days = [day for r in own if (day := read_day(r.published))]
        by = self.question.by
        first = period_of(min(days) - _BACK, by).first if days else None
        last = period_of(max(days), by).last if days else None
        return self.question.first or first, self.question.last or last

    def periods(self, evidence: Sequence[Evidence]) -> tuple[Period, ...]:
        """The weeks or months asked for, or those from the first act to the last."""
        days = [e.day for e in evidence]
        if not days:
            return ()
        by = self.question.by
        first, last = self.question.first or min(days), self.question.last or max(days)
        periods = periods_between(first, last, by)
        if len(periods) > MOST_PERIODS:
            raise BalanceError(
                f"{len(periods)} {by}s are more than can be worked out ({MOST_PERIODS}): "
                "give --from and --to"
            )
        return periods
