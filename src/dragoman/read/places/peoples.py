"""Peoples: `Iraqi`, `the Iranians`, `a Texan`, which name a place by who lives there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Sentence, Token
from dragoman.read.places.gazetteer import Entry, place_of_people

# `He spoke Persian`, `Michael Jordan`, `The Italian Job`: no one lives there.
_OTHERWISE = frozenset({"LANGUAGE", "PERSON", "WORK_OF_ART", "LAW"})


@dataclass(frozen=True, slots=True)
class People:
    """A word for those of a place, or for what is theirs."""

    sentence: int
    tokens: tuple[Token, ...]
    entry: Entry


def find_peoples(sentences: tuple[Sentence, ...]) -> Iterator[People]:
    """Every word for a people in reading order, the longest first: `South Ossetian`."""
    for number, sentence in enumerate(sentences):
        at = 0
        while at < len(sentence.tokens):
            words, entry = _people_at(sentence.tokens, at)
            if entry is not None:
                yield People(number, words, entry)
            at += len(words)


def _people_at(tokens: tuple[Token, ...], at: int) -> tuple[tuple[Token, ...], Entry | None]:
    first = tokens[at]
    if first.text[:1].isupper() and first.entity not in _OTHERWISE:
        for size in (2, 1):
            words = tokens[at : at + size]
            if len(words) == size and words[-1].text[:1].isupper():
                entry = place_of_people(" ".join(t.text for t in words))
                if entry is not None:
                    return words, entry
    return tokens[at : at + 1], None
