"""What came and went: the happenings of the components concerned, beside those of before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from dragoman.link.engine import Engine, map_rows
from dragoman.link.happenings.slices import in_slices
from dragoman.link.happenings.told import read_told
from dragoman.link.happenings.unite import pack, unite, unpack
from dragoman.model.links import Changes, Happening

_MADE = pa.schema([(n, pa.string()) for n in ("component", "id", "mark", "packed")])
# Which happening there is of each component; its `mark` tells whether it is as it was.
_KEPT = pa.schema([(n, pa.string()) for n in ("component", "id", "mark")])
KEPT_HERE = {"kept_hap_happenings": _KEPT}
_TOLD_TOGETHER = """
    SELECT g.component, array_agg(t.told) AS told FROM hap_groups g
    JOIN kept_hap_told t ON t.event = g.event
    GROUP BY g.component, g.cluster
"""


def update_outcome(engine: Engine) -> Changes[Happening]:
    """Unite the clusters of `hap_groups` and say which happenings came and went."""
    engine.apply("hap_made", f"({_TOLD_TOGETHER})", in_slices(map_rows(_make, _MADE)), _MADE)
    engine.store("hap_before", "SELECT DISTINCT component FROM hap_found_before")
    was = "SELECT k.id, k.mark FROM kept_hap_happenings k SEMI JOIN hap_before b"
    engine.store("hap_were", f"{was} ON b.component = k.component")
    same = "o.id = h.id AND o.mark = h.mark"
    gone = engine.rows(f"SELECT h.id FROM hap_were h ANTI JOIN hap_made o ON {same} ORDER BY h.id")
    new = engine.rows(
        f"SELECT h.packed FROM hap_made h ANTI JOIN hap_were o ON {same} ORDER BY h.id"
    )
    engine.keep(
        "kept_hap_happenings",
        "(SELECT component, id, mark FROM hap_made)",
        keys=["component"],
        gone="hap_before",
    )
    return Changes(tuple(gone["id"].to_pylist()), tuple(_unpacked(new)))


def _make(row: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    happening = unite([read_told(line, words=False) for line in row["told"]])
    packed = pack(happening)
    mark = hashlib.blake2b(packed.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    yield {"component": row["component"], "id": happening.id, "mark": mark, "packed": packed}


def _unpacked(found: pa.Table) -> Iterator[Happening]:
    for batch in found.to_batches(max_chunksize=1_000):
        for line in batch.column("packed").to_pylist():
            yield unpack(line)
