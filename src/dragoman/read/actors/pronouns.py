"""Whom a pronoun stands for: agreement, nearness, and who is the subject."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Token
from dragoman.read.actors.describing import Focus
from dragoman.read.actors.register import Entry, Place, Register
from dragoman.read.coreference.ranking import Ranking
from dragoman.read.mentions.phrases import noun_of

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "dative"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
# How many sentences back a pronoun reaches.
_REACH = 2
# By how much a thing must be likelier than any actor for `it` to be the thing.
_MARGIN = 1.0
# What the ranker's score counts for beside the rules', and how far it may go either way.
_RANKED, _MOST = 2.0, 6.0


def _agrees(word: str, entry: Entry) -> bool:
    if word in _HE:
        return entry.type == "person" and entry.gender != "f" and not entry.plural
    if word in _SHE:
        return entry.type == "person" and entry.gender == "f"
    if word in _IT:
        return entry.type in ("organisation", "state", "outlet") and not entry.plural
    return entry.plural or entry.type == "group"


def _argument_verb(sentence: Sequence[Token], token: Token) -> int | None:
    """Index of the verb whose argument a word is, directly or behind a preposition."""
    governor = sentence[token.head]
    if token.dep == "pobj" and governor.dep in ("prep", "agent", "dative"):
        governor = sentence[governor.head]
    elif token.dep not in _ARGUMENTS:
        return None
    return governor.index if governor.pos in ("VERB", "AUX") else None


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
    ours = _argument_verb(tokens, pronoun.head)
    return ours is not None and ours == _argument_verb(tokens, other.head)


def _governing_subjects(pronoun: Place) -> set[int]:
    """Indices of the subjects of the clauses that hold a pronoun, the nearest included."""
    tokens, at = pronoun.sentence.tokens, pronoun.head
    found: set[int] = set()
    steps = 0
    while at is not None and at.head != at.index and steps < 20:
        at, steps = tokens[at.head], steps + 1
        if at.pos in ("VERB", "AUX"):
            found |= {
                t.index
                for t in pronoun.sentence.children(at)
                if t.dep in ("nsubj", "nsubjpass") and t.start < pronoun.mention.span.start
            }
            if found:
                return found
    return found


def _described(pronoun: Place) -> int | None:
    """Index of the noun that a pronoun's relative clause says more of: `a man who ... his`."""
    tokens, at = pronoun.sentence.tokens, pronoun.head
    for _ in range(20):
        if at is None or at.head == at.index:
            return None
        if at.dep == "relcl":
            return at.head
        at = tokens[at.head]
    return None


def _inside_phrases(pronoun: Place, places: Sequence[Place], register: Register) -> set[Entry]:
    """Entries of the phrases a possessive stands in: `his predecessor` is not he."""
    span = pronoun.mention.span
    return {
        entry
        for p in places
        if p.phrase is not None and p.mention.span.covers(span)
        if (entry := register.entry_of(p)) is not None
    }


def _ranked(pronoun: Place, ranking: Ranking) -> dict[tuple[int, int], float]:
    """The ranker's scores of what a pronoun may go back to, by sentence and word."""
    if pronoun.head is None:
        return {}
    return ranking.antecedents((pronoun.number, pronoun.head.index))


def _candidates(
    pronoun: Place, before: Sequence[Place], register: Register, focus: Focus
) -> list[tuple[float, Place, Entry]]:
    """Who a pronoun may stand for, by the rules, with a score."""
    word = pronoun.mention.span.text.lower()
    barred = {e for p in before if _clashes(pronoun, p) and (e := register.entry_of(p))}
    governing = _governing_subjects(pronoun)
    described = _described(pronoun)
    found = []
    for n, place in enumerate(before):
        entry = register.entry_of(place)
        if entry is None or entry in barred or not _may_agree(word, entry):
            continue
        distance = pronoun.number - place.number
        score = place.rank * 2.0 - distance * 4.0 + n / (len(before) + 1)
        score += 3.0 if entry.named else 0.0
        score += 0.3 * min(5, focus.counts.get(entry, 0))
        if distance == 0 and place.mention.kind == "pronoun":
            score += 1.0
        if distance == 0 and place.head is not None and place.head.index in governing:
            score += 3.0
        if distance == 0 and place.head is not None and place.head.index == described:
            score += 5.0
        if not _agrees(word, entry):
            score -= 4.0
        found.append((score, place, entry))
    return found


def _weigh(score: float, place: Place, scores: dict[tuple[int, int], float]) -> float:
    """A rule's score with the ranker's of the same word."""
    if place.head is None:
        return score
    ranked = scores.get((place.number, place.head.index), -_MOST)
    return score + _RANKED * max(-_MOST, min(_MOST, ranked))


def _may_agree(word: str, entry: Entry) -> bool:
    """Agreement, or `they` for a state or body, as careless writers have it."""
    return _agrees(word, entry) or (word in _THEY and entry.type in ("organisation", "state"))


def _says_what_it_is(pronoun: Place) -> bool:
    """Whether `it` is a matter rather than an actor: `it was an act of war`."""
    head = pronoun.head
    if head is None or head.dep != "nsubj":
        return False
    verb = pronoun.sentence.tokens[head.head]
    return verb.lemma == "be" and any(
        t.dep == "attr" and noun_of(t) is None for t in pronoun.sentence.children(verb)
    )


def _is_thing(near: Sequence[Place], scores: dict[tuple[int, int], float]) -> bool:
    """Whether `it` more likely goes back to something that is no actor: `the bridge ... it`."""
    actors = {(p.number, p.head.index) for p in near if p.head is not None}
    things = [s for word, s in scores.items() if word not in actors]
    best = max((s for word, s in scores.items() if word in actors), default=-_MOST)
    return bool(things) and max(things) > max(0.0, best + _MARGIN)


def resolve_pronoun(
    pronoun: Place, before: Sequence[Place], register: Register, focus: Focus
) -> Entry | None:
    """The entry a pronoun stands for, None where nothing fits.

    Rules say what may not be; among the rest nearness, rank and the ranker of
    coreference decide.

    `before` are the mentions of this and the last two sentences that precede
    it. In translated reports `she` is often a newspaper: without a woman in
    reach it means the outlet relied upon last.
    """
    word = pronoun.mention.span.text.lower()
    if word == "it" and _says_what_it_is(pronoun):
        return None
    near = [p for p in before if pronoun.number - p.number <= _REACH]
    inside = _inside_phrases(pronoun, before, register)
    found = [f for f in _candidates(pronoun, near, register, focus) if f[2] not in inside]
    if len({entry for *_, entry in found}) == 1 and word not in _IT:
        return found[0][2]
    if found:
        scores = _ranked(pronoun, focus.ranking)
        if word in _IT and _is_thing(near, scores):
            return None
        return max(found, key=lambda f: _weigh(f[0], f[1], scores))[2]
    if word in _SHE:
        return focus.last("outlet", pronoun.number, 8)
    return None
