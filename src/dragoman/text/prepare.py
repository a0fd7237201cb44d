"""From a report's text to repaired text, passages and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.text.offset_map import OffsetMap
from dragoman.text.passages import TextPiece, find_passages
from dragoman.text.repair import repair_text
from dragoman.text.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A report's text made ready for reading. All offsets count in `repaired`."""

    original: str
    repaired: str
    offsets: OffsetMap
    passages: tuple[TextPiece, ...]
    sentences: tuple[TextPiece, ...]


def prepare_text(original: str, *, title: str | None = None) -> PreparedText:
    """Repair a text, find its passages and cut it into sentences.

    Passages hold all that is not white space, sentences all that passages hold.
    """
    repaired, offsets = repair_text(original)
    passages = find_passages(repaired, title=repair_text(title)[0] if title else None)
    sentences = tuple(
        TextPiece(start, end, p.kind)
        for p in passages
        for start, end in find_sentences(repaired, p.start, p.end)
    )
    return PreparedText(original, repaired, offsets, passages, sentences)
