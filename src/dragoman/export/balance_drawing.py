"""Two drawings of a balance: over time with its band, and on the plane of both shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, TOP = 900, 260, 44, 14
SIDE = 300
# So many dates at most are written under the line.
MOST_TICKS = 7
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a period lies: both shares with their bands, the balance with its own."""

    p_a: float
    p_b: float
    b: float
    b_low: float
    b_high: float
    p_a_band: tuple[float, float] = (0.0, 1.0)
    p_b_band: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A period on a drawing, by the anchor of its entry."""

    anchor: str
    title: str
    x: float
    y: float
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The balance over time: a band, its middle, the band that echoes would feign, and dots."""

    width: int
    height: int
    left: int
    zero: float
    top: float
    bottom: float
    band: str
    middle: str
    naive: tuple[str, str] | None
    turn: float | None
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """Both shares against each other: the way through time, dots, and where one is balancing."""

    side: int
    way: str
    region: str
    dots: tuple[Dot, ...]
    bars: tuple[tuple[float, float, float, float], ...]


def draw_line(
    periods: Sequence[tuple[str, str, Mark | None, Mark | None, bool]], turn: int | None
) -> Line | None:
    """The drawing over time; None where no period has a place.

    Each period is its anchor, its words, its mark, the mark that echoes would feign, and whether
    anything was told of it.
    """
    marks = [period for period in periods if period[2]]
    if not marks:
        return None
    xs = [_x(n, len(marks)) for n in range(len(marks))]
    own = [mark for _, _, mark, _, _ in marks if mark]
    feigned = [naive for *_, naive, _ in marks if naive]
    dots = tuple(
        Dot(
            anchor,
            f"{when}: {mark.b:+.2f} ({mark.b_low:+.2f} to {mark.b_high:+.2f})",
            x,
            _y(mark.b),
            empty=not told,
        )
        for (anchor, when, mark, _, told), x in zip(marks, xs, strict=True)
        if mark
    )
    return Line(
        WIDTH,
        HEIGHT,
        LEFT,
        _y(0),
        _y(1),
        _y(-1),
        _band(xs, own),
        _path(zip(xs, (_y(m.b) for m in own), strict=True)),
        _edges(xs, feigned) if len(feigned) == len(own) else None,
        round(_x(turn - 0.5, len(marks)), 1) if turn is not None else None,
        dots,
        _ticks([when for _, when, *_ in marks], xs),
    )


def _x(number: float, of: int) -> float:
    room = WIDTH - LEFT - 16
    return round(LEFT + room * (number + 0.5) / of, 1)


def _y(value: float) -> float:
    return round(TOP + (HEIGHT - 2 * TOP - 16) * (1 - value) / 2, 1)


def _path(spots: Iterable[Spot]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)


def _band(xs: Sequence[float], marks: Sequence[Mark]) -> str:
    """The band's outline: along its upper edge and back along its lower."""
    if len(xs) == 1:
        xs, marks = (xs[0] - 12, xs[0] + 12), (marks[0], marks[0])
    upper = [(x, _y(m.b_high)) for x, m in zip(xs, marks, strict=True)]
    lower = [(x, _y(m.b_low)) for x, m in zip(xs, marks, strict=True)]
    return _path([*upper, *reversed(lower)])


def _edges(xs: Sequence[float], marks: Sequence[Mark]) -> tuple[str, str]:
    upper, lower = (
        _path((x, _y(value)) for x, value in zip(xs, values, strict=True))
        for values in ([m.b_high for m in marks], [m.b_low for m in marks])
    )
    return upper, lower


def _ticks(words: Sequence[str], xs: Sequence[float]) -> tuple[tuple[float, str], ...]:
    step = -(-len(words) // MOST_TICKS)
    return tuple((x, w) for n, (w, x) in enumerate(zip(words, xs, strict=True)) if n % step == 0)


def draw_plane(
    periods: Sequence[tuple[str, str, Mark | None, bool]], near: float, favour: float
) -> Plane | None:
    """The drawing of both shares; None where no period has a place.

    Each period is its anchor, its words, its mark, and whether anything was told of it. Bars are
    the bands of the last.
    """
    marks = [(anchor, when, mark, told) for anchor, when, mark, told in periods if mark]
    if not marks:
        return None
    dots = tuple(
        Dot(
            anchor,
            f"{when}: {mark.p_a:.2f} and {mark.p_b:.2f}",
            _across(mark.p_a),
            _up(mark.p_b),
            empty=not told,
        )
        for anchor, when, mark, told in marks
        if mark
    )
    last = marks[-1][2]
    bars = []
    if last:
        (a, b), (c, d) = last.p_a_band, last.p_b_band
        bars = [
            (_across(a), _up(last.p_b), _across(b), _up(last.p_b)),
            (_across(last.p_a), _up(c), _across(last.p_a), _up(d)),
        ]
    return Plane(
        SIDE, _path((d.x, d.y) for d in dots), _path(_region(near, favour)), dots, tuple(bars)
    )


def _across(share: float) -> float:
    return round(share * SIDE, 1)


def _up(share: float) -> float:
    return round((1 - share) * SIDE, 1)


def _region(near: float, favour: float) -> list[Spot]:
    """Where both are favoured about alike: the corners of |a - b| < near, a and b > favour."""
    edge = min(1.0, favour + near)
    corners = [(favour, favour), (edge, favour), (1, 1 - near), (1, 1), (1 - near, 1)]
    corners.append((favour, edge))
    inside = [(max(a, favour), max(b, favour)) for a, b in corners]
    return [(_across(a), _up(b)) for a, b in inside]
