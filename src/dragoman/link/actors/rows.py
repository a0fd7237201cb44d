"""What linking needs of every named actor of a reading, as small rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.link.actors.naming import clean_person, code_of_state, find_known, plain, sign_person
from dragoman.link.engine import table_of
from dragoman.model import Actor, Reading

# The actors of a report that are named most tell its matter; more of them say little.
MAX_COMPANY = 12

_SHIP = re.compile(r"\b(?:USS|HMS|USNS)\s$")
_PLACE = re.compile(
    r"\s(?:[Ii]nternational\s)?(?:[Aa]irport|[Aa]ir\s[Bb]ase|[Ss]tadium|[Hh]ospital)\b"
)
_MONTHS = frozenset({"March", "April", "May", "June", "August"})
_IN_MONTH = re.compile(r"\b(?:in|on|until|since|last|this|early|late|mid|of|by|from|to)[\s-]$")

ROW_SCHEMA = pa.schema(
    [
        ("report", pa.string()),
        ("actor", pa.string()),
        ("type", pa.string()),
        ("name", pa.string()),
        ("names", pa.list_(pa.string())),
        ("counts", pa.list_(pa.int64())),
        ("country", pa.string()),
        ("offices", pa.list_(pa.string())),
        ("date", pa.string()),
        ("company", pa.list_(pa.string())),
    ]
)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor of one report, by the names it uses.

    `names` are the texts of its name mentions, `counts` how often each stands there. `offices`
    are `title|of`, states by their codes. `date` is the report's ISO date, None if unknown.
    `company` are keys of the other actors it names most.
    """

    report: str
    actor: str
    type: str
    name: str
    names: tuple[str, ...]
    counts: tuple[int, ...]
    country: str | None
    offices: tuple[str, ...]
    date: str | None
    company: tuple[str, ...]


def actor_rows(reading: Reading) -> list[ActorRow]:
    """The rows of the actors that a report names; who is only described has none."""
    names = _names(reading)
    named = [a for a in reading.actors if names[a.id]]
    keys = {a.id: company_key(a, names[a.id]) for a in named}
    weight = {a.id: sum(names[a.id].values()) for a in named}
    ranked = sorted(named, key=lambda a: (-weight[a.id], keys[a.id]))
    rows = []
    for actor in named:
        others = dict.fromkeys(keys[a.id] for a in ranked if keys[a.id] != keys[actor.id])
        rows.append(_row(reading, actor, names[actor.id], tuple(others)[:MAX_COMPANY]))
    return rows


def rows_table(rows: Sequence[ActorRow]) -> pa.Table:
    """Rows as an Arrow table."""
    return table_of(rows, ROW_SCHEMA)


def _names(reading: Reading) -> dict[str, Counter[str]]:
    """Of every actor the texts of its name mentions."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    text = reading.report.text
    for mention in reading.mentions:
        if mention.kind == "name" and mention.actor:
            words = text[mention.span.start : mention.span.end]
            before = text[max(0, mention.span.start - 24) : mention.span.start]
            if _names_another(before, words, text[mention.span.end : mention.span.end + 24]):
                continue
            found[mention.actor][" ".join(words.split())] += 1
    return found


def _names_another(before: str, words: str, after: str) -> bool:
    """Whether the words around say that a name is a ship's, an airport's, a month's or a verb."""
    if _SHIP.search(before) or _PLACE.match(after):
        return True
    if words in _MONTHS:
        return bool(_IN_MONTH.search(before) or re.match(r"\s\d", after))
    return words == "IS" and bool(re.search(r"\b[A-Z]{4,}\s$", before))


def company_key(actor: Actor, names: Iterable[str]) -> str:
    """One key for an actor of a report, alike across reports where its name is."""
    if actor.type == "state" and actor.country:
        return f"state:{actor.country}"
    for name in sorted({actor.name, *names}):
        if known := find_known(name, actor.type):
            return known.key
    if actor.type == "person" and (sign := sign_person(clean_person(actor.name))):
        return sign.key
    return plain(actor.name)


def _row(reading: Reading, actor: Actor, names: Counter[str], company: tuple[str, ...]) -> ActorRow:
    ordered = sorted(names)
    offices = {f"{r.title}|{code_of_state(r.of) or r.of or ''}" for r in actor.roles}
    report = reading.report
    return ActorRow(
        report=report.id,
        actor=actor.id,
        type=actor.type,
        name=actor.name,
        names=tuple(ordered),
        counts=tuple(names[n] for n in ordered),
        country=actor.country,
        offices=tuple(sorted(offices)),
        date=report.published[:10] if report.published else None,
        company=company,
    )
