"""Passages, sentences and repair of a report's text, with offsets back to the original."""

from dragoman.text.offset_map import Edit, OffsetMap, apply_edits, make_offset_map
from dragoman.text.prepare import PreparedText, TextPiece, prepare_text

__all__ = [
    "Edit",
    "OffsetMap",
    "PreparedText",
    "TextPiece",
    "apply_edits",
    "make_offset_map",
    "prepare_text",
]
