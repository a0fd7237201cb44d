"""What a user may set for ingest, the limits that keep it safe, and its one error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

REPORT_FIELDS = ("text", "id", "title", "publisher", "published", "language", "url")


class IngestError(Exception):
    """An input cannot become a report; the message is the reason, in one plain sentence."""


def plain_reason(error: BaseException) -> str:
    """What an exception says, on one line; its kind where it speaks to programmers only."""
    inner = isinstance(error, AttributeError | TypeError | KeyError | IndexError | AssertionError)
    said = "" if inner else " ".join(str(error).split())[:160].rstrip(". ")
    return said or f"unexpected {type(error).__name__}"


class NoReportInsideError(IngestError):
    """A readable file that holds no report, such as a JSON side file; skipped inside folders."""


class ArchiveLimitError(IngestError):
    """An archive went over a limit that ends the reading of the whole top-level input."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much ingest takes in before it gives up on an input. All sizes count after unpacking.

    `max_bytes` bounds what must be held in memory as one piece: a text, page,
    PDF, mail or feed, one line of JSONL, one member of an archive that cannot
    be streamed. JSONL, CSV, Parquet, mbox and WARC files themselves may be of
    any size. `max_ratio` is how many times its packed size a member may expand
    to; it counts from one mebibyte on. `max_seconds` bounds the work on each
    report of an input and on a download; it is kept by a timer where the
    platform has one (the main thread on Unix) and not elsewhere.
    """

    max_bytes: int = 64 * 2**20
    max_chars: int = 1_000_000
    max_members: int = 100_000
    max_total_bytes: int = 4 * 2**30
    max_ratio: int = 200
    max_depth: int = 5
    max_pages: int = 2_000
    max_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What the user says about the inputs.

    `published` is an ISO date used for reports that carry none of their own;
    `publisher` and `language` likewise. `columns` maps our field names to the
    input's own (`{"text": "body", "published": "date"}`) for CSV, Parquet and
    JSON; fields not named there are found under their common names. Raises
    IngestError if the date is not one or a field name is not ours.
    """

    limits: Limits = field(default_factory=Limits)
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from dragoman.ingest.dates import clean_date

        if self.published is not None and clean_date(self.published) is None:
            raise IngestError(f"is not a date that can be read: {self.published!r}")
        for name in self.columns:
            if name not in REPORT_FIELDS:
                known = ", ".join(REPORT_FIELDS)
                raise IngestError(f"is not a field of a report: {name!r}; the fields are {known}")
