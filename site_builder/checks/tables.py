"""Every data table fits its Table Schema, and its references lead to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from site_builder import problems
from site_builder.checks.cells import cell_problems, heading_problem, sound_rows
from site_builder.checks.references import no_such_record
from site_builder.checks.walk import apply_to_tables
from site_builder.problems import Problem
from site_builder.records import Catalogue, DataTable, Field
from site_builder.records.reading.csv_reading import Cell, read_csv
from site_builder.records.reading.files import read_text
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.tables import table_schema


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    for table in catalogue.tables.values():
        if table.name in catalogue.collections:
            values = {"name": table.name}
            yield Problem(problems.TABLE_NAME_TAKEN, table.schema_path, line=1, column=1, values=values)
        yield from islice(_table(table, root), MAX_PROBLEMS + 1)
    yield from apply_to_tables(_dangling, catalogue, root)


def _table(table: DataTable, root: Path) -> Iterator[Problem]:
    text = read_text(root, table.path)
    if isinstance(text, Problem):
        return  # reading has said so
    rows, names = list(read_csv(text)), [field.name for field in table.fields]
    if wrong := heading_problem(table.path, rows, names):
        yield wrong
        return
    sound, found = sound_rows(table.path, rows, names)
    yield from found
    yield from cell_problems(table.path, table_schema(table.document), sound)


def _dangling(
    catalogue: Catalogue, table: DataTable, field: Field, row: Mapping[str, Cell], value: str
) -> Iterator[Problem]:
    if wrong := no_such_record(catalogue, field, value):
        kind, values = wrong
        cell = row[field.name]
        yield Problem(kind, table.path, line=cell.line, column=cell.column, values=values)
