"""Every noun phrase and pronoun of a sentence that might refer to somebody or something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Sentence, Token

PRONOUNS = tuple(
    frozenset(words.split())
    for words in (
        "i me my mine myself",
        "you your yours yourself",
        "he him his himself",
        "she her hers herself",
        "it its itself",
        "we us our ours ourselves",
        "they them their theirs themselves",
        "who whom whose which that",
        "this these those that",
    )
)
# `which` mostly stands before a noun; `one` may stand for somebody.
_STANDING = (frozenset[str]().union(*PRONOUNS) - {"which"}) | {"one"}
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$"})
_NOT_STANDING = frozenset({"det", "mark", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_LOOSE = frozenset({"cc", "conj", "parataxis", "dep"})
# What is left out of a phrase around its head: clauses and appositions; marks; further
# phrases as well; nothing. Each gives a reading of where the phrase ends.
_CUTS = (
    _LOOSE | {"punct", "appos", "relcl", "acl", "advcl", "ccomp"},
    _LOOSE | {"punct"},
    _LOOSE | {"appos", "relcl", "acl", "advcl", "prep"},
    frozenset[str](),
)
MAX_WORDS = 30


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The words `first` to `last` of a sentence around its `head`, by their index there."""

    number: int
    first: int
    last: int
    head: int


def _reaches(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """The first and last word of all that hangs on each word, itself included."""
    first, last = list(range(len(tokens))), list(range(len(tokens)))
    for t in tokens:
        word, at, steps = t.head, t.index, 0
        while at != word and steps < len(tokens):
            first[word], last[word] = min(first[word], t.index), max(last[word], t.index)
            at, word, steps = word, tokens[word].head, steps + 1
    return list(zip(first, last, strict=True))


def _trimmed(tokens: tuple[Token, ...], first: int, last: int, head: int) -> tuple[int, int]:
    """The bounds without marks, conjunctions and prepositions before the head, marks after it."""
    while first < head and (
        tokens[first].pos in ("PUNCT", "CCONJ", "ADP", "SCONJ")
        or tokens[first].dep in ("cc", "mark")
    ):
        first += 1
    while last > head and tokens[last].pos == "PUNCT" and tokens[last].text != ")":
        last -= 1
    return first, last


def _names(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, int]]:
    """The names that the encoder sees, each with its head."""
    first = 0
    while first < len(tokens):
        last = first
        if tokens[first].entity:
            while (
                last + 1 < len(tokens)
                and tokens[last + 1].entity == tokens[first].entity
                and not tokens[last + 1].entity_first
            ):
                last += 1
            inside = range(first, last + 1)
            free = (k for k in inside if tokens[k].head not in inside or tokens[k].head == k)
            yield first, last, next(free, last)
        first = last + 1


def find_noun_phrases(sentence: Sentence, number: int) -> list[NounPhrase]:
    """The phrases of a sentence, each span once; one noun may have several readings."""
    tokens = sentence.tokens
    reaches = _reaches(tokens)
    children: dict[int, list[Token]] = defaultdict(list)
    for t in tokens:
        if t.head != t.index:
            children[t.head].append(t)
    found: dict[tuple[int, int], int] = {}
    for t in tokens:
        stands = t.pos in ("PRON", "DET") and t.dep not in _NOT_STANDING
        if t.tag in _PRONOUN_TAGS or (stands and t.text.lower() in _STANDING):
            found[t.index, t.index] = t.index
            if t.dep != "expl":
                continue
        if t.pos in _NOMINAL or t.tag.startswith("NN"):
            own = children.get(t.index, ())
            spans = [(k.dep, *reaches[k.index]) for k in own]
            for cut in _CUTS if own else _CUTS[:1]:
                first = last = t.index
                for dep, a, b in spans:
                    if dep not in cut:
                        first, last = (a if a < first else first), (b if b > last else last)
                first, last = _trimmed(tokens, first, last, t.index)
                if last - first < MAX_WORDS:
                    found.setdefault((first, last), t.index)
    for first, last, head in _names(tokens):
        found.setdefault((first, last), head)
    return [NounPhrase(number, first, last, head) for (first, last), head in found.items()]
