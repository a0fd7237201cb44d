"""A network as GraphML (Brandes et al. 2002) or GEXF 1.2, for Gephi, Cytoscape, igraph and R.

Written by NetworkX (Hagberg, Schult and Swart 2008).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Literal

GraphFormat = Literal["graphml", "gexf"]
Value = str | int | float
# What XML 1.0 cannot hold; names of actors come from anybody's text.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY_OF_WRITING = re.compile(r' lastmodifieddate="[^"]*"')


def write_graph(
    nodes: Iterable[tuple[str, Mapping[str, Value]]],
    edges: Iterable[tuple[str, str, Mapping[str, Value]]],
    format: GraphFormat,
) -> str:
    """A directed graph in which two nodes may have several ties, as XML text.

    Attributes are by name. The same graph gives the same text.
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for id_, attributes in nodes:
        graph.add_node(_clean(id_), **_clean_all(attributes))
    for number, (source, target, attributes) in enumerate(edges):
        graph.add_edge(_clean(source), _clean(target), key=str(number), **_clean_all(attributes))
    out = BytesIO()
    if format == "graphml":
        networkx.write_graphml(graph, out)
    else:
        networkx.write_gexf(graph, out)
    return _DAY_OF_WRITING.sub("", out.getvalue().decode("utf-8"))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _clean_all(attributes: Mapping[str, Value]) -> dict[str, Value]:
    return {k: _clean(v) if isinstance(v, str) else v for k, v in attributes.items()}
