"""Where what reports tell comes from: the ends of their chains of relays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.link.roots.keys import ReportKeys
from dragoman.model.links import Relay

# A relay surer than this passes on so much that nothing is left of the report's own.
WHOLE_SCORE = 0.8


def break_cycles(relays: Iterable[Relay]) -> tuple[Relay, ...]:
    """The relays without those that would close a circle, the least sure of it going first.

    The order is kept.
    """
    listed = list(relays)
    roots: dict[str, list[str]] = {}
    kept = []
    for n in sorted(range(len(listed)), key=lambda n: (-listed[n].score, n)):
        relay = listed[n]
        if relay.root is not None:
            if _reaches(roots, relay.root, relay.relay):
                continue
            roots.setdefault(relay.relay, []).append(relay.root)
        kept.append(n)
    return tuple(listed[n] for n in sorted(kept))


def _reaches(roots: dict[str, list[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        new = [x for x in roots.get(at, ()) if x not in seen]
        seen.update(new)
        waiting += new
    return False


def own_root(report: ReportKeys) -> str:
    """The name of a report as a root of its own: its publisher, else its title or id.

    One newsroom is one origin, however many reports it writes of a happening.
    """
    return report.publisher or report.title or report.report


def find_report_roots(
    relays: Iterable[Relay], reports: Iterable[ReportKeys]
) -> dict[str, tuple[str, ...]]:
    """The names of the independent roots of each report, the surest first.

    A relay has its root's roots, and so on to the ends of the chains; an outlet that is
    only cited is a root by name. What a report does not pass on as a whole
    has the report itself as a root too, first.
    """
    return roots_of(break_cycles(relays), {r.report: own_root(r) for r in reports})


def roots_of(relays: Iterable[Relay], own: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """`find_report_roots` by relays without circles, of reports whose own roots are given."""
    edges: dict[str, list[Relay]] = {}
    for relay in relays:
        edges.setdefault(relay.relay, []).append(relay)
    for ours in edges.values():
        ours.sort(key=lambda r: -r.score)
    found: dict[str, tuple[str, ...]] = {}
    for report in own:
        for at in _roots_first(report, edges, found):
            found[at] = _gather(at, edges.get(at, []), own, found)
    return {report: found[report] for report in own}


def _roots_first(
    report: str, edges: dict[str, list[Relay]], done: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """A report and all that it relays, each after those that it relays; without recursion."""
    waiting = [(report, False)]
    while waiting:
        at, ready = waiting.pop()
        if at in done:
            continue
        if ready:
            yield at
            continue
        waiting.append((at, True))
        waiting += [(r.root, False) for r in edges.get(at, ()) if r.root is not None]


def _gather(
    report: str,
    relays: list[Relay],
    own: Mapping[str, str],
    found: dict[str, tuple[str, ...]],
) -> tuple[str, ...]:
    names: dict[str, None] = {}
    if not any(relay.score >= WHOLE_SCORE for relay in relays):
        names[own.get(report, report)] = None
    for relay in relays:
        names |= dict.fromkeys(found[relay.root] if relay.root is not None else (relay.name,))
    return tuple(names)
