"""What counts as evidence: deeds and words of an actor towards a pole, each counted once.

The unit of deeds is the happening, of words the statement, however many reports tell of it.
Nothing here is guessed: what cannot be counted is left out, with the reason and its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.analyse.balance.parties import Party
from dragoman.analyse.balance.witnesses import (
    Witness,
    Words,
    by_root,
    occurrence,
    roots_of,
)
from dragoman.analyse.periods import By, place_interval, read_day, read_report_day
from dragoman.link.happenings.rows import day_number
from dragoman.schema.event_types import EventType, load_event_types

Kind = Literal["deeds", "words"]
DENIED = "every report that tells of it denies it"
NOT_YET = "not done: planned, threatened or only possible"
ECHOES = "told by reprints alone"
TOO_LONG = "its date is not exact enough"
NO_DATE = "neither it nor its first report has a date"
OUTSIDE = "outside the time asked for"
NEUTRAL = "neither for nor against"
BEFORE = "long before the reports (give --from to count it)"
AFTER = "after the last report (give --to to count it)"


@dataclass(frozen=True, slots=True)
class Sides:
    """Whose acts are asked for, and towards which two powers."""

    actor: Party
    poles: tuple[Party, Party]

    @property
    def reports(self) -> frozenset[str]:
        """The reports that name the actor and a pole: no other can tell of an act."""
        first, second = self.poles
        return self.actor.reports & (first.reports | second.reports)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One deed or statement towards one pole.

    `type` is a PLOVER type, or a stance; `intensity` is Goldstein's of the deed, None of words.
    `day` is by which it is placed in time, `first` and `last` the days between which it was;
    `by_report` is true where only its first report has a date. `occurrence` is how sure it is
    that it was so, `share` for how much its sides count by the user's groups. `roots` are the
    independent origins that tell so; `witnesses` are all reports of it, echoes among them.
    """

    id: str
    kind: Kind
    pole: int
    type: str
    mode: str | None
    cooperative: bool
    intensity: float | None
    day: date
    first: date
    last: date
    by_report: bool
    occurrence: float
    share: float
    roots: tuple[str, ...]
    witnesses: tuple[Witness, ...]

    @property
    def weight(self) -> float:
        """For how much it counts."""
        return self.occurrence * self.share

    @property
    def order(self) -> tuple[date, str, int]:
        """By day, then by id."""
        return self.day, self.id, self.pole


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be counted and why: ids of happenings or statements, with their words."""

    kind: Kind
    reason: str
    words: tuple[tuple[str, str], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """What it is, by id."""
        return tuple(id_ for id_, _ in self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence in order of time, and what was left out."""

    evidence: tuple[Evidence, ...]
    left_out: tuple[LeftOut, ...] = ()


Drafts = Mapping[tuple[str, int], Sequence[Witness]]
"""Witnesses by the id of what they tell and the pole it is towards, echoes marked."""


def settle(kind: Kind, drafts: Drafts, by: By) -> Found:
    """What witnesses tell as evidence: whether it was, what, and when."""
    found: list[Evidence] = []
    left_out: dict[str, dict[str, str]] = {}
    for (id_, pole), witnesses in sorted(drafts.items(), key=lambda item: item[0]):
        outcome = _settle_one(kind, id_, pole, tuple(witnesses), by)
        if isinstance(outcome, Evidence):
            found.append(outcome)
        else:
            left_out.setdefault(outcome, {})[id_] = sentence_of(witnesses)
    return Found(tuple(sorted(found, key=lambda e: e.order)), gather_left_out(kind, left_out))


def gather_left_out(kind: Kind, words: Mapping[str, Mapping[str, str]]) -> tuple[LeftOut, ...]:
    """What was left out by reason; `words` are sentences by reason and id."""
    return tuple(LeftOut(kind, reason, tuple(words[reason].items())) for reason in sorted(words))


def first_words(witnesses: Sequence[Witness]) -> Words | None:
    """The words of whoever speaks best for something: no echo, of a root's own report, first."""
    telling = [w for w in witnesses if w.words]
    best = min(
        telling,
        key=lambda w: (not w.counts, w.echo, w.own not in w.roots, w.order),
        default=None,
    )
    return best.words[0] if best else None


def sentence_of(witnesses: Sequence[Witness]) -> str:
    """The sentence of those words."""
    words = first_words(witnesses)
    return words.sentence if words else ""


def _settle_one(
    kind: Kind, id_: str, pole: int, witnesses: tuple[Witness, ...], by: By
) -> Evidence | str:
    sound = [w for w in witnesses if not w.echo]
    telling = [w for w in sound if w.counts]
    did = [w for w in telling if w.tells == "did"]
    if not did:
        return _why_not(telling)
    type_, mode, cooperative = _type_of(kind, did)
    if cooperative is None:
        return NEUTRAL
    dated = _date(sound, did, by)
    if isinstance(dated, str):
        return dated
    day, first, last, by_report = dated
    return Evidence(
        id_,
        kind,
        pole,
        type_,
        mode,
        cooperative,
        load_event_types()[type_].intensity_of(mode) if kind == "deeds" else None,
        day,
        first,
        last,
        by_report,
        occurrence(telling),
        max(w.counts for w in did),
        roots_of(telling),
        witnesses,
    )


def _why_not(telling: Sequence[Witness]) -> str:
    if not telling:
        return ECHOES
    return DENIED if any(w.tells == "denied" for w in telling) else NOT_YET


def _type_of(kind: Kind, did: Sequence[Witness]) -> tuple[str, str | None, bool | None]:
    """What most roots make of it, its mode by the first of them, and on which side that is."""
    votes = Counter(t for own in by_root(did).values() for t in {w.type for w in own})
    type_ = min(votes, key=lambda t: (-votes[t], t))
    mode = next((w.mode for w in did if w.type == type_ and w.mode), None)
    if kind == "words":
        return type_, mode, {"support": True, "oppose": False}.get(type_)
    known: EventType | None = load_event_types().get(type_)
    return type_, mode, known.side == "cooperation" if known else None


def _date(
    sound: Sequence[Witness], did: Sequence[Witness], by: By
) -> tuple[date, date, date, bool] | str:
    """Day, interval, and whether only the first report has a date; else why it has none."""
    interval = _interval(sound)
    if interval is not None:
        day = place_interval(*interval, by)
        return TOO_LONG if day is None else (day, *interval, False)
    first = min(did, key=lambda w: w.order)
    told = read_report_day(first.report.published, by)
    return NO_DATE if told is None else (told, told, told, True)


def _interval(witnesses: Sequence[Witness]) -> tuple[date, date] | None:
    """The interval that most roots support, of those the shortest; None where none is told.

    A root supports an interval that its own holds or meets.
    """
    told = [
        (first, last, w.roots)
        for w in witnesses
        if (first := read_day(w.first)) and (last := read_day(w.last)) and first <= last
    ]
    if not told:
        return None

    def rank(interval: tuple[date, date]) -> tuple[int, int, int]:
        first, last = interval
        roots = {r for a, b, roots in told if a <= last and first <= b for r in roots}
        return -len(roots), (last - first).days, day_number(first.isoformat())

    return min({(a, b) for a, b, _ in told}, key=rank)
