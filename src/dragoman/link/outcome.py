"""What comes of components, and what of it is otherwise than before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

from dragoman.link.engine import Engine, texts

Value = TypeVar("Value", bound=Hashable)
# What there is of each component; its `mark` tells whether it is as it was.
OUTCOME = texts("component", "id", "mark")


def by_frequency(values: Iterable[Value]) -> tuple[Value, ...]:
    """Values, the most frequent first; of equals the smaller, so that order changes nothing."""
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))


def mark_of(told: str) -> str:
    """A short mark of all that is told of something: another wherever anything is otherwise."""
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def keep_outcome(
    engine: Engine, kept: str, now: str, *, concerned: str
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Put what is now of the components concerned in the place of what was kept of them.

    `kept` and `now` are tables of `OUTCOME`'s columns, `concerned` has a column component.
    Gives the ids that went, in order, and those that came; what is otherwise did both.
    """
    was = f"""(
        SELECT k.id, k.mark FROM {kept} k
        SEMI JOIN {concerned} c ON c.component = k.component
    )"""
    gone, came = _ids_of_one(engine, was, now), _ids_of_one(engine, now, was)
    new = f"(SELECT component, id, mark FROM {now})"
    engine.keep(kept, new, keys=["component"], gone=f"(SELECT DISTINCT component FROM {concerned})")
    return tuple(gone), frozenset(came)


def _ids_of_one(engine: Engine, one: str, other: str) -> list[str]:
    """The ids in one table that are not in another with the same mark."""
    same = "b.id = a.id AND b.mark = a.mark"
    sql = f"SELECT a.id FROM {one} a ANTI JOIN {other} b ON {same} ORDER BY a.id"
    found: list[str] = engine.rows(sql)["id"].to_pylist()
    return found
