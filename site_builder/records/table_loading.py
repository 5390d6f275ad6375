"""Reading the data tables of a catalogue: schemas in `schemas/tables/`, rows in `catalogue/tables/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Pointer, Problem
from site_builder.records.annotations import annotation_problems
from site_builder.records.explaining import hint
from site_builder.records.reading.files import read_text
from site_builder.records.reading.folders import list_files, unexpected
from site_builder.records.reading.json_reading import parse_json
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import Json, read_document
from site_builder.records.tables import TABLE_SCHEMA_ENDING, DataTable, data_table
from site_builder.records.validation import own_schema

TABLES, TABLE_SCHEMAS = "catalogue/tables", "schemas/tables"
ROWS_ENDING = ".csv"


def read_tables(root: Path, found: list[Problem]) -> dict[str, DataTable]:
    """Return the tables by name, in their order of display; append to `found` what stands in the way.

    A table whose CSV file is missing or cannot be read has no rows.
    """
    tables: list[DataTable] = []
    data = list_files(root, TABLES, found)
    found += [unexpected(f"{TABLES}/{name}", ROWS_ENDING) for name in data if not name.endswith(ROWS_ENDING)]
    schemas = list_files(root, TABLE_SCHEMAS, found)
    for name in schemas:
        path = f"{TABLE_SCHEMAS}/{name}"
        if not name.endswith(TABLE_SCHEMA_ENDING):
            found.append(unexpected(path, TABLE_SCHEMA_ENDING))
            continue
        document = read_document(root, path, parse_json)
        own = document.problems or list(_schema_problems(document.value, path))
        found += own
        if not own:
            stem = name.removesuffix(TABLE_SCHEMA_ENDING)
            rows = f"{TABLES}/{stem}{ROWS_ENDING}"
            text = read_text(root, rows)
            if isinstance(text, Problem):
                found.append(text)
                text = ""
            tables.append(data_table(stem, rows, path, document.value, text))
    known = [name.removesuffix(TABLE_SCHEMA_ENDING) for name in schemas]
    for name in data:
        stem = name.removesuffix(ROWS_ENDING)
        if name.endswith(ROWS_ENDING) and stem not in known:
            hint_vi, hint_en = hint(stem, known)
            values = {"name": shorten(stem), "hint_vi": hint_vi, "hint_en": hint_en}
            found.append(Problem(problems.UNKNOWN_TABLE, f"{TABLES}/{name}", line=1, column=1, values=values))
    return {table.name: table for table in sorted(tables, key=lambda one: (one.order, one.name))}


def _schema_problems(document: Json, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a table's schema: by Table Schema, in its annotations, in the names that it gives."""
    own = list(own_schema("table").violations(document, path))
    own = own or list(annotation_problems(document, path, ("x-table", "x-field")))
    yield from own
    if own:
        return
    known = [field["name"] for field in document["fields"]]
    key = document.get("primaryKey", [])
    columns = [key] if isinstance(key, str) else key
    named: list[tuple[Pointer, str]] = [(("primaryKey", place), name) for place, name in enumerate(columns)]
    for number, unique in enumerate(document.get("uniqueKeys", ())):
        named += [(("uniqueKeys", number, place), name) for place, name in enumerate(unique)]
    if "dated-by" in document["x-table"]:
        named.append((("x-table", "dated-by"), document["x-table"]["dated-by"]))
    for pointer, name in named:
        if name not in known:
            hint_vi, hint_en = hint(name, known)
            values = {
                "name": shorten(name), "keyword": pointer[0], "hint_vi": hint_vi, "hint_en": hint_en,
                "what_vi": "bảng không có cột nào tên như vậy", "what_en": "the table has no such column",
            }  # fmt: skip
            yield Problem(problems.UNKNOWN_NAME, path, pointer, values=values)
