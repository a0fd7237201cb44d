"""What changed between a relay and its root."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dragoman.link.drift import dates, denials, figures
from dragoman.link.drift.attributions import Change, find_changes, pair_contents
from dragoman.link.drift.common import find_common, keep_common
from dragoman.link.drift.equals import Counted, Dated, find_equals
from dragoman.link.drift.figures import Figure
from dragoman.link.drift.gaps import MET, Gap, find_gaps
from dragoman.link.drift.hedges import find_shifts
from dragoman.link.drift.losses import Weights, find_losses
from dragoman.link.drift.matching import Matching, match_views
from dragoman.link.drift.names import find_renamings
from dragoman.link.drift.partial import find_clauses, find_lost_deeds
from dragoman.link.drift.slots import Rule, Slot, SlotPair, pair_slots
from dragoman.link.drift.sources import find_said
from dragoman.link.drift.stories import have_one_story
from dragoman.link.drift.views import View, make_view
from dragoman.model import Reading, Span, Time
from dragoman.model.links import Drift, DriftKind
from dragoman.read import Analysis, analyse
from dragoman.read.parser import Parser

NUMBERS, DATES, SAME_FIGURES = 0.42, 0.45, 0.25
# A gap that is none by its words alone is at least this sure.
LEAST_SURE = 0.4


def find_drift(relay: Reading, root: Reading, *, parser: Parser | None = None) -> tuple[Drift, ...]:
    """What changed between a relay and its root, in the order of the relay.

    Spans count code points of the reports' original texts; what only the root has comes last.
    Reports that are not read give nothing, and of very long ones the first `MAX_WORDS` words
    are compared.
    """
    if "language not read" in (relay.status, root.status):
        return ()
    return compare(relay, root, analyse(relay.report, parser), analyse(root.report, parser))


def find_differences(
    relay: Reading, other: Reading, sources: Sequence[str], *, parser: Parser | None = None
) -> dict[str, tuple[Drift, ...]]:
    """Where two reports that pass on one source differ, in what both give on its word.

    `sources` are outlets' first names, as `clean_outlet` gives them. Of a difference `root` is
    what the other report has, which may be the source's words as little as the relay's.
    Sources are left out of which no sentence of the one tells what one of the other tells.
    """
    if "language not read" in (relay.status, other.status):
        return {}
    asked = [s for s in sources if have_one_story(relay, other, s)]
    if not asked:
        return {}
    analyses = analyse(relay.report, parser), analyse(other.report, parser)
    views = make_view(relay, analyses[0]), make_view(other, analyses[1])
    if not all(view.words for view in views):
        return {}
    matching, dated, counted = _match(*views)
    found = _find_all(matching, dated, counted)
    return {s: keep_common(found, matching, find_common(matching, s)) for s in asked}


def match_reports(
    relay: Reading, relay_analysis: Analysis, root: Reading, root_analysis: Analysis
) -> Matching:
    """Which words and sentences of two reports that have words tell the same."""
    return _match(make_view(relay, relay_analysis), make_view(root, root_analysis))[0]


def _match(relay: View, root: View) -> tuple[Matching, Dated, Counted]:
    """How two reports match, with the dates and the figures of both."""
    dated = dates.find_dates(relay), dates.find_dates(root)
    counted = figures.find_figures(relay), figures.find_figures(root)
    return match_views(relay, root, find_equals(relay, root, dated, counted)), dated, counted


def compare(
    relay: Reading,
    root: Reading,
    relay_analysis: Analysis,
    root_analysis: Analysis,
    weights: Weights | None = None,
) -> tuple[Drift, ...]:
    """`find_drift` for reports that are analysed already; `weights` are those of lost phrases."""
    views = make_view(relay, relay_analysis), make_view(root, root_analysis)
    if not all(view.words for view in views):
        return ()
    return _find_all(*_match(*views), weights)


def _find_all(
    matching: Matching, dated: Dated, counted: Counted, weights: Weights | None = None
) -> tuple[Drift, ...]:
    """All that changed between two reports whose words are matched."""
    said = find_said(matching.relay), find_said(matching.root)
    pairs = pair_contents(matching, *said)
    turned = list(denials.find_turned(matching, pairs))
    gaps = _gaps(matching, turned)
    told = [*_numbers(matching, *counted), *_dates(matching, *dated)]
    told += [*_changes("attribution", find_changes(matching, *said, pairs)), *_hedges(matching)]
    told += _changes("attribution", turned)
    told += _names(matching, told)
    told += _changes("omission", find_lost_deeds(matching, *dated))
    # What lies in words that the other report has nothing of is told by the gap.
    found = [*(d for d in told if not any(_one_passage(d, gap) for gap in gaps)), *gaps]
    found = _once([*found, *_losses(matching, found, weights)])
    return tuple(sorted((_finish(d) for d in found), key=_place))


def _once(found: Sequence[Drift]) -> list[Drift]:
    """One finding of a kind for a passage, the surest."""
    kept: list[Drift] = []
    for drift in sorted(found, key=lambda d: -d.confidence):
        if not any(d.kind == drift.kind and _one_passage(d, drift) for d in kept):
            kept.append(drift)
    return kept


def _one_passage(a: Drift, b: Drift) -> bool:
    sides = ((a.relay, b.relay), (a.root, b.root))
    return any(x is not None and y is not None and x.overlaps(y) for x, y in sides)


def _finish(drift: Drift) -> Drift:
    """Spans without the full stop that ends a sentence's last word, and a confidence.

    On pairs that the rules had not seen three quarters of what was reported was right, two thirds
    below .7 and four fifths from .75 on: the fit counts for a third.
    """
    if drift.kind not in {"omission", "addition"}:
        relay, root = (_bare(s) for s in (drift.relay, drift.root))
        drift = replace(drift, relay=relay, root=root)
    return replace(drift, confidence=round(0.5 + min(1.0, drift.confidence) / 3, 3))


def _bare(span: Span | None) -> Span | None:
    if span is None:
        return None
    text = span.text.rstrip(".,;:")
    return Span(span.start, span.start + len(text), text) if text else span


def _place(drift: Drift) -> tuple[int, int, str]:
    """Where a finding stands in the relay; what only the root has comes last, in its order."""
    relay = drift.relay.start if drift.relay else sys.maxsize
    return relay, drift.root.start if drift.root else 0, drift.kind


def _changes(kind: DriftKind, changes: Iterable[Change]) -> list[Drift]:
    return [Drift(kind, c.relay, c.root, c.fit, c.what) for c in changes]


def _numbers(
    matching: Matching, relay: Sequence[Slot[Figure]], root: Sequence[Slot[Figure]]
) -> list[Drift]:
    rule = Rule(figures.agree, NUMBERS, figures.comparable, SAME_FIGURES, figures.adjust)
    pairs = pair_slots(matching, relay, root, rule)
    return [_became("number", p, p.root.said.text, p.relay.said.text) for p in pairs]


def _dates(
    matching: Matching, relay: Sequence[Slot[Time]], root: Sequence[Slot[Time]]
) -> list[Drift]:
    pairs = pair_slots(matching, relay, root, Rule(dates.agree, DATES))
    return [_became("date", p, p.root.span.text, p.relay.span.text) for p in pairs]


def _became(kind: DriftKind, pair: SlotPair[Any], before: str, after: str) -> Drift:
    """The drift of two phrases in one place."""
    what = f"{before.rstrip('.,')} became {after.rstrip('.,')}"
    return Drift(kind, pair.relay.span, pair.root.span, pair.fit, what)


def _hedges(matching: Matching) -> list[Drift]:
    return [
        Drift("hedge", s.relay, s.root, s.fit, f"{s.cue} {'dropped' if s.dropped else 'added'}")
        for s in find_shifts(matching)
    ]


def _gaps(matching: Matching, turned: Sequence[Change]) -> list[Drift]:
    """Omissions and additions: whole sentences, then clauses outside them."""
    new, lost = ([*find_gaps(reach), *find_clauses(reach)] for reach in matching.reaches)
    lost += denials.find_lost_denials(matching, turned)
    return [
        *(Drift("omission", None, g.span, _sure(g), "left out") for g in _apart(lost)),
        *(Drift("addition", g.span, None, _sure(g), "not in the root") for g in _apart(new)),
    ]


def _losses(matching: Matching, found: Sequence[Drift], weights: Weights | None) -> Iterator[Drift]:
    """Lost phrases of the root of which nothing is told yet."""
    told = [d.root for d in found if d.root]
    for gap in find_losses(matching, weights):
        if not _covered(gap.span, told):
            yield Drift("omission", None, gap.span, 1 - gap.met, "left out")


def _apart(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps that do not overlap an earlier one."""
    found: list[Gap] = []
    for gap in gaps:
        if not _covered(gap.span, [g.span for g in found]):
            found.append(gap)
    return found


def _sure(gap: Gap) -> float:
    return float(np.clip(0.5 + (MET - gap.met) * 2, LEAST_SURE, 1.0))


def _names(matching: Matching, found: Sequence[Drift]) -> list[Drift]:
    """Other names and added ones, save where another drift says it."""
    taken = [d.relay for d in found if d.kind in {"attribution", "addition"} and d.relay]
    return [
        Drift(r.kind, r.relay, r.root, r.fit, r.what)
        for r in find_renamings(matching)
        if not _covered(r.relay, taken)
    ]


def _covered(span: Span, others: Sequence[Span]) -> bool:
    return any(o.overlaps(span) for o in others)
