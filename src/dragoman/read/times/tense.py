"""The tense of the clause that a time expression stands in."""

from __future__ import annotations

from typing import Literal

from dragoman.model import Sentence, Token
from dragoman.read.times.lexing import cue_words

Tense = Literal["past", "present", "future"]

_MAX_STEPS = 12


def find_tense(sentence: Sentence, offset: int) -> Tense | None:
    """The tense of the nearest verb that governs the word at `offset`; None if there is none."""
    token = next((t for t in sentence.tokens if t.start <= offset < t.end), None)
    for _ in range(_MAX_STEPS):
        if token is None:
            return None
        tense = _tense_of(sentence, token)
        if tense or token.head == token.index:
            return tense
        token = sentence.tokens[token.head]
    return None


def _tense_of_infinitive(governor: Token) -> Tense | None:
    """`plans to meet` looks ahead; `gathered to mark` says nothing by itself."""
    ahead = governor.lemma in cue_words("planning") or not governor.tag.startswith("VB")
    return "future" if ahead else None


def _tense_of(sentence: Sentence, verb: Token) -> Tense | None:
    # `a meeting scheduled for Friday`, `is due in June` look ahead whatever their own tense.
    if verb.lemma in cue_words("planning") and verb.tag in ("VBN", "JJ"):
        return "future"
    if not verb.tag.startswith(("VB", "MD")):
        return None
    helpers = [t for t in sentence.children(verb) if t.dep in ("aux", "auxpass")]
    words = {t.text.lower() for t in helpers}
    tags = {t.tag for t in helpers}
    if verb.tag == "VB" and "TO" in tags:
        return _tense_of_infinitive(sentence.tokens[verb.head])
    if words & cue_words("future_modals"):
        return "future"
    if verb.tag == "VBD" or "VBD" in tags or "have" in words or "has" in words:
        return "past"
    if verb.tag in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
        return "present"
    return None
