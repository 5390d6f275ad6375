"""A record: the content of one file, and the way to its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.problems import Pointer
from site_builder.records.reading import Json
from site_builder.records.schema import Field, Shape

ALIASES = "aliases"
"""The property that lists the ids that a record had before."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the content of one file. `path` is relative to the catalogue's root, with `/`."""

    collection: str
    id: str
    path: str
    data: Mapping[str, Json]

    @property
    def key(self) -> tuple[str, str]:
        """What tells the record from every other: its collection and its id."""
        return self.collection, self.id

    @property
    def address(self) -> str:
        """Where the record's page stands below the root of a language."""
        return f"{self.collection}/{self.id}/"

    @property
    def aliases(self) -> tuple[str, ...]:
        """The ids that the record had before, the first one first: what its property `aliases` lists."""
        return aliases_of(self.data)

    @property
    def first_id(self) -> str:
        """The id that the record had first: it never changes, whatever the record is called later."""
        return next(iter(self.aliases), self.id)


def aliases_of(data: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the ids that the data of a record list as former ones, the first one first."""
    value = data.get(ALIASES)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def field_values(
    fields: Sequence[Field], data: Mapping[str, Json], above: Pointer = ()
) -> Iterator[tuple[Field, Pointer, Json]]:
    """Yield every value of a record with its field and pointer, groups before their parts, lists item by item.

    What has not the type that its field's shape asks for is left out: the schema speaks of it.
    """
    for field in fields:
        value = data.get(field.name)
        pointer = (*above, field.name)
        if value is None:
            continue
        listed = isinstance(value, list)
        for index, item in enumerate(value if listed else [value]):
            place = (*pointer, index) if listed else pointer
            if field.shape in {Shape.GROUP, Shape.CODING, Shape.TRANSLATED} and not isinstance(item, dict):
                continue
            yield field, place, item
            if field.fields:
                yield from field_values(field.fields, item, place)


def values_of(field: Field, data: Mapping[str, Json]) -> Sequence[Json]:
    """Return the values of a field as a list: empty where there is none, of one where the field holds one.

    A translated field has one value, the whole map from language to text.
    """
    value = data.get(field.name)
    if value is None:
        return ()
    if isinstance(value, list):
        return value
    return (value,)
