"""Since when and until when an office is held, and whether only for now or not yet.

Read off the words around an office: a preposition with a date on the office or
on the verb that gives it (`who has been minister since May`, `was named
governor in 2017`), an entry or a leaving (`took office in 2019`), years in
brackets (`the minister (2009-2013)`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Sentence, Tenure, Time, Token
from dragoman.read.actors.register import Place
from dragoman.read.analysis import Analysis
from dragoman.read.mentions.phrases import DESIGNATE

_FROM, _UNTIL = frozenset({"since", "from"}), frozenset({"until", "till", "to", "through"})
_WHEN = frozenset({"in", "on", "during", "at", "after", ""})
_PRECISION_CHARS = {"year": 4, "month": 7, "day": 10, "time": 10}
_ACTING = frozenset({"acting", "interim", "caretaker", "provisional", "transitional"})
_NOT_HELD = DESIGNATE | {"incoming", "designated"}
_NOT_YET = frozenset({"will", "would", "could", "may", "might", "should", "must", "to", "shall"})


@dataclass(frozen=True, slots=True)
class Held:
    """How long an office was held: ISO dates as exact as told; `ended` if words say it is over."""

    from_: str | None = None
    to: str | None = None
    tenure: Tenure | None = None
    ended: bool = False

    def joined(self, other: Held) -> Held:
        """Both, where one says what the other does not."""
        return Held(
            self.from_ or other.from_,
            self.to or other.to,
            self.tenure or other.tenure,
            self.ended or other.ended,
        )


UNKNOWN = Held()


@cache
def _edges() -> dict[tuple[str, str], tuple[str, str]]:
    """Verbs, with what some need beside them, that begin or end an office: voice and edge."""
    rows = load_table("en", "tenure_words")
    return {(verb, more): (voice, edge) for verb, more, voice, edge, *_ in rows}


def _day(iso: str | None, precision: str | None) -> str | None:
    chars = _PRECISION_CHARS.get(precision or "")
    return iso[:chars] if iso and chars else None


def office_edge(sentence: Sentence, verb: Token, *, named: bool) -> str | None:
    """Whether a verb that has come about begins or ends an office: `from`, `to` or None."""
    if verb.tag not in ("VBD", "VBN", "VBG", "VBZ", "VBP"):
        return None
    children = list(sentence.children(verb))
    if any(c.dep == "neg" or (c.dep == "aux" and c.text.lower() in _NOT_YET) for c in children):
        return None
    more = {c.lemma.lower() for c in children if c.dep in ("prt", "dobj", "prep", "pobj")}
    more |= {
        g.lemma.lower()
        for c in children
        if c.dep == "prep" and c.text.lower() in ("from", "to")
        for g in sentence.children(c)
    }
    passive = verb.dep == "acl" or any(c.dep in ("auxpass", "nsubjpass") for c in children)
    for word in ("" if named else "-", *sorted(more)):
        voice, edge = _edges().get((verb.lemma.lower(), word), ("", ""))
        if edge and (named or voice == "any" or passive):
            return edge
    return None


class Tenures:
    """Reads how long offices were held in one report."""

    def __init__(self, analysis: Analysis, times: Sequence[Time]) -> None:
        self._published = (analysis.report.published or "")[:10]
        self._times: dict[tuple[int, int], Time] = {}
        for time in times:
            number = analysis.sentence_number(time.span.start)
            if time.type in ("DATE", "TIME") and number is not None:
                for token in analysis.sentences[number].tokens:
                    if token.start < time.span.end and time.span.start < token.end:
                        self._times[number, token.index] = time

    def of_office(self, place: Place) -> Held:
        """How long the office that a mention names was held, as its sentence tells."""
        if place.head is None:
            return UNKNOWN
        held = Held(tenure=_tenure(place))
        governors = [place.head, *_giver(place.sentence, place.head)]
        for governor in governors:
            held = held.joined(self._on(place, governor))
        return self._judged(held.joined(self._in_brackets(place)))

    def of_holder(self, place: Place) -> Held:
        """How long an office was held that words on its holder do not name: `who took office`."""
        if place.head is None:
            return UNKNOWN
        held = UNKNOWN
        for verb in _verbs_of(place.sentence, place.head):
            if office_edge(place.sentence, verb, named=False):
                held = held.joined(self._on(place, verb, named=False))
        return self._judged(held)

    def _judged(self, held: Held) -> Held:
        """What ended before the report's date is over."""
        over = held.to is not None and held.to < self._published[: len(held.to)]
        return replace(held, ended=True) if over else held

    def _on(self, place: Place, governor: Token, *, named: bool = True) -> Held:
        """What dates on a noun or verb say of the office."""
        verb = governor.pos in ("VERB", "AUX")
        edge = office_edge(place.sentence, governor, named=named) if verb else None
        if verb and _is_hoped(place.sentence, governor):
            return UNKNOWN
        from_ = to = None
        for word, time in self._dates(place.number, place.sentence, governor):
            first, last = _day(time.from_, time.precision), _day(time.to, time.precision)
            if word == "from" and first != last:  # `from 2006 to 2014`, read as one time
                from_, to = from_ or first, to or last
            elif word in _FROM:
                from_ = from_ or first
            elif word in _UNTIL and (word in ("until", "till") or from_):
                to = to or last
            elif word in _WHEN and edge == "from":
                from_ = from_ or first
            elif word in _WHEN and edge == "to":
                to = to or last
        return Held(from_, to, None, edge == "to")

    def _dates(
        self, number: int, sentence: Sentence, governor: Token
    ) -> Iterator[tuple[str, Time]]:
        """Dates that hang on a word, with the preposition before each."""
        waiting = [governor]
        while waiting:
            for child in sentence.children(waiting.pop(0)):
                if child.dep == "prep":
                    for end in sentence.children(child):
                        time = self._times.get((number, end.index))
                        if time is not None:
                            yield child.text.lower(), time
                            waiting.append(end)
                    if child.text.lower() in _FROM | _UNTIL:
                        waiting.append(child)
                elif child.dep in ("npadvmod", "nummod", "tmod", "advmod"):
                    time = self._times.get((number, child.index))
                    if time is not None:
                        yield "", time

    def _in_brackets(self, place: Place) -> Held:
        """Years in brackets right after an office: `(2009-2013)`, `(since 2019)`."""
        tokens = place.sentence.tokens
        at = place.tokens[-1].index + 1
        if at + 1 >= len(tokens) or tokens[at].text != "(":
            return UNKNOWN
        inside = tokens[at + 1 : at + 6]
        end = next((n for n, t in enumerate(inside) if t.text == ")"), None)
        if end is None:
            return UNKNOWN
        words = [t.text.lower() for t in inside[:end]]
        years = [w for w in words if len(w) == 4 and w.isdecimal()]
        rest = [w for w in words if w not in years]
        if len(years) == 2 and rest in (["-"], ["–"], ["to"], ["until"]):
            return Held(years[0], years[1])
        return Held(years[0]) if len(years) == 1 and rest in (["since"], ["-"], ["–"]) else UNKNOWN


def _tenure(place: Place) -> Tenure | None:
    """Whether an office is held for now (`acting`) or not yet (`-designate`)."""
    words = {t.text.lower() for t in place.tokens}
    if words & _ACTING:
        return "acting"
    return "designate" if words & _NOT_HELD else None


def _giver(sentence: Sentence, head: Token) -> Iterator[Token]:
    """The verb that says that somebody holds the office: `was appointed X`, `served as X`."""
    above = sentence.tokens[head.head]
    if head.dep == "pobj" and above.text.lower() in ("as", "of", "from"):
        above = sentence.tokens[above.head]
    elif head.dep not in ("attr", "oprd", "dobj", "xcomp"):
        return
    if above.pos in ("VERB", "AUX"):
        yield above


def _is_hoped(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells what is not (yet) so."""
    return any(
        c.dep == "neg" or (c.dep in ("aux", "mark") and c.text.lower() in (*_NOT_YET, "if"))
        for c in sentence.children(verb)
    )


def _verbs_of(sentence: Sentence, head: Token) -> Iterator[Token]:
    """The verbs whose subject a word is, by itself or in a clause on it."""
    if head.dep in ("nsubj", "nsubjpass"):
        yield sentence.tokens[head.head]
        yield from (t for t in sentence.tokens if t.dep == "conj" and t.head == head.head)
    yield from (t for t in sentence.children(head) if t.dep in ("relcl", "acl", "appos"))
