"""What the ranker is told of a phrase and of a pair of phrases, beside the encoder's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Token
from dragoman.read.coreference.phrases import PRONOUNS, NounPhrase

Features = NDArray[np.float32]

_POS = ("NOUN", "PROPN", "PRON", "DET", "NUM", "VERB", "ADJ", "X")
_DEPS = (
    "nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "attr", "appos", "compound", "ROOT",
    "amod", "X",
)  # fmt: skip
_ENTITIES = ("", "PERSON", "ORG", "GPE", "NORP", "DATE", "X")
# Places in `PRONOUNS`; a phrase that is none of them comes after the last.
NO_PRONOUN, RELATIVE, HE, SHE, SEVERAL = len(PRONOUNS), 7, 2, 3, (5, 6)
# A man, a woman, a thing.
_GENDERS = {HE: 1, SHE: 2, 4: 3}
_DETERMINERS = {"the": 0, "a": 1, "an": 1} | dict.fromkeys(("this", "that", "these", "those"), 2)
_DETERMINERS |= dict.fromkeys(("his", "her", "its", "their", "my", "your", "our"), 3)
# Distances in phrases up to which a pair falls into one class.
BUCKETS = (1, 2, 3, 4, 5, 8, 12, 20, 32, 64, 10**9)
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
SPAN_SIZE = len(_POS) + len(_DEPS) + len(_ENTITIES) + 10 + 6 + 10
PAIR_SIZE = 28 + len(BUCKETS) + 2


@dataclass(frozen=True, slots=True)
class Described:
    """A phrase as pairs are compared by it. `start`, `end` number its words in the report."""

    start: int
    end: int
    number: int
    lemma: str
    words: tuple[str, ...]
    content: frozenset[str]
    pronoun: int
    plural: bool
    gender: int
    entity: str
    dep: str

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun of any kind."""
        return self.pronoun < NO_PRONOUN


def _numbered(values: Sequence[str]) -> dict[str, int]:
    return {value: n for n, value in enumerate(values)}


_POS_AT, _DEP_AT, _ENTITY_AT = map(_numbered, (_POS, _DEPS, _ENTITIES))
_PRONOUN_AT = {word: n for n, words in reversed(list(enumerate(PRONOUNS))) for word in words}
_FIRST_DEP = len(_POS)
_FIRST_ENTITY = _FIRST_DEP + len(_DEPS)
_FIRST_PRONOUN = _FIRST_ENTITY + len(_ENTITIES)
_FIRST_DETERMINER = _FIRST_PRONOUN + 10


def _pronoun(tokens: Sequence[Token], phrase: NounPhrase) -> int:
    if phrase.first != phrase.last:
        return NO_PRONOUN
    return _PRONOUN_AT.get(tokens[phrase.head].text.lower(), NO_PRONOUN)


def describe(tokens: Sequence[Token], phrase: NounPhrase, offset: int) -> Described:
    """What pairs need of a phrase; `offset` is how many words of the report come before its
    sentence."""
    inside, head = tokens[phrase.first : phrase.last + 1], tokens[phrase.head]
    pronoun = _pronoun(tokens, phrase)
    joined = any(t.dep == "cc" for t in inside)
    return Described(
        offset + phrase.first,
        offset + phrase.last,
        phrase.number,
        head.lemma.lower(),
        tuple(t.text.lower() for t in inside if t.pos != "DET" and t.text not in ("'s", "’s")),
        frozenset(t.text.lower() for t in inside if t.pos in _CONTENT),
        pronoun,
        head.tag in ("NNS", "NNPS") or pronoun in SEVERAL or joined,
        _GENDERS.get(pronoun, 0),
        head.entity,
        head.dep,
    )


def span_features(tokens: Sequence[Token], phrase: NounPhrase) -> Features:
    """A row [SPAN_SIZE] of what a phrase looks like."""
    row = np.zeros(SPAN_SIZE, np.float32)
    head, inside = tokens[phrase.head], tokens[phrase.first : phrase.last + 1]
    length = len(inside)
    owned = any(t.tag == "POS" for t in inside[: phrase.head - phrase.first])
    for at in (
        _POS_AT.get(head.pos, len(_POS) - 1),
        _FIRST_DEP + _DEP_AT.get(head.dep, len(_DEPS) - 1),
        _FIRST_ENTITY + _ENTITY_AT.get(head.entity, len(_ENTITIES) - 1),
        _FIRST_PRONOUN + _pronoun(tokens, phrase),
        _FIRST_DETERMINER + _DETERMINERS.get(inside[0].text.lower(), 4),
    ):
        row[at] = 1
    row[_FIRST_DETERMINER + 5 :] = (
        owned,
        head.tag in ("NNS", "NNPS"),
        head.text[:1].isupper(),
        length == 1,
        min(length, 10) / 10,
        length > 5,
        any(t.dep == "cc" for t in inside),
        phrase.first == 0,
        phrase.number == 0,
        head.dep in ("compound", "amod", "nmod"),
        head.head < phrase.head,
    )
    return row


def pair_features(a: Described, b: Described, distance: int) -> list[bool]:
    """[PAIR_SIZE] of how a phrase `b` fits an earlier one `a`, `distance` phrases before it."""
    plain = not a.is_pronoun and not b.is_pronoun
    apart = b.number - a.number
    told = a.entity != "" and b.entity != ""
    bucket = next(n for n, most in enumerate(BUCKETS) if distance <= most)
    return [
        a.words == b.words and not b.is_pronoun,
        a.words == b.words and b.is_pronoun,
        a.lemma == b.lemma and plain,
        bool(a.content & b.content) and plain,
        bool(b.content) and b.content <= a.content,
        bool(a.content) and a.content <= b.content,
        a.plural == b.plural,
        a.is_pronoun and b.is_pronoun and a.pronoun == b.pronoun,
        a.is_pronoun and b.is_pronoun and a.pronoun != b.pronoun,
        bool(a.gender and b.gender and a.gender != b.gender),
        a.entity == b.entity and a.entity != "",
        told and a.entity != b.entity,
        a.start <= b.start and b.end <= a.end,
        b.start - a.end in (1, 2),
        apart == 0,
        apart == 1,
        apart == 2,
        3 <= apart <= 5,
        apart > 5,
        a.entity == "PERSON" and b.gender in (1, 2),
        b.gender == 3 and a.entity == "PERSON",
        not a.is_pronoun and b.is_pronoun,
        a.is_pronoun and not b.is_pronoun,
        a.dep in ("nsubj", "nsubjpass"),
        a.dep == b.dep,
        b.pronoun == RELATIVE and b.start - a.end <= 2,
        a.lemma[:4] == b.lemma[:4] and len(a.lemma) > 3 and not b.is_pronoun,
        b.pronoun in (HE, SHE) and a.entity not in ("PERSON", ""),
        *(n == bucket for n in range(len(BUCKETS))),
        # As the ranker was trained: the first class of distances again, and nothing.
        distance == 1,
        False,
    ]
