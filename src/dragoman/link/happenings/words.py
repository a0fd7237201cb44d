"""Words of a report's text as lemmas, without a parser: linking sees readings only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.lang.data import load_table, load_words
from dragoman.link.actors.naming import POSSESSIVE
from dragoman.neural.lemmas import by_rule, lexicon

# How many characters either side of a trigger are looked at for its sentence, and how many
# of its content words are kept.
MAX_REACH, MAX_WORDS = 400, 24
_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_STOP = re.compile(r"[.!?…]['\"”’)]*\s+(?=['\"“‘(]*[^\W_a-z])|\n")
_TAG_BY_ENDING = (("ed", "VBD"), ("ing", "VBG"), ("s", "NNS"))
_FORMS = ("VBD", "VBN", "VBZ", "VBG", "NNS")
_OF = frozenset({"of", "in", "from", "at", "for", "with", "on", "who", "that", "which", "by", "to"})


def _load(name: str) -> frozenset[str]:
    """The words of a file beside this one, one a line; `#` starts a comment line."""
    text = files(__package__).joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(x for x in text.splitlines() if x and not x.startswith("#"))


_GRAMMAR = _load("grammar_words")
_LIGHT = _load("light_verbs")


@cache
def _irregular() -> dict[str, str]:
    """Forms that the rules of lemmas get wrong."""
    rows = load_table("en", "lemmas")
    return {form: lemma for form, tag, lemma, *_ in rows if tag in _FORMS and form.isalpha()}


@cache
def _ignored() -> frozenset[str]:
    return load_words("en", "stop_lemmas") | _GRAMMAR


@lru_cache(maxsize=65_536)
def lemma_of(word: str) -> str:
    """The likely lemma of a word of whatever kind, in lower case."""
    lower = POSSESSIVE.sub("", word.lower())
    if lower in lexicon():
        return lower
    listed = _irregular().get(lower)
    if listed:
        return listed
    tag = next((t for ending, t in _TAG_BY_ENDING if lower.endswith(ending)), None)
    return by_rule(lower, tag, lexicon()) if tag and len(lower) > 4 else lower


def lemmas_in(text: str) -> Iterator[str]:
    """The lemmas of the words of a text, in order."""
    return (lemma_of(found[0]) for found in _WORD.finditer(text))


def trigger_lemmas(text: str) -> tuple[str, ...]:
    """What a trigger's words say: `launched an attack` is `attack`, `met` is `meet`."""
    lemmas = [x for x in lemmas_in(text) if x not in _GRAMMAR]
    heavy = [x for x in lemmas if x not in _LIGHT]
    return tuple(dict.fromkeys(heavy or lemmas or [text.lower()]))


def head_word(text: str) -> str:
    """The lemma that a phrase of a participant turns on: `13 prisoners of war` is `prisoner`."""
    words = _WORD.findall(text)
    ends = next((n for n, w in enumerate(words) if n and w.lower() in _OF), len(words))
    return lemma_of(words[ends - 1]) if words else text.lower()


def context_words(text: str, start: int, end: int) -> tuple[str, ...]:
    """The content lemmas of the sentence around `text[start:end]`, the nearest ones first."""
    low, high = max(0, start - MAX_REACH), min(len(text), end + MAX_REACH)
    before = [m.end() for m in _STOP.finditer(text, low, start)]
    after = _STOP.search(text, end, high)
    low, high = before[-1] if before else low, after.start() if after else high
    found = []
    for word in _WORD.finditer(text, low, high):
        lemma = lemma_of(word[0])
        inside = word.start() < end and start < word.end()
        if not inside and lemma not in _ignored() and (len(lemma) > 2 or lemma.isdigit()):
            found.append((min(abs(word.start() - end), abs(start - word.end())), lemma))
    nearest = dict.fromkeys(lemma for _, lemma in sorted(found))
    return tuple(nearest)[:MAX_WORDS]
