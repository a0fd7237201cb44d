"""Roots: which reports relay which, and what independent origins that leaves."""

from dragoman.link.roots.citations import cited_places
from dragoman.link.roots.co_relays import find_co_relays
from dragoman.link.roots.keys import ReportKeys, report_keys
from dragoman.link.roots.origins import WHOLE_SCORE, find_report_roots, own_root
from dragoman.link.roots.outlets import clean_outlet
from dragoman.link.roots.tables import put_new_reports, relay_tables
from dragoman.link.roots.update import RelayChanges, find_relays, update_relays

__all__ = [
    "WHOLE_SCORE",
    "RelayChanges",
    "ReportKeys",
    "cited_places",
    "clean_outlet",
    "find_co_relays",
    "find_relays",
    "find_report_roots",
    "own_root",
    "put_new_reports",
    "relay_tables",
    "report_keys",
    "update_relays",
]
