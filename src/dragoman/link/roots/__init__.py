"""Roots: which reports relay which, and what independent origins that leaves."""

from dragoman.link.roots.find import find_relays
from dragoman.link.roots.keys import ReportKeys, report_keys
from dragoman.link.roots.origins import WHOLE_SCORE, find_report_roots, own_root

__all__ = [
    "WHOLE_SCORE",
    "ReportKeys",
    "find_relays",
    "find_report_roots",
    "own_root",
    "report_keys",
]
