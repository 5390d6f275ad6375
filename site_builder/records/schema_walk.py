"""Walking a JSON Schema: its `$ref`s, the schemas in it, its annotations, and the keywords that it may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.problems import Pointer
from site_builder.records.reading import Json

_ONE_SCHEMA = {
    "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
    "unevaluatedItems", "unevaluatedProperties",
}  # fmt: skip
_SCHEMA_LISTS = {"allOf", "anyOf", "oneOf", "prefixItems"}
_SCHEMA_MAPS = {"$defs", "dependentSchemas", "patternProperties", "properties"}
KEYWORDS = frozenset(_ONE_SCHEMA | _SCHEMA_LISTS | _SCHEMA_MAPS | {
    "$comment", "$ref", "$schema", "const", "contentEncoding", "contentMediaType", "default", "dependentRequired",
    "deprecated", "description", "enum", "examples", "exclusiveMaximum", "exclusiveMinimum", "format", "maxContains",
    "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems", "minLength", "minProperties",
    "minimum", "multipleOf", "pattern", "readOnly", "required", "title", "type", "uniqueItems", "writeOnly",
})  # fmt: skip
"""The keywords of JSON Schema 2020-12 that a schema may use, without those that move or rename parts of it."""


class Resolver:
    """Follows `$ref` between the files of `schemas/`. A reference is `file.json#/$defs/name` or `#/$defs/name`."""

    def __init__(self, documents: Mapping[str, Mapping[str, Json]]) -> None:
        self._documents = documents

    def target(self, ref: str, file: str) -> tuple[Mapping[str, Json], str]:
        """Return what `ref`, standing in `file`, points to, and the file that it stands in. Raises KeyError."""
        name, _, fragment = ref.partition("#")
        file = name or file
        node: Any = self._documents[file]
        for part in fragment.strip("/").split("/") if fragment.strip("/") else ():
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, Mapping):
                node = node[key]
            else:
                raise KeyError(ref)
        if not isinstance(node, Mapping):
            raise KeyError(ref)
        return node, file

    def resolve(self, node: Json, file: str) -> tuple[Mapping[str, Json], str]:
        """Return a subschema with its `$ref` followed: what stands beside the `$ref` wins over what it points to.

        A schema that is only `true` or `false` has no properties to speak of and counts as an empty one.
        """
        if not isinstance(node, Mapping):
            return {}, file
        seen = set()
        while "$ref" in node:
            ref = node["$ref"]
            if (ref, file) in seen:
                raise KeyError(ref)
            seen.add((ref, file))
            target, file = self.target(ref, file)
            beside = {key: value for key, value in node.items() if key != "$ref"}
            field = {**target.get("x-field", {}), **beside.get("x-field", {})}
            node = {**target, **beside, **({"x-field": field} if field else {})}
        return node, file


def references_in(node: Json, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield every `$ref` of a schema with the pointer to it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield (*pointer, key), value
            else:
                yield from references_in(value, (*pointer, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references_in(value, (*pointer, index))


def subschemas(node: Json, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Mapping[str, Json]]]:
    """Yield a schema and every schema in it, each with the pointer to it."""
    if not isinstance(node, Mapping):
        return
    yield pointer, node
    for key, value in node.items():
        if key in _ONE_SCHEMA:
            yield from subschemas(value, (*pointer, key))
        elif key in _SCHEMA_LISTS:
            for index, one in enumerate(value):
                yield from subschemas(one, (*pointer, key, index))
        elif key in _SCHEMA_MAPS:
            for name, one in value.items():
                yield from subschemas(one, (*pointer, key, name))


def files_behind(document: Mapping[str, Json], file: str, resolver: Resolver) -> set[str]:
    """Return the schema files that a sound schema draws on."""
    behind: set[str] = set()
    waiting = [(document, file)]
    while waiting:
        node, name = waiting.pop()
        for _, ref in references_in(node):
            try:
                target, target_file = resolver.target(ref, name)
            except KeyError:
                continue
            if target_file not in behind and target_file != file:
                behind.add(target_file)
                waiting.append((target, target_file))
    return behind


def annotations_in(node: Json, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str, Json]]:
    """Yield every `x-…` keyword of a schema: pointer, keyword, value."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(key, str) and key.startswith("x-"):
                yield (*pointer, key), key, value
            else:
                yield from annotations_in(value, (*pointer, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from annotations_in(value, (*pointer, index))
