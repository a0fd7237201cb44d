"""Time expressions, with TIMEX3 values and intervals."""

from dragoman.read.times.find import find_times

__all__ = ["find_times"]
