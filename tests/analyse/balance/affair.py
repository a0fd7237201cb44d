"""An affair in a few reports: what they tell, linked by hand, so that each test sees one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman import read
from dragoman.analyse.balance.evidence import Found, Kind, Sides, settle
from dragoman.analyse.balance.gather import Gatherer
from dragoman.analyse.balance.parties import Party, Proxy
from dragoman.analyse.balance.witnesses import Certainty
from dragoman.analyse.origins import find_origins
from dragoman.analyse.periods import By
from dragoman.model import Reading
from dragoman.model.links import Happening, Links, Member, Relay
from dragoman.record import ReportLine


@dataclass(frozen=True)
class Told:
    """A report: its text, who publishes it, and when."""

    text: str
    paper: str = "Courier"
    published: str | None = "2023-05-10"


def read_all(reports: Iterable[Told]) -> list[Reading]:
    return [
        read(r.text, publisher=r.paper, published=r.published, source_id=f"r{n}")
        for n, r in enumerate(reports)
    ]


def party(readings: Sequence[Reading], name: str, **proxies: float) -> Party:
    """Everyone of a name, with proxies by their names."""
    return Party(
        name,
        _named(readings, name),
        tuple(Proxy(p, weight, _named(readings, p)) for p, weight in proxies.items()),
    )


def _named(readings: Sequence[Reading], name: str) -> frozenset[Member]:
    return frozenset(
        Member(r.report.id, a.id)
        for r in readings
        for a in r.actors
        if name in (a.name, *a.aliases)
    )


def link_by_hand(
    readings: Sequence[Reading], type_: str | None, relays: Sequence[tuple[int, int, str]]
) -> Links:
    """All events of a type as one happening; of none, each as its own. Relays by numbers."""
    events = [Member(r.report.id, e.id) for r in readings for e in r.events if e.type == type_]
    groups = (
        [events] if type_ else [[Member(r.report.id, e.id)] for r in readings for e in r.events]
    )
    happenings = tuple(
        Happening(f"hap-{n}", type_ or "", (), (), None, None, None, "asserted", tuple(members))
        for n, members in enumerate(groups)
    )
    ids = [r.report.id for r in readings]
    passed = tuple(Relay(ids[a], ids[b], "", kind, 0.95) for a, b, kind in relays)  # type: ignore[arg-type]
    return Links("dragoman@test", len(readings), happenings=happenings, relays=passed)


def line_of(reading: Reading) -> ReportLine:
    r = reading.report
    return ReportLine(
        r.id, r.source_id, r.source, r.title, r.publisher, r.published, None, "en", None, "read", ""
    )


def find(
    *reports: Told,
    type_: str | None,
    relays: Sequence[tuple[int, int, str]] = (),
    kind: Kind = "deeds",
    by: By = "week",
    certainty: Certainty | None = None,
    actor: str = "Nadim al-Sarraf",
    poles: tuple[str, str] = ("Turkey", "Iran"),
    **proxies: float,
) -> Found:
    """The evidence of some reports; proxies are the second pole's."""
    readings = read_all(reports)
    links = link_by_hand(readings, type_, relays)
    sides = Sides(
        party(readings, actor), (party(readings, poles[0]), party(readings, poles[1], **proxies))
    )
    origins = find_origins(links, map(line_of, readings))
    gatherer = Gatherer(links, sides, origins, certainty or Certainty())
    by_id = {r.report.id: r for r in readings}
    gather = gatherer.deeds if kind == "deeds" else gatherer.words
    return settle(kind, gather(lambda ids: [by_id[i] for i in ids]), by)
