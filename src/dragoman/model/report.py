"""A report: one published text, decoded and described, before anything was read in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.ids import hash_text, make_id

DatePrecision = Literal["time", "day", "month", "year"]
DateOrigin = Literal["dateline", "metadata", "user"]


@dataclass(frozen=True, slots=True)
class Report:
    """One published text.

    `text` is the decoded original and is never changed; all offsets of a
    finished reading count code points in it. `published` is an ISO date or
    date-time cut to `published_precision` (`2020-05-30`, `2020-05`), or None
    where it is unknown. `published_origin` says where it was found. When only
    the order of day and month is in doubt, `published` is None and
    `published_candidates` holds the possible dates.
    """

    text: str
    source: str
    source_id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_precision: DatePrecision | None = None
    published_origin: DateOrigin | None = None
    published_candidates: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    format: str = "text"
    encoding: str | None = None
    relayed_from: str | None = None
    id: str = field(default="")
    text_sha256: str = field(default="")

    def __post_init__(self) -> None:
        if not self.text_sha256:
            object.__setattr__(self, "text_sha256", hash_text(self.text))
        if not self.id:
            parts = (self.text_sha256, self.source_id, self.publisher, self.published, self.title)
            object.__setattr__(self, "id", make_id("rep", *parts))


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, with the reason in one plain sentence."""

    source: str
    reason: str
