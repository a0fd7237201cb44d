"""Whom a name means: the actors of reports that it stands for, and no others.

A prime minister is not his state, a militia is not its patron: a name means the one linked
actor that bears it, and besides those whom reports describe by just these words without naming
them (`protesters`). Whoever is to count for another is put into a group by the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.groups import Group, plain_name
from dragoman.link.actors.naming import code_of_state
from dragoman.model.links import LinkedActor, Links, Member
from dragoman.names import same
from dragoman.record import Record

# From this on two names are likely one; the best is taken if no other is as near as the margin.
LIKELY, MARGIN = 0.6, 0.15
# Names less alike than this are not even proposed; so many actors are compared one by one.
ALIKE, _MOST_COMPARED = 0.35, 50_000
# So many candidates are listed where a name is not clear.
MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Proxy:
    """Who acts for another: his findings, and the weight that the user gives to what he does."""

    name: str
    weight: float
    members: frozenset[Member]


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the question: the actors of reports that are it, and its proxies.

    `who` are the names of those it is made of, `missing` those of its group whom the record
    does not know.
    """

    name: str
    members: frozenset[Member]
    proxies: tuple[Proxy, ...] = ()
    who: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def weight_of(self, members: Iterable[Member]) -> float:
        """For how much some actors of a report count as this party: the most of any, 0 if none."""
        listed = list(members)
        if any(m in self.members for m in listed):
            return 1.0
        found = (p.weight for p in self.proxies if any(m in p.members for m in listed))
        return max(found, default=0.0)

    @property
    def reports(self) -> frozenset[str]:
        """The ids of the reports that name any of it."""
        proxies = (m.report for p in self.proxies for m in p.members)
        return frozenset([*(m.report for m in self.members), *proxies])

    def with_proxies_at(self, weight: float) -> Party:
        """The same with all proxies counted for so much."""
        return replace(self, proxies=tuple(replace(p, weight=weight) for p in self.proxies))


@dataclass(frozen=True, slots=True)
class Register:
    """The linked actors of a record, by id and by each of their members."""

    links: Links
    actors: Mapping[str, LinkedActor] = field(init=False)
    of: Mapping[Member, LinkedActor] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actors", {a.id: a for a in self.links.actors})
        object.__setattr__(self, "of", {m: a for a in self.links.actors for m in a.members})

    def ids_of(self, members: Iterable[Member]) -> frozenset[str]:
        """The ids by which happenings tell of some actors of reports."""
        linked = ((m, self.of.get(m)) for m in members)
        return frozenset(actor.id if actor else m.finding for m, actor in linked)


def find_party(record: Record, register: Register, name: str, groups: Mapping[str, Group]) -> Party:
    """Whom a name stands for: a group of the user's, or the actor that bears it.

    Raises BalanceError with the candidates where nobody or more than one answers to it.
    """
    group = groups.get(plain_name(name))
    if group is None:
        members, who = find_actor(record, register, name)
        return Party(who, members, who=(who,))
    found: list[tuple[frozenset[Member], str]] = []
    missing = []
    # The actor that bears the group's name is of the group, if there is one.
    for member in dict.fromkeys((group.name, *group.members)):
        try:
            found.append(find_actor(record, register, member))
        except NobodyError:
            if member != group.name:
                missing.append(member)
    proxies = []
    for proxy, weight in group.proxies:
        try:
            members, who = find_actor(record, register, proxy)
            proxies.append(Proxy(who, weight, members))
        except NobodyError:
            missing.append(proxy)
    if not found:
        raise NobodyError(f"the record knows nobody of the group {group.name!r}")
    everyone = frozenset[Member]().union(*(members for members, _ in found))
    names = tuple(dict.fromkeys(who for _, who in found))
    return Party(group.name, everyone, tuple(proxies), names, tuple(missing))


class NobodyError(BalanceError):
    """No actor of the record answers to a name."""


def find_actor(record: Record, register: Register, name: str) -> tuple[frozenset[Member], str]:
    """The actor of a name or id: his members in reports, and what he is called.

    Raises BalanceError with the candidates where nobody or more than one answers to it.
    """
    if known := register.actors.get(name) or _state(name, register):
        return frozenset(known.members), known.name
    matches = record.matches(name)
    wanted = plain_name(name)
    described = frozenset(
        Member(m.report, m.actor) for m in matches if plain_name(m.matched) == wanted
    )
    found = (register.of.get(Member(m.report, m.actor)) for m in matches)
    scored = _scores(name, [a for a in found if a] or register.actors.values())
    linked = _choose(name, scored)
    if linked is not None:
        others = frozenset(m for m in described if m not in register.of)
        return frozenset(linked.members) | others, linked.name
    # An office or a group that reports do not name: whoever is called so in a report, in that one.
    if described:
        return described, name
    near = f"; the nearest: {_list([a for a, _ in scored])}" if scored else ""
    raise NobodyError(f"the record has no actor {name!r}{near}")


def _state(name: str, register: Register) -> LinkedActor | None:
    """The state of a name, by whatever of its names: `US` for the United States."""
    code = code_of_state(name)
    states = [a for a in register.actors.values() if a.type == "state" and a.country == code]
    return states[0] if code and len(states) == 1 else None


def _scores(name: str, actors: Iterable[LinkedActor]) -> list[tuple[LinkedActor, float]]:
    """The linked actors whose names are like one, with how likely it is theirs, best first.

    What they are called by their office is no name of theirs.
    """
    distinct = list({a.id: a for a in actors}.values())[:_MOST_COMPARED]
    scored = [(a, max(same(name, n) for n in (a.name, *a.names))) for a in distinct]
    return sorted(
        (x for x in scored if x[1] >= ALIKE), key=lambda x: (-x[1], -len(x[0].members), x[0].id)
    )


def _choose(name: str, scored: Sequence[tuple[LinkedActor, float]]) -> LinkedActor | None:
    """Who is meant: whose name it is, else who bears it too, else whose is by far the nearest."""
    likely = [(a, score) for a, score in scored if score >= LIKELY]
    wanted = plain_name(name)
    named = [a for a, _ in likely if plain_name(a.name) == wanted]
    called = [a for a, _ in likely if wanted in {plain_name(n) for n in a.names}]
    near = [a for a, score in likely if score > likely[0][1] - MARGIN]
    for found in (named, called, near):
        if len(found) == 1:
            return found[0]
        if found:
            raise BalanceError(
                f"{name!r} may be any of {len(found)}: {_list(found)}; give one of these ids"
            )
    return None


def _list(actors: Sequence[LinkedActor]) -> str:
    shown = [f"{a.name} ({a.type}, {a.id})" for a in actors[:MOST_LISTED]]
    more = len(actors) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
