"""What happened to a catalogue's records, as values: each change, and when a record was first and last published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from site_builder.config import Translated
from site_builder.records import Collection, Record
from site_builder.records.withdrawals import RecordKey

CATALOGUE = "catalogue"
"""The folder, below a catalogue's root, of which the history is told."""


class Act(StrEnum):
    """What happened to a record."""

    CREATED = "created"
    UPDATED = "updated"
    RENAMED = "renamed"
    WITHDRAWN = "withdrawn"


class Basis(StrEnum):
    """Where the dates come from."""

    GIT = "git"
    SHALLOW = "shallow"  # of a git history that is cut off, so that the first dates are not known
    RECORDS = "records"  # without git: the records' own dates


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record, as the world saw it.

    `number` counts from 1 in order of time and never changes. `moment` is ISO 8601: a time in UTC, or a day where only
    the record's own dates are known. `id` is the record's id after the change, `first_id` the one that it had first,
    `former` the one before where it was renamed. `fields` are the properties of the record that an update touched.
    `commit` is the hash of the commit, "" without git. A withdrawal has a reason and perhaps a successor.
    """

    number: int
    act: Act
    collection: str
    id: str
    first_id: str
    moment: str
    fields: tuple[str, ...] = ()
    former: str = ""
    reason: Translated = field(default_factory=dict)
    successor: RecordKey | None = None
    successor_first_id: str = ""
    commit: str = ""

    @property
    def key(self) -> RecordKey:
        return self.collection, self.id

    @property
    def address(self) -> str:
        """Where the record's page, or the note of its withdrawal, stands below the root of a language."""
        return f"{self.collection}/{self.id}/"


@dataclass(frozen=True, slots=True)
class Dates:
    """When something was first published and last changed: ISO 8601, a time in UTC or a day; "" where not known."""

    issued: str = ""
    modified: str = ""


@dataclass(frozen=True)
class History:
    """What happened to a catalogue.

    `changes` are in the order in which the world saw them, the oldest first. `records` has the dates of each published
    record, by collection and id; `files` those of each other file of the catalogue (tables, code lists), by its path.
    """

    basis: Basis
    changes: Sequence[Change]
    records: Mapping[RecordKey, Dates]
    files: Mapping[str, Dates] = field(default_factory=dict)

    @cached_property
    def gone(self) -> Sequence[Change]:
        """The withdrawals of the records that have not come back since, in the order of the changes."""
        latest = {(change.collection, change.first_id): change for change in self.changes}
        return [change for change in latest.values() if change.act is Act.WITHDRAWN]

    def of(self, record: Record) -> Dates:
        """Return the dates of a record."""
        return self.records.get(record.key, Dates())

    def of_all(self, records: Sequence[Record], paths: Sequence[str] = ()) -> Dates:
        """Return when the first of some records and files was published, and when the last of them changed."""
        return _span([*(self.of(record) for record in records), *(self.files.get(path, Dates()) for path in paths)])

    def of_collections(self, collections: Iterable[Collection], paths: Sequence[str] = ()) -> Dates:
        """Return the dates of whole collections and some files: what was withdrawn has changed them as well."""
        found = [self.files.get(path, Dates()) for path in paths]
        for collection in collections:
            found += [self.of(record) for record in collection.records]
            found += self._changes_of.get(collection.name, ())
        return _span(found)

    @cached_property
    def _changes_of(self) -> Mapping[str, Sequence[Dates]]:
        """The times of all changes of each collection."""
        found: dict[str, list[Dates]] = {}
        for change in self.changes:
            found.setdefault(change.collection, []).append(Dates(change.moment, change.moment))
        return found


def _span(found: Sequence[Dates]) -> Dates:
    issued = min((one.issued for one in found if one.issued), default="")
    return Dates(issued, max((one.modified for one in found if one.modified), default=issued))
