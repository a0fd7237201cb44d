"""Outlets by one name each, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.lang.data import load_table, split_cell
from dragoman.neural.lemmas import lexicon

_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BRANCH = re.compile(r"\s+[-–—|]\s+.*$")
_ADDED = re.compile(r"\s+(?:news|online|magazine|newspaper|agency|newswire|web)$", re.IGNORECASE)
_KIND = re.compile(r"(?<=\w)\s+(?:newspaper|paper|daily|magazine|website|site)$")
_QUOTES = " \"'“”‘’«»"
_SITE = re.compile(r"^(?:www\.)?(.{3,}?)\.(?:com|org|net|co\.uk)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_ONLINE = re.compile(r"\s+online(?=\s)", re.IGNORECASE)


@cache
def _known() -> dict[str, tuple[str, str]]:
    """The first name and kind of every outlet, by each of its names as `_plain` gives it."""
    found: dict[str, tuple[str, str]] = {}
    for row in load_table("en", "outlets"):
        for name in (row[0], *split_cell(row[1])):
            found.setdefault(_plain(name), (row[0], row[3]))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", _ARTICLE.sub("", name.strip())).strip().casefold()


def _readings(name: str) -> list[str]:
    """A name as it is and with more and more of what publishers add to it taken off."""
    found = [name]
    for taken in (_BRACKET, _BRANCH, _ONLINE, _ADDED, _ADDED):
        found.append(taken.sub("", found[-1]).strip())
    found += [_SITE.sub(r"\1", found[-1])]
    return [x for x in found if x]


@cache
def clean_outlet(name: str) -> str:
    """An outlet's first name in the list of outlets, whatever publishers add to it.

    `CNN (Web News)` and `New York Times - News` are CNN and The New York Times. A name that
    is not listed loses brackets, branch, quotation marks, article and what the outlet is
    (`newspaper`), but keeps `News` and `Agency`, which may be parts of it.
    """
    tried = [_plain(x) for x in _readings(name)]
    for plain in tried:
        if plain in _known():
            return _known()[plain][0]
    readings = _readings(name)
    rest = readings[3] if len(readings) > 3 else name.strip()
    # `the Levant Courier newspaper` and `“Levant Courier”` are one, though not in the list.
    bare = _KIND.sub("", _ARTICLE.sub("", rest.strip(_QUOTES))).strip(_QUOTES)
    return bare or name.strip()


@cache
def is_known_outlet(name: str) -> bool:
    """Whether a name is in the list of outlets."""
    return _plain(name) in _known()


@cache
def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return _known().get(_plain(name), ("", ""))[1] == "agency"


def find_outlets(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where known outlets are named in an interval of a text; `outlet` is the group of the name.

    A common word that goes on another name (`Capitol Hill`, `the Arabian Peninsula`) is none.
    """
    for match in outlet_pattern().finditer(text, start, end):
        # With its article it is a name by itself.
        bare = match.start() == match.start("outlet") and match["outlet"].lower() in lexicon()
        if not (bare and _NAME_BEFORE.search(text, max(start, match.start() - 40), match.start())):
            yield match


_NAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]*\s$")


@cache
def outlet_pattern() -> re.Pattern[str]:
    """Any known outlet's name as it is written, the longest first."""
    names: set[str] = set()
    for row in load_table("en", "outlets"):
        names |= {_ARTICLE.sub("", x) for x in (row[0], *split_cell(row[1]))}
    names.discard("")
    listed = "|".join(re.escape(x) for x in sorted(names, key=lambda x: (-len(x), x)))
    return re.compile(rf"(?<![\w-])(?:[Tt]he\s+)?(?P<outlet>{listed})(?![\w-])")
