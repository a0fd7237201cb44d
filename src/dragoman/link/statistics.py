"""Statistics over all reports that seldom change, so that few scores change when reports come.

How rare a key is tells how much it says that two reports share it. If every new report moved that
by a little, every score would have to be found anew. So the number of reports counts by
powers of two, that of a key's holders by powers of four: what an increment takes over a step is
scored anew, and all else stays exactly what linking all at once would give.
"""

from __future__ import annotations

# Below so many reports all are linked as though there were as many.
MIN_SCALE = 256


def scale_of(reports: int) -> int:
    """As how many reports a number of them counts: the greatest power of two not above it."""
    return max(MIN_SCALE, 1 << max(0, reports.bit_length() - 1))


def step(holders: int) -> int:
    """As how many holders of a key a number of them counts: a power of four; 0 for none."""
    if holders < 1:
        return 0
    return 1 << (holders.bit_length() - 1) // 2 * 2


def step_sql(column: str) -> str:
    """`step` of a column in SQL, as a whole number."""
    steps = " ".join(f"WHEN {column} < {4**n} THEN {4 ** (n - 1)}" for n in range(1, 16))
    return f"CAST(CASE WHEN {column} < 1 THEN 0 {steps} ELSE {4**15} END AS BIGINT)"
