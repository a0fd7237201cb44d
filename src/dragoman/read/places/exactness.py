"""How exact a place is: what kind its name denotes, and whether the report means just that place.

`Near Fallujah`, `30 km south of Baghdad` and `the outskirts of Kirkuk` are by a place,
`northern Iraq` and `the countryside of Aleppo` are a part of one: the coordinates
of the name are then not those of the happening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.model import PlaceExtent, PlacePrecision, Sentence, Token
from dragoman.read.places.context import JOINTS, POSSESSIVES, is_lower
from dragoman.read.places.gazetteer import Entry, place_of_people
from dragoman.read.places.toponyms import Toponym

_PRECISIONS: Final[dict[str, PlacePrecision]] = {
    "country": "country",
    "admin1": "admin1",
    "county": "admin2",
    "region": "region",
    "capital": "city",
    "city": "city",
}
# Said behind a town's name, these tell that only the seat of what is meant is known.
_SAID: Final[dict[str, PlacePrecision]] = {
    "province": "admin1",
    "governorate": "admin1",
    "oblast": "admin1",
    "county": "admin2",
}
# How far before a name the words may stand that say what of it is meant, and behind it.
_BEFORE, _BEHIND = 8, 4
# `30 kilometres (18 miles) from Tikrit`: how far before `from` its distance may stand.
_DISTANCE_WORDS = 6
# So many miles or minutes away is no longer near.
_FAR = 100.0
_DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class _Found:
    """What words say of a name; `shared` if they go on for the next of a list too."""

    extent: PlaceExtent
    shared: bool = True


def kind_of_entry(entry: Entry) -> PlacePrecision | None:
    """What kind of place the coordinates are of, None where there are none."""
    return None if entry.lat is None else _PRECISIONS[entry.kind]


def precision_of(toponym: Toponym, entry: Entry | None) -> PlacePrecision | None:
    """What kind of place a name means; a province of which only the seat is known is one."""
    kind = kind_of_entry(entry) if entry else None
    return _SAID.get(toponym.suffix, kind) if kind == "city" else kind


def find_extents(
    toponyms: Sequence[Toponym],
    precisions: Sequence[PlacePrecision | None],
    sentences: Sequence[Sentence],
) -> list[PlaceExtent | None]:
    """For each toponym whether what is near it or a part of it is meant, None for itself.

    `near Fallujah and Ramadi` holds for both, but `near Fallujah, Anbar` is in Anbar.
    """
    extents: list[PlaceExtent | None] = []
    last: tuple[Toponym, PlacePrecision | None, _Found] | None = None
    for toponym, precision in zip(toponyms, precisions, strict=True):
        tokens = sentences[toponym.sentence].tokens
        found = _found_of(tokens, toponym, precision)
        if found is None and last is not None and last[1] == precision:
            found = last[2] if last[2].shared and _goes_on(tokens, last[0], toponym) else None
        extents.append(found.extent if found else None)
        last = (toponym, precision, found) if found else None
    return extents


def _goes_on(tokens: Sequence[Token], first: Toponym, second: Toponym) -> bool:
    """Whether only what joins a list stands between two names."""
    if first.sentence != second.sentence:
        return False
    between = tokens[first.tokens[-1].index + 1 : second.tokens[0].index]
    return 0 < len(between) <= 2 and all(t.text in JOINTS for t in between)


def _found_of(
    tokens: Sequence[Token], toponym: Toponym, precision: PlacePrecision | None
) -> _Found | None:
    first, end = toponym.tokens[0].index, toponym.tokens[-1].index + 1
    asked = _Asked(tokens, first, end, precision, divided=bool(toponym.suffix))
    return _behind(asked) or _before(asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name in its sentence; `divided` if it is called a province or the like."""

    tokens: Sequence[Token]
    first: int
    end: int
    precision: PlacePrecision | None
    divided: bool

    @property
    def is_town(self) -> bool:
        return self.precision in ("city", None)

    def is_said_of_part(self, token: Token) -> bool:
        """Whether an adjective takes a part of the place: `northern Iraq`, `old Mosul`."""
        return is_lower(token, "parts_before") or (
            self.is_town and is_lower(token, "town_parts_before")
        )

    @property
    def is_part_of_name(self) -> bool:
        """Whether the name only describes what follows: `part of the Vienna talks`."""
        after = self.tokens[self.end :][:1]
        head = self.tokens[self.end - 1]
        return (
            head.dep in ("compound", "amod", "nmod", "poss")
            and head.head >= self.end
            and not (after and is_lower(after[0], "described_as"))
        )


def _before(asked: _Asked) -> _Found | None:
    """Goes back from a name over what only describes it: `near the Syrian town of`."""
    tokens, at, described = asked.tokens, asked.first, False
    while at > max(0, asked.first - _BEFORE):
        token = tokens[at - 1]
        if not described and asked.is_said_of_part(token):
            return _Found("part", shared=False) if _is_part(asked, at - 1) else None
        if token.text.lower() == "of":
            if at < 2 or asked.is_part_of_name:
                return None
            whole = is_lower(tokens[at - 2], "described_as")
            if not whole or (asked.precision == "country" and not described):
                return _of_noun(asked, at - 2)
            at, described = at - 2, True
        elif is_lower(token, "described_as") or _is_apposed(tokens, at):
            at, described = at - 1, True
        elif _describes(token):
            at -= 1
        else:
            return _led_by(asked, at - 1)
    return None


def _is_part(asked: _Asked, at: int) -> bool:
    """Whether `western` is of the place itself.

    In `the western Anbar province` and `Iraq's western Anbar` it is of the country.
    """
    if asked.divided and not asked.is_town:
        return False
    return at == 0 or asked.tokens[at - 1].text not in POSSESSIVES


def _is_apposed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma before a name stands behind what it is: `the capital, Baghdad`."""
    return at > 1 and tokens[at - 1].text == "," and is_lower(tokens[at - 2], "described_as")


def _describes(token: Token) -> bool:
    """An article or adjective on the way from `near` to the name."""
    if token.text[:1].isupper():
        return place_of_people(token.text) is not None
    return token.pos in ("DET", "ADJ") or any(
        is_lower(token, cues) for cues in ("leading", "town_adjectives")
    )


def _led_by(asked: _Asked, at: int) -> _Found | None:
    """What the preposition that leads to a name says; `outside Iraq` is anywhere."""
    tokens, word = asked.tokens, asked.tokens[at].text.lower()
    if asked.is_part_of_name:  # `near Mosul dam`, but `outside the Mosul court` is in Mosul
        return _Found("near") if asked.is_town and word == "near" else None
    if is_lower(tokens[at], "near_words"):
        return _Found("near") if asked.is_town or word != "outside" else None
    if word in ("around", "surrounding"):
        return _Found("near") if asked.is_town else None
    if at == 0:
        return None
    if word == "to":
        return _Found("near") if is_lower(tokens[at - 1], "near_to") else None
    if word == "from":
        return _Found("near") if _is_distance(tokens, at) else None
    if word in ("with", "between") and is_lower(tokens[at - 1], "borders"):
        return _Found("near")
    return None


def _is_distance(tokens: Sequence[Token], at: int) -> bool:
    """`30 km from`, `not far from`, `an hour's drive from`; not `7,000 miles from`."""
    if tokens[at - 1].text.lower() == "far":
        return at > 1 and tokens[at - 2].text.lower() in ("not", "n't", "n’t")
    return _distance_before(tokens, at) is True


def _distance_before(tokens: Sequence[Token], at: int) -> bool | None:
    """Whether the distance that ends before a word is small; None if there is none."""
    near = tokens[max(0, at - _DISTANCE_WORDS) : at]
    unit = next((t.index for t in near if is_lower(t, "distances")), None)
    if unit is None or not all(_measures(t) for t in tokens[unit:at]):
        return None
    told = tokens[max(0, unit - 2) : unit]
    return not any(is_lower(t, "distant") or _value(t) >= _FAR for t in told)


def _measures(token: Token) -> bool:
    """The words of a distance: `km`, `(18 miles)`, `away`."""
    lists = ("distances", "distance_ends", "directions")
    return token.text in "()" or token.pos == "NUM" or any(is_lower(token, x) for x in lists)


def _value(token: Token) -> float:
    digits = token.text.replace(",", "")
    return float(digits) if digits.isdecimal() else 0.0


def _of_noun(asked: _Asked, at: int) -> _Found | None:
    """What the noun before `of` says: `the outskirts of`, `the south of`, `12 km north of`."""
    tokens, noun = asked.tokens, asked.tokens[at]
    if is_lower(noun, "near_nouns") or is_lower(noun, "borders"):
        return _Found("near")
    if is_lower(noun, "near_words"):
        return _Found("near") if asked.is_town else None
    if is_lower(noun, "part_nouns"):
        off = any(t.text.lower() == "off" for t in tokens[max(0, at - 2) : at])
        return _Found("near" if off else "part")
    if is_lower(noun, "divisions"):
        return _Found("part") if asked.precision == "country" else None
    if not is_lower(noun, "directions") or _distance_before(tokens, at) is False:
        return None
    return _Found("near" if _is_beyond(asked, at) else "part")


def _is_beyond(asked: _Asked, at: int) -> bool:
    """Whether `south of` is outside: `in the south of Iraq` and `in south of Iraq` are not."""
    before = [t.text.lower() for t in asked.tokens[max(0, at - 2) : at]]
    if before[-1:] == ["the"]:
        return before[:1] == ["to"]
    return asked.is_town or before[-1:] != ["in"]


def _behind(asked: _Asked) -> _Found | None:
    """`the Damascus suburbs`, `Iraq's north`, `Syria's western desert`, `the Iraq-Syria border`."""
    rest = asked.tokens[asked.end : asked.end + _BEHIND]
    if len(rest) > 2 and rest[0].text in _DASHES and _is_head(rest[2], "borders"):
        return _Found("near", shared=False)
    owned = bool(rest) and rest[0].text in POSSESSIVES
    for token in rest[1:] if owned else rest:
        if is_lower(token, "near_nouns") or _is_head(token, "borders"):
            return _Found("near", shared=False)
        if asked.is_town and _is_head(token, "areas"):
            return _Found("near", shared=False)
        if owned and (_is_head(token, "part_nouns") or _is_direction(token)):
            return _Found("part", shared=False)
        if not (is_lower(token, "leading") or (owned and token.text[:1].isupper())):
            return None
    return None


def _is_head(token: Token, cues: str) -> bool:
    """A noun of a list that describes no other: not `France's interior minister`."""
    return is_lower(token, cues) and token.dep not in ("compound", "amod", "nmod")


def _is_direction(token: Token) -> bool:
    """`Iraq's north`, not `Iraq's north wind`."""
    return is_lower(token, "directions") and token.pos in ("NOUN", "PROPN")
