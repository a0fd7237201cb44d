"""What the page of relays shows: a drawing of who passes on whom, and the same as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.export.linked import ReportLabel, relay_target, shorten
from dragoman.export.relay_graph import Edge, Graph, Node, draw_graph
from dragoman.model.links import Relay

# Characters that fit on a line of a box.
NAME_CHARS = 27
DETAIL_CHARS = 37
# Rows of the table, and reports listed that stand alone.
MAX_ROWS = 1_000
MAX_ALONE = 200
NOT_HERE = "not in the record"


@dataclass(frozen=True, slots=True)
class RelayView:
    """One relay as a report's row tells it. `label` is None where only the name is known.

    `drift` leads to what was changed; `words` are the report's that show the relay.
    """

    label: ReportLabel | None
    name: str
    kind: str
    score: float
    drift: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class RelayRow:
    """A report with all that it passes on, all that pass it on, and its origins."""

    label: ReportLabel
    relays: tuple[RelayView, ...]
    relayed_by: int
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelaysView:
    """Everything on the page of relays."""

    graph: Graph
    rows: tuple[RelayRow, ...]
    rows_left_out: int
    alone: tuple[ReportLabel, ...]
    alone_left_out: int
    origins: tuple[tuple[str, int], ...]


def make_relays_view(
    labels: Mapping[str, ReportLabel],
    relays: Sequence[Relay],
    roots: Mapping[str, tuple[str, ...]],
    drift: Mapping[tuple[str, str], str],
    words: Mapping[Relay, str],
) -> RelaysView:
    """Everything that the page of relays shows of relays that were chosen.

    `roots` gives the independent origins of a report by its id, `drift` the address of
    what a relay changed of its root, `words` those that show a relay.
    """
    edges = [_edge(r, drift) for r in relays]
    nodes = _nodes(labels, relays)
    rows = _rows(labels, relays, roots, drift, words)
    alone = sorted(
        (x for x in labels.values() if x.id not in nodes),
        key=lambda x: (x.published or "~", x.heading),
    )
    return RelaysView(
        graph=draw_graph(nodes, edges),
        rows=tuple(rows[:MAX_ROWS]),
        rows_left_out=max(0, len(rows) - MAX_ROWS),
        alone=tuple(alone[:MAX_ALONE]),
        alone_left_out=max(0, len(alone) - MAX_ALONE),
        origins=_origins(labels, roots),
    )


def _edge(relay: Relay, drift: Mapping[tuple[str, str], str]) -> Edge:
    href = drift.get((relay.relay, relay.root or ""))
    title = f"{relay.kind}, {relay.score:.2f} sure"
    return Edge(relay.relay, relay_target(relay), relay.kind, title, href)


def _nodes(labels: Mapping[str, ReportLabel], relays: Sequence[Relay]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for relay in relays:
        for id_ in filter(None, (relay.relay, relay.root)):
            nodes[id_] = _report_node(labels[id_])
        if relay.root is None:
            name = shorten(relay.name, NAME_CHARS)
            title = f"{relay.name}: {NOT_HERE}"
            id_ = relay_target(relay)
            nodes[id_] = Node(id_, name, NOT_HERE, title, None, ("", relay.name))
    return nodes


def _report_node(label: ReportLabel) -> Node:
    day = label.published_words
    told = label.heading.startswith(label.name.removesuffix("…"))
    heading = None if told else label.heading
    detail = " · ".join(x for x in (day, heading) if x)
    title = " · ".join(x for x in (label.publisher, label.heading, day) if x)
    return Node(
        label.id,
        shorten(label.name, NAME_CHARS),
        shorten(detail or "date not known", DETAIL_CHARS),
        title,
        label.page,
        (label.published or "~", label.heading),
    )


def _rows(
    labels: Mapping[str, ReportLabel],
    relays: Sequence[Relay],
    roots: Mapping[str, tuple[str, ...]],
    drift: Mapping[tuple[str, str], str],
    words: Mapping[Relay, str],
) -> list[RelayRow]:
    """A row for every report that relays or is relayed, what is relayed most first."""
    of_report: dict[str, list[RelayView]] = defaultdict(list)
    relayed: dict[str, int] = defaultdict(int)
    for r in relays:
        relayed[relay_target(r)] += 1
        of_report[r.relay].append(
            RelayView(
                labels.get(r.root or ""),
                r.name,
                r.kind,
                r.score,
                drift.get((r.relay, r.root or "")),
                words.get(r),
            )
        )
    rows = [
        RelayRow(label, tuple(of_report[id_]), relayed[id_], roots.get(id_, ()))
        for id_, label in labels.items()
        if of_report[id_] or relayed[id_]
    ]
    return sorted(rows, key=lambda r: (-r.relayed_by, r.label.published or "~", r.label.heading))


def _origins(
    labels: Mapping[str, ReportLabel], roots: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, int], ...]:
    """The independent origins with how many reports each has, those of several reports only."""
    counts: dict[str, int] = defaultdict(int)
    for report, origins in roots.items():
        if report in labels:
            for origin in origins:
                counts[origin] += 1
    several = [(name, n) for name, n in counts.items() if n > 1]
    return tuple(sorted(several, key=lambda x: (-x[1], x[0])))
