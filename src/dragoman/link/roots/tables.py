"""What is kept of reports while who relays whom is looked for, as tables of an engine.

A report goes by a number made of its id, so that nothing hangs on the order in which
reports come. What came is in tables `new_relay_...`, what all calls know of in `kept_relay_...`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from dragoman.link.engine import Engine
from dragoman.link.roots.citations import Cite
from dragoman.link.roots.keys import ReportKeys
from dragoman.link.roots.origins import own_root
from dragoman.link.words import hash_word

WINDOW_DAYS = 8
# The day of a report without a date: after all that have one.
UNDATED = 9_999_999
CREDITED, CITED, CITED_IN_LEAD, RELIED_ON = 0.95, 0.5, 0.65, 0.85
MIN_RELIED = 0.5

_REPORTS = pa.schema(
    [
        ("n", pa.int64()),
        ("report", pa.string()),
        ("own", pa.string()),
        ("publisher", pa.string()),
        ("published", pa.string()),
        ("credit", pa.string()),
        ("signed", pa.string()),
        ("day", pa.int64()),
        ("week", pa.int64()),
        ("words", pa.int64()),
        ("keys", pa.int64()),
        ("relied", pa.bool_()),
    ]
)
_TEXTS = pa.schema([("n", pa.int64()), ("text", pa.string()), ("told", pa.list_(pa.int64()))])
_ITEMS = pa.schema([("item", pa.int64()), ("n", pa.int64())])
# Outlets that a report credits or cites, as relays of it if none of their reports is found.
_NAMED = pa.schema(
    [
        ("n", pa.int64()),
        ("place", pa.int64()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("score", pa.float64()),
        ("relay_start", pa.int64()),
        ("relay_end", pa.int64()),
        ("relay_text", pa.string()),
    ]
)
_SCHEMAS = {
    "reports": _REPORTS,
    "texts": _TEXTS,
    "prints": _ITEMS,
    "rare": _ITEMS,
    "named": _NAMED,
}


# What came and what is kept of reports.
TABLES = {f"{when}_relay_{n}": schema for when in ("new", "kept") for n, schema in _SCHEMAS.items()}


def relay_tables(reports: Sequence[ReportKeys]) -> dict[str, pa.Table]:
    """What is kept of reports, as tables named `new_relay_...`; no id may come twice."""
    numbered = [(hash_word(r.report), r) for r in reports]
    rows = [_report_row(n, r) for n, r in numbered]
    named = [row for n, r in numbered for row in _named_rows(n, r)]
    return {
        "new_relay_reports": pa.Table.from_pylist(rows, _REPORTS),
        "new_relay_texts": pa.Table.from_pylist([_text_row(n, r) for n, r in numbered], _TEXTS),
        "new_relay_prints": _item_table(numbered, lambda r: r.prints),
        "new_relay_rare": _item_table(numbered, lambda r: r.rare),
        "new_relay_named": pa.Table.from_pylist(named, _NAMED),
    }


def put_new_reports(engine: Engine, reports: Sequence[ReportKeys]) -> None:
    """Add a batch of reports to the tables of those that came: `new_relay_...`.

    Some hundreds at a time, before `update_relays`.
    """
    for name, table in relay_tables(reports).items():
        engine.put("relay_batch", table)
        engine.keep(name, "relay_batch")
    engine.drop("relay_batch")


def note_holders(engine: Engine, items: str) -> None:
    """Note who holds the items of reports that come or go, while what is kept is still as it was.

    `items` names what is kept of them: prints or rare. Stores `relay_{items}_touched` (item), those
    items that more than one report has or had, `relay_{items}_before` (item, n), who had
    them, and `relay_{items}_now`, who has.
    """
    kept, new = f"kept_relay_{items}", f"new_relay_{items}"
    touched, before = f"relay_{items}_touched", f"relay_{items}_before"
    moved = f"""
        SELECT item FROM {new}
        UNION ALL SELECT o.item FROM {kept} o SEMI JOIN relay_gone g ON g.n = o.n
    """
    had = f"SELECT k.item, k.n FROM {kept} k SEMI JOIN ({moved}) m ON m.item = k.item"
    engine.store(before, had)
    both = f"SELECT item FROM {new} UNION ALL SELECT item FROM {before}"
    engine.store(touched, f"SELECT item FROM ({both}) b GROUP BY item HAVING count(*) > 1")
    engine.store(
        f"relay_{items}_now",
        f"""
        SELECT c.item, c.n FROM {new} c SEMI JOIN {touched} t ON t.item = c.item
        UNION ALL SELECT b.item, b.n FROM {before} b ANTI JOIN relay_gone g ON g.n = b.n
        """,
    )


def keep_new_reports(engine: Engine) -> None:
    """Take what is kept of reports that went, those in `relay_gone`, for that of those that came.

    Their ids stay for now: `relay_fresh` (n, report).
    """
    engine.store("relay_fresh", "SELECT n, report FROM new_relay_reports")
    for name in _SCHEMAS:
        engine.keep(f"kept_relay_{name}", f"new_relay_{name}", keys=["n"], gone="relay_gone")
    engine.drop("new_relay_")


def day_of(published: str | None) -> int:
    """The day of an ISO date or date-time from the year 1 on; `UNDATED` if it is not that exact."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return UNDATED


def _report_row(n: int, report: ReportKeys) -> dict[str, object]:
    day = day_of(report.published)
    return {
        "n": n,
        "report": report.report,
        "own": own_root(report),
        "publisher": report.publisher,
        "published": report.published,
        "credit": report.credit.name if report.credit else None,
        "signed": report.signed,
        "day": day,
        "week": day // WINDOW_DAYS,
        "words": report.words,
        "keys": len(report.rare),
        "relied": report.relied >= MIN_RELIED,
    }


def _text_row(n: int, report: ReportKeys) -> dict[str, object]:
    return {"n": n, "text": report.text, "told": [x for pair in report.told for x in pair]}


def _item_table(
    reports: Iterable[tuple[int, ReportKeys]], items_of: Callable[[ReportKeys], tuple[int, ...]]
) -> pa.Table:
    items, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for n, report in reports:
        items.append(np.array(items_of(report), np.int64))
        numbers.append(np.full(len(items[-1]), n, np.int64))
    return pa.table([np.concatenate(items), np.concatenate(numbers)], schema=_ITEMS)


def _named_rows(n: int, report: ReportKeys) -> Iterator[dict[str, object]]:
    credit = report.credit
    if credit is not None:
        shown = _shown(report, credit)
        yield {"n": n, "place": 0, "kind": "copy", "score": CREDITED, **shown}
    for place, cite in enumerate(report.cites, 1):
        if credit is None or cite.name != credit.name:
            score = CITED_IN_LEAD if cite.lead else CITED
            if report.relied >= MIN_RELIED and place == 1:
                score = RELIED_ON
            shown = _shown(report, cite)
            yield {"n": n, "place": place, "kind": "citation", "score": score, **shown}


def _shown(report: ReportKeys, cite: Cite) -> dict[str, object]:
    # A credit that the report's source gives stands nowhere in the text.
    if not cite.end:
        return {"name": cite.name}
    text = report.text[cite.start : cite.end]
    return {
        "name": cite.name,
        "relay_start": cite.start,
        "relay_end": cite.end,
        "relay_text": text,
    }
