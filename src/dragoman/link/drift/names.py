"""Names that became others, and vague words that got a name on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dragoman.lang.data import load_words
from dragoman.link.drift import naming
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.naming import Named
from dragoman.link.drift.slots import Rule, Slot, SlotPair, find_context, pair_slots
from dragoman.link.drift.views import Vectors, View, Word
from dragoman.model import Span

# A report with its names.
_Side = tuple[View, Sequence[Slot[Named]]]
# Least fits: of two names that only one side knows, of a name and one that both know,
# of a name and a vague word, of two fields of ministries.
RENAMED, KNOWN, NAMED, FIELDS = 0.4, 0.5, 0.42, 0.45
# What a vague word must share with the words that describe the name, and their sentences.
_DESCRIBED, _LINKED = 0.35, 0.35
# How alike the places of a name and a description must be where the words tell nothing.
_PLACED = 0.55
# Persons are held against each other by what describes them too.
_PERSONS = 0.5
# A word of the other report that spells a part of a name, and how near the parts must be.
_SPELLED, _NEAR = 0.8, 4


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name of the relay that the root has not, and what the root has in its place."""

    kind: Literal["name", "addition"]
    relay: Span
    root: Span
    fit: float
    what: str


def find_renamings(matching: Matching) -> list[Renaming]:
    """Names and ministries that differ, and vague words that became names; one a name."""
    here, there = naming.find_names(matching.relay), naming.find_names(matching.root)
    sides = (matching.relay, here), (matching.root, there)
    relay = _strangers(sides[0], sides[1], matching.words)
    root = _strangers(sides[1], sides[0], matching.words.T)
    pairs = _pair_names(matching, relay, root)
    taken = {p.relay.span for p in pairs}
    pairs += _pair_known(matching, [s for s in relay if s.span not in taken], here, there)
    found = [_renaming(p) for p in pairs]
    fields = [naming.find_fields(view) for view in (matching.relay, matching.root)]
    rule = Rule(naming.fields_agree, FIELDS)
    found += [_renaming(p) for p in pair_slots(matching, fields[0], fields[1], rule)]
    used = {p.relay.said.text for p in pairs}
    found += _new_names(matching, [s for s in relay if s.said.text not in used])
    return list(_once(found))


def _pair_names(
    matching: Matching, relay: Sequence[Slot[Named]], root: Sequence[Slot[Named]]
) -> list[SlotPair[Named]]:
    """Names that stand in one place; two persons must be described alike besides."""
    rule = Rule(naming.is_seat, RENAMED, naming.comparable, least_agreeing=RENAMED)
    pairs = pair_slots(matching, relay, root, rule)
    return [
        p
        for p in pairs
        if p.relay.said.type != "person" or _described_alike(matching, p.relay, p.root) >= _PERSONS
    ]


def _pair_known(
    matching: Matching,
    slots: Sequence[Slot[Named]],
    here: Sequence[Slot[Named]],
    there: Sequence[Slot[Named]],
) -> list[SlotPair[Named]]:
    """Names in the place of one that both reports know: `Qatar is mediating`, `Algeria is`.

    `here` and `there` are all names of the relay and of the root.
    """
    rule = Rule(naming.is_seat, KNOWN, naming.comparable)
    pairs = pair_slots(matching, slots, there, rule)
    return [
        p
        for p in pairs
        if p.relay.said.type == p.root.said.type
        and not any(
            s.sentence == p.relay.sentence and naming.alike(s.said, p.root.said) for s in here
        )
    ]


def _described_alike(matching: Matching, relay: Slot[Named], root: Slot[Named]) -> float:
    """How alike the titles and appositions of two persons are; 1 if one has none."""
    described = []
    for view, slot in ((matching.relay, relay), (matching.root, root)):
        own = {w.place for w in view.words_in(slot.span)}
        described.append([w for w in _description(view, slot) if w.place not in own])
    return matching.likeness(*described) if all(described) else 1.0


def _renaming(pair: SlotPair[Named] | SlotPair[naming.Field]) -> Renaming:
    relay, root = pair.relay.span, pair.root.span
    return Renaming("name", relay, root, pair.fit, f"{root.text} became {relay.text}")


def _once(found: Sequence[Renaming]) -> Iterator[Renaming]:
    """One renaming a name, the surest."""
    seen: set[str] = set()
    for renaming in sorted(found, key=lambda r: -r.fit):
        if renaming.relay.text not in seen:
            seen.add(renaming.relay.text)
            yield renaming


def _strangers(side: _Side, other_side: _Side, words: Vectors) -> list[Slot[Named]]:
    """The names of a report that the other one does not know, each in its full form."""
    (view, slots), (other, others) = side, other_side
    known = naming.KnownNames(t.said for t in others)
    outlets = _outlets(view) | _outlets(other)
    countries = naming.find_countries(other)
    spelled = {s.said.text for s in slots if s.said in known}
    found = [
        slot
        for slot in slots
        if slot.said.type != "outlet"
        and not any(slot.said.text in text for text in spelled)
        and not view.is_dateline(view.words_in(slot.span))
        and not (slot.said.country in countries and _is_state(view, slot))
        and not _is_spelled(view, slot, words)
        and not any(slot.said.text in name or name in slot.said.text for name in outlets)
    ]
    texts = {s.said.text for s in found}
    return [s for s in found if not any(s.said.text != t and s.said.text in t for t in texts)]


def _is_state(view: View, slot: Slot[Named]) -> bool:
    """Whether a name is a country, or its capital where that stands for who governs it."""
    if slot.said.type == "country":
        return True
    if slot.said.country is None:
        return False
    tree, head = view.tree_of(slot.head), slot.head.token
    above = tree.head(head)
    if above is not None and above.pos == "ADP":
        above = tree.head(above)
    ruled = above is not None and above.lemma in load_words("en", "ruling_nouns")
    return ruled or head.dep in {"nsubj", "poss"}


def _is_spelled(view: View, slot: Slot[Named], words: Vectors) -> bool:
    """Whether the other report has half the words of a name, or more, close together.

    `words` is [the report's words, the other's words].
    """
    inside = view.words_in(slot.span)
    parts = [w.place for w in inside if w.content and w.token.text[:1].isupper()]
    if not parts or not words.shape[1]:
        return False
    spelled = words[parts] >= _SPELLED
    least = len(parts) / 2 + (0.5 if len(parts) > 1 else 0)
    return any(
        spelled[:, max(0, place - _NEAR) : place + _NEAR + 1].any(1).sum() >= least
        for place in np.flatnonzero(spelled.any(0)).tolist()
    )


def _outlets(view: View) -> set[str]:
    reading = view.reading
    names = {a.name for a in reading.actors if a.type == "outlet"}
    names |= {link.name for s in reading.statements for link in s.chain if link.kind == "outlet"}
    return {n for n in (*names, reading.report.publisher) if n}


def _new_names(matching: Matching, slots: Sequence[Slot[Named]]) -> Iterator[Renaming]:
    """Names that stand where the root has but a description."""
    vague = _vague(matching.root)
    for slot in slots:
        if slot.said.type not in {"person", "body"} or not vague:
            continue
        words = _description(matching.relay, slot)
        fit, n = max((_vague_fit(matching, slot, words, v), -n) for n, v in enumerate(vague))
        if fit >= NAMED:
            root = vague[-n].span
            yield Renaming(
                "addition", slot.span, root, fit, f"{root.text} is named {slot.span.text}"
            )


_NAMED = frozenset({"ORG", "PERSON"})


def _vague(view: View) -> list[Slot[str]]:
    """The descriptions of actors whom the report does not name."""
    named = {m.actor for m in view.reading.mentions if m.kind == "name" and m.actor}
    found = []
    for mention in view.reading.mentions:
        if mention.kind in {"role", "descriptor"} and mention.actor not in named:
            head = view.head_in(mention.span)
            words = view.words_in(mention.span)
            if head is not None and not any(w.token.entity in _NAMED for w in words):
                inside = frozenset(w.place for w in view.words_in(mention.span))
                context = find_context(view, head, inside)
                found.append(Slot(mention.span, head.sentence, mention.span.text, context, head))
    return found


def _description(view: View, slot: Slot[Named]) -> list[Word]:
    """A name with its title, its apposition, or what it is an apposition of."""
    tree, head = view.tree_of(slot.head), slot.head.token
    tokens = [head, *tree.kids(head, "appos", "compound", "amod")]
    above = tree.head(head)
    if above is not None and head.dep in {"appos", "compound"} and above.pos in {"NOUN", "PROPN"}:
        tokens += [above, *tree.kids(above, "compound", "amod")]
    words = {t.index: view.word(slot.sentence, t) for t in tokens}
    return [words[n] for n in sorted(words) if words[n].token.pos in {"NOUN", "PROPN", "ADJ"}]


def _vague_fit(
    matching: Matching, slot: Slot[Named], words: Sequence[Word], vague: Slot[str]
) -> float:
    """How surely a description is what a name stands for, 0 if it is not.

    Either the words that describe the name are like it, or name and description stand in
    one place and the relay has no other word for the description.
    """
    sentences = float(matching.sentences[slot.sentence, vague.sentence])
    if sentences < _LINKED:
        return 0.0
    context = matching.likeness(slot.context, vague.context)
    head = max((float(matching.words[w.place, vague.head.place]) for w in words), default=0.0)
    own = matching.words[[w.place for w in matching.relay.words_in(slot.span)], vague.head.place]
    if own.max() >= _SPELLED:
        return 0.0
    if head >= _DESCRIBED:
        return (head + context + sentences) / 3
    near = [w.place for w in matching.relay.words_of(slot.sentence)]
    free = float(matching.words[near, vague.head.place].max()) < _SPELLED
    placed = (context + sentences) / 2
    return placed if free and placed >= _PLACED else 0.0
