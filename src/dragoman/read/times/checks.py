"""False friends: phrases that the grammar takes for times and that are none."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.model import Sentence, Token
from dragoman.read.times.grammar import Phrase
from dragoman.read.times.lexing import Line, Word, cue_words


def before(phrase: Phrase, line: Line) -> str:
    """The word before a phrase in lower case, or the empty string at the sentence's start."""
    return line.words[phrase.first - 1].text.lower() if phrase.first else ""


def is_time(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """Whether a phrase is no false friend: `may` the verb, 1500 men, 47 years old."""
    check = _CHECKS.get(phrase.rule)
    doubtful = next((w for w in phrase.words if w.text.lower() in cue_words("doubtful")), None)
    if doubtful and not _is_calendar_word(doubtful, phrase, sentence):
        return False
    return check is None or check(phrase, line, sentence)


def _token_at(sentence: Sentence, offset: int) -> Token | None:
    return next((t for t in sentence.tokens if t.start <= offset < t.end), None)


def _is_calendar_word(word: Word, phrase: Phrase, sentence: Sentence) -> bool:
    if phrase.word("digit", "year", "ord"):
        return True
    token = _token_at(sentence, word.start)
    return token is None or (not token.tag.startswith(("VB", "MD")) and token.entity != "PERSON")


def _is_year(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """A number is a year after `in`, `since`, ... and before no noun that it counts."""
    if any(w.category not in ("year", "approx", "more", "than") for w in phrase.words):
        return True
    token = _token_at(sentence, phrase.words[-1].start)
    if token is None:
        return False
    after = sentence.tokens[token.index + 1 : token.index + 2]
    if after and (after[0].tag in ("NNS", "CD") or after[0].text in ("%", "percent")):
        return False
    return before(phrase, line) in cue_words("year_cues") or token.entity == "DATE"


def _is_season(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """`in the fall`, `the summer`; not `the fall of the city`."""
    word = phrase.word("season")
    token = _token_at(sentence, word.start) if word else None
    if word is None or (token is not None and token.tag.startswith("VB")):
        return False
    if any(w.category == "of" for w in line.words[phrase.after : phrase.after + 1]):
        return False
    settled = word.text.lower() in cue_words("settled_seasons")
    cued = before(phrase, line) in cue_words("season_cues")
    return cued or (settled and phrase.word("the") is not None)


def _is_part(phrase: Phrase, _line: Line, _sentence: Sentence) -> bool:
    """`Monday night`, `tonight`; not `night` alone."""
    return len(phrase.words) > 1 or phrase.words[0].category in ("tonight", "overnight")


def _is_length(phrase: Phrase, line: Line, _sentence: Sentence) -> bool:
    """Not an age: `47 years old`, `a 47-year-old man`."""
    after = line.words[phrase.after : phrase.after + 2]
    return not any(w.category == "old" for w in after)


def _is_bare_length(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """`for years`; not `the years`."""
    cued = before(phrase, line) in cue_words("length_cues")
    return cued and _is_length(phrase, line, sentence)


def _says_enough(phrase: Phrase, _line: Line, _sentence: Sentence) -> bool:
    """`the year`, `the quarter`; not `the day`, `the hour`."""
    return len(phrase.words) != 2 or phrase.value("unit") not in ("D", "TH", "TM", "E")


_CHECKS: dict[str, Callable[[Phrase, Line, Sentence], bool]] = {
    "year": _is_year,
    "bare_season": _is_season,
    "part": _is_part,
    "duration": _is_length,
    "bare": _is_bare_length,
    "relative": _says_enough,
}
