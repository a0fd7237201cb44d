"""Numbers in words and digits, and the lengths they make with a unit."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.read.times.lexing import Word

_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "3/4": 0.75}
# How many of the next smaller unit make one: for halves and quarters of a unit.
_SMALLER = {"Y": (12, "M"), "W": (7, "D"), "D": (24, "TH"), "TH": (60, "TM"), "TM": (60, "TS")}
_HOURS = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}
_LAST_DAY = 31
_IN_YEARS = {"E": 10, "C": 100}


def read_number(words: Sequence[Word]) -> float | None:
    """The number that words spell; None where they are vague (`several`) or spell none."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word.category == "vague":
            return None
        if word.category in ("digit", "year", "big"):
            current, seen = float(word.value), True
        elif word.category in ("card", "couple"):
            current, seen = current + float(word.value), True
        elif word.category == "scale":
            current, seen = (current or 1) * float(word.value), True
            if current >= 1000:
                total, current = total + current, 0.0
        elif word.category == "half":
            current, seen = current + 0.5, True
        elif word.category == "frac":
            current, seen = current + _FRACTIONS[word.value], True
    if seen:
        return total + current
    return 1.0 if any(w.category == "a" for w in words) else None


def day_of_month(words: Sequence[Word]) -> int | None:
    """The day that `21`, `21st`, `twenty-first` stand for; None if no word is a day."""
    tens = 0
    for word in words:
        if word.category == "card":
            tens = int(word.value)
        elif word.category in ("digit", "ord"):
            return tens + int(word.value) if tens in (0, 20, 30) else int(word.value)
        elif word.category != "hyphen":
            tens = 0
    spelled = [int(w.value) for w in words if w.category == "card"]
    return sum(spelled) if 1 <= len(spelled) <= 2 and sum(spelled) <= _LAST_DAY else None


def in_days_or_more(count: float, unit: str) -> tuple[float, str]:
    """A length in a unit of the calendar: hours as parts of a day, fortnights as weeks."""
    if unit in _HOURS:
        return _HOURS[unit] * count / 24, "D"
    return (2 * count, "W") if unit == "2W" else (count, unit)


def make_duration(count: float | None, unit: str) -> str:
    """The TIMEX3 length of so many units: `P2Y6M`, `PT30M`; an X for an unknown number."""
    if unit == "2W":
        unit, count = "W", count and count * 2
    if unit == "WE":
        return f"P{_digits(count)}WE"
    if unit in _IN_YEARS and count is not None:
        unit, count = "Y", count * _IN_YEARS[unit]
    if count is None or count == int(count) or unit not in _SMALLER:
        return _period((count, unit))
    size, smaller = _SMALLER[unit]
    rest = round((count - int(count)) * size)
    return _period((int(count), unit), (rest, smaller)) if count > 1 else _period((rest, smaller))


def _digits(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"


def _period(*pieces: tuple[float | None, str]) -> str:
    days = "".join(_digits(n) + u for n, u in pieces if not u.startswith("T"))
    hours = "".join(_digits(n) + u[1:] for n, u in pieces if u.startswith("T"))
    return f"P{days}" + (f"T{hours}" if hours else "")
