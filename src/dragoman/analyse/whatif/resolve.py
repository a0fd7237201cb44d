"""Fill in what a scenario asks of a record; what the record lacks is said, never guessed."""

from __future__ import annotations

from dragoman.analyse.whatif.attention import find_attention, share_range
from dragoman.analyse.whatif.case import Case, CaseInput
from dragoman.analyse.whatif.errors import ScenarioError
from dragoman.analyse.whatif.quotes import find_quotes, quoted_range
from dragoman.analyse.whatif.scenario import FromHappenings, FromQuotes, Scenario, ScenarioActor
from dragoman.analyse.whatif.source import Source


class _NothingError(Exception):
    """The record holds nothing of what an input asks for."""


def resolve(scenario: Scenario, source: Source | None = None) -> Case:
    """The scenario with a range for every input, from a record where it asks one.

    An actor of whom the record holds nothing is left out with a note where his entry says
    `missing: leave out`. Raises ScenarioError where it does not, where there is no record
    or it was not linked and that is needed, and where fewer than two actors are left.
    """
    if scenario.needs_record and source is None:
        raise ScenarioError(f"{scenario.file}: it reads from a record; say which: --record FILE")
    names: list[str] = []
    inputs: list[CaseInput] = []
    notes: list[str] = []
    for actor in scenario.actors:
        try:
            found = (_position(source, actor), _salience(source, actor, scenario.file))
        except _NothingError as nothing:
            if not actor.leave_out:
                raise ScenarioError(f"{scenario.file}: {nothing}") from None
            notes.append(f"{actor.name} is left out: {nothing}")
            continue
        inputs += (*found, CaseInput(actor.name, "capability", actor.capability))
        names.append(actor.name)
    if len(names) < 2:
        raise ScenarioError(f"{scenario.file}: fewer than two actors are left: {'; '.join(notes)}")
    return Case(scenario, tuple(names), tuple(inputs), tuple(notes))


def _position(source: Source | None, actor: ScenarioActor) -> CaseInput:
    wanted = actor.position
    if not isinstance(wanted, FromQuotes):
        return CaseInput(actor.name, "position", wanted)
    assert source is not None
    quotes = find_quotes(source, actor.names, wanted)
    if not quotes:
        raise _NothingError(f"{actor.name}.position: the record holds no statement that fits")
    return CaseInput(actor.name, "position", quoted_range(quotes), quotes)


def _salience(source: Source | None, actor: ScenarioActor, file: str) -> CaseInput:
    wanted = actor.salience
    if not isinstance(wanted, FromHappenings):
        return CaseInput(actor.name, "salience", wanted)
    assert source is not None
    if not source.is_linked:
        name = source.record.name
        raise ScenarioError(
            f"{file}: {actor.name}.salience: {name} has not been linked:"
            f" run `dragoman link {name}` first"
        )
    found = find_attention(source, actor.names, wanted.on)
    if not found.all:
        raise _NothingError(f"{actor.name}.salience: the record tells of nothing to count")
    shared = share_range(len(found.told), len(found.all))
    return CaseInput(actor.name, "salience", shared, attention=found)
