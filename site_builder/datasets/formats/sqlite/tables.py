"""The tables of the catalogue as STRICT tables (https://www.sqlite.org/stricttables.html), with the keys that hold."""

# ruff: noqa: S608 — every name is quoted where names are given (`naming`)

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from sqlite3 import Connection

from site_builder.datasets.formats.sqlite.naming import Names
from site_builder.datasets.publication import Publication
from site_builder.datasets.tabular.columns import Cell, as_text
from site_builder.datasets.tabular.keys import Keys
from site_builder.datasets.tabular.tables import Table

_TYPES: Mapping[str, str] = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
"""Types by those of Table Schema. Anything else is text: SQLite has no type for dates, and orders ISO 8601 rightly."""


def write_tables(database: Connection, publication: Publication, names: Names) -> None:
    """Write every table with its rows."""
    targets = {(key.table, key.target) for keys in publication.keys.values() for key in keys.exact}
    for table in publication.tables:
        keys = publication.keys[table.name]
        unique = [columns for name, columns in sorted(targets) if name == table.name and columns != keys.primary]
        database.execute(_definition(table, keys, unique, names))
        marks = ", ".join("?" * len(table.columns))
        database.executemany(f"INSERT INTO {names.tables[table.name]} VALUES ({marks})", _rows(table))


def _definition(table: Table, keys: Keys, unique: Collection[Sequence[str]], names: Names) -> str:
    parts = ",\n  ".join([*_columns(table, names), *_constraints(table, keys, unique, names)])
    return f"CREATE TABLE {names.tables[table.name]} (\n  {parts}\n) STRICT"


def _columns(table: Table, names: Names) -> Iterator[str]:
    for column, kind, filled in zip(table.columns, table.types, table.filled, strict=True):
        name = names.columns[table.name][column.name]
        must = " NOT NULL" if filled else ""
        one_of = f" CHECK ({name} IN (0, 1))" if kind == "boolean" else ""
        yield f"{name} {_TYPES.get(kind, 'TEXT')}{must}{one_of}"


def _constraints(table: Table, keys: Keys, unique: Collection[Sequence[str]], names: Names) -> Iterator[str]:
    def listed(name: str, columns: Sequence[str]) -> str:
        return ", ".join(names.columns[name][column] for column in columns)

    if keys.primary:
        yield f"PRIMARY KEY ({listed(table.name, keys.primary)})"
    for columns in unique:
        yield f"UNIQUE ({listed(table.name, columns)})"
    for key in keys.exact:
        target = f"{names.tables[key.table]} ({listed(key.table, key.target)})"
        yield f"FOREIGN KEY ({listed(table.name, key.columns)}) REFERENCES {target}"


def _rows(table: Table) -> Sequence[Sequence[Cell]]:
    """Return the rows with nothing but text in columns of text."""
    texts = [index for index, kind in enumerate(table.types) if kind not in _TYPES]
    if all(row[index] is None or isinstance(row[index], str) for row in table.rows for index in texts):
        return table.rows
    return [
        [as_text(cell) if index in texts and cell is not None else cell for index, cell in enumerate(row)]
        for row in table.rows
    ]
