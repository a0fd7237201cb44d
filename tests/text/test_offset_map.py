"""Offsets across repair stay as narrow as the repair itself."""

from __future__ import annotations

from dragoman.text import Edit, apply_edits


def test_an_edit_is_narrowed_to_what_it_changes() -> None:
    original = "even with enemies. ” ."
    repaired, offsets = apply_edits(original, (Edit(17, 22, ".”"),))
    assert repaired == "even with enemies.”"
    start, end = offsets.to_original(5, 18)
    assert original[start:end] == "with enemies."
