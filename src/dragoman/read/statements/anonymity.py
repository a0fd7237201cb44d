"""What a report says of sources that it does not name: their country, their office, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from dragoman.lang.data import load_words
from dragoman.model import Sentence, Unnamed
from dragoman.read.analysis import Analysis
from dragoman.read.mentions.phrases import Phrase, read_phrase
from dragoman.read.statements.drafts import Draft, Source

Piece = tuple[int, int]
# Verbs that only bring the reason: `he spoke on condition of anonymity`.
SPEAKING = re.compile(
    r"(?i)(?:(?:who|and|he|she|they|all|both)\s+)*(?:all\s+|both\s+)?"
    r"(?:sp(?:oke|eaking|eaks|oken)|talk(?:ed|ing)|comment(?:ed|ing))\s+$"
)
TELLTALE = re.compile(
    r"(?i)anonym|authori[sz]ed|named|identified|permitted|allowed to|withheld|quoted"
)
PRONOUNS = frozenset({"he", "she", "they", "both", "all"})
REFERRING = frozenset({"the", "this", "these", "that", "those"})


@cache
def _reason() -> re.Pattern[str]:
    lines = sorted(load_words("en", "anonymity"))
    return re.compile("(?i)" + "|".join(x.replace(" ", r"\s+") for x in lines))


def find_reasons(text: str) -> tuple[Piece, ...]:
    """Where a text says that, or why, somebody is not named, in order and without overlap."""
    found: list[Piece] = []
    if not TELLTALE.search(text):  # ten times as fast as looking for each reason
        return ()
    for match in _reason().finditer(text):
        start, end = match.start(), match.end()
        before = SPEAKING.search(text, max(0, start - 90), start)
        start = before.start() if before else start
        if found and start <= found[-1][1] + 2:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple((a, a + len(text[a:b].rstrip(" \n,’”"))) for a, b in found)


def without_reasons(drafts: Sequence[Draft], reasons: Sequence[Piece]) -> list[Draft]:
    """The drafts less those whose cue only says why somebody is not named."""
    return [
        d
        for d in drafts
        if d.cue_span is None or not any(a <= d.cue_span[0] < b for a, b in reasons)
    ]


def _reason_for(analysis: Analysis, source: Source, reasons: Sequence[Piece]) -> Piece | None:
    """The reason told in the source's sentence, else in the next one if it goes on with him."""
    here = analysis.sentences[source.number]
    near = _first_in(reasons, here)
    if near is not None or source.number + 1 >= len(analysis.sentences):
        return near
    after = analysis.sentences[source.number + 1]
    words = [t.text.lower() for t in after.tokens[:2]]
    goes_on = bool(words) and (
        words[0] in PRONOUNS
        or (words[0] in REFERRING and words[-1].startswith(source.head.lemma.lower()))
    )
    return _first_in(reasons, after) if goes_on else None


def _first_in(reasons: Sequence[Piece], sentence: Sentence) -> Piece | None:
    at = bisect_left(reasons, (sentence.start, 0))
    held = at < len(reasons) and reasons[at][0] < sentence.end
    return reasons[at] if held else None


def _without_numbers(phrase: Phrase) -> str | None:
    """`security officials` of `two security officials`."""
    numbers = {t.text.lower() for t in phrase.tokens if t.pos == "NUM"}
    return " ".join(w for w in phrase.title.split() if w not in numbers) or None


def describe_unnamed(
    analysis: Analysis, source: Source, reasons: Sequence[Piece]
) -> Unnamed | None:
    """What is said of a source that is not named, None if nothing is."""
    sentence = analysis.sentences[source.number]
    words = tuple(t for t in sentence.tokens if source.start <= t.start and t.end <= source.end)
    phrase = read_phrase(words) if words else None
    reason = _reason_for(analysis, source, reasons)
    country = phrase.country if phrase else None
    office = _without_numbers(phrase) if phrase else None
    if country is None and office is None and reason is None:
        return None
    return Unnamed(country, office, analysis.span(*reason) if reason else None)
