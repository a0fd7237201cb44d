"""Windows: runs of sentences that the encoder reads in one go."""

from __future__ import annotations

from collections.abc import Sequence

# Statements and their sources seldom lie further apart; attention's cost grows with it.
TARGET_PIECES = 160
MAX_PIECES = 254


def pack_windows(
    sizes: Sequence[int], opens_passage: Sequence[bool], target: int = TARGET_PIECES
) -> list[tuple[int, int]]:
    """Runs `[first, last)` of sentences of at most `target` pieces, or one longer sentence.

    `sizes` counts the pieces of each sentence. A window ends before a passage
    where that leaves it at least half full: quotations run on inside passages.
    """
    windows = []
    first, total, passage_at = 0, 0, 0
    for n, size in enumerate(sizes):
        if n > first and total + size > target:
            at = passage_at if sum(sizes[first:passage_at]) * 2 >= target else n
            windows.append((first, at))
            first, total = at, sum(sizes[at:n])
            if n > first and total + size > target:
                windows.append((first, n))
                first, total = n, 0
            passage_at = first
        if opens_passage[n]:
            passage_at = n
        total += size
    if first < len(sizes):
        windows.append((first, len(sizes)))
    return windows
