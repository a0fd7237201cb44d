"""In-report actors: which mentions stand for the same one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Actor, Mention
from dragoman.read.actors.attach import attach_phrases
from dragoman.read.actors.describing import Focus, merge_predecessors, resolve_phrase
from dragoman.read.actors.naming import assign_names
from dragoman.read.actors.pronouns import resolve_pronoun
from dragoman.read.actors.register import Entry, Place, Register, place_mentions
from dragoman.read.analysis import Analysis
from dragoman.read.coreference.ranking import Ranking

_REACH = 2
# Photo credits and the like name actors without being about them.
_ASIDES = frozenset({"credit", "boilerplate"})
_ARTICLES = frozenset({"al", "el", "the"})


def _owner(at: int, places: Sequence[Place], register: Register) -> Entry | None:
    """The entry of a phrase's possessor: the first mention inside it, before its head."""
    place = places[at]
    if place.phrase is None or not place.phrase.owner:
        return None
    first = place.phrase.owner[0].start
    last = place.phrase.owner[-1].end
    for other in places[at + 1 : at + 6]:
        span = other.mention.span
        if first <= span.start and span.end <= last:
            return register.entry_of(other)
    return None


def _resolve_rest(places: list[Place], register: Register, ranking: Ranking) -> None:
    """Lone phrases and pronouns, in reading order, each from what stands before it."""
    focus = Focus(ranking)
    window = 0
    for at, place in enumerate(places):
        while place.number - places[window].number > _REACH:
            window += 1
        if register.entry_of(place) is None:
            _resolve_one(at, places, window, register, focus)
        entry = register.entry_of(place)
        if entry is not None and place.sentence.kind not in _ASIDES:
            focus.touch(entry, place.number)


def _resolve_one(
    at: int, places: list[Place], window: int, register: Register, focus: Focus
) -> None:
    place = places[at]
    entry: Entry | None = None
    if place.mention.kind == "pronoun":
        entry = resolve_pronoun(place, places[window:at], register, focus)
    elif place.phrase is not None:
        _resolve_owner(at, places, window, register, focus)
        entry = resolve_phrase(place, _owner(at, places, register), register, focus)
    if entry is not None:
        register.assign(place, entry)


def _resolve_owner(
    at: int, places: list[Place], window: int, register: Register, focus: Focus
) -> None:
    """Resolve a pronoun that possesses a phrase before the phrase: `his country`."""
    place = places[at]
    for inner_at in range(at + 1, min(at + 6, len(places))):
        inner = places[inner_at]
        if inner.mention.span.start >= place.mention.span.end:
            return
        if inner.mention.kind == "pronoun" and register.entry_of(inner) is None:
            entry = resolve_pronoun(inner, places[window:at], register, focus)
            if entry is not None:
                register.assign(inner, entry)


def _text(place: Place) -> str:
    return " ".join(place.mention.span.text.split())


def _fullest(entry: Entry) -> str:
    """The name with most words, then the most used; a known state goes by its own name."""
    if entry.type == "state" or not entry.names:
        return entry.name
    used = Counter(entry.names)

    def fullness(name: str) -> tuple[int, int, int]:
        words = [w for w in re.split(r"[\s\-–]+", name) if w.lower() not in _ARTICLES]
        return len(words), used[name], len(name)

    return max(used, key=fullness)


def _country(entry: Entry) -> str | None:
    if entry.country:
        return entry.country
    told = [p.country for p in entry.phrases if p.country and not p.plural]
    return told[0] if told and entry.type != "state" else None


def _actor_of(analysis: Analysis, entry: Entry, places: list[Place]) -> Actor:
    name = " ".join(_fullest(entry).split())
    seen = {name.casefold()}
    aliases = []
    for place in places:
        text = _text(place)
        if place.mention.kind != "pronoun" and text.casefold() not in seen:
            seen.add(text.casefold())
            aliases.append(text)
    actor_id = analysis.make_id("act", places[0].mention.span, name)
    return Actor(actor_id, name, entry.type, tuple(aliases), _country(entry))


def resolve_actors(
    analysis: Analysis, mentions: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
    """The mentions with their actor ids, and the actors.

    Rules, surest first: spellings of one name; phrases beside a name
    (apposition, `as`, `to be`); offices by who holds them in this report, or, where it
    says nobody does, whom of those it names the table of holders has for its date;
    descriptors by noun, state and backer; pronouns by agreement, nearness and
    rank. A pronoun that fits nobody keeps the actor None; an office that is
    only spoken of (`running for president`) is no mention.
    """
    places = place_mentions(analysis, mentions)
    register = Register(analysis.report.published)
    assign_names(places, register)
    attach_phrases(analysis.text, places, register)
    _resolve_rest(places, register, Ranking(analysis))
    merge_predecessors(register)
    grouped: dict[Entry, list[Place]] = {}
    for place in places:
        entry = register.entry_of(place)
        if entry is not None:
            grouped.setdefault(entry, []).append(place)
    actors = {e: _actor_of(analysis, e, found) for e, found in grouped.items()}
    ids = {p.mention.id: actors[e].id for e, found in grouped.items() for p in found}
    resolved = tuple(
        replace(m, actor=ids.get(m.id)) for m in mentions if m.kind == "pronoun" or m.id in ids
    )
    return resolved, tuple(actors.values())
