"""Where a record's facts come from: what it gives under a field that the schema marks as Dublin Core's `source`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.config import Translated
from site_builder.records.catalogue import Catalogue
from site_builder.records.reading import Json
from site_builder.records.record import Record, values_of
from site_builder.records.schema import CollectionSchema, Field, Shape

_SOURCE = "http://purl.org/dc/terms/source"


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a record draws on: its address, and its title (empty where the record gives none)."""

    url: str
    title: Translated


def sources_of(catalogue: Catalogue, record: Record) -> Sequence[Source]:
    """Return the sources of a record, in its own order."""
    return [
        source
        for field in source_fields(catalogue.schema(record))
        for value in values_of(field, record.data)
        for source in _source(catalogue, field, value)
    ]


def source_fields(schema: CollectionSchema) -> Sequence[Field]:
    """Return the fields that hold the sources of a record."""
    return [field for field in schema.fields if field.term == _SOURCE]


def _source(catalogue: Catalogue, field: Field, value: Json) -> Iterator[Source]:
    if field.shape is Shape.LINK:
        yield Source(str(value), {})
    elif field.shape is Shape.GROUP:
        url = next((value[part.name] for part in field.fields if part.shape is Shape.LINK and part.name in value), "")
        named = [part.name for part in field.fields if part.shape in {Shape.TEXT, Shape.TRANSLATED}]
        title = next((value[name] for name in named if name in value), "")
        if url:
            yield Source(str(url), title if isinstance(title, Mapping) else {catalogue.config.language: str(title)})
