"""The lexicon of events: `lang/<language>/events.tsv`, read once and indexed by head lemma.

A row's columns: trigger, part of speech of its head, PLOVER type, mode, slots
that give the actor, slots that give the recipient, constraint, precision.

- trigger: the head's lemma, then the lemmas that must hang on it (`impose
  sanction`); `a|b` is either, `@name` a set of `event_words.tsv`. A head with
  a hyphen (`sit-in`) is also found when the parser cuts it at the hyphen.
- slots are tried in turn: `subj`, `obj`, `comp` (the subject of the clause that
  completes it), `poss`, `mod` (a modifier, `US withdrawal`), `light` (the
  subject of a verb such as *launch* or *hold*), or a preposition. A recipient
  cell that starts with `=` names those who take part alike.
- constraint: conditions joined by `;` must all hold; a condition is
  `slot=words` or `slot!=words`, with alternatives behind `|`, each of which
  may name another slot. `*` is any word; WHO, POLITY, PLACE, PERSON, NUMBER
  and PLURAL are classes of words (`dragoman.read.events.classes`).
- precision: `sure`, `fair` or `weak`; what it is worth is in `confidence`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table
from dragoman.schema.event_types import load_event_types

PARTS_OF_SPEECH = frozenset({"verb", "noun", "adj"})
PRECISIONS = frozenset({"sure", "fair", "weak"})
CLASSES = frozenset({"*", "WHO", "POLITY", "PLACE", "PERSON", "NUMBER", "PLURAL"})
SLOTS = frozenset({"subj", "obj", "comp", "poss", "mod", "light"})
CONSTRAINT_SLOTS = (
    SLOTS
    | {"sentence", "subjof", "oprd", "obj.mod", "obj.has", "comp.aux", "comp.subj", "prep_of.mod"}
    | {"num", "passive", "aux", "comp.passive", "comp.inf"}
)
_ALTERNATIVE = re.compile(r"([a-z_.]+)(!?=)(.*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """At least one of the slots holds one of its words; none does if not `wanted`."""

    slots: tuple[tuple[str, frozenset[str]], ...]
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of speaking of an event."""

    name: str
    heads: frozenset[str]
    parts: tuple[frozenset[str], ...]
    pos: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    is_reciprocal: bool
    conditions: tuple[Condition, ...]
    precision: str

    @property
    def specificity(self) -> tuple[int, int]:
        """How much an entry asks for: further words first, then conditions."""
        return len(self.parts), sum(c.wanted for c in self.conditions)


@cache
def load_word_sets(language: str = "en") -> dict[str, frozenset[str]]:
    """The named sets of lemmas that the lexicon and the rules refer to."""
    return {row[0]: frozenset(row[1].split()) for row in load_table(language, "event_words")}


def expand_words(spec: str, language: str = "en") -> frozenset[str]:
    """The lemmas and classes that `a|b|@set` stands for; KeyError if there is no such set."""
    words: set[str] = set()
    for piece in spec.split("|"):
        words |= load_word_sets(language)[piece[1:]] if piece.startswith("@") else {piece}
    return frozenset(words)


def _make_condition(text: str, language: str) -> Condition:
    slots: list[tuple[str, frozenset[str]]] = []
    wanted = True
    for piece in text.split("|"):
        named = _ALTERNATIVE.fullmatch(piece)
        if named:
            slot, sign, words = named.groups()
            wanted = sign == "="
            if slot not in CONSTRAINT_SLOTS and not _is_preposition(slot, language):
                raise ValueError(f"unknown slot {slot} in {text}")
            slots.append((slot, expand_words(words, language)))
        elif slots:
            slots[-1] = (slots[-1][0], slots[-1][1] | expand_words(piece, language))
        else:
            raise ValueError(f"no slot in {text}")
    return Condition(tuple(slots), wanted)


def _is_preposition(slot: str, language: str) -> bool:
    return slot.removeprefix("prep_") in load_word_sets(language)["preposition"]


def _slots(cell: str, language: str) -> tuple[str, ...]:
    slots = tuple(x for x in cell.removeprefix("=").split(",") if x != "-")
    unknown = {s for s in slots if s not in SLOTS and not _is_preposition(s, language)}
    if unknown:
        raise ValueError(f"unknown slots {sorted(unknown)} in {cell}")
    return slots


def make_entry(row: tuple[str, ...], language: str = "en") -> Entry:
    """The entry of one row; ValueError or KeyError if the row is not well made."""
    trigger, pos, type_, mode, actors, recipients, constraint, precision = row[:8]
    known = load_event_types()[type_]
    if mode != "-" and mode not in known.modes:
        raise ValueError(f"{trigger}: {type_} has no mode {mode}")
    if pos not in PARTS_OF_SPEECH or precision not in PRECISIONS:
        raise ValueError(f"{trigger}: part of speech {pos} or precision {precision} is unknown")
    words = [expand_words(w, language) for w in trigger.split(" ")]
    conditions = () if constraint == "-" else constraint.split(";")
    return Entry(
        trigger,
        words[0],
        tuple(words[1:]),
        pos,
        type_,
        None if mode == "-" else mode,
        _slots(actors, language),
        _slots(recipients, language),
        recipients.startswith("="),
        tuple(_make_condition(c, language) for c in conditions),
        precision,
    )


@cache
def load_lexicon(language: str = "en") -> dict[tuple[str, str], tuple[Entry, ...]]:
    """The entries by (part of speech, head lemma), those that ask for most first."""
    index: dict[tuple[str, str], list[Entry]] = {}
    for row in load_table(language, "events"):
        entry = make_entry(row, language)
        for head in entry.heads:
            index.setdefault((entry.pos, head), []).append(entry)
    return {
        key: tuple(sorted(entries, key=lambda e: e.specificity, reverse=True))
        for key, entries in index.items()
    }


@cache
def load_hyphenated(language: str = "en") -> dict[str, tuple[str, ...]]:
    """Heads with a hyphen, by their first piece: the parser cuts `sit-in` into three words."""
    found: dict[str, list[str]] = {}
    for _, head in load_lexicon(language):
        if "-" in head[1:-1]:
            found.setdefault(head.split("-")[0], []).append(head)
    return {first: tuple(sorted(heads)) for first, heads in found.items()}
