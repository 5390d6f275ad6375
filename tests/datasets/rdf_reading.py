"""Reading RDF with readers that are not ours: rdflib, and PyLD for JSON-LD."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from pyld import jsonld
from rdflib import BNode, Graph, Literal, Namespace, Node, URIRef

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is of DCAT 2
EUVOC = Namespace("http://publications.europa.eu/ontology/euvoc#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

SYNTAXES = {".ttl": "turtle", ".rdf": "xml", ".json": "json-ld", ".jsonld": "json-ld"}


def by_rdflib(data: bytes, syntax: str) -> Graph:
    """Read a file with rdflib, whose reader of JSON-LD makes use of what rdflib itself calls old."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=data, format=syntax)


def read(path: Path) -> Graph:
    return by_rdflib(path.read_bytes(), SYNTAXES[path.suffix])


def by_pyld(path: Path) -> Graph:
    """Read JSON-LD with PyLD."""
    quads: Any = jsonld.to_rdf(json.loads(path.read_text("utf-8")), {"format": "application/n-quads"})
    return Graph().parse(data=quads, format="nt")


def triples(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """The triples of a graph without blank nodes: two such graphs say the same where these are the same."""
    found = set(graph)
    assert not any(isinstance(node, BNode) for triple in found for node in triple)
    return found


def texts(graph: Graph, subject: Node, name: URIRef) -> dict[str | None, str]:
    """The texts of a property, by language; None is the key of one without."""
    found = {}
    for value in graph.objects(subject, name):
        assert isinstance(value, Literal)
        assert value.language not in found
        found[value.language] = str(value)
    return found
