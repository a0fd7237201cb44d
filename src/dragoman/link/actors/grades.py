"""Counts in coarse grades, so that one report more seldom changes what is made of them."""

from __future__ import annotations

_MOST = 1 << 30


def grade(count: int, digits: int) -> int:
    """The greatest number not above a count that has so many binary digits before its zeros.

    With one digit 1, 2, 4, 8 ..., with two 1, 2, 3, 4, 6, 8, 12, 16 ...
    """
    if count < 1:
        return 0
    cut = max(0, count.bit_length() - digits)
    return count >> cut << cut


def grade_sql(column: str, digits: int) -> str:
    """`grade` of a column in SQL, as a whole number."""
    heads = range(1, 1 << digits)
    marks = sorted({m for h in heads for zeros in range(31) if (m := h << zeros) <= _MOST})
    below = " ".join(
        f"WHEN {column} < {up} THEN {low}" for low, up in zip([0, *marks], marks, strict=False)
    )
    return f"CAST(CASE {below} ELSE {marks[-1]} END AS BIGINT)"
