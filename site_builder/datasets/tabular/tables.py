"""A collection as tables: a main one with a row a record, and one for each list of groups, references or codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.config import Translated
from site_builder.datasets.tabular.columns import (
    Cell,
    Column,
    Data,
    ForeignKey,
    common_type,
    field_columns,
    foreign_keys,
    group_columns,
    group_keys,
    plain,
    row_text_columns,
    vocabulary_name,
)
from site_builder.i18n import translator
from site_builder.records import (
    Catalogue,
    Collection,
    Concept,
    DataTable,
    Field,
    Json,
    Record,
    Shape,
    Vocabulary,
    values_of,
)


@dataclass(frozen=True)
class Table:
    """A table to publish.

    `subject` is the dataset that it is of: a collection, a data table, the code lists, what is computed. `part` is the
    list of the record that it holds, or the code list, or "" for the main table.
    """

    name: str
    title: Translated
    columns: tuple[Column, ...]
    source: Sequence[Data]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    subject: str = ""
    part: str = ""

    @cached_property
    def rows(self) -> Sequence[tuple[Cell, ...]]:
        """The cells, row by row. The order of a vocabulary and of a record's list is kept."""
        cells = [column.cell for column in self.columns]
        return [tuple([cell(data) for cell in cells]) for data in self.source]

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The Table Schema type of each column, which all its cells are of: text where its schema lets others in."""
        return tuple(
            common_type(column.type, cells) for column, cells in zip(self.columns, self._by_column, strict=True)
        )

    @cached_property
    def filled(self) -> tuple[bool, ...]:
        """Whether each column is required and has a cell in every row.

        JSON Schema takes an empty text for a required one; tables cannot tell it from none.
        """
        return tuple(
            column.required and None not in cells for column, cells in zip(self.columns, self._by_column, strict=True)
        )

    @property
    def _by_column(self) -> Sequence[Sequence[Cell]]:
        return list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.columns)


def collection_tables(catalogue: Catalogue, collection: Collection) -> list[Table]:
    """Return the main table of a collection and those of its lists."""
    columns = [_id_column(catalogue, collection)]
    keys: list[ForeignKey] = []
    parts: list[Table] = []
    for field in collection.schema.fields:
        if field.name == "id" or field.internal:
            continue
        own_table = field.many and _points_or_has_parts(catalogue, field)
        if own_table:
            parts.append(_part(catalogue, collection, field))
        if not own_table or field.shape is not Shape.GROUP:  # a list of groups is its own table alone
            columns += field_columns(catalogue, field)
        if not field.many:
            keys += foreign_keys(catalogue, field)
    main = Table(
        name=collection.name,
        title=collection.schema.label,
        columns=_distinct(columns),
        source=[identified(record) for record in collection.records],
        key=("id",),
        foreign_keys=tuple(keys),
        subject=collection.name,
    )
    return [main, *parts]


def identified(record: Record) -> Data:
    """Return a record's data with its id, which is the name of its file even where the schema has no such property."""
    return record.data if record.data.get("id") == record.id else {**record.data, "id": record.id}


def data_table(catalogue: Catalogue, table: DataTable) -> Table:
    """Return a data table as it is published: the types of its own schema, codes and references as foreign keys."""
    types = {field["name"]: field["type"] for field in table.document["fields"]}
    columns = [column for field in table.fields for column in field_columns(catalogue, field)]
    return Table(
        name=table_name(table.name),
        title=table.label,
        columns=tuple(replace(column, type=_COLUMN_TYPES.get(types[column.name], column.type)) for column in columns),
        source=table.rows,
        key=table.key,
        foreign_keys=tuple(key for field in table.fields for key in foreign_keys(catalogue, field)),
        subject=table.name,
    )


_COLUMN_TYPES = {"date": "date", "yearmonth": "yearmonth"}
"""Where a data table says more of its dates than a record's field does."""


def vocabulary_table(catalogue: Catalogue, vocabulary: Vocabulary) -> Table:
    """Return a code list as a table."""
    config = catalogue.config
    about = config.vocabularies.get(vocabulary.name)
    columns = (
        Column("scheme", "string", words(catalogue, "Scheme"), plain("scheme"), required=True),
        Column("version", "string", words(catalogue, "Version"), plain("version")),
        Column("code", "string", words(catalogue, "Code"), plain("code"), required=True),
        *row_text_columns(config.languages, "label", words(catalogue, "Label")),
        Column("parent", "string", words(catalogue, "Code above"), plain("parent")),
        Column("valid_from", "date", words(catalogue, "Valid from"), plain("valid_from")),
        Column("valid_until", "date", words(catalogue, "Valid until"), plain("valid_until")),
        Column("successor", "string", words(catalogue, "Successors"), plain("successor")),
    )
    name = vocabulary_name(vocabulary.name)
    # With several schemes the key would be (scheme, parent), and half a key is no key to a reader of Table Schema.
    keys = (ForeignKey(("parent",), name, ("code",)),) if len(vocabulary.schemes) == 1 else ()
    title = about.title if about else {config.language: vocabulary.name}
    rows = [_concept_row(concept) for concept in vocabulary.concepts.values()]
    return Table(name, title, columns, rows, ("scheme", "code"), keys, CODE_LISTS_SUBJECT, vocabulary.name)


def _concept_row(concept: Concept) -> Mapping[str, str]:
    return {
        "scheme": concept.scheme,
        "version": concept.version,
        "code": concept.code,
        **{f"label_{language}": text for language, text in concept.labels.items()},
        "parent": concept.parent,
        "valid_from": concept.valid_from,
        "valid_until": concept.valid_until,
        "successor": " ".join(f"{scheme}:{code}" for scheme, code in concept.successors),
    }


def words(catalogue: Catalogue, message: str, **values: object) -> Translated:
    """Return a word of the interface in every language of the catalogue."""
    return {language: translator(language)(message, **values) for language in catalogue.config.languages}


def _id_column(catalogue: Catalogue, collection: Collection) -> Column:
    field = next((field for field in collection.schema.fields if field.name == "id"), None)
    label = (field.label if field else None) or words(catalogue, "Identifier")
    return Column("id", "string", label, plain("id"), required=True, help=field.help if field else None)


def _points_or_has_parts(catalogue: Catalogue, field: Field) -> bool:
    return bool(field.fields) or bool(foreign_keys(catalogue, field))


def _distinct(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Give columns distinct names: a group `price` with a part `vat` and a field `price_vat` want the same one."""
    taken: set[str] = set()
    distinct = []
    for column in columns:
        name = unused(column.name, taken)
        distinct.append(column if name == column.name else replace(column, name=name))
        taken.add(name)
    return tuple(distinct)


def unused(name: str, taken: set[str]) -> str:
    """Return a name, or the first of `name_2`, `name_3` … that is not taken."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _part(catalogue: Catalogue, collection: Collection, field: Field) -> Table:
    """Return the table of one list of a collection: a row an item, with the record's id and the item's place."""
    if field.fields:
        columns = [replace(one, cell=_of_item(one.cell)) for one in group_columns(catalogue, field)]
        keys = group_keys(catalogue, field)
    else:
        columns = [Column(field.name, "string", field.label, _item, required=True)]
        keys = foreign_keys(catalogue, field)
    # An item may have a part of either name: then ours gives way, so that the keys above stay true.
    taken = {column.name for column in columns}
    record, position = unused("record", taken), unused("position", taken)
    place = [
        Column(record, "string", collection.schema.singular, _record, required=True),
        Column(position, "integer", words(catalogue, "Position in the list"), _position, required=True),
    ]
    return Table(
        name=table_name(f"{collection.name}.{field.name}"),
        title=field.label or {catalogue.config.language: field.name},
        columns=_distinct([*place, *columns]),
        source=list(_items(collection, field)),
        key=(record, position),
        foreign_keys=(ForeignKey((record,), collection.name, ("id",)), *keys),
        subject=collection.name,
        part=field.name,
    )


def table_name(text: str) -> str:
    """Return a text as the name of a resource and its file: lower case, and nothing else than `a-z 0-9 . _ -`."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower())


def _items(collection: Collection, field: Field) -> Iterator[Mapping[str, Json]]:
    for record in collection.records:
        for position, item in enumerate(values_of(field, record.data), start=1):
            yield {"record": record.id, "position": position, "item": item}


def _record(data: Data) -> Cell:
    return str(data["record"])


def _position(data: Data) -> Cell:
    return int(data["position"])


def _item(data: Data) -> Cell:
    return str(data["item"])


def _of_item(inner: Callable[[Data], Cell]) -> Callable[[Data], Cell]:
    return lambda data: inner(data["item"])
