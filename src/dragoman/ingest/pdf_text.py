"""Lines of a PDF in reading order to paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from dragoman.ingest.pdf_layout import Line
from dragoman.lang.data import load_words

# A gap between lines larger than this many times the usual one parts paragraphs.
PARAGRAPH_GAP = 1.35
INDENT_POINTS = 6.0
SENTENCE_END = re.compile(r"[.!?:;؟…][\"”’')\]]*$")
# A line that ends so far before the others' end is the last of its paragraph.
SHORT_LINE_SHARE = 0.8
HYPHENS = "-\u2010\u00ad"


def _gap(above: Line, below: Line) -> float:
    """From one line's top to the next one's, in points."""
    return above.top - below.top


def _usual_gap(lines: tuple[Line, ...]) -> float:
    gaps = [_gap(a, b) for a, b in pairwise(lines) if 0 < _gap(a, b) < 60]
    return median(gaps) if gaps else 0.0


def _starts_paragraph(above: Line, below: Line, usual: float, column_right: float) -> bool:
    gap = _gap(above, below)
    if gap < -1 or gap > 4 * usual:
        return _starts_elsewhere(above, below)
    same_row = abs(gap) <= 1
    if same_row:
        return False
    if gap > PARAGRAPH_GAP * max(usual, 0.5 * below.height):
        return True
    if abs(above.height - below.height) > 0.2 * max(above.height, below.height):
        return True
    ended = bool(SENTENCE_END.search(above.text))
    indented = below.left - above.left > INDENT_POINTS
    short = above.right < above.left + SHORT_LINE_SHARE * (column_right - above.left)
    return ended and (indented or short)


def _starts_elsewhere(above: Line, below: Line) -> bool:
    """At the top of a next column or page: a new paragraph unless the sentence goes on."""
    if abs(above.height - below.height) > 0.2 * max(above.height, below.height):
        return True
    goes_on = above.text[-1] in HYPHENS or not SENTENCE_END.search(above.text)
    return not goes_on


def _column_right(lines: tuple[Line, ...], index: int) -> float:
    """How far the lines around one reach to the right: its column's edge, about."""
    line = lines[index]
    around = lines[max(index - 6, 0) : index + 7]
    same = [x.right for x in around if abs(x.left - line.left) < 3 * INDENT_POINTS]
    return max(same, default=line.right)


def _paragraphs(pages: list[tuple[Line, ...]]) -> list[list[str]]:
    paragraphs: list[list[str]] = []
    above: Line | None = None
    for lines in pages:
        usual = _usual_gap(lines)
        for index, line in enumerate(lines):
            if above is None:
                new = True
            elif index == 0:
                new = _starts_elsewhere(above, line)
            else:
                new = _starts_paragraph(above, line, usual, _column_right(lines, index - 1))
            if new:
                paragraphs.append([])
            paragraphs[-1].append(line.text)
            above = line
    return paragraphs


def _join_hyphen(before: str, after: str, known: str) -> str:
    """Two lines, the first ending in a hyphen: one word, or a compound that keeps it.

    `known` is the whole text: how the word is written elsewhere decides.
    Otherwise a small second part is glued on, unless it ends compounds
    (`Iranian-backed`), and a capital keeps the hyphen (`Al-Kazemi`).
    """
    start = re.search(r"(\w+)[-\u2010\u00ad]$", before)
    end = re.match(r"\w+", after)
    if start is None or end is None:
        return before + " " + after
    if before[-1] == "\u00ad":
        return before[:-1] + after
    first, second = start[1], end[0]
    glued = re.search(rf"\b{re.escape(first + second)}\b", known)
    compound = re.search(rf"\b{re.escape(first)}-{re.escape(second)}\b", known)
    keeps = bool(compound) or (
        not glued and (not second[0].islower() or second.lower() in _compound_ends())
    )
    return before + after if keeps else before[:-1] + after


def _compound_ends() -> frozenset[str]:
    return load_words("en", "compound_ends")


def _join_paragraph(lines: list[str], known: str) -> str:
    first, *rest = (re.sub(r"\s+", " ", line) for line in lines)
    joined = first
    for line in rest:
        if joined[-1:] and joined[-1] in HYPHENS:
            joined = _join_hyphen(joined, line, known)
        else:
            joined += " " + line
    return joined


def join_lines(pages: list[tuple[Line, ...]]) -> str:
    """The text of all pages: paragraphs between blank lines, words at line ends made whole."""
    known = " ".join(line.text for lines in pages for line in lines)
    return "\n\n".join(_join_paragraph(x, known) for x in _paragraphs(pages))
