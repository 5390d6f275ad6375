"""Data tables: `catalogue/tables/<name>.csv`, each described by `schemas/tables/<name>.json`.

What is a table by nature (transactions, values of indicators, a survey) is no heap of records. Its schema is a Table
Schema (https://datapackage.org/standard/table-schema/) with the annotations `x-table` and, on a field, `x-field`; a
column is a `Field` like any other, so that pages, downloads and checks treat a cell as they treat a record's value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.config import Translated
from site_builder.records.reading import Json
from site_builder.records.reading.csv_reading import read_csv
from site_builder.records.schema import Field, Shape

TABLE_SCHEMA_ENDING = ".json"

Row = Mapping[str, Json]
"""A row: column → value (text, number, true or false; a date is ISO 8601 text; None where the cell is empty)."""


@dataclass(frozen=True)
class DataTable:
    """A table: `document` is its Table Schema, `rows` are in the order of the file.

    `path` is that of the CSV file and `schema_path` that of the schema, relative to the catalogue's root. `dated_by` is
    the column with the time by which a row's codes are judged.
    """

    name: str
    path: str
    schema_path: str
    document: Mapping[str, Json]
    label: Translated
    description: Translated
    icon: str
    order: int
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    dated_by: str | None
    rows: tuple[Row, ...]


def data_table(name: str, path: str, schema_path: str, document: Mapping[str, Json], text: str) -> DataTable:
    """Return a table from its sound Table Schema and its CSV text.

    A cell that is not of its column's type keeps its text, and a row that is too short lacks the rest: checks say so.
    """
    about = document["x-table"]
    fields = tuple(_field(one) for one in document["fields"])
    heading, *rows = [*read_csv(text)] or [()]
    names = [cell.text for cell in heading]
    types = {one["name"]: one.get("type", "string") for one in document["fields"]}
    key = document.get("primaryKey", ())
    return DataTable(
        name=name,
        path=path,
        schema_path=schema_path,
        document=document,
        label=about["label"],
        description=about["description"],
        icon=about["icon"],
        order=about["order"],
        fields=fields,
        key=(key,) if isinstance(key, str) else tuple(key),
        dated_by=about.get("dated-by"),
        rows=tuple(
            {column: _value(cell.text, types.get(column, "string")) for column, cell in zip(names, row, strict=False)}
            for row in rows
        ),
    )


def table_schema(document: Mapping[str, Json]) -> dict[str, Json]:
    """Return a table's schema as any reader of Table Schema takes it: without annotations, labels as titles."""
    fields = [_plain(one) for one in document["fields"]]
    return {**{key: value for key, value in document.items() if not key.startswith(("x-", "$"))}, "fields": fields}


def _plain(field: Mapping[str, Json]) -> Mapping[str, Json]:
    return {key: value for key, value in field.items() if not key.startswith("x-")}


_SHAPES: Mapping[str, Shape] = {
    "number": Shape.NUMBER,
    "integer": Shape.INTEGER,
    "year": Shape.YEAR,
    "boolean": Shape.BOOLEAN,
    "date": Shape.DATE,
    "yearmonth": Shape.DATE,
}


def _field(node: Mapping[str, Json]) -> Field:
    about: Mapping[str, Json] = node.get("x-field", {})
    shape = _SHAPES.get(node.get("type", "string"), Shape.TEXT)
    if shape is Shape.TEXT and node.get("format") == "uri":
        shape = Shape.LINK
    if "refers-to" in about:
        shape = Shape.REFERENCE
    elif "vocabulary" in about:
        shape = Shape.CODE
    return Field(
        name=node["name"],
        shape=shape,
        many=False,
        required=node.get("constraints", {}).get("required", False),
        label=about.get("label", {}),
        help=about.get("help", {}),
        column=about.get("column", False),
        refers_to=about.get("refers-to"),
        vocabulary=about.get("vocabulary"),
        term=about.get("term"),
        personal=about.get("personal", False),
    )


def _value(text: str, kind: str) -> Json:
    if text == "":
        return None
    try:
        match kind:
            case "integer" | "year":
                return int(text)
            case "number":
                return float(text)
            case "boolean":
                return {"true": True, "false": False}.get(text, text)
    except ValueError:
        return text
    return text
