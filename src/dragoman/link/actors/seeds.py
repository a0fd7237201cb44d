"""A user's list of actors: names, aliases and ids that name the clusters they fall into."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

SeedType = Literal["person", "organisation", "outlet", "state"]
_TYPES: dict[str, SeedType] = {
    "person": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "publicbody": "organisation",
    "company": "organisation",
    "outlet": "outlet",
    "state": "state",
}
_SCHEMATA = {"Person", "Organization", "PublicBody", "Company"}
_COLUMNS = {"name", "aliases", "type", "country", "id"}


class SeedError(ValueError):
    """A list that cannot be read, with the file and the line in one sentence."""


@dataclass(frozen=True, slots=True)
class Seed:
    """An actor of a user's list; `country` is an ISO 3166 alpha-2 code."""

    id: str
    name: str
    type: SeedType
    aliases: tuple[str, ...] = ()
    country: str | None = None


def read_seeds(path: str | Path) -> tuple[Seed, ...]:
    """The actors of a CSV file or of FollowTheMoney entities as JSON lines.

    CSV has the columns name, aliases (`|` between), type, country and id, with `,` or `;`
    between them; only name and type are needed. FollowTheMoney's schemata Person, Organization,
    PublicBody and Company are read, others are left out. Raises SeedError.
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise SeedError(f"{path}: {error.strerror or error}") from error
    first = text.lstrip()[:1]
    seeds = tuple(_from_json(path, text) if first == "{" else _from_csv(path, text))
    _check_ids(path, seeds)
    return tuple(seed for _, seed in seeds)


def _check_ids(path: Path, seeds: tuple[tuple[int, Seed], ...]) -> None:
    lines: dict[str, int] = {}
    for line, seed in seeds:
        if seed.id in lines:
            said = f"id {seed.id!r} stands on line {lines[seed.id]} already"
            raise SeedError(f"{path}, line {line}: {said}")
        lines[seed.id] = line


def _from_csv(path: Path, text: str) -> Iterator[tuple[int, Seed]]:
    head = text.splitlines()[0] if text.strip() else ""
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if missing := {"name", "type"} - columns:
        raise SeedError(f"{path}, line 1: no column {' and no column '.join(sorted(missing))}")
    try:
        for row in reader:
            line = reader.line_num
            if None in row:
                raise SeedError(f"{path}, line {line}: more cells than columns")
            cells = {k.strip().lower(): (v or "").strip() for k, v in row.items() if k}
            if any(cells.values()):
                yield line, _seed(path, line, {k: v for k, v in cells.items() if k in _COLUMNS})
    except csv.Error as error:
        raise SeedError(f"{path}, line {reader.line_num}: not CSV ({error})") from error


def _seed(path: Path, line: int, cells: dict[str, str]) -> Seed:
    kind = _TYPES.get(cells["type"].lower())
    if kind is None:
        known = ", ".join(sorted(set(_TYPES.values())))
        raise SeedError(f"{path}, line {line}: type {cells['type']!r} is none of {known}")
    if not cells["name"]:
        raise SeedError(f"{path}, line {line}: no name")
    aliases = tuple(a.strip() for a in cells.get("aliases", "").split("|") if a.strip())
    country = _country(path, line, cells.get("country", ""))
    return Seed(cells.get("id") or f"seed:{cells['name']}", cells["name"], kind, aliases, country)


def _country(path: Path, line: int, code: str) -> str | None:
    if not code:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise SeedError(f"{path}, line {line}: country {code!r} is not a code of two letters")
    return code.upper()


def _from_json(path: Path, text: str) -> Iterator[tuple[int, Seed]]:
    for line, words in enumerate(text.split("\n"), 1):
        if not words.strip():
            continue
        try:
            entity = json.loads(words)
        except json.JSONDecodeError as error:
            raise SeedError(f"{path}, line {line}: not JSON ({error.msg})") from error
        if not isinstance(entity, dict) or "schema" not in entity:
            raise SeedError(f"{path}, line {line}: no FollowTheMoney entity, it has no schema")
        if entity["schema"] in _SCHEMATA:
            yield line, _entity(path, line, entity)


def _entity(path: Path, line: int, entity: dict[str, Any]) -> Seed:
    properties = entity.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    names = _values(path, line, properties, "name")
    if not names or not isinstance(entity.get("id"), str) or not entity["id"]:
        raise SeedError(f"{path}, line {line}: an entity needs an id and a name")
    aliases = (*names[1:], *_values(path, line, properties, "alias"))
    countries = _values(path, line, properties, "country")
    # A body of several states is of none.
    country = countries[0].upper() if len(countries) == 1 and len(countries[0]) == 2 else None
    return Seed(entity["id"], names[0], _TYPES[entity["schema"].lower()], aliases, country)


def _values(path: Path, line: int, properties: dict[str, Any], name: str) -> tuple[str, ...]:
    values = properties.get(name, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise SeedError(f"{path}, line {line}: property {name!r} is not a list of texts")
    return tuple(v.strip() for v in values if v.strip())
