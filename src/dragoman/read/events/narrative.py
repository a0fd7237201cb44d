"""Dates by narrative order: what somebody did next in a story is of the same day.

`On Monday troops entered the village. They burned the school.` The narrative
convention (Lascarides and Asher 1993; Reichenbach's tenses in Derczynski and
Gaizauskas 2013) moves the story on with every verb in the simple past. News is
rarely told in order, so only the surest case is taken: the next sentence of the
same paragraph, by somebody who was part of what was dated, with a main verb in the
simple past and no time of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Event, Time, Token
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import Trigger

# What happened, in whoever's words: what is denied or planned did not.
TOLD = frozenset({"asserted", "claimed"})
_DAYS = frozenset({"day", "time"})
# Words that lead out of the story: `he had earlier met the envoy`, `a week before`.
_ELSEWHEN = frozenset(
    {"earlier", "previously", "already", "once", "ago", "before", "after", "since", "later"}
    | {
        "formerly",
        "meanwhile",
        "often",
        "repeatedly",
        "always",
        "never",
        "recently",
        "long",
        "when",
    }
)


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with its trigger, and the numbers of its sentence and paragraph.

    `noun` is the one that may go back to what was told before: `the attack`, `killed in the
    attack`; None where there is none.
    """

    event: Event
    trigger: Trigger
    noun: Token | None
    sentence: int
    paragraph: int


def date_by_order(tellings: Sequence[Telling], times: Sequence[Time]) -> list[Event]:
    """The events in the order given, those dated that only narrative order dates."""
    starts = sorted(t.span.start for t in times if t.type in ("DATE", "TIME", "SET"))
    events: list[Event] = []
    before: list[Telling] = []
    for telling in tellings:
        event = telling.event
        if event.when is None and event.status in TOLD and _moves_on(telling, starts):
            event = _dated(event, telling, before)
        events.append(event)
        before = [t for t in before if telling.sentence - t.sentence <= 1]
        before.append(replace(telling, event=event))
    return events


def _dated(event: Event, telling: Telling, before: Sequence[Telling]) -> Event:
    """The event with the one day of what its actors did or suffered in the sentence before."""
    who = {a.actor for a in event.actors if a.actor}
    days = {
        (t.event.when.from_, t.event.when.to): t.event.when
        for t in before
        if t.paragraph == telling.paragraph
        and t.sentence == telling.sentence - 1
        and t.event.when is not None
        and t.event.when.from_
        and t.event.status in TOLD
        and t.event.when.precision in _DAYS
        and who & {a.actor for a in (*t.event.actors, *t.event.recipients)}
    }
    if len(days) != 1:
        return event
    return replace(event, when=replace(next(iter(days.values())), by="order"))


def _moves_on(telling: Telling, starts: Sequence[int]) -> bool:
    """Whether an event is told by a main verb in the simple past, in a sentence without times."""
    tree, head = telling.trigger.tree, telling.trigger.head
    sentence = tree.sentence
    if bisect_left(starts, sentence.start) < bisect_left(starts, sentence.end):
        return False
    if tree.first_conjunct(head).dep != "ROOT" or not _is_past(tree, head):
        return False
    return not any(t.text.lower() in _ELSEWHEN for t in tree.tokens)


def _is_past(tree: Tree, verb: Token) -> bool:
    helpers = tree.kids(verb, "aux", "auxpass")
    if any(h.lemma.lower() == "have" or h.tag == "MD" for h in helpers):
        return False
    return verb.tag == "VBD" or any(h.tag == "VBD" for h in helpers)
