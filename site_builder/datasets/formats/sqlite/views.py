"""A view of each table in each language: columns bear that language's labels, texts are in it, codes are labels.

A text that is missing in the language is in the main one, or else in any; so are labels.
"""

# ruff: noqa: S608 — every name is quoted where names are given (`naming`)

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.config import Config
from site_builder.datasets.formats.sqlite.naming import Names
from site_builder.datasets.publication import Dataset, Publication
from site_builder.datasets.tabular import sql
from site_builder.datasets.tabular.columns import JOINER, Column, ForeignKey
from site_builder.datasets.tabular.tables import Table, unused


def write_views(database: Connection, publication: Publication, names: Names) -> None:
    """Write the views of every table."""
    tables = {table.name: table for table in publication.tables}
    for language in publication.config.languages:
        speaker = _Speaker(publication.config, language, names, tables)
        for dataset in publication.datasets:
            for table in dataset.tables:
                database.execute(speaker.view(dataset, table))


@dataclass(frozen=True)
class _Speaker:
    """Says tables in a language."""

    config: Config
    language: str
    names: Names
    tables: Mapping[str, Table]

    def view(self, dataset: Dataset, table: Table) -> str:
        """Return the definition of a table's view."""
        taken: set[str] = set()
        columns = []
        for column, expression in self._expressions(dataset, table):
            label = self.config.text(column.text_label or column.label, self.language) or column.name
            if label.lower() in taken:
                label = f"{label} ({column.name})"
            label += unused(label.lower(), taken).removeprefix(label.lower())
            taken.add(label.lower())
            columns.append(f"{expression} AS {sql.quoted(label)}")
        view, source = self.names.views[table.name, self.language], self.names.tables[table.name]
        return f"CREATE VIEW {view} AS SELECT\n  " + ",\n  ".join(columns) + f"\nFROM {source} AS t"

    def _expressions(self, dataset: Dataset, table: Table) -> Iterator[tuple[Column, str]]:
        """Yield the columns of a view, each with what it shows: for a text that has several columns, one of them."""
        codes = {key.columns[-1]: key for key in table.foreign_keys if self._is_code_list(key.table)}
        lists = {} if table.part else {part.part: part for part in dataset.tables[1:] if self._lists_codes(part)}
        columns = iter(table.columns)
        for column in columns:
            if column.language:
                others = [next(columns) for _ in self.config.languages[1:]]
                by_language = {one.language: self._name("t", table, one.name) for one in (column, *others)}
                yield column, self._first(by_language)
            elif column.name in codes:
                yield column, self._label("t", table, codes[column.name])
            elif column.name in lists:
                yield column, self._labels(table, lists[column.name])
            else:
                yield column, self._name("t", table, column.name)

    def _is_code_list(self, table: str) -> bool:
        return self.tables[table].subject == CODE_LISTS_SUBJECT

    def _lists_codes(self, part: Table) -> bool:
        """Whether a table is of a list of codes, bare or with what stands beside them, and not of groups with one."""
        key = self._code_of(part)
        return key is not None and key.columns in {(part.part,), key.target}

    def _code_of(self, part: Table) -> ForeignKey | None:
        return next((key for key in part.foreign_keys if self._is_code_list(key.table)), None)

    def _labels(self, table: Table, part: Table) -> str:
        """Return the labels of a list of codes, in its order; where there is no code, the words that stand for it."""
        key = self._code_of(part)
        assert key is not None
        record, position = part.key
        words = [one.name for one in part.columns if one.name not in {record, position, *key.columns}]
        label = self._coalesced([self._label("p", part, key), *(self._name("p", part, name) for name in words)])
        rows = (
            f"SELECT {label} AS label FROM {self.names.tables[part.name]} AS p "
            f"WHERE {self._name('p', part, record)} = {self._name('t', table, 'id')} "
            f"ORDER BY {self._name('p', part, position)}"
        )
        return f"(SELECT group_concat(label, {sql.text(JOINER)}) FROM ({rows}))"

    def _label(self, alias: str, table: Table, key: ForeignKey) -> str:
        """Return the label of a code, or the code where it has none."""
        codes = self.tables[key.table]
        labels = {one.language: self._name("c", codes, one.name) for one in codes.columns if one.language}
        where = " AND ".join(
            f"{self._name('c', codes, target)} = {self._name(alias, table, column)}"
            for column, target in zip(key.columns, key.target, strict=True)
        )
        found = (
            f"SELECT {self._first(labels)} FROM {self.names.tables[key.table]} AS c WHERE {where}"
            f"{_first_scheme(codes, self._name('c', codes, 'scheme')) if key.target == ('code',) else ''}"
        )
        return self._coalesced([f"({found})", self._name(alias, table, key.columns[-1])])

    def _first(self, by_language: Mapping[str, str]) -> str:
        """Return the first that is there: of the language, of the main one, of any."""
        order = dict.fromkeys((self.language, self.config.language, *by_language))
        return self._coalesced([by_language[language] for language in order])

    def _coalesced(self, expressions: Sequence[str]) -> str:
        return f"COALESCE({', '.join(expressions)})" if len(expressions) > 1 else expressions[0]

    def _name(self, alias: str, table: Table, column: str) -> str:
        return f"{alias}.{self.names.columns[table.name][column]}"


def _first_scheme(codes: Table, scheme: str) -> str:
    """Return how of several rows with a code the one is found that is meant: that of the first scheme to have it."""
    place = [column.name for column in codes.columns].index("scheme")
    schemes = list(dict.fromkeys(str(row[place]) for row in codes.rows))
    if len(schemes) < 2:
        return ""
    order = " ".join(f"WHEN {sql.text(one)} THEN {number}" for number, one in enumerate(schemes))
    return f" ORDER BY CASE {scheme} {order} END LIMIT 1"
