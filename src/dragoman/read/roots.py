"""Roots: the outlets and bodies whose reporting a report passes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Actor, Link, Root, Span, Statement
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.statements.links import bare_name, outlet_names

# How much a way of relying on an outlet weighs: a statement through it counts
# one, a report that names its own agency or origin counts more than any.
STATEMENT_WEIGHT = 1.0
RELAYED_WEIGHT = 100.0
DATELINE_WEIGHT = 20.0
PUBLISHED_WEIGHT = 1.5
DATELINE_CHARS = 160
DATELINE = re.compile(r"\(\s*([A-Z][\w.& ]{1,40}?)\s*\)\s*(?:[-–—]{1,2}|:)")
# `a report published by X`, `in a report in X`, `seen by X`, `obtained by X`.
PASSED_ON = re.compile(
    r"\b(?:published|seen|obtained|reviewed|reported|carried|quoted|cited|run|monitored|translated)"
    r"\s+(?:\w+\s+)?(?:by|in|on)\s+$"
    r"|\b(?:report|article|interview|editorial|investigation)\s+(?:\w+\s+){0,3}(?:by|in|with|from|to)"
    r"\s+$",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")
LOOK_BACK_CHARS = 60
ARTICLE = re.compile(r"(?:the|a|an)\s+[\"“]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One sign that a report relies on someone: who, where, how much."""

    key: str
    name: str
    actor: str | None
    span: Span | None
    weight: float


def _evidence(link: Link, weight: float) -> _Evidence:
    return _Evidence(bare_name(link.name), link.name, link.actor, link.span, weight)


def _from_statements(statements: tuple[Statement, ...]) -> Iterator[_Evidence]:
    """Outlets at the outer end of chains: what they say is passed on from them."""
    for statement in statements:
        outlets = [x for x in statement.chain if x.kind == "outlet"]
        if outlets and statement.chain[0].kind == "outlet":
            yield _evidence(outlets[0], STATEMENT_WEIGHT)


def _is_outlet(actor: Actor | None, span: Span) -> bool:
    if actor is not None:
        return actor.type == "outlet"
    return bare_name(span.text) in outlet_names()


def _from_mentions(analysis: Analysis, cast: Cast) -> Iterator[_Evidence]:
    """Outlets named as having published, seen or carried what the report tells."""
    for mention in cast.mentions:
        actor = cast.actor(mention.actor)
        if mention.kind == "pronoun" or not _is_outlet(actor, mention.span):
            continue
        start = mention.span.start
        before = analysis.text[max(0, start - LOOK_BACK_CHARS) : start]
        if PASSED_ON.search(ARTICLE.sub("", before)):
            name = actor.name if actor is not None else mention.span.text
            yield _Evidence(bare_name(name), name, mention.actor, mention.span, PUBLISHED_WEIGHT)


def _from_dateline(analysis: Analysis, cast: Cast) -> Iterator[_Evidence]:
    """The agency in a dateline: `BAGHDAD (Reuters) -`."""
    match = DATELINE.search(analysis.text, 0, DATELINE_CHARS)
    if match is None or bare_name(match.group(1)) not in outlet_names():
        return
    span = analysis.span(match.start(1), match.end(1))
    actor = cast.actor_at(span)
    name = actor.name if actor is not None else span.text
    actor_id = actor.id if actor is not None else None
    yield _Evidence(bare_name(name), name, actor_id, span, DATELINE_WEIGHT)


def _from_metadata(analysis: Analysis, cast: Cast) -> Iterator[_Evidence]:
    """Whom the file itself says it was taken from."""
    name = analysis.report.relayed_from
    if not name:
        return
    actor = next((a for a in cast.actors if bare_name(a.name) == bare_name(name)), None)
    actor_id = actor.id if actor is not None else None
    yield _Evidence(bare_name(name), name, actor_id, None, RELAYED_WEIGHT)


def is_publisher(name: str, publisher: str | None) -> bool:
    """Whether an outlet is the report's own; one name may be longer, as `CNN (Web News)`."""
    if publisher is None:
        return False
    one, two = set(WORD.findall(bare_name(name))), set(WORD.findall(bare_name(publisher)))
    return bool(one and two) and (one <= two or two <= one)


def _is_generic(evidence: _Evidence) -> bool:
    """Whether nothing but `the newspaper` is known of an outlet."""
    if evidence.span is None:
        return False
    return evidence.actor is None and bare_name(evidence.name) not in outlet_names()


def find_roots(
    analysis: Analysis, cast: Cast, statements: tuple[Statement, ...]
) -> tuple[Root, ...]:
    """The report's roots, most relied on first; spans count code points of the repaired text.

    An outlet is a root if statements came through it, if the report was taken
    from it, or if it published or saw what the report tells. One that is
    merely mentioned, and the report's own publisher, are none.
    """
    weights: dict[str, float] = {}
    first: dict[str, _Evidence] = {}
    finders = (
        _from_metadata(analysis, cast),
        _from_dateline(analysis, cast),
        _from_statements(statements),
        _from_mentions(analysis, cast),
    )
    for evidence in (e for found in finders for e in found):
        if is_publisher(evidence.name, analysis.report.publisher):
            continue
        weights[evidence.key] = weights.get(evidence.key, 0.0) + evidence.weight
        first.setdefault(evidence.key, evidence)
    named = [k for k in first if not _is_generic(first[k])] or list(first)
    named.sort(key=lambda k: -weights[k])
    return tuple(Root(first[k].name, first[k].actor, first[k].span) for k in named)
