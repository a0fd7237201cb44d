"""Repair of quotation marks: which opens, which closes, and where they belong.

Translation sets marks apart from their words, turns them round and moves them
over a sentence's end. For each paragraph the cheapest reading of all its marks
is found (Viterbi over "inside" and "outside"); what a reading costs is in the
table `Cost` below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.text.characters import find_edits
from dragoman.text.offset_map import Edit

Role = Literal["open", "close"]

_DOUBLE = '“”„‟″＂«»"'
_RUN = re.compile(rf"[{_DOUBLE}]+")
_RUN_OR_PAIR = re.compile(rf"``|''|,,(?=\w)|[{_DOUBLE}]+")
_PAIRS = ("``", "''", ",,")
_OPENING, _CLOSING = frozenset("“«‟`,"), frozenset("”»")
_APOSTROPHE = re.compile(r"[’‘ʼ´`′]")
_BEFORE_OPEN = frozenset("([{—–/-‘'")
_STOPS = frozenset(".,;:!?)]}…")
_SPEAKS = (
    r"(?:said|says|saying|added|adds|told|stressed|stated|noted|explained|confirmed|continued"
    r"|declared|warned|asked|replied|wrote|insisted)"
)
_ATTRIBUTION = re.compile(
    rf"\s*(?:according to\b|(?:he|she|it|they|who|as)\s+{_SPEAKS}\b|{_SPEAKS}\s+(?:the|a|an|[A-Z]))"
)


# The longest quotation in single marks that is looked for.
MAX_SINGLE_QUOTE_CHARS = 1_000


class Cost:
    """What a reading of a paragraph's quotation marks costs, by what speaks against it."""

    AGAINST_SPACES = 2.0  # `word“ next` read as opening, `word “next` as closing
    UNSURE_SPACES = 0.5  # a mark with space on both sides, or on none
    AGAINST_SHAPE = 1.0
    NESTED = 2.5  # opens although a quotation is open
    NOTHING_OPEN = 3.0  # closes although none is open
    OPEN_BEFORE = 1.0  # closes what the paragraph before left open
    NOT_CLOSED = 1.5  # the paragraph ends inside
    CONTINUED = 0.5  # ... and the next one begins with a mark
    ATTRIBUTION = 2.0  # `, “according to` read as opening


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark, or a run of them that stands for one."""

    start: int
    end: int
    words: str


class _Path(NamedTuple):
    """A reading of the marks so far: its cost, the path before its last mark, that one's role."""

    cost: float
    before: _Path | None
    role: Role

    def then(self, role: Role, cost: float) -> _Path:
        return _Path(self.cost + cost, self, role)

    def roles(self) -> list[Role]:
        """The roles of all marks, the first one first."""
        found: list[Role] = []
        path = self
        while path.before is not None:
            found.append(path.role)
            path = path.before
        return found[::-1]


def straighten_apostrophes(text: str) -> tuple[Edit, ...]:
    """Apostrophes of all forms become `'`.

    A `’` after a word stays if a `‘` stands before it in its paragraph, for it
    may end a quotation.
    """
    return () if text.isascii() else find_edits(_APOSTROPHE, _straighten, text)


def _straighten(mark: re.Match[str]) -> str:
    text, start, end = mark.string, mark.start(), mark.end()
    inside = start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
    if inside or mark.group() in "ʼ´":
        return "'"
    if mark.group() != "’":
        return mark.group()
    nearest = text.rfind("‘", max(0, start - MAX_SINGLE_QUOTE_CHARS), start)
    opens = nearest >= 0 and not text[max(0, nearest - 1)].isalnum()
    return "’" if opens and "\n" not in text[nearest:start] else "'"


def balance_quotation_marks(text: str) -> tuple[Edit, ...]:
    """Double quotation marks of all forms become `“` and `”`, set against their words.

    A mark at the head of a paragraph that closes the one before is moved there;
    a quotation that goes on in the next paragraph is closed at the end of its own.
    """
    edits: list[Edit] = []
    low = "„" in text
    open_end = None  # the end of the paragraph before, if a quotation was left open in it
    paragraphs = list(_find_paragraphs(text))
    for n, (start, end, marks) in enumerate(paragraphs):
        if open_end is not None and text[open_end:start].strip():
            open_end = None
        goes_on = n + 1 < len(paragraphs) and _begins_with_mark(text, end, paragraphs[n + 1])
        roles, still_open = _read_marks(
            text, marks, low=low, was_open=open_end is not None, goes_on=goes_on
        )
        if open_end is not None and marks[0].start == start:
            # A mark alone on its line has taken the white space behind it along.
            close_at = max([open_end, *(e.end for e in edits[-1:])])
            edits.append(Edit(close_at, close_at, "”"))
        moved = open_end is not None and marks[0].start == start and roles[0] == "close"
        edits += [_take_away(text, marks[0])] if moved else []
        at = edits[-1].end if edits else 0
        edits += _set_marks(text, marks[moved:], roles[moved:], at)
        open_end = end if still_open else None
    return tuple(edits)


def _begins_with_mark(text: str, end: int, after: tuple[int, int, list[_Mark]]) -> bool:
    """Whether the very next paragraph is `after`, and a mark is its first character."""
    return after[2][0].start == after[0] and not text[end : after[0]].strip()


def _find_paragraphs(text: str) -> Iterator[tuple[int, int, list[_Mark]]]:
    """Start and end (without white space) and marks of each line that has marks."""
    marks: list[_Mark] = []
    line_end = -1
    pattern = _RUN_OR_PAIR if any(x in text for x in _PAIRS) else _RUN
    for run in pattern.finditer(text):
        if run.start() >= line_end:
            if marks:
                yield _trim(text, marks, line_end)
            marks = []
            line_end = text.find("\n", run.end())
            line_end = len(text) if line_end < 0 else line_end
        marks += _split_run(run)
    if marks:
        yield _trim(text, marks, line_end)


def _trim(text: str, marks: list[_Mark], line_end: int) -> tuple[int, int, list[_Mark]]:
    line_start = text.rfind("\n", 0, marks[0].start) + 1
    line = text[line_start:line_end]
    start = line_start + len(line) - len(line.lstrip())
    return start, line_start + len(line.rstrip()), marks


def _split_run(run: re.Match[str]) -> list[_Mark]:
    """One mark, though doubled; two if one quotation closes and the next opens: `”“`, `“”`."""
    words, start = run.group(), run.start()
    sides = re.fullmatch(r"(”+|“+|«+|»+)(”+|“+|«+|»+)", words)
    if sides is None or words[0] == words[-1]:
        return [_Mark(start, run.end(), words)]
    middle = start + len(sides[1])
    return [_Mark(start, middle, sides[1]), _Mark(middle, run.end(), sides[2])]


def _read_marks(
    text: str, marks: list[_Mark], *, low: bool, was_open: bool, goes_on: bool
) -> tuple[list[Role], bool]:
    """The cheapest roles of the marks, and whether the last quotation is left open."""
    if _is_sound(text, marks, low=low):
        return ["open", "close"] * (len(marks) // 2), False
    best = {False: _Path(0.0, None, "close")}
    for n, mark in enumerate(marks):
        opening, closing = _cost_to_open(text, mark, low=low), _cost_to_close(text, mark, low=low)
        nothing = Cost.OPEN_BEFORE if was_open and n == 0 else Cost.NOTHING_OPEN
        opened = [p.then("open", opening + Cost.NESTED * inside) for inside, p in best.items()]
        closed = [p.then("close", closing + nothing * (not inside)) for inside, p in best.items()]
        best = {False: min(closed, key=_cost), True: min(opened, key=_cost)}
    left_open = Cost.CONTINUED if goes_on else Cost.NOT_CLOSED
    still_open = best[True].cost + left_open < best[False].cost
    return best[still_open].roles(), still_open


def _is_sound(text: str, marks: list[_Mark], *, low: bool) -> bool:
    """Whether the marks open and close in turn with nothing against it, as most do."""
    return len(marks) % 2 == 0 and not any(
        _cost_to_close(text, mark, low=low) if n % 2 else _cost_to_open(text, mark, low=low)
        for n, mark in enumerate(marks)
    )


def _cost(path: _Path) -> float:
    return path.cost


def _sides(text: str, mark: _Mark) -> tuple[str, str]:
    left = text[mark.start - 1] if mark.start else "\n"
    right = text[mark.end] if mark.end < len(text) else "\n"
    return left, right


def _cost_to_open(text: str, mark: _Mark, *, low: bool) -> float:
    left, right = _sides(text, mark)
    parted = left.isspace() or left in _BEFORE_OPEN or left in "“"
    cost = Cost.AGAINST_SHAPE if mark.words[0] in _CLOSING else 0.0
    if low and mark.words[0] == "“":
        cost = Cost.UNSURE_SPACES
    if right in _STOPS:
        cost += Cost.AGAINST_SPACES
    elif right.isspace():
        cost += Cost.UNSURE_SPACES if parted or left in ":," else Cost.AGAINST_SPACES
    elif not parted:
        cost += Cost.UNSURE_SPACES if left in ":,;.!?" else Cost.AGAINST_SPACES
    if _follows_comma(text, mark) and _ATTRIBUTION.match(text, mark.end):
        cost += Cost.ATTRIBUTION
    return cost


def _cost_to_close(text: str, mark: _Mark, *, low: bool) -> float:
    left, right = _sides(text, mark)
    ended = right.isspace() or right in _STOPS or right in "”’'—–-/"
    cost = Cost.AGAINST_SHAPE if mark.words[0] in _OPENING and not low else 0.0
    cost += Cost.AGAINST_SHAPE if mark.words[0] == "„" else 0.0
    if left.isspace() or left in "([{":
        cost += Cost.UNSURE_SPACES if ended else Cost.AGAINST_SPACES
    elif left == ":":
        cost += Cost.AGAINST_SPACES
    elif not ended:
        cost += Cost.UNSURE_SPACES if left in ",.!?" else Cost.AGAINST_SPACES
    return cost


def _follows_comma(text: str, mark: _Mark) -> bool:
    return text[max(0, mark.start - 3) : mark.start].rstrip()[-1:] in {",", "?", "!"}


def _set_marks(text: str, marks: list[_Mark], roles: list[Role], at: int) -> list[Edit]:
    """The edits, none before `at`, that set every mark where its role wants it."""
    edits: list[Edit] = []
    for mark, role in zip(marks, roles, strict=True):
        edit = _set_mark(text, mark, role, at)
        if edit:
            edits.append(edit)
            at = edit.end
    return edits


def _take_away(text: str, mark: _Mark) -> Edit:
    """A mark at a paragraph's head goes, with the spaces after it."""
    after = mark.end
    while after < len(text) and text[after] == " ":
        after += 1
    return Edit(mark.start, after, "")


def _set_mark(text: str, mark: _Mark, role: Role, at: int) -> Edit | None:
    start, end = mark.start, mark.end
    left, right = _sides(text, mark)
    if role == "open":
        while end < len(text) and text[end] == " ":
            end += 1
        new = " “" if left.isalnum() or left in ",:;.!?" else "“"
    else:
        while start > at and text[start - 1] == " ":
            start -= 1
        if start == 0 or text[start - 1] == "\n":
            start = mark.start  # indentation, not a stray space
        new = "” " if right.isalnum() and not text[start:end].endswith(" ") else "”"
    return Edit(start, end, new) if text[start:end] != new else None
