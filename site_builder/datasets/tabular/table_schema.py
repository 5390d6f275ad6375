"""A table's Table Schema (https://datapackage.org/standard/table-schema/), inside what readers of version 1 take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.config import Config
from site_builder.datasets.tabular.columns import Column
from site_builder.datasets.tabular.keys import Keys
from site_builder.datasets.tabular.tables import Table, table_name

SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(config: Config, table: Table, keys: Keys) -> Mapping[str, Any]:
    """Return the schema of a table, with the labels and helps of its columns in every language."""
    fields = [
        _field(config, column, kind, filled=filled)
        for column, kind, filled in zip(table.columns, table.types, table.filled, strict=True)
    ]
    schema: dict[str, Any] = {"$schema": SCHEMA_PROFILE, "fields": fields}
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    if keys.foreign:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                # An empty name is the table itself: version 1 asks for it, version 2 takes it.
                "reference": {
                    "resource": "" if key.table == table.name else table_name(key.table),
                    "fields": list(key.target),
                },
            }
            for key in keys.foreign
        ]
    return {**schema, "missingValues": [""]}


def _field(config: Config, column: Column, kind: str, *, filled: bool) -> Mapping[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": kind, "format": column.format}
    if column.label:
        field |= {"title": config.text(column.label, config.language), "titles": dict(column.label)}
    if column.help:
        field |= {"description": config.text(column.help, config.language), "descriptions": dict(column.help)}
    if filled:
        field["constraints"] = {"required": True}
    return field
