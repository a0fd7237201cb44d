"""Offsets across repair: where a piece of repaired text stands in the original."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`original[start:end]` became `replacement` in the repaired text (code points)."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of a repaired text to the original it was made from.

    `repaired_starts` and `original_starts` are parallel: from each listed
    place on, the texts run alike (`lengths` code points long) until the next
    edit. The idea follows eyecite's SpanUpdater: diffs in, bisection out.
    """

    original_length: int
    repaired_length: int
    repaired_starts: tuple[int, ...]
    original_starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def start_to_original(self, offset: int) -> int:
        """Where a span that starts at `offset` of the repaired text starts in the original."""
        at = bisect_right(self.repaired_starts, offset) - 1
        inside = offset - self.repaired_starts[at]
        if inside < self.lengths[at] or at + 1 == len(self.lengths):
            return min(self.original_starts[at] + inside, self.original_length)
        return self.original_starts[at] + self.lengths[at]

    def end_to_original(self, offset: int) -> int:
        """Where a span that ends before `offset` of the repaired text ends in the original."""
        if offset <= 0:
            return self.original_starts[0] if self.repaired_starts[0] == 0 else 0
        last = offset - 1
        at = bisect_right(self.repaired_starts, last) - 1
        inside = last - self.repaired_starts[at]
        if inside < self.lengths[at]:
            return self.original_starts[at] + inside + 1
        if at + 1 < len(self.original_starts):
            return self.original_starts[at + 1]
        return self.original_length

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The original's interval that the repaired text's `[start, end)` stands for.

        Raises ValueError if the interval is not within the repaired text.
        """
        if not 0 <= start <= end <= self.repaired_length:
            raise ValueError(f"{start}:{end} is not within 0:{self.repaired_length}")
        first = self.start_to_original(start)
        return first, max(first, self.end_to_original(end)) if end > start else first


def make_offset_map(original_length: int, edits: tuple[Edit, ...]) -> OffsetMap:
    """The map of a repair made of `edits`, which must be in order and must not overlap."""
    repaired_starts, original_starts, lengths = [], [], []
    original = repaired = 0
    for edit in (*edits, Edit(original_length, original_length, "")):
        if edit.start < original or edit.end < edit.start:
            raise ValueError("edits must be in order and must not overlap")
        repaired_starts.append(repaired)
        original_starts.append(original)
        lengths.append(edit.start - original)
        repaired += edit.start - original + len(edit.replacement)
        original = edit.end
    return OffsetMap(
        original_length,
        repaired,
        tuple(repaired_starts),
        tuple(original_starts),
        tuple(lengths),
    )


def apply_edits(original: str, edits: tuple[Edit, ...]) -> tuple[str, OffsetMap]:
    """The repaired text and its map back to `original`."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [original[at : edit.start], edit.replacement]
        at = edit.end
    pieces.append(original[at:])
    return "".join(pieces), make_offset_map(len(original), edits)
