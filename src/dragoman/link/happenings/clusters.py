"""From pairs to happenings: what hangs together, cut where it does not belong together.

Connected components find what may be one; inside each, clusters are joined from the surest pair
down (average-link agglomeration), so that a chain of likenesses joins nothing whose ends
contradict each other. What joins last would be the weakest edge: it is where a component is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.link.happenings.candidates import sides
from dragoman.link.happenings.features import days_apart, places_apart
from dragoman.link.happenings.told import Told

# What a pair that was never compared is taken for.
NOT_COMPARED = 0.02
# Days by which dates told may differ: time zones, and `on Monday` for what came out that day.
_MAX_DAYS_APART = 1
# Days between reports of one thing that they do not both date: `the attack` of a later month is
# another one.
_MAX_DAYS_BETWEEN_REPORTS = 14

Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which chance two events are linked, and clusters joined by the mean of their pairs'."""

    link: float = 0.75
    mean: float = 0.5


def cut_component(told: Sequence[Told], scores: Pairs, limits: Limits) -> list[list[Told]]:
    """The clusters of one component, each in order of ids.

    `scores` are by pairs of event ids, the smaller first. Equal scores go by ids, so
    that the order of reports changes nothing.
    """
    clusters = {t.event: [t] for t in told}
    home = {t.event: t.event for t in told}
    edges = sorted((-s, a, b) for (a, b), s in scores.items() if s >= limits.link)
    for _, a, b in edges:
        one, other = clusters[home[a]], clusters[home[b]]
        if one is other or not _may_join(one, other, scores, limits):
            continue
        into, gone = sorted((home[a], home[b]))
        clusters[into] = sorted(one + other, key=lambda t: t.event)
        for t in clusters.pop(gone):
            home[t.event] = into
    return [clusters[name] for name in sorted(clusters)]


def _may_join(one: Sequence[Told], other: Sequence[Told], scores: Pairs, limits: Limits) -> bool:
    pairs = [(a, b) for a in one for b in other]
    if any(contradict(a, b) for a, b in pairs):
        return False
    mean = sum(_score(a, b, scores) for a, b in pairs) / len(pairs)
    return mean >= limits.mean


def _score(one: Told, other: Told, scores: Pairs) -> float:
    key = (one.event, other.event) if one.event < other.event else (other.event, one.event)
    return scores.get(key, NOT_COMPARED)


def contradict(one: Told, other: Told) -> bool:
    """Whether two events cannot be one: other days, places, or kinds of deed."""
    apart = days_apart(one, other)
    if apart is not None and apart > _MAX_DAYS_APART:
        return True
    # What is planned is what was done only if both are dated.
    planned = (one.status == "future") != (other.status == "future")
    if apart is None and (planned or _reported_apart(one, other)):
        return True
    if one.type and other.type and not set(sides(one.type)) & set(sides(other.type)):
        return True
    return places_apart(one, other)


def _reported_apart(one: Told, other: Told) -> bool:
    """Whether what the reports do not both date was told, or happened, in other weeks."""
    ours = one.published if one.first is None else one.first
    theirs = other.published if other.first is None else other.first
    if ours is None or theirs is None:
        return False
    return abs(ours - theirs) > _MAX_DAYS_BETWEEN_REPORTS


def group_by_component(
    rows: Iterable[tuple[str, Told]],
) -> dict[str, list[Told]]:
    """The events of each component, in order of ids."""
    grouped: dict[str, list[Told]] = {}
    for component, told in sorted(rows, key=lambda r: (r[0], r[1].event)):
        grouped.setdefault(component, []).append(told)
    return grouped
