"""Groups of the user's: who counts for whom, from a YAML file.

    groups:
      United States: [US president, State Department, US forces]
      Iran:
        members: [Iranian foreign ministry]
        proxies: {Marsh Brigades: 0.5}

Members are names or ids. A proxy is no member: what he does, or what is done to him, counts
for the group by the weight given, between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.yaml_file import YamlFileError, load_yaml

KEYS = ("members", "proxies")


@dataclass(frozen=True, slots=True)
class Group:
    """A group's name, who is of it, and its proxies with their weights."""

    name: str
    members: tuple[str, ...]
    proxies: tuple[tuple[str, float], ...] = ()


def read_groups(path: Path) -> dict[str, Group]:
    """The groups of a file by their names in lower case.

    Raises BalanceError with the file and what is wrong in it.
    """
    try:
        raw = load_yaml(path)
    except YamlFileError as error:
        raise BalanceError(str(error)) from None
    groups = raw.get("groups") if isinstance(raw, Mapping) else None
    if not isinstance(groups, Mapping) or not groups or set(raw) != {"groups"}:
        raise BalanceError(f"{path}: it holds one key, `groups`, with a list of members by name")
    found = [_read_group(path, str(name), value) for name, value in groups.items()]
    return {plain_name(g.name): g for g in found}


def plain_name(name: str) -> str:
    """A name as names are compared word for word: in lower case, without an article before it."""
    words = name.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _read_group(path: Path, name: str, raw: Any) -> Group:
    where = f"{path}: groups: {name}"
    if not isinstance(raw, Mapping):
        return Group(name, _names(where, raw))
    if unknown := [str(k) for k in raw if k not in KEYS]:
        raise BalanceError(f"{where}: it knows {' and '.join(KEYS)}, not {unknown[0]!r}")
    return Group(
        name, _names(where, raw.get("members") or []), _proxies(where, raw.get("proxies") or {})
    )


def _names(where: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(x, str) and x.strip() for x in raw):
        raise BalanceError(f"{where}: members are a list of names or ids")
    return tuple(" ".join(x.split()) for x in raw)


def _proxies(where: str, raw: Any) -> tuple[tuple[str, float], ...]:
    if not isinstance(raw, Mapping):
        raise BalanceError(f"{where}: proxies are names, each with a weight from 0 to 1")
    for name, weight in raw.items():
        number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not isinstance(name, str) or not number or not 0 <= weight <= 1:
            raise BalanceError(f"{where}: proxies: {name}: a weight is a number from 0 to 1")
    return tuple((" ".join(name.split()), float(weight)) for name, weight in raw.items())
