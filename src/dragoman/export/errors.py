"""The one error that exporting raises."""

from __future__ import annotations


class ExportError(Exception):
    """An export that could not be made, with the reason in one plain sentence."""
