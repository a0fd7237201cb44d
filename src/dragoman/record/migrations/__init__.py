"""How records came to their present shape; run by `dragoman.record` when it opens one to write."""

from __future__ import annotations

from typing import Final

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""All revisions in order; a test holds that these are the files in versions/."""
HEAD: Final = REVISIONS[-1]
READABLE: Final = frozenset({HEAD})
"""Revisions that this version can query without upgrading them first."""
VERSION_TABLE: Final = "dragoman_schema"
