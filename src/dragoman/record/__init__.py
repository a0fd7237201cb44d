"""The record: readings and judgements in SQLite or PostgreSQL, append-only.

>>> with open_record("talks.db", create=True) as record:   # doctest: +SKIP
...     record.add([dragoman.read(text)])
...     record.actor("Kazimi")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.record.answers import (
    ActorLine,
    Added,
    DoubtLine,
    EventLine,
    Hit,
    NameMatch,
    Overview,
    RelationLine,
    ReportLine,
    StatementLine,
    Timeline,
)
from dragoman.record.errors import RecordError

if TYPE_CHECKING:
    from dragoman.record.record import Record

__all__ = [
    "ActorLine",
    "Added",
    "DoubtLine",
    "EventLine",
    "Hit",
    "NameMatch",
    "Overview",
    "Record",
    "RecordError",
    "RelationLine",
    "ReportLine",
    "StatementLine",
    "Timeline",
    "open_record",
]


def open_record(
    place: str | Path,
    *,
    create: bool = False,
    read_only: bool = False,
    busy_timeout_seconds: float = 30.0,
) -> Record:
    """Open a record: the path of an SQLite file, or `postgresql://user@host/database`.

    With `create` a record that is not there yet is made. Opened for writing, a
    record of an older dragoman is brought up to date; one of a newer dragoman
    is refused. Another writer is waited for `busy_timeout_seconds`.
    Raises `RecordError` with one plain sentence where that cannot be done.
    """
    # Imported here: the database library is slow to load, and not every command needs it.
    from dragoman.record.connect import open_store
    from dragoman.record.record import Record

    store = open_store(
        place,
        create=create,
        read_only=read_only,
        busy_timeout_seconds=busy_timeout_seconds,
    )
    return Record(store)


def __getattr__(name: str) -> object:
    """`Record` itself, loaded with its database library when it is first asked for."""
    if name == "Record":
        from dragoman.record.record import Record

        return Record
    raise AttributeError(name)
