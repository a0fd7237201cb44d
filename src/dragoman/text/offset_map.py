"""Offsets across repair: where a piece of repaired text stands in the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
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


def trim_edit(original: str, edit: Edit) -> Edit:
    """The edit without the characters at both ends that it leaves as they are.

    A narrow edit keeps offsets narrow: in `enemies. ” .` made `enemies.”` the
    full stop stays where it was, and a span that ends at it ends there.
    """
    start, end, new = edit.start, edit.end, edit.replacement
    while new and start < end and original[start] == new[0]:
        start, new = start + 1, new[1:]
    while new and start < end and original[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(start, end, new)


def apply_edits(original: str, edits: tuple[Edit, ...]) -> tuple[str, OffsetMap]:
    """The repaired text and its map back to `original`."""
    edits = tuple(trim_edit(original, edit) for edit in edits)
    pieces, at = [], 0
    for edit in edits:
        pieces += [original[at : edit.start], edit.replacement]
        at = edit.end
    pieces.append(original[at:])
    return "".join(pieces), make_offset_map(len(original), edits)


def compose_edits(
    middle: str, first: tuple[Edit, ...], second: tuple[Edit, ...]
) -> tuple[Edit, ...]:
    """The edits of the original that do what `first` and then `second` do.

    `first` counts in the original and made `middle` of it; `second` counts in
    `middle`. Edits that touch the same words are merged into one.
    """
    if not first or not second:
        return first or second
    return tuple(_Composition(middle, first, second).steps())


@dataclass(slots=True)
class _Composition:
    """A walk over two layers of edits; `shift` carries offsets of `middle` to the original."""

    middle: str
    first: tuple[Edit, ...]
    second: tuple[Edit, ...]
    shift: int = 0
    i: int = 0
    j: int = 0

    def steps(self) -> Iterator[Edit]:
        while self.i < len(self.first) or self.j < len(self.second):
            start, end = self._next_first()
            if self.j == len(self.second) or end <= self.second[self.j].start:
                yield self.first[self.i]
                self._pass_first(end)
            elif self.second[self.j].end <= start:
                edit = self.second[self.j]
                self.j += 1
                yield Edit(edit.start + self.shift, edit.end + self.shift, edit.replacement)
            else:
                yield self._merge()

    def _next_first(self) -> tuple[int, int]:
        """Where the next first edit's replacement stands in `middle`; past the end if none."""
        if self.i == len(self.first):
            return len(self.middle) + 1, len(self.middle) + 1
        start = self.first[self.i].start - self.shift
        return start, start + len(self.first[self.i].replacement)

    def _pass_first(self, end: int) -> None:
        self.shift = self.first[self.i].end - end
        self.i += 1

    def _merge(self) -> Edit:
        """One edit out of the overlapping edits that begin here."""
        j_from = self.j
        start = min(self._next_first()[0], self.second[self.j].start)
        original_start = start + self.shift
        end = self.second[self.j].end
        growing = True
        while growing:
            growing = False
            while (first := self._next_first())[0] < end:
                self._pass_first(first[1])
                end, growing = max(end, first[1]), True
            while self.j < len(self.second) and (
                self.j == j_from or self.second[self.j].start < end
            ):
                end, growing = max(end, self.second[self.j].end), True
                self.j += 1
        words = self._after_second(start, end, self.second[j_from : self.j])
        return Edit(original_start, end + self.shift, words)

    def _after_second(self, start: int, end: int, edits: tuple[Edit, ...]) -> str:
        pieces, at = [], start
        for edit in edits:
            pieces += [self.middle[at : edit.start], edit.replacement]
            at = edit.end
        return "".join([*pieces, self.middle[at:end]])
