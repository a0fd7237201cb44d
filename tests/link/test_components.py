"""What hangs together is found whatever the engine, in few rounds."""

from __future__ import annotations

import random
from itertools import pairwise

import duckdb
import pyarrow as pa
import pytest
from pyspark.errors import AnalysisException

from dragoman.link import components as module
from dragoman.link.components import find_components, update_components
from dragoman.link.engine import DuckEngine, Engine, map_rows


@pytest.fixture(params=["duckdb", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "duckdb":
        return DuckEngine()
    spark: Engine = request.getfixturevalue("spark")
    return spark


def components(engine: Engine, nodes: list[str], edges: list[tuple[str, str]]) -> dict[str, str]:
    engine.put("nodes", pa.table({"node": pa.array(nodes, pa.string())}))
    ones, others = [a for a, _ in edges], [b for _, b in edges]
    engine.put(
        "edges",
        pa.table({"one": pa.array(ones, pa.string()), "other": pa.array(others, pa.string())}),
    )
    find_components(engine, "nodes", "edges", "found")
    rows = engine.rows("SELECT node, component FROM found").to_pylist()
    return {r["node"]: r["component"] for r in rows}


def test_a_node_without_edges_is_by_itself(engine: Engine) -> None:
    assert components(engine, ["a", "b"], []) == {"a": "a", "b": "b"}


def test_chains_rings_and_stars_hang_together(engine: Engine) -> None:
    edges = [("a", "b"), ("c", "b"), ("x", "y"), ("y", "z"), ("z", "x")]
    found = components(engine, list("abcxyz"), edges)
    assert found == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x", "z": "x"}


def test_a_long_chain_in_any_order_is_one(engine: Engine) -> None:
    nodes = [f"n{n:04d}" for n in range(300)]
    mixed = nodes[:]
    random.Random(3).shuffle(mixed)
    edges = list(pairwise(mixed))
    assert set(components(engine, nodes, edges).values()) == {"n0000"}


def test_many_edges_are_followed_in_sql_to_the_same_end(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = random.Random(4)
    nodes = [f"n{n}" for n in range(40)]
    edges = [(mixed.choice(nodes), mixed.choice(nodes)) for _ in range(30)]
    in_memory = components(engine, nodes, edges)
    monkeypatch.setattr(module, "MAX_IN_MEMORY", 0)
    assert components(engine, nodes, edges) == in_memory


def test_kept_components_are_as_if_found_anew_and_only_those_concerned_are_found(
    engine: Engine,
) -> None:
    mixed = random.Random(5)
    nodes: set[str] = set()
    edges: set[tuple[str, str]] = set()
    before: dict[str, str] = {}
    for _ in range(12):
        gone = set(mixed.sample(sorted(nodes), len(nodes) // 8))
        nodes_now = nodes - gone | {f"n{mixed.randrange(40)}" for _ in range(4)}
        ordered = sorted(nodes_now)
        edges_now = {e for e in edges if set(e) <= nodes_now and mixed.random() > 0.3}
        edges_now |= {(mixed.choice(ordered), mixed.choice(ordered)) for _ in range(2)}
        touched = (nodes ^ nodes_now) | {n for e in edges ^ edges_now for n in e}
        nodes, edges = nodes_now, edges_now
        engine.put("touched", pa.table({"node": pa.array(sorted(touched), pa.string())}))
        after = components(engine, ordered, sorted(edges))
        update_components(
            engine, "nodes", "edges", touched="touched", kept="kept_parts", into="part"
        )
        kept = engine.rows("SELECT node, component FROM kept_parts").to_pylist()
        assert {r["node"]: r["component"] for r in kept} == after and len(kept) == len(after)
        now = engine.rows("SELECT node, component FROM part").to_pylist()
        was = engine.rows("SELECT node, component FROM part_before").to_pylist()
        concerned = {before[n] for n in touched if n in before}
        assert {r["node"] for r in was} == {n for n, c in before.items() if c in concerned}
        assert all(before[r["node"]] == r["component"] for r in was)
        assert {r["node"] for r in now} == ({r["node"] for r in was} | touched) & nodes
        assert all(after[r["node"]] == r["component"] for r in now)
        before = after


def test_a_function_of_rows_runs_on_either_engine(engine: Engine) -> None:
    engine.put("words", pa.table({"word": ["one", "three", "a"]}))
    schema = pa.schema([("word", pa.string()), ("length", pa.int64())])
    long = map_rows(
        lambda row: (
            [{"word": row["word"], "length": len(row["word"])}] if len(row["word"]) > 1 else []
        ),
        schema,
    )
    engine.apply("lengths", "words", long, schema)
    assert engine.count("lengths") == 2
    rows = engine.rows("SELECT length FROM lengths ORDER BY length").to_pylist()
    assert [r["length"] for r in rows] == [3, 5]


def test_a_query_is_read_without_being_kept_and_tables_are_dropped_by_how_they_begin(
    engine: Engine,
) -> None:
    engine.put("drop_words", pa.table({"word": ["one", "two"]}))
    engine.put("kept_words", pa.table({"word": ["three"]}))
    schema = pa.schema([("word", pa.string())])
    both = map_rows(lambda row: [row, row], schema)
    engine.apply("kept_twice", "(SELECT word FROM drop_words WHERE word < 'p')", both, schema)
    engine.drop("drop_")
    assert (engine.count("kept_words"), engine.count("kept_twice")) == (1, 2)
    with pytest.raises((duckdb.CatalogException, AnalysisException)):
        engine.count("drop_words")
