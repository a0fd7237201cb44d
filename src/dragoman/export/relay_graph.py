"""A drawing of who relays whom: roots on the left, what passes them on to the right.

Every group of reports that hang together is a drawing of its own, in columns by how many
relays lie between a report and its origin. No library is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH = 236
BOX_HEIGHT = 46
COLUMN = BOX_WIDTH + 180
ROW = BOX_HEIGHT + 18
MARGIN = 6
# Labels stand on their line where they hide no other, nearest to its middle.
LABEL_WIDTH = 76
LABEL_HEIGHT = 15
LABEL_PLACES = sorted((n / 40 for n in range(8, 33)), key=lambda t: abs(t - 0.5))
# More than this of one group, or in all, nobody could follow; tables tell of all.
MAX_NODES = 48
MAX_DRAWN = 300
MAX_GROUPS = 24


@dataclass(frozen=True, slots=True)
class Node:
    """A report, or an outlet that is not in the record (`page` is then None).

    `order` sorts nodes of one column: the date, and what they are called.
    """

    id: str
    name: str
    detail: str
    title: str
    page: str | None
    order: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relay and what it passes on; `href` leads to what it changed, if that is known."""

    relay: str
    root: str
    kind: str
    title: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A node in its place."""

    node: Node
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """An edge from root to relay: its path and arrowhead, and where its label stands.

    There is no label where it would hide another.
    """

    edge: Edge
    path: str
    head: str
    label: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One group, in pixels. `left_out` counts its nodes that there was no room for."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    size: int

    @property
    def left_out(self) -> int:
        """How many nodes of the group are not drawn."""
        return self.size - len(self.boxes)


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawings, the largest group first, and how many groups are not drawn.

    `box` is the width and height of every box.
    """

    drawings: tuple[Drawing, ...]
    left_out: int
    box: tuple[int, int] = (BOX_WIDTH, BOX_HEIGHT)


def draw_graph(nodes: Mapping[str, Node], edges: Sequence[Edge]) -> Graph:
    """Draw the groups of nodes that edges hold together; nodes without any are left out."""
    groups = sorted(find_groups(edges), key=lambda g: (-len(g), min(nodes[n].order for n in g)))
    of_node = {n: i for i, group in enumerate(groups) for n in group}
    within: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        within[of_node[edge.relay]].append(edge)
    drawings: list[Drawing] = []
    drawn = 0
    for i, group in enumerate(groups[:MAX_GROUPS]):
        if drawn >= MAX_DRAWN:
            break
        drawings.append(_draw({n: nodes[n] for n in group}, within[i]))
        drawn += len(drawings[-1].boxes)
    return Graph(tuple(drawings), len(groups) - len(drawings))


def find_groups(edges: Iterable[Edge]) -> list[list[str]]:
    """The nodes that hang together by edges, whichever way these run."""
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        beside[edge.relay].append(edge.root)
        beside[edge.root].append(edge.relay)
    seen: set[str] = set()
    groups = []
    for start in beside:
        if start in seen:
            continue
        group, waiting = [], [start]
        seen.add(start)
        while waiting:
            node = waiting.pop()
            group.append(node)
            fresh = [n for n in beside[node] if n not in seen]
            seen.update(fresh)
            waiting += dict.fromkeys(fresh)
        groups.append(group)
    return groups


def find_depths(nodes: Iterable[str], edges: Sequence[Edge]) -> dict[str, int]:
    """How many relays lie at most between each node and an origin.

    Where reports relay each other in a circle, which cannot be, the first that is met
    counts as the origin.
    """
    roots: dict[str, set[str]] = {n: set() for n in nodes}
    for edge in edges:
        roots[edge.relay].add(edge.root)
    depths: dict[str, int] = {}
    waiting = dict(roots)
    while waiting:
        ready = [n for n, above in waiting.items() if above <= depths.keys()]
        for node in ready or [next(iter(waiting))]:
            above = waiting.pop(node)
            depths[node] = max((depths[r] + 1 for r in above if r in depths), default=0)
    return depths


def _kept(nodes: Mapping[str, Node], edges: Sequence[Edge]) -> list[str]:
    """The nodes drawn of a group: those that most others relay, and then the earliest."""
    relayed: dict[str, int] = defaultdict(int)
    for edge in edges:
        relayed[edge.root] += 1
    return sorted(nodes, key=lambda n: (-relayed[n], nodes[n].order))[:MAX_NODES]


def _draw(nodes: Mapping[str, Node], edges: Sequence[Edge]) -> Drawing:
    kept = set(_kept(nodes, edges))
    lines = [e for e in edges if e.relay in kept and e.root in kept]
    in_order = sorted(kept, key=lambda n: nodes[n].order)
    columns = _columns(find_depths(in_order, lines), nodes, lines)
    tallest = max(len(c) for c in columns)
    boxes: dict[str, Box] = {}
    for depth, column in enumerate(columns):
        top = MARGIN + (tallest - len(column)) * ROW // 2
        for n, node in enumerate(column):
            boxes[node] = Box(nodes[node], MARGIN + depth * COLUMN, top + n * ROW)
    return Drawing(
        2 * MARGIN + (len(columns) - 1) * COLUMN + BOX_WIDTH,
        2 * MARGIN + tallest * ROW - (ROW - BOX_HEIGHT),
        tuple(boxes.values()),
        tuple(_lines(lines, boxes)),
        len(nodes),
    )


def _columns(
    depths: Mapping[str, int], nodes: Mapping[str, Node], edges: Sequence[Edge]
) -> list[list[str]]:
    """The nodes of each depth, as near as may be to the height of what they relay."""
    columns: list[list[str]] = [[] for _ in range(max(depths.values()) + 1)]
    above: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        above[edge.relay].append(edge.root)
    for node in sorted(depths, key=lambda n: (depths[n], nodes[n].order)):
        columns[depths[node]].append(node)
    below: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        below[edge.root].append(edge.relay)
    for beside, order in ((above, columns), (below, columns[::-1]), (above, columns)):
        _settle(order, beside)
    return columns


def _settle(columns: Iterable[list[str]], beside: Mapping[str, Sequence[str]]) -> None:
    """Sort each column by the mean height of what its nodes are tied to in columns before it."""
    heights: dict[str, float] = {}
    for column in columns:
        for n, node in enumerate(column):
            heights.setdefault(node, (n + 0.5) / len(column))
        own = {node: heights[node] for node in column}
        column.sort(
            key=lambda n: _mean([heights[x] for x in beside.get(n, ()) if x in heights], own[n])
        )
        heights.update((node, (n + 0.5) / len(column)) for n, node in enumerate(column))


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _lines(edges: Iterable[Edge], boxes: Mapping[str, Box]) -> Iterable[Line]:
    taken: list[tuple[int, int]] = []
    for edge in edges:
        root, relay = boxes[edge.root], boxes[edge.relay]
        x1, y1 = root.x + BOX_WIDTH, root.y + BOX_HEIGHT // 2
        x2, y2 = relay.x - 8, relay.y + BOX_HEIGHT // 2
        bend = max(40, (x2 - x1) // 2)
        path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
        spots = [
            (_along(t, x1, x1 + bend, x2 - bend, x2), _along(t, y1, y1, y2, y2) - 4)
            for t in LABEL_PLACES
        ]
        label = next((s for s in spots if not _hides(s, taken)), None)
        taken += [label] if label else []
        yield Line(edge, path, f"M{x2} {y2 - 4}l8 4l-8 4z", label)


def _along(t: float, *points: float) -> int:
    """Where a cubic Bézier curve is at `t`, from 0 to 1."""
    a, b, c, d = points
    u = 1 - t
    return round(a * u**3 + 3 * b * u * u * t + 3 * c * u * t * t + d * t**3)


def _hides(spot: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(abs(spot[0] - x) < LABEL_WIDTH and abs(spot[1] - y) < LABEL_HEIGHT for x, y in taken)
