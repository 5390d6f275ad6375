"""The schemas of what is published, each served at the address that it states.

A collection's is JSON Schema 2020-12, a data table's Table Schema. Both keep the annotations `x-…`, which other readers
pass over, so that the same catalogue can be built from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.addresses import SCHEMAS, file_uri
from site_builder.datasets.public_schemas import published_schemas, published_table_schema
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.table_schema import SCHEMA_PROFILE
from site_builder.records.schema import DRAFT


def write(publication: Publication, writer: Writer) -> None:
    """Write the schema of each collection and data table, and what those of the collections refer to."""
    for path, data in schema_files(publication):
        writer.put(path, data)


def schema_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each schema below the site's root, and its bytes.

    `$id` of a JSON Schema is its address. References are relative, and so lead from there to the others. A Table Schema
    has no such keyword: `$schema` names its profile.
    """
    catalogue = publication.catalogue
    for file, schema in published_schemas(catalogue).items():
        path = f"{SCHEMAS}/{file}"
        yield path, _json_bytes({"$schema": DRAFT, "$id": file_uri(publication.config, path)}, schema)
    for name, table in catalogue.tables.items():
        yield (
            publication.by_subject[name].schema,
            _json_bytes({"$schema": SCHEMA_PROFILE}, published_table_schema(catalogue, table)),
        )


def _json_bytes(head: Mapping[str, str], schema: Mapping[str, Any]) -> bytes:
    """Return a schema as JSON, with its first keywords in place of those that it had in the catalogue."""
    rest = {key: value for key, value in schema.items() if key not in {"$id", "$schema"}}
    return (json.dumps({**head, **rest}, ensure_ascii=False, indent=2) + "\n").encode()
