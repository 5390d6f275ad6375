"""What everything in the database is called: to SQL, names that differ in case alone are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.datasets.tabular import sql
from site_builder.datasets.tabular.tables import Table

ABOUT, LABELS, RECORDS, SEARCH = "about", "labels", "records", "search"
"""What stands beside the tables of the catalogue."""


@dataclass(frozen=True)
class Names:
    """Names as identifiers, quoted.

    `tables` and `columns` are by the names of the tables, `own` by the wanted names of what is ours, `views` by table
    and language.
    """

    tables: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    own: Mapping[str, str]
    views: Mapping[tuple[str, str], str]


def names_of(tables: Sequence[Table], languages: Sequence[str]) -> Names:
    """Return the names of all that the database of some tables holds."""
    wanted_tables = [table.name for table in tables]
    wanted_own = [ABOUT, LABELS, RECORDS, SEARCH]
    wanted_views = [(table.name, language) for table in tables for language in languages]
    wanted = [*wanted_tables, *wanted_own, *(f"{table}_{language}" for table, language in wanted_views)]
    # The tables in which SQLite keeps an index (https://www.sqlite.org/fts5.html, 9) come first: ours give way to them.
    shadows = [f"{SEARCH}_{part}" for part in ("config", "content", "data", "docsize", "idx")]
    given = iter([sql.quoted(name) for name in sql.distinct([*shadows, *map(_allowed, wanted)])[len(shadows) :]])
    return Names(
        tables={name: next(given) for name in wanted_tables},
        own={name: next(given) for name in wanted_own},
        views={view: next(given) for view in wanted_views},
        columns={
            table.name: {
                column.name: sql.quoted(name)
                for column, name in zip(table.columns, sql.column_names(table), strict=True)
            }
            for table in tables
        },
    )


def _allowed(name: str) -> str:
    """Return a name as SQLite takes it for a table: it keeps to itself what begins with `sqlite_`."""
    return f"_{name}" if name.lower().startswith("sqlite_") else name
