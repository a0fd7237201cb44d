"""How each report passes on a statement: to whom it attributes it, in what words, from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analyse.tellings import find_members
from dragoman.model import Reading, Report, Statement
from dragoman.model.links import LinkedActor, LinkedStatement, Links, Member


@dataclass(frozen=True, slots=True)
class Passing:
    """One report's statement, with whoever it is attributed to.

    `holder` is his name, the linked actor's where he is known; `known` is that actor.
    `roots` are the independent origins of the report.
    """

    report: Report
    statement: Statement
    holder: str
    known: LinkedActor | None
    roots: tuple[str, ...]

    @property
    def words(self) -> str:
        """What was said, as this report has it."""
        return " … ".join(span.text for span in self.statement.content)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A statement of several reports with every passing of it, the first report first."""

    statement: LinkedStatement
    passings: tuple[Passing, ...]

    @property
    def reports(self) -> int:
        """How many reports pass it on."""
        return len({p.report.id for p in self.passings})


def tell_statements(links: Links, readings: Iterable[Reading]) -> tuple[PassedOn, ...]:
    """The linked statements with the readings' own words; those of other reports are left out.

    Readings are gone through once and not kept. What most origins pass on comes first.
    """
    linked = {m: a for a in links.actors for m in a.members}
    roots = {r.report: r.roots for r in links.roots}
    wanted = {m for s in links.statements for m in s.statements}
    told = {
        member: _passing(reading, statement, linked, roots.get(member.report, ()))
        for member, reading, statement in find_members(readings, wanted, lambda r: r.statements)
    }
    found = []
    for linked_statement in links.statements:
        passings = tuple(told[m] for m in linked_statement.statements if m in told)
        if passings:
            found.append(PassedOn(linked_statement, passings))
    return tuple(sorted(found, key=_rank))


def _rank(passed: PassedOn) -> tuple[int, int, str, str]:
    first = passed.passings[0].report.published or "~"
    return -len(passed.statement.roots), -passed.reports, first, passed.statement.id


def _passing(
    reading: Reading,
    statement: Statement,
    linked: Mapping[Member, LinkedActor],
    roots: tuple[str, ...],
) -> Passing:
    last = statement.chain[-1] if statement.chain else None
    actor = last.actor if last else None
    known = linked.get(Member(reading.report.id, actor)) if actor else None
    name = known.name if known else last.name if last else ""
    return Passing(reading.report, statement, name, known, roots)
