"""Ingest: bytes to reports, one file a format. `docs/formats.md` describes what it decides."""

from __future__ import annotations

from dragoman.ingest.dates import clean_date
from dragoman.ingest.inputs import list_inputs, read_inputs
from dragoman.ingest.options import IngestError, IngestOptions, Limits
from dragoman.ingest.report import make_report

__all__ = [
    "IngestError",
    "IngestOptions",
    "Limits",
    "clean_date",
    "list_inputs",
    "make_report",
    "read_inputs",
]
