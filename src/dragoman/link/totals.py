"""Sums over all reports, brought up to date by what came and went alone.

They are sums of whole numbers, so that they are exact whatever the order of what came.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.link.engine import Engine


def add_totals(
    engine: Engine, kept: str, keys: Sequence[str], value: str, *, changes: str, into: str
) -> None:
    """Bring a kept table of sums up to date: one row for each of `keys` with its `value`.

    `changes`, a table's name or a query in brackets, has rows of both to be added, those of what
    went being less than nothing. Sums of nothing are not kept. Stores `into`: the sums that are
    others now, and in `before` what they were.
    """
    listed = ", ".join(keys)
    same = " AND ".join(f"k.{key} = d.{key}" for key in keys)
    both = ", ".join(f"d.{key}" for key in keys)
    engine.store(
        into,
        f"""
        SELECT {both}, CAST(d.{value} + coalesce(k.{value}, 0) AS BIGINT) AS {value},
               coalesce(k.{value}, 0) AS before
        FROM (
            SELECT {listed}, sum({value}) AS {value} FROM {changes}
            GROUP BY {listed} HAVING sum({value}) <> 0
        ) d LEFT JOIN {kept} k ON {same}
        """,
    )
    new = f"(SELECT {listed}, {value} FROM {into} WHERE {value} > 0)"
    engine.keep(kept, new, keys=keys, gone=f"(SELECT {listed} FROM {into} WHERE before > 0)")
