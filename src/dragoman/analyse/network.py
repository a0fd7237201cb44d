"""Who is tied to whom, for and against: from happenings and standing relations, by roots.

A tie of acts goes from a doer to a recipient and holds the happenings between them, each once
however many reports tell of it; its sign is that of the more numerous side. A tie of a standing
relation holds the relations told; only `ally` and `opponent` have a sign. Nothing is inferred:
who is not told to have acted on somebody has no tie to him.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Literal

from dragoman.analyse.origins import Origins, find_origins
from dragoman.analyse.periods import Period, period_of, place_interval, read_day
from dragoman.model import ActorType
from dragoman.model.links import Happening, LinkedActor, Links, Member
from dragoman.record import RelationLine, ReportLine
from dragoman.schema.event_types import load_event_types

ACTS = "acts"
SIGNS = {"ally": 1, "opponent": -1}
Triad = Literal["+++", "++-", "+--", "---"]
# Two enemies of one enemy are at one, and so are three friends (Cartwright and Harary 1956).
BALANCED: tuple[Triad, ...] = ("+++", "+--")
UNBALANCED: tuple[Triad, ...] = ("++-", "---")


@dataclass(frozen=True, slots=True)
class Node:
    """A linked actor that has a tie."""

    id: str
    name: str
    type: ActorType
    country: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """What goes from one actor to another, in a month or at any time.

    `kind` is `acts`, or that of a standing relation. `happenings` are ids, those that cooperate
    and those that do not apart; `relations` are the findings. `roots` are the independent
    origins that tell of any of it.
    """

    source: str
    target: str
    kind: str
    period: Period | None
    cooperative: tuple[str, ...] = ()
    conflictual: tuple[str, ...] = ()
    relations: tuple[Member, ...] = ()
    roots: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 where neither prevails or the kind has no sign."""
        if self.kind != ACTS:
            return SIGNS.get(self.kind, 0)
        return _sign(len(self.cooperative) - len(self.conflictual))


@dataclass(frozen=True, slots=True)
class Network:
    """Actors with their ties in order, and how many triads of each signs there are.

    `undated` counts the happenings that months could not be told of.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    triads: Mapping[Triad, int]
    undated: int = 0


@dataclass(slots=True)
class _Strand:
    """A tie while it is gathered."""

    sides: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    relations: list[Member] = field(default_factory=list)
    roots: set[str] = field(default_factory=set)


_Key = tuple[str, str, str, Period | None]
_Gist = tuple[str, tuple[str, ...], tuple[str, ...]]


def make_network(
    links: Links,
    relations: Iterable[RelationLine],
    reports: Iterable[ReportLine],
    *,
    by_month: bool = False,
) -> Network:
    """The network of a record's linked actors.

    What is not done, or told by reprints alone, ties nobody. With `by_month` acts are apart by
    month, and those whose date is not known so well are left out; standing relations have none.
    """
    origins = find_origins(links, reports)
    strands: dict[_Key, _Strand] = defaultdict(_Strand)
    undated = _gather_acts(links, origins, strands, by_month=by_month)
    _gather_relations(links, origins, relations, strands)
    ties = tuple(_tie(key, strands[key]) for key in sorted(strands, key=_order))
    tied = {id_ for t in ties for id_ in (t.source, t.target)}
    nodes = sorted((a for a in links.actors if a.id in tied), key=lambda a: a.id)
    return Network(tuple(_node(a) for a in nodes), ties, count_triads(ties), undated)


def _node(actor: LinkedActor) -> Node:
    return Node(actor.id, actor.name, actor.type, actor.country)


def _order(key: _Key) -> tuple[str, str, str, date]:
    source, target, kind, period = key
    return source, target, kind, period.first if period else date.min


def _tie(key: _Key, strand: _Strand) -> Tie:
    return Tie(
        *key,
        tuple(sorted(strand.sides["cooperation"])),
        tuple(sorted(strand.sides["conflict"])),
        tuple(sorted(strand.relations, key=lambda m: (m.report, m.finding))),
        tuple(sorted(strand.roots)),
    )


def _gather_acts(
    links: Links, origins: Origins, strands: dict[_Key, _Strand], *, by_month: bool
) -> int:
    """Add every act to its tie; gives how many happenings had no month."""
    known = {a.id for a in links.actors}
    told: dict[_Gist, frozenset[str]] = defaultdict(frozenset)
    for happening in links.happenings:
        told[_gist(happening)] |= happening.reports
    undated = 0
    for happening in links.happenings:
        pairs = tuple(_pairs(happening, known)) if _was(happening) else ()
        if pairs and _is_echo(happening, origins, told):
            continue
        month = _month(happening) if by_month else None
        if by_month and month is None:
            undated += bool(pairs)
            continue
        side = load_event_types()[happening.type].side if pairs else ""
        for source, target in pairs:
            strand = strands[source, target, ACTS, month]
            strand.sides[side].append(happening.id)
            strand.roots.update(happening.roots)
    return undated


def _was(happening: Happening) -> bool:
    return happening.status in ("asserted", "claimed") and happening.type in load_event_types()


def _gist(happening: Happening) -> _Gist:
    return happening.type, happening.actors, happening.recipients


def _is_echo(happening: Happening, origins: Origins, told: Mapping[_Gist, frozenset[str]]) -> bool:
    """Whether it is told by copies alone, and what they copy tells of the like.

    A copy of another day may date the same words otherwise, and linking take them for news.
    """
    if not happening.reports <= origins.copies:
        return False
    copied = {root for r in happening.reports for root in origins.passes_on.get(r, ())}
    return not copied.isdisjoint(told[_gist(happening)])


def _pairs(happening: Happening, known: set[str]) -> Iterator[tuple[str, str]]:
    """Doers with recipients; of a meeting all who take part are told as its doers."""
    doers = [a for a in happening.actors if a in known]
    for source in doers:
        for target in happening.recipients:
            if target in known and target != source:
                yield source, target
    if load_event_types()[happening.type].reciprocal:
        for one, other in combinations(sorted(doers), 2):
            yield one, other
            yield other, one


def _month(happening: Happening) -> Period | None:
    first, last = read_day(happening.from_), read_day(happening.to)
    day = place_interval(first, last, "month") if first and last and first <= last else None
    return period_of(day, "month") if day else None


def _gather_relations(
    links: Links,
    origins: Origins,
    relations: Iterable[RelationLine],
    strands: dict[_Key, _Strand],
) -> None:
    linked = {m: a.id for a in links.actors for m in a.members}
    for line in relations:
        source = linked.get(Member(line.report, line.subject))
        target = linked.get(Member(line.report, line.object))
        sound = line.report not in origins.copies and line.status == "current"
        if source is None or target is None or source == target or not sound:
            continue
        strand = strands[source, target, line.kind, None]
        strand.relations.append(Member(line.report, line.id))
        strand.roots.update(origins.whole.get(line.report, ()))


def count_triads(ties: Sequence[Tie]) -> dict[Triad, int]:
    """How many three actors with three signed ties there are, by their signs.

    The sign of two actors is that of all ties between them, in whichever direction: acts by
    number of happenings, standing relations by number of roots. Balanced and unbalanced triads
    describe what was told; whether the latter change is no more than an old hypothesis.
    """
    sums: Counter[tuple[str, str]] = Counter()
    for tie in ties:
        one, other = sorted((tie.source, tie.target))
        acts = len(tie.cooperative) - len(tie.conflictual)
        sums[one, other] += acts if tie.kind == ACTS else tie.sign * len(tie.roots)
    signs = {pair: _sign(total) for pair, total in sums.items() if total}
    after: dict[str, set[str]] = defaultdict(set)
    for one, other in signs:
        after[one].add(other)
    names: tuple[Triad, ...] = ("+++", "++-", "+--", "---")
    found: dict[Triad, int] = dict.fromkeys(names, 0)
    for (one, other), sign in signs.items():
        for third in after[one] & after[other]:
            three = (sign, signs[one, third], signs[other, third])
            found[names[three.count(-1)]] += 1
    return found


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
