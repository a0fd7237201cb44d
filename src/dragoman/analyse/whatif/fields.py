"""The fields of a scenario file, checked one by one; each complaint names file, key and reason."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from dragoman.analyse.whatif.errors import ScenarioError
from dragoman.analyse.whatif.scenario import Range

MAX_CHARS = 300
# Sums and products of so great numbers are still numbers.
MAX_NUMBER = 1e100


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a scenario file and where it stands, such as `actors[2].position`."""

    file: str
    key: str
    value: Any

    def refuse(self, reason: str) -> NoReturn:
        """Raise the error that tells what is wrong with this value."""
        raise ScenarioError(f"{self.file}: {self.key or 'the file'}: {reason}")

    def mapping(self, known: Iterable[str]) -> Mapping[str, Field]:
        """The fields of a mapping by their keys; a key that is not known is an error."""
        if not isinstance(self.value, dict):
            self.refuse(f"keys with values are expected, not {_show(self.value)}")
        names = list(known)
        for key in self.value:
            if key not in names:
                self.refuse(f"{_show(key)} is not known; known are {', '.join(names)}")
        prefix = f"{self.key}." if self.key else ""
        return {k: Field(self.file, f"{prefix}{k}", v) for k, v in self.value.items()}

    def entries(self) -> tuple[Field, ...]:
        """The entries of a list."""
        if not isinstance(self.value, list) or not self.value:
            self.refuse(f"a list is expected, not {_show(self.value)}")
        return tuple(Field(self.file, f"{self.key}[{n}]", v) for n, v in enumerate(self.value, 1))

    def need(self, fields: Mapping[str, Field], key: str) -> Field:
        """A field of this mapping that must be there."""
        if key not in fields:
            self.refuse(f"`{key}` is missing")
        return fields[key]

    def text(self) -> str:
        """Words on one line."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse(f"words are expected, not {_show(self.value)}")
        if len(self.value) > MAX_CHARS:
            self.refuse(f"longer than {MAX_CHARS} characters")
        return " ".join(self.value.split())

    def texts(self) -> tuple[str, ...]:
        """A list of words; one alone may stand without the list."""
        if isinstance(self.value, str):
            return (self.text(),)
        return tuple(entry.text() for entry in self.entries())

    def number(self) -> float:
        """A finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse(f"a number is expected, not {_show(self.value)}")
        if not abs(self.value) <= MAX_NUMBER:
            self.refuse(f"a finite number is expected, none beyond {MAX_NUMBER:g}")
        return float(self.value)

    def range(self, least: float, most: float) -> Range:
        """A number, `[low, high]` or `[low, middle, high]`, none outside `least` to `most`."""
        flat = True
        if not isinstance(self.value, list):
            low = middle = high = self.number()
        elif len(self.value) in (2, 3):
            numbers = [entry.number() for entry in self.entries()]
            low, high = numbers[0], numbers[-1]
            flat = len(numbers) == 2
            middle = (low + high) / 2 if flat else numbers[1]
        else:
            self.refuse("a range is [low, high] or [low, middle, high]")
        if not low <= middle <= high:
            self.refuse("a range goes from low to high")
        if low < least or high > most:
            bounds = f"{least:g} to {most:g}" if math.isfinite(most) else f"{least:g} or more"
            self.refuse(f"{bounds} is expected")
        return Range(low, middle, high, flat)


def _show(value: object) -> str:
    words = " ".join(repr(value).split())
    return words if len(words) <= 60 else words[:57] + "..."
