"""Words and sentences as a parser gives them, free of any parser's own classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.model.reading import PassageKind


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence.

    `index` is its place in the sentence and `head` the index of its governor
    (its own for the root). `start` and `end` count code points of the repaired
    text of the report, not of the sentence. `pos` is a Universal POS tag,
    `tag` a Penn Treebank tag, `dep` a CLEAR-style dependency label (nsubj,
    dobj, ccomp, pobj, ...), `entity` an OntoNotes class (PERSON, ORG, GPE,
    NORP, ...) with `entity_first` true on a name's first word. `happened` says
    how surely what the word tells of happened, from -3 (did not) to 3 (did);
    None if the parser does not say.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""
    entity_first: bool = False
    happened: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the repaired text, its passage's kind, its words."""

    start: int
    end: int
    text: str
    kind: PassageKind
    tokens: tuple[Token, ...] = ()

    def children(self, token: Token) -> Iterator[Token]:
        """The direct dependents of a token, in order."""
        return (t for t in self.tokens if t.head == token.index and t.index != token.index)

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token with all that depends on it, in order."""
        inside = {token.index}
        grown = True
        while grown:
            grown = False
            for t in self.tokens:
                if t.head in inside and t.index not in inside:
                    inside.add(t.index)
                    grown = True
        return tuple(t for t in self.tokens if t.index in inside)

    def head_of(self, start: int, end: int) -> Token | None:
        """The word between two offsets whose governor lies outside them."""
        inside = [t for t in self.tokens if start <= t.start and t.end <= end]
        indices = {t.index for t in inside}
        for t in inside:
            if t.head not in indices or t.head == t.index:
                return t
        return inside[-1] if inside else None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that a model attributes to a source, as intervals of the repaired text.

    `content` is what is said, in pieces; `cue` the words that attribute it;
    `source` whoever holds it, if named nearby; `confidence` is calibrated,
    `origin` names the model and its version.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    confidence: float
    origin: str


@dataclass(frozen=True, slots=True)
class Parse:
    """What a parser gives for one text: its sentences, and who says what in them.

    `senses`, if the parser has them, are a vector [tokens, H] a sentence, from
    which stance is read.
    """

    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...] = ()
    senses: tuple[NDArray[np.float32], ...] = field(default=(), compare=False)
