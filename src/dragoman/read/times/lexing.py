"""Sentences as strings of time words: one character a word, so that rules are plain regexes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.lang.data import load_table

# Words, numbers and marks that carry time. Clock times, ISO and slashed dates are one word each,
# names of feasts and months of several words (`Eid al-Fitr`) too.
_PATTERN = (
    r"(?P<iso>\d{4}([-/.])\d\d?\2\d\d?(?![\d/]|-\d))"
    r"|(?P<slash>\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{2}(?![\d/])"
    r"|(?<![\d-])\d{1,2}-\d{1,2}-\d{4}(?![\d-]))"
    r"|(?P<frac>(?:1/2|1/4|3/4)(?![/\d])|½)"
    r"|(?P<daymonth>(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/%]))"
    r"|(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|(?:[01]?\d|2[0-4])\.[0-5]\d(?=\s?[ap]\.?\s?m\b))"
    r"|(?P<decade>(?:1\d|20)\d0(?:[’']| )?s\b|[’'][1-9]0s\b|(?<=the )[1-9]0s\b)"
    r"|(?P<part>[QH][1-4](?![\w’']))"
    r"|(?P<ord>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    r"|(?P<sum>(?<=[$€£])[ ]?\d+)"
    r"|(?P<number>\d+)"
    r"|(?P<spelled>{years})"
    r"|(?P<named>{names})"
    r"|(?P<word>[ap]\.\s?m\.?(?!\w)|[’']s\b|[^\W\d_]+|\S)"
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
# `nineteen eighty-six`, `seventeen hundred thirty three`, `two thousand and fifteen`.
_REST = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)})"
_YEARS = (
    rf"\b(?:(?:seventeen|eighteen|nineteen|twenty)(?: hundred(?: and)?)? {_REST}"
    rf"|two thousand(?: and)?(?: (?:{_REST}|{'|'.join(_ONES)})))\b"
)
_NUMERIC = (
    *("digit", "year", "big", "ord", "decade", "clock", "iso", "slash", "daymonth", "frac"),
    *("qpart", "hpart"),
)
# Written small, `may` and `sat` are a month or a day only beside a number, `april` always is.
_CAPITALISED = frozenset({"month", "weekday"})
_BESIDE = frozenset({"digit", "ord", "year"})
OTHER = "\x7f"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence: its place in the repaired text, category and value."""

    start: int
    end: int
    text: str
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a sentence, and their categories as a string of one character each."""

    words: tuple[Word, ...]
    codes: str


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split(" ")) for name, words in load_table("en", "time_cues")}


def cue_words(name: str) -> frozenset[str]:
    """A list of `lang/en/time_cues.tsv` by its name."""
    return _cues()[name]


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    rows = ((*row, "") for row in load_table("en", "time_words"))
    return {word: (category, value) for word, category, value, *_ in rows}


@cache
def category_codes() -> dict[str, str]:
    """The character that stands for each category."""
    names = {category for category, _ in _lexicon().values()} | set(_NUMERIC)
    return {name: chr(0x100 + n) for n, name in enumerate(sorted(names))}


@cache
def _telling() -> frozenset[str]:
    idle = cue_words("idle")
    return frozenset(code for name, code in category_codes().items() if name not in idle)


def _number(text: str) -> tuple[str, str]:
    if len(text) <= 2:
        return "digit", text
    if len(text) == 4 and "1000" <= text <= "2199":
        return "year", text
    return "big", text


def _spelled_year(text: str) -> int:
    """`nineteen eighty-six` as 1986."""
    words = [w for w in re.split("[ -]", text) if w not in ("and", "hundred", "thousand")]
    small = {w: n for n, w in enumerate([*_ONES, *_TEENS], 1)}
    small |= {w: 10 * n for n, w in enumerate(_TENS, 2)}
    century = 20 if text.startswith("two thousand") else small[words[0]]
    return century * 100 + sum(small[w] for w in words[1:])


@cache
def _word_form() -> re.Pattern[str]:
    """What a word is; names of several words the longest first."""
    several = sorted((n for n in _lexicon() if " " in n), key=lambda n: (-len(n), n))
    written = (re.escape(n).replace(r"\ ", "[ -]").replace("'", "[’']") for n in several)
    names = rf"(?:{'|'.join(written)})\b"
    pattern = _PATTERN.replace("{years}", _YEARS).replace("{names}", names)
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _classify(kind: str, text: str) -> tuple[str, str]:
    if kind == "word":
        return _lexicon().get(re.sub(r"\s", "", text.lower()), ("", ""))
    if kind == "named":
        return _lexicon()[re.sub(r"[\s-]", " ", text.lower()).replace("’", "'")]
    if kind == "spelled":
        return "year", str(_spelled_year(text.lower()))
    if kind == "part":
        number = text[1]
        return (f"{text[0].lower()}part", number) if text[0] in "Qq" or number < "3" else ("", "")
    if kind == "sum":
        return "big", text.strip()
    if kind == "number":
        return _number(text)
    if kind == "ord":
        return "ord", text[:-2]
    if kind == "decade":
        return "decade", re.sub(r"\D", "", text)
    return kind, text.replace(",", "")


def _is_small_name(found: list[tuple[re.Match[str], str, str]], at: int) -> bool:
    """`may`, `sat`: a month or a day written small, which only a number beside it tells."""
    match, category, _ = found[at]
    if category not in _CAPITALISED or match[0][0].isupper():
        return False
    if match[0].lower() not in cue_words("small_names"):
        return False
    beside = found[max(0, at - 1) : at] + found[at + 1 : at + 2]
    return not any(c in _BESIDE for _, c, _ in beside)


def make_line(text: str, offset: int) -> Line | None:
    """The time words of a sentence that stands at `offset`; None if it holds no time at all."""
    codes = category_codes()
    found = [(m, *_classify(m.lastgroup or "word", m[0])) for m in _word_form().finditer(text)]
    for at in range(len(found)):
        if _is_small_name(found, at):
            found[at] = (found[at][0], "", "")
    line = "".join(codes.get(category, OTHER) for _, category, _ in found)
    # `first`, `second` tell no time by themselves, `the 18th` may.
    if _telling().isdisjoint(line) and not any(m.lastgroup == "ord" for m, *_ in found):
        return None
    words = (Word(offset + m.start(), offset + m.end(), m.group(), c, v) for m, c, v in found)
    return Line(tuple(words), line)
