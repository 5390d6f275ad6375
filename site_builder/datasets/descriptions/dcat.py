"""`catalog.ttl`, `.rdf`, `.jsonld`: what there is to download, as DCAT 3 within DCAT-AP 3.0.1, in three syntaxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.datasets.descriptions.dcat_profile import PROFILE, Values
from site_builder.datasets.descriptions.dcat_terms import TURTLE, Thing
from site_builder.datasets.descriptions.dcat_things import Whole
from site_builder.datasets.descriptions.rdf import (
    TYPE,
    Graph,
    Iri,
    Literal,
    Term,
    iri,
    json_ld,
    literal,
    named,
    rdf_xml,
    texts,
    turtle,
)
from site_builder.datasets.publication import Publication, Writer

_SYNTAXES = (
    (TURTLE, turtle, "DCAT-AP (Turtle)"),
    ("catalog.rdf", rdf_xml, "DCAT-AP (RDF/XML)"),
    ("catalog.jsonld", json_ld, "DCAT-AP (JSON-LD)"),
)


def write(publication: Publication, writer: Writer) -> None:
    """Write the catalogue in three syntaxes at the site's root: of the files that were written before."""
    graph = catalogue_graph(Whole(publication, tuple(writer.distributions)))
    for path, written, file_format in _SYNTAXES:
        writer.write_at(path, written(graph), file_format)


def catalogue_graph(whole: Whole) -> Graph:
    """Return all that the profile states of a catalogue, in reading order: each thing, then what it points to."""
    graph = Graph()
    waiting: list[Thing] = [whole]
    while waiting:
        thing = waiting.pop()
        uri = iri(thing.uri).address
        if uri in graph.subjects:
            continue
        graph.add(uri, TYPE, named(thing.kind))
        found: list[Thing] = []
        for name, value in PROFILE[thing.kind]:
            for one in _each(value(thing)):
                if isinstance(one, Iri | Literal):
                    graph.add(uri, name, one)
                else:
                    graph.add(uri, name, iri(one.uri))
                    found.append(one)
        waiting += reversed(found)
    return graph


def _each(values: Values) -> Iterator[Term | Thing]:
    """Yield the terms and things that a line of the profile gives."""
    if not values:
        return
    if isinstance(values, str):
        yield literal(values)
    elif isinstance(values, Mapping):
        yield from texts(values)
    elif isinstance(values, Sequence) and not isinstance(values, Iri | Literal):
        for value in values:
            yield from _each(value)
    else:
        yield values
