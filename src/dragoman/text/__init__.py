"""Passages, sentences and repair of a report's text, with offsets back to the original."""

from dragoman.text.dateline import Dateline, find_dateline
from dragoman.text.masthead import find_masthead
from dragoman.text.offset_map import Edit, OffsetMap, apply_edits, make_offset_map
from dragoman.text.passages import TextPiece
from dragoman.text.prepare import PreparedText, prepare_text
from dragoman.text.sentences import MAX_SENTENCE_CHARS

__all__ = [
    "MAX_SENTENCE_CHARS",
    "Dateline",
    "Edit",
    "OffsetMap",
    "PreparedText",
    "TextPiece",
    "apply_edits",
    "find_dateline",
    "find_masthead",
    "make_offset_map",
    "prepare_text",
]
