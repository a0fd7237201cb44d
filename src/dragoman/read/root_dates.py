"""When a report's root was published, and which words of the report come from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dragoman.lang.data import load_words
from dragoman.model import Link, Statement, Time, Token
from dragoman.read.analysis import Analysis
from dragoman.read.roots import is_publisher
from dragoman.read.statements.links import bare_name
from dragoman.read.times import Reference, Relayed

ROOT = "root"
# Between a time and the report it dates: `published on Monday`, `in its edition of 3 May`.
_MAX_STEPS = 4
_TEXTS = ("report_nouns", "vehicle_nouns", "work_nouns")
_OPENS_OWN_CLAUSE = frozenset({"ccomp", "advcl", "relcl", "parataxis"})


def find_relayed(
    analysis: Analysis, times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[Relayed, ...]:
    """The words that come through an outlet whose date the report tells, with that date.

    A root is dated by the day on which it is said to have written (`the Post
    reported on Monday`) or its text to have appeared (`in a report published
    today`). One told of more than once counts as of the last time before the words,
    else of the first. Offsets count in the repaired text.
    """
    through = [s for s in statements if _root(s, analysis) is not None]
    near: dict[int | None, list[Time]] = {}
    for time in times:
        near.setdefault(analysis.sentence_number(time.span.start), []).append(time)
    told = [(s, _date_of(analysis, s, near)) for s in through]
    days: dict[str, date] = {}
    for statement, day in reversed(told):
        if day is not None:
            days[_key(statement.chain[0])] = day
    relayed = []
    for statement, day in told:
        key = _key(statement.chain[0])
        if day is not None:
            days[key] = day
        if key in days:
            base = Reference(days[key], "day", ROOT)
            quoted = statement.mode == "direct"
            relayed += [Relayed(c.start, c.end, base, quoted) for c in statement.content]
    return tuple(sorted(relayed, key=lambda r: r.start))


def _root(statement: Statement, analysis: Analysis) -> Link | None:
    """The outlet that a statement came through, if it is another than the report's own."""
    link = statement.chain[0] if statement.chain else None
    if link is None or link.kind != "outlet":
        return None
    return None if is_publisher(link.name, analysis.report.publisher) else link


def _key(link: Link) -> str:
    return link.actor or bare_name(link.name)


def _date_of(
    analysis: Analysis, statement: Statement, times: Mapping[int | None, Sequence[Time]]
) -> date | None:
    """The day on which the outlet is said to have written what a statement holds.

    `times` are those of each sentence by its number.
    """
    outer = statement.chain[0].span
    told = statement.cue or outer
    number = analysis.sentence_number(told.start)
    if number is None:
        return None
    sentence = analysis.sentences[number]
    for time in times.get(number, ()):
        place = time.span.start
        inside = any(c.start <= place < c.end for c in statement.content)
        # `Overnight, the agency said, they clashed`: when they clashed.
        opens = place < told.start and any(c.start < told.start for c in statement.content)
        if inside or opens or not _is_day(time):
            continue
        head = sentence.head_of(time.span.start, time.span.end)
        if head is None:
            continue
        for token in _above(sentence.tokens, head):
            cue = told.start <= token.start < told.end
            if cue or outer.start <= token.start < outer.end or _is_text(token):
                return date.fromisoformat(str(time.from_)[:10])
    return None


def _is_day(time: Time) -> bool:
    """Whether a time is one known day, or a part of it."""
    known = time.from_ is not None and time.to is not None and time.type in ("DATE", "TIME")
    return known and str(time.from_)[:10] == str(time.to)[:10]


def _above(tokens: Sequence[Token], token: Token) -> Iterator[Token]:
    """The words that a word hangs on within its clause, the nearest first."""
    for _ in range(_MAX_STEPS):
        if token.head == token.index or token.dep in _OPENS_OWN_CLAUSE:
            return
        token = tokens[token.head]
        yield token


def _is_text(token: Token) -> bool:
    """Whether a noun is for something that an outlet publishes."""
    lemma = token.lemma.lower()
    return token.pos == "NOUN" and any(lemma in load_words("en", name) for name in _TEXTS)
