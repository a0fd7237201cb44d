"""Mentions: the spans that name, describe or stand for an actor."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from dragoman.lang.data import load_words
from dragoman.lang.outlets import looks_like_outlet
from dragoman.model import ActorType, Mention, MentionKind, Sentence, Token
from dragoman.names import name_keys
from dragoman.read.analysis import Analysis
from dragoman.read.mentions.known_names import KnownSpan, find_known_names, known_name
from dragoman.read.mentions.name_chunks import (
    Chunk,
    entity_of,
    find_chunks,
    given_names,
    has_arabic_mark,
    holds_office,
    is_title_case,
    name_start,
    not_actor_words,
    organisation_words,
    portfolio_words,
)
from dragoman.read.mentions.phrases import Phrase, find_phrases, pronoun_words

_LOCATIVE = frozenset(
    {"in", "at", "near", "nearby", "outside", "inside", "around", "through", "into", "throughout",
     "across", "within", "south", "north", "east", "west", "of", "via"}
)  # fmt: skip
# What leads to a place, if it is travel that it hangs on.
_WAYS = frozenset({"to", "from", "for", "toward", "towards"})
_PERSON_PRONOUNS = frozenset({"he", "him", "his", "himself"})
# `the Movement for Change (MFC)`
_ACRONYM_AFTER = re.compile(r"\s*\(\s*([A-Z][A-Za-z&-]{1,8})\s*\)")
_VESSELS = frozenset({"USS", "HMS", "INS", "MV", "RMS", "USNS"})
_MAX_NAME_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in the making."""

    start: int
    end: int
    kind: MentionKind
    type: ActorType | None


@dataclass(slots=True)
class _Evidence:
    """What the whole report shows about its names."""

    person_words: Counter[str] = field(default_factory=Counter)
    person_keys: set[str] = field(default_factory=set)
    person_parts: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    body_ends: dict[str, ActorType] = field(default_factory=dict)


def _is_locative(sentence: Sentence, first: Token, last: Token) -> bool:
    """Whether a city stands where things happen rather than who acts."""
    tokens = sentence.tokens
    before = tokens[first.index - 1] if first.index else None
    if before is not None and before.text.lower() in _LOCATIVE:
        return True
    if first.dep in ("appos", "npadvmod") or last.text.isupper():
        return True
    if _is_gone_to(sentence, first, last):
        return True
    if first.dep == "conj" and first.head < first.index:
        governor = tokens[first.head]
        if governor.dep == "pobj":
            return tokens[governor.head].text.lower() in _LOCATIVE
        return False
    following = tokens[last.index + 1] if last.index + 1 < len(tokens) else None
    actor_like = {"nsubj", "nsubjpass", "poss", "pobj", "dobj", "conj", "ROOT", "iobj", "dative"}
    return last.dep not in actor_like or (following is not None and following.text == "(")


def _is_gone_to(sentence: Sentence, first: Token, last: Token) -> bool:
    """Whether people go to a city or do something to it, or it has what only a place has.

    `flew to Berlin`, `is visiting Tokyo`, `Madrid's town hall`; not `ties to Tehran`.
    """
    head = sentence.head_of(first.start, last.end) or last
    governor = sentence.tokens[head.head]
    lemma = governor.lemma.lower()
    if head.dep == "poss":
        return lemma in load_words("en", "place_nouns")
    if head.dep == "dobj":
        return lemma in load_words("en", "visiting_verbs")
    if head.dep != "pobj" or governor.text.lower() not in _WAYS:
        return False
    return sentence.tokens[governor.head].lemma.lower() in load_words("en", "travel_words")


def _inside(sentence: Sentence, start: int, end: int) -> tuple[Token, ...]:
    return tuple(t for t in sentence.tokens if t.start < end and start < t.end)


def _known_mention(sentence: Sentence, span: KnownSpan) -> _Found | None:
    """The mention that a known name makes, None where it only modifies or locates."""
    known, tokens = span.known, _inside(sentence, span.start, span.end)
    if known.form == "adjective" or not tokens:
        return None
    if known.type == "state":
        last = tokens[-1]
        if last.dep in ("compound", "amod", "nmod") and last.head > last.index:
            return None
        if known.form == "capital" and _is_locative(sentence, tokens[0], last):
            return None
    return _Found(span.start, span.end, "name", known.type)


def _split(chunk: Chunk, known: list[KnownSpan]) -> list[tuple[Token, ...]]:
    """The pieces of a run of capitalised words between the known names in it."""
    cuts = [k for k in known if k.start < chunk.end and chunk.start < k.end]
    cuts = [k for k in cuts if k.known.form != "adjective"]
    pieces: list[list[Token]] = [[]]
    for t in chunk.tokens:
        if any(k.start <= t.start < k.end for k in cuts):
            pieces.append([])
        else:
            pieces[-1].append(t)
    return [tuple(p) for p in pieces if p]


def _swallows(chunk: Chunk, span: KnownSpan) -> bool:
    """Whether a known name is only a part of a longer one: `Jordan Peele`, `Senate Committee`."""
    if not (chunk.start <= span.start and span.end <= chunk.end):
        return False
    if span.known.form == "name" and _part_of_body(chunk, span):
        return True
    if span.known.type == "outlet" and len(span.known.words) > 1:
        return False
    tokens = [t for t in chunk.tokens if span.start <= t.start < span.end]
    before = [t for t in chunk.tokens if t.end <= span.start]
    if span.known.type == "state" and before and before[-1].text in given_names():
        return len(tokens) == 1  # `Lisa Monaco`
    if len(chunk.tokens) <= len(tokens) or span.known.form == "adjective":
        return False
    return bool(tokens) and all(t.entity == "PERSON" for t in tokens) and len(span.known.words) == 1


def _part_of_body(chunk: Chunk, span: KnownSpan) -> bool:
    """Whether a known name stands inside a longer body's: `New Democratic Party`, `Bank of X`."""
    before = [t for t in chunk.tokens if t.end <= span.start]
    if span.known.type == "state":
        return len(before) > 1 and before[-1].text in ("of", "for")
    if span.known.type != "organisation":
        return False
    if span.end < chunk.end:
        return _ends_as_body(chunk)
    inner = [t for t in chunk.tokens if span.start <= t.start]
    longer = bool(before) and before[-1].pos in ("PROPN", "ADJ") and len(inner) > 1
    return longer and inner[-1].text in organisation_words() and not holds_office(before)


def _ends_as_body(chunk: Chunk) -> bool:
    last = chunk.tokens[-1].text
    return last in organisation_words() or any(t.text in ("of", "for") for t in chunk.tokens[1:])


def _classify(tokens: tuple[Token, ...], text: str, titled: bool) -> ActorType | None:
    """Whom a name names, None where nothing shows it."""
    entity = entity_of(tokens)
    words = [t for t in tokens if t.text[:1].isalpha()]
    if all(t.text in portfolio_words() for t in words) or tokens[0].text in _VESSELS:
        return None
    if len(words) == 1 and words[0].text.isupper() and entity == "PERSON":
        return None
    if titled:
        return "person"
    if words[-1].text in not_actor_words():
        return None
    if any(t.text in organisation_words() for t in words):
        return "organisation"
    if entity != "PERSON" and looks_like_outlet([t.text for t in tokens]):
        return "outlet"
    first_given = words[0].text in given_names() if words else False
    if entity == "PERSON":
        return "person"
    if len(words) > 1 and (first_given or (has_arabic_mark(text) and entity != "GPE")):
        return "person"
    if len(tokens) == 1 and tokens[0].dep in ("compound", "amod", "nmod"):
        return None
    if entity in ("ORG", "NORP"):
        return "organisation" if entity == "ORG" else "group"
    return None


def _name_pieces(chunk: Chunk, known: list[KnownSpan]) -> list[tuple[tuple[Token, ...], bool]]:
    """The names in a run, each with whether a title or office stands before it."""
    national = [k for k in known if k.known.form == "adjective"]
    adjectives = frozenset(
        t.start for t in chunk.tokens if any(k.start <= t.start < k.end for k in national)
    )
    found = []
    for piece in _split(chunk, known):
        at, titled = name_start(piece, adjectives)
        body = any(t.text in organisation_words() for t in piece) and not holds_office(piece)
        titled = titled and not body
        rest = piece if body else piece[at:]
        rest = _trim(rest)
        if rest and any(t.text[:1].isupper() for t in rest):
            found.append((rest, titled))
    return found


def _trim(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A name's words without articles and marks at its edges."""
    while tokens and (
        not tokens[0].text[:1].isalpha()
        or tokens[0].pos == "DET"
        or tokens[0].text in ("of", "for", "the")
    ):
        tokens = tokens[1:]
    while tokens and not tokens[-1].text[-1:].isalnum():
        tokens = tokens[:-1]
    return tokens


def _text(sentence: Sentence, tokens: tuple[Token, ...]) -> str:
    return sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]


def _names_in(
    sentence: Sentence, evidence: _Evidence
) -> tuple[list[_Found], list[tuple[tuple[Token, ...], str]], list[KnownSpan]]:
    """Sure names of a sentence, runs still in doubt, and the known names."""
    known = find_known_names(sentence)
    stops = frozenset(
        t.start for t in sentence.tokens if t.entity == "PERSON" and t.entity_first and t.index
    )
    sure: list[_Found] = []
    doubtful = []
    chunks = list(find_chunks(sentence, frozenset()))
    known = [k for k in known if not any(_swallows(c, k) for c in chunks)]
    for chunk in chunks:
        for piece, titled in _name_pieces(chunk, known):
            tokens = _from_person(piece, stops)
            text = _text(sentence, tokens)
            kind = _classify(tokens, text, titled)
            if len(tokens) > _MAX_NAME_WORDS:
                continue
            if kind is None or (kind != "person" and (has_arabic_mark(text) or len(tokens) == 1)):
                doubtful.append((tokens, text))
            else:
                sure.append(_Found(tokens[0].start, tokens[-1].end, "name", kind))
                if kind == "person":
                    _learn(evidence, text)
    mentions = [m for k in known if (m := _known_mention(sentence, k))]
    for m in sure + mentions:
        if m.type in ("organisation", "outlet"):
            found = _ACRONYM_AFTER.match(sentence.text, m.end - sentence.start)
            evidence.acronyms |= {found[1]} if found else set()
            words = sentence.text[m.start - sentence.start : m.end - sentence.start].split(" ")
            if len(words) > 1:
                evidence.body_ends.setdefault(words[-1], m.type)
    return sure + mentions, doubtful, known


def _from_person(tokens: tuple[Token, ...], stops: frozenset[int]) -> tuple[Token, ...]:
    """The part of a run from where the parser sees a person's name start."""
    for n, t in enumerate(tokens):
        starts = n > 0 and t.start in stops and len(tokens) - n > 1
        if starts and tokens[n - 1].entity != "PERSON" and tokens[n - 1].text[-1:].isalpha():
            return tokens[n:]
    return tokens


@dataclass(slots=True)
class _Draft:
    sentence: Sentence
    sure: list[_Found]
    doubtful: list[tuple[tuple[Token, ...], str]]


def _as_people(draft: _Draft, evidence: _Evidence, located: frozenset[str]) -> None:
    """States that are a person's surname in this report, and nowhere a place, are that person."""
    surnames = evidence.surnames - located
    for n, m in enumerate(draft.sure):
        words = draft.sentence.text[m.start - draft.sentence.start : m.end - draft.sentence.start]
        if m.type == "state" and words in surnames:
            draft.sure[n] = _Found(m.start, m.end, "name", "person")


def _located(analysis: Analysis) -> frozenset[str]:
    """Words behind a preposition of place: `in Monaco`."""
    return frozenset(
        t.text
        for s in analysis.sentences
        for t in s.tokens
        if t.index and s.tokens[t.index - 1].text.lower() in _LOCATIVE
    )


def _learn(evidence: _Evidence, text: str) -> None:
    evidence.person_words[text] += 1
    evidence.person_keys |= name_keys(text)
    words = text.split()
    evidence.person_parts |= {w for w in words if len(w) > 2}
    if len(words) > 1:
        evidence.surnames.add(words[-1])


def _is_place_like(sentence: Sentence, tokens: tuple[Token, ...]) -> bool:
    """Whether a lone name in doubt stands like a place's or only modifies another noun."""
    if tokens[-1].dep in ("compound", "amod", "nmod"):
        return True
    before = sentence.tokens[tokens[0].index - 1].text.lower() if tokens[0].index else ""
    return len(tokens) == 1 and before in _LOCATIVE and not tokens[0].text.isupper()


def _follows_the(sentence: Sentence, token: Token) -> bool:
    return token.index > 0 and sentence.tokens[token.index - 1].text.lower() == "the"


def _settle(
    sentence: Sentence, doubtful: list[tuple[tuple[Token, ...], str]], evidence: _Evidence
) -> list[_Found]:
    """Runs in doubt, decided by what the rest of the report shows."""
    found = []
    for tokens, text in doubtful:
        entity = entity_of(tokens)
        known = known_name(text)
        if (
            tokens[-1].text in not_actor_words()
            or tokens[0].text in _VESSELS
            or (known is not None and known.ambiguous)
        ):
            continue
        keys = name_keys(text)
        kind: ActorType | None = None
        sure_name = tokens[0].pos == "PROPN" or entity or len(tokens) > 1
        spelled_alike = sure_name and keys and keys <= evidence.person_keys
        if spelled_alike or text in evidence.person_parts:
            kind = "person"
        elif not sure_name:
            continue
        elif has_arabic_mark(text) and entity in ("", "PERSON", "NORP", "ORG"):
            subject = tokens[-1].dep in ("nsubj", "nsubjpass", "poss", "agent")
            kind = "person" if subject or len(tokens) > 3 else None
        elif len(tokens) == 1 and _follows_the(sentence, tokens[0]) and text in evidence.body_ends:
            kind = evidence.body_ends[text]
        elif entity in ("ORG", "NORP") and not _is_place_like(sentence, tokens):
            kind = "organisation" if entity == "ORG" else "group"
        if kind and not all(t.text in portfolio_words() for t in tokens):
            found.append(_Found(tokens[0].start, tokens[-1].end, "name", kind))
    return found


def _phrase_kind(phrase: Phrase) -> MentionKind:
    if phrase.noun.sort != "office" or phrase.plural:
        return "descriptor"
    says_which = phrase.former or bool(phrase.of) or phrase.country is not None
    return "role" if says_which or phrase.determiner not in ("a", "all") else "descriptor"


def _pronouns(sentence: Sentence) -> list[_Found]:
    found = []
    for t in sentence.tokens:
        low = t.text.lower()
        if low in pronoun_words() and t.pos in ("PRON", "DET") and t.dep != "expl":
            if low == "it" and _is_empty_it(sentence, t):
                continue
            kind: ActorType | None = "person" if low in _PERSON_PRONOUNS else None
            found.append(_Found(t.start, t.end, "pronoun", kind))
    return found


_EMPTY_IT_HEADS = frozenset({"be", "seem", "appear", "turn", "happen", "remain", "become", "take"})


def _is_empty_it(sentence: Sentence, it: Token) -> bool:
    """Whether `it` stands for nothing: `it is clear that`, `it seems that`."""
    verb = sentence.tokens[it.head]
    if it.dep not in ("nsubj", "nsubjpass") or verb.lemma not in _EMPTY_IT_HEADS:
        return False
    rest = sentence.tokens[verb.index + 1 : verb.index + 6]
    return any(t.text.lower() in ("that", "to", "whether", "for") for t in rest)


def _headline_names(sentence: Sentence, evidence: _Evidence) -> list[_Found]:
    """People whom the rest of the report names, in a headline full of capitals."""
    found: list[_Found] = []
    if not is_title_case(sentence.tokens):
        return found
    last: Token | None = None
    for t in sentence.tokens:
        if t.text not in evidence.person_parts or not t.text[:1].isupper():
            continue
        if last is not None and last.index + 1 == t.index and found:
            found[-1] = _Found(found[-1].start, t.end, "name", "person")
        else:
            found.append(_Found(t.start, t.end, "name", "person"))
        last = t
    return found


def _sentence_mentions(draft: _Draft, evidence: _Evidence) -> list[_Found]:
    names = draft.sure + _settle(draft.sentence, draft.doubtful, evidence)
    names += _headline_names(draft.sentence, evidence)
    names += [
        _Found(t.start, t.end, "name", "organisation")
        for t in draft.sentence.tokens
        if t.text in evidence.acronyms
    ]
    names = _without_overlaps(names)
    covered = frozenset(
        t.start for m in names for t in draft.sentence.tokens if m.start <= t.start < m.end
    )
    stops = frozenset(m.start for m in names if m.type == "person")
    phrases = [
        _Found(p.start, p.end, _phrase_kind(p), p.type)
        for p in find_phrases(draft.sentence, covered, stops)
    ]
    return names + phrases + _pronouns(draft.sentence)


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for m in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
        if all(m.end <= k.start or k.end <= m.start for k in kept):
            kept.append(m)
    return kept


def find_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Every mention in reading order, not yet resolved to actors.

    Names come from the lists of states, organisations and outlets and from
    runs of capitalised words, whose kind is decided by titles and offices
    before them, by Arabic articles, by the parser's entity classes and by
    what the rest of the report shows. Roles and descriptors are noun phrases
    headed by an actor noun; one may hold a name (`head of the UN mission`).
    """
    evidence = _Evidence()
    drafts = []
    for sentence in analysis.sentences:
        sure, doubtful, _ = _names_in(sentence, evidence)
        drafts.append(_Draft(sentence, sure, doubtful))
    located = _located(analysis)
    for draft in drafts:
        _as_people(draft, evidence, located)
    found = [m for draft in drafts for m in _sentence_mentions(draft, evidence)]
    mentions = {}
    for m in sorted(found, key=lambda m: (m.start, -m.end)):
        span = analysis.span(m.start, m.end)
        if span.text and (span.start, span.end) not in mentions:
            mention = Mention(analysis.make_id("men", span), span, m.kind, m.type, None)
            mentions[span.start, span.end] = mention
    return tuple(mentions.values())
