"""Repair: undo what scraping and machine translation broke, without changing a word."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.text.capitals import restore_capitals
from dragoman.text.characters import replace_entities, replace_mojibake, replace_odd_characters
from dragoman.text.lines import join_wrapped_lines
from dragoman.text.offset_map import Edit, OffsetMap, apply_edits, compose_edits
from dragoman.text.quotes import balance_quotation_marks, straighten_apostrophes
from dragoman.text.spacing import (
    drop_doubled_stops,
    drop_spaces_before_stops,
    drop_spaces_in_brackets,
    join_apostrophes,
    join_names,
    mend_apostrophes,
    part_glued_words,
    restore_apostrophes,
    squeeze_spaces,
)

Rule = Callable[[str], tuple[Edit, ...]]

# In this order: characters first, for the later rules know only the plain ones;
# lines before quotation marks, which are balanced within a paragraph.
RULES: tuple[Rule, ...] = (
    replace_entities,
    replace_mojibake,
    replace_odd_characters,
    join_wrapped_lines,
    squeeze_spaces,
    straighten_apostrophes,
    join_apostrophes,
    mend_apostrophes,
    restore_apostrophes,
    balance_quotation_marks,
    drop_doubled_stops,
    drop_spaces_before_stops,
    drop_spaces_in_brackets,
    part_glued_words,
    join_names,
    restore_capitals,
)


# One repair may bare the next fault (`. ” .`); few texts need a second round.
MAX_ROUNDS = 4


def repair_text(original: str) -> tuple[str, OffsetMap]:
    """The repaired text and its map back to `original` (code points).

    Repairing a repaired text changes nothing more.
    """
    text = original
    edits: tuple[Edit, ...] = ()
    for _ in range(MAX_ROUNDS):
        text, edits, moved = _repair_once(text, edits)
        if not moved:
            break
    return apply_edits(original, edits)


def _repair_once(text: str, edits: tuple[Edit, ...]) -> tuple[str, tuple[Edit, ...], bool]:
    """One round of all rules; also whether any did more than swap single characters."""
    moved = False
    for rule in RULES:
        found = rule(text)
        if found:
            moved = moved or any(len(e.replacement) != e.end - e.start for e in found)
            edits = compose_edits(text, edits, found)
            text, _ = apply_edits(text, found)
    return text, edits, moved
