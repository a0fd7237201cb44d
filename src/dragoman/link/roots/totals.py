"""Sums over all reports, brought up to date by what came and went alone.

They are sums of whole numbers, so that they are exact whatever the order of what came.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.link.engine import Engine


def add_totals(
    engine: Engine, name: str, keys: Sequence[str], value: str, *, came: str, went: str
) -> None:
    """Bring a kept table of sums up to date: one row for each of `keys` with its `value`.

    `came` and `went` are queries for rows that count now and for rows that
    counted before; those that do in both may be left out of both. Sums of nothing are not kept.
    """
    listed = ", ".join(keys)
    same = " AND ".join(f"k.{key} = d.{key}" for key in keys)
    both = ", ".join(f"d.{key}" for key in keys)
    engine.store(
        "relay_totals",
        f"""
        SELECT {both}, CAST(d.{value} + coalesce(k.{value}, 0) AS BIGINT) AS {value} FROM (
            SELECT {listed}, sum({value}) AS {value} FROM (
                SELECT {listed}, {value} FROM ({came}) c
                UNION ALL SELECT {listed}, -{value} AS {value} FROM ({went}) w
            ) moved GROUP BY {listed} HAVING sum({value}) <> 0
        ) d LEFT JOIN {name} k ON {same}
        """,
    )
    new = f"(SELECT * FROM relay_totals WHERE {value} > 0)"
    engine.keep(name, new, keys=keys, gone=f"(SELECT {listed} FROM relay_totals)")
