"""Drift: what changed between a report and its root, or between two relays of one source."""

from dragoman.link.drift.find import compare, find_differences, find_drift

__all__ = ["compare", "find_differences", "find_drift"]
