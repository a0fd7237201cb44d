"""Places of the world by name, read lazily from one compact file."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.lang.data import load_table
from dragoman.names.distance import words_alike
from dragoman.read.places.keys import fold, joined, sound_key, without_article

# How alike spellings must be, and how many places they may be of.
_ALIKE, _MAX_GUESSES = 0.85, 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: degrees in WGS 84, ISO alpha-2 country, first-order division, inhabitants.

    `kind` is `country`, `admin1`, `region`, `county` (any second-order
    division), `capital` or `city`; `number` is its line in the file.
    """

    number: int
    geonameid: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    kind: str
    population: int


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name may mean; `alternate` if the name is not the place's main one.

    `guessed` tells that only the sound of the name is the same.
    """

    entry: Entry
    alternate: bool
    guessed: bool = False


@cache
def _tables() -> tuple[list[str], list[str]]:
    """The lines of the places, and the lines of the sorted keys."""
    packed = files("dragoman.lang.en").joinpath("gazetteer.tsv.gz").read_bytes()
    places, _, names = gzip.decompress(packed).decode().partition("\n\n")
    return places.split("\n"), names.split("\n")


@lru_cache(maxsize=20_000)
def _entry(number: int) -> Entry:
    geonameid, name, lat, lon, country, admin1, kind, people = _tables()[0][number].split("\t")
    return Entry(
        number,
        int(geonameid) if geonameid else None,
        name,
        float(lat) if lat else None,
        float(lon) if lon else None,
        country or None,
        admin1 or None,
        kind,
        int(people or 0),
    )


@lru_cache(maxsize=50_000)
def _senses(key: str) -> tuple[Sense, ...]:
    if not key:
        return ()
    names = _tables()[1]
    at = bisect_left(names, f"{key}\t")
    if at >= len(names) or not names[at].startswith(f"{key}\t"):
        return ()
    numbers = names[at].partition("\t")[2].split(",")
    return tuple(Sense(_entry(int(n.lstrip("~"))), n.startswith("~")) for n in numbers)


def look_up(name: str) -> tuple[Sense, ...]:
    """All places a name may mean, in no order; with or without an Arabic article."""
    key = fold(name)
    return _senses(key) or _senses(without_article(key)) or _senses(f"al {key}")


def look_up_sound(name: str) -> tuple[Sense, ...]:
    """The places of the Middle East of whose name a word may be another spelling: `Tikreet`."""
    word = joined(name)
    alike = [
        Sense(s.entry, alternate=True, guessed=True)
        for s in _senses(sound_key(name))
        if words_alike(word, joined(s.entry.name)) >= _ALIKE
    ]
    return tuple(alike) if len(alike) <= _MAX_GUESSES else ()


@cache
def country_of_people() -> dict[str, str]:
    """ISO code by adjective (`Iraqi`) and people (`Iraqis`)."""
    codes: dict[str, str] = {}
    for row in load_table("en", "states"):
        code, adjectives, people = (*row, "", "", "", "", "")[2:5]
        for word in (*adjectives.split("|"), *people.split("|")):
            codes.setdefault(word, code)
    codes.pop("", None)
    return codes


@cache
def _countries() -> dict[str, Entry]:
    """The countries by their ISO codes: the first places of the file."""
    found: dict[str, Entry] = {}
    for number, line in enumerate(_tables()[0]):
        if "\tcountry\t" not in line:
            break
        entry = _entry(number)
        found[entry.country or ""] = entry
    return found


@lru_cache(maxsize=10_000)
def place_of_people(word: str) -> Entry | None:
    """The place that an adjective or people's name is of: `Iraqi`, `Texan`, `Ossetians`."""
    code = country_of_people().get(word)
    if code:
        return _countries().get(code)
    senses = _senses(f"@{fold(word)}")
    return senses[0].entry if senses else None


@cache
def seats_of_government() -> frozenset[str]:
    """Keys of capitals and other names that stand for governments: `kremlin`, `white house`."""
    names: set[str] = set()
    for row in load_table("en", "states"):
        for cell in (*row, "", "", "")[5:7]:
            names.update(fold(name) for name in cell.split("|"))
    return frozenset(names - {""})


@cache
def divisions() -> dict[str, str]:
    """The full name of a state or province by its abbreviation: `Ill.`, `IL`."""
    return {row[0]: row[1] for row in load_table("en", "state_abbreviations")}
