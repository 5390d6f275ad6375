"""What the API answers with, as JSON Schema 2020-12: the components of its description (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from site_builder.config import Config
from site_builder.datasets.api.records import PUBLISHED, RENAMED, WITHDRAWN
from site_builder.datasets.public_schemas import published_schemas
from site_builder.history import Act, Basis
from site_builder.records import Catalogue, Json
from site_builder.records.schema import SCHEMA_ENDING

Schema = Mapping[str, Any]

_SCHEMAS_BY_NAME = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
_SCHEMAS = frozenset({
    "additionalProperties", "allOf", "anyOf", "contains", "else", "if", "items", "not", "oneOf", "prefixItems",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_NEIGHBOUR: Schema = {"type": ["string", "null"], "format": "uri"}
_TRANSLATED: Schema = {"type": "object", "additionalProperties": _TEXT}
_BY_LANGUAGE: Schema = {"type": "object", "additionalProperties": _ADDRESS}


def components(catalogue: Catalogue) -> Mapping[str, Schema]:
    """Return every schema of a response by the name of its component, and those of the records by their files."""
    found: dict[str, Schema] = {**_FIXED, **_embedded_schemas(catalogue)}
    envelopes = {name: f"{component_name(name)}.envelope" for name in catalogue.collections}
    for name, component in envelopes.items():
        own = {"collection": {"const": name}, "data": ref(data_component(name))}
        found[component] = {"allOf": [ref("Envelope"), {"type": "object", "properties": own}]}
    if envelopes:
        mapping = {name: ref(component)["$ref"] for name, component in envelopes.items()}
        found["PublishedRecord"] = {
            "oneOf": [*map(ref, envelopes.values())],
            "discriminator": {"propertyName": "collection", "mapping": mapping},
        }
        found["Record"] = {"anyOf": [ref("PublishedRecord"), ref("RenamedRecord"), ref("WithdrawnRecord")]}
        found["RecordsPage"] = _page({"collection": _TEXT}, ref("PublishedRecord"))
    return found


def ref(component: str) -> Schema:
    """Return a reference to a component."""
    return {"$ref": f"#/components/schemas/{component}"}


def data_component(collection: str) -> str:
    """Return the name of the component that the records of a collection fit."""
    return component_name(collection + SCHEMA_ENDING)


def component_name(name: str) -> str:
    """Return a name without what cannot stand in that of a component."""
    return quote(name, safe="").replace("%", "_").replace("~", "_")


def _embedded_schemas(catalogue: Catalogue) -> Mapping[str, Schema]:
    """Return the schemas of the records as components: references lead to components, labels stand as descriptions."""
    schemas = published_schemas(catalogue)
    return {component_name(file): _embedded(schema, file, catalogue.config) for file, schema in schemas.items()}


def _embedded(node: Json, file: str, config: Config) -> Json:
    if isinstance(node, list):
        return [_embedded(one, file, config) for one in node]
    if not isinstance(node, Mapping):
        return node
    found: dict[str, Json] = {}
    for key, value in node.items():
        if key in _SCHEMAS_BY_NAME:
            found[key] = {name: _embedded(one, file, config) for name, one in value.items()}
        elif key in _SCHEMAS:
            found[key] = _embedded(value, file, config)
        elif key == "$ref":
            target, _, pointer = value.partition("#")
            found[key] = ref(component_name(target or file))["$ref"] + pointer
        elif not key.startswith(("x-", "$id", "$schema")):
            found[key] = value
    about = node.get("x-field", {})
    texts = [config.text(about[key], config.language) for key in ("label", "help") if about.get(key)]
    return {**({"description": ". ".join(texts)} if texts else {}), **found}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {"type": "object", "required": [*required], "properties": {**required, **(optional or {})}}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _page(head: Mapping[str, Schema], items: Schema) -> Schema:
    """Return the schema of a page of a list (see `encoding.list_head`)."""
    numbers = {"total": _NUMBER, "page": _NUMBER, "pages": _NUMBER}
    return _object({**head, **numbers, "next": _NEIGHBOUR, "previous": _NEIGHBOUR, "items": _list(items)})


def _one_of(values: Sequence[str]) -> Schema:
    return {"type": "string", "enum": [*values]}


_GUID = {**_ADDRESS, "description": "tells the record from every other for ever, whatever it is called later"}
_ELSEWHERE = _object({"id": _TEXT, "collection": _TEXT, "guid": _GUID, "url": _ADDRESS})

_FIXED: Mapping[str, Schema] = {
    "Index": _object(
        {
            "id": _ADDRESS,
            "url": _ADDRESS,
            "title": _TRANSLATED,
            "description": _TRANSLATED,
            "languages": _list(_TEXT),
            "license": _object({"id": _TEXT, "title": _TEXT, "url": _ADDRESS}),
            "publisher": _object({"name": _TRANSLATED}, {"url": _ADDRESS, "contact": _ADDRESS}),
            "built": {"type": "string", "format": "date-time"},
            "openapi": _ADDRESS,
            "collections": _list(ref("List")),
            "tables": _list(ref("List")),
            "vocabularies": _list(
                _object({"name": _TEXT, "title": _TRANSLATED, "total": _NUMBER, "address": _ADDRESS})
            ),
            "changes": _object({"total": _NUMBER, "address": _ADDRESS, "first": _ADDRESS}),
            "sources": _list(ref("Source")),
        }
    ),
    "List": _object(
        {
            "name": _TEXT,
            "title": _TRANSLATED,
            "description": _TRANSLATED,
            "total": _NUMBER,
            "pages": _NUMBER,
            "address": {**_ADDRESS, "description": "of the first page"},
            "url": _BY_LANGUAGE,
            "schema": _ADDRESS,
        }
    ),
    "Source": {
        **_object({"kind": _TEXT, "name": _TEXT, "address": _ADDRESS, "sha256": _TEXT, "bytes": _NUMBER}),
        "description": "one of the files from which the same catalogue can be built again",
    },
    "Envelope": _object(
        {
            "status": {"const": PUBLISHED},
            "id": _TEXT,
            "guid": _GUID,
            "collection": _TEXT,
            "url": _BY_LANGUAGE,
            "aliases": _list(_TEXT),
            "license": _ADDRESS,
            "schema": {**_ADDRESS, "description": "the JSON Schema that the data fit"},
            "data": {"type": "object"},
        },
        {"issued": _TEXT, "modified": _TEXT},
    ),
    "RenamedRecord": _object(
        {
            "status": {"const": RENAMED},
            "id": _TEXT,
            "collection": _TEXT,
            "guid": _GUID,
            "renamed_to": _TEXT,
            "url": _ADDRESS,
            "address": {**_ADDRESS, "description": "of the record now"},
        }
    ),
    "WithdrawnRecord": _object(
        {"status": {"const": WITHDRAWN}, "id": _TEXT, "collection": _TEXT, "guid": _GUID, "withdrawn": _TEXT},
        {"reason": _TRANSLATED, "successor": _ELSEWHERE},
    ),
    "RowsPage": _page({"table": _TEXT, "schema": _ADDRESS}, {"type": "object"}),
    "Vocabulary": _object(
        {"vocabulary": _TEXT, "title": _TRANSLATED, "total": _NUMBER, "concepts": _list(ref("Concept"))},
        {"source": _ADDRESS, "license": _TEXT},
    ),
    "Concept": _object(
        {"uri": _ADDRESS, "scheme": _TEXT, "code": _TEXT},
        {
            "version": _TEXT,
            "labels": _TRANSLATED,
            "parent": _TEXT,
            "valid_from": _TEXT,
            "valid_until": _TEXT,
            "successors": _list(_object({"scheme": _TEXT, "code": _TEXT, "uri": _ADDRESS})),
        },
    ),
    "ChangesIndex": _object(
        {
            "total": _NUMBER,
            "pages": _NUMBER,
            "basis": _one_of([*Basis]),
            "spans": _list(
                _object({"page": _NUMBER, "address": _ADDRESS}, {"first": ref("Position"), "last": ref("Position")})
            ),
        },
        {"latest": _NUMBER},
    ),
    "Position": _object({"number": _NUMBER, "moment": _TEXT}),
    "ChangesPage": _object({"page": _NUMBER, "previous": _NEIGHBOUR, "items": _list(ref("Change"))}),
    "Change": _object(
        {
            "number": {**_NUMBER, "description": "the order in which changes were published"},
            "act": _one_of([*Act]),
            "collection": _TEXT,
            "id": _TEXT,
            "guid": _GUID,
            "url": _ADDRESS,
            "moment": _TEXT,
        },
        {
            "fields": _list(_TEXT),
            "former": _TEXT,
            "reason": _TRANSLATED,
            "successor": _object({"guid": _GUID, "url": _ADDRESS}),
            "commit": _TEXT,
        },
    ),
}
