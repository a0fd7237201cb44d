"""Carry findings from the repaired text back to the report's original."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from dragoman.model import Span
from dragoman.text import OffsetMap

Finding = TypeVar("Finding")


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _move(item: Any, original: str, offsets: OffsetMap) -> Any:
    if item is None or isinstance(item, (str, float, int)):
        return item
    if isinstance(item, Span):
        start, end = offsets.to_original(item.start, item.end)
        return Span(start, end, original[start:end])
    if isinstance(item, tuple):
        return tuple(_move(x, original, offsets) for x in item)
    if is_dataclass(item) and not isinstance(item, type):
        names = _field_names(type(item))
        return type(item)(*(_move(getattr(item, n), original, offsets) for n in names))
    return item


def locate(finding: Finding, original: str, offsets: OffsetMap) -> Finding:
    """The finding with every span in it moved from the repaired text to `original`.

    Works on any frozen dataclass of the model, or a tuple of them.
    """
    moved: Finding = _move(finding, original, offsets)
    return moved
