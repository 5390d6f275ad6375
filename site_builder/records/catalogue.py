"""Records, collections and the catalogue: frozen values that everything downstream reads."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from site_builder.config import Config, Translated
from site_builder.records.maps import MapData
from site_builder.records.naming import Names
from site_builder.records.reading import Json
from site_builder.records.record import Record, field_values
from site_builder.records.schema import CollectionSchema, Field, only
from site_builder.records.snapshots import Snapshot
from site_builder.records.tables import DataTable
from site_builder.records.usage import Usage, usage_of
from site_builder.records.vocabulary import Concept, Vocabulary
from site_builder.records.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Backlink:
    """A record that refers to another, and the field by which it does."""

    field: Field
    record: Record


@dataclass(frozen=True)
class Collection:
    """The records of one kind, in the order of their ids."""

    schema: CollectionSchema
    records: tuple[Record, ...]

    @property
    def name(self) -> str:
        return self.schema.name

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self.records}


@dataclass(frozen=True)
class Catalogue:
    """Everything a catalogue holds. Collections and tables are in their order of display.

    `files` are the paths of all text files that were read, relative to the root. `unread` has the collection and id
    of each record whose file is there but holds nothing that could be read. `today` is the day (ISO 8601) as of which
    the catalogue speaks: what is in force, due or consented to depends on it. `withdrawn` are the records that were
    taken back, by collection and id. `snapshots` are the bundles of its data that were made so far.
    """

    config: Config
    collections: Mapping[str, Collection]
    vocabularies: Mapping[str, Vocabulary]
    tables: Mapping[str, DataTable]
    schemas: Mapping[str, Mapping[str, Json]]
    files: tuple[str, ...]
    today: str
    unread: frozenset[tuple[str, str]] = frozenset()
    map: MapData | None = None
    withdrawn: Mapping[tuple[str, str], Withdrawal] = dataclasses.field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()

    @property
    def records(self) -> Iterator[Record]:
        """All records, collection by collection."""
        for collection in self.collections.values():
            yield from collection.records

    def find(self, collection: str | None, record_id: str) -> Record | None:
        """Return the record of a collection with an id, or None."""
        found = self.collections.get(collection or "")
        return found.by_id.get(record_id) if found else None

    @cached_property
    def former(self) -> Mapping[tuple[str, str], Record]:
        """The records that were renamed, by collection and each id that they had before."""
        return {(record.collection, alias): record for record in self.records for alias in record.aliases}

    def schema(self, record: Record) -> CollectionSchema:
        """Return the schema of the collection that a record belongs to."""
        return self.collections[record.collection].schema

    def title(self, record: Record) -> Translated:
        """Return a record's title in its languages; a plain line, or its id where it has none, in the main one."""
        title = record.data.get(self.schema(record).title)
        return title if title and isinstance(title, Mapping) else {self.config.language: str(title or record.id)}

    def moment(self, record: Record) -> str:
        """Return the time by which a record's codes are judged (ISO 8601, whole or cut), "" where it states none."""
        dates = (record.data.get(name) for name in self.schema(record).dated_by)
        return next((str(one) for one in dates if one), "")

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """What the names of each code list's concepts stand for."""
        return {name: Names(vocabulary) for name, vocabulary in self.vocabularies.items()}

    def backlinks(self, record: Record) -> Sequence[Backlink]:
        """Return who refers to a record, by collection, field and id."""
        return self._backlinks.get(record.key, ())

    @cached_property
    def _backlinks(self) -> Mapping[tuple[str, str], Sequence[Backlink]]:
        links: defaultdict[tuple[str, str], list[Backlink]] = defaultdict(list)
        for collection in self.collections.values():
            order = {field.name: place for place, field in enumerate(collection.schema.fields)}
            found = [
                (order[str(pointer[0])], target, Backlink(field, record))
                for record in collection.records
                for field, pointer, target in field_values(collection.schema.fields, record.data)
                if field.refers_to and isinstance(target, str)
            ]
            for _, target, link in sorted(found, key=lambda one: one[0]):
                links[link.field.refers_to or "", target].append(link)
        return links

    def concept(self, field: Field, value: Any) -> Concept | None:
        """Return the concept that a code (or a group of scheme and code) stands for, or None."""
        vocabulary = self.vocabularies.get(field.vocabulary or "")
        if vocabulary is None:
            return None
        if isinstance(value, str):
            return vocabulary.find(value)
        return vocabulary.find(value.get("code", ""), value.get("scheme"))

    @cached_property
    def usage(self) -> Mapping[str, Usage]:
        """Which records are filed under the codes of each code list."""
        filed: defaultdict[str, list[tuple[Record, Field, Concept]]] = defaultdict(list)
        for collection in self.collections.values():
            fields = only(collection.schema.fields, lambda field: field.vocabulary is not None)
            for record in collection.records:
                for field, _, value in field_values(fields, record.data):
                    if concept := self.concept(field, value):
                        filed[field.vocabulary or ""].append((record, field, concept))
        return {name: usage_of(vocabulary, filed[name]) for name, vocabulary in self.vocabularies.items()}
