"""Rows of actors as members of signatures: under which name is each to be compared?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from dragoman.link.actors.holding import holder_of, name_of_letters
from dragoman.link.actors.naming import (
    KnownName,
    Sign,
    clean_person,
    code_of_state,
    find_known,
    is_people,
    sign_body,
    sign_person,
    words,
)

MEMBER_SCHEMA = pa.schema(
    [
        ("node", pa.string()),
        ("report", pa.string()),
        ("actor", pa.string()),
        ("type", pa.string()),
        ("kind", pa.string()),
        ("form", pa.string()),
        ("key", pa.string()),
        ("told", pa.string()),
        ("name", pa.string()),
        ("names", pa.list_(pa.string())),
        ("shorts", pa.list_(pa.string())),
        ("fulls", pa.list_(pa.string())),
        ("offices", pa.list_(pa.string())),
        ("holder", pa.string()),
        ("date", pa.string()),
        ("year", pa.int64()),
        ("company", pa.list_(pa.string())),
    ]
)


def member_id(report: str, actor: str) -> str:
    """The id of a member as a node of its own."""
    return f"m:{report}/{actor}"


def make_member(row: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """The member of a row; none for peoples and for names that say nothing."""
    names = dict(zip(row["names"], row["counts"], strict=True))
    known = _known(row, names)
    signs = [] if known else _signs(row, names)
    if known:
        sign, name = Sign(known.kind, known.key, "known", known.country), known.name
    elif signs:
        sign, name = _fullest(signs)
    else:
        return
    yield _member(row, sign, name, [s for s, _, _ in signs])


def _member(
    row: Mapping[str, Any], sign: Sign, name: str, signs: Sequence[Sign]
) -> dict[str, object]:
    date, offices = row["date"], row["offices"]
    person, full = sign.kind == "person", sign.form == "full"
    holder = holder_of(sign.key, full=full, offices=offices, date=date) if person else None
    return {
        "node": member_id(row["report"], row["actor"]),
        "report": row["report"],
        "actor": row["actor"],
        "type": row["type"],
        "kind": sign.kind,
        "form": sign.form,
        "key": sign.key,
        "told": country_of_person(row["offices"], holder) if person else sign.country,
        "name": name,
        "names": row["names"],
        "shorts": sorted({s.key for s in signs if s.form == "bare" and s.key != sign.key}),
        "fulls": sorted({s.key for s in signs if s.form == "full" and s.key != sign.key}),
        "offices": row["offices"],
        "holder": holder,
        "date": date,
        "year": int(date[:4]) if date else None,
        "company": row["company"],
    }


def country_of_person(offices: Iterable[str], holder: str | None) -> str | None:
    """The state in which a person holds office, where only one is told.

    An ambassador or a scholar `of` two states is one man; a minister of two is not.
    """
    if holder:
        return holder.partition(":")[0]
    told = (o.split("|", 1) for o in offices)
    states = {
        of
        for title, of in told
        if len(of) == 2 and of.isupper() and _head(title) in words().national
    }
    return states.pop() if len(states) == 1 else None


def _head(title: str) -> str:
    """The word of a title that says what the office is: `minister` of `minister of oil`."""
    office = re.split(r" of | for ", title, maxsplit=1)[0].split()
    return office[-1] if office else ""


def _known(row: Mapping[str, Any], names: Mapping[str, int]) -> KnownName | None:
    """The state, body or outlet that the names of a row mean most often."""
    if row["type"] == "state" and row["country"]:
        code = row["country"]
        name = row["name"] if code_of_state(row["name"]) == code else code
        return KnownName(f"state:{code}", name, "state", "state", code, False)
    votes: dict[str, int] = {}
    found: dict[str, KnownName] = {}
    for name, count in names.items():
        known = find_known(name, row["type"])
        if known and _may_be(known, row):
            votes[known.key] = votes.get(known.key, 0) + count
            found[known.key] = known
    if not votes or (row["type"] == "person" and sum(votes.values()) * 2 < sum(names.values())):
        return None
    return found[min(votes, key=lambda k: (-votes[k], k))]


def _may_be(known: KnownName, row: Mapping[str, Any]) -> bool:
    """Whether the reading's country does not gainsay a known body's."""
    return not (known.country and row["country"] and known.country != row["country"])


def _signs(row: Mapping[str, Any], names: Mapping[str, int]) -> list[tuple[Sign, str, int]]:
    """Of every name its sign, how it is written, and how often."""
    found = []
    for name, count in names.items():
        if is_people(name):
            continue
        if called := name_of_letters(name):
            sign, written = sign_person(called), called
        elif row["type"] == "person":
            sign, written = sign_person(name, row["country"]), clean_person(name)
        else:
            sign, written = sign_body(name, row["country"]), name
        if sign:
            found.append((sign, written, count))
    return found


def _fullest(signs: Iterable[tuple[Sign, str, int]]) -> tuple[Sign, str]:
    """The name that tells most: a full one, the most used of those, the longest, the first."""
    sign, written, _ = min(
        signs, key=lambda s: (s[0].form != "full", -s[2], -len(s[0].key), s[0].key, s[1])
    )
    return sign, written
