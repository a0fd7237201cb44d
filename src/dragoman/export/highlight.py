"""Highlighting: a text cut into pieces, each with all the findings that cover it.

Findings overlap and nest freely (a name in a quotation in a relay), which
HTML elements cannot. So the text is cut at every boundary, and each piece
says which findings it belongs to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Passage, Span

# Words shown on either side of a finding.
CONTEXT_CHARS = 160
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding's claim on some words. `layer` is what may be shown or hidden together.

    `ref` names the finding on its page, None if it has no entry there. A mark
    with `layer` None is not seen until its finding is pointed at.
    """

    start: int
    end: int
    ref: str | None
    layer: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two boundaries, with the layers and findings that cover them.

    `refs` runs from the shortest finding to the longest, so that the first is
    what a reader who points at the piece most likely means; `also` are those
    that only light up.
    """

    text: str
    layers: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A passage's pieces. `kind` is None for text that no passage holds."""

    kind: str | None
    pieces: tuple[Piece, ...]


def _piece(text: str, active: Iterable[Mark]) -> Piece:
    marks = sorted(active, key=lambda m: (m.end - m.start, m.start, m.ref or ""))
    layers = tuple(sorted({m.layer for m in marks if m.layer}))
    refs = tuple(dict.fromkeys(m.ref for m in marks if m.ref and m.layer))
    also = tuple(dict.fromkeys(m.ref for m in marks if m.ref and m.ref not in refs))
    return Piece(text, layers, refs, also)


def cut_pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """The pieces of `text[start:end]`; joined, they give that text again.

    Marks may reach beyond the interval, and may be empty or reversed (they are
    passed over).
    """
    opens: dict[int, list[Mark]] = defaultdict(list)
    closes: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            opens[first].append(mark)
            closes[last].append(mark)
    pieces: list[Piece] = []
    active: dict[int, Mark] = {}
    cuts = sorted({start, end, *opens, *closes})
    for here, there in pairwise(cuts):
        for mark in closes[here]:
            active.pop(id(mark), None)
        active.update((id(mark), mark) for mark in opens[here])
        pieces.append(_piece(text[here:there], active.values()))
    return pieces


def _intervals(text: str, passages: Iterable[Passage]) -> list[tuple[int, int, str | None]]:
    """The passages in order, without overlap, with the text between them where it has words."""
    found: list[tuple[int, int, str | None]] = []
    at = 0
    for p in sorted(passages, key=lambda p: (p.span.start, -p.span.end)):
        start, end = max(at, p.span.start), min(len(text), p.span.end)
        if start >= end:
            continue
        if text[at:start].strip():
            found.append((at, start, None))
        found.append((start, end, p.kind))
        at = end
    if text[at:].strip():
        found.append((at, len(text), None))
    return found


def cut_blocks(text: str, passages: Iterable[Passage], marks: Iterable[Mark]) -> list[Block]:
    """A report's text as blocks of pieces. Only white space between passages is left out."""
    ordered = sorted(marks, key=lambda m: m.start)
    blocks: list[Block] = []
    open_marks: list[Mark] = []
    next_mark = 0
    for start, end, kind in _intervals(text, passages):
        while next_mark < len(ordered) and ordered[next_mark].start < end:
            open_marks.append(ordered[next_mark])
            next_mark += 1
        open_marks = [m for m in open_marks if m.end > start]
        blocks.append(Block(kind, tuple(cut_pieces(text, start, end, open_marks))))
    return blocks


def find_context(text: str, span: Span, chars: int = CONTEXT_CHARS) -> tuple[str, str]:
    """The words before and after a span, no further than its sentence."""
    left = text[max(0, span.start - chars) : span.start]
    right = text[span.end : span.end + chars]
    cut_left, cut_right = span.start > chars, span.end + chars < len(text)
    ends = [m.end() for m in _SENTENCE_END.finditer(left)]
    if ends:
        left, cut_left = left[ends[-1] :], False
    end = _SENTENCE_END.search(right)
    if end:
        right, cut_right = right[: end.end()], False
    left = "…" + left.partition(" ")[2] if cut_left else left.lstrip()
    right = right.rpartition(" ")[0] + "…" if cut_right else right.rstrip()
    return left, right
