"""Roles and descriptors that stand beside a name: apposition, `as`, and `to be`."""

from __future__ import annotations

import re

from dragoman.model import Token
from dragoman.read.actors.register import Entry, Place, Register
from dragoman.read.mentions.name_chunks import person_titles

_BESIDE = re.compile(r"\s*[\"“”']?\s*|\s*,\s*|\s+[-–—]\s+|\s*\(\s*")
_AS = re.compile(r",? as (?:the |an? |its |his |her )?")
_PARENTHESIS = re.compile(r"\s*\([^()]{1,40}\)")
# What states and bodies can be to each other as people can.
_STANCES = frozenset(
    {"ally", "rival", "enemy", "foe", "partner", "opponent", "backer", "supporter"}
)
_COPULAS = frozenset({"be", "become", "remain"})
_NAMING = frozenset({"appoint", "elect", "name", "nominate", "choose", "designate", "install"})


def _compatible(place: Place, entry: Entry) -> bool:
    """Whether a phrase can say what an actor is: one person, one organisation."""
    phrase = place.phrase
    if phrase is None or phrase.plural:
        return False
    if phrase.noun.sort == "relative" and entry.type in ("state", "organisation", "group"):
        return phrase.noun.lemma in _STANCES
    if phrase.type == "person":
        return entry.type == "person"
    if phrase.type == "outlet":
        return entry.type in ("outlet", "organisation")
    return phrase.type == entry.type == "organisation"


def _beside(text: str, place: Place, name: Place) -> bool:
    """Whether a phrase and a name are in apposition."""
    a, b = place.mention.span, name.mention.span
    before = a.end <= b.start
    gap = text[a.end : b.start] if before else text[b.end : a.start]
    if 5 < len(gap) < 60:
        gap = _PARENTHESIS.sub("", gap)
    if len(gap) > 12:
        return False
    if before and (gap.isspace() or gap.strip() in person_titles()):
        return place.phrase is not None and place.phrase.determiner != "all"
    if not gap.strip():
        return False
    return bool(_BESIDE.fullmatch(gap)) and _apposed(place, name, before=before)


def _apposed(place: Place, name: Place, *, before: bool) -> bool:
    """Whether a comma between a phrase and a name joins them rather than lists them."""
    phrase = place.phrase
    if phrase is None or place.number != name.number:
        return False
    last = name if before else place
    if before and phrase.determiner in ("a", "all"):
        return False
    tokens = place.sentence.tokens
    next_at = last.tokens[-1].index + 1 if last.tokens else len(tokens)
    following = tokens[next_at].text if next_at < len(tokens) else ""
    listed = last.head is not None and last.head.dep == "conj"
    return not (following in ("and", "or") and listed)


def _as_role(text: str, place: Place, name: Place) -> bool:
    gap = text[name.mention.span.end : place.mention.span.start]
    return 0 < len(gap) < 12 and bool(_AS.fullmatch(gap))


def _subject(place: Place, verb: Token) -> int | None:
    """Index of a verb's subject; of what `who` stands for in a relative clause."""
    for t in place.sentence.children(verb):
        if t.dep in ("nsubj", "nsubjpass"):
            relative = t.tag in ("WP", "WDT") and verb.dep in ("relcl", "acl", "appos")
            return verb.head if relative else t.index
    return None


def _copula_subject(place: Place) -> int | None:
    """Index of the subject's word where a phrase is what somebody is said to be."""
    head = place.head
    if head is None or head.dep not in ("attr", "oprd", "acomp"):
        return None
    verb = place.sentence.tokens[head.head]
    if verb.lemma not in _COPULAS | _NAMING:
        return None
    subject = _subject(place, verb)
    return subject if subject is not None and subject < head.index else None


def _as_subject(place: Place) -> int | None:
    """Index of the subject's word where `as` and a phrase say in what office somebody acts."""
    tokens, first = place.sentence.tokens, place.tokens[0].index if place.tokens else 0
    if first == 0 or tokens[first - 1].text.lower() != "as" or tokens[first - 1].dep != "prep":
        return None
    governor, steps = tokens[tokens[first - 1].head], 0
    while governor.pos not in ("VERB", "AUX") and steps < 4:
        governor, steps = tokens[governor.head], steps + 1
    subject = _subject(place, governor)
    return subject if subject is not None and subject < first else None


def _by_copula(place: Place, sentence_places: list[Place], register: Register) -> Entry | None:
    subject = _copula_subject(place)
    if subject is None and place.phrase is not None and place.phrase.noun.sort == "office":
        subject = _as_subject(place)
    if subject is None:
        return None
    for other in sentence_places:
        if other.head is not None and other.head.index == subject:
            return register.entry_of(other)
    return None


def attach_phrases(text: str, places: list[Place], register: Register) -> None:
    """Give phrases beside a name that name's entry."""
    for at, place in enumerate(places):
        if place.phrase is None or place.phrase.plural:
            continue
        entry = None if _holds_office(places, at) else _neighbour(text, places, at, register)
        if entry is None:
            same_sentence = [p for p in places[max(0, at - 12) : at] if p.number == place.number]
            entry = _by_copula(place, same_sentence, register)
            if entry is not None and not _compatible(place, entry):
                entry = None
        if entry is not None:
            register.assign(place, entry)


def _holds_office(places: list[Place], at: int) -> bool:
    """Whether a phrase ends in another person's office: `spokesman for President` Smith."""
    end = places[at].mention.span.end
    near = places[at + 1 : at + 7]
    inner = any(
        p.phrase is not None and p.phrase.type == "person" and p.mention.span.end == end
        for p in near
    )
    # `an adviser to the king` is one man's office and no other's name follows.
    return inner and any(
        p.mention.kind == "name" and 0 <= p.mention.span.start - end <= 1 for p in near
    )


def _neighbour(text: str, places: list[Place], at: int, register: Register) -> Entry | None:
    """The entry of the name beside a phrase; names inside the phrase do not count."""
    place = places[at]
    span = place.mention.span
    for step in (1, -1):
        other_at = at + step
        while 0 <= other_at < len(places) and abs(other_at - at) < 6:
            other = places[other_at]
            if other.mention.kind == "name" and not span.overlaps(other.mention.span):
                entry = register.entry_of(other)
                fits = entry is not None and _compatible(place, entry)
                if fits and _beside(text, place, other):
                    return entry
                if fits and step < 0 and _as_role(text, place, other):
                    return entry
                break
            other_at += step
    return None
