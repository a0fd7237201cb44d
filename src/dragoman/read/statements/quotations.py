"""Quotations: what stands between quotation marks, also over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Pairs that open and close differently, then those that look alike on both ends.
CLOSERS = {"“": "”", "„": "”", "«": "»", "``": "''"}
MARKS = re.compile(r"``|''|[“”„«»\"]")
# A single mark opens after white space and closes before it: `it's` is none.
SINGLE = re.compile(r"(?<![^\s(\[—])['‘](?=[A-Z]\w+\W)([^'‘’\n]|[’'](?=\w))+[,.!?]['’](?!\w)")
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: `start`/`end` without the marks, `outer_*` with them (code points).

    `paragraph` is the number of the paragraph it stands in; `continued` is
    true where the quotation runs on from the paragraph before.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    continued: bool = False


def _marks(text: str, paragraph: re.Match[str]) -> list[re.Match[str]]:
    return list(MARKS.finditer(text, paragraph.start(), paragraph.end()))


def _closes(opener: str, mark: str) -> bool:
    return mark == CLOSERS.get(opener, opener) or (opener == "“" and mark == '"')


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark may open: not a lone closing mark, and not one stuck behind a word."""
    if mark.group() in "”»":
        return False
    if mark.group() in CLOSERS:
        return True
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return not after.isspace() and (not before.isalnum() or after.isalnum())


def _in_paragraph(text: str, paragraph: re.Match[str], number: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _marks(text, paragraph):
        if opened is None:
            if _opens(text, mark):
                opened = mark
        elif _closes(opened.group(), mark.group()):
            yield Quotation(opened.end(), mark.start(), opened.start(), mark.end(), number)
            opened = None
        elif mark.group() in CLOSERS and opened.group() == mark.group():
            opened = mark  # the first was never closed
    if opened is not None:
        end = paragraph.end()
        yield Quotation(opened.end(), end, opened.start(), end, number)


def _singles(text: str, paragraph: re.Match[str], number: int) -> Iterator[Quotation]:
    for match in SINGLE.finditer(text, paragraph.start(), paragraph.end()):
        yield Quotation(match.start() + 1, match.end() - 1, match.start(), match.end(), number)


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text in order.

    A mark left open runs to the paragraph's end; where the next paragraph
    opens with a mark again, that one is `continued`, as printers have it.
    """
    found: list[Quotation] = []
    left_open = False
    for number, paragraph in enumerate(PARAGRAPH.finditer(text)):
        here = list(_in_paragraph(text, paragraph, number))
        here = here or list(_singles(text, paragraph, number))
        first_mark = here[0].outer_start if here else -1
        if left_open and here and not text[paragraph.start() : first_mark].strip():
            first = here[0]
            ends = (first.start, first.end, first.outer_start, first.outer_end)
            here[0] = Quotation(*ends, first.paragraph, continued=True)
        left_open = bool(here) and here[-1].end == here[-1].outer_end
        found += [q for q in here if text[q.start : q.end].strip()]
    return tuple(found)


def quoted_share(pieces: Iterable[tuple[int, int]], quotations: Iterable[Quotation]) -> float:
    """How much of the pieces' length lies between quotation marks, from 0 to 1."""
    pieces, total, inside = list(pieces), 0, 0
    quotations = list(quotations)
    for start, end in pieces:
        total += end - start
        inside += sum(max(0, min(end, q.outer_end) - max(start, q.outer_start)) for q in quotations)
    return min(1.0, inside / total) if total else 0.0
