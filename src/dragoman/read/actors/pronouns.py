"""Whom a pronoun stands for: agreement, nearness, and who is the subject."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Token
from dragoman.read.actors.describing import Focus
from dragoman.read.actors.register import Entry, Place, Register

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
# How many sentences back a pronoun reaches.
_REACH = 2


def _agrees(word: str, entry: Entry) -> bool:
    if word in _HE:
        return entry.type == "person" and entry.gender != "f" and not entry.plural
    if word in _SHE:
        return entry.type == "person" and entry.gender == "f"
    if word in _IT:
        return entry.type in ("organisation", "state", "outlet") and not entry.plural
    return entry.plural or entry.type == "group"


def _clause_verb(sentence: Sequence[Token], token: Token) -> int:
    """Index of the verb whose argument a word is, through prepositions and coordination."""
    steps = 0
    while token.head != token.index and steps < 12:
        governor = sentence[token.head]
        if governor.pos in ("VERB", "AUX"):
            return governor.index
        token, steps = governor, steps + 1
    return token.index


def _clashes(pronoun: Place, other: Place) -> bool:
    """Whether two words cannot be one actor: arguments of one verb, or one inside the other."""
    word = pronoun.mention.span.text.lower()
    if other.mention.span.overlaps(pronoun.mention.span):
        return True
    if pronoun.number != other.number or pronoun.head is None or other.head is None:
        return False
    if word in _POSSESSIVES or word in _REFLEXIVE:
        return False
    tokens = pronoun.sentence.tokens
    ours, theirs = (_clause_verb(tokens, p.head) for p in (pronoun, other) if p.head)
    if ours != theirs:
        return False
    return not (pronoun.head.dep == "nsubj" and other.head.dep == "poss")


def _inside_phrases(pronoun: Place, places: Sequence[Place], register: Register) -> set[Entry]:
    """Entries of the phrases a possessive stands in: `his predecessor` is not he."""
    span = pronoun.mention.span
    return {
        entry
        for p in places
        if p.phrase is not None and p.mention.span.covers(span)
        if (entry := register.entry_of(p)) is not None
    }


def _candidates(
    pronoun: Place, before: Sequence[Place], register: Register
) -> list[tuple[float, Entry]]:
    word = pronoun.mention.span.text.lower()
    barred = {e for p in before if _clashes(pronoun, p) and (e := register.entry_of(p))}
    found = []
    for n, place in enumerate(before):
        entry = register.entry_of(place)
        if entry is None or entry in barred or not _agrees(word, entry):
            continue
        distance = pronoun.number - place.number
        score = place.rank * 2.0 - distance * 3.0 + n / (len(before) + 1)
        score += 1.0 if entry.named else 0.0
        if place.mention.kind == "pronoun" and distance == 0:
            score += 1.0
        found.append((score, entry))
    return found


def resolve_pronoun(
    pronoun: Place, before: Sequence[Place], register: Register, focus: Focus
) -> Entry | None:
    """The entry a pronoun stands for, None where nothing fits.

    `before` are the mentions of this and the last two sentences that precede
    it. In translated reports `she` is often a newspaper: without a woman in
    reach it means the outlet relied upon last.
    """
    word = pronoun.mention.span.text.lower()
    near = [p for p in before if pronoun.number - p.number <= _REACH]
    found = _candidates(pronoun, near, register)
    inside = _inside_phrases(pronoun, before, register)
    found = [(s, e) for s, e in found if e not in inside]
    if found:
        return max(found, key=lambda f: f[0])[1]
    if word in _SHE:
        return focus.last("outlet", pronoun.number, 8)
    return None
