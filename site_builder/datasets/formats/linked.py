"""A record as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), beside its page: everything it says, under shared terms.

The context stands in the file and is derived from the schema. A field's `term` is its property; one without a term has
the address of its place in the JSON Schema that is served, so that nothing is left out. The parts of a group mean what
they mean in that group, which has a context of its own. Texts have their language; codes are concepts and references
are records, by address; numbers are exact decimals, dates as whole as the record has them. What stands for nothing that
we know stays a text. The order of a list is not kept: RDF has none.

A record speaks of a thing in the world, and the catalogue of the record: when it was published and changed, under which
licence, from which sources. That is stated of the record's description, a `dcat:CatalogRecord`, and not of the thing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote

from site_builder.addresses import RECORD_JSONLD, SCHEMAS, concept_uri, dataset_uri, file_uri, guid, record_uri
from site_builder.datasets.descriptions.rdf import NAMESPACES, datatype_of, lines
from site_builder.datasets.publication import Publication
from site_builder.records import Catalogue, Field, Json, Record, Shape, sources_of, values_of
from site_builder.records.schema import SCHEMA_ENDING
from site_builder.records.schema_walk import Resolver

_PREFIXES = {prefix: NAMESPACES[prefix] for prefix in ("dcat", "dct", "foaf", "xsd")}

_NAME = re.compile(r"(?!field-)[A-Za-z][A-Za-z0-9_-]*")
"""The names of fields that are taken for names in JSON-LD as they are: not keywords, nor addresses."""

_CODE = {"scheme", "code"}
"""The parts of a coding that its concept stands for."""

Node = Mapping[str, Any]


def record_files(publication: Publication, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the file beside a record's page: its path below the site's root, and its bytes."""
    context, node = record_node(publication, record)
    stated = lines(node).partition("\n")[2]  # after the brace
    document = f'{{\n "@context": {lines(context, " ")},\n{stated}\n'
    yield record.address + RECORD_JSONLD, document.encode()


def record_node(publication: Publication, record: Record) -> tuple[Node, Node]:
    """Return the context of a record's document, and what stands in it beside that."""
    catalogue, config = publication.catalogue, publication.config
    schema = catalogue.schema(record)
    place = _Place(record.collection + SCHEMA_ENDING, "", schema.document)
    context, content = _Writer(catalogue, Resolver(catalogue.schemas)).group(schema.fields, record.data, place)
    return {"@version": 1.1, **_PREFIXES, **context}, {
        "@id": guid(config, record.collection, record.first_id),
        **({"@type": schema.rdf_class} if schema.rdf_class else {}),
        **content,
        "foaf:page": [_thing(record_uri(config, config.path(code) + record.address)) for code in config.languages],
        "@reverse": {"foaf:primaryTopic": _description(publication, record)},
    }


def _description(publication: Publication, record: Record) -> Node:
    """Return what the catalogue says of a record."""
    catalogue, config = publication.catalogue, publication.config
    dates = publication.history.of(record)
    said = {
        "@id": file_uri(config, record.address + RECORD_JSONLD),
        "@type": "dcat:CatalogRecord",
        "dct:identifier": record.id,
        "dct:title": [{"@value": text, "@language": language} for language, text in catalogue.title(record).items()],
        "dct:isPartOf": _thing(dataset_uri(config, f"{record.collection}/")),
        "dct:issued": _date(dates.issued),
        "dct:modified": _date(dates.modified),
        "dct:license": _thing(config.licence.url),
        "dct:source": [_thing(source.url) for source in sources_of(catalogue, record)],
    }
    return {name: value for name, value in said.items() if value}


class _Place(NamedTuple):
    """A place in the schemas: the file, the JSON Pointer in it, and what stands there."""

    file: str
    pointer: str
    node: Json


@dataclass(frozen=True)
class _Writer:
    """Writes the values of records as JSON-LD."""

    catalogue: Catalogue
    resolver: Resolver

    def group(self, fields: Sequence[Field], data: Mapping[str, Json], place: _Place) -> tuple[Node, Node]:
        """Return the context and the content of a record or a group whose schema stands at a place."""
        holder = self._holder(place)
        context: dict[str, Any] = {}
        content: dict[str, Any] = {}
        for field in fields:
            if data.get(field.name) is None:
                continue
            key, own = _key(field.name), _child(holder, field.name)
            term, value = self._field(field, data, own)
            context[key], content[key] = _definition(field.term or self._address(own), term), value
            if more := [one for one in values_of(field, data) if self._says_more(field, one)]:
                term, value = self._groups(field, more, own)
                context[f"{key}.stated"], content[f"{key}.stated"] = _definition(self._address(own), term), value
        return context, content

    def _field(self, field: Field, data: Mapping[str, Json], own: _Place) -> tuple[Node, Json]:
        """Return what the context says of a field beside its property, and its value or values."""
        match field.shape:
            case Shape.TRANSLATED:
                return {"@container": "@language"}, data[field.name]
            case Shape.GROUP:
                return self._groups(field, values_of(field, data), own)
            case Shape.CODING:
                return self._codings(field, values_of(field, data), own)
            # A schema may take words as well where a number stands: then no type fits them all.
            case Shape.NUMBER if not any(isinstance(one, str) for one in values_of(field, data)):
                return {"@type": "xsd:decimal"}, _each(data[field.name], _decimal)
            case _:
                return {}, _each(data[field.name], lambda value: self._value(field, value))

    def _value(self, field: Field, value: Json) -> Json:
        made: Json
        match field.shape:
            case Shape.DATE:
                made = _date(value)
            # JSON Schema takes 5.0 for a whole number, and a schema may take words as well.
            case Shape.YEAR if not isinstance(value, str):
                made = {"@value": f"{int(value):0{5 if value < 0 else 4}d}", "@type": "xsd:gYear"}
            case Shape.INTEGER if not isinstance(value, str):
                made = int(value)
            case Shape.LINK:
                made = _thing(value)
            case Shape.CODE if concept := self.catalogue.concept(field, value):
                made = _thing(concept_uri(self.catalogue.config, *concept.key))
            case Shape.REFERENCE if record := self.catalogue.find(field.refers_to, value):
                made = _thing(guid(self.catalogue.config, record.collection, record.first_id))
            case _:
                made = value if isinstance(value, str | bool) else json.dumps(value, ensure_ascii=False)
        return made

    def _groups(self, field: Field, values: Sequence[Json], own: _Place) -> tuple[Node, Json]:
        """Return the context of a group's parts, and each group as a thing without an address."""
        made = [self.group(field.fields, value, own) for value in values]
        context = {name: term for found, _ in made for name, term in found.items()}
        contents = [content for _, content in made]
        return ({"@context": context} if context else {}), contents if field.many else contents[0]

    def _codings(self, field: Field, values: Sequence[Json], own: _Place) -> tuple[Node, Json]:
        """Return each coding as its concept, or as a group where it is none of ours."""
        concepts = [self.catalogue.concept(field, value) for value in values]
        unknown = [value for value, concept in zip(values, concepts, strict=True) if concept is None]
        term, groups = self._groups(replace(field, many=True), unknown, own)
        known = [_thing(concept_uri(self.catalogue.config, *concept.key)) for concept in concepts if concept]
        return term, [*known, *groups] if field.many else (known or groups)[0]

    def _says_more(self, field: Field, value: Json) -> bool:
        """Whether a coding has parts that the concept for which it stands does not tell."""
        return field.shape is Shape.CODING and value.keys() > _CODE and self.catalogue.concept(field, value) is not None

    def _holder(self, place: _Place) -> _Place:
        """Return where the parts of what a schema describes are described: in it, in its items, or where it refers."""
        while isinstance(place.node, Mapping) and "properties" not in place.node:
            if "items" in place.node:
                place = _Place(place.file, f"{place.pointer}/items", place.node["items"])
            elif "$ref" in place.node:
                ref = place.node["$ref"]
                node, file = self.resolver.target(ref, place.file)
                place = _Place(file, ref.partition("#")[2], node)
            else:
                break
        return place

    def _address(self, place: _Place) -> str:
        """Return the address of a place in the schemas as they are served."""
        return f"{self.catalogue.config.url}{SCHEMAS}/{quote(place.file)}#{quote(place.pointer, safe='/$~')}"


def _child(holder: _Place, name: str) -> _Place:
    """Return where a property is described; its schema may say nothing of it."""
    properties = holder.node.get("properties", {}) if isinstance(holder.node, Mapping) else {}
    escaped = name.replace("~", "~0").replace("/", "~1")
    return _Place(holder.file, f"{holder.pointer}/properties/{escaped}", properties.get(name))


def _key(name: str) -> str:
    """Return what a field is called in JSON-LD, where some names mean something else. No two are called the same."""
    return name if _NAME.fullmatch(name) and name not in _PREFIXES else f"field-{quote(name, safe='')}"


def _definition(address: str, term: Node) -> str | Node:
    return {"@id": address, **term} if term else address


def _each(value: Json, make: Callable[[Json], Json]) -> Json:
    return [make(one) for one in value] if isinstance(value, list) else make(value)


def _decimal(value: float) -> str:
    """Return a number exactly as the record has it: JSON-LD would make a double of it."""
    return format(Decimal(repr(value)), "f")


def _date(value: str) -> Json:
    datatype = datatype_of(value)
    return {"@value": value, "@type": datatype} if datatype else value


def _thing(address: str) -> Node:
    return {"@id": address}
