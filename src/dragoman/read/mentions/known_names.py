"""States, organisations and outlets known by name, found in a sentence by their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from dragoman.lang.data import load_table, load_words, split_cell
from dragoman.model import ActorType, Sentence

Form = Literal["name", "capital", "seat", "adjective", "people"]
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s\-–‐‑'’./&]{1,3}")
_ARTICLES = frozenset({"al", "el", "the"})


@dataclass(frozen=True, slots=True)
class Known:
    """A known actor under one of its names. `key` is alike for all names of one actor."""

    key: str
    name: str
    type: ActorType
    country: str | None
    form: Form
    words: tuple[str, ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """Where a known name stands (offsets in the repaired text)."""

    start: int
    end: int
    known: Known


def _state_rows() -> Iterator[tuple[str, Known]]:
    for row in load_table("en", "states"):
        name, aliases, code, adjectives, people, capitals, seats = (*row, *[""] * 7)[:7]
        forms: list[tuple[Form, list[str]]] = [
            ("people", split_cell(people)),
            ("adjective", split_cell(adjectives)),
            ("capital", split_cell(capitals)),
            ("seat", split_cell(seats)),
            ("name", [name, *split_cell(aliases)]),
        ]
        for form, words in forms:
            key = f"people:{code}" if form == "people" else f"state:{code}"
            kind: ActorType = "group" if form == "people" else "state"
            for text in words:
                yield text, Known(key, name, kind, code, form, ())


def _people_rows() -> Iterator[tuple[str, Known]]:
    for adjective, plural, *_ in load_table("en", "peoples"):
        yield adjective, Known(f"camp:{plural}", adjective, "group", None, "adjective", ())
        if plural != adjective:
            yield plural, Known(f"camp:{plural}", plural, "group", None, "people", ())


def _body_rows() -> Iterator[tuple[str, Known]]:
    for table, kind in (("organisations", "organisation"), ("outlets", "outlet")):
        for name, aliases, country, *_ in load_table("en", table):
            key = f"{kind}:{name}"
            for text in [name, *split_cell(aliases)]:
                yield text, Known(key, name, cast(ActorType, kind), country or None, "name", ())


@cache
def _index() -> dict[tuple[str, str], tuple[Known, ...]]:
    """Known names by their first two words in lower case, longest first."""
    ambiguous = load_words("en", "ambiguous_names")
    found: dict[tuple[str, str], dict[tuple[str, ...], Known]] = defaultdict(dict)
    for text, known in [*_people_rows(), *_body_rows(), *_state_rows()]:
        words = tuple(_WORD.findall(text))
        if not words:
            continue
        entry = Known(
            known.key, known.name, known.type, known.country, known.form, words, text in ambiguous
        )
        found[_key(words)][words] = entry
    return {
        first: tuple(sorted(entries.values(), key=lambda k: -len(k.words)))
        for first, entries in found.items()
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(first for first, _ in _index())


def _key(words: Sequence[str]) -> tuple[str, str]:
    return words[0].casefold(), words[1].casefold() if len(words) > 1 else ""


def _candidates(words: Sequence[re.Match[str]], at: int) -> Iterator[Known]:
    """The known names that start with the word at `at` and the one after it, longest first."""
    if words[at].group().casefold() not in _first_words():
        return
    first, second = _key([w.group() for w in words[at : at + 2]])
    index = _index()
    yield from index.get((first, second), ()) if second else ()
    yield from index.get((first, ""), ())


def _fits(known: str, seen: str, *, first: bool) -> bool:
    if known.casefold() != seen.casefold():
        return False
    if known[0].islower() or (first and known.casefold() in _ARTICLES):
        return True
    if len(known) > 1 and known.isupper() and len(known) <= 5:
        return seen.isupper()
    return seen[0].isupper()


def _match(text: str, words: list[re.Match[str]], at: int, known: Known) -> re.Match[str] | None:
    """The last word of a known name that starts at word `at`, if it stands there."""
    if at + len(known.words) > len(words):
        return None
    for n, word in enumerate(known.words):
        seen = words[at + n]
        if not _fits(word, seen.group(), first=n == 0):
            return None
        if n and not _BETWEEN.fullmatch(text, words[at + n - 1].end(), seen.start()):
            return None
    return words[at + len(known.words) - 1]


def _ambiguous_here(text: str, start: int, end: int) -> bool:
    """Whether nothing beside an everyday word (`Time`) shows that it is a name."""
    before, after = text[max(0, start - 14) : start].lower(), text[end : end + 12].lower()
    return not (
        before.endswith(("“", '"', "«"))
        or re.search(r"(?:magazine|newspaper|agency|channel|daily|company|network|site) $", before)
        or re.match(r"\W{0,2}\s?(?:magazine|newspaper|agency|news|channel|daily|network)", after)
    )


def find_known_names(sentence: Sentence) -> list[KnownSpan]:
    """Every known name of a sentence, longest match first, none inside another."""
    text = sentence.text
    words = list(_WORD.finditer(text))
    found, at = [], 0
    while at < len(words):
        step = 1
        for known in _candidates(words, at):
            last = _match(text, words, at, known)
            if last is None:
                continue
            start, end = words[at].start(), last.end()
            if len(last.group()) == 1 and text[end - 2 : end + 1].startswith("."):
                end += text[end : end + 1] == "."
            if known.ambiguous and _ambiguous_here(text, start, end):
                continue
            found.append(KnownSpan(sentence.start + start, sentence.start + end, known))
            step = len(known.words)
            break
        at += step
    return found


@cache
def known_country_words() -> dict[str, str]:
    """ISO code by the lower-case word of a state's adjective, name or capital."""
    return {
        " ".join(k.words).lower(): k.country
        for entries in _index().values()
        for k in entries
        if k.key.startswith("state:") and k.country and k.form in ("adjective", "name", "capital")
    }


@lru_cache(maxsize=50_000)
def known_name(text: str) -> Known | None:
    """The known actor that a whole string names, if there is one."""
    words = list(_WORD.finditer(text))
    for known in _candidates(words, 0) if words else ():
        if len(known.words) == len(words) and _match(text, words, 0, known):
            return known
    return None


@cache
def state_names() -> dict[str, str]:
    """A state's usual name by its ISO code."""
    return {row[2]: row[0] for row in load_table("en", "states")}
