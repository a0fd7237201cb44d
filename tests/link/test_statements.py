"""What one said is known again in other reports, and kept apart from what he did not say."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.analyse.figures import figures_of
from dragoman.link.engine import DuckEngine, Engine, table_of_texts
from dragoman.link.statements import (
    StatementRow,
    statement_rows,
    statements_table,
    update_statements,
)
from dragoman.link.statements.rows import ROW_SCHEMA
from dragoman.model.links import Changes, LinkedStatement

Found = dict[str, LinkedStatement]
Linked = Mapping[tuple[str, str], str]


def rows_of(text: str, name: str, published: str = "2021-05-12") -> list[StatementRow]:
    return statement_rows(read(text, published=published, source_id=name))


def put(engine: Engine, rows: Sequence[StatementRow], gone: Sequence[str] = ()) -> None:
    engine.put("new_statement_rows", statements_table(rows))
    engine.put("gone_reports", table_of_texts(["report"], ([g] for g in gone)))


def put_links(engine: Engine, linked: Linked, changed: Sequence[tuple[str, str]] = ()) -> None:
    rows = ((*key, to) for key, to in linked.items())
    engine.put("kept_linked", table_of_texts(("report", "actor", "linked"), rows))
    engine.put("actor_changes", table_of_texts(("report", "actor"), changed))


def apply(found: Found, changes: Changes[LinkedStatement]) -> None:
    for gone in changes.gone:
        del found[gone]
    for new in changes.new:
        assert new.id not in found
        found[new.id] = new


def link(*reports: Sequence[StatementRow], linked: Linked | None = None) -> Found:
    engine, found = DuckEngine(), dict[str, LinkedStatement]()
    rows = [row for report in reports for row in report]
    put(engine, rows)
    if linked is None:
        linked = {(r.report, r.holder): "act-minister" for r in rows if r.holder}
    put_links(engine, linked)
    apply(found, update_statements(engine))
    return found


QUOTED = (
    'The prime minister, Nadim al-Sarraf, said on Tuesday: "Nobody will use our soil to settle '
    'the accounts of others, neither neighbours nor friends from overseas."',
    "“Nobody will use our soil to settle the accounts of others,” Prime Minister Nadeem Sarraf "
    "told reporters in Basra.",
)


def test_quoted_words_are_known_again_in_another_report() -> None:
    (found,) = link(rows_of(QUOTED[0], "a"), rows_of(QUOTED[1], "b")).values()
    assert len(found.reports) == 2
    assert found.holders == ("act-minister",)


def test_the_first_report_names_a_statement_whoever_joins_it() -> None:
    first, second = rows_of(QUOTED[0], "a", "2021-05-11"), rows_of(QUOTED[1], "b", "2021-05-12")
    third = rows_of(QUOTED[1], "c", "2021-05-13")
    assert link(first, second).keys() == link(third, second, first).keys()


def test_one_holders_words_are_known_again_though_told_otherwise() -> None:
    told = (
        "The minister, Nadim al-Sarraf, said the army would hand over the depots of Basra to the "
        "federal police before the elections.",
        "Nadim al-Sarraf, the minister, announced that depots in Basra would be handed over to "
        "federal police by the army before elections.",
    )
    assert len(link(rows_of(told[0], "a"), rows_of(told[1], "b"))) == 1
    assert not link(rows_of(told[0], "a", "2021-03-01"), rows_of(told[1], "b"))
    assert not link(rows_of(told[0], "a"), rows_of(told[1], "b"), linked={})


def test_a_phrase_that_everybody_uses_links_nothing() -> None:
    texts = (
        'Nadim al-Sarraf said: "I spoke with the president of the United States of America '
        'about the water of the two rivers."',
        'Salma al-Witri said: "She was received by the president of the United States of '
        'America after her book on hawks came out."',
    )
    assert not link(rows_of(texts[0], "a"), rows_of(texts[1], "b"), linked={})


def test_figures_are_found_with_what_they_count() -> None:
    said = "12 soldiers and three guards died in 2019, one of them at home"
    assert dict(figures_of(said)) == {"soldier": "12", "guard": "3"}


WORDS = ("depot", "militia", "parliament", "customs", "refinery", "ceasefire", "pilgrim", "dam")


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[StatementRow], list[list[int]], list[list[int]]]:
    """Rows of up to 14 reports, the batches in which they come, and who leaves before each."""
    count = draw(st.integers(2, 14))
    rows = [
        StatementRow(
            f"rep-{n}",
            f"sta-{n}",
            draw(st.sampled_from(("x", "y", None))),
            draw(st.sampled_from(("2021-05-12", "2021-05-13", "2021-05-30", None))),
            (terms := tuple(sorted(draw(st.sets(st.sampled_from(WORDS), min_size=2))))),
            (9_000,) * len(terms),
            tuple(sorted(draw(st.sets(st.integers(0, 9), max_size=9)))),
        )
        for n in range(count)
    ]
    order = draw(st.permutations(range(count)))
    cuts = sorted(draw(st.sets(st.integers(0, count), max_size=3)) | {0, count})
    batches = [order[a:b] for a, b in pairwise(cuts)]
    leaving = [draw(st.lists(st.sampled_from(range(count)), max_size=2)) for _ in batches]
    return rows, batches, leaving


@settings(max_examples=40, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_in_whatever_batches_reports_come_and_go_the_result_is_that_of_all_at_once(
    history: tuple[list[StatementRow], list[list[int]], list[list[int]]], chance: random.Random
) -> None:
    rows, batches, leaving = history
    engine, found = DuckEngine(), dict[str, LinkedStatement]()
    here: set[int] = set()
    linked: dict[tuple[str, str], str] = {}
    for batch, leave in zip(batches, leaving, strict=True):
        gone = here & set(leave)
        here = (here - gone) | set(batch)
        changed = [
            k for k in linked if k[0] not in {f"rep-{n}" for n in gone} if chance.random() < 0.3
        ]
        for key in changed:
            linked[key] = chance.choice(("act-1", "act-2"))
        new = [rows[n] for n in batch]
        linked |= {(r.report, r.holder): chance.choice(("act-1", "act-2")) for r in new if r.holder}
        put(engine, new, [f"rep-{n}" for n in gone])
        put_links(engine, linked, changed)
        apply(found, update_statements(engine))
    assert found == link([rows[n] for n in sorted(here)], linked=linked)


def test_spark_finds_what_duckdb_finds_and_goes_on_from_it(spark: Engine) -> None:
    reports = [rows_of(t, n) for t, n in zip((*QUOTED, QUOTED[1]), "abc", strict=True)]
    linked = {(r.report, r.holder): "act-1" for rows in reports for r in rows if r.holder}
    found: Found = {}
    for batch in (reports[:2], reports[2:]):
        put(spark, [row for rows in batch for row in rows])
        put_links(spark, linked)
        apply(found, update_statements(spark))
    assert found == link(*reports, linked=linked)
    assert len(next(iter(found.values())).reports) == 3


def test_a_row_has_the_columns_of_its_table() -> None:
    assert statements_table([]).schema == ROW_SCHEMA
