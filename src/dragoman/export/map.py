"""The map on a report's page: its places over the outlines of countries, drawn without any library.

Equirectangular, true at the middle latitude. Outlines are Natural Earth's
1:110m countries (public domain). Nothing is fetched, so it works offline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dragoman.model import PlacePrecision

GRID = 20
WIDTH, MIN_HEIGHT, MAX_HEIGHT = 640, 220, 460
# Degrees of latitude that a map shows at least, and what it leaves free around its places.
MIN_SPAN, MARGIN = 7.0, 0.18
# Points of an outline nearer to the last drawn one than this, in pixels, are left out.
NEAR = 1.2
LETTER, LINE, GAP = 6.6, 13.0, 9.0
# What is no town is drawn as a ring of this radius in pixels: the wider, the larger.
RINGS: Final[dict[PlacePrecision | None, float]] = {
    "admin2": 7.0,
    "admin1": 9.0,
    "region": 11.0,
    "country": 11.0,
}

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: its entry on the page, degrees (WGS 84), how often it is named.

    `precision` says what the degrees are the middle of, `kind` puts it in
    words; `near` if only what lies by the place is spoken of.
    """

    ref: str
    name: str
    lat: float
    lon: float
    count: int
    precision: PlacePrecision | None = None
    kind: str | None = None
    near: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether the point stands for an area larger than a town."""
        return self.precision in RINGS

    @property
    def tooltip(self) -> str:
        """`Anbar (province, its middle)`, `Tikrit (city; the report says near it)`."""
        notes = [self.kind or "", "its middle" if self.is_wide else ""]
        told = ", ".join(n for n in notes if n)
        by = "the report says near it" if self.near else ""
        note = "; ".join(n for n in (told, by) if n)
        return f"{self.name} ({note})" if note else self.name


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as drawn, in pixels; the label's anchor is None where there is no room for it."""

    spot: Spot
    x: float
    y: float
    radius: float
    label: Point | None
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing: its size, an SVG path of the land, and the places."""

    width: int
    height: int
    land: str
    marks: tuple[Mark, ...]


@cache
def _rings() -> tuple[tuple[Point, ...], ...]:
    """Outlines as rings of (longitude, latitude)."""
    rings = []
    lines = files("dragoman.export").joinpath("outlines.txt").read_text("utf-8").splitlines()
    for line in lines:
        numbers = [int(x) for x in line.split()]
        x = y = 0
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / GRID, y / GRID))
        rings.append(tuple(ring))
    return tuple(rings)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What part of the world is shown, and how degrees become pixels."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    def place(self, lon: float, lat: float) -> Point:
        x = (lon - self.west) * self.squeeze * self.scale
        return x, (self.north - lat) * self.scale


def _frame(spots: Sequence[Spot]) -> _Frame:
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.2, math.cos(math.radians(middle[0])))
    span_lat = max((max(lats) - min(lats)) * (1 + 2 * MARGIN), MIN_SPAN)
    span_lon = max((max(lons) - min(lons)) * (1 + 2 * MARGIN) * squeeze, MIN_SPAN)
    height = min(MAX_HEIGHT, max(MIN_HEIGHT, WIDTH * span_lat / span_lon))
    scale = min(WIDTH / span_lon, height / span_lat)
    west = middle[1] - WIDTH / scale / squeeze / 2
    return _Frame(west, middle[0] + height / scale / 2, scale, squeeze, round(height))


def _land(frame: _Frame) -> str:
    """The outlines that meet the frame, as one SVG path."""
    parts = []
    for ring in _rings():
        placed = [frame.place(lon, lat) for lon, lat in ring]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        outside = max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > frame.height
        if not outside and max(max(xs) - min(xs), max(ys) - min(ys)) > NEAR:
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _thinned(placed)) + "Z")
    return "".join(parts)


def _thinned(points: Sequence[Point]) -> Iterator[Point]:
    last = (math.inf, math.inf)
    for point in points:
        if abs(point[0] - last[0]) > NEAR or abs(point[1] - last[1]) > NEAR:
            yield point
            last = point


def _labelled(marks: Sequence[Mark], height: int) -> Iterator[Mark]:
    """The marks with labels where they fit: right, left, above or below, most named first."""
    dots = [m for m in marks if not m.spot.is_wide]
    taken = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in dots]
    for mark in marks:
        size, gap = LETTER * len(mark.spot.name), max(GAP, mark.radius + LETTER / 2)
        for anchor, x, y in (
            ("start", mark.x + gap, mark.y + 4),
            ("end", mark.x - gap, mark.y + 4),
            ("middle", mark.x, mark.y - gap),
            ("middle", mark.x, mark.y + gap + LINE / 2),
        ):
            left = x - {"start": 0.0, "middle": size / 2, "end": size}[anchor]
            box = (left, y - LINE + 3, left + size, y + 3)
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield Mark(
                    mark.spot, mark.x, mark.y, mark.radius, (round(x, 1), round(y, 1)), anchor
                )
                break
        else:
            yield mark


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def make_map(spots: Sequence[Spot]) -> Map | None:
    """A map of some places, or None if there are none."""
    if not spots:
        return None
    frame = _frame(spots)
    marks = []
    for spot in sorted(spots, key=lambda s: (RINGS.get(s.precision, 0), -s.count, s.name)):
        x, y = frame.place(spot.lon, spot.lat)
        radius = RINGS.get(spot.precision) or 3.0 + 1.5 * min(4.0, math.log2(spot.count))
        marks.append(Mark(spot, round(x, 1), round(y, 1), round(radius, 1), None))
    return Map(WIDTH, frame.height, _land(frame), tuple(_labelled(marks, frame.height)))
