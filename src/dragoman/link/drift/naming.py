"""Names of a report in their places: proper names, and the fields of ministers and ministries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from dragoman.lang.data import load_table, split_cell
from dragoman.link.drift.slots import Slot, find_context
from dragoman.link.drift.views import View, Word
from dragoman.model import Place, Span
from dragoman.names import name_keys, same
from dragoman.read.mentions.name_chunks import person_titles, portfolio_words

NameType = Literal["person", "place", "country", "body", "outlet", "unknown"]
_ACTORS: dict[str | None, NameType] = {
    "person": "person",
    "organisation": "body",
    "outlet": "outlet",
}
_ENTITIES: dict[str, NameType] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "body",
}
_INSIDE = frozenset({"al", "el", "bin", "ibn", "de", "of", "-"})
_NO_NAMES = frozenset({"DATE", "TIME", "NORP", "LANGUAGE", "MONEY", "QUANTITY", "ORDINAL"})
_OFFICES = frozenset({"minister", "ministry", "secretary", "department", "portfolio"})
# Columns of the table of states: names; adjectives and peoples; capitals and other seats.
_COUNTRIES, _ADJECTIVES, _CAPITALS = (0, 1), (3, 4), (5, 6)
# Up to so many names of a report, all are compared.
MAX_COMPARED = 100
# Spellings of one name; a family name alone is moderately likely to be the same man.
SAME_NAME, SAME_PLACE = 0.5, 0.8
# Two words of a name are one in two scripts' spellings if they share so much.
SPELLED = 0.75


@dataclass(frozen=True, slots=True)
class Named:
    """A proper name, what kind of thing bears it, and the country that it or its capital is."""

    text: str
    type: NameType
    country: str | None = None
    geonameid: int | None = None


# The field of a minister or ministry: its parts, each by a name that its synonyms share.
Field = frozenset[str]


def find_names(view: View) -> list[Slot[Named]]:
    """The proper names of a report, each time they stand: of the reading, then of the words.

    None stands for words that are no name, so that they are not read again.
    """
    found: list[tuple[Span, Named | None]] = []
    for mention in view.reading.mentions:
        if mention.kind == "name" and mention.type in _ACTORS:
            found.append((mention.span, Named(mention.span.text, _ACTORS[mention.type])))
    found += [(place.span, _place_named(view, place)) for place in view.reading.places]
    for number in range(len(view.trees)):
        for run in _runs(view.words_of(number)):
            kinds = (k for w in run if (k := _ENTITIES.get(w.token.entity)))
            adjectives = all(w.token.text.lower() in _peoples() for w in run)
            text = view.span_of(run).text
            named = None if adjectives else Named(text, next(kinds, "unknown"))
            found.append((view.span_of(run), named))
    return list(_apart(view, found))


def _apart(view: View, found: Sequence[tuple[Span, Named | None]]) -> Iterator[Slot[Named]]:
    """The names that share no word with one before them."""
    taken: set[int] = set()
    for span, named in found:
        places = {w.place for w in view.words_in(span)}
        if taken.isdisjoint(places):
            taken |= places
            slot = _slot(view, span, named) if named else None
            if slot is not None:
                yield slot


def _slot(view: View, span: Span, named: Named) -> Slot[Named] | None:
    head = view.head_in(span)
    if head is None:
        return None
    inside = frozenset(w.place for w in view.words_in(span))
    return Slot(span, head.sentence, named, find_context(view, head, inside), head)


def _place_named(view: View, place: Place) -> Named | None:
    """A toponym; None for the adjectives and peoples of countries (`Iraqi`)."""
    words = view.words_in(place.span)
    text = place.span.text
    code = _codes(_COUNTRIES).get(text.lower())
    if text.lower() in _peoples() or any(w.token.entity == "NORP" for w in words):
        return None
    if place.precision == "country" or code:
        return Named(text, "country", code or place.country)
    return Named(text, "place", _codes(_CAPITALS).get(text.lower()), place.geonameid)


@cache
def _codes(columns: tuple[int, ...]) -> dict[str, str]:
    """Codes of states by what some columns of their table call them, in lower case."""
    rows = [(*row, *[""] * 7)[:7] for row in load_table("en", "states")]
    return {n.lower(): row[2] for row in rows for c in columns for n in split_cell(row[c])}


def country_of(word: str) -> str | None:
    """The code of the country that a name, an adjective, a people or a capital stands for."""
    text = word.lower()
    codes = (_codes(columns).get(text) for columns in (_COUNTRIES, _ADJECTIVES, _CAPITALS))
    return next((code for code in codes if code), None)


@cache
def _peoples() -> frozenset[str]:
    return frozenset(_codes(_ADJECTIVES)) - frozenset(_codes(_COUNTRIES))


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Proper nouns that stand together, with the small words inside names."""
    run: list[Word] = []
    pending: list[Word] = []
    for word in words:
        if _is_name_word(word):
            run += [*pending, word] if run else [word]
            pending = []
        elif run and _joins(word, (pending or run)[-1]) and len(pending) < 2:
            pending.append(word)
        else:
            # `Deputy Prime` of `Deputy Prime Minister` is a part of the title.
            if run and (pending or not _is_title(word)):
                yield run
            run, pending = [], []
    if run:
        yield run


def _is_name_word(word: Word) -> bool:
    token = word.token
    capital = token.text[:1].isupper()
    return (
        token.pos == "PROPN" and capital and token.entity not in _NO_NAMES and not _is_title(word)
    )


def _joins(word: Word, before: Word) -> bool:
    """`al` and the hyphen of `Al-Amal`, but not the dash after a dateline."""
    text = word.token.text.lower()
    return text in _INSIDE and (text != "-" or word.start == before.end)


def _is_title(word: Word) -> bool:
    text = word.token.text
    return text in portfolio_words() or text in person_titles() or word.key in _OFFICES


def alike(a: Named, b: Named) -> bool:
    """Whether two names can be of one: spellings and short forms."""
    if a.type == b.type == "country" and a.country == b.country:
        return True
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if _canonical(a.text) == _canonical(b.text) or shortened(a.text, b.text):
        return True
    if one_spelling(a.text, b.text):
        return True
    places = {"place", "country"}.issuperset((a.type, b.type))
    least = SAME_PLACE if places else SAME_NAME
    # Peoples and movements stand in the plural too: `Houthis`, `Huthi`.
    return same(a.text, b.text) >= least or (
        a.text[-1] + b.text[-1] != "ss" and same(a.text.rstrip("s"), b.text.rstrip("s")) >= least
    )


def one_spelling(a: str, b: str) -> bool:
    """Names of more than one word of which each is nearly spelled as the other's: `Natalya
    Chebotar` and `Natalia Cebotari`."""
    words = [[w for w in re.split(r"[\s-]+", n.lower()) if w not in _INSIDE] for n in (a, b)]
    if len(words[0]) != len(words[1]) or len(words[0]) < 2:
        return False
    return all(_one_word(x, y) for x, y in zip(*words, strict=True))


def _one_word(a: str, b: str) -> bool:
    keys = name_keys(a) & name_keys(b)
    return a == b or bool(keys) or SequenceMatcher(None, a, b).ratio() >= SPELLED


class KnownNames:
    """The names of a report; `name in known` asks whether one of them can be the same.

    Where there are many, only names that share a key are held against each other.
    """

    def __init__(self, names: Iterable[Named]) -> None:
        self._names = frozenset(names)
        self._by_key: dict[str, set[Named]] = defaultdict(set)
        for name in self._names:
            for key in _keys(name):
                self._by_key[key].add(name)

    def __contains__(self, name: Named) -> bool:
        near: Iterable[Named] = self._names
        if len(self._names) > MAX_COMPARED:
            near = {other for key in _keys(name) for other in self._by_key.get(key, ())}
        return any(alike(name, other) for other in near)


def _keys(name: Named) -> frozenset[str]:
    """Keys under which the names meet that `alike` can call one."""
    text = name.text
    initials = "".join(w[0] for w in text.replace("-", " ").split() if w[0].isupper())
    short = text.replace(".", "")
    keys = {f"={_canonical(text)}", f"i{initials}", f"i{short}"}
    keys |= {f"c{name.country}"} if name.country else set()
    keys |= {f"g{name.geonameid}"} if name.geonameid is not None else set()
    return name_keys(text) | name_keys(text.rstrip("s")) | keys


@cache
def _bodies() -> dict[str, str]:
    rows = load_table("en", "organisations")
    return {
        n.lower(): r[0].lower()
        for r in rows
        for n in (r[0], *split_cell(r[1] if len(r) > 1 else ""))
    }


def _canonical(name: str) -> str:
    plain = name.lower().removeprefix("the ")
    return _bodies().get(plain, plain)


def shortened(a: str, b: str) -> bool:
    """`EU` for `European Union`."""
    short, long = sorted((a.replace(".", ""), b), key=len)
    initials = "".join(w[0] for w in long.replace("-", " ").split() if w[0].isupper())
    return len(short) > 1 and short.isupper() and short == initials


def is_seat(a: Named, b: Named) -> bool:
    """Whether one is the seat of the other and may stand for it: `London`, `Britain`."""
    codes = [n.country or country_of(n.text) for n in (a, b)]
    one_word = a.text.lower() == b.text.lower()
    return codes[0] is not None and codes[0] == codes[1] and not one_word


def find_countries(view: View) -> frozenset[str]:
    """The codes of the countries that a report names, their adjectives and peoples included."""
    places = (p.country for p in view.reading.places if p.precision == "country")
    return frozenset(code for code in places if code)


def comparable(a: Named, b: Named) -> bool:
    """Whether two names can be of one kind of thing."""
    return a.type == b.type or is_seat(a, b) or {a.type, b.type} <= {"unknown", "place", "body"}


def find_fields(view: View) -> list[Slot[Field]]:
    """The fields of ministers and ministries: `energy minister`, `Ministry of Defense`."""
    found = []
    for number in range(len(view.trees)):
        for word in view.words_of(number):
            if word.key in _OFFICES and word.token.pos in {"NOUN", "PROPN"}:
                parts = _field_words(view, word)
                if parts:
                    field = frozenset(_fields()[w.key] for w in parts)
                    span = view.span_of([word, *parts])
                    inside = frozenset(w.place for w in view.words_in(span))
                    context = find_context(view, word, inside)
                    found.append(Slot(span, number, field, context, word))
    return found


def _field_words(view: View, word: Word) -> list[Word]:
    tree = view.tree_of(word)
    token = word.token
    heads = tree.kids(token, "compound", "amod", "nmod")
    heads += [*tree.preps(token, "of"), *tree.preps(token, "for")]
    near = {t.index for h in heads for t in tree.subtree(h) if abs(t.index - token.index) <= 5}
    words = [view.word(word.sentence, tree.tokens[n]) for n in sorted(near)]
    return [w for w in words if w.key in _fields()]


@cache
def _fields() -> dict[str, str]:
    rows = load_table("en", "ministry_fields")
    return {name: row[0] for row in rows for cell in row for name in split_cell(cell)}


def fields_agree(a: Field, b: Field) -> bool:
    """Whether two fields share a part: `water and energy` and `energy`."""
    return not a.isdisjoint(b)
