"""What the linking of relays asks of a report, found without looking at any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.lang.data import load_words
from dragoman.link.roots.citations import (
    Cite,
    find_cites,
    find_credit,
    find_signature,
    share_relied,
)
from dragoman.link.roots.outlets import clean_outlet
from dragoman.link.roots.terms import SentenceTerms, find_terms
from dragoman.link.roots.words import Interval, find_words
from dragoman.link.words import find_quoted, hash_word
from dragoman.model import Reading, Report
from dragoman.text.passages import TOLD, find_passages

MAX_RARE = 200
MIN_QUOTE_WORDS = 5


@dataclass(frozen=True, slots=True)
class ReportKeys:
    """A report as relays are looked for: its words, and the keys by which others find it.

    `told` are the intervals of `text` that are not furniture, in code points; `words`
    counts their words. `prints` are the fingerprints of its runs, `rare` the hashes of its
    names, figures and quotations: 63 bits each. `publisher` is the outlet's first name.
    `relied` is about which share of the text comes through outlets that it cites; `signed`
    is an agency that helped to write it.
    """

    report: str
    publisher: str | None
    published: str | None
    title: str | None
    text: str
    told: tuple[Interval, ...]
    words: int
    prints: tuple[int, ...]
    rare: tuple[int, ...]
    cites: tuple[Cite, ...] = ()
    credit: Cite | None = None
    relied: float = 0.0
    signed: str | None = None


def report_keys(report: Report, reading: Reading | None = None) -> ReportKeys:
    """The keys of a report from its text alone, or with what a reading found in it."""
    told = _told(report, reading)
    quoted = find_quoted(report.text)
    words = find_words(report.text, told, quoted)
    cites = find_cites(report, told, reading)
    return ReportKeys(
        report=report.id,
        publisher=clean_outlet(report.publisher) if report.publisher else None,
        published=report.published,
        title=report.title or Path(report.source_id).name,
        text=report.text,
        told=told,
        words=len(words),
        prints=tuple(words.prints.tolist()),
        rare=_rare(report.text, find_terms(report.text, told, quoted), quoted),
        cites=cites,
        credit=find_credit(report),
        relied=share_relied(cites, len(words), reading),
        signed=find_signature(report),
    )


def _told(report: Report, reading: Reading | None) -> tuple[Interval, ...]:
    """The passages that tell something: no galleries, and no paragraph that stands twice."""
    told = _told_passages(report, reading)
    times = Counter(report.text[start:end] for start, end in told)
    galleries = load_words("en", "gallery_words")
    return tuple(
        (start, end)
        for start, end in told
        if times[report.text[start:end]] == 1
        and not any(word in report.text[start:end] for word in galleries)
    )


def _told_passages(report: Report, reading: Reading | None) -> list[Interval]:
    if reading is not None and reading.passages:
        return [(p.span.start, p.span.end) for p in reading.passages if p.kind in TOLD]
    pieces = find_passages(report.text, title=report.title)
    return [(p.start, p.end) for p in pieces if p.kind in TOLD]


def _rare(
    text: str, sentences: Iterable[SentenceTerms], quoted: Sequence[Interval]
) -> tuple[int, ...]:
    """Names, figures, longer words that stand in few sentences, and quotations, by their hashes."""
    times: dict[str, int] = {}
    for sentence in sentences:
        for term in sentence.terms:
            if term[0] in "@#" or len(term) >= 6:
                times[term] = times.get(term, 0) + 1
    ranked = sorted(times, key=lambda t: (t[0] not in "@#", -len(t), t))[:MAX_RARE]
    return tuple(sorted({hash_word(t) for t in ranked} | set(_quotations(text, quoted))))


def _quotations(text: str, quoted: Sequence[Interval]) -> list[int]:
    found = []
    for start, end in quoted[:MAX_RARE]:
        words = find_words(text[start:end], [(0, end - start)], ())
        if len(words) >= MIN_QUOTE_WORDS:
            found.append(hash_word(" ".join(str(h) for h in words.hashes.tolist())))
    return found
