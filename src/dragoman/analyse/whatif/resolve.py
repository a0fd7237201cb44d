"""Fill in what a scenario asks of a record; what the record lacks is said, never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.analyse.whatif.attention import find_attention, share_range
from dragoman.analyse.whatif.case import Case, CaseInput
from dragoman.analyse.whatif.errors import ScenarioError
from dragoman.analyse.whatif.quotes import find_quotes, quoted_range
from dragoman.analyse.whatif.scenario import FromHappenings, FromQuotes, Scenario, ScenarioActor
from dragoman.model.links import Links
from dragoman.record import Record


@dataclass(frozen=True, slots=True)
class _Asked:
    """The record that a scenario asks, and what linking found in it."""

    file: str
    record: Record | None
    links: Links | None


class _NothingError(Exception):
    """The record holds nothing of what an input asks for."""


def resolve(scenario: Scenario, record: Record | None = None) -> Case:
    """The scenario with a range for every input.

    An actor of whom the record holds nothing is left out with a note where his entry says
    `missing: leave out`. Raises ScenarioError where it does not, where there is no record
    or it was not linked and that is needed, and where fewer than two actors are left.
    """
    if scenario.needs_record and record is None:
        raise ScenarioError(f"{scenario.file}: it reads from a record; say which: --record FILE")
    asked = _Asked(scenario.file, record, record.links() if record else None)
    names: list[str] = []
    inputs: list[CaseInput] = []
    notes: list[str] = []
    for actor in scenario.actors:
        try:
            inputs += (_position(asked, actor), _salience(asked, actor))
        except _NothingError as nothing:
            if not actor.leave_out:
                raise ScenarioError(f"{scenario.file}: {nothing}") from None
            notes.append(f"{actor.name} is left out: {nothing}")
            del inputs[len(names) * 3 :]
            continue
        inputs.append(CaseInput(actor.name, "capability", actor.capability))
        names.append(actor.name)
    if len(names) < 2:
        raise ScenarioError(f"{scenario.file}: fewer than two actors are left: {'; '.join(notes)}")
    return Case(scenario, tuple(names), tuple(inputs), tuple(notes))


def _position(asked: _Asked, actor: ScenarioActor) -> CaseInput:
    source = actor.position
    if not isinstance(source, FromQuotes):
        return CaseInput(actor.name, "position", source)
    assert asked.record is not None
    roots = {r.report: r.roots for r in asked.links.roots} if asked.links else {}
    quotes = find_quotes(asked.record, actor.names, source, roots)
    if not quotes:
        raise _NothingError(f"{actor.name}.position: the record holds no statement that fits")
    return CaseInput(actor.name, "position", quoted_range(quotes), quotes)


def _salience(asked: _Asked, actor: ScenarioActor) -> CaseInput:
    source = actor.salience
    if not isinstance(source, FromHappenings):
        return CaseInput(actor.name, "salience", source)
    assert asked.record is not None
    if asked.links is None:
        name = asked.record.name
        raise ScenarioError(
            f"{asked.file}: {actor.name}.salience: {name} has not been linked:"
            f" run `dragoman link {name}` first"
        )
    found = find_attention(asked.record, asked.links, actor.names, source.on)
    if not found.all:
        raise _NothingError(f"{actor.name}.salience: the record tells of nothing to count")
    shared = share_range(len(found.on_issue), len(found.all))
    return CaseInput(actor.name, "salience", shared, attention=found)
