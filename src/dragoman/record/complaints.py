"""From a database's error to one sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dragoman.record.errors import RecordError

# What the engines' messages hold, and what it means. First match counts.
_SENTENCES = (
    ("is locked", "{place} is locked by another writer: try again when it has finished"),
    ("lock timeout", "{place} is locked by another writer: try again when it has finished"),
    ("disk is full", "the disk of {place} is full: what was being written was not kept"),
    ("no space left", "the disk of {place} is full: what was being written was not kept"),
    ("readonly database", "no permission to write {place}"),
    ("permission denied", "no permission for {place}: {reason}"),
    ("unable to open database", "{place} cannot be opened: no permission, or no such folder"),
    ("not a database", "{place} is not a dragoman record: it is no SQLite database"),
    ("malformed", "{place} is damaged: {reason}"),
    ("disk i/o error", "the disk of {place} fails: {reason}"),
    ("no such table", "{place} is damaged or not a dragoman record: {reason}"),
    ("connection failed", "the server of {place} cannot be reached: {reason}"),
    ("connection refused", "the server of {place} cannot be reached: {reason}"),
    ("connection to server", "the server of {place} cannot be reached: {reason}"),
    ("server closed", "the server of {place} broke the connection: {reason}"),
    ("terminating connection", "the server of {place} broke the connection: {reason}"),
)


def explain(error: Exception, place: str) -> RecordError:
    """The record error that says in one sentence what a database's error means for `place`."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    reason = _reason(lines) if lines else type(cause).__name__
    told = str(cause).lower()
    for sign, sentence in _SENTENCES:
        if sign in told:
            return RecordError(sentence.format(place=place, reason=reason))
    return RecordError(f"{place} failed: {reason}")


def _reason(lines: list[str]) -> str:
    """The line that says most: servers put it last in a list of attempts, else it is first."""
    fatal = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return fatal[0] if fatal else lines[0].rstrip(".")


@contextmanager
def complaints(place: str) -> Iterator[None]:
    """Turns every error of the database below into a `RecordError` about `place`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, place) from error
