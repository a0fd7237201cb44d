"""Events, coded in PLOVER.

The lexicon (`lang/en/events.tsv`) proposes, its constraints decide, the
dependency tree gives actors, recipients, time, place and status. A new event
type is a file in `schema/events/`, rows in the lexicon and a case in
`tests/cases/events/`; no code.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from dragoman.model import (
    Event,
    EventStatus,
    Place,
    Report,
    Sentence,
    Span,
    Statement,
    Time,
    When,
)
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.events.acts import Act, find_acts
from dragoman.read.events.circumstances import Circumstances, find_contexts
from dragoman.read.events.classes import is_who, lemma_of
from dragoman.read.events.confidence import make_confidence
from dragoman.read.events.people import People
from dragoman.read.events.rating import NAME as RATED
from dragoman.read.events.sameness import link_same
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import Trigger
from dragoman.schema.event_types import load_event_types

__all__ = ["find_events"]

RATED_ORIGIN = "model:events@1"
ORIGIN = "rule:en/events/{}@1"
SKIPPED_PASSAGES = frozenset({"credit", "boilerplate", "dateline"})
MAX_TRIGGER_WORDS = 6
DEFINITE = frozenset({"the", "this", "that"})

Finding = TypeVar("Finding")


class _ByPlace(Generic[Finding]):
    """Findings in order of place, so that those in a sentence are found by bisection."""

    def __init__(self, findings: Iterable[Finding], start: Callable[[Finding], int]) -> None:
        self._findings = sorted(findings, key=start)
        self._starts = [start(f) for f in self._findings]

    def inside(self, sentence: Sentence) -> list[Finding]:
        """The findings that start within the sentence."""
        first = bisect_left(self._starts, sentence.start)
        return self._findings[first : bisect_left(self._starts, sentence.end)]


def _trigger_span(analysis: Analysis, trigger: Trigger) -> Span:
    """The head with the further words of its entry, as far as they stand together."""
    parts = (p for p in trigger.parts if not is_who(trigger.tree, p))
    words = sorted((*trigger.words, *parts), key=lambda t: t.index)
    if words[-1].index - words[0].index < MAX_TRIGGER_WORDS:
        return analysis.span_of(*words)
    return analysis.span_of(*trigger.words)


def _claims(statements: Iterable[Statement], trigger: Span) -> tuple[str, ...]:
    """The ids of the statements in whose content a trigger stands."""
    return tuple(s.id for s in statements if any(c.covers(trigger) for c in s.content))


def _clean_when(when: When | None, status: EventStatus, report: Report) -> When | None:
    """None for a time that cannot be the event's own: what has happened is not of the future.

    `He called for elections next June` dates the elections, not the call.
    """
    if when is None or when.from_ is None or status in {"future", "possible"}:
        return when
    published = report.published
    return None if published and when.from_[:10] > published[:10] else when


def _make_event(
    analysis: Analysis, act: Act, around: Circumstances, statements: Iterable[Statement]
) -> Event:
    span = _trigger_span(analysis, act.trigger)
    claims = _claims(statements, span)
    told: EventStatus = "claimed" if claims else "asserted"
    who, entry = act.participants, act.trigger.entry
    status = act.status or told
    return Event(
        id=analysis.make_id("eve", span, act.type),
        type=act.type,
        mode=act.mode,
        contexts=find_contexts(act.trigger.tree.sentence),
        trigger=span,
        actors=who.actors,
        recipients=who.recipients,
        when=_clean_when(around.when(act.trigger), status, analysis.report),
        where=around.where(act.trigger),
        quantities=around.quantities(act.trigger),
        status=status,
        statements=claims,
        intensity=load_event_types()[act.type].intensity_of(act.mode),
        confidence=make_confidence(
            entry, has_actor=bool(who.actors), has_recipient=bool(who.recipients)
        ),
        origin=RATED_ORIGIN if entry.name == RATED else ORIGIN.format(entry.name),
    )


def find_events(
    analysis: Analysis,
    cast: Cast,
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    statements: tuple[Statement, ...],
) -> tuple[Event, ...]:
    """Every event in reading order; offsets count in the repaired text.

    Times, places and statements are those found in the same analysis.
    """
    people = People(analysis, cast)
    times_at = _ByPlace(times, lambda t: t.span.start)
    places_at = _ByPlace(places, lambda p: p.span.start)
    found: list[Event] = []
    heads: dict[str, Trigger] = {}
    for number, sentence in enumerate(analysis.sentences):
        if sentence.kind in SKIPPED_PASSAGES or not sentence.tokens:
            continue
        tree = Tree(sentence)
        senses = analysis.senses[number] if analysis.senses else None
        acts = find_acts(tree, people, senses)
        if acts:
            around = Circumstances(
                analysis, tree, times_at.inside(sentence), places_at.inside(sentence)
            )
            made = [_make_event(analysis, act, around, statements) for act in acts]
            heads |= {e.id: act.trigger for e, act in zip(made, acts, strict=True)}
            found += made
    return link_same(
        found,
        places,
        lambda e: lemma_of(heads[e.id].head),
        lambda e: _is_bare(heads[e.id]),
    )


def _is_bare(trigger: Trigger) -> bool:
    """`the attack`, `that raid`: a noun for what has been told, and nothing said of it."""
    kids = trigger.tree.kids(trigger.head)
    definite = any(k.text.lower() in DEFINITE for k in kids)
    return trigger.head.tag == "NN" and definite and all(k.dep in {"det", "punct"} for k in kids)
