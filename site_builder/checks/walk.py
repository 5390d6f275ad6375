"""Walking the values of a record, or the cells of a table, together with the fields that describe them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, DataTable, Field, Json, Record, Shape
from site_builder.records.reading.csv_reading import Cell, read_csv
from site_builder.records.reading.files import read_text
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.record import field_values

Rule = Callable[[Catalogue, Record, Field, Pointer, Json], Iterator[Problem]]
"""Takes a record, one of its fields, where a value stands in it, and the value (one item where the field is a list)."""


CellRule = Callable[[Catalogue, DataTable, Field, Mapping[str, Cell], str], Iterator[Problem]]
"""Takes a table, one of its columns, a row of cells by column, and the text of the column's cell, never empty."""


def apply(rule: Rule, catalogue: Catalogue) -> Iterator[Problem]:
    """Apply a rule to every value of every record.

    Of one record no more is asked than is ever told (see `locate`): a hostile one must not keep the others waiting.
    """
    for record in catalogue.records:
        yield from islice(_of_record(rule, catalogue, record), MAX_PROBLEMS + 1)


def _of_record(rule: Rule, catalogue: Catalogue, record: Record) -> Iterator[Problem]:
    for field, pointer, value in field_values(catalogue.schema(record).fields, record.data):
        yield from rule(catalogue, record, field, pointer, value)


def apply_to_tables(rule: CellRule, catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    """Apply a rule to every filled cell of every data table whose heading is as its schema has it."""
    for table in catalogue.tables.values():
        text = read_text(root, table.path)
        if not isinstance(text, Problem):
            yield from islice(_of_table(rule, catalogue, table, text), MAX_PROBLEMS + 1)


def _of_table(rule: CellRule, catalogue: Catalogue, table: DataTable, text: str) -> Iterator[Problem]:
    names = [field.name for field in table.fields]
    heading, *rows = [*read_csv(text)] or [()]
    if [cell.text for cell in heading] != names:
        return
    for row in rows:
        cells = dict(zip(names, row, strict=False))
        for field in table.fields:
            if field.name in cells and cells[field.name].text:
                yield from rule(catalogue, table, field, cells, cells[field.name].text)


def texts(field: Field, pointer: Pointer, value: Json) -> Iterator[tuple[Pointer, str]]:
    """Yield the free texts of a value with their pointers."""
    if field.shape is Shape.TEXT and isinstance(value, str):
        yield pointer, value
    elif field.shape is Shape.TRANSLATED:
        for language, text in value.items():
            if isinstance(text, str):
                yield (*pointer, language), text
            elif isinstance(text, list):
                yield from (((*pointer, language, i), item) for i, item in enumerate(text) if isinstance(item, str))
