"""Write the outlines of the world's countries for the map on a report's page.

python -m training.gazetteer.make_outlines NATURALEARTH_LOWRES.SHP OUT

The outlines are Natural Earth's 1:110m countries (public domain), as the wheel
geopandas 0.14.4 has them. One line a ring: `x y dx dy dx dy ...` in twentieths
of a degree.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

GRID = 20
Ring = list[tuple[int, int]]


def read_rings(path: Path) -> Iterator[Ring]:
    """The rings of a shapefile of polygons (ESRI's technical description, 1998)."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        (length,) = struct.unpack(">i", data[at + 4 : at + 8])
        content = data[at + 8 : at + 8 + 2 * length]
        at += 8 + 2 * length
        if struct.unpack("<i", content[:4])[0] != 5:
            continue
        parts, points = struct.unpack("<2i", content[36:44])
        starts = [*struct.unpack(f"<{parts}i", content[44 : 44 + 4 * parts]), points]
        body = content[44 + 4 * parts :]
        numbers = struct.unpack(f"<{2 * points}d", body[: 16 * points])
        for first, last in pairwise(starts):
            ring = [
                (round(numbers[2 * n] * GRID), round(numbers[2 * n + 1] * GRID))
                for n in range(first, last)
            ]
            yield [p for n, p in enumerate(ring) if n == 0 or p != ring[n - 1]]


def write_rings(rings: Iterator[Ring], out: Path) -> None:
    """One line a ring, each point by its distance from the one before."""
    lines = []
    for ring in rings:
        steps = [
            ring[0],
            *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)),
        ]
        lines.append(" ".join(f"{x} {y}" for x, y in steps))
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_rings(read_rings(Path(sys.argv[1])), Path(sys.argv[2]))
