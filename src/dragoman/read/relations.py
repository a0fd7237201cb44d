"""Offices, memberships and other standing ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Actor, Mention, Relation, Role, RoleStatus, Sentence, Span, Time, Token
from dragoman.read.actors.register import Place, place_mentions
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.mentions.known_names import known_name, state_names
from dragoman.read.mentions.name_chunks import organisation_words
from dragoman.read.mentions.phrases import Phrase
from dragoman.read.tenures import UNKNOWN, Held, Tenures

_OFFICE_ORIGIN = "rule:en/office@2"
_MEMBER_ORIGIN = "rule:en/member@1"
_TIE_ORIGIN = "rule:en/tie@2"
_BACKER_ORIGIN = "rule:en/backer@1"
_MEMBER_TITLES = frozenset({"member", "fighter", "militant", "loyalist"})
# Sorts of nouns that say what a person holds or is.
_ROLE_SORTS = frozenset({"office", "trade"})
_NO_ROLE = frozenset({"man", "woman", "person", "figure", "source", "partner", "victim", "one"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a role mention says of its actor."""

    title: str
    of: str | None
    of_actor: str | None
    status: RoleStatus
    span: Span
    past: bool = False
    held: Held = UNKNOWN


def _modifier_body(place: Place, near: list[Mention], cast: Cast) -> tuple[Actor, Span] | None:
    """An organisation named inside a role: `the Quds Force commander`."""
    if place.phrase is None:
        return None
    head_end = place.phrase.end if not place.phrase.of else place.phrase.of[0].start
    for mention in near:
        inside = place.mention.span.covers(mention.span) and mention.span.end < head_end
        if inside and mention.kind == "name" and mention.actor:
            actor = cast.actor(mention.actor)
            if actor and actor.type in ("organisation", "outlet", "person"):
                return actor, mention.span
    return None


def _state_actor(country: str | None, cast: Cast) -> Actor | None:
    for actor in cast.actors:
        if country and actor.type == "state" and actor.country == country:
            return actor
    return None


def _title_without(title: str, body: Span) -> str:
    """`quds force commander` without the body's name: `commander`."""
    words, rest = {w.lower() for w in body.text.split()}, title.split()
    while len(rest) > 1 and rest[0].lower() in words:
        rest.pop(0)
    return " ".join(rest)


def _titled_body(phrase: Phrase) -> tuple[str, str] | None:
    """The body whose name begins an office's title, and the rest: `White House spokeswoman`."""
    words: list[str] = []
    before = [t for t in phrase.tokens if t.end <= phrase.end][:-1]
    for token in before:
        if token.text[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN"):
            words.append(token.text)
        elif words or token.pos != "DET":
            break
    name = " ".join(words)
    body = bool(words) and (known_name(name) is not None or words[-1] in organisation_words())
    rest = phrase.title.lower().removeprefix(name.lower()).strip()
    return (name, rest) if body and rest and rest != phrase.title.lower() else None


def _told(place: Place, near: list[Mention], cast: Cast) -> _Told:
    phrase = place.phrase
    if phrase is None:
        raise ValueError("a role mention without a phrase")
    title, span = phrase.title, place.mention.span
    status: RoleStatus = "former" if phrase.former else "current"
    body = _modifier_body(place, near, cast)
    if body is not None:
        actor, where = body
        return _Told(_title_without(title, where), actor.name, actor.id, status, span)
    titled = None if phrase.of or phrase.country or phrase.owner else _titled_body(phrase)
    if titled is not None:
        words, rest = titled
        return _Told(rest, words, None, status, span)
    found = _inside(place, phrase.of, near, cast) or _inside(place, phrase.owner, near, cast)
    state = _state_actor(phrase.country, cast)
    name = state.name if state else state_names().get(phrase.country or "")
    if found is not None and found.type == "organisation" and found.name[:1].isupper():
        title = title.split(" of ")[0]
        return _Told(title, found.name, found.id, status, span)
    target = state or (found if found and found.type in ("organisation", "state") else None)
    return _Told(title, name or _of_text(phrase), target.id if target else None, status, span)


def _of_text(phrase: Phrase) -> str | None:
    """The words after `of`, where they name what an office belongs to."""
    names = [t for t in phrase.of if t.pos == "PROPN"]
    return (
        None
        if not names or phrase.noun.lemma in ("minister", "secretary")
        else " ".join(t.text for t in phrase.of if t.pos != "DET")
    )


def _inside(
    place: Place, tokens: tuple[Token, ...], near: list[Mention], cast: Cast
) -> Actor | None:
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    for mention in near:
        inside = start <= mention.span.start and mention.span.end <= end
        if inside and mention.actor and mention.actor != place.mention.actor:
            return cast.actor(mention.actor)
    return None


def _is_role(place: Place, actor: Actor | None) -> bool:
    phrase = place.phrase
    if phrase is None or actor is None or actor.type != "person" or phrase.plural:
        return False
    named = actor.name[:1].isupper()
    if phrase.noun.sort not in _ROLE_SORTS or phrase.noun.lemma in _NO_ROLE:
        return False
    # `a leader`, `any president`: nobody in particular holds the office.
    return named or (phrase.noun.sort == "office" and phrase.determiner not in ("a", "all"))


def _in_the_past(place: Place) -> bool:
    """Whether somebody acted in an office in the past: `worked with him as head of`."""
    tokens, first = place.sentence.tokens, place.tokens[0].index
    if first == 0 or tokens[first - 1].text.lower() != "as":
        return False
    governor, steps = tokens[tokens[first - 1].head], 0
    while governor.pos not in ("VERB", "AUX") and steps < 6 and governor.head != governor.index:
        governor, steps = tokens[governor.head], steps + 1
    return governor.tag in ("VBD", "VBN")


def _settle(told: list[_Told]) -> list[_Told]:
    """An office held in the past is a former one where another is told to be held now, or
    where words say that it ended."""
    told = [replace(t, status="former") if t.held.ended else t for t in told]
    now = [t for t in told if t.status == "current" and not t.past]
    settled = []
    for t in told:
        if t.past and any(t.title.lower() == n.title.lower() for n in now):
            continue
        settled.append(replace(t, status="former") if t.past and now else t)
    return settled


def _succession(places: list[Place], roles: dict[str, list[_Told]], cast: Cast) -> None:
    """`his predecessor, X`: X held his office before him."""
    for at, place in enumerate(places):
        phrase, actor = place.phrase, cast.actor(place.mention.actor)
        if phrase is None or phrase.noun.lemma != "predecessor" or phrase.plural:
            continue
        near = [p.mention for p in places[at + 1 : at + 6]]
        owner = _inside(place, phrase.owner, near, cast)
        if owner is None or actor is None or actor.type != "person" or owner is actor:
            continue
        now = [t for t in roles.get(owner.id, []) if t.status == "current"]
        if now and not any(t.title == now[0].title for t in roles.get(actor.id, [])):
            held = replace(now[0], status="former", span=place.mention.span, past=False)
            roles.setdefault(actor.id, []).append(held)


def _roles(places: list[Place], cast: Cast, tenures: Tenures) -> dict[str, list[_Told]]:
    """What role mentions say of each actor, once each."""
    found: dict[str, list[_Told]] = {}
    for at, place in enumerate(places):
        actor = cast.actor(place.mention.actor)
        if actor is None or not _is_role(place, actor):
            continue
        near = [p.mention for p in places[max(0, at - 3) : at + 8]]
        held = tenures.of_office(place)
        told = replace(_told(place, near, cast), past=_in_the_past(place), held=held)
        _add(found.setdefault(actor.id, []), told)
    for place in places:
        offices = found.get(place.mention.actor or "", [])
        if len(offices) == 1:
            held = offices[0].held.joined(tenures.of_holder(place))
            offices[0] = replace(offices[0], held=held)
    settled = {actor: _settle(told) for actor, told in found.items()}
    _succession(places, settled, cast)
    return settled


def _add(known: list[_Told], told: _Told) -> None:
    """Add what a mention says of an office, or what it says beyond what is known of it."""
    for n, k in enumerate(known):
        if _says_as_much(k, told):
            known[n] = replace(k, held=k.held.joined(told.held))
            return
    less = [k for k in known if _says_as_much(told, k)]
    for k in less:
        told = replace(told, held=told.held.joined(k.held))
    known[:] = [k for k in known if k not in less] + [told]


def _says_as_much(more: _Told, less: _Told) -> bool:
    """Whether one role tells all that another does."""
    same_title = more.title.lower() == less.title.lower() or (
        less.of is None and more.title.lower().split(" of ")[0] == less.title.lower()
    )
    return same_title and more.status == less.status and (less.of is None or less.of == more.of)


def _office(analysis: Analysis, subject: str, told: _Told) -> Relation:
    member = told.title.split()[-1].lower() in _MEMBER_TITLES or told.title.startswith("member")
    kind, origin = ("member", _MEMBER_ORIGIN) if member else ("office", _OFFICE_ORIGIN)
    relation_id = analysis.make_id("rel", told.span, kind, subject, told.of_actor)
    confidence = 0.85 if told.of_actor else 0.75
    return Relation(
        relation_id, kind, subject, told.of_actor, told.title, told.status, told.span, confidence,
        origin, told.held.from_, told.held.to, told.held.tenure,
    )  # fmt: skip


def _backing(analysis: Analysis, places: list[Place], cast: Cast) -> list[Relation]:
    """A state and the groups it backs are allies: `Iranian-backed factions`."""
    found: dict[tuple[str, str], Relation] = {}
    for place in places:
        phrase, actor = place.phrase, place.mention.actor
        state = _state_actor(phrase.backer, cast) if phrase else None
        if state is None or actor is None or (state.id, actor) in found or state.id == actor:
            continue
        span = place.mention.span
        relation_id = analysis.make_id("rel", span, "ally", state.id, actor)
        found[state.id, actor] = Relation(
            relation_id, "ally", state.id, actor, None, "current", span, 0.8, _BACKER_ORIGIN
        )
    return list(found.values())


@cache
def _tie_words() -> dict[str, tuple[tuple[str, str], ...]]:
    """The kinds of tie a word may tell, each with what stands before its other end."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for word, kind, link, *_ in load_table("en", "ties"):
        found[word] = (*found.get(word, ()), (kind, link))
    return found


@cache
def _tie_nouns() -> dict[str, str]:
    return {noun: kind for noun, kind, *_ in load_table("en", "tie_nouns")}


def _end_of(sentence: Sentence, verb: Token, link: str) -> Token | None:
    """The word at the other end of a tie: the object, or the one behind a preposition."""
    for child in sentence.children(verb):
        if link == "-" and child.dep == "dobj":
            return child
        if child.text.lower() == link and child.dep in ("prep", "agent"):
            return next((t for t in sentence.children(child) if t.dep == "pobj"), None)
    return None


def _subject_of(sentence: Sentence, verb: Token) -> Token | None:
    for child in sentence.children(verb):
        if child.dep in ("nsubj", "nsubjpass"):
            relative = child.tag in ("WDT", "WP") and verb.dep == "relcl"
            return sentence.tokens[verb.head] if relative else child
    if verb.dep in ("acl", "amod"):
        return sentence.tokens[verb.head]
    return None


def _negated(sentence: Sentence, token: Token) -> bool:
    before = sentence.tokens[max(0, token.index - 3) : token.index]
    return any(t.text.lower() in ("not", "n't", "n’t", "never", "no") for t in before)


def _ties(analysis: Analysis, places: list[Place]) -> list[Relation]:
    """Standing alliances and oppositions told by a verb: `allied with`, `is opposed to`."""
    at_head = {(p.number, p.head.index): p for p in places if p.head is not None}
    found = []
    for number, sentence in enumerate(analysis.sentences):
        for token in sentence.tokens:
            told = _tie_words().get(token.text.lower(), ())
            if not told or token.pos not in ("VERB", "ADJ") or _negated(sentence, token):
                continue
            for kind, link in told:
                ends = _subject_of(sentence, token), _end_of(sentence, token, link)
                pair = [at_head.get((number, e.index)) if e else None for e in ends]
                one, two = (p.mention.actor if p else None for p in pair)
                if one and two and one != two:
                    subject, target = (two, one) if link == "by" and _passive(token) else (one, two)
                    found.append(_tie(analysis, kind, subject, target, analysis.span_of(token)))
    return found


def _passive(token: Token) -> bool:
    """Whether a participle says what is done to its subject: `backed by`, not `stands by`."""
    return token.tag in ("VBN", "VBD", "JJ")


def _tie(analysis: Analysis, kind: str, subject: str, target: str, span: Span) -> Relation:
    relation_id = analysis.make_id("rel", span, kind, subject, target)
    return Relation(relation_id, kind, subject, target, None, "current", span, 0.6, _TIE_ORIGIN)


def _tie_phrases(analysis: Analysis, places: list[Place], cast: Cast) -> list[Relation]:
    """Whose ally or rival somebody is called: `Hezbollah, an ally of Iran`."""
    found = []
    for at, place in enumerate(places):
        phrase, actor = place.phrase, cast.actor(place.mention.actor)
        kind = _tie_nouns().get(phrase.noun.lemma) if phrase is not None else None
        if phrase is None or actor is None or kind is None or phrase.former:
            continue
        near = [p.mention for p in places[max(0, at - 3) : at + 8]]
        other = _inside(place, phrase.owner, near, cast) or _inside(place, phrase.of, near, cast)
        if other is not None and other.id != actor.id and actor.name[:1].isupper():
            found.append(_tie(analysis, kind, actor.id, other.id, place.mention.span))
    return found


def find_relations(
    analysis: Analysis, cast: Cast, times: Sequence[Time] = ()
) -> tuple[tuple[Relation, ...], tuple[Actor, ...]]:
    """The relations of a report, and its actors with their roles filled in.

    An office is read from every role mention that was resolved to a person, with
    the dates between which `times` say it is held;
    alliances from what is said to be backed, allied or opposed.
    """
    places = place_mentions(analysis, cast.mentions)
    roles = _roles(places, cast, Tenures(analysis, times))
    relations = [_office(analysis, actor, told) for actor, all_ in roles.items() for told in all_]
    relations += _backing(analysis, places, cast) + _ties(analysis, places)
    relations += _tie_phrases(analysis, places, cast)
    actors = tuple(
        replace(a, roles=tuple(Role(t.title, t.of, t.status, t.span) for t in roles.get(a.id, ())))
        for a in cast.actors
    )
    return _once(relations), actors


def _once(relations: list[Relation]) -> tuple[Relation, ...]:
    """Each tie once: of two alliances of one pair, the first told."""
    found: dict[tuple[object, ...], Relation] = {}
    for r in relations:
        pair = frozenset((r.subject, r.object)) if r.kind in ("ally", "opponent") else r.id
        found.setdefault((r.kind, pair), r)
    return tuple(found.values())
