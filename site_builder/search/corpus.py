"""What can be found: records, those of sister catalogues, and prose, as documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.addresses import CATALOGUE_FILTER, OWN_CATALOGUE
from site_builder.i18n import translator
from site_builder.records import (
    Catalogue,
    CollectionSchema,
    Field,
    Json,
    Record,
    Shape,
    date_of,
    facet_name,
    facet_values,
    is_listed,
    standing,
    values_of,
)
from site_builder.search.documents import Document
from site_builder.search.filters import PROSE, SharedFilters
from site_builder.sisters import Sister

_OTHER_LANGUAGE = 3
"""By what the weight of a text in another language than the page's is divided."""


def record_documents(catalogue: Catalogue, language: str) -> Iterator[Document]:
    """Yield a document for each record's page in a language. Words of the other languages find it too, with less
    weight, and so do the names that its codes have and had."""
    for collection in catalogue.collections.values():
        schema = collection.schema
        for record in collection.records:
            title = _in_language(catalogue, record, schema.title, language) or record.id
            summary = _in_language(catalogue, record, schema.summary, language)
            texts = _by_weight(catalogue, record, language)
            facets: dict[str, tuple[str, ...]] = {"collection": (collection.name,)}
            facets[CATALOGUE_FILTER] = (OWN_CATALOGUE,)
            facets |= {facet_name(field): facet_values(catalogue, field, record) for field in schema.facets}
            kind = _kind(catalogue, record, language)
            yield Document(record.address, title, summary, texts, facets, kind, date_of(catalogue, record))


def sister_documents(catalogue: Catalogue, sister: Sister, language: str) -> Iterator[Document]:
    """Yield a document for each record of a sister catalogue, in the page's language or else in the sister's main one.

    It files under the filters of our catalogue where it says what they mean: a code of a list and scheme that both
    have, and a collection of one name and class.
    """
    theirs, name = sister.catalogue, sister.origin.name
    config = theirs.config
    spoken = language if language in config.languages else config.language
    source, _ = sister.said(sister.origin.title, language)
    shared = SharedFilters(catalogue, sister)
    for collection in theirs.collections.values():
        schema = collection.schema
        same = {"collection": (collection.name,)} if _is_ours(catalogue, schema) else {}
        for record in collection.records:
            title, shown = sister.said(theirs.title(record), language)
            yield Document(
                sister.places[record.key],
                title,
                _in_language(theirs, record, schema.summary, spoken),
                _by_weight(theirs, record, spoken),
                {CATALOGUE_FILTER: (name,), **same, **shared.values(schema, record)},
                f"{_kind(theirs, record, language)} · {source}",
                date_of(theirs, record),
                language="" if shown == language else shown,
                guest=True,
                elsewhere=sister.address_at_origin(record, language),
            )


def prose_document(address: str, title: str, summary: str, text: str, kind: str) -> Document:
    """Return the document of a page of prose."""
    facets = {"collection": (PROSE,), CATALOGUE_FILTER: (OWN_CATALOGUE,)}
    return Document(address, title, summary, ((text, 2),), facets, kind)


def _is_ours(catalogue: Catalogue, schema: CollectionSchema) -> bool:
    """Whether a collection of another catalogue is of the same things as ours of that name: the class says so."""
    ours = catalogue.collections.get(schema.name)
    return ours is not None and ours.schema.rdf_class == schema.rdf_class


def _kind(catalogue: Catalogue, record: Record, language: str) -> str:
    """Return what sort of record it is. A listing that is over has left the lists; the search still finds it, and says
    so."""
    singular = catalogue.config.text(catalogue.schema(record).singular, language)
    if is_listed(catalogue, record):
        return singular
    return f"{singular} · {translator(language)(standing(catalogue, record).state.value)}"


def _by_weight(catalogue: Catalogue, record: Record, language: str) -> tuple[tuple[str, int], ...]:
    """Return what finds a record beside its title and summary in a language: texts with their weights."""
    schema = catalogue.schema(record)
    by_weight: dict[int, list[str]] = {}
    for field in schema.fields:
        for text, weight in _texts(catalogue, field, record.data, language, {schema.title, schema.summary}):
            by_weight.setdefault(weight, []).append(text)
    return tuple(("\n".join(texts), weight) for weight, texts in sorted(by_weight.items(), reverse=True))


def _in_language(catalogue: Catalogue, record: Record, name: str, language: str) -> str:
    value = record.data.get(name)
    return catalogue.config.text(value, language) if isinstance(value, Mapping) else str(value or "")


def _texts(
    catalogue: Catalogue, field: Field, data: Mapping[str, Json], language: str, skip: set[str] | None = None
) -> Iterator[tuple[str, int]]:
    """Yield the texts of a field with their weights; `skip` names fields whose text in this language counts already."""
    if not field.weight:
        return
    for value in values_of(field, data):
        match field.shape:
            case Shape.TRANSLATED:
                own = value if field.name not in (skip or ()) else {key: value[key] for key in value if key != language}
                yield from _weighed(own, field, language)
            case Shape.CODE | Shape.CODING:
                yield from _concept_texts(catalogue, field, value, language)
            case Shape.REFERENCE if target := catalogue.find(field.refers_to, value):
                yield from _weighed(catalogue.title(target), field, language)
            case Shape.GROUP:
                for part in field.fields:
                    yield from _texts(catalogue, part, value, language)
            case Shape.TEXT | Shape.YEAR | Shape.DATE:
                yield str(value), field.weight


def _weighed(texts: Mapping[str, Json], field: Field, language: str) -> Iterator[tuple[str, int]]:
    """Yield each language's text: full weight for the page's language, less for the others."""
    for code, text in texts.items():
        joined = ", ".join(text) if isinstance(text, list) else text
        yield joined, field.weight if code == language else max(1, field.weight // _OTHER_LANGUAGE)


def _concept_texts(catalogue: Catalogue, field: Field, value: Json, language: str) -> Iterator[tuple[str, int]]:
    """Yield what a code is called: now and then, with what is above it, and the words and code of the record."""
    if isinstance(value, Mapping):
        yield " ".join(str(part) for name, part in value.items() if name != "scheme"), field.weight
    concept = catalogue.concept(field, value)
    if concept is None or field.vocabulary is None:
        return
    vocabulary = catalogue.vocabularies[field.vocabulary]
    # A former district leads to many units below one province: each name counts once.
    names = {above.key: above for one in (concept, *vocabulary.today(concept)) for above in vocabulary.lineage(one)}
    for one in names.values():
        yield from _weighed(one.labels, field, language)
