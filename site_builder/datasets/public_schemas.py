"""The schemas of what is published: a catalogue's own, without what no published record has.

What is internal is not in them. What goes with a person's consent (see `records.consent`) is in them, not asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from site_builder.records import Catalogue, DataTable, Field, Json
from site_builder.records.schema import SCHEMA_ENDING, fields_of
from site_builder.records.schema_walk import Resolver, files_behind, references_in, subschemas

Schema = Mapping[str, Any]

_TURNING = frozenset({"else", "if", "not", "oneOf", "then"})
"""Keywords that may allow less where a schema in them asks for less."""

_COUNTING = frozenset({"contains", "maxContains", "minContains", "minItems", "prefixItems"})
"""Keywords that a list may not fit any more once an item is taken out of it."""

_INDIRECT = frozenset({"$ref", "maxProperties", "minProperties"})
"""Keywords that may speak of a property without naming it."""


def published_schemas(catalogue: Catalogue) -> Mapping[str, Schema]:
    """Return the schemas that the published records fit, by file: the collections', and what they refer to.

    Whatever fits a schema of the catalogue fits the one given here once it is published (see `records.published`).
    """
    resolver = Resolver(catalogue.schemas)
    documents = {f"{name}{SCHEMA_ENDING}": one.schema.document for name, one in catalogue.collections.items()}
    behind = {other for file, document in documents.items() for other in files_behind(document, file, resolver)}
    documents |= {file: catalogue.schemas[file] for file in sorted(behind - documents.keys())}
    cutter = _Cutter(resolver, _people(catalogue), documents)
    return _without_unused({file: cutter.document(file) for file in documents})


def published_table_schema(catalogue: Catalogue, table: DataTable) -> Schema:
    """Return the Table Schema that the published rows of a data table fit, its labels and helps as plain texts too."""
    people, config = _people(catalogue), catalogue.config
    fields = []
    for node, field in zip(table.document["fields"], table.fields, strict=True):
        texts = {"title": field.label, "description": field.help}
        plain = {key: config.text(text, config.language) for key, text in texts.items() if text}
        if field.refers_to in people and "constraints" in node:
            rules = {key: rule for key, rule in node["constraints"].items() if key != "required"}
            fields.append({**plain, **node, "constraints": rules})
        else:
            fields.append({**plain, **node})
    return {**table.document, "fields": fields}


def _people(catalogue: Catalogue) -> frozenset[str]:
    """Return the collections of which a record is published with a consent only."""
    return frozenset(name for name, one in catalogue.collections.items() if one.schema.consent)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a schema stands and what it describes: the fields by name, and of them those that no published record has
    (`hidden`), and those that one has not or may lack (`absent`)."""

    file: str
    fields: Mapping[str, Field]
    hidden: AbstractSet[str]
    absent: AbstractSet[str]


@dataclass(frozen=True)
class _Cutter:
    """Takes out of the schemas in `documents` what no published record has, and what one may lack.

    `people` are the collections that ask for consent. It only ever makes a schema allow more.
    """

    resolver: Resolver
    people: frozenset[str]
    documents: Mapping[str, Schema]

    def document(self, file: str) -> Schema:
        """Return the schema of a file. A published record has an `id` even where its schema does not speak of it."""
        document = self.documents[file]
        cut = self.schema(document, file, {})
        if "x-collection" in document and "id" not in document.get("properties", {}):
            cut["properties"] = {"id": {"type": "string"}, **cut.get("properties", {})}
        return cut

    def schema(self, node: Schema, file: str, around: Mapping[str, Field]) -> dict[str, Any]:
        """Return a schema that stands in `file`. `around` are the fields of what it describes, as far as the schema
        around it says them."""
        fields = {**{field.name: field for field in fields_of(node, file, self.resolver)}, **around}
        hidden = {name for name, field in fields.items() if field.internal}
        absent = hidden | {name for name, field in fields.items() if self._is_of_people(field)}
        scope = _Scope(file, fields, hidden, absent)
        return {
            key: _KEYWORDS[key](self, scope, value) if key in _KEYWORDS else value
            for key, value in node.items()
            if not self._says_nothing(node, key, scope)
        }

    def _says_nothing(self, node: Schema, key: str, scope: _Scope) -> bool:
        """Whether a keyword cannot be judged of published records, or asks for what is absent alone."""
        if key in _COUNTING:
            return id(node) in self._lists_of_people
        if key in _TURNING:
            gone = {*self._gone(scope.fields.values())}
            rule = node.get("if") if key in {"else", "then"} else node[key]
            return bool(gone) and _speaks_of(rule, gone | _INDIRECT)
        if key == "required":
            return bool(node[key]) and scope.absent >= set(node[key])
        return key == "minProperties" and bool(scope.absent)

    def _gone(self, fields: Iterable[Field]) -> Iterator[str]:
        """Yield the names of all that is or may be missing in a published record, at any depth."""
        for field in fields:
            if field.internal or self._is_of_people(field):
                yield field.name
            yield from self._gone(field.fields)

    def _is_of_people(self, field: Field) -> bool:
        """Whether a value of a field may be withheld, because it refers to a person, or a part of it does."""
        return field.refers_to in self.people or any(map(self._is_of_people, field.fields))

    @cached_property
    def _lists_of_people(self) -> frozenset[int]:
        """The identities of the schemas of lists of which an item may be withheld."""
        found: set[int] = set()
        for file, document in self.documents.items():
            for _, node in subschemas(document):
                for field in fields_of(node, file, self.resolver):
                    if self._is_of_people(field):
                        found |= self._chain(node["properties"][field.name], file)
        return frozenset(found)

    def _chain(self, node: Schema, file: str) -> set[int]:
        """Return the identities of a schema and of those that its `$ref` leads to, one after the other."""
        found = {id(node)}
        while "$ref" in node:
            node, file = self.resolver.target(node["$ref"], file)
            found.add(id(node))
        return found

    # What each keyword says, without what is hidden, and without asking for what is absent

    def inside(self, scope: _Scope, value: Json) -> Json:
        """Return a schema, or a list of schemas, of the same thing."""
        if isinstance(value, list):
            return [self.inside(scope, one) for one in value]
        return self.schema(value, scope.file, scope.fields) if isinstance(value, Mapping) else value

    def properties(self, scope: _Scope, value: Json) -> Json:
        """Return the schemas of the parts of a thing, by name."""
        parts = {name: {part.name: part for part in scope.fields[name].fields} for name in value}
        return {
            name: self.inside(replace(scope, fields=parts[name]), one)
            for name, one in value.items()
            if name not in scope.hidden
        }

    def dependent(self, scope: _Scope, value: Json) -> Json:
        """Return the schemas that hold where a thing has a part, by name."""
        return {name: self.inside(scope, one) for name, one in value.items() if name not in scope.hidden}

    def apart(self, scope: _Scope, value: Json) -> Json:
        """Return schemas of other things, by name."""
        return {name: self.inside(replace(scope, fields={}), one) for name, one in value.items()}

    def required(self, scope: _Scope, value: Json) -> Json:
        """Return the names that are asked for: a list of them, or by the name that asks for them."""
        if isinstance(value, list):
            return [name for name in value if name not in scope.absent]
        return {name: self.required(scope, others) for name, others in value.items() if name not in scope.hidden}

    def annotation(self, scope: _Scope, value: Json) -> Json:
        """Return an annotation without the hidden fields that it names."""
        said = {key: _said(key, one, scope.hidden) for key, one in value.items()} if scope.hidden else value
        return {key: one for key, one in said.items() if one is not None}


_KEYWORDS: Mapping[str, Callable[[_Cutter, _Scope, Json], Json]] = {
    **dict.fromkeys(("allOf", "anyOf", "else", "if", "items", "not", "oneOf", "then"), _Cutter.inside),
    **dict.fromkeys(("$defs", "patternProperties"), _Cutter.apart),
    **dict.fromkeys(("dependentRequired", "required"), _Cutter.required),
    **dict.fromkeys(("x-collection", "x-field"), _Cutter.annotation),
    "dependentSchemas": _Cutter.dependent,
    "properties": _Cutter.properties,
}
"""The keywords that may speak of a field. Of others that hold schemas, none is of use for a record."""


def _speaks_of(node: Json, names: AbstractSet[str]) -> bool:
    """Whether one of the names stands anywhere in a schema, as a key or as a text."""
    if isinstance(node, Mapping):
        return any(key in names or _speaks_of(value, names) for key, value in node.items())
    if isinstance(node, list):
        return any(_speaks_of(one, names) for one in node)
    return isinstance(node, str) and node in names


def _said(key: str, value: Json, hidden: AbstractSet[str]) -> Json:
    """Return what a keyword of an annotation says without the hidden fields; None where nothing is left of it."""
    match key:
        case "consent" | "date" | "end" | "place" | "resolves":
            left = value if value not in hidden else None
        case "confirmed" | "dated-by" | "expires" | "group-by":
            left = [name for name in value if name not in hidden] or None
        case "sheet" if isinstance(value, list):
            left = [name for name in value if name not in hidden] or True
        case "not-before":
            left = [pair for pair in value if not hidden & set(pair)]
        case "called-off":
            left = {name: values for name, values in value.items() if name not in hidden} or None
        case "calendar" if value["start"] in hidden:
            left = None
        case "calendar":
            parts = {part: _said(part, one, hidden) for part, one in value.items()}
            left = {part: one for part, one in parts.items() if one is not None}
        case "sections":
            cut = [{**one, "fields": [name for name in one["fields"] if name not in hidden]} for one in value]
            left = [one for one in cut if one["fields"]]
        case _:
            left = value
    return left


def _without_unused(schemas: Mapping[str, Schema]) -> Mapping[str, Schema]:
    """Leave out the definitions of internal fields that nothing refers to."""
    used = set()
    for file, schema in schemas.items():
        for _, ref in references_in(schema):
            name, _, pointer = ref.partition("#")
            used.add((name or file, pointer))

    def kept(file: str, definitions: Schema) -> Schema:
        return {
            name: one for name, one in definitions.items() if (file, f"/$defs/{name}") in used or not _is_internal(one)
        }

    return {
        file: {key: kept(file, value) if key == "$defs" else value for key, value in schema.items()}
        for file, schema in schemas.items()
    }


def _is_internal(node: Json) -> bool:
    return isinstance(node, Mapping) and bool(node.get("x-field", {}).get("internal"))
