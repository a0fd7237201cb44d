"""Event rows of gold mentions, and a stand-in for who is who across reports.

A gold mention takes the slots of our reader's event where there is one; elsewhere those that
its parse tells (subject, objects, the sentence's dates and places), so that events of no
PLOVER type can be linked as well.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.link.happenings.rows import EventRow, fold, main_actors, reported_on, tightest
from dragoman.link.happenings.words import context_words, head_word, trigger_lemmas
from dragoman.model import Event, Reading, Sentence, Token
from dragoman.names import same
from dragoman.names.compare import name_keys
from dragoman.neural.acts import load_act_rater
from dragoman.read import analyse, read_report
from dragoman.read.events.rating import rate
from dragoman.read.events.tree import Tree
from dragoman.read.parser import load_parser
from dragoman.text.offset_map import OffsetMap
from evaluate.coreference import Span
from evaluate.threads import Text

SUBJECT = frozenset({"nsubj", "poss"})
OBJECT = frozenset({"dobj", "nsubjpass", "pobj", "dative", "compound", "attr"})
# From which chance of being an act of a type a word without an event is given that type.
MIN_ACT = 0.3
SAME_NAME = 0.85

Ratings = dict[int, tuple[float, str, float]]


@dataclass(frozen=True, slots=True)
class Read:
    """A text of a thread with its reading, its parse and the rating of its words."""

    text: Text
    sentences: tuple[Sentence, ...]
    offsets: OffsetMap
    ratings: list[Ratings]
    reading: Reading


def read_texts(texts: Sequence[Text], cache: Path | None) -> list[Read]:
    """Texts read; from the pickle `cache` if it is there, else it is made."""
    known = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    made = {t.id: known.get(t.id) or _read(t) for t in texts}
    if cache and made.keys() - known.keys():
        cache.write_bytes(pickle.dumps(made))
    return [Read(t, *made[t.id]) for t in texts]


def _read(text: Text) -> tuple[tuple[Sentence, ...], OffsetMap, list[Ratings], Reading]:
    report = text.report()
    analysis = analyse(report, load_parser())
    ratings = [
        {
            n: (r.act, r.type, r.chance)
            for n, r in rate(Tree(s), (), senses, load_act_rater()).items()
        }
        if s.tokens
        else {}
        for s, senses in zip(analysis.sentences, analysis.senses, strict=True)
    ]
    return analysis.sentences, analysis.prepared.offsets, ratings, read_report(report)


def mention_id(text: Text, span: Span) -> str:
    """The id of a gold mention's row."""
    return f"{text.id}#{span[0]}-{span[1]}"


def gold_row(read: Read, span: Span) -> EventRow:
    """The row of a gold mention, a span of words."""
    start, end = read.text.place(span)
    event = event_at(read.reading, start, end)
    places = {p.id: p for p in read.reading.places}
    cast = main_actors(read.reading)
    name = mention_id(read.text, span)
    lemmas = trigger_lemmas(read.text.text[start:end])
    if event is not None:
        row = fold(read.reading, [event], places, cast)
        return replace(row, event=name, events=(name,), lemmas=lemmas)
    return _parsed_row(read, name, (start, end), lemmas, cast)


def event_at(reading: Reading, start: int, end: int) -> Event | None:
    """The event whose trigger shares most with some words."""

    def shared(event: Event) -> int:
        return min(end, event.trigger.end) - max(start, event.trigger.start)

    best = max(reading.events, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _parsed_row(
    read: Read, name: str, place: Span, lemmas: tuple[str, ...], cast: tuple[str, ...]
) -> EventRow:
    reading = read.reading
    found = _head(read, place)
    actors: list[Token] = []
    recipients: list[Token] = []
    type_ = None
    low, high = place
    status = "asserted"
    if found is not None:
        number, head = found
        sentence = read.sentences[number]
        actors, recipients = _participants(sentence, head)
        low, high = read.offsets.to_original(sentence.start, sentence.end)
        act, likeliest, chance = read.ratings[number].get(head.index, (0.0, "", 0.0))
        type_ = likeliest if act * chance >= MIN_ACT else None
        status = "negated" if head.happened is not None and head.happened < -1 else "asserted"
    times = [t for t in reading.times if low <= t.span.start < high and t.type == "DATE"]
    when = tightest((t.from_, t.to) for t in times)
    spots = [p for p in reading.places if low <= p.span.start < high and not p.metonym]
    spot = min(spots, key=lambda p: abs(p.span.start - place[0]), default=None)
    text = read.text.text
    return EventRow(
        reading.report.id,
        name,
        (name,),
        type_,
        None,
        lemmas,
        tuple(_actors(read, actors)),
        tuple(_actors(read, recipients)),
        tuple(dict.fromkeys(head_word(t.lemma) for t in actors)),
        tuple(dict.fromkeys(head_word(t.lemma) for t in recipients)),
        *when,
        spot.geonameid if spot else None,
        spot.country if spot else None,
        spot.admin1 if spot else None,
        spot.precision if spot else None,
        (),
        status,
        reported_on(read.reading.report),
        context_words(text, *place),
        cast,
        tuple(a.id for a in reading.actors if a.type == "state"),
    )


def _head(read: Read, place: Span) -> tuple[int, Token] | None:
    """The sentence's number and the word that some original words turn on."""
    for number, sentence in enumerate(read.sentences):
        start, end = read.offsets.to_original(sentence.start, sentence.end)
        if not start <= place[0] < end:
            continue
        inside = [
            t for t in sentence.tokens if _meets(read.offsets.to_original(t.start, t.end), place)
        ]
        if inside:
            places = {t.index for t in inside}
            top = (t for t in inside if t.head not in places or t.head == t.index)
            return number, next(top, inside[-1])
    return None


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _participants(sentence: Sentence, head: Token) -> tuple[list[Token], list[Token]]:
    """Who acts and who is acted upon, by the tree around a word."""
    actors, recipients = [], []
    for kid in sentence.children(head):
        if kid.dep in SUBJECT:
            actors.append(kid)
        elif kid.dep in OBJECT:
            recipients.append(kid)
        elif kid.dep in {"prep", "agent"}:
            ends = [t for t in sentence.children(kid) if t.dep == "pobj"]
            by = kid.dep == "agent" or kid.lemma == "by"
            (actors if by else recipients).extend(ends)
    above = sentence.tokens[head.head]
    if not actors and above.index != head.index:
        # `launched an attack`, `expected to resign`: the subject of what the word hangs on.
        deps = {"nsubj", "nsubjpass"}
        actors = [k for k in sentence.children(above) if k.dep in deps]
    return actors, recipients


def _actors(read: Read, tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        place = read.offsets.to_original(token.start, token.end)
        covering = [
            m
            for m in read.reading.mentions
            if m.actor and m.span.start <= place[0] and place[1] <= m.span.end
        ]
        best = min(covering, key=lambda m: len(m.span), default=None)
        if best is not None and best.actor is not None:
            yield best.actor


def link_by_name(readings: Iterable[Reading]) -> dict[tuple[str, str], str]:
    """(report, actor) to a linked actor: states by country, others of one kind by name.

    A stand-in for the linking of actors: whoever bears the name of the one met most is he.
    """
    linked: dict[tuple[str, str], str] = {}
    known: dict[str, list[tuple[str, str]]] = {}
    met: dict[str, str] = {}
    for reading in readings:
        for actor in reading.actors:
            key = reading.report.id, actor.id
            if actor.type == "state" and actor.country:
                linked[key] = f"state {actor.country}"
            elif any(c.isupper() for c in actor.name):
                if actor.name not in met:
                    met[actor.name] = _known_name(actor.name, known)
                linked[key] = met[actor.name]
    return linked


def _known_name(name: str, known: dict[str, list[tuple[str, str]]]) -> str:
    """The name that a name is a spelling of, among those that share a key; itself if none is."""
    keys = name_keys(name) or {name.lower()}
    near = {pair for key in keys for pair in known.get(key, ())}
    best = max(((same(name, n), n, to) for n, to in sorted(near)), default=(0.0, "", name))
    to = best[2] if best[0] >= SAME_NAME else name
    for key in keys:
        known.setdefault(key, []).append((name, to))
    return to
