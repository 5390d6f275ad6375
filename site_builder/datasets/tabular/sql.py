"""Names and texts in SQL, to which `Year` and `year` are one name."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.datasets.tabular.tables import Table, unused


def quoted(name: str) -> str:
    """Return a name of a table or column as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as a literal."""
    return "'" + value.replace("'", "''") + "'"


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names, in order, those changed that differ from an earlier one in case alone: `year`, `Year_2`."""
    taken: set[str] = set()
    found = []
    for name in names:
        lower = name.lower()
        found.append(name + unused(lower, taken).removeprefix(lower))
        taken.add(found[-1].lower())
    return found


def column_names(table: Table) -> list[str]:
    """Return the names of a table's columns where they are not to differ in case alone."""
    return distinct(column.name for column in table.columns)
