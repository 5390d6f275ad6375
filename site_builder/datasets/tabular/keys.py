"""The keys of tables: which of those that the schemas promise hold in every row, so that no reader stumbles over one.

A key may not hold where the catalogue is sound: a code that is known by its form alone has no row in its code list, and
one without a scheme may have a row in several of its schemes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.datasets.tabular.columns import Cell, ForeignKey, as_text
from site_builder.datasets.tabular.tables import Table


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a table that hold.

    `primary` are the columns that tell its rows apart, none where nothing does. Every value of a key of `foreign` has a
    row where it points to; of `exact`, no value has two, as SQL and CSVW ask of a foreign key.
    """

    primary: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    exact: tuple[ForeignKey, ...]


def keys_that_hold(tables: Sequence[Table]) -> Mapping[str, Keys]:
    """Return the keys of each table, by its name. `tables` are all to which one of them points."""
    by_name = {table.name: table for table in tables}
    targets: dict[tuple[str, tuple[str, ...]], tuple[frozenset[tuple[str, ...]], bool]] = {}

    def target(key: ForeignKey) -> tuple[frozenset[tuple[str, ...]], bool]:
        """Return the values that a key may have, and whether each stands in one row."""
        place = key.table, key.target
        if place not in targets:
            values = list(_values(by_name[key.table], key.target))
            targets[place] = frozenset(values), len(set(values)) == len(values)
        return targets[place]

    held = {}
    for table in tables:
        foreign = tuple(key for key in table.foreign_keys if target(key)[0].issuperset(_values(table, key.columns)))
        exact = tuple(key for key in foreign if target(key)[1])
        held[table.name] = Keys(table.key if _tells_apart(table) else (), foreign, exact)
    return held


def _tells_apart(table: Table) -> bool:
    values = list(_values(table, table.key))
    return len(set(values)) == len(table.rows) and not any("" in value for value in values)


def _values(table: Table, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the values that some columns have together, as a CSV file has them, but where all are empty."""
    names = [column.name for column in table.columns]
    places = [names.index(name) for name in columns]
    for row in table.rows:
        value = tuple([_text(row[place]) for place in places])
        if any(value):
            yield value


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else as_text(cell)
