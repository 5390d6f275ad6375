"""RDF in the syntaxes that readers ask for: Turtle, RDF/XML and JSON-LD, each from the same triples.

rdflib writes them too, and reads what is written here in the tests. For the catalogue and the code lists of the first
instance (27,000 triples) it took 3.9 s where this takes 0.5 s, and here the things stand in the order in which a person
reads. There are no blank nodes: what has no page of its own has the address of what it belongs to, with a fragment, so
that the same catalogue gives the same bytes, and a harvester knows again what it has seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from site_builder.config import Translated
from site_builder.datasets.formats.xml import legal

NAMESPACES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "euvoc": "http://publications.europa.eu/ontology/euvoc#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies that are used, by prefix. Properties, classes and datatypes are written `prefix:name`."""

TYPE = "rdf:type"

_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What may not stand in an IRI, in Turtle least of all (https://www.w3.org/TR/turtle/#grammar-production-IRIREF)."""

_DATATYPES = (
    (re.compile(r"-?\d{4}"), "xsd:gYear"),
    (re.compile(r"\d{4}-\d{2}"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "xsd:date"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T.*"), "xsd:dateTime"),
)


class Iri(NamedTuple):
    """The address of a thing."""

    address: str


class Literal(NamedTuple):
    """A text with its language, or the text of a value with its datatype (`xsd:date`), or a plain text."""

    text: str
    language: str = ""
    datatype: str = ""


Term = Iri | Literal


def iri(address: str) -> Iri:
    """Return an address with what may not stand in one escaped."""
    return Iri(_NOT_IN_AN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", address))


def named(name: str) -> Iri:
    """Return the address that a name with a prefix stands for."""
    return Iri(expanded(name))


def expanded(name: str) -> str:
    """Return `prefix:name` as an address."""
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local


def literal(text: str, language: str = "", datatype: str = "") -> Literal:
    """Return a literal without the characters that XML forbids: the three syntaxes shall say the same."""
    return Literal(legal(text), language, datatype)


def texts(translated: Translated) -> list[Literal]:
    """Return a text in all its languages."""
    return [literal(text, language) for language, text in translated.items() if text]


def moment(iso: str) -> Literal | None:
    """Return a date or time (ISO 8601, perhaps only a year or a month) with its datatype; None where it is none."""
    datatype = datatype_of(iso)
    return Literal(iso, datatype=datatype) if datatype else None


def datatype_of(iso: str) -> str:
    """Return the datatype of a date or time (ISO 8601), "" where the text is none."""
    return next((datatype for form, datatype in _DATATYPES if form.fullmatch(iso)), "")


class Graph:
    """Triples, each once, in the order in which they were added: subject → property → terms."""

    def __init__(self) -> None:
        self.subjects: dict[str, dict[str, dict[Term, None]]] = {}

    def add(self, subject: str, name: str, *terms: Term) -> None:
        """State that `terms` are values of a property (`prefix:name`) of a subject."""
        if terms:
            self.subjects.setdefault(subject, {}).setdefault(name, {}).update(dict.fromkeys(terms))

    def __iter__(self) -> Iterator[tuple[str, str, Term]]:
        for subject, properties in self.subjects.items():
            for name, terms in properties.items():
                for term in terms:
                    yield subject, name, term

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that are used, in order."""
        names = {name for properties in self.subjects.values() for name in properties}
        names |= {term.datatype for _, _, term in self if isinstance(term, Literal) and term.datatype}
        used = {"rdf", *(name.partition(":")[0] for name in names)}
        classes = [
            term.address for one in self.subjects.values() for term in one.get(TYPE, ()) if isinstance(term, Iri)
        ]
        return {
            prefix: address
            for prefix, address in NAMESPACES.items()
            if prefix in used or any(one.startswith(address) for one in classes)
        }


# Turtle 1.1, https://www.w3.org/TR/turtle/

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


def turtle(graph: Graph) -> bytes:
    """Return Turtle: a paragraph for each subject, a line for each property."""
    prefixes = graph.prefixes
    parts = ["".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in prefixes.items())]
    for subject, properties in graph.subjects.items():
        stated = []
        for name, terms in properties.items():
            if name == TYPE:
                stated.append("a " + ", ".join(_class_name(term, prefixes) for term in terms))
            else:
                stated.append(f"{name} " + ", ".join(map(_turtle, terms)))
        parts.append(f"<{subject}>\n    " + " ;\n    ".join(stated) + " .\n")
    return "\n".join(parts).encode()


def _turtle(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term.address}>"
    text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}"), term.text)
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"^^{term.datatype}' if term.datatype else f'"{text}"'


def _class_name(term: Term, prefixes: Mapping[str, str]) -> str:
    """Return a class as `prefix:name`, where it is of a vocabulary that has a prefix."""
    if isinstance(term, Iri):
        for prefix, address in prefixes.items():
            if term.address.startswith(address):
                return f"{prefix}:{term.address.removeprefix(address)}"
    return _turtle(term)


# RDF/XML 1.1, https://www.w3.org/TR/rdf-syntax-grammar/


def rdf_xml(graph: Graph) -> bytes:
    """Return RDF/XML: a description for each subject."""
    spaces = "".join(f"\n    xmlns:{prefix}={quoteattr(address)}" for prefix, address in graph.prefixes.items())
    parts = ['<?xml version="1.0" encoding="utf-8"?>', f"<rdf:RDF{spaces}>"]
    for subject, properties in graph.subjects.items():
        parts.append(f"  <rdf:Description rdf:about={quoteattr(subject)}>")
        parts += [f"    {_element(name, term)}" for name, terms in properties.items() for term in terms]
        parts.append("  </rdf:Description>")
    return ("\n".join([*parts, "</rdf:RDF>"]) + "\n").encode()


def _element(name: str, term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{name} rdf:resource={quoteattr(term.address)}/>"
    about = ""
    if term.language:
        about = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        about = f" rdf:datatype={quoteattr(expanded(term.datatype))}"
    # A reader of XML turns a bare carriage return into a line feed.
    return f"<{name}{about}>{escape(term.text, {chr(13): '&#13;'})}</{name}>"


# JSON-LD 1.1, https://www.w3.org/TR/json-ld11/


def json_ld(graph: Graph) -> bytes:
    """Return JSON-LD: a flat list of things that refer to each other by address, under short names.

    A name means what the context at the top says: an address, a text by language, a value of one datatype, or (where
    the values of a property are of several kinds) whatever each value says of itself.
    """
    kinds: dict[str, set[str]] = {}
    for _, name, term in graph:
        kinds.setdefault(name, set()).add(_kind(term))
    short = _short_names(kinds)
    context: dict[str, Any] = dict(graph.prefixes)
    for name in sorted(kinds):
        if name != TYPE:
            coercion = _coercion(kinds[name])
            context[short[name]] = {"@id": name, **coercion} if coercion else name
    things = [_thing(subject, properties, short, kinds, context) for subject, properties in graph.subjects.items()]
    listed = ",\n  ".join(lines(one, "  ") for one in things)
    return f'{{\n "@context": {lines(context, " ")},\n "@graph": [\n  {listed}\n ]\n}}\n'.encode()


_encode = json.JSONEncoder(ensure_ascii=False).encode


def lines(members: Mapping[str, Any], indent: str = "") -> str:
    """Return a JSON object with a line for each of its members."""
    inside = ",\n".join(f"{indent} {_encode(name)}: {_encode(value)}" for name, value in members.items())
    return f"{{\n{inside}\n{indent}}}"


_ADDRESS, _TEXT, _PLAIN = "@id", "@language", ""
"""The kinds of a term; any other kind is a datatype."""


def _kind(term: Term) -> str:
    if isinstance(term, Iri):
        return _ADDRESS
    return _TEXT if term.language else term.datatype or _PLAIN


def _coercion(kinds: set[str]) -> Mapping[str, str]:
    if kinds <= {_TEXT, _PLAIN} and _TEXT in kinds:
        return {"@container": "@language"}
    only = next(iter(kinds)) if len(kinds) == 1 else _PLAIN
    return {"@type": only} if only else {}


def _short_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return a name without its prefix for each property, and with it where two properties would be called the same."""
    ordered = sorted(names)
    local = [name.partition(":")[2] for name in ordered]
    taken = {*NAMESPACES, *(one for one in local if local.count(one) > 1)}
    return {name: name if one in taken else one for name, one in zip(ordered, local, strict=True)}


def _thing(
    subject: str,
    properties: Mapping[str, Mapping[Term, None]],
    short: Mapping[str, str],
    kinds: Mapping[str, set[str]],
    context: Mapping[str, Any],
) -> Mapping[str, Any]:
    thing: dict[str, Any] = {"@id": subject}
    for name, terms in properties.items():
        if name == TYPE:
            thing["@type"] = _one_or_all([_class_name(term, NAMESPACES) for term in terms])
        elif "@container" in context[short[name]] and all(_kind(term) == _TEXT for term in terms):
            thing[short[name]] = _by_language(terms)
        else:
            thing[short[name]] = _one_or_all([_value(term, alone=len(kinds[name]) == 1) for term in terms])
    return thing


def _by_language(terms: Iterable[Term]) -> Mapping[str, Any]:
    found: dict[str, list[str]] = {}
    for term in terms:
        if isinstance(term, Literal):
            found.setdefault(term.language, []).append(term.text)
    return {language: _one_or_all(values) for language, values in found.items()}


def _value(term: Term, *, alone: bool) -> Any:
    """Return a term as JSON; `alone`: all values of the property are of its kind, and the context says so."""
    kind = _kind(term)
    if isinstance(term, Iri):
        return term.address if alone else {"@id": term.address}
    if alone or kind == _PLAIN:
        return term.text
    return {"@value": term.text, **({"@language": term.language} if kind == _TEXT else {"@type": kind})}


def _one_or_all(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else values
