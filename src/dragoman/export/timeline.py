"""The timeline: a small SVG of events by date, drawn without any library.

One row a date; each event is a mark, cooperation to the left of the axis and
conflict to the right of it. A mark is filled where the report itself tells the
event and hollow where it is claimed, planned, possible or negated. Days
without events are skipped, and the axis is broken there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.export.index_view import EventRow, Period

ROW_HEIGHT = 22
MARK = 11
STEP = 14
LABEL_WIDTH = 150
MARKS_PER_SIDE = 7
AXIS = LABEL_WIDTH + MARKS_PER_SIDE * STEP + 14
WIDTH = AXIS + MARKS_PER_SIDE * STEP + 40
# Beyond this the chart would be longer than anybody scrolls; the list below it goes on.
MAX_ROWS = 120


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event's mark: its place in the drawing, and how it is drawn."""

    x: int
    y: int
    shape: str
    event: EventRow

    @property
    def filled(self) -> bool:
        """Whether the report itself tells the event."""
        return self.event.status == "asserted"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One date's row. `more_left` and `more_right` count the marks there was no room for."""

    y: int
    label: str
    after_gap: bool
    marks: tuple[EventMark, ...]
    more_left: int
    more_right: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing, in pixels."""

    width: int
    height: int
    axis: int
    label_width: int
    mark: int
    rows: tuple[TimelineRow, ...]
    left_out: int


def _row(period: Period, y: int) -> TimelineRow:
    cooperation = [e for e in period.events if e.side == "cooperation"]
    conflict = [e for e in period.events if e.side != "cooperation"]
    top = y + (ROW_HEIGHT - MARK) // 2
    left = [
        EventMark(AXIS - 4 - STEP * n - MARK, top, "round", e)
        for n, e in enumerate(cooperation[:MARKS_PER_SIDE])
    ]
    right = [
        EventMark(AXIS + 5 + STEP * n, top, "square", e)
        for n, e in enumerate(conflict[:MARKS_PER_SIDE])
    ]
    more_left = len(cooperation) - len(left)
    more_right = len(conflict) - len(right)
    return TimelineRow(y, period.when, period.after_gap, (*left, *right), more_left, more_right)


def make_timeline(periods: Sequence[Period]) -> Timeline:
    """The drawing of the latest `MAX_ROWS` dates."""
    shown = periods[-MAX_ROWS:]
    rows = []
    y = 0
    for n, period in enumerate(shown):
        if n and period.after_gap:
            y += ROW_HEIGHT // 2
        rows.append(_row(period, y))
        y += ROW_HEIGHT
    return Timeline(WIDTH, y + 4, AXIS, LABEL_WIDTH, MARK, tuple(rows), len(periods) - len(shown))
