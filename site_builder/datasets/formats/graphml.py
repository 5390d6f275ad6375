"""A graph of records as GraphML (http://graphml.graphdrawing.org), for programs that draw and measure networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from site_builder.addresses import GRAPH_SUBJECT
from site_builder.datasets.formats.xml import add, xml_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Json

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_ENDS = frozenset({"id", "edge", "source", "target"})

Rows = Sequence[Mapping[str, Json]]


def write(publication: Publication, writer: Writer) -> None:
    """Write each graph of the catalogue."""
    for name in publication.config.graphs:
        subject = GRAPH_SUBJECT + name
        nodes, edges = publication.by_subject[subject].tables
        writer.write(f"{name}.graphml", graphml_bytes(name, nodes.source, edges.source), "GraphML", subject)


def graphml_bytes(name: str, nodes: Rows, edges: Rows) -> bytes:
    """Return a directed graph, from the rows of its two tables: their columns are the data of nodes and edges."""
    root = Element("graphml", {"xmlns": _GRAPHML})
    keys: dict[tuple[str, str], str] = {}
    for what, rows in (("node", nodes), ("edge", edges)):
        for column in dict.fromkeys(column for row in rows for column in row if column not in _ENDS):
            keys[what, column] = f"{what}_{column}"
            attributes = {"id": keys[what, column], "for": what, "attr.name": column, "attr.type": "string"}
            add(root, "key", attributes=attributes)
    graph = add(root, "graph", attributes={"id": name, "edgedefault": "directed"})
    for row in nodes:
        _data(add(graph, "node", attributes={"id": row["id"]}), "node", row, keys)
    for row in edges:
        ends = {"id": f"e{row['edge']}", "source": row["source"], "target": row["target"]}
        _data(add(graph, "edge", attributes=ends), "edge", row, keys)
    return xml_bytes(root)


def _data(element: Element, what: str, row: Mapping[str, Json], keys: Mapping[tuple[str, str], str]) -> None:
    for column, value in row.items():
        if column not in _ENDS and value:
            add(element, "data", value, {"key": keys[what, column]})
