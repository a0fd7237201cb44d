"""Repair of lines: paragraphs that were hard-wrapped become one line each again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.text.offset_map import Edit

# No typewriter, mail program or newspaper column wraps later than this.
MAX_WRAP_CHARS = 132
MIN_WRAP_CHARS = 24
# In running English wrapped by width, some seven of ten lines begin in lower case.
MIN_LOWER_SHARE = 0.35
# A line shorter than this share of the usual width was ended by its author.
FULL_SHARE = 0.7

_NEWLINE = re.compile(r"\n([^\S\n]*)(?=\S)")
_FINAL = frozenset('.!?:”"…)')
_BULLET = re.compile(r"\s*(?:[-*•·–—]\s|[0-9]{1,2}[.)]\s)")


@dataclass(frozen=True, slots=True)
class _Break:
    """A newline between two lines with words in them, and how the two lines look."""

    start: int
    end: int
    before: str
    after: str

    @property
    def goes_on(self) -> bool:
        """Whether the second line begins as only the middle of a sentence does."""
        return self.after.lstrip()[:1].islower()


def join_wrapped_lines(text: str) -> tuple[Edit, ...]:
    """Newlines inside a paragraph become spaces, if the report's habit is to wrap its lines.

    A report that keeps one paragraph a line is left alone, but for a line that
    stops in mid-sentence and goes on in lower case on the next.
    """
    breaks = _find_breaks(text)
    if not breaks:
        return ()
    width = _wrap_width(breaks)
    return tuple(_join(text, b) for b in breaks if _is_wrapped(b, width))


def _find_breaks(text: str) -> list[_Break]:
    breaks = []
    for newline in _NEWLINE.finditer(text):
        line_start = text.rfind("\n", 0, newline.start()) + 1
        before = text[line_start : newline.start()].rstrip()
        if before:
            line_end = text.find("\n", newline.end())
            after = text[newline.start() + 1 : len(text) if line_end < 0 else line_end]
            breaks.append(_Break(line_start + len(before), newline.end(), before, after))
    return breaks


def _wrap_width(breaks: list[_Break]) -> int | None:
    """The width to which the report's lines are wrapped, or None if they are not."""
    lengths = sorted(len(b.before) for b in breaks)
    width = lengths[int(len(lengths) * 0.9)]
    lower = sum(b.goes_on for b in breaks)
    wrapped = lower >= max(2, MIN_LOWER_SHARE * len(breaks))
    return width if wrapped and MIN_WRAP_CHARS <= width <= MAX_WRAP_CHARS else None


def _is_wrapped(at: _Break, width: int | None) -> bool:
    before, ends = at.before, at.before[-1:]
    if width is None:
        return at.goes_on and len(before) > 60 and (ends.isalnum() or ends in ",-")
    if at.goes_on:
        return True
    indented = at.after[:1].isspace() and not at.before[:1].isspace()
    if indented or _BULLET.match(at.after):
        return False
    # The next line's first word would have fitted: this line was ended on purpose.
    first_word = at.after.split(maxsplit=1)[0]
    full = len(at.before) + 1 + len(first_word) > width or len(at.before) >= FULL_SHARE * width
    return full and (ends not in _FINAL or len(at.before) >= FULL_SHARE * width)


def _join(text: str, at: _Break) -> Edit:
    """A space for the newline; after a hyphen, none, and no hyphen if the text knows the word."""
    if not (at.before.endswith("-") and at.before[-2:-1].isalpha() and at.goes_on):
        return Edit(at.start, at.end, " ")
    left = re.search(r"\w+-$", at.before)
    right = re.match(r"\s*(\w+)", at.after)
    whole = (left.group()[:-1] if left else "") + (right[1] if right else "")
    known = re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE)
    return Edit(at.start - 1, at.end, "") if known else Edit(at.start, at.end, "")
