"""Actors and recipients of a trigger, by the slots of its lexicon entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.model import Argument, Token
from dragoman.read.events.classes import NAMED_ACTORS, is_local, is_who
from dragoman.read.events.lexicon import load_word_sets
from dragoman.read.events.people import People
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import Trigger, light_governors, modifiers
from dragoman.schema.event_types import load_event_types

NOUN_POS = frozenset({"NOUN", "PROPN"})
# Where a recipient stands if the verb of a plan or refusal is not in the lexicon.
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "himself", "themselves"})
PART_SLOTS = ("of", "with", "against", "on", "to", "from", "for", "by", "into", "in")
LINKS = ("with", "against", "to", "from", "on")
FALLBACK_SLOTS = ("obj", "with", "to", "against", "on", "from", "in", "for", "of")


@dataclass(frozen=True, slots=True)
class Participants:
    """Who acts and who is acted upon."""

    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()


def _named_modifiers(tree: Tree, noun: Token) -> list[Token]:
    """Modifiers that name a doer: `US strikes`, `rebel attack`, not `Mumbai attacks`."""
    found = [m for m in modifiers(tree, noun) if m.pos in NOUN_POS and is_who(tree, m)]
    people = load_word_sets()["person"]
    for word in modifiers(tree, noun):
        if word.pos == "ADJ" and (word.entity in NAMED_ACTORS or word.lemma.lower() in people):
            found.append(word)
    return [m for m in found if not is_local(tree, m)]


class Casting:
    """Fills the slots of triggers in one sentence."""

    def __init__(self, tree: Tree, people: People) -> None:
        self.tree = tree
        self.people = people
        # Event nouns seen so far, by index, with their actors.
        self.acts: dict[int, tuple[Argument, ...]] = {}

    def participants(self, trigger: Trigger) -> Participants:
        """The actors and recipients that the entry's slots give."""
        kind = load_event_types()[trigger.entry.type]
        actors = self._fill(trigger, trigger.entry.actors, things=False)
        if not actors and trigger.entry.pos == "verb":
            actors = self._fill(trigger, ("between",), things=False)
        recipients = self._recipients(trigger, actors)
        if trigger.entry.is_reciprocal and kind.reciprocal:
            return Participants(_unique(actors + recipients))
        if not recipients and "between" in trigger.entry.actors and not kind.reciprocal:
            between = self._fill(trigger, ("between",), things=False)
            if len(between) > 1 and between == actors:
                return Participants(between[:1], between[1:])
        return Participants(actors, recipients)

    def _fill(
        self,
        trigger: Trigger,
        slots: tuple[str, ...],
        *,
        things: bool,
        but: tuple[Argument, ...] = (),
    ) -> tuple[Argument, ...]:
        """The participants in the first slot that holds any, those in `but` left out."""
        for slot in slots:
            tokens = self._tokens(trigger, slot)
            found = self._resolve([t for t in tokens if t != trigger.head], but, things=things)
            if found:
                return found
        return ()

    def _resolve(
        self, tokens: list[Token], but: tuple[Argument, ...], *, things: bool = False
    ) -> tuple[Argument, ...]:
        """The participants that words stand for, those in `but` and what is theirs left out."""
        found: tuple[Argument, ...] = ()
        for token in tokens:
            found += self.people.resolve(self.tree, token, things=things, acts=self.acts)
        return tuple(a for a in _unique(found) if not _is_among(a, but))

    def _recipients(self, trigger: Trigger, but: tuple[Argument, ...]) -> tuple[Argument, ...]:
        """Somebody in the entry's slots, else behind its parts, else a thing in its slots."""
        slots = trigger.entry.recipients
        found = self._fill(trigger, slots, things=False, but=but)
        if found or not slots:
            return found
        for holder, behind in [*((p, PART_SLOTS) for p in trigger.parts), (trigger.head, LINKS)]:
            for slot in behind:
                found = self._resolve(self.tree.preps(holder, slot), but)
                if found:
                    return found
        found = self._resolve([o for p in trigger.parts for o in self.tree.kids(p, "poss")], but)
        if found or load_event_types()[trigger.entry.type].actors_only:
            return found
        return self._fill(trigger, slots, things=True, but=but)

    def _tokens(self, trigger: Trigger, slot: str) -> list[Token]:
        tree, head = self.tree, trigger.head
        is_noun = head.pos in NOUN_POS
        if slot == "subj":
            return tree.subjects(head)
        if slot == "obj":
            return [
                t for t in self._objects(trigger) if t not in trigger.parts or is_who(self.tree, t)
            ]
        if slot == "comp":
            clauses = tree.complements(head)
            return [s for c in clauses for s in tree.kids(c, "nsubj", "nsubjpass")]
        if slot == "poss":
            return tree.kids(head, "poss")
        if slot == "mod":
            return _named_modifiers(tree, head)
        if slot == "light":
            return self._light(head)
        holders = [head, *trigger.parts, *(light_governors(tree, head) if is_noun else [])]
        found = [t for h in holders for t in tree.preps(h, slot)]
        if not found and slot != "of":
            # `beefed up its presence along the border`, `a suspension of aid to Egypt`: a parser
            # may hang it on either.
            near = tree.preps(head, "of") if is_noun else tree.objects(head)
            near += [t for o in near for t in tree.preps(o, "of")]
            found = [t for o in near for t in tree.preps(o, slot)]
        return found

    def _objects(self, trigger: Trigger) -> list[Token]:
        """Whom the head acts on, directly or by a dative."""
        found = self.tree.objects(trigger.head)
        if trigger.head.pos in {"VERB", "AUX"}:
            found = found + [d for d in self.tree.kids(trigger.head, "dative") if d.pos != "ADP"]
        return found

    def _light(self, noun: Token) -> list[Token]:
        tree = self.tree
        found: list[Token] = []
        for governor in light_governors(tree, noun):
            if governor.pos in {"VERB", "AUX"}:
                found += tree.subjects(governor)
            elif governor.pos == "ADJ":
                copula = tree.head(governor)
                found += tree.surface_subjects(copula) if copula is not None else []
            else:
                found += tree.kids(governor, "poss") + _named_modifiers(tree, governor)
                found += tree.preps(governor, "of") if tree.kids(governor, "prep") else []
        return [t for t in found if t.index != noun.index]

    def content(self, trigger: Trigger) -> list[Token]:
        """The words in which an act of speech says what is agreed to, asked for or refused."""
        tree, head = self.tree, trigger.head
        clauses = [c for t in (head, *trigger.parts) for c in tree.complements(t)]
        found = [c for c in clauses if _is_open(tree, c)]
        if head.pos in NOUN_POS:
            found += tree.preps(head, "of") + tree.preps(head, "for") + tree.preps(head, "to")
        else:
            found += tree.objects(head)
            for part in (head, *trigger.parts):
                for name in ("to", "for", "on", "of", "against", "with"):
                    found += tree.preps(part, name)
        for token in list(found):
            found += [x for x in tree.complements(token) if token.pos in {"VERB", "AUX"}]
            if token.pos in {"VERB", "AUX"}:
                found += [x for o in tree.objects(token) for x in (o, *tree.preps(o, "of"))]
        return [t for t in found if t.index != head.index]

    def beneath(self, token: Token, but: tuple[Argument, ...]) -> tuple[Argument, ...]:
        """Whoever is acted upon by a word that is in no lexicon, the actors `but` left out."""
        tree = self.tree
        for slot in FALLBACK_SLOTS:
            tokens = tree.objects(token) if slot == "obj" else tree.preps(token, slot)
            if slot != "obj" and token.pos in {"VERB", "AUX"}:
                tokens += [t for o in tree.objects(token) for t in tree.preps(o, slot)]
            found = self._resolve(tokens, but)
            if found:
                return found
        return ()


def _is_among(argument: Argument, others: tuple[Argument, ...]) -> bool:
    """Whether an argument is one of the others, or a possessive that most likely means one."""
    if argument in others:
        return True
    if argument.span.text.lower() in POSSESSIVES:
        return any(argument.actor in {None, o.actor} for o in others)
    return argument.actor is not None and any(argument.actor == o.actor for o in others)


def _is_open(tree: Tree, clause: Token) -> bool:
    """Whether a clause tells of something not yet done: an infinitive, a gerund, a modal."""
    if clause.tag in {"VB", "VBG"}:
        return True
    return any(a.tag == "MD" for a in tree.kids(clause, "aux"))


def _unique(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    seen: Mapping[tuple[int, int], Argument] = {
        (a.span.start, a.span.end): a for a in reversed(arguments)
    }
    kept = [a for a in seen.values() if not any(_is_inside(a, b) for b in seen.values())]
    return tuple(sorted(kept, key=lambda a: a.span.start))


def _is_inside(inner: Argument, outer: Argument) -> bool:
    return inner is not outer and outer.span.covers(inner.span)
