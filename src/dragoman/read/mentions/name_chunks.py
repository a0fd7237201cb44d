"""Runs of capitalised words, and whom they name: people, organisations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table, load_words
from dragoman.model import ActorType, Sentence, Token


@cache
def _particles() -> frozenset[str]:
    return load_words("en", "name_particles")


_AL_WORD = re.compile(r"(?:al|el|ad|as|ash|at|an|ar|az|ul)[-–‐‑][A-Z]")
_HYPHENS = frozenset("-–‐‑")
_LEADING = frozenset({"al", "el", "bin", "ibn", "abu", "von", "van"})
_NOT_NAMES = frozenset({"DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "NUM", "INTJ"})
_ARABIC_MARK = re.compile(
    r"(?:^|\s)(?:[Aa]l|[Ee]l)[-–\s][A-Z]|(?:^|\s)(?:Abu|Abou|bin|ibn|Bin|Ibn|Abd|Abdul|Abdel|Umm)[\s-]"
)
_ACTOR_ENTITIES: dict[str, ActorType] = {
    "PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "state", "LOC": "state",
    "FAC": "state",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of name-like words in one sentence, hyphenated words kept whole."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    sentence_first: bool


@cache
def person_titles() -> frozenset[str]:
    """Titles before a person's name, as written."""
    return frozenset(row[0] for row in load_table("en", "person_titles"))


@cache
def _office_words() -> frozenset[str]:
    nouns = {n for n, kind, sort, *_ in load_table("en", "actor_nouns") if kind == "person"}
    return frozenset(nouns | {"prime", "vice", "deputy", "former", "acting", "interim", "ex"})


@cache
def _holders() -> frozenset[str]:
    rows = load_table("en", "actor_nouns")
    return frozenset(noun for noun, _, sort, *_ in rows if sort == "office")


def glue(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words of a sentence with hyphenated ones (`Al - Kazemi` without blanks) as one."""
    words: list[list[Token]] = []
    for t in tokens:
        last = words[-1][-1] if words else None
        if last and last.end == t.start and (t.text in _HYPHENS or last.text in _HYPHENS):
            words[-1].append(t)
        else:
            words.append([t])
    return [tuple(w) for w in words]


def _starts_upper(word: Sequence[Token]) -> bool:
    return word[0].text[:1].isupper() or (
        len(word) > 2
        and word[0].text.lower() in _particles() | {"ad", "as", "ash", "at", "an", "ar"}
        and word[2].text[:1].isupper()
    )


def _name_like(word: Sequence[Token]) -> bool:
    head = word[0]
    if not _starts_upper(word) or not any(c.isalpha() for c in head.text):
        return False
    if len(word) > 1 or head.pos not in _NOT_NAMES:
        return True
    return head.text in ("Al", "El") if head.pos == "ADP" else head.entity in ("PERSON", "ORG")


def _opens_sentence(words: list[tuple[Token, ...]]) -> bool:
    """Whether a sentence's first word may be a name though every first word has a capital."""
    head = words[0][0]
    sure = head.pos == "PROPN" or head.entity in _ACTOR_ENTITIES or len(words[0]) > 1
    return _name_like(words[0]) and (sure or len(words) == 1 or not _name_like(words[1]))


def is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is a headline whose words all have capitals, its verbs too."""
    letters = [t for t in tokens if t.text[:1].isalpha()]
    upper = sum(t.text[:1].isupper() for t in letters)
    if len(letters) < 4 or upper <= 0.7 * len(letters):
        return False
    return not any(t.pos in ("VERB", "AUX") and t.text[:1].islower() for t in letters)


def find_chunks(sentence: Sentence, cuts: frozenset[int]) -> Iterator[Chunk]:
    """The runs of name-like words of a sentence. A run ends before each offset in `cuts`."""
    words = glue(sentence.tokens)
    if is_title_case(sentence.tokens):
        return
    run: list[tuple[Token, ...]] = []
    run_first = 0

    def close() -> Iterator[Chunk]:
        while run and run[-1][-1].text.lower() in _particles() and len(run[-1]) == 1:
            run.pop()
        if run:
            tokens = tuple(t for w in run for t in w)
            start, end = tokens[0].start, tokens[-1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            yield Chunk(start, end, text, tokens, run_first == 0)
        run.clear()

    for n, word in enumerate(words):
        if word[0].start in cuts:
            yield from close()
        if _opens_sentence(words) if n == 0 else _name_like(word) or _joins(words, n, run):
            if not run:
                run_first = n
            run.append(word)
        else:
            yield from close()
    yield from close()


def _joins(words: list[tuple[Token, ...]], at: int, run: list[tuple[Token, ...]]) -> bool:
    """Whether a small word belongs to the name around it: `bin`, `Ministry of Defence`."""
    word = words[at][0].text
    if len(words[at]) > 1 or at + 1 >= len(words):
        return False
    if word in _particles() and _name_like(words[at + 1]):
        return bool(run) or word in _LEADING
    body = bool(run) and run[-1][-1].text in organisation_words()
    if word in ("of", "for") and body:
        after = at + 2 if words[at + 1][0].text == "the" else at + 1
        return after < len(words) and _name_like(words[after])
    return word == "the" and bool(run) and run[-1][0].text in ("of", "for")


def entity_of(chunk_tokens: Sequence[Token]) -> str:
    """The entity class most words of a run were given by the parser, or the empty string."""
    counts = Counter(t.entity for t in chunk_tokens if t.text not in _HYPHENS)
    return counts.most_common(1)[0][0] if counts else ""


def has_arabic_mark(text: str) -> bool:
    """Whether a name bears an article, a kunya or a patronymic."""
    return bool(_ARABIC_MARK.search(text) or _AL_WORD.search(text))


@cache
def given_names() -> frozenset[str]:
    """Common given names, capitalised."""
    return load_words("en", "given_names")


@cache
def organisation_words() -> frozenset[str]:
    """Capitalised words that make a name an organisation's."""
    return load_words("en", "organisation_words")


@cache
def not_actor_words() -> frozenset[str]:
    """Last words of names that are places, laws or happenings."""
    return load_words("en", "not_actor_words")


@cache
def portfolio_words() -> frozenset[str]:
    """Capitalised words that belong to an office, not to its holder's name."""
    return load_words("en", "portfolios")


def holds_office(tokens: Sequence[Token]) -> bool:
    """Whether a title or the noun of an office is among some words."""
    return any(t.text in person_titles() or t.text.lower() in _holders() for t in tokens)


def name_start(tokens: Sequence[Token], countries: frozenset[int]) -> tuple[int, bool]:
    """Index of the first word of the holder's name in `US President John Smith`.

    `countries` holds the start offsets of state adjectives. The index is
    `len(tokens)` where the run is an office without a name; the flag says
    whether an office or title stands before it.
    """
    at, titled = 0, False
    for n, t in enumerate(tokens):
        low = t.text.lower()
        office = low in _office_words() or low.rstrip("s") in _office_words()
        fills = t.text in _HYPHENS | {"’s", "'s"} or t.start in countries
        if t.text in person_titles() or (office and (n == at or low in _holders())):
            at, titled = n + 1, True
        elif n == at and (fills or (titled and t.text in portfolio_words())):
            at = n + 1
    return at, titled
