"""Name mentions to actors: spellings, surnames, acronyms and known aliases of one name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from dragoman.lang.data import load_table, load_words
from dragoman.names import name_keys, same
from dragoman.read.actors.register import Entry, Place, Register
from dragoman.read.mentions.known_names import Known, known_name
from dragoman.read.mentions.name_chunks import given_names

# Two full names are one from here on; a surname alone against a full name from here on.
SAME_FULL = 0.7
SAME_SURNAME = 0.36
_WORD = re.compile(r"\w+")
_SMALL = frozenset({"of", "the", "for", "and", "in", "to"})


def _gender(place: Place) -> str | None:
    """`f` or `m` where a title before the name or the given name tells it."""
    words = place.mention.span.text.split()
    if words and words[0] in load_words("en", "female_names") and len(words) > 1:
        return "f"
    first = place.tokens[0].index if place.tokens else 0
    if first:
        before = place.sentence.tokens[first - 1].text
        titles = {row[0]: row[1] for row in load_table("en", "person_titles")}
        if titles.get(before, "-") != "-":
            return titles[before]
    return "m" if words and len(words) > 1 and words[0] in given_names() else None


def _parts(name: str) -> int:
    return len(_WORD.findall(name))


class _People:
    """People's names of a report, fullest first, with the entry of each spelling."""

    def __init__(self, places: list[Place], register: Register) -> None:
        self.register = register
        self.candidates: dict[str, list[Entry]] = {}
        self.full: dict[Entry, list[str]] = defaultdict(list)
        self.by_name_key: dict[str, list[Entry]] = defaultdict(list)
        texts: dict[str, Place] = {}
        for place in places:
            texts.setdefault(place.mention.span.text, place)
        for text in sorted(texts, key=lambda t: (-_parts(t), texts[t].mention.span.start)):
            self._add(text, texts[text])

    def _score(self, text: str, entry: Entry) -> float:
        return max(same(text, name) for name in self.full[entry])

    def _add(self, text: str, place: Place) -> None:
        keys = name_keys(text)
        near = {e: None for k in keys for e in self.by_name_key.get(k, ())}
        scores = [(self._score(text, e), e) for e in near]
        limit = SAME_FULL if len(keys) > 1 or _parts(text) > 2 else SAME_SURNAME
        best = max((s for s, _ in scores), default=0.0)
        if best >= limit:
            found = [e for s, e in scores if s >= max(limit, best - 0.15)]
        else:
            found = [Entry("person", text, named=True)]
            self.register.new(found[0])
        self.candidates[text] = found
        if len(found) == 1:
            entry = found[0]
            entry.gender = entry.gender or _gender(place)
            self.full[entry].append(text)
            for key in keys:
                if entry not in self.by_name_key[key]:
                    self.by_name_key[key].append(entry)


def _assign_people(places: list[Place], register: Register) -> None:
    """Each name to its person.

    A surname that two share is the one's whom the report is about, named in
    full at least twice as often (`Romney` is not Ann); else whoever was named last.
    """
    people = _People(places, register)
    full = Counter(
        people.candidates[p.mention.span.text][0]
        for p in places
        if len(people.candidates[p.mention.span.text]) == 1 and _parts(p.mention.span.text) > 1
    )
    last_seen: dict[Entry, int] = {}
    for n, place in enumerate(places):
        candidates = _of_gender(people.candidates[place.mention.span.text], _gender(place))
        entry = max(candidates, key=lambda e: last_seen.get(e, -1))
        ranked = sorted(candidates, key=lambda e: -full[e])
        if len(ranked) > 1 and full[ranked[0]] >= 2 * max(1, full[ranked[1]]):
            entry = ranked[0]
        last_seen[entry] = n
        entry.names.append(place.mention.span.text)
        register.assign(place, entry)


def _of_gender(entries: list[Entry], gender: str | None) -> list[Entry]:
    """Those whose gender a title before the name (`Mrs`) does not rule out, all if it rules all."""
    fitting = [e for e in entries if gender is None or e.gender in (None, gender)]
    return fitting or entries


def _initials(name: str) -> str:
    return "".join(w[0] for w in _WORD.findall(name) if w not in _SMALL).upper()


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", name).casefold()


def _known_entry(known: Known, register: Register) -> Entry:
    entry = register.by_key.get(known.key)
    if entry is None:
        entry = Entry(known.type, known.name, known.key, known.country, named=True)
        entry.plural = known.form == "people"
        register.new(entry)
    return entry


def _by_last_word(text: str, register: Register) -> Entry | None:
    """`the Post` after the Washington Post, `the Institute` after one: the last so called."""
    if _parts(text) > 1:
        return None
    for entry in reversed(register.entries):
        if entry.type in ("outlet", "organisation") and any(
            _parts(n) > 1 and n.endswith(f" {text}") for n in entry.names
        ):
            return entry
    return None


def _assign_others(places: list[Place], register: Register) -> None:
    """Organisations, outlets, states and peoples, by key, by words or by initials."""
    by_initials: dict[str, Entry] = {}
    late: list[Place] = []
    for place in places:
        text = place.mention.span.text
        known = known_name(text)
        if known is not None and known.form != "adjective":
            entry = _known_entry(known, register)
        elif text.isupper() and len(text) <= 6:
            late.append(place)
            continue
        else:
            key = f"name:{_plain(text)}"
            entry = (
                register.by_key.get(key)
                or _by_last_word(text, register)
                or register.new(Entry(place.mention.type or "organisation", text, key, named=True))
            )
        if _parts(text) > 1:
            by_initials.setdefault(_initials(text), entry)
        _name(entry, place, register)
    for place in late:
        text = place.mention.span.text
        key = f"name:{_plain(text)}"
        found = by_initials.get(text) or register.by_key.get(key)
        kind = place.mention.type or "organisation"
        entry = found or register.new(Entry(kind, text, key, named=True))
        _name(entry, place, register)


def _name(entry: Entry, place: Place, register: Register) -> None:
    at = place.mention.span.start - place.sentence.start
    bracketed = place.sentence.text[max(0, at - 1) : at] == "["
    entry.aside = bracketed and (entry.aside or not entry.names)
    entry.names.append(place.mention.span.text)
    register.assign(place, entry)


def assign_names(places: list[Place], register: Register) -> None:
    """Give every name mention its entry. A part of a name that conflicts keeps two apart."""
    named = [p for p in places if p.mention.kind == "name"]
    _assign_people([p for p in named if p.mention.type == "person"], register)
    _assign_others([p for p in named if p.mention.type != "person"], register)
