"""Reading: a pure function from a report to everything found in it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from dragoman.model import Reading, Report
from dragoman.read.actors import resolve_actors
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.events import find_events
from dragoman.read.locate import locate
from dragoman.read.mentions import find_mentions
from dragoman.read.parser import Parser, load_parser
from dragoman.read.places import find_places
from dragoman.read.relations import find_relations
from dragoman.read.root_dates import find_relayed
from dragoman.read.roots import find_roots
from dragoman.read.statements import find_statements, find_targets
from dragoman.read.times import find_times
from dragoman.text import prepare_text
from dragoman.version import READER

LANGUAGES_READ = frozenset({"en"})

__all__ = ["LANGUAGES_READ", "Analysis", "Cast", "analyse", "read_report"]


def analyse(report: Report, parser: Parser | None = None) -> Analysis:
    """A report repaired, cut into sentences and parsed, ready for the finders."""
    prepared = prepare_text(report.text, title=report.title)
    parse = (parser or load_parser()).parse(prepared.repaired, prepared.sentences)
    return Analysis(report, prepared, parse.sentences, parse.attributions, parse.senses)


def read_report(report: Report, parser: Parser | None = None) -> Reading:
    """Read one report. The same report gives the same reading, whoever asks and wherever.

    A report whose `language` is known and not in `LANGUAGES_READ` is returned
    with the status "language not read" and nothing else: it is not misread.
    """
    if report.language is not None and report.language not in LANGUAGES_READ:
        return Reading(report, READER, status="language not read")
    analysis = analyse(report, parser)
    mentions, actors = resolve_actors(analysis, find_mentions(analysis))
    times = find_times(analysis)
    relations, actors = find_relations(analysis, Cast(mentions, actors), times)
    cast = Cast(mentions, actors)
    places = find_places(analysis)
    statements = find_targets(analysis, cast, find_statements(analysis, cast))
    relayed = find_relayed(analysis, times, statements)
    times = find_times(analysis, relayed) if relayed else times
    events, times = find_events(analysis, cast, times, places, statements, relations=relations)
    roots = find_roots(analysis, cast, statements)
    passages = tuple(analysis.passages())
    findings = (roots, passages, mentions, actors, times, places, statements, events, relations)
    return Reading(
        report, READER, "read", *locate(findings, report.text, analysis.prepared.offsets)
    )


class _CallableModule(ModuleType):
    """Lets `dragoman.read(...)` be the front door though this package has the same name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Reading:
        from dragoman import read_text

        return read_text(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableModule
