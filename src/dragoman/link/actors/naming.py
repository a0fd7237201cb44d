"""What a name tells of whom it names: a known body or state, a person in full, a bare surname.

Names are brought into one form here (`Sens. Rand Paul`, `Rand Paul's` and `PAUL, Rand` are
`rand paul`), and looked up among states, organisations and outlets that are known by name.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from dragoman.lang.data import load_table, load_words, split_cell
from dragoman.link.words import POSSESSIVE
from dragoman.names.parts import Part, parts_of
from dragoman.names.sounds import fold

Kind = Literal["person", "state", "body"]
Form = Literal["known", "full", "bare"]
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z&]{1,5}s?|[A-Z]\.(?:[A-Z]\.)+")
SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "on", "de", "to"})
_SHORT = re.compile(r"^(Ben|Ed)\s+")
# Letters from which on an acronym seldom stands for two bodies.
SURE_ACRONYM = 4
_LEADING_THE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `words.toml`."""

    titles: frozenset[str]
    leftovers: frozenset[str]
    sons: frozenset[str]
    sorts: frozenset[str]
    everywhere: frozenset[str]
    national: frozenset[str]
    things: frozenset[str]
    missions: frozenset[str]
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class KnownName:
    """A state, body or outlet known by name; `key` is alike for all its names."""

    key: str
    name: str
    kind: Kind
    type: str
    country: str | None
    acronym: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """What is compared of a name: its kind, its plain form, and how much it tells."""

    kind: Kind
    key: str
    form: Form
    country: str | None = None


_LISTS = ("leftovers", "sons", "sorts", "everywhere", "national", "things", "missions")


@cache
def words() -> Words:
    """The word lists, read once."""
    table = tomllib.loads(files("dragoman.link.actors").joinpath("words.toml").read_text("utf-8"))
    titles = set(table["titles"].split())
    titles |= {row[0].rstrip(".").casefold() for row in load_table("en", "person_titles")}
    lists = {name: frozenset(table[name].split()) for name in _LISTS}
    return Words(titles=frozenset(titles), given=table["given"], **lists)


@cache
def known_names() -> dict[str, KnownName]:
    """Names of states, outlets and organisations in lower case; the first of equal names."""
    found: dict[str, KnownName] = {}
    ambiguous = load_words("en", "ambiguous_names")
    for row in load_table("en", "states"):
        name, aliases, code, _, _, capitals, seats = (*row, *[""] * 7)[:7]
        for text in (name, *map(str, (*split_cell(aliases), *split_cell(capitals)))):
            _add(found, text, KnownName(f"state:{code}", name, "state", "state", code, False))
        for text in split_cell(seats):
            _add(found, text, KnownName(f"state:{code}", name, "state", "state", code, False))
    for table, kind in (("organisations", "organisation"), ("outlets", "outlet")):
        for name, aliases, country, *_ in load_table("en", table):
            for text in (name, *split_cell(aliases)):
                if text in ambiguous and " " not in text and kind == "outlet":
                    continue
                acronym = bool(_ACRONYM.fullmatch(text))
                known = KnownName(f"{kind}:{name}", name, "body", kind, country or None, acronym)
                _add(found, text, known)
    return found


def _add(found: dict[str, KnownName], text: str, known: KnownName) -> None:
    found.setdefault(plain(text), known)


@cache
def _peoples() -> frozenset[str]:
    """Nations, creeds and camps (`Americans`, `Kurds`): many people, never one actor."""
    found = {x for row in load_table("en", "states") for x in split_cell((*row, "", "", "")[4])}
    found |= {x for row in load_table("en", "states") for x in split_cell((*row, "", "", "")[3])}
    found |= {x for row in load_table("en", "peoples") for x in row[:2]}
    return frozenset(plain(x) for x in found)


@cache
def _not_names() -> frozenset[str]:
    return _peoples() | load_words("en", "pronouns") | {"we", "i", "you"}


@cache
def _country_words() -> dict[str, str]:
    """Names and adjectives of states in lower case to their codes (`iranian`, `u.s.`)."""
    found: dict[str, str] = {}
    for row in load_table("en", "states"):
        name, aliases, code, adjectives, *_ = (*row, *[""] * 7)[:7]
        for text in (name, *split_cell(aliases), *split_cell(adjectives)):
            found.setdefault(plain(text), code)
    return found


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """Lower case without accents, dots, article and possessive, single blanks."""
    name = POSSESSIVE.sub("", _LEADING_THE.sub("", name.strip()))
    name = fold(name).replace("’", "'").replace(".", "").replace("-", " ").replace("–", " ")
    return " ".join(name.split())


def code_of_state(name: str | None) -> str | None:
    """The code of a state by its name, adjective or alias, None for anything else."""
    return _country_words().get(plain(name)) if name else None


def find_known(name: str, type_: str) -> KnownName | None:
    """The known state or body of a name; a person's bare name is none, unless an acronym."""
    known = known_names().get(plain(name))
    if known is None or (type_ == "person" and not (known.acronym or " " in name.strip())):
        return None
    if known.kind == "state" and type_ in ("person", "group"):
        return None
    if known.acronym and not _in_capitals(name) and _is_word(known, name):
        return None
    return known


def _in_capitals(name: str) -> bool:
    return _LEADING_THE.sub("", name.strip()).isupper()


def _is_word(known: KnownName, name: str) -> bool:
    """Whether letters that are not in capitals are a word: `Memo`, `Rand`; `Nato` is not."""
    return known.type == "outlet" or name.strip() in load_words("en", "given_names")


@lru_cache(maxsize=65_536)
def clean_person(name: str) -> str:
    """A person's name without titles before it, leftovers of pages after it, and repeats.

    `Sens. Rand Paul` is `Rand Paul`; pages that print a name twice (`Trump Donald Trump`,
    `Elizabeth Warren Elizabeth Ann Warren`) mean it once.
    """
    found = [POSSESSIVE.sub("", w) for w in _WORD.findall(name)]
    while len(found) > 1 and found[0].rstrip(".").casefold() in words().titles:
        found = found[1:]
    while len(found) > 1 and found[-1].casefold() in words().leftovers:
        found = found[:-1]
    return " ".join(_once(found))


def _once(found: list[str]) -> list[str]:
    """Words of a name that a page prints twice: `Haley Nikki Haley`, `Trump Donald J TrumpDems`."""
    first = found[0]
    again = next((n for n, w in enumerate(found) if n and w.startswith(first)), 0)
    if again < 2 or len(first) < 3:
        return found
    if again < len(found) - 1:
        return found[:again]
    if found[1] in load_words("en", "given_names"):
        return [*found[1:-1], first]
    return found[:-1]


def suffix_of(name: str) -> str:
    """`jr`, `sr`, `iii`: what tells a son from his father; empty where nothing does."""
    last = name.rsplit(None, 1)[-1].rstrip(".").casefold() if " " in name.strip() else ""
    last = {"junior": "jr", "senior": "sr"}.get(last, last)
    return last if last in words().sons else ""


def _formal(parts: tuple[Part, ...]) -> list[str]:
    given = words().given
    first = [given.get(parts[0].word, parts[0].word)] if len(parts) > 1 else [parts[0].word]
    return first + [p.word for p in parts[1:]]


def sign_person(name: str, country: str | None = None) -> Sign | None:
    """A person's name; in full where two of its parts are more than initials."""
    cleaned = clean_person(name)
    if cleaned.casefold() in words().leftovers:
        return None
    # `Ben` and `Ed` at the beginning else read as Arabic: `son of`, `the`.
    parts = parts_of(_SHORT.sub(lambda m: f"{words().given[m[1].lower()]} ", cleaned))
    if not parts or not any(not p.initial for p in parts):
        return None
    marks = ["ibn " * p.patronymic + w for p, w in zip(parts, _formal(parts), strict=True)]
    key = " ".join([*marks, *([s] if (s := suffix_of(cleaned)) else [])])
    # A hyphen joins surnames, of one person or of two (`Ocasio-Cortez`, `Obama-Clinton`).
    full = " " in cleaned and (len(parts) > 2 or sum(not p.initial for p in parts) > 1)
    return Sign("person", key, "full" if full else "bare", country)


def _without_country(name: str) -> tuple[str, str | None]:
    """A body's plain name without the state before or after it, and that state's code."""
    tokens = plain(name).replace("'s ", " ").split()
    for size in (2, 1):
        before, after = " ".join(tokens[:size]), " ".join(tokens[-size:])
        if len(tokens) > size and (code := _country_words().get(before)):
            return " ".join(tokens[size:]), code
        of = len(tokens) > size + 1 and tokens[-size - 1] in ("of", "in")
        if of and (code := _country_words().get(after)):
            return " ".join(tokens[: -size - 1]), code
    return " ".join(tokens), None


def is_acronym(name: str) -> bool:
    """`PKK`, `U.N.`, `UNHCR`: letters for words."""
    return bool(_ACRONYM.fullmatch(name.strip()))


def initials_of(name: str) -> str:
    """The first letters of a name's words, small words left out."""
    return "".join(w[0] for w in plain(name).split() if w not in SMALL_WORDS)


def sign_body(name: str, country: str | None = None) -> Sign | None:
    """A body's name; bare where an acronym, or where every state has such a body."""
    rest, said = _without_country(name)
    if not rest or not any(c.isalpha() for c in rest) or rest in _not_names():
        return None
    if is_acronym(name):
        return Sign("body", rest, "bare" if len(rest) < SURE_ACRONYM else "full", country)
    common = len(rest.split()) <= 3 and all(w in words().everywhere for w in rest.split())
    whose = said or (country if common else None)
    if rest.rsplit(None, 1)[-1] in words().missions:
        whose = None  # Whose it is does not say where it stands.
    single = " " not in rest and (common or rest in words().sorts)
    return Sign("body", rest, "bare" if (common and not whose) or single else "full", whose)


def is_people(name: str) -> bool:
    """Whether a name is a nation's, a creed's or a camp's."""
    return plain(name) in _peoples()
