"""The actors of a report while it is being read: who was named, with what words, where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dragoman.model import ActorType, Mention, Sentence, Token
from dragoman.read.analysis import Analysis
from dragoman.read.mentions.phrases import Phrase, read_phrase

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(slots=True, eq=False)
class Entry:
    """One actor in the making. `key` tells known actors and kinds of phrases apart.

    An `aside` is named in square brackets only: who relays a report puts himself so into it.
    """

    type: ActorType
    name: str
    key: str | None = None
    country: str | None = None
    gender: str | None = None
    named: bool = False
    plural: bool = False
    aside: bool = False
    names: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    merged_into: Entry | None = None

    def root(self) -> Entry:
        """The entry this one was found to be, itself if none."""
        entry = self
        while entry.merged_into is not None:
            entry = entry.merged_into
        return entry


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A mention with its sentence, words and grammatical rank.

    `rank` is 3 for the subject of a main clause, 2 for another subject,
    1 for an object, 0 for the rest.
    """

    mention: Mention
    number: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    head: Token | None
    rank: int
    phrase: Phrase | None


def _head(tokens: tuple[Token, ...]) -> Token | None:
    """The word of a mention that its other words depend on."""
    inside = {t.index for t in tokens}
    for t in tokens:
        if t.head not in inside or t.head == t.index:
            return t
    return tokens[-1] if tokens else None


def _rank(sentence: Sentence, head: Token | None) -> int:
    if head is None:
        return 0
    seen = 0
    while head.dep in ("conj", "appos") and head.head != head.index and seen < 5:
        head = sentence.tokens[head.head]
        seen += 1
    if head.dep == "poss" and sentence.tokens[head.head].dep in _SUBJECTS:
        return 2
    if head.dep in _SUBJECTS:
        return 3 if sentence.tokens[head.head].dep == "ROOT" else 2
    return 1 if head.dep in ("dobj", "dative", "iobj") else 0


def place_mentions(analysis: Analysis, mentions: tuple[Mention, ...]) -> list[Place]:
    """Every mention with its sentence and words, in order."""
    starts = [s.start for s in analysis.sentences]
    placed = []
    for mention in mentions:
        number = bisect_right(starts, mention.span.start) - 1
        if number < 0:
            continue
        sentence = analysis.sentences[number]
        span = mention.span
        tokens = tuple(t for t in sentence.tokens if t.start < span.end and span.start < t.end)
        head = _head(tokens)
        described = mention.kind in ("role", "descriptor")
        phrase = read_phrase(tokens) if described else None
        rank = _rank(sentence, head)
        placed.append(Place(mention, number, sentence, tokens, head, rank, phrase))
    return placed


# No report describes one actor in more ways than this; a hostile one may try.
MAX_PHRASES = 50


@dataclass(slots=True)
class Register:
    """All entries, and which mention belongs to which. `published` is the report's date."""

    published: str | None = None
    entries: list[Entry] = field(default_factory=list)
    by_key: dict[str, Entry] = field(default_factory=dict)
    of_mention: dict[str, Entry] = field(default_factory=dict)

    def new(self, entry: Entry) -> Entry:
        """Keep a new entry, under its key if it has one."""
        self.entries.append(entry)
        if entry.key:
            self.by_key.setdefault(entry.key, entry)
        return entry

    def assign(self, place: Place, entry: Entry) -> None:
        """Say that a mention stands for an entry."""
        self.of_mention[place.mention.id] = entry
        known = entry.phrases
        if place.phrase is not None and len(known) < MAX_PHRASES and place.phrase not in known:
            known.append(place.phrase)

    def entry_of(self, place: Place) -> Entry | None:
        """The entry a mention stands for, if that is known yet."""
        entry = self.of_mention.get(place.mention.id)
        return entry.root() if entry else None
