"""The frozen types of what is found between reports: who is one, what is one, who relays whom.

A member is told by the id of its report and its own id there, so that a link
never copies what a reading holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dragoman.model.reading import ActorType, EventStatus
from dragoman.model.spans import Span

DriftKind = Literal["number", "date", "name", "attribution", "hedge", "omission", "addition"]
RelayKind = Literal["copy", "excerpt", "paraphrase", "quotation", "citation"]
Verdict = Literal["same", "different", "unsure"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """A finding of one report: the report's id and the finding's."""

    report: str
    finding: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two members, by whom and why; a human's outranks a model's.

    `score` is how likely they are the same, 0 to 1; `maker` names the model
    with its version, or the person; `made` is an ISO date-time in UTC, None for a model's.
    """

    left: Member
    right: Member
    verdict: Verdict
    score: float
    maker: str
    reason: str
    human: bool = False
    made: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """One actor over all reports that name him: his members, and the names they use."""

    id: str
    name: str
    type: ActorType
    country: str | None
    names: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def reports(self) -> frozenset[str]:
        """The ids of the reports that name him."""
        return frozenset(m.report for m in self.members)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event over all reports that tell of it.

    `actors` and `recipients` are linked actors' ids, or a report's own actor's id where he is
    linked to nobody.
    `from_` and `to` are ISO dates, both inclusive, None where no report tells them;
    `place` is a GeoNames id. `roots` are the independent origins of what is told.
    """

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    from_: str | None
    to: str | None
    place: int | None
    status: EventStatus
    events: tuple[Member, ...]
    roots: tuple[str, ...] = ()

    @property
    def reports(self) -> frozenset[str]:
        """The ids of the reports that tell of it."""
        return frozenset(m.report for m in self.events)


@dataclass(frozen=True, slots=True)
class LinkedStatement:
    """One statement that several reports pass on, the first of them first.

    `holders` are the linked actors to whom they attribute it, the most frequent first: several
    where reports do not agree. `roots` are the independent origins of it.
    """

    id: str
    holders: tuple[str, ...]
    statements: tuple[Member, ...]
    roots: tuple[str, ...] = ()

    @property
    def reports(self) -> frozenset[str]:
        """The ids of the reports that pass it on."""
        return frozenset(m.report for m in self.statements)


@dataclass(frozen=True, slots=True)
class Relay:
    """One report that passes on another, or an outlet that is not in the record.

    `root` is the id of the report relayed, None where only its `name` is known.
    `score` is how sure it is, 0 to 1; `relay_span` and `root_span` show the
    words, None where a citation or the whole of it shows it.
    """

    relay: str
    root: str | None
    name: str
    kind: RelayKind
    score: float
    relay_span: Span | None = None
    root_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed between a relay and its root; the side that lacks the words is None.

    Spans count code points of the reports' original texts. `what` says in a
    few words what changed.
    """

    kind: DriftKind
    relay: Span | None
    root: Span | None
    confidence: float
    what: str


@dataclass(frozen=True, slots=True)
class ReportRoots:
    """The independent origins of what a report tells, by name; its publisher for its own."""

    report: str
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDrift:
    """All that changed between a relay and its root, by the ids of the two reports.

    Where `source` names an outlet, both reports pass on its story, which is not in the record:
    `root` is then another relay, the earlier, and either may be the one that changed it.
    """

    relay: str
    root: str
    drift: tuple[Drift, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """All that linking found over the reports of a record.

    `maker` names the version of dragoman that linked, `reports` says over how many.
    """

    maker: str
    reports: int
    actors: tuple[LinkedActor, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    happenings: tuple[Happening, ...] = ()
    relays: tuple[Relay, ...] = ()
    roots: tuple[ReportRoots, ...] = ()
    drifts: tuple[ReportDrift, ...] = ()
    statements: tuple[LinkedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes(Generic[T]):
    """What came and went when reports were linked to a record that was linked before.

    `gone` are ids of what no longer is, or no longer is as it was; `new` is what is new or is
    now otherwise. What stayed as it was is in neither.
    """

    gone: tuple[str, ...] = ()
    new: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """What linking found now beside what it had found before; `whole` if nothing of that stays.

    Ids of what is gone: an actor's, a happening's, a statement's; the report's that relays, all
    of whose relays are replaced; the report's whose roots they are; `relay|root` of two reports
    that were compared; `left|right` of two findings that were judged. `origins` are the roots
    of happenings and statements of which nothing else changed. `state` names what linking
    keeps to go on from.
    """

    maker: str
    reports: int
    whole: bool
    actors: Changes[LinkedActor] = Changes()
    judgements: Changes[Judgement] = Changes()
    happenings: Changes[Happening] = Changes()
    relays: Changes[Relay] = Changes()
    roots: Changes[ReportRoots] = Changes()
    drifts: Changes[ReportDrift] = Changes()
    statements: Changes[LinkedStatement] = Changes()
    origins: tuple[tuple[str, tuple[str, ...]], ...] = ()
    state: str | None = None

    def as_links(self) -> Links:
        """All that is new, in the order in which a record gives it."""
        judged = sorted(self.judgements.new, key=lambda j: (j.left.finding, j.right.finding))
        return Links(
            self.maker,
            self.reports,
            tuple(sorted(self.actors.new, key=lambda a: a.id)),
            tuple(judged),
            tuple(sorted(self.happenings.new, key=lambda h: h.id)),
            tuple(sorted(self.relays.new, key=lambda r: r.relay)),
            tuple(sorted(self.roots.new, key=lambda r: r.report)),
            tuple(sorted(self.drifts.new, key=lambda d: (d.relay, d.root, d.source or ""))),
            tuple(sorted(self.statements.new, key=lambda s: s.id)),
        )


def changes_of(links: Links) -> LinkChanges:
    """Links as changes that replace all there was."""
    return LinkChanges(
        links.maker,
        links.reports,
        True,
        Changes((), links.actors),
        Changes((), links.judgements),
        Changes((), links.happenings),
        Changes((), links.relays),
        Changes((), links.roots),
        Changes((), links.drifts),
        Changes((), links.statements),
    )
