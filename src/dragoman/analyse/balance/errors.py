"""What can be wrong with a question about a balance, in one sentence for whoever asked."""

from __future__ import annotations


class BalanceError(Exception):
    """A question that cannot be answered as it was asked; the message says why, in one line."""
