"""Networks as GraphML and GEXF that other programs read back as they were."""

from __future__ import annotations

from io import BytesIO

import networkx
import pytest
from lxml import etree

from dragoman.export.network import GraphFormat, write_graph

NODES = [
    ("a", {"label": "Sarraf & Sons <Ltd>\x00\x0b", "type": "person"}),
    ("b", {"label": "بغداد"}),
]
EDGES = [
    ("a", "b", {"kind": "acts", "sign": -1, "start": "2023-05-01", "end": "2023-05-31"}),
    ("a", "b", {"kind": "ally", "sign": 1}),
]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_nodes_and_all_ties_between_them_are_read_back(format: GraphFormat) -> None:
    text = write_graph(NODES, EDGES, format)
    read = networkx.read_graphml if format == "graphml" else networkx.read_gexf
    graph = read(BytesIO(text.encode()))
    assert graph.nodes["a"]["label"] == "Sarraf & Sons <Ltd>"
    assert graph.nodes["b"]["label"] == "بغداد"
    assert sorted((e["kind"], e["sign"]) for _, _, e in graph.edges(data=True)) == [
        ("acts", -1),
        ("ally", 1),
    ]


def test_gexf_has_the_time_by_which_gephi_filters() -> None:
    root = etree.fromstring(write_graph(NODES, EDGES, "gexf").encode())
    graph = root.find("{*}graph")
    assert graph is not None and graph.get("mode") == "dynamic"
    edge = root.find(".//{*}edge[@start]")
    assert edge is not None and (edge.get("start"), edge.get("end")) == ("2023-05-01", "2023-05-31")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_the_same_network_is_the_same_text(format: GraphFormat) -> None:
    assert write_graph(NODES, EDGES, format) == write_graph(NODES, EDGES, format)
    assert "lastmodified" not in write_graph(NODES, EDGES, format)
