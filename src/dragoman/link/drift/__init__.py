"""Drift: what changed between a report and its root."""

from dragoman.link.drift.find import compare, find_drift

__all__ = ["compare", "find_drift"]
