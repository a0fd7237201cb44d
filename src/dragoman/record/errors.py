"""What can go wrong with a record, each in one sentence for the person who asked."""

from __future__ import annotations


class RecordError(Exception):
    """A record could not be opened, read or written; the message is one plain sentence."""
