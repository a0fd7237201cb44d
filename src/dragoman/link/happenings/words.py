"""What of the words of an event and of those around it tells what happened, as lemmas."""

from __future__ import annotations

import re
from functools import cache

from dragoman.lang.data import load_words
from dragoman.link.words import WORD, lemma_of, lemmas_in

# How many characters either side of a trigger are looked at for its sentence, and how many
# of its content words are kept.
MAX_REACH, MAX_WORDS = 400, 24
_STOP = re.compile(r"[.!?…]['\"”’)]*\s+(?=['\"“‘(]*[^\W_a-z])|\n")
_OF = frozenset({"of", "in", "from", "at", "for", "with", "on", "who", "that", "which", "by", "to"})


_GRAMMAR = load_words("en", "grammar_words")
_LIGHT = load_words("en", "light_verbs")


@cache
def _ignored() -> frozenset[str]:
    return load_words("en", "stop_lemmas") | _GRAMMAR


def trigger_lemmas(text: str) -> tuple[str, ...]:
    """What a trigger's words say: `launched an attack` is `attack`, `met` is `meet`."""
    lemmas = [x for x in lemmas_in(text) if x not in _GRAMMAR]
    heavy = [x for x in lemmas if x not in _LIGHT]
    return tuple(dict.fromkeys(heavy or lemmas or [text.lower()]))


def head_word(text: str) -> str:
    """The lemma that a phrase of a participant turns on: `13 prisoners of war` is `prisoner`."""
    words = WORD.findall(text)
    ends = next((n for n, w in enumerate(words) if n and w.lower() in _OF), len(words))
    return lemma_of(words[ends - 1]) if words else text.lower()


def context_words(text: str, start: int, end: int) -> tuple[str, ...]:
    """The content lemmas of the sentence around `text[start:end]`, the nearest ones first."""
    low, high = max(0, start - MAX_REACH), min(len(text), end + MAX_REACH)
    before = [m.end() for m in _STOP.finditer(text, low, start)]
    after = _STOP.search(text, end, high)
    low, high = before[-1] if before else low, after.start() if after else high
    found = []
    for word in WORD.finditer(text, low, high):
        lemma = lemma_of(word[0])
        inside = word.start() < end and start < word.end()
        if not inside and lemma not in _ignored() and (len(lemma) > 2 or lemma.isdigit()):
            found.append((min(abs(word.start() - end), abs(start - word.end())), lemma))
    nearest = dict.fromkeys(lemma for _, lemma in sorted(found))
    return tuple(nearest)[:MAX_WORDS]
