"""Time expressions, with TIMEX3 values and intervals."""

from dragoman.read.times.calendar import UNIT_GRAIN, Interval, read_value
from dragoman.read.times.context import UNKNOWN, Reference, Relayed
from dragoman.read.times.find import find_times
from dragoman.read.times.links import joins_range, moved_by, spread

__all__ = [
    "UNIT_GRAIN",
    "UNKNOWN",
    "Interval",
    "Reference",
    "Relayed",
    "find_times",
    "joins_range",
    "moved_by",
    "read_value",
    "spread",
]
