"""What the entries of a report's page show: plain values, already in words, not yet HTML."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.export.highlight import Block
from dragoman.export.map import Map
from dragoman.model import Report
from dragoman.schema.event_types import load_event_types


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a finding came from: maker, version, confidence, the places it rests on."""

    maker: str
    version: str | None
    confidence: float | None
    id: str | None
    offsets: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part: a name, the report's words where they differ, the actor's entry.

    `unnamed` is what the report says of why a source is not named.
    """

    name: str
    words: str | None
    ref: str | None
    kind: str | None = None
    unnamed: str | None = None


@dataclass(frozen=True, slots=True)
class TargetView:
    """Whom a statement is about; `stance` in words, None where it is not clear."""

    party: Party
    stance: str | None
    words: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as its entry shows it."""

    ref: str
    chain: tuple[Party, ...]
    cue: str | None
    content: tuple[str, ...]
    mode: str
    events: tuple[tuple[str, str], ...]
    targets: tuple[TargetView, ...]
    origin: Origin

    @property
    def sources(self) -> str:
        """The chain as one line of text."""
        return " → ".join(p.name for p in self.chain)


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as its entry shows it; `when` and `where` are None where not known."""

    ref: str
    type: str
    quad: str | None
    definition: str | None
    mode: str | None
    contexts: tuple[str, ...]
    before: str
    trigger: str
    after: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    from_: str | None
    to: str | None
    when: str | None
    precision: str | None
    time_words: str | None
    dated_by: str | None
    where: str | None
    place_ref: str | None
    quantities: tuple[str, ...]
    status: str
    status_words: str
    according_to: tuple[tuple[str, str], ...]
    intensity: float | None
    first_ref: str | None
    origin: Origin

    @property
    def side(self) -> str | None:
        """`cooperation` or `conflict`, None for a type that PLOVER does not know."""
        known = load_event_types().get(self.type)
        return known.side if known else None


@dataclass(frozen=True, slots=True)
class RoleView:
    """An office: `prime minister` of `Iraq`, current or former."""

    title: str
    of: str | None
    status: str


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor as its entry shows it. `named` is false where the report only describes it."""

    ref: str
    name: str
    type: str
    aliases: tuple[str, ...]
    country: str | None
    roles: tuple[RoleView, ...]
    mentions: int
    named: bool
    origin: Origin
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who held an unnamed actor's office on the report's date, by the table of holders."""

    name: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place, with all the words that name it.

    `kind` says how exact it is (`city`, `province`); `extents` what else than
    the place itself the report means by it: `near it`, `a part of it`.
    """

    ref: str
    name: str
    kind: str | None
    extents: tuple[str, ...]
    detail: str | None
    coordinates: str | None
    geonameid: int | None
    words: tuple[str, ...]
    metonym: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class TimeView:
    """A time expression and what it means, as far as that can be known."""

    ref: str
    words: str
    value: str
    meaning: str | None
    precision: str | None
    anchor: str | None
    type: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class RelationView:
    """A standing tie between two actors."""

    ref: str
    kind: str
    subject: Party
    object: Party | None
    title: str | None
    status: str
    tenure: str | None
    held: str | None
    words: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class EventGroup:
    """The events of one date; `when` is None for those whose date is not known."""

    when: str | None
    precision: str | None
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything on a report's page.

    `heading` is the report's title, or its first words where it has none
    (`titled` is false then).
    """

    report: Report
    heading: str
    titled: bool
    published: str | None
    published_how: str | None
    candidates: tuple[str, ...]
    language: str | None
    roots: tuple[Party, ...]
    status: str
    reader: str
    blocks: tuple[Block, ...]
    statements: tuple[StatementView, ...]
    events: tuple[EventView, ...]
    event_groups: tuple[EventGroup, ...]
    actors: tuple[ActorView, ...]
    places: tuple[PlaceView, ...]
    map: Map | None
    times: tuple[TimeView, ...]
    relations: tuple[RelationView, ...]
