"""Who relays whom over a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.link.engine import Engine
from dragoman.link.roots.candidates import find_candidates, put_reports
from dragoman.link.roots.compare import Run
from dragoman.link.roots.keys import ReportKeys
from dragoman.link.roots.origins import WHOLE_SCORE, break_cycles
from dragoman.link.roots.verify import FOUND, MIN_MATCHED, read_runs, verify_pairs
from dragoman.link.roots.words import Hashes
from dragoman.model import Span
from dragoman.model.links import Relay, RelayKind

# Pairs that are held with both texts at a time: some ten kilobytes each.
PAIRS_A_SLICE = 5_000
CREDITED, AGENCY_OF_A_COPY = 0.95, 0.85
CITED, CITED_IN_LEAD, RELIED_ON = 0.5, 0.65, 0.85
MIN_RELIED = 0.5
_TEXTUAL = frozenset({"copy", "excerpt", "paraphrase"})

_COLUMNS = ("report", "publisher", "published", "credit", "words", "text", "told")
_BOTH = ", ".join(
    f"{x}.{c} AS {side}_{c}" for side, x in (("one", "a"), ("other", "b")) for c in _COLUMNS
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A relay between two reports by their numbers, as the engine found it."""

    relay: int
    root: int
    kind: RelayKind
    score: float
    runs: tuple[Run, ...]


def find_relays(engine: Engine, reports: Iterable[ReportKeys]) -> tuple[Relay, ...]:
    """Who relays whom, without circles: the likeliest first of each report's, in their order.

    A report has an edge to each report that it has text from which it has not
    from a better one, to the article of an outlet that it cites, and to the name of an outlet
    or agency that it cites or credits and that has no such article in the record.
    """
    listed = list(reports)
    put_reports(engine, listed)
    frequent = find_candidates(engine)
    groups: dict[int, list[_Found]] = {}
    for found in _verified(engine, frequent):
        groups.setdefault(found.relay, []).append(found)
    chosen = {n: _choose(group, listed) for n, group in groups.items()}
    agencies = dict(_agencies(chosen, listed))
    relays: list[Relay] = []
    for n, report in enumerate(listed):
        ours = chosen.get(n, [])
        relays += [_relay_of(report, listed[x.root], x) for x in ours]
        relays += _named(report, [listed[x.root] for x in ours], agencies.get(n))
    return break_cycles(relays)


def _verified(engine: Engine, frequent: Hashes) -> Iterator[_Found]:
    """The relays among the candidates, slice by slice, since pairs carry their texts."""
    slices = engine.count("relay_pairs") // PAIRS_A_SLICE + 1
    for part in range(slices):
        engine.store(
            "relay_slice",
            f"SELECT p.one, p.other, p.alike, p.cited, {_BOTH} FROM relay_pairs p "
            f"JOIN relay_texts a ON a.n = p.one JOIN relay_texts b ON b.n = p.other "
            f"WHERE p.one % {slices} = {part} ORDER BY p.one, p.other",
        )
        engine.apply("relay_found", "relay_slice", verify_pairs(frequent), FOUND)
        rows = engine.rows(
            "SELECT relay, root, kind, score, runs FROM relay_found "
            "ORDER BY relay, root, score DESC, kind"
        )
        for row in rows.to_pylist():
            runs = read_runs(row["runs"])
            yield _Found(row["relay"], row["root"], row["kind"], row["score"], runs)


def _choose(group: list[_Found], reports: list[ReportKeys]) -> list[_Found]:
    """Of a report's relays the best, and those others that have text the best have not.

    Of two that are as good the earlier is nearer the origin, then the longer.
    """

    def rank(found: _Found) -> tuple[float, str, int, str]:
        root = reports[found.root]
        return -found.score, root.published or "9999", -root.words, root.report

    chosen: list[_Found] = []
    covered: list[Run] = []
    for found in sorted(group, key=rank):
        if found.root in {x.root for x in chosen}:
            continue
        if found.kind in _TEXTUAL:
            if chosen and _new_words(found.runs, covered) < MIN_MATCHED:
                continue
            covered += found.runs
        elif reports[found.root].publisher in {reports[x.root].publisher for x in chosen}:
            continue
        chosen.append(found)
    return chosen


def _new_words(runs: Iterable[Run], covered: list[Run]) -> int:
    """How many words of some runs are in runs that meet none of those already covered."""
    return sum(
        run.words
        for run in runs
        if not any(run.relay_start < c.relay_end and c.relay_start < run.relay_end for c in covered)
    )


def _agencies(
    chosen: dict[int, list[_Found]], reports: list[ReportKeys]
) -> Iterator[tuple[int, str]]:
    """Reports that have a whole text in common with another which credits an agency.

    The text is the agency's then, though they do not say so. That an agency helped
    is enough where two outlets have the text, for one has no right to the other's.
    """
    for n, founds in chosen.items():
        for found in founds:
            relay, root = reports[n], reports[found.root]
            if found.kind not in _TEXTUAL or found.score < WHOLE_SCORE:
                continue
            agency = relay.credit.name if relay.credit else relay.signed or root.signed
            if agency and root.credit is None and relay.publisher != root.publisher:
                yield found.root, agency


def _relay_of(report: ReportKeys, root: ReportKeys, found: _Found) -> Relay:
    name = root.publisher or root.title or root.report
    longest = max(found.runs, key=lambda r: (r.words, -r.relay_start), default=None)
    ours = theirs = None
    if longest is not None:
        ours = _span(report.text, longest.relay_start, longest.relay_end)
        theirs = _span(root.text, longest.root_start, longest.root_end)
    score = found.score
    if found.kind not in _TEXTUAL and report.relied >= MIN_RELIED:
        score = max(score, RELIED_ON)  # most of what it tells comes through the outlet
    return Relay(report.report, root.report, name, found.kind, score, ours, theirs)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _named(report: ReportKeys, roots: list[ReportKeys], agency: str | None) -> Iterator[Relay]:
    """The outlets a report credits or cites of which it has no report in the record."""
    linked = {root.publisher for root in roots}
    credit = report.credit
    if credit is not None and credit.name not in linked:
        linked.add(credit.name)
        span = _span(report.text, credit.start, credit.end) if credit.end else None
        yield Relay(report.report, None, credit.name, "copy", CREDITED, span)
    elif agency is not None and agency not in linked | {report.publisher} and not roots:
        linked.add(agency)
        yield Relay(report.report, None, agency, "copy", AGENCY_OF_A_COPY)
    for cite in report.cites:
        if cite.name not in linked:
            score = CITED_IN_LEAD if cite.lead else CITED
            if report.relied >= MIN_RELIED and cite == report.cites[0]:
                score = RELIED_ON
            span = _span(report.text, cite.start, cite.end)
            yield Relay(report.report, None, cite.name, "citation", score, span)
