"""What members tell of their signatures, counted: names, offices, company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.link.actors.state import FACT_SCHEMA
from dragoman.link.engine import Engine
from dragoman.link.statistics import step_sql
from dragoman.link.totals import add_totals

# Of every sort of member which columns tell what. A bare name is its own signature, and an
# entry of a user's list tells of no member.
_LISTS = {
    "named": {
        "full": "fulls",
        "short": "shorts",
        "office": "offices",
        "company": "company",
        "name": "names",
    },
    "bare": {"office": "offices", "companion": "company", "name": "names"},
    "seed": {"full": "fulls", "short": "shorts"},
}
_SINGLES = {
    "named": {
        "holder": "holder",
        "key": "key",
        "type": "type",
        "country": "country",
        "written": "name",
    },
    "bare": {"type": "type", "country": "country", "spoken": "name"},
    "seed": {"key": "key"},
}
# A name that a user's list gives counts as if so many reports had used it.
_LISTED_WEIGHT = 5
_TOLD = "sig, form, key, type, country, name, names, shorts, fulls, offices, holder, company"
# Of the tables of facts the columns that tell one, and which facts are there: company, most of
# all facts, stands by itself, and so does that of bare names.
_TABLES = {
    "facts": (("node", "what", "value"), "what NOT IN ('company', 'companion')"),
    "company": (("node", "value"), "what = 'company'"),
    "companions": (("node", "value"), "what = 'companion'"),
}


def update_facts(engine: Engine) -> None:
    """Count the facts of `al_come` in and those of `al_went` out; store what crossed a step.

    Stores `al_rarer` (value): company that another step of signatures has, and `al_likelier`
    (value): company that another power of two of members has. Stores `al_told_otherwise`
    (node, what, value): what is told otherwise of signatures that were there before.
    """
    members = (
        f"(SELECT {_TOLD}, 1 AS way FROM al_come UNION ALL SELECT {_TOLD}, -1 AS way FROM al_went)"
    )
    engine.apply("al_raw", members, facts_of_members, FACT_SCHEMA)
    for table, (keys, which) in _TABLES.items():
        changes = f"(SELECT * FROM al_raw WHERE {which})"
        add_totals(engine, f"kept_al_{table}", keys, "n", changes=changes, into=f"al_{table}_now")
    engine.drop("al_raw")
    engine.store("al_told_otherwise", _OTHERWISE)
    engine.store("al_values_now", _VALUES)
    engine.store("al_rarer", _crossed(step_sql("{0}holders")))
    engine.store("al_likelier", _crossed(step_sql("{0}members")))
    engine.keep(
        "kept_al_values",
        "(SELECT value, members, holders FROM al_values_now WHERE members > 0)",
        keys=["value"],
        gone="(SELECT value FROM al_values_now)",
    )
    engine.drop("al_company_")
    engine.drop("al_companions_")


def facts_of_members(batches: Iterator[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    """The facts of members, a batch at a time: node, what, value and how often."""
    for batch in batches:
        seeds, bare = (pc.equal(batch["form"], form) for form in ("seed", "bare"))
        named = pc.invert(pc.or_(seeds, bare))
        yield from _facts(batch.filter(named), "named")
        yield from _facts(batch.filter(bare), "bare")
        yield from _facts(batch.filter(seeds), "seed", _LISTED_WEIGHT)


def _facts(batch: pa.RecordBatch, sort: str, weight: int = 1) -> Iterator[pa.RecordBatch]:
    times = pc.multiply(pc.cast(batch["way"], pa.int64()), weight)
    told = pa.RecordBatch.from_arrays([batch["sig"], times], ["node", "n"])
    for what, column in _LISTS[sort].items():
        values, rows = pc.list_flatten(batch[column]), pc.list_parent_indices(batch[column])
        yield _as_facts(told.take(rows), what, values)
        if what == "office":
            yield _titles(told.take(rows), values)
    for what, column in _SINGLES[sort].items():
        known = pc.is_valid(batch[column])
        yield _as_facts(told.filter(known), what, batch[column].filter(known))


def _as_facts(told: pa.RecordBatch, what: str, values: Any) -> pa.RecordBatch:
    whats = pa.repeat(pa.scalar(what), len(values))
    plain = pc.replace_substring(values, "\t", " ")
    return pa.RecordBatch.from_arrays([told["node"], whats, plain, told["n"]], schema=FACT_SCHEMA)


def _titles(told: pa.RecordBatch, offices: Any) -> pa.RecordBatch:
    """The words of offices' titles: two that share none are two kinds of office."""
    split = [office.split("|")[0].split() for office in offices.to_pylist()]
    rows = pa.array([n for n, words in enumerate(split) for _ in words], pa.int64())
    words = pa.array([w for words in split for w in words], pa.string())
    return _as_facts(told.take(rows), "title", words)


_OTHERWISE = """
    SELECT f.node, f.what, f.value FROM al_facts_now f SEMI JOIN kept_al_first k ON k.node = f.node
    UNION ALL
    SELECT c.node, 'company' AS what, c.value FROM al_company_now c
    SEMI JOIN kept_al_first k ON k.node = c.node
"""
_VALUES = """
    SELECT c.value, c.members + coalesce(k.members, 0) AS members,
           c.holders + coalesce(k.holders, 0) AS holders,
           coalesce(k.members, 0) AS b_members, coalesce(k.holders, 0) AS b_holders
    FROM (SELECT value, CAST(sum(n - before) AS BIGINT) AS members,
                 CAST(sum(CASE WHEN n > 0 THEN 1 ELSE 0 END
                          - CASE WHEN before > 0 THEN 1 ELSE 0 END) AS BIGINT) AS holders
          FROM (SELECT value, n, before FROM al_company_now
                UNION ALL SELECT value, n, before FROM al_companions_now) x
          GROUP BY value) c
    LEFT JOIN kept_al_values k ON k.value = c.value
"""


def _crossed(graded: str) -> str:
    """Values whose grade is another than before; `graded` has {0} before its column's name."""
    return f"""
        SELECT value FROM al_values_now
        WHERE {graded.format("")} <> {graded.format("b_")}
    """
