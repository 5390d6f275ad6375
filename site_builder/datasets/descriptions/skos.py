"""The code lists as SKOS (https://www.w3.org/TR/skos-reference/): `/vocabularies/<scheme>.ttl` and `.json` (JSON-LD).

A scheme and its concepts have the addresses of its page and of the places on it. SKOS has no words for time. Here it
is told as others do:

- from when until when a concept holds: `euvoc:startDate`, `euvoc:endDate`, as in the European Union's own lists;
- that it no longer does, on the catalogue's day: `owl:deprecated`, by which browsers (Skosmos, SkoHub) know it;
- what has taken its place: `dct:isReplacedBy`, which they show as well, and back `dct:replaces`.

A scheme that stands in several code lists is one scheme: where two of them have a code, the first says what it means.
Of a scheme that is known by its form there is no list: it holds the codes that records use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.addresses import CODE_LISTS, CODE_LISTS_SUBJECT, concept_uri, dataset_uri, is_folder_name, scheme_uri
from site_builder.config import Config, Translated, VocabularyAbout
from site_builder.datasets.descriptions.dcat_terms import Licence, licence_of_list
from site_builder.datasets.descriptions.rdf import (
    TYPE,
    Graph,
    Iri,
    iri,
    json_ld,
    literal,
    moment,
    named,
    texts,
    turtle,
)
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Catalogue, Concept, Vocabulary

_TRUE = literal("true", datatype="xsd:boolean")


@dataclass(frozen=True)
class Scheme:
    """A scheme of codes: the code list that it stands in first, and its concepts, each with the list that it is of."""

    name: str
    vocabulary: Vocabulary
    concepts: Mapping[str, tuple[Vocabulary, Concept]]


def write(publication: Publication, writer: Writer) -> None:
    """Write each scheme whose name may be that of a file."""
    for scheme in schemes_of(publication.catalogue):
        if is_folder_name(scheme.name):
            graph = scheme_graph(publication.catalogue, scheme)
            path, part = f"{CODE_LISTS}/{scheme.name}", scheme.vocabulary.name
            writer.write_at(f"{path}.ttl", turtle(graph), "Code list (SKOS, Turtle)", CODE_LISTS_SUBJECT, part)
            writer.write_at(f"{path}.json", json_ld(graph), "Code list (SKOS, JSON-LD)", CODE_LISTS_SUBJECT, part)


def schemes_of(catalogue: Catalogue) -> Sequence[Scheme]:
    """Return every scheme of the code lists, in their order."""
    found: dict[str, Scheme] = {}
    for vocabulary in catalogue.vocabularies.values():
        own: dict[str, dict[str, Concept]] = {scheme: {} for scheme in vocabulary.schemes}
        for concept in (*vocabulary.concepts.values(), *_known_by_form(catalogue, vocabulary)):
            own[concept.scheme].setdefault(concept.code, concept)
        for scheme, concepts in own.items():
            earlier = found.get(scheme, Scheme(scheme, vocabulary, {}))
            added = {code: (vocabulary, concept) for code, concept in concepts.items()}
            found[scheme] = Scheme(scheme, earlier.vocabulary, {**added, **earlier.concepts})
    return [*found.values()]


def _known_by_form(catalogue: Catalogue, vocabulary: Vocabulary) -> Iterator[Concept]:
    """Yield the codes in use that stand in no list."""
    if vocabulary.patterns:
        for concept in catalogue.usage[vocabulary.name].concepts.values():
            if concept.key not in vocabulary.concepts:
                yield concept


def scheme_graph(catalogue: Catalogue, scheme: Scheme) -> Graph:
    """Return what is stated of a scheme, and of each of its concepts."""
    config = catalogue.config
    about = config.vocabularies.get(scheme.vocabulary.name)
    uri = scheme_uri(config, scheme.name)
    concepts = [concept for _, concept in scheme.concepts.values()]
    graph = Graph()
    graph.add(uri, TYPE, named("skos:ConceptScheme"))
    graph.add(uri, "dct:title", *texts(_title(config, scheme, about)))
    graph.add(uri, "dct:identifier", literal(scheme.name))
    graph.add(uri, "owl:versionInfo", *(literal(version) for version in _versions(scheme, concepts)))
    if about and about.source:
        graph.add(uri, "dct:source", iri(about.source))
    licence = licence_of_list(config, scheme.vocabulary.name, f"{config.url}{CODE_LISTS}/{scheme.name}.ttl")
    graph.add(uri, "dct:license", Iri(licence.uri))
    graph.add(uri, "dct:isPartOf", Iri(dataset_uri(config, f"{CODE_LISTS}/")))
    _add_span(graph, uri, *_span(scheme, concepts))
    tops = [concept for concept in concepts if not _above(scheme, concept)]
    graph.add(uri, "skos:hasTopConcept", *(_concept(config, top) for top in tops))
    _add_licence(graph, licence)
    for vocabulary, concept in scheme.concepts.values():
        _add_concept(graph, catalogue, scheme, vocabulary, concept)
    return graph


def _add_concept(graph: Graph, catalogue: Catalogue, scheme: Scheme, vocabulary: Vocabulary, concept: Concept) -> None:
    config = catalogue.config
    uri, above = concept_uri(config, *concept.key), _above(scheme, concept)
    graph.add(uri, TYPE, named("skos:Concept"))
    graph.add(uri, "skos:notation", literal(concept.code))
    graph.add(uri, "skos:prefLabel", *texts(concept.labels))
    graph.add(uri, "skos:inScheme", Iri(scheme_uri(config, scheme.name)))
    if above:
        graph.add(uri, "skos:broader", _concept(config, above))
    else:
        graph.add(uri, "skos:topConceptOf", Iri(scheme_uri(config, scheme.name)))
    below = (one for one in vocabulary.children(concept) if _above(scheme, one) == concept)
    graph.add(uri, "skos:narrower", *(_concept(config, one) for one in below))
    _add_span(graph, uri, concept.valid_from, concept.valid_until)
    if concept.ended_before(catalogue.today):
        graph.add(uri, "owl:deprecated", _TRUE)
    successors = [vocabulary.concepts[key] for key in concept.successors if key in vocabulary.concepts]
    graph.add(uri, "dct:isReplacedBy", *(_concept(config, one) for one in successors))
    graph.add(uri, "dct:replaces", *(_concept(config, one) for one in vocabulary.predecessors(concept)))


def _add_span(graph: Graph, uri: str, first: str, last: str) -> None:
    for name, date in (("euvoc:startDate", first), ("euvoc:endDate", last)):
        if found := moment(date):
            graph.add(uri, name, found)


def _add_licence(graph: Graph, licence: Licence) -> None:
    graph.add(licence.uri, TYPE, named(licence.kind))
    graph.add(licence.uri, "dct:title", literal(licence.title))
    if licence.id:
        graph.add(licence.uri, "dct:identifier", literal(licence.id))


def _concept(config: Config, concept: Concept) -> Iri:
    return Iri(concept_uri(config, *concept.key))


def _above(scheme: Scheme, concept: Concept) -> Concept | None:
    """Return the concept next above one, where the scheme has it."""
    _, above = scheme.concepts.get(concept.parent, (None, None))
    return above if above != concept else None


def _title(config: Config, scheme: Scheme, about: VocabularyAbout | None) -> Translated:
    """Return what a scheme is called: by itself, or as its code list, with its name where that has several schemes."""
    if pattern := scheme.vocabulary.patterns.get(scheme.name):
        return pattern.title
    title = about.title if about else {config.language: scheme.vocabulary.name}
    alone = len(scheme.vocabulary.schemes) == 1
    return title if alone else {language: f"{text}: {scheme.name}" for language, text in title.items()}


def _versions(scheme: Scheme, concepts: Iterable[Concept]) -> Iterable[str]:
    pattern = scheme.vocabulary.patterns.get(scheme.name)
    stated = [pattern.version if pattern else "", *(concept.version for concept in concepts)]
    return dict.fromkeys(version for version in stated if version)


def _span(scheme: Scheme, concepts: Iterable[Concept]) -> tuple[str, str]:
    """Return from when until when a scheme holds: what is said of it, or of every one of its concepts alike."""
    if pattern := scheme.vocabulary.patterns.get(scheme.name):
        return pattern.valid_from, pattern.valid_until
    spans = {(concept.valid_from, concept.valid_until) for concept in concepts}
    return next(iter(spans)) if len(spans) == 1 else ("", "")
