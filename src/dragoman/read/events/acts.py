"""The acts of one sentence: triggers with participants, status and type settled among them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.model import Argument, EventStatus, Token
from dragoman.read.events.lexicon import load_word_sets
from dragoman.read.events.participants import Casting, Participants
from dragoman.read.events.people import People
from dragoman.read.events.rating import Vectors, settle
from dragoman.read.events.status import find_status
from dragoman.read.events.tree import Tree, lemmas
from dragoman.read.events.triggers import Trigger, find_triggers
from dragoman.schema.event_types import load_event_types

VERBAL = frozenset({"VERB", "AUX"})
# `killed in the attack`, `killed by a bomb`: one act with the noun behind the preposition.
MERGING = frozenset({"in", "by", "during", "with", "after"})


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger with all that the sentence says of it."""

    trigger: Trigger
    type: str
    mode: str | None
    participants: Participants
    status: EventStatus | None
    # Indices of the heads of the acts that this one speaks of and that are none by themselves.
    content: frozenset[int] = frozenset()
    # The noun that says in what a verb's deed was done: `killed in the attack`.
    within: Token | None = None


class _Reader:
    """Settles the acts of one sentence."""

    def __init__(self, tree: Tree, people: People) -> None:
        self.tree = tree
        self.casting = Casting(tree, people)
        self.acts: dict[int, Act] = {}
        self.absorbed: set[int] = set()

    def read(self, triggers: list[Trigger]) -> list[Act]:
        # Nouns first: a verb's subject may be an event noun, which stands for its doers.
        for trigger in sorted(triggers, key=lambda t: (t.head.pos in VERBAL, t.head.index)):
            act = self._make(trigger)
            self.acts[trigger.head.index] = act
            if trigger.head.pos not in VERBAL:
                self.casting.acts[trigger.head.index] = act.participants.actors
        for index in sorted(self.acts, reverse=True):
            self._take_content(self.acts[index])
        for index in sorted(self.acts):
            self._merge(self.acts[index])
        return [self.acts[i] for i in sorted(self.acts) if i not in self.absorbed]

    def _make(self, trigger: Trigger) -> Act:
        participants = self.casting.participants(trigger)
        status = find_status(self.tree, trigger.head)
        act = Act(trigger, trigger.entry.type, trigger.entry.mode, participants, status)
        return self._turn(act)

    def _turn(self, act: Act) -> Act:
        """A plan to help is AGREE; saying that one will not is REJECT."""
        kind = load_event_types()[act.type]
        if act.status == "future" and kind.future:
            return replace(act, type=kind.future, mode=None)
        auxiliaries = lemmas(self.tree.kids(act.trigger.head, "aux"))
        will_not = act.status == "negated" and auxiliaries & {"will", "would", "wo"}
        if will_not and kind.future_negated and act.participants.actors:
            return replace(act, type=kind.future_negated, mode=None, status=None)
        return act

    def _take_content(self, act: Act) -> None:
        """An act of speech takes its content's participants and leaves it no event of its own."""
        kind = load_event_types()[act.type]
        if kind.content_is_event or act.trigger.entry.type != act.type:
            return
        participants, mode = act.participants, act.mode
        spoken_of: set[int] = set()
        for token in self.casting.content(act.trigger):
            inner = self.acts.get(token.index)
            if inner is None or token.index == act.trigger.head.index:
                continue
            spoken_of.add(token.index)
            mode = mode or self._mode_of_content(act.type, inner)
            if not participants.recipients:
                participants = replace(participants, recipients=self._asked(act, inner))
        if not participants.recipients:
            participants = replace(participants, recipients=self._fallback(act))
        self.absorbed |= spoken_of
        self.acts[act.trigger.head.index] = replace(
            act, participants=participants, mode=mode, content=frozenset(spoken_of)
        )

    def _asked(self, act: Act, inner: Act) -> tuple[Argument, ...]:
        """Of whom it is asked, or whom the refused or threatened act would reach."""
        theirs = inner.participants
        first, second = theirs.recipients, theirs.actors
        if act.type == "REQUEST":
            first, second = second, first
        mine = act.participants.actors
        for found in (first, second):
            rest = tuple(a for a in found if a not in mine)
            if rest:
                return rest
        return ()

    def _fallback(self, act: Act) -> tuple[Argument, ...]:
        for token in self.casting.content(act.trigger):
            if token.index not in self.acts:
                found = self.casting.beneath(token, act.participants.actors)
                if found:
                    return found
        return ()

    def _mode_of_content(self, type_: str, inner: Act) -> str | None:
        entry = inner.trigger.entry
        wanted = (f"{entry.type}/{entry.mode}", entry.type)
        modes = load_event_types()[type_].modes.values()
        for name in wanted:
            for mode in modes:
                if name in mode.content:
                    return mode.name
        return None

    def _merge(self, act: Act) -> None:
        """One act where a noun only says in what a verb of the same type was done."""
        head = act.trigger.head
        if head.pos not in VERBAL or act.type != "ASSAULT" or head.index in self.absorbed:
            return
        for inner_head in self._instruments(head):
            inner = self.acts.get(inner_head.index)
            if inner is None or inner.type != act.type or inner_head.index in self.absorbed:
                continue
            self.absorbed.add(inner_head.index)
            mine = act.participants
            actors = mine.actors or inner.participants.actors
            recipients = mine.recipients or inner.participants.recipients
            mode = act.mode or inner.mode
            who = Participants(actors, recipients)
            act = replace(act, participants=who, mode=mode, within=inner_head)
            self.acts[head.index] = act

    def _instruments(self, verb: Token) -> list[Token]:
        found = [s for s in self.tree.kids(verb, "nsubj", "nsubjpass") if s.pos == "NOUN"]
        for name in MERGING:
            found += self.tree.preps(verb, name)
        return found


def _is_at_home(act: Act) -> bool:
    """Whether the words around an act are those of politics rather than of sport or the arts."""
    sets = load_word_sets()
    tree = act.trigger.tree
    if not sets["arena"] & lemmas(t for t in tree.tokens if t.pos == "NOUN"):
        return True
    return any(t.entity in {"GPE", "NORP"} for t in tree.tokens)


def _is_by(who: tuple[Argument, ...], name: str) -> bool:
    """Whether all of them are words of a set, such as *you* or *everybody*."""
    return bool(who) and {a.span.text.lower() for a in who} <= load_word_sets()[name]


def _is_worth(act: Act) -> bool:
    """Whether an entry's precision bears an event with these participants."""
    everybody = act.participants.actors + act.participants.recipients
    if not everybody and load_event_types()[act.type].actors_only:
        return False
    if _is_by(act.participants.actors, "addressee") or _is_by(everybody, "anybody"):
        return False
    if act.trigger.entry.precision == "sure":
        return True
    if act.trigger.entry.precision == "weak" and not everybody:
        return False
    return _is_at_home(act)


def find_acts(tree: Tree, people: People, senses: Vectors | None = None) -> list[Act]:
    """The acts of a sentence in reading order; `senses` [W, H] are those of its words."""
    tree.named = people.heads(tree)
    triggers = settle(tree, find_triggers(tree), senses)
    if not triggers:
        return []
    return [a for a in _Reader(tree, people).read(triggers) if _is_worth(a)]
