"""What came and went: the happenings of the components concerned, beside those of before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine, map_rows, texts, tuples_of
from dragoman.link.happenings.slices import in_slices
from dragoman.link.happenings.told import read_told
from dragoman.link.happenings.unite import pack, unite, unpack
from dragoman.link.outcome import OUTCOME, keep_outcome, mark_of
from dragoman.model.links import Changes, Happening

_MADE = texts(*OUTCOME.names, "packed")
KEPT_HERE = {"kept_hap_happenings": OUTCOME}
_TOLD_TOGETHER = """
    SELECT g.component, array_agg(t.told) AS told FROM hap_groups g
    JOIN kept_hap_told t ON t.event = g.event
    GROUP BY g.component, g.cluster
"""


def update_outcome(engine: Engine) -> Changes[Happening]:
    """Unite the clusters of `hap_groups` and say which happenings came and went."""
    engine.apply("hap_made", f"({_TOLD_TOGETHER})", in_slices(map_rows(_make, _MADE)), _MADE)
    gone, came = keep_outcome(
        engine, "kept_hap_happenings", "hap_made", concerned="hap_found_before"
    )
    made = engine.rows("SELECT id, packed FROM hap_made ORDER BY id")
    return Changes(gone, tuple(_unpacked(made, came)))


def _make(row: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    happening = unite([read_told(line, words=False) for line in row["told"]])
    packed = pack(happening)
    component, mark = row["component"], mark_of(packed)
    yield {"component": component, "id": happening.id, "mark": mark, "packed": packed}


def _unpacked(made: pa.Table, came: frozenset[str]) -> Iterator[Happening]:
    for batch in made.to_batches(max_chunksize=1_000):
        for id_, line in tuples_of(batch):
            if id_ in came:
                yield unpack(line)
