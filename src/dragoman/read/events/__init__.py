"""Events, coded in PLOVER.

The lexicon (`lang/en/events.tsv`) proposes, its constraints decide, the
dependency tree gives actors, recipients, time, place and status. A new event
type is a file in `schema/events/`, rows in the lexicon and a case in
`tests/cases/events/`; no code.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from dragoman.model import (
    Event,
    EventStatus,
    Place,
    Relation,
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
from dragoman.read.events.counting import Told, count_from_events
from dragoman.read.events.lexicon import load_word_sets
from dragoman.read.events.narrative import Telling, date_by_order
from dragoman.read.events.people import People
from dragoman.read.events.rating import NAME as RATED
from dragoman.read.events.sameness import Words, link_same
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
    *,
    relations: tuple[Relation, ...] = (),
) -> tuple[tuple[Event, ...], tuple[Time, ...]]:
    """Every event in reading order, and the times, those counted from an event resolved.

    Times, places, statements and relations are those found in the same analysis.
    Offsets count in the repaired text.
    """
    people = People(analysis, cast)
    places_at = _ByPlace(places, lambda p: p.span.start)
    tellings = _find_tellings(analysis, people, times, places_at, statements)
    told = {t.event.id: t for t in tellings}
    events = link_same(
        date_by_order(tellings, times),
        places,
        Words(
            lambda e: lemma_of(told[e.id].trigger.head),
            lambda e: frozenset(lemma_of(p) for p in told[e.id].trigger.parts if p.pos == "NOUN"),
            lambda e: _known_noun(told[e.id]),
            lambda e: _victim(e, told[e.id].trigger, cast),
        ),
    )
    tellings = [replace(t, event=e) for t, e in zip(tellings, events, strict=True)]
    times_in = _ByPlace(times, lambda t: t.span.start).inside
    counted = count_from_events(
        times_in, _by_sentence(tellings), people, relations, analysis.report.published
    )
    if not counted:
        return events, times
    times = tuple(counted.get(t.id, t) for t in times)
    return tuple(_dated_anew(analysis, tellings, times, counted)), times


def _by_sentence(tellings: Iterable[Telling]) -> list[Told]:
    """The events of each sentence by where the words of their triggers start."""
    found: dict[int, Told] = {}
    for telling in tellings:
        told = found.setdefault(telling.sentence, Told(telling.trigger.tree, {}))
        words = dict.fromkeys((t.start for t in telling.trigger.words), telling.event)
        found[telling.sentence] = Told(told.tree, {**words, **told.events})
    return list(found.values())


def _dated_anew(
    analysis: Analysis,
    tellings: Sequence[Telling],
    times: tuple[Time, ...],
    counted: Mapping[str, Time],
) -> Iterator[Event]:
    """The events, those without a date given that of a time counted from another event."""
    starts = {t.span.start for t in counted.values() if t.from_}
    times_at = _ByPlace(times, lambda t: t.span.start)
    for telling in tellings:
        event, tree = telling.event, telling.trigger.tree
        near = any(tree.sentence.start <= s < tree.sentence.end for s in starts)
        if event.when is None and near:
            around = Circumstances(analysis, tree, times_at.inside(tree.sentence), ())
            when = around.when(telling.trigger)
            event = replace(event, when=_clean_when(when, event.status, analysis.report))
        yield event


def _find_tellings(
    analysis: Analysis,
    people: People,
    times: tuple[Time, ...],
    places_at: _ByPlace[Place],
    statements: tuple[Statement, ...],
) -> list[Telling]:
    """The events of every sentence, each with what its own clause tells of it."""
    times_at = _ByPlace(times, lambda t: t.span.start)
    found: list[Telling] = []
    paragraph, end = 0, 0
    for number, sentence in enumerate(analysis.sentences):
        paragraph += "\n" in analysis.text[end : sentence.start]
        end = sentence.end
        if sentence.kind in SKIPPED_PASSAGES or not sentence.tokens:
            continue
        tree = Tree(sentence)
        senses = analysis.senses[number] if analysis.senses else None
        acts = find_acts(tree, people, senses)
        if acts:
            around = Circumstances(
                analysis,
                tree,
                times_at.inside(sentence),
                places_at.inside(sentence),
                (index for a in acts for index in (a.trigger.head.index, *a.content)),
            )
            for act in acts:
                event = _make_event(analysis, act, around, statements)
                head = act.trigger.head
                noun = head if head.pos in {"NOUN", "PROPN"} else act.within
                found.append(Telling(event, act.trigger, noun, number, paragraph))
    return found


def _victim(event: Event, trigger: Trigger, cast: Cast) -> str | None:
    """The one person that an event says was killed."""
    if lemma_of(trigger.head) not in load_word_sets()["fatal"] or len(event.recipients) != 1:
        return None
    victim = cast.actor(event.recipients[0].actor)
    return victim.id if victim is not None and victim.type == "person" else None


def _known_noun(telling: Telling) -> str | None:
    """The lemma of `the attack`, `that raid`: a noun for what was told, and no more said of it."""
    noun = telling.noun
    if noun is None or noun.tag != "NN":
        return None
    kids = telling.trigger.tree.kids(noun)
    definite = any(k.text.lower() in DEFINITE for k in kids)
    bare = definite and all(k.dep in {"det", "punct"} for k in kids)
    return lemma_of(noun) if bare else None
