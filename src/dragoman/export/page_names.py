"""What the pages are called: an index, a page a report, and three over a linked record."""

from __future__ import annotations

import hashlib

from dragoman.export.wording import make_slug
from dragoman.model import Report

INDEX = "index.html"
HAPPENINGS = "happenings.html"
DRIFT = "drift.html"
RELAYS = "relays.html"
# A report's page always ends in digits of a hash of its id, so that none can be called like these.
LINK_PAGES = (HAPPENINGS, DRIFT, RELAYS)
SHORT_ID_DIGITS = 8


def page_name(report: Report) -> str:
    """The file name of a report's page: the same for the same report, safe on every system."""
    short = hashlib.sha256(report.id.encode("utf-8", "replace")).hexdigest()[:SHORT_ID_DIGITS]
    slug = make_slug(report.source_id)
    return f"{slug}-{short}.html" if slug else f"report-{short}.html"
