"""Passages: which part of a report is dateline, headline, heading, body, caption and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import PassageKind
from dragoman.text.dateline import find_datelines
from dragoman.text.furniture import (
    find_credit,
    find_opening_furniture,
    find_tail_furniture,
    is_byline,
    kind_of_furniture,
)

# The passages that tell something of the news.
TOLD: frozenset[PassageKind] = frozenset({"headline", "heading", "body"})
MAX_HEADLINE_CHARS = 200
MAX_HEADING_CHARS = 90
MAX_HEADING_WORDS = 12
MAX_CAPTION_CHARS = 400
# A heading stands over something: the next paragraph is a sentence or this long.
MIN_BODY_CHARS = 60
# Words in a row that a caption shares with the body, and how many of its runs do.
ECHO_WORDS = 4
MIN_ECHO_SHARE = 0.5
MAX_ECHOES = 30

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+")
_FINAL = (".", "!", "?", "…", ":", ";", ",", ".”", "!”", "?”", "…”", ",”", ".)", ".'", ".’")
_CAPITALISED = re.compile(r"\b[A-Z0-9]")
_LIST_ITEM = re.compile(r"[-*•·–—]\s|[0-9]{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A passage or sentence: an interval of the repaired text and the kind of its passage."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, or what is left of one; `kind` is None until it is known."""

    start: int
    end: int
    words: str
    kind: PassageKind | None = None


def find_passages(text: str, *, title: str | None = None) -> tuple[TextPiece, ...]:
    """The passages of a repaired text, one paragraph a line, in order.

    They do not overlap and hold all that is not white space. A paragraph gives
    several where a dateline, headline or credit is glued to it.
    """
    lines = [_line(text, m.start(), m.end()) for m in _LINE.finditer(text)]
    lines = [piece for line in lines for piece in _split_furniture(text, line)]
    lines = _mark_datelines(text, lines)
    lines = _mark_headline(text, lines, title)
    echoes = _Echoes(lines)
    kinds = [x.kind or _kind_in_place(lines, n, echoes) for n, x in enumerate(lines)]
    whole = [
        TextPiece(x.start, x.end, k) for x, k in zip(lines, kinds, strict=True) if x.start < x.end
    ]
    return tuple(piece for line in whole for piece in _split_credit(text, line))


def _line(text: str, start: int, end: int, kind: PassageKind | None = None) -> _Line:
    """The line between two offsets, without white space at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return _Line(start, start + len(words), words, kind)


def _split_furniture(text: str, line: _Line) -> list[_Line]:
    """A line in its parts: furniture that is glued before or after a paragraph's own words."""
    opening = find_opening_furniture(line.words)
    bounds, kinds = _parts_of(line.words[opening:])
    first: PassageKind = kind_of_furniture(line.words[:opening].strip()) or "boilerplate"
    at = line.start + opening
    pieces = [_line(text, line.start, at, first)] + [
        _line(text, at + bounds[n], at + bounds[n + 1], kind) for n, kind in enumerate(kinds)
    ]
    return [p for p in pieces if p.words]


def _parts_of(words: str) -> tuple[list[int], list[PassageKind | None]]:
    """Where the parts of a line begin and end, and what is known of their kinds."""
    if kind := kind_of_furniture(words):
        return [0, len(words)], [kind]
    if tail := find_tail_furniture(words):
        return [0, tail, len(words)], [None, kind_of_furniture(words[tail:].strip())]
    return [0, len(words)], [None]


def _mark_datelines(text: str, lines: Sequence[_Line]) -> list[_Line]:
    marked: list[_Line] = []
    datelines = list(find_datelines(text))
    for line in lines:
        here = [d for d in datelines if line.start <= d.start and d.end <= line.end]
        if not here or (line.kind not in {None, "boilerplate"}):
            marked.append(line)
            continue
        marked.append(_line(text, here[0].start, here[0].end, "dateline"))
        rest = _line(text, here[0].end, line.end, line.kind)
        marked += [rest] if rest.words else []
    return marked


def _mark_headline(text: str, lines: list[_Line], title: str | None) -> list[_Line]:
    """Mark the title where it stands in the first lines, or else a first line that looks it."""
    wanted = _plain(title or "")
    for n, line in enumerate(lines[:4] if wanted else ()):
        if line.kind in {"dateline", "caption"}:
            continue
        end = _match_plain(line.words, wanted)
        if end is not None:
            head = _line(text, line.start, line.start + end, "headline")
            rest = _line(text, head.end, line.end)
            return [*lines[:n], head, *([rest] if rest.words else []), *lines[n + 1 :]]
    first = next((n for n, x in enumerate(lines) if x.kind is None), None)
    if first is not None and not wanted and _looks_like_headline(lines, first):
        line = lines[first]
        lines[first] = _Line(line.start, line.end, line.words, "headline")
    return lines


def _plain(words: str) -> str:
    return "".join(_WORD.findall(words)).casefold()


def _match_plain(words: str, wanted: str) -> int | None:
    """Where in `words` the title ends that they begin with, letters and figures compared."""
    at = 0
    for word in _WORD.finditer(words):
        letters = word.group().casefold()
        if not wanted.startswith(letters, at):
            return None
        at += len(letters)
        if at >= len(wanted):
            tail = re.match(r"[.!?”\"')]*(?=\s|$)", words[word.end() :])
            return word.end() + (tail.end() if tail else 0) if at == len(wanted) else None
    return None


def _looks_like_headline(lines: Sequence[_Line], n: int) -> bool:
    words, follows = lines[n].words, _next_line(lines, n)
    if follows is None or len(words) > MAX_HEADLINE_CHARS or len(follows.words) < len(words):
        return False
    if find_credit(words) is not None or not _stands_over(follows):
        return False
    if words.endswith(_FINAL):
        # Some outlets set a full stop after a headline; then its capitals must tell.
        return words.endswith((".", "?", ".’", ".”", ".'")) and _share_capitalised(words) >= 0.65
    return n == 0 or lines[n - 1].kind in {"dateline", "boilerplate", "credit"}


def _share_capitalised(words: str) -> float:
    long = [w for w in words.split() if len(w) > 3]
    return sum(bool(_CAPITALISED.match(w)) for w in long) / len(long) if len(long) > 3 else 0.0


def _next_line(lines: Sequence[_Line], n: int) -> _Line | None:
    """The next line that is not furniture between paragraphs."""
    return next((x for x in lines[n + 1 :] if x.kind in {None, "body"}), None)


def _stands_over(follows: _Line) -> bool:
    return len(follows.words) >= MIN_BODY_CHARS or follows.words.endswith(_FINAL)


def _kind_in_place(lines: Sequence[_Line], n: int, echoes: _Echoes) -> PassageKind:
    """What a paragraph is, by its own look and by its neighbours'."""
    words = lines[n].words
    if is_byline(words):
        return "credit"
    credit = find_credit(words)
    if credit is not None:
        start, end = credit
        if not _WORD.search(words[:start]) and not _WORD.search(words[end:]):
            return "credit"
        if _is_caption(lines, n, credit, echoes):
            return "caption"
    if words.endswith(_FINAL) or len(words) > MAX_CAPTION_CHARS:
        return "body"
    if _looks_like_heading(lines, n):
        return "heading"
    return "caption" if echoes.repeats_another(n) else "body"


def _is_caption(lines: Sequence[_Line], n: int, credit: tuple[int, int], echoes: _Echoes) -> bool:
    """Whether a paragraph with a credit in it is a photograph's caption.

    The credit ends it, or nothing else does. After the last paragraph's full
    stop the brackets name the agency that wrote the report.
    """
    words, (start, end) = lines[n].words, credit
    if end == len(words):
        return n + 1 < len(lines) or not words[:start].rstrip().endswith(_FINAL)
    return not words.endswith(_FINAL) and (len(words) < 200 or echoes.repeats_another(n))


def _looks_like_heading(lines: Sequence[_Line], n: int) -> bool:
    words = lines[n].words
    if len(words) > MAX_HEADING_CHARS or len(words.split()) > MAX_HEADING_WORDS:
        return False
    if n + 1 >= len(lines) or _LIST_ITEM.match(words) or not words[:1].isalnum():
        return words[:1] in "“‘'" and n + 1 < len(lines) and _stands_over(lines[n + 1])
    follows = _next_line(lines, n)
    return follows is not None and _stands_over(follows) and not words[0].islower()


class _Echoes:
    """Which short paragraphs repeat runs of words of another one."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        self._looked_at = 0
        self._words: str | None = None

    def repeats_another(self, n: int) -> bool:
        """Whether half of a paragraph's runs of words stand in other paragraphs too.

        Looks at the first `MAX_ECHOES` paragraphs that it is asked about: a
        report with more of them is a list.
        """
        self._looked_at += 1
        if self._looked_at > MAX_ECHOES:
            return False
        if self._words is None:
            self._words = "\n".join(_spaced(line.words) for line in self._lines)
        own = _spaced(self._lines[n].words).split()
        runs = {" " + " ".join(own[at : at + ECHO_WORDS]) + " " for at in range(len(own) - 3)}
        repeated = sum(self._words.count(run) > 1 for run in runs)
        return len(runs) > 2 and repeated >= MIN_ECHO_SHARE * len(runs)


def _spaced(words: str) -> str:
    """Words in lower case without punctuation, a space around each."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "


def _split_credit(text: str, piece: TextPiece) -> list[TextPiece]:
    """A caption with its photograph's credit, or a body with its agency's, apart from it."""
    words = text[piece.start : piece.end]
    credit = find_credit(words) if piece.kind in {"caption", "body"} else None
    if credit is None or (piece.kind == "body" and not _is_signature(words, credit)):
        return [piece]
    bounds = (0, *credit, len(words))
    kinds: tuple[PassageKind, ...] = (piece.kind, "credit", piece.kind)
    parts = [
        _line(text, piece.start + bounds[n], piece.start + bounds[n + 1], kind)
        for n, kind in enumerate(kinds)
    ]
    if not _WORD.search(parts[2].words):
        parts[1] = _line(text, parts[1].start, piece.end, "credit")
        parts.pop()
    return [TextPiece(p.start, p.end, p.kind or piece.kind) for p in parts if p.words]


def _is_signature(words: str, credit: tuple[int, int]) -> bool:
    """`... he left. (Reuters)`: an agency in brackets after the last full stop."""
    start, end = credit
    signed = words[start] == "(" and not _WORD.search(words[end:])
    return signed and words[:start].rstrip().endswith(_FINAL)
