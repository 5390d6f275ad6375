"""What of a catalogue can be found: records and prose as documents, and the filters over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.i18n import Translator, translator
from site_builder.records import (
    Catalogue,
    Field,
    Json,
    Record,
    Shape,
    date_of,
    facet_code,
    facet_concepts,
    facet_name,
    facet_values,
    facets_of,
    is_listed,
    standing,
    values_of,
)
from site_builder.search.documents import Document, Facet

PROSE = "page"
"""The value of the facet `collection` that pages of prose have."""

_OTHER_LANGUAGE = 3
"""By what the weight of a text in another language than the page's is divided."""


def record_documents(catalogue: Catalogue, language: str) -> Iterator[Document]:
    """Yield a document for each record's page in a language. Words of the other languages find it too, with less
    weight, and so do the names that its codes have and had."""
    config = catalogue.config
    for collection in catalogue.collections.values():
        schema = collection.schema
        singular = config.text(schema.singular, language)
        for record in collection.records:
            title = _in_language(catalogue, record, schema.title, language) or record.id
            summary = _in_language(catalogue, record, schema.summary, language)
            by_weight: dict[int, list[str]] = {}
            for field in schema.fields:
                for text, weight in _texts(catalogue, field, record.data, language, {schema.title, schema.summary}):
                    by_weight.setdefault(weight, []).append(text)
            texts = tuple(("\n".join(texts), weight) for weight, texts in sorted(by_weight.items(), reverse=True))
            facets: dict[str, tuple[str, ...]] = {"collection": (collection.name,)}
            facets |= {facet_name(field): facet_values(catalogue, field, record) for field in schema.facets}
            # A listing that is over has left the lists; the search still finds it, and says so.
            over = "" if is_listed(catalogue, record) else translator(language)(standing(catalogue, record).state.value)
            kind = f"{singular} · {over}" if over else singular
            yield Document(record.address, title, summary, texts, facets, kind, date_of(catalogue, record))


def prose_document(address: str, title: str, summary: str, text: str, kind: str) -> Document:
    """Return the document of a page of prose."""
    return Document(address, title, summary, ((text, 2),), {"collection": (PROSE,)}, kind)


def facets(catalogue: Catalogue, language: str, say: Translator) -> list[Facet]:
    """Return the filters: the collection, then those of the schemas, with the labels of a language."""
    config = catalogue.config
    collections = {name: config.text(one.schema.label, language) for name, one in catalogue.collections.items()}
    found = [Facet("collection", say("Collection"), {**collections, PROSE: say("Guides")})]
    for facet in facets_of(catalogue):
        label = config.text(facet.field.label, language)
        found.append(Facet(facet.name, label, _labels(catalogue, facet.name, language)))
    return found


def _labels(catalogue: Catalogue, name: str, language: str) -> Mapping[str, str]:
    """Return the labels of the values in use, in the order of the code list."""
    used: dict[tuple[str, str], tuple[int, str, str]] = {}
    plain: dict[str, str] = {}
    for collection in catalogue.collections.values():
        for field in collection.schema.facets:
            if facet_name(field) != name:
                continue
            for record in collection.records:
                vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
                if vocabulary is None:
                    plain |= {value: value for value in facet_values(catalogue, field, record)}
                    continue
                for concept in facet_concepts(catalogue, field, record):
                    code = facet_code(catalogue, field, concept)
                    label = catalogue.config.text(concept.labels, language) or code
                    used[concept.key] = (vocabulary.position(concept), code, label)
    return {code: label for _, code, label in sorted(used.values())} | dict(sorted(plain.items()))


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
