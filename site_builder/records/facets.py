"""What a record is found under: the values of its facets, as of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.records.catalogue import Catalogue
from site_builder.records.record import Record, values_of
from site_builder.records.schema import Field, Shape
from site_builder.records.vocabulary import Concept


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter over all collections: the fields that draw on one vocabulary are one facet. `field` is the first."""

    name: str
    field: Field


def facets_of(catalogue: Catalogue) -> tuple[Facet, ...]:
    """Return the facets of a catalogue, in the order in which the schemas name them."""
    found: dict[str, Facet] = {}
    for collection in catalogue.collections.values():
        for field in collection.schema.facets:
            found.setdefault(facet_name(field), Facet(facet_name(field), field))
    return tuple(found.values())


def facet_name(field: Field) -> str:
    """Return the name by which a facet stands in an address."""
    return field.vocabulary or field.name


def facet_concepts(catalogue: Catalogue, field: Field, record: Record) -> Sequence[Concept]:
    """Return the concepts that a record is filed under: today's successors, at the level of the facet."""
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    if vocabulary is None:
        return ()
    found: dict[tuple[str, str], Concept] = {}
    for value in values_of(field, record.data):
        concept = catalogue.concept(field, value)
        for current in vocabulary.today(concept) if concept else ():
            at_level = vocabulary.at_level(current, field.facet or 0)
            found[at_level.key] = at_level
    return tuple(found.values())


def facet_code(catalogue: Catalogue, field: Field, concept: Concept) -> str:
    """Return what stands for a concept in an address: its code, with the scheme where the code list has several."""
    vocabulary = catalogue.vocabularies[field.vocabulary or ""]
    return concept.code if len(vocabulary.schemes) == 1 else f"{concept.scheme}:{concept.code}"


def facet_values(catalogue: Catalogue, field: Field, record: Record) -> tuple[str, ...]:
    """Return the values of one facet of a record, as they stand in an address."""
    if field.vocabulary:
        return tuple(facet_code(catalogue, field, concept) for concept in facet_concepts(catalogue, field, record))
    return tuple(str(value) for value in values_of(field, record.data) if field.shape is not Shape.TRANSLATED)


def date_of(catalogue: Catalogue, record: Record) -> str:
    """Return the date by which the newest records are found: ISO 8601, or "" where the record has none."""
    return str(record.data.get(catalogue.schema(record).date or "", ""))
