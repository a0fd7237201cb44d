"""Sentences: cut a passage where a reader would, though translation broke its stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.text.data import load_words

# A longer "sentence" is a table or hostile; the parser's memory grows with its length.
MAX_SENTENCE_CHARS = 3_000
# A fragment that goes on with what the sentence before began is short.
MAX_FRAGMENT_WORDS = 9
MAX_FRAGMENT_CHARS = 90
MIN_WORDS_BEFORE = 6
# No abbreviation is longer.
MAX_WORD_CHARS = 24
# More than this before a word, and it does not begin its sentence.
MAX_OPENING_CHARS = 8

_STOP = re.compile(r"[.!?…؟۔。]+[”\"'’)\]}]*(?:\s?\[[0-9]{1,3}\])*(?:\s+|$)")
_NEXT = re.compile(r"([“\"'‘(\[]*)([^\W_]?)([\w'-]*)")
_DASH_ON = re.compile(r"[–—-]\s?[^\W_A-Z]")
_WORD = re.compile(r"[^\W_]")
_INITIAL = re.compile(r"(?:^|[.-])[A-Z]$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_FRAGMENT = re.compile(
    r"(?:Of(?! course)|From|With|By|To|For|Than|Against|Among|Between|Into|Under|Toward|Towards)\s"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must"
    r"|shall|should|said|says|told|came|went|made|took|gave|got|began|\w{3,}ed|\w{3,}n't)\b|[:;,?!“]"
)


def find_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text[start:end]`, without white space around.

    Every word of the interval is in a sentence; no sentence is longer than
    `MAX_SENTENCE_CHARS`. Quotations that run over several sentences are cut
    like other words.
    """
    begin = start
    for cut in [*_find_cuts(text, start, end), end]:
        yield from _cut_long(text, begin, cut)
        begin = cut


def _find_cuts(text: str, start: int, end: int) -> list[int]:
    cuts: list[int] = []
    begin = looked = start
    has_words = False
    for stop in _STOP.finditer(text, start, end):
        has_words = has_words or _WORD.search(text, looked, stop.start()) is not None
        looked = at = stop.end()
        if not has_words or at >= end or not _is_end(text, begin, stop):
            continue
        if cuts and _is_torn(text, cuts, begin, at, start):
            cuts.pop()
        cuts.append(at)
        begin, has_words = at, False
    if cuts and (not _WORD.search(text, begin, end) or _is_torn(text, cuts, begin, end, start)):
        cuts.pop()
    return cuts


def _is_torn(text: str, cuts: list[int], begin: int, end: int, start: int) -> bool:
    """Whether `text[begin:end]` is a fragment torn from a longer statement before it."""
    if end - begin > MAX_FRAGMENT_CHARS or not _is_fragment(text[begin:end]):
        return False
    before = text[cuts[-2] if len(cuts) > 1 else start : begin].rstrip()
    return before.endswith(".") and len(before.split(None, MIN_WORDS_BEFORE)) >= MIN_WORDS_BEFORE


def _is_end(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that began at `begin`."""
    following = _NEXT.match(text, stop.end())
    opening, first, rest = following.groups() if following else ("", "", "")
    if _DASH_ON.match(text, stop.end()):
        return False
    marks = stop.group().rstrip()
    if not marks.startswith(".") or marks.startswith(".."):
        return _may_begin(opening, first) and not _goes_on(marks, first)
    word = _last_word(text, begin, stop.start())
    if first.islower() and not opening:
        return marks == "." and _is_plain(word) and _stands_alone(first + rest)
    if len(marks) > 1 and marks[-1] in "”\"'’" and not first.islower():
        return not _is_title(word)
    return _ends_after(word, opening, first + rest, at_start=_is_at_start(text, begin, stop, word))


def _last_word(text: str, begin: int, at: int) -> str:
    before = text[max(begin, at - MAX_WORD_CHARS) : at].split()
    return before[-1].lstrip("“‘\"'([{-–—") if before and not text[at - 1].isspace() else ""


def _is_at_start(text: str, begin: int, stop: re.Match[str], word: str) -> bool:
    before = stop.start() - len(word)
    return before - begin < MAX_OPENING_CHARS and not text[begin:before].strip(" “\"'(")


def _may_begin(opening: str, first: str) -> bool:
    return bool(opening) or not first.islower()


def _goes_on(marks: str, first: str) -> bool:
    """`“Really?” he asked`; an ellipsis before a small letter."""
    return first.islower() and (marks[-1] in "”\"'’" or marks[0] in ".…")


def _stands_alone(word: str) -> bool:
    """A sentence that translation began in lower case: only with a word that begins one."""
    return word in load_words("sentence_openers_lower")


def _is_plain(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word.lower() not in load_words("abbreviations")


def _is_title(word: str) -> bool:
    return word.lower() in load_words("titles")


def _ends_after(word: str, opening: str, following: str, *, at_start: bool) -> bool:
    """Whether a full stop after `word` ends a sentence that `following` would go on."""
    lower = word.lower()
    if following[:1].islower():
        return _is_plain(word)
    if _is_title(word):
        return False
    if at_start and (word.isdigit() or len(word) == 1):
        return False  # `1. The council`, `J. Smith`
    is_initial = _INITIAL.search(word) or _DOTTED.match(word)
    if not (is_initial or lower in load_words("abbreviations")) or opening.startswith(("“", '"')):
        return True
    if not is_initial and lower in load_words("before_figures"):
        return not following[:1].isdigit()
    return _opens_sentence(following)


def _opens_sentence(word: str) -> bool:
    """Whether a capitalised word is one that begins sentences rather than names."""
    return word.lower() in load_words("sentence_openers")


def _is_fragment(sentence: str) -> bool:
    """Whether a sentence is the torn-off end of the one before it.

    Machine translation sets a full stop before a prepositional phrase: `this
    makes him different. From all who came before.`
    """
    words = sentence.split(None, MAX_FRAGMENT_WORDS)
    short = 2 < len(words) <= MAX_FRAGMENT_WORDS
    return bool(short and _FRAGMENT.match(sentence) and not _FINITE.search(sentence))


def _cut_long(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without outer white space, cut at white space wherever it is too long."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > MAX_SENTENCE_CHARS:
        at = text.rfind(" ", begin + 1, begin + MAX_SENTENCE_CHARS)
        at = begin + MAX_SENTENCE_CHARS if at < 0 else at
        yield begin, at
        begin = at
        while text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
