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
    if _is_in_figures(phrase, line):
        return False
    if any(w.category not in ("year", "approx", "more", "than") for w in phrase.words):
        return True
    token = _token_at(sentence, phrase.words[-1].end - 1)
    if token is None:
        return False
    after = sentence.tokens[token.index + 1 : token.index + 2]
    if after and (after[0].tag in ("NNS", "CD") or after[0].text in ("%", "percent")):
        return False
    return before(phrase, line) in cue_words("year_cues") or token.entity == "DATE"


def _is_in_figures(phrase: Phrase, line: Line) -> bool:
    """A piece of a telephone or passport number: `555-1212`, `123-12-1234`."""
    words = line.words
    front = words[max(0, phrase.first - 2) : phrase.first]
    back = words[phrase.after : phrase.after + 2]
    return any(
        len(pair) == 2 and joint.category == "hyphen" and piece.text.isdigit()
        for pair, joint, piece in (
            (front, front[-1], front[0]) if front else ((), phrase.words[0], phrase.words[0]),
            (back, back[0], back[-1]) if back else ((), phrase.words[0], phrase.words[0]),
        )
    )


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


def _is_part(phrase: Phrase, line: Line, _sentence: Sentence) -> bool:
    """`Monday night`, `tonight`; not `night` alone, nor `the dawn of an age`."""
    if len(phrase.words) == 2 and phrase.words[0].category == "the":
        after = line.words[phrase.after : phrase.after + 1]
        return not any(w.category == "of" for w in after)
    return len(phrase.words) > 1 or phrase.words[0].category in ("tonight", "overnight")


def _is_length(phrase: Phrase, line: Line, _sentence: Sentence) -> bool:
    """Not an age: `47 years old`, `a 47-year-old man`."""
    after = line.words[phrase.after : phrase.after + 2]
    return not any(w.category == "old" for w in after)


def _is_no_number(phrase: Phrase, line: Line, _sentence: Sentence) -> bool:
    return not _is_in_figures(phrase, line)


def _is_bare_length(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """`for years`; not `the years`."""
    cued = before(phrase, line) in cue_words("length_cues")
    return cued and _is_length(phrase, line, sentence)


def _says_enough(phrase: Phrase, _line: Line, _sentence: Sentence) -> bool:
    """`the year`, `the quarter`; not `the day`, `the hour`."""
    return len(phrase.words) != 2 or phrase.value("unit") not in ("D", "TH", "TM", "E")


def _ends_here(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether no noun follows that the last word of a phrase could count or order."""
    token = _token_at(sentence, phrase.words[-1].start)
    if token is None:
        return False
    after = sentence.tokens[token.index + 1 : token.index + 2]
    return not after or after[0].pos not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")


def _is_day_of_month(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """`on the 18th`; not `on the 18th floor`, `the second this month`."""
    figures = any(c.isdigit() for c in phrase.text)
    if phrase.word("unit"):
        return phrase.value("unit") == "M" and figures
    cued = before(phrase, line) in cue_words("day_cues")
    return cued and figures and _ends_here(phrase, sentence)


def _is_weekday_of_month(phrase: Phrase, _line: Line, sentence: Sentence) -> bool:
    """`Friday the 26th`, `Monday 21`; not `on Monday 21 people`."""
    return _ends_here(phrase, sentence)


def _is_day_and_month(phrase: Phrase, line: Line, sentence: Sentence) -> bool:
    """`on 22/04`, `Friday 5/12`; not `a 2/3 majority`, `24/7`."""
    if phrase.word("daymonth") is None or phrase.word("weekday"):
        return True
    if _is_end_of_range(phrase, line):
        return True
    return before(phrase, line) in cue_words("day_cues") and _ends_here(phrase, sentence)


def _is_end_of_range(phrase: Phrase, line: Line) -> bool:
    """`10/1 - 11/7/2020`, `11/20 or 11/22`: beside a date in figures, as an end or in a list."""
    ends = (
        line.words[max(0, phrase.first - 2) : phrase.first][::-1],
        line.words[phrase.after : phrase.after + 2],
    )
    joints = cue_words("range_ends") | cue_words("listing")
    return any(
        len(pair) == 2
        and pair[0].text.lower() in joints
        and pair[1].category in ("daymonth", "slash")
        for pair in ends
    )


def _is_week_number(phrase: Phrase, line: Line, _sentence: Sentence) -> bool:
    """`week 31`, `week 3 of 2027`; not `week 3 of the war`."""
    after = line.words[phrase.after : phrase.after + 1]
    return not any(w.category == "of" for w in after)


def _is_islamic_month(phrase: Phrase, _line: Line, sentence: Sentence) -> bool:
    """`10 Muharram`, `Ramadan`; not Tariq Ramadan, nor the man named Rajab."""
    if phrase.word("digit", "ord", "year"):
        return True
    word = phrase.word("hijri")
    token = _token_at(sentence, word.start) if word else None
    settled = word is not None and word.text.lower() in cue_words("settled_hijri")
    several = word is not None and not word.text.isalpha()
    if token is None:
        return settled or several
    # `Operation Ramadan`, `the Ramadan Offensive`
    named = token.entity in ("PERSON", "ORG", "EVENT") or token.dep == "compound"
    return (settled or several) and not named


def _is_set(phrase: Phrase, _line: Line, sentence: Sentence) -> bool:
    """`is paid quarterly`; not `a quarterly report`, which is a report of a quarter."""
    return phrase.words[-1].text.lower() not in cue_words("periodic") or _ends_here(
        phrase, sentence
    )


_CHECKS: dict[str, Callable[[Phrase, Line, Sentence], bool]] = {
    "year": _is_year,
    "year_range": _is_no_number,
    "bare_season": _is_season,
    "part": _is_part,
    "duration": _is_length,
    "bare": _is_bare_length,
    "relative": _says_enough,
    "date": _is_day_and_month,
    "dom": _is_day_of_month,
    "weekday_dom": _is_weekday_of_month,
    "week_no": _is_week_number,
    "hijri": _is_islamic_month,
    "set": _is_set,
}
