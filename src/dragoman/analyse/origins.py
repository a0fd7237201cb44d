"""On whose word each report tells each thing, and which reports are only echoes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.link.origins import origin_rows
from dragoman.link.roots.origins import WHOLE_SCORE, break_cycles, roots_of
from dragoman.link.roots.outlets import clean_outlet
from dragoman.model import Reading
from dragoman.model.links import Links, Relay
from dragoman.record import ReportLine

_SAME_WORDS = frozenset({"copy", "excerpt"})


@dataclass(frozen=True, slots=True)
class Origins:
    """Whose reporting reports pass on.

    `own` is the name of each report as an origin of its own, `whole` the origins of what each
    report tells without saying from whom, `passes_on` the reports of the record that a
    report passes on as a whole; `copies` are reports that pass on another word for word.
    """

    own: Mapping[str, str]
    whole: Mapping[str, tuple[str, ...]]
    passes_on: Mapping[str, frozenset[str]]
    copies: frozenset[str]

    def is_echo(self, report: str, tellers: Iterable[str], sentences: Iterable[str]) -> bool:
        """Whether a report adds nothing to what others tell.

        A relay does not where a report that it passes on tells of the thing as well. A copy
        never does with sentences that stand in what it copies, even where linking did not see
        that both tell of one thing; `sentences` are its own that do not stand there.
        """
        if not self.passes_on.get(report, frozenset()).isdisjoint(tellers):
            return True
        return report in self.copies and not list(sentences)

    def of_findings(self, reading: Reading) -> dict[str, tuple[str, ...]]:
        """The origins of those findings of a report that it has through another outlet."""
        outlets: dict[str, list[str]] = {}
        for row in origin_rows(reading):
            outlets.setdefault(row.finding, []).append(row.outlet)
        return {finding: tuple(names) for finding, names in outlets.items()}


def find_origins(links: Links, reports: Iterable[ReportLine]) -> Origins:
    """The origins of all reports, as linking found them."""
    own = {r.id: _own(r) for r in reports}
    known = (r for r in links.relays if r.relay in own and (r.root is None or r.root in own))
    whole = [r for r in break_cycles(known) if r.score >= WHOLE_SCORE]
    passes_on: dict[str, set[str]] = {}
    for relay in whole:
        if relay.root is not None:
            passes_on.setdefault(relay.relay, set()).add(relay.root)
    return Origins(
        own,
        roots_of(whole, own),
        {report: frozenset(_all_roots(report, passes_on)) for report in passes_on},
        frozenset(r.relay for r in whole if _is_copy(r)),
    )


def _is_copy(relay: Relay) -> bool:
    return relay.root is not None and relay.kind in _SAME_WORDS


def _all_roots(report: str, passes_on: Mapping[str, set[str]]) -> set[str]:
    """All reports that a report passes on, over however many relays."""
    found: set[str] = set()
    waiting = [report]
    while waiting:
        new = passes_on.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _own(report: ReportLine) -> str:
    """The name of a report as an origin, as linking gives it."""
    publisher = clean_outlet(report.publisher) if report.publisher else None
    return publisher or report.title or Path(report.source_id).name or report.id
