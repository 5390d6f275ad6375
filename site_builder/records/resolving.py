"""The code beside each name that stands for one, so that whatever reads a record finds both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from site_builder.records.catalogue import Catalogue, Collection
from site_builder.records.reading import Json
from site_builder.records.schema import Field, only


def with_codes(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with a code where a record gives only the name that stands for it (`resolves`).

    The name is taken as of the record's own time (`dated-by`). One that stands for nothing, or for several things, is
    left as it is: a check says so.
    """
    collections = {name: _collection(catalogue, one) for name, one in catalogue.collections.items()}
    return replace(catalogue, collections=collections)


def has_no_code(field: Field, value: Json) -> bool:
    """Whether a value of a field gives only the name for which its code is to be found."""
    return (
        field.resolves is not None
        and isinstance(value, Mapping)
        and not {"scheme", "code"} & value.keys()
        and isinstance(value.get(field.resolves), str)
    )


def _collection(catalogue: Catalogue, collection: Collection) -> Collection:
    fields = only(collection.schema.fields, lambda field: field.resolves is not None)
    if not fields:
        return collection
    records = [
        replace(record, data=_with_codes(catalogue, fields, record.data, catalogue.moment(record)))
        for record in collection.records
    ]
    return replace(collection, records=tuple(records))


def _with_codes(
    catalogue: Catalogue, fields: tuple[Field, ...], data: Mapping[str, Json], moment: str
) -> Mapping[str, Json]:
    """Return a record's or a group's data with the codes that its names stand for; itself where it has no such name."""
    changed: dict[str, Json] = {}
    for field in fields:
        value = data.get(field.name)
        if isinstance(value, list):
            items = [_item(catalogue, field, item, moment) for item in value]
            if any(new is not old for new, old in zip(items, value, strict=True)):
                changed[field.name] = items
        elif value is not None and (item := _item(catalogue, field, value, moment)) is not value:
            changed[field.name] = item
    return {**data, **changed} if changed else data


def _item(catalogue: Catalogue, field: Field, value: Json, moment: str) -> Json:
    if not isinstance(value, Mapping):
        return value
    if field.resolves is None:
        return _with_codes(catalogue, field.fields, value, moment)
    names = catalogue.names.get(field.vocabulary or "")
    concept = names.meaning(value[field.resolves], moment).concept if names and has_no_code(field, value) else None
    if concept is None:
        return value
    found = {"scheme": concept.scheme, "code": concept.code}
    return {**value, **{part.name: found[part.name] for part in field.fields if part.name in found}}
