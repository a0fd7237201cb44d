"""Roles and descriptors that stand alone: `the prime minister`, `this faction`, `US forces`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from dragoman.lang.data import load_table
from dragoman.lang.holders import Holder, find_holders
from dragoman.names import same
from dragoman.read.actors.naming import SAME_FULL, SAME_SURNAME
from dragoman.read.actors.register import MAX_PHRASES, Entry, Place, Register
from dragoman.read.coreference.ranking import Ranking
from dragoman.read.mentions.known_names import state_names
from dragoman.read.mentions.phrases import Phrase

# What makes two offices different ones however alike their heads are.
_RANKS = frozenset(
    {"prime", "vice", "deputy", "assistant", "foreign", "interior", "defense", "defence", "oil",
     "finance", "justice", "health", "under", "crown", "supreme", "general", "national", "former"}
)  # fmt: skip
# Nouns for armed bodies that reports use one for another.
_ARMED_GROUPS = frozenset(
    {"faction", "militia", "group", "proxy", "brigade", "fighter", "militant"}
)
_WOMEN = frozenset({"queen", "princess", "wife", "mother", "sister", "daughter", "widow", "aunt"})
_MEN = frozenset({"king", "prince", "husband", "father", "brother", "son", "uncle", "imam", "pope"})
_REFERRING = frozenset({"the", "this"})
_GENERAL_BODIES = frozenset(
    {"organization", "organisation", "group", "movement", "faction", "militia", "party", "alliance",
     "coalition", "bloc", "agency", "company", "brigade", "network", "institute", "institution",
     "force", "union", "league"}
)  # fmt: skip
# How far back, in sentences, a bare descriptor reaches.
_REACH = 6
# `the country` is seldom one named longer ago.
_COUNTRY_REACH = 2


@dataclass(slots=True)
class Focus:
    """What the report has just been about: entries in the order they were last mentioned, and
    what the ranker says of its words."""

    ranking: Ranking
    order: list[Entry] = field(default_factory=list)
    sentence: dict[Entry, int] = field(default_factory=dict)
    counts: dict[Entry, int] = field(default_factory=dict)

    def touch(self, entry: Entry, number: int) -> None:
        """Note that an entry was mentioned in sentence `number`."""
        if entry in self.sentence:
            self.order.remove(entry)
        self.order.append(entry)
        self.sentence[entry] = number
        self.counts[entry] = self.counts.get(entry, 0) + 1

    def main_state(self) -> str | None:
        """The code of the state mentioned most so far."""
        states = [e for e in self.order if e.type == "state" and e.country]
        return max(states, key=lambda e: self.counts[e]).country if states else None

    def last(self, kind: str, number: int, reach: int = _REACH) -> Entry | None:
        """The named actor of a type that was mentioned last, if not too long ago."""
        for entry in reversed(self.order):
            if number - self.sentence[entry] > reach:
                return None
            if entry.type == kind and entry.named and not entry.plural:
                return entry
        return None


def _fits_country(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _same_office(a: Phrase, b: Phrase) -> bool:
    if a.noun.lemma != b.noun.lemma or not _fits_country(a.country, b.country):
        return False
    ranks = [{*p.modifiers} & _RANKS - {"former"} for p in (a, b)]
    if ranks[0] != ranks[1] and not (a.determiner in _REFERRING and not a.modifiers):
        return False
    of = [" ".join(t.text.lower() for t in p.of if t.pos != "DET") for p in (a, b)]
    return not (of[0] and of[1]) or of[0] == of[1] or a.country is not None


def _office_holder(phrase: Phrase, register: Register, focus: Focus) -> Entry | None:
    """Who holds the office a phrase names, among those the report gives one."""
    best: tuple[tuple[bool, bool, int], Entry] | None = None
    for entry in register.entries:
        if entry.type != "person" or entry.merged_into is not None:
            continue
        held = [p for p in entry.phrases if _same_office(phrase, p)]
        if not held:
            continue
        current = any(p.former == phrase.former for p in held)
        exact = any(p.country == phrase.country for p in held)
        rank = (current, exact, focus.sentence.get(entry, -1))
        if not phrase.former and all(p.former for p in held):
            continue
        if phrase.country and not exact and phrase.country != focus.main_state():
            continue
        if best is None or rank > best[0]:
            best = rank, entry
    return best[1] if best else None


def _by_table(phrase: Phrase, register: Register, focus: Focus) -> Entry | None:
    """The one person the report names who held the office on its date, by the table of holders.

    Asked only where the report itself gives nobody the office.
    """
    country = phrase.country or (None if phrase.of else focus.main_state())
    if phrase.former or phrase.plural or not country or not register.published:
        return None
    holders = find_holders(country, phrase.title, register.published)
    if not holders or holders[0].status == "disputed":
        return None
    named = [
        e
        for e in register.entries
        if e.type == "person" and e.named and e.merged_into is None and _is_holder(e, holders[0])
    ]
    return named[0] if len(named) == 1 else None


def _is_holder(entry: Entry, holder: Holder) -> bool:
    """Whether a report's person bears the name of somebody in the table."""
    names = {entry.name, *entry.names[:MAX_PHRASES]}
    full = [n for n in names if len(n.split()) > 1]
    limit = SAME_FULL if full else SAME_SURNAME
    return any(same(n, h) >= limit for n in full or names for h in holder.names)


def phrase_key(phrase: Phrase, owner: Entry | None) -> str | None:
    """What makes two descriptors one actor: their noun, state, backer and modifiers."""
    if phrase.backer or (phrase.noun.lemma == "proxy" and phrase.plural):
        backer = phrase.backer or phrase.country or (owner.country if owner else None)
        if phrase.noun.lemma in _ARMED_GROUPS and phrase.plural:
            return f"backed:{backer}" if backer else None
    noun = phrase.noun.lemma + ("s" if phrase.plural else "")
    country = phrase.country or (owner.country if owner and owner.type == "state" else None)
    words = sorted({m for m in phrase.modifiers if not m.isdigit()})
    of = " ".join(t.text.lower() for t in phrase.of if t.pos != "DET")
    of = "" if phrase.country and len(of.split()) == 1 else of
    whose = f"{id(owner)}" if owner is not None and country is None else ""
    return f"phrase:{noun}:{country}:{' '.join(words)}:{of}:{whose}"


def _name_of(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ("The", "A", "An", "This") else text


def _gender_of(noun: str) -> str | None:
    """The gender that a noun tells, `f` or `m`."""
    if noun.endswith("woman") or noun in _WOMEN:
        return "f"
    return "m" if noun.endswith("man") or noun in _MEN else None


def _is_bare_title(place: Place, phrase: Phrase) -> bool:
    """Whether an office is spoken of, not its holder: `running for president`."""
    said = phrase.determiner or phrase.country or phrase.of or phrase.modifiers
    return phrase.noun.sort == "office" and not phrase.plural and not said and place.rank < 2


def _new_entry(place: Place, phrase: Phrase, key: str | None, register: Register) -> Entry:
    name = _name_of(place.mention.span.text)
    entry = Entry(phrase.type, name, key, phrase.country, plural=phrase.plural)
    entry.gender = _gender_of(phrase.noun.lemma)
    return register.new(entry)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row[0] for row in load_table("en", "outlets") if row[3] == "agency")


def _outlet(phrase: Phrase, focus: Focus) -> Entry | None:
    """`the newspaper`: the outlet relied upon last, of the right state if one is told."""
    if phrase.determiner == "a" or phrase.plural:
        return None
    fitting = [
        e
        for e in reversed(focus.order)
        if e.type == "outlet" and e.named and _fits_country(phrase.country, e.country)
    ]
    agencies = [e for e in fitting if (phrase.noun.lemma == "agency") == (e.name in _agencies())]
    fitting = agencies or fitting
    if not fitting:
        return None
    # `[Nahrain Monitor] has seen`: that outlet relays the one relied upon.
    return next((e for e in fitting if not e.aside), fitting[0])


def _country(
    phrase: Phrase, owner: Entry | None, number: int, register: Register, focus: Focus
) -> Entry | None:
    """`the country`: the state last named; `his country`: its owner's, named elsewhere or not."""
    if phrase.plural or phrase.determiner not in ("the", "this", "whose"):
        return None
    if owner is not None and owner.country and owner.type != "state":
        key, name = f"state:{owner.country}", state_names().get(owner.country)
        if key in register.by_key or name is None:
            return register.by_key.get(key)
        return register.new(Entry("state", name, key, owner.country, named=True))
    bare = not phrase.modifiers and not phrase.of
    if bare and (phrase.noun.lemma != "state" or phrase.country):
        return focus.last("state", number, _COUNTRY_REACH)
    return None


def _organisation(phrase: Phrase, number: int, focus: Focus) -> Entry | None:
    """`the movement`, `this faction`: the organisation named last, best one so called."""
    if phrase.plural or phrase.modifiers or phrase.of or phrase.determiner not in _REFERRING:
        return None
    if phrase.noun.lemma not in _GENERAL_BODIES:
        return None
    so_called = None
    for entry in reversed(focus.order):
        if number - focus.sentence[entry] > _REACH:
            break
        if entry.type == "organisation" and entry.named:
            if not _fits_country(phrase.country, entry.country):
                continue
            if phrase.noun.lemma in entry.name.lower():
                return entry
            so_called = so_called or entry
    return so_called


def _repeated(phrase: Phrase, register: Register) -> Entry | None:
    """An earlier descriptor with the same noun that says nothing against it."""
    if phrase.determiner not in ("the", "this", ""):
        return None
    for entry in reversed(register.entries):
        if entry.named or not entry.phrases:
            continue
        for other in entry.phrases:
            same_noun = other.noun.lemma == phrase.noun.lemma and other.plural == phrase.plural
            said = {*phrase.modifiers} <= {*other.modifiers} and not phrase.of and not phrase.owner
            definite = phrase.determiner in _REFERRING or phrase.noun.sort == "body"
            if same_noun and said and definite and phrase.country in (None, other.country):
                return entry
    return None


def _known_state(phrase: Phrase, register: Register) -> Entry | None:
    """`the Iraqi state`, `the Turkish republic`: the state itself."""
    if phrase.noun.sort == "country" and not phrase.plural and phrase.country:
        return register.by_key.get(f"state:{phrase.country}")
    return None


def resolve_phrase(
    place: Place, owner: Entry | None, register: Register, focus: Focus
) -> Entry | None:
    """The entry a lone role or descriptor stands for, a new one if it acts for itself.

    `owner` is the entry of its possessor (`his country`, `Tehran's proxies`).
    """
    phrase, number = place.phrase, place.number
    if phrase is None or _is_bare_title(place, phrase):
        return None
    sort, found = phrase.noun.sort, None
    if phrase.type == "person" and sort == "office" and phrase.determiner not in ("a", "all"):
        found = _office_holder(phrase, register, focus) or _by_table(phrase, register, focus)
    elif sort == "outlet":
        found = _outlet(phrase, focus)
    elif sort == "country":
        found = _known_state(phrase, register) or _country(phrase, owner, number, register, focus)
    elif sort in ("body", "armed"):
        found = _organisation(phrase, number, focus)
    key = phrase_key(phrase, owner)
    # `most lawmakers` are not `lawmakers`, nor are `some officials` those before.
    single = phrase.determiner in ("a", "all")
    if found is None and key and not single:
        found = register.by_key.get(key) or _sole_backed(phrase, register)
    if found is None and not single:
        found = _repeated(phrase, register)
    return found or _new_entry(place, phrase, None if single else key, register)


def _sole_backed(phrase: Phrase, register: Register) -> Entry | None:
    """`proxy factions`: the backed groups of the report, if it knows of one state's only."""
    if not phrase.plural or not ("proxy" in phrase.modifiers or phrase.noun.lemma == "proxy"):
        return None
    backed = [e for key, e in register.by_key.items() if key.startswith("backed:")]
    return backed[0] if len(backed) == 1 else None


def merge_predecessors(register: Register) -> None:
    """`his predecessor`: the former holder of his office, if the report names just one."""
    for entry in register.entries:
        phrases = [p for p in entry.phrases if p.noun.lemma == "predecessor"]
        if entry.named or entry.merged_into is not None or not phrases or entry.plural:
            continue
        former = [
            e
            for e in register.entries
            if e.named and e.type == "person" and any(p.former for p in e.phrases)
        ]
        holders = [e for e in former if _succeeded(e, register)]
        if len(holders) == 1:
            entry.merged_into = holders[0]
            holders[0].phrases += entry.phrases


def _succeeded(former: Entry, register: Register) -> bool:
    """Whether somebody else holds the office that a person held."""
    for entry in register.entries:
        if entry is former or entry.type != "person" or not entry.named:
            continue
        for held in entry.phrases:
            for once in former.phrases:
                if once.former and not held.former and _same_office(once, held):
                    return True
    return False
