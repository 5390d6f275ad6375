"""Personal data is published with a recorded consent only, and while that consent holds.

Law 91/2025/QH15 on personal data protection, in force since 1 January 2026: consent is explicit, for a stated scope,
and can be withdrawn at any time.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.records.catalogue import Catalogue, Collection
from site_builder.records.reading import Json
from site_builder.records.record import Record, values_of
from site_builder.records.schema import Field
from site_builder.records.tables import DataTable

Keys = Container[tuple[str, str]]
"""Records by (collection, id)."""


def has_consent(catalogue: Catalogue, record: Record) -> bool:
    """Whether a record may be published on the catalogue's day: its schema asks for no consent, or it has a valid one.

    A consent has the dates `given` and `until` and, once it is withdrawn, `withdrawn`; it holds on its last day.
    """
    name = catalogue.schema(record).consent
    if name is None:
        return True
    consent = record.data.get(name)
    if not isinstance(consent, Mapping):
        return False
    given, until = str(consent.get("given") or "9999"), str(consent.get("until") or "")
    return given <= catalogue.today <= until and "withdrawn" not in consent


def withheld(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the records that may not be published on the catalogue's day."""
    return tuple(record for record in catalogue.records if not has_consent(catalogue, record))


def lasting(catalogue: Catalogue) -> Catalogue:
    """Return of the catalogue what may be handed over for ever: what is published, but nothing that rests on a consent.

    A consent can be withdrawn on any day, and nobody can call back a copy that lies in an archive.
    """
    resting = [record for record in catalogue.records if catalogue.schema(record).consent]
    return _without_records(catalogue, resting)


def published(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue as the world sees it: without the records that may not be published, without any reference
    to one, and without the fields that are internal.

    An item of a list that refers to such a record goes as a whole: what it says is about that person.
    """
    return _without_records(catalogue, withheld(catalogue))


def _without_records(catalogue: Catalogue, hidden: Sequence[Record]) -> Catalogue:
    if not hidden and not any(_has_internal(one.schema.fields) for one in catalogue.collections.values()):
        return catalogue
    keys: Keys = frozenset(record.key for record in hidden)
    paths = {record.path for record in hidden}
    return replace(
        catalogue,
        collections={name: _collection(one, keys) for name, one in catalogue.collections.items()},
        tables={name: _table(one, keys) for name, one in catalogue.tables.items()},
        files=tuple(path for path in catalogue.files if path not in paths),
    )


def _collection(collection: Collection, hidden: Keys) -> Collection:
    fields = collection.schema.fields
    kept = [record for record in collection.records if record.key not in hidden]
    return replace(
        collection, records=tuple(replace(record, data=_without(fields, record.data, hidden)) for record in kept)
    )


def _has_internal(fields: Iterable[Field]) -> bool:
    return any(field.internal or _has_internal(field.fields) for field in fields)


def _table(table: DataTable, hidden: Keys) -> DataTable:
    return replace(table, rows=tuple(_without(table.fields, row, hidden) for row in table.rows))


def _without(fields: tuple[Field, ...], data: Mapping[str, Json], hidden: Keys) -> Mapping[str, Json]:
    """Return a record's or a group's data without what refers to a hidden record or is internal."""
    by_name = {field.name: field for field in fields}
    kept: dict[str, Json] = {}
    for name, value in data.items():
        field = by_name.get(name)
        if field is None:
            kept[name] = value
        elif field.internal:
            continue
        elif isinstance(value, list):
            items = [_cleaned(field, item, hidden) for item in value if not _names(field, item, hidden)]
            kept |= {name: items} if items or not value else {}
        elif not _names(field, value, hidden):
            kept[name] = _cleaned(field, value, hidden)
    return kept


@dataclass(frozen=True, slots=True)
class _Whole:
    """Every record of some collections."""

    collections: Container[str]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in self.collections


def without_collections(
    fields: tuple[Field, ...], data: Mapping[str, Json], collections: Container[str]
) -> Mapping[str, Json]:
    """Return the data of a record without what refers to any record of some collections (see `published`)."""
    return _without(fields, data, _Whole(collections))


def public_data(fields: tuple[Field, ...], data: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return the data of a record without what is internal, whatever shape its values have or had."""
    by_name = {field.name: field for field in fields if field.internal or field.fields}
    return {
        name: _public(by_name[name], value) if name in by_name else value
        for name, value in data.items()
        if name not in by_name or not by_name[name].internal
    }


def _public(field: Field, value: Json) -> Json:
    if isinstance(value, list):
        return [_public(field, item) for item in value]
    return public_data(field.fields, value) if isinstance(value, Mapping) else value


def _cleaned(field: Field, value: Json, hidden: Keys) -> Json:
    return _without(field.fields, value, hidden) if field.fields and isinstance(value, Mapping) else value


def _names(field: Field, value: Json, hidden: Keys) -> bool:
    """Whether a value is a reference to a hidden record, or a group with one in it."""
    if field.refers_to:
        return (field.refers_to, value) in hidden
    if not field.fields or not isinstance(value, Mapping):
        return False
    return any(_names(part, one, hidden) for part in field.fields for one in values_of(part, value))
