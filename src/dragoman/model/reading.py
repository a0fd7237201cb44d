"""The frozen types of a reading: everything found in one report.

These are the types behind the public JSON contract (`docs/contract.md`);
`dragoman.model.contract` turns them into JSON and back. A span's offsets count
code points of the report's original text once the reading is finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.report import Report
from dragoman.model.spans import Span

PassageKind = Literal["dateline", "headline", "heading", "body", "caption", "credit", "boilerplate"]
MentionKind = Literal["name", "role", "descriptor", "pronoun"]
ActorType = Literal["person", "organisation", "outlet", "state", "group"]
LinkKind = Literal["outlet", "person", "organisation", "state", "anonymous"]
DatedBy = Literal["clause", "telling", "order"]
PlacePrecision = Literal["city", "admin2", "admin1", "region", "country"]
PlaceExtent = Literal["near", "part"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
StatementMode = Literal["direct", "indirect", "mixed"]
Stance = Literal["support", "neutral", "oppose"]
EventStatus = Literal["asserted", "claimed", "future", "possible", "negated"]
RoleStatus = Literal["current", "former"]
Tenure = Literal["acting", "designate"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a report with a kind."""

    span: Span
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names, describes or stands for an actor."""

    id: str
    span: Span
    kind: MentionKind
    type: ActorType | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or position an actor holds or held, with the words that say so."""

    title: str
    of: str | None
    status: RoleStatus
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state, outlet or group of one report: a set of mentions."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 value and, where known, the interval it denotes.

    `from_` and `to` are ISO dates or date-times, both inclusive; None where
    the report does not let them be known. `anchor` is the date it was counted
    from: the report's (`report`), its root's (`root`), another time's id, or None.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    from_: str | None = None
    to: str | None = None
    precision: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym, resolved against GeoNames where it could be.

    `lat` and `lon` are degrees (WGS 84); `country` is an ISO 3166-1 alpha-2
    code, `admin1` the name of the first-order division. `metonym` is true
    where the name stands for a government or names a people rather than a spot on
    the map. `precision` says how exact the coordinates are: what kind of place
    they are the middle of. `extent` says that the report means not simply the
    place: what lies by it (`near`: near, outside, so many miles from) or a
    `part` of it (`northern Iraq`); the coordinates are those of the named place.
    """

    id: str
    span: Span
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    metonym: bool = False
    precision: PlacePrecision | None = None
    extent: PlaceExtent | None = None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What a report says of a source that it does not name; at least one of the three.

    `country` is an ISO 3166 code, `office` what he is or does (`intelligence
    official`), `reason` the words that say that or why he is not named.
    """

    country: str | None
    office: str | None
    reason: Span | None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a source chain: the words, and whom they stand for.

    `unnamed` is for links of kind `anonymous` of which something is said.
    """

    span: Span
    actor: str | None
    name: str
    kind: LinkKind
    unnamed: Unnamed | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An actor that a statement is about: the words in its content that name or mean him.

    `stance` is how the sentence speaks of him, `confidence` how sure that is;
    both None where it is not clear. It is the tone of the words, not the policy
    of whoever says them.
    """

    span: Span
    actor: str
    stance: Stance | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words, opinion, belief or claim attributed to a source, outermost relay first in `chain`.

    `targets` are the other actors its content is about. The events it tells are
    in `Event.statements`.
    """

    id: str
    chain: tuple[Link, ...]
    cue: Span | None
    content: tuple[Span, ...]
    mode: StatementMode
    confidence: float
    origin: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of an event: the words, and the in-report actor they refer to."""

    span: Span
    actor: str | None


@dataclass(frozen=True, slots=True)
class When:
    """When an event happened: the `Time` that says so, and its interval as far as known.

    `by` tells how it dates the event: in the event's own `clause`, in another `telling` of
    the same happening, or by the `order` of the story.
    """

    time: str
    from_: str | None
    to: str | None
    precision: str | None
    by: DatedBy = "clause"


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event happened: the id of a `Place`."""

    place: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count that a report gives for an event, such as 13 `released`."""

    value: float
    of: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """What an actor did, plans, threatens or refuses, coded in PLOVER.

    `same_as` is the id of the first event of the report that tells of the same
    happening, None for that one itself and for what is told once.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    when: When | None
    where: Where | None
    quantities: tuple[Quantity, ...]
    status: EventStatus
    statements: tuple[str, ...]
    intensity: float | None
    confidence: float
    origin: str
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing tie between actors: office, membership, part-of, ally, opponent.

    `subject` and `object` are actor ids; `object` is None where the report
    does not say of what. `from_` and `to` are the ISO dates, as exact as the
    report tells, from and until which the tie held, both inclusive. `tenure`
    tells an office that is held for the time being, or not yet.
    """

    id: str
    kind: str
    subject: str
    object: str | None
    title: str | None
    status: RoleStatus
    span: Span
    confidence: float
    origin: str
    from_: str | None = None
    to: str | None = None
    tenure: Tenure | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """An outlet, agency or body whose reporting this report passes on."""

    name: str
    actor: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one report.

    `reader` names the version of dragoman that read it. A report in a
    language that is not read yet has `status` "language not read" and no
    findings.
    """

    report: Report
    reader: str
    status: Literal["read", "language not read"] = "read"
    roots: tuple[Root, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
