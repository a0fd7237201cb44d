"""Where an actor's own words put him on the axis, with the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.analyse.sentences import plain
from dragoman.analyse.whatif.scenario import FromQuotes, QuoteRule, Range
from dragoman.analyse.whatif.source import MOST, Source
from dragoman.model import Span
from dragoman.record import ReportLine, StatementLine


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement that speaks to the issue: its words, who holds it, and where it puts him.

    `why` says by which rule of the file; `origins` are the independent ones of its report.
    """

    report: ReportLine
    statement: str
    holder: str
    content: tuple[Span, ...]
    at: Range
    why: str
    origins: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is said, its pieces joined."""
        return " … ".join(plain(s.text) for s in self.content)


def find_quotes(source: Source, names: Sequence[str], wanted: FromQuotes) -> tuple[Quote, ...]:
    """The statements that an actor of these names holds and that the rules place on the axis.

    Each statement is placed once, by the first rule that fits. A report without independent
    origins stands for itself.
    """
    found: dict[str, Quote] = {}
    for rule in wanted.rules:
        for line, at, why in _placed(source, names, rule):
            quote = Quote(
                line.report,
                line.statement.id,
                line.statement.chain[-1].name if line.statement.chain else "",
                line.statement.content,
                at,
                why,
                source.roots.get(line.report.id)
                or (line.report.publisher or line.report.source_id,),
            )
            found.setdefault(quote.statement, quote)
    return tuple(found.values())


def quoted_range(quotes: Sequence[Quote]) -> Range:
    """From the lowest to the highest place quoted; the middle is the mean over origins.

    Within an origin the mean is over its distinct words, so that a reprint moves nothing.
    """
    of_origin: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for quote in quotes:
        for origin in quote.origins:
            of_origin[origin][quote.words.casefold()].append(quote.at.middle)
    means = [_mean([_mean(same) for same in words.values()]) for words in of_origin.values()]
    low, high = min(q.at.low for q in quotes), max(q.at.high for q in quotes)
    return Range(low, min(max(_mean(means), low), high), high, flat=False)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _placed(
    source: Source, names: Sequence[str], rule: QuoteRule
) -> Iterator[tuple[StatementLine, Range, str]]:
    record = source.record
    if rule.statement is not None and rule.at is not None:
        for line in record.statements([rule.statement]):
            yield line, rule.at, f"chosen: {rule.statement}"
    for name in names:
        if rule.words is not None and rule.at is not None:
            wanted = rule.words.casefold()
            for line in source.held_by(name):
                if wanted in plain(" ".join(s.text for s in line.statement.content)).casefold():
                    yield line, rule.at, f"says “{rule.words}”"
        for stance, at in rule.stances:
            lines = record.statements_about(rule.about, by=name, stance=stance, limit=MOST)
            yield from ((x, at, f"about {rule.about}: {stance}") for x in lines if x.holds)
