"""Whom the dated table of office holders may mean by a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from dragoman.lang.holders import Holder, find_holders, load_holders
from dragoman.link.actors.naming import sign_person

_SAME_OFFICE = {"premier": "prime minister", "monarch": "king", "emperor": "king"}


@cache
def _by_key() -> dict[str, frozenset[str]]:
    """Keys of full names and aliases to the holders they may name."""
    found: dict[str, set[str]] = defaultdict(set)
    for rows in load_holders().values():
        for row in rows:
            for name in row.names:
                sign = sign_person(name)
                if sign and sign.form == "full":
                    found[sign.key].add(_ident(row))
    return {key: frozenset(idents) for key, idents in found.items()}


def _ident(row: Holder) -> str:
    return f"{row.country}:{row.name}"


@cache
def _short_names(row: Holder) -> frozenset[str]:
    """The keys of a holder's last name and of his short aliases."""
    signs = [sign_person(name) for name in (*row.names, *(n.split()[-1] for n in row.names))]
    first = sign_person(row.name.split()[0]) if row.office in ("king", "pope", "emir") else None
    return frozenset(s.key for s in [*signs, first] if s and s.form == "bare")


def holder_of(key: str, *, full: bool, offices: Iterable[str], date: str | None) -> str | None:
    """The holder a name means: by a full name that only he bears, or by surname, office and date.

    None where the table does not tell, or tells of two.
    """
    if full:
        idents = _by_key().get(key, frozenset())
        return next(iter(idents)) if len(idents) == 1 else None
    found = {
        _ident(row)
        for title, country in (o.split("|", 1) for o in offices)
        for row in _rows(title, country, date)
        if key in _short_names(row)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _by_letters() -> dict[str, frozenset[str]]:
    """Letters that stand for a holder (`MBS`) to the names they may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for rows in load_holders().values():
        for row in rows:
            for alias in row.aliases:
                if alias.isupper() and len(alias) > 2:
                    found[alias].add(row.name)
    return {letters: frozenset(names) for letters, names in found.items()}


def name_of_letters(name: str) -> str | None:
    """The holder whom the press calls by letters alone, None where it is nobody or several."""
    names = _by_letters().get(name.strip().upper() if len(name) == 3 else name.strip(), frozenset())
    return next(iter(names)) if len(names) == 1 else None


@lru_cache(maxsize=65_536)
def _rows(title: str, country: str, date: str | None) -> tuple[Holder, ...]:
    """Those who held an office of a state, on a day where one is known."""
    if not country:
        return ()
    office = next((o for o in _offices() if title == o or title.startswith(f"{o} of ")), None)
    if office is None:
        return ()
    office = _SAME_OFFICE.get(office, office)
    if date:
        return find_holders(country, office, date)
    return load_holders().get((country, office), ())


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted({office for _, office in load_holders()} | set(_SAME_OFFICE)))
