"""Time expressions, with TIMEX3 values and intervals."""

from dragoman.read.times.find import find_times
from dragoman.read.times.links import joins_range

__all__ = ["find_times", "joins_range"]
