"""From a report's text to repaired text, passages and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import PassageKind
from dragoman.text.offset_map import OffsetMap, apply_edits


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A passage or sentence: an interval of the repaired text and the kind of its passage."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A report's text made ready for reading. All offsets count in `repaired`."""

    original: str
    repaired: str
    offsets: OffsetMap
    passages: tuple[TextPiece, ...]
    sentences: tuple[TextPiece, ...]


def prepare_text(original: str, *, title: str | None = None) -> PreparedText:
    """Repair a text, find its passages and cut it into sentences."""
    repaired, offsets = apply_edits(original, ())
    passages, sentences = [], []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", repaired):
        passages.append(TextPiece(paragraph.start(), paragraph.end(), "body"))
        for sentence in re.finditer(r"\S.*?(?:[.!?][”\"’')]*(?=\s|$)|$)", paragraph.group()):
            start = paragraph.start() + sentence.start()
            sentences.append(TextPiece(start, paragraph.start() + sentence.end(), "body"))
    return PreparedText(original, repaired, offsets, tuple(passages), tuple(sentences))
