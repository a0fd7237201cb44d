"""Places that stand for governments: `Washington accused`, `talks between Tehran and Baghdad`."""

from __future__ import annotations

from dragoman.lang.data import load_words
from dragoman.model import Sentence, Token
from dragoman.read.places.context import cue_words
from dragoman.read.places.gazetteer import Entry, seats_of_government
from dragoman.read.places.keys import fold
from dragoman.read.places.toponyms import Toponym


def is_metonym(toponym: Toponym, entry: Entry | None, sentence: Sentence) -> bool:
    """Whether a country's or capital's name stands for its government here."""
    seat = fold(toponym.core) in seats_of_government()
    if not seat and (entry is None or entry.kind != "country"):
        return False
    if _begins_a_body(toponym, sentence):
        return True
    head = sentence.head_of(toponym.tokens[0].start, toponym.tokens[-1].end)
    if head is None:
        return False
    while head.dep == "conj" and head.head != head.index:
        head = sentence.tokens[head.head]
    governor = sentence.tokens[head.head]
    if head.dep in ("nsubj", "nsubjpass"):
        return governor.pos in ("VERB", "AUX") and governor.lemma not in cue_words("still_verbs")
    if head.dep in ("dobj", "dative"):
        return governor.lemma in cue_words("told_verbs")
    if head.dep == "poss":
        return seat and governor.lemma.lower() not in load_words("en", "place_nouns")
    return head.dep == "pobj" and _is_party(governor, sentence)


def _begins_a_body(toponym: Toponym, sentence: Sentence) -> bool:
    """`US Army`, `Iran Ministry of Health`: a state's own body, wherever it is."""
    end = toponym.tokens[-1].index + 1
    rest = sentence.tokens[end : end + 2]
    inside = bool(rest) and bool(rest[0].entity) and not rest[0].entity_first
    return inside and any(t.text.lower() in cue_words("national_bodies") for t in rest)


def _is_party(preposition: Token, sentence: Sentence) -> bool:
    """`talks with Iran`, `accused by Washington`, `loyal to Tehran`."""
    if preposition.dep == "agent":
        return True
    if preposition.text.lower() not in cue_words("party_prepositions"):
        return False
    return sentence.tokens[preposition.head].lemma.lower() in cue_words("party_nouns")
