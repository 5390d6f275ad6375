"""The filters over what can be found, and under which of them a record of another catalogue files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.addresses import CATALOGUE_FILTER, OWN_CATALOGUE
from site_builder.i18n import Translator
from site_builder.records import (
    Catalogue,
    CollectionSchema,
    Concept,
    Facet,
    Field,
    Record,
    facet_code,
    facet_concepts,
    facet_name,
    facet_values,
    facets_of,
    values_of,
)
from site_builder.search.documents import Facet as Filter
from site_builder.sisters import Sister

PROSE = "page"
"""The value of the facet `collection` that pages of prose have."""


def facets(catalogue: Catalogue, language: str, say: Translator, sisters: Sequence[Sister] = ()) -> list[Filter]:
    """Return the filters, with the labels of a language: the collection, the catalogue where there are several, and
    those of the schemas."""
    config = catalogue.config
    collections = {name: config.text(one.schema.label, language) for name, one in catalogue.collections.items()}
    found = [Filter("collection", say("Collection"), {**collections, PROSE: say("Guides")})]
    if sisters:
        names = {OWN_CATALOGUE: config.text(config.title, language)}
        names |= {one.origin.name: one.said(one.origin.title, language)[0] for one in sisters}
        found.append(Filter(CATALOGUE_FILTER, say("Catalogue"), names))
    shared = [SharedFilters(catalogue, sister) for sister in sisters]
    for facet in facets_of(catalogue):
        label = config.text(facet.field.label, language)
        guests = {one.key: one for filters in shared for one in filters.concepts(facet)}
        found.append(Filter(facet.name, label, _labels(catalogue, facet, language, guests.values())))
    return found


def _labels(catalogue: Catalogue, facet: Facet, language: str, guests: Iterable[Concept]) -> Mapping[str, str]:
    """Return the labels of the values in use, in the order of the code list. `guests` are concepts of it under which
    records of other catalogues file."""
    used: dict[tuple[str, str], tuple[Field, Concept]] = {one.key: (facet.field, one) for one in guests}
    plain: dict[str, str] = {}
    for collection in catalogue.collections.values():
        for field in collection.schema.facets:
            if facet_name(field) != facet.name:
                continue
            for record in collection.records:
                if field.vocabulary not in catalogue.vocabularies:
                    plain |= {value: value for value in facet_values(catalogue, field, record)}
                used |= {one.key: (field, one) for one in facet_concepts(catalogue, field, record)}
    found = []
    for field, concept in used.values():
        code = facet_code(catalogue, field, concept)
        label = catalogue.config.text(concept.labels, language) or code
        found.append((catalogue.vocabularies[facet.name].position(concept), code, label))
    return {code: label for _, code, label in sorted(found)} | dict(sorted(plain.items()))


class SharedFilters:
    """The filters of our catalogue under which records of a sister file: those by code lists of both."""

    def __init__(self, catalogue: Catalogue, sister: Sister) -> None:
        self._catalogue, self._sister = catalogue, sister
        self._facets = {one.name: one for one in facets_of(catalogue) if one.name in catalogue.vocabularies}
        self._known: dict[tuple[str, int, tuple[str, str]], tuple[Concept, ...]] = {}

    def values(self, schema: CollectionSchema, record: Record) -> dict[str, tuple[str, ...]]:
        """Return the values of a record by the name of the filter, as they stand in an address."""
        found = {}
        for field in schema.facets:
            if facet := self._facets.get(facet_name(field)):
                concepts = self._concepts(facet, self._level(facet, schema), field, record)
                found[facet.name] = tuple(facet_code(self._catalogue, facet.field, one) for one in concepts)
        return found

    def concepts(self, facet: Facet) -> Iterator[Concept]:
        """Yield our concepts under which records of the sister file in one filter."""
        for collection in self._sister.catalogue.collections.values():
            level = self._level(facet, collection.schema)
            for field in collection.schema.facets:
                if facet_name(field) == facet.name in self._facets:
                    for record in collection.records:
                        yield from self._concepts(facet, level, field, record)

    def _level(self, facet: Facet, schema: CollectionSchema) -> int:
        """Return the level of the code list at which records of a collection file: as those of ours of that name do."""
        ours = self._catalogue.collections.get(schema.name)
        fields = [one for one in ours.schema.facets if facet_name(one) == facet.name] if ours else []
        return (fields[0] if fields else facet.field).facet or 0

    def _concepts(self, facet: Facet, level: int, field: Field, record: Record) -> Iterator[Concept]:
        for value in values_of(field, record.data):
            if concept := self._sister.catalogue.concept(field, value):
                key = (facet.name, level, concept.key)
                if key not in self._known:
                    self._known[key] = self._ours(facet, level, concept)
                yield from self._known[key]

    def _ours(self, facet: Facet, level: int, concept: Concept) -> tuple[Concept, ...]:
        """Return our concepts of the same scheme and code: today's successors, at a level."""
        vocabulary = self._catalogue.vocabularies[facet.name]
        own = vocabulary.find(concept.code, concept.scheme)
        return tuple(vocabulary.at_level(one, level) for one in (vocabulary.today(own) if own else ()))
