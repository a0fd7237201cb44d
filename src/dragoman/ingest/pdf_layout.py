"""Lines of a PDF page: which run along the margins of all pages, and in what order to read.

Coordinates are the PDF's: points, counted from the lower left corner upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

MARGIN_SHARE = 0.12
MAX_RUNNING_CHARS = 160
MIN_GUTTER_POINTS = 6.0
# Lines that cross the gutter between columns, such as a title, may be this share of all.
MAX_CROSSING_SHARE = 0.3
MIN_COLUMN_LINES = 3
PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|صفحة)?\s*[-–—|\[(]?\s*\d{1,4}\s*[-–—|\])]?(?:\s*(?:of|/|von)\s*\d{1,4})?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box."""

    left: float
    right: float
    bottom: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """The height of its box, about the font size."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lower and upper edge and its lines."""

    bottom: float
    top: float
    lines: tuple[Line, ...]


def _in_margin(line: Line, page: Page) -> bool:
    depth = MARGIN_SHARE * (page.top - page.bottom)
    return line.bottom > page.top - depth or line.top < page.bottom + depth


def _running_key(line: Line, page: Page) -> tuple[str, bool]:
    """What a running line has alike on all pages: its words without numbers, and its edge."""
    words = re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.text.lower()))
    return words, line.bottom > (page.top + page.bottom) / 2


def drop_running_lines(pages: list[Page]) -> list[Page]:
    """The pages without page numbers and without headers and footers that come back.

    A line runs if it stands in a margin on two pages or more and on a third of them.
    """
    seen: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        keys = {_running_key(x, page) for x in page.lines if _in_margin(x, page)}
        seen.update(keys)
    least = max(2, len(pages) / 3)

    def runs(line: Line, page: Page) -> bool:
        if not _in_margin(line, page) or len(line.text) > MAX_RUNNING_CHARS:
            return False
        return bool(PAGE_NUMBER.match(line.text)) or seen[_running_key(line, page)] >= least

    return [replace(p, lines=tuple(x for x in p.lines if not runs(x, p))) for p in pages]


def _crossing(lines: tuple[Line, ...], x: float) -> int:
    return sum(line.left < x < line.right for line in lines)


def _find_gutter(lines: tuple[Line, ...]) -> float | None:
    """Where a vertical strip parts the lines into columns, few lines crossing it.

    Candidates are the left edges of lines, just before them: a column starts there.
    """
    edges = Counter(round(line.left) for line in lines)
    most = MAX_CROSSING_SHARE * len(lines)
    best: tuple[int, float] | None = None
    for edge, count in edges.most_common(12):
        x = edge - MIN_GUTTER_POINTS / 2
        left = [y for y in lines if y.right <= x]
        right = [y for y in lines if y.left >= x]
        crossing = len(lines) - len(left) - len(right)
        enough = min(len(left), len(right)) >= MIN_COLUMN_LINES and count >= MIN_COLUMN_LINES
        better = crossing <= most and (best is None or crossing < best[0])
        if enough and better and _side_by_side(left, right):
            best = (crossing, x)
    return best[1] if best else None


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """Whether two groups of lines share some height, as columns do and indented lines do not."""
    low = max(min(x.bottom for x in left), min(x.bottom for x in right))
    high = min(max(x.top for x in left), max(x.top for x in right))
    return high - low > 2 * max(left[0].height, right[0].height)


def _bands(lines: tuple[Line, ...], gutter: float) -> list[list[Line]]:
    """The lines cut into bands, from the top, at those that cross the gutter."""
    bands: list[list[Line]] = [[]]
    crossed_before = False
    for line in sorted(lines, key=lambda x: -x.top):
        crosses = line.left < gutter < line.right
        if crosses != crossed_before:
            bands.append([])
        crossed_before = crosses
        bands[-1].append(line)
    return [band for band in bands if band]


def order_lines(lines: tuple[Line, ...], depth: int = 0) -> tuple[Line, ...]:
    """The lines of a page in the order in which a reader takes them: column by column.

    Lines that span the columns cut the page into bands; each band is read
    down its left column, then down its right one, which may have columns itself.
    """
    gutter = _find_gutter(lines) if depth < 5 else None
    if gutter is None:
        return tuple(sorted(lines, key=lambda x: (-round(x.top), x.left)))
    ordered: list[Line] = []
    for band in _bands(lines, gutter):
        left = tuple(x for x in band if x.right <= gutter)
        right = tuple(x for x in band if x.left >= gutter)
        crossing = tuple(x for x in band if x.left < gutter < x.right)
        ordered += crossing
        ordered += order_lines(left, depth + 1)
        ordered += order_lines(right, depth + 1)
    return tuple(ordered)
