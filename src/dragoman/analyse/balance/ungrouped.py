"""Who is a power's own, was acted towards, and counts for it only once the user groups him.

Only what reports tell makes somebody a power's own: that his current offices and memberships
are of it more often than of any other of its kind, or that they describe him as of that state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analyse.balance.parties import Party, Register
from dragoman.analyse.balance.search import Search
from dragoman.analyse.periods import read_day
from dragoman.model import Actor
from dragoman.model.links import Happening, LinkedActor, Member
from dragoman.record import RelationLine
from dragoman.schema.event_types import load_event_types

_OWN = frozenset({"office", "member", "part-of"})
# States are powers of their own, and papers speak for themselves.
_NOBODYS = frozenset({"state", "outlet"})


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """Somebody who is a power's own: his name, what makes him so, and how much was done to him.

    `tie` is his office or membership (`president of Turkey`), or `described as of Turkey`.
    """

    name: str
    tie: str
    happenings: int


def find_ungrouped(search: Search, actor: Party, pole: Party) -> tuple[Ungrouped, ...]:
    """Those of a pole's own towards whom an actor acted, of whom most is told first."""
    register = search.register
    done = _acts_towards(search, actor, pole)
    unlinked = search.readings.record.actors_of([x for x in done if x not in register.actors])
    known: Mapping[str, Actor | LinkedActor] = {**register.actors, **unlinked}
    offices = _offices(search.readings.record.relations(), register, pole)
    members = (register.of.get(m) for m in pole.members)
    states = {m.country for m in members if m and m.type == "state" and m.country}
    # Whom linking does not know is one by his words, in however many reports.
    happenings: dict[str, set[str]] = defaultdict(set)
    ties: dict[str, Counter[str]] = defaultdict(Counter)
    for id_ in done.keys() & known.keys():
        who = known[id_]
        told = offices.get(id_, Counter())
        if not told and who.country in states and who.type not in _NOBODYS:
            told = Counter([f"described as of {pole.name}"])
        if told:
            happenings[who.name] |= done[id_]
            ties[who.name] += told
    found = [
        Ungrouped(name, min(ties[name], key=lambda t: (-ties[name][t], t)), len(ids))
        for name, ids in happenings.items()
    ]
    return tuple(sorted(found, key=lambda u: (-u.happenings, u.name)))


def _acts_towards(search: Search, actor: Party, pole: Party) -> dict[str, set[str]]:
    """The happenings that an actor did to each who does not count for a pole, by ids."""
    ids_of = search.register.ids_of
    doers = ids_of(actor.members)
    counted = doers | ids_of(pole.members) | ids_of(m for p in pole.proxies for m in p.members)
    done: dict[str, set[str]] = defaultdict(set)
    for happening in search.links.happenings:
        if not doers.isdisjoint(happening.actors) and _was(happening, search):
            for id_ in {*happening.recipients, *_met(happening)} - counted:
                done[id_].add(happening.id)
    return done


def _was(happening: Happening, search: Search) -> bool:
    """Whether it is told as done, and not as of another time than that asked for."""
    first, last = read_day(happening.from_), read_day(happening.to)
    asked = search.question
    early = asked.first is not None and last is not None and last < asked.first
    late = asked.last is not None and first is not None and first > asked.last
    return happening.status in ("asserted", "claimed") and not early and not late


def _met(happening: Happening) -> Iterable[str]:
    """Of a meeting all who take part are told as its doers."""
    known = load_event_types().get(happening.type)
    return happening.actors if known is not None and known.reciprocal else ()


def _offices(
    relations: Iterable[RelationLine], register: Register, pole: Party
) -> dict[str, Counter[str]]:
    """The offices and memberships of those who are a pole's own by them, by holders' ids."""
    kinds = {a.type for m in pole.members if (a := register.of.get(m))}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for line in relations:
        if line.kind not in _OWN or line.status != "current":
            continue
        (holder,) = register.ids_of([Member(line.report, line.subject)])
        object_ = Member(line.report, line.object)
        power = register.of.get(object_)
        if object_ in pole.members:
            found[holder][_word_tie(line, pole.name)] += 1
        elif power is not None and power.type in kinds:
            others[holder][power.id] += 1
    return {
        holder: titles
        for holder, titles in found.items()
        if titles.total() > max(others[holder].values(), default=0)
    }


def _word_tie(line: RelationLine, pole: str) -> str:
    title = line.title or line.kind
    return title if pole in title else f"{title} of {pole}"
