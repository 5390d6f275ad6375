"""The code lists as SKOS, read by rdflib: every concept of every list, with all that the list says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS as DCT
from rdflib import OWL, RDF, SKOS, XSD, Graph, Literal, Node, URIRef

from site_builder.config import VocabularyAbout
from site_builder.datasets.descriptions.rdf import json_ld, turtle
from site_builder.datasets.descriptions.skos import Scheme, scheme_graph, schemes_of, write
from site_builder.datasets.publication import Writer
from site_builder.records import Catalogue, Concept, Vocabulary, read_catalogue
from tests.examples_support import EXAMPLES, TODAY, assemble

from .conftest import HOSTILE, published_now
from .rdf_reading import EUVOC, by_rdflib, read, texts, triples

CATALOGUES = ["real", "every shape"]


@pytest.fixture(scope="module")
def graphs(folders: dict[str, Path]) -> dict[str, Graph]:
    """All schemes of each catalogue in one graph."""
    found = {}
    for name, folder in folders.items():
        found[name] = Graph()
        for file in sorted(folder.glob("vocabularies/*.ttl")):
            found[name] += read(file)
    return found


def address(catalogue: Catalogue, scheme: str, place: str = "scheme") -> URIRef:
    return URIRef(f"{catalogue.config.url}vocabularies/{scheme}/#{place}")


def addresses(catalogue: Catalogue, concepts: Iterable[Concept]) -> set[Node]:
    return {address(catalogue, *one.key) for one in concepts}


def graph_of(catalogue: Catalogue, name: str) -> Graph:
    """A scheme of a catalogue, written as Turtle and read back."""
    (scheme,) = (one for one in schemes_of(catalogue) if one.name == name)
    return by_rdflib(turtle(scheme_graph(catalogue, scheme)), "turtle")


@pytest.mark.parametrize("name", CATALOGUES)
def test_turtle_and_json_ld_say_the_same(folders: dict[str, Path], name: str) -> None:
    files = sorted(folders[name].glob("vocabularies/*.ttl"))
    assert files
    for file in files:
        assert triples(read(file)) == triples(read(file.with_suffix(".json"))), file.name


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_concept_is_there_with_all_its_labels(
    graphs: dict[str, Graph], catalogues: dict[str, Catalogue], name: str
) -> None:
    graph, catalogue = graphs[name], catalogues[name]
    concepts = [one for vocabulary in catalogue.vocabularies.values() for one in vocabulary.concepts.values()]
    assert addresses(catalogue, concepts) == set(graph.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        subject = address(catalogue, *concept.key)
        assert texts(graph, subject, SKOS.prefLabel) == dict(concept.labels)
        assert [str(one) for one in graph.objects(subject, SKOS.notation)] == [concept.code]
        assert list(graph.objects(subject, SKOS.inScheme)) == [address(catalogue, concept.scheme)]


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_tree_is_that_of_the_list(graphs: dict[str, Graph], catalogues: dict[str, Catalogue], name: str) -> None:
    graph, catalogue = graphs[name], catalogues[name]
    for vocabulary in catalogue.vocabularies.values():
        for concept in vocabulary.concepts.values():
            subject, scheme = address(catalogue, *concept.key), address(catalogue, concept.scheme)
            above = {address(catalogue, concept.scheme, concept.parent)} if concept.parent else set()
            assert set(graph.objects(subject, SKOS.broader)) == above
            assert set(graph.objects(subject, SKOS.narrower)) == addresses(catalogue, vocabulary.children(concept))
            tops = {(subject, SKOS.topConceptOf, scheme) in graph, (scheme, SKOS.hasTopConcept, subject) in graph}
            assert tops == {not concept.parent}


@pytest.mark.parametrize("name", CATALOGUES)
def test_what_has_taken_the_place_of_a_concept_is_told_at_both_ends(
    graphs: dict[str, Graph], catalogues: dict[str, Catalogue], name: str
) -> None:
    graph, catalogue = graphs[name], catalogues[name]
    stated = {(address(catalogue, *one.key), address(catalogue, *key)) for vocabulary in catalogue.vocabularies.values()
              for one in vocabulary.concepts.values() for key in one.successors}  # fmt: skip
    assert stated
    assert set(graph.subject_objects(DCT.isReplacedBy)) == stated
    assert {(former, later) for later, former in graph.subject_objects(DCT.replaces)} == stated


@pytest.mark.parametrize("name", CATALOGUES)
def test_when_a_concept_holds_is_told_in_days(
    graphs: dict[str, Graph], catalogues: dict[str, Catalogue], name: str
) -> None:
    graph, catalogue = graphs[name], catalogues[name]
    for vocabulary in catalogue.vocabularies.values():
        for concept in vocabulary.concepts.values():
            subject = address(catalogue, *concept.key)
            for stated, day in ((EUVOC.startDate, concept.valid_from), (EUVOC.endDate, concept.valid_until)):
                assert list(graph.objects(subject, stated)) == ([Literal(day, datatype=XSD.date)] if day else [])
            ended = bool(concept.valid_until) and concept.valid_until < TODAY
            assert ((subject, OWL.deprecated, Literal(True)) in graph) is ended  # noqa: FBT003


def test_a_province_that_was_merged_leads_to_its_successor(
    graphs: dict[str, Graph], catalogues: dict[str, Catalogue]
) -> None:
    graph, catalogue = graphs["real"], catalogues["real"]
    former = address(catalogue, "admin-pre-2025", "91")
    assert str(graph.value(former, EUVOC.endDate)) == "2025-06-30"
    (today,) = graph.objects(former, DCT.isReplacedBy)
    assert texts(graph, today, SKOS.prefLabel)["en"] == "An Giang Province"


def test_a_scheme_says_what_it_is_and_where_it_comes_from(
    graphs: dict[str, Graph], catalogues: dict[str, Catalogue]
) -> None:
    graph, catalogue = graphs["real"], catalogues["real"]
    places = address(catalogue, "admin-2025")
    about = catalogue.config.vocabularies["places"]
    assert (places, RDF.type, SKOS.ConceptScheme) in graph
    assert texts(graph, places, DCT.title) == {code: f"{text}: admin-2025" for code, text in about.title.items()}
    assert str(graph.value(places, OWL.versionInfo)) == "2025"
    assert str(graph.value(places, DCT.source)) == about.source
    assert str(graph.value(graph.value(places, DCT.license), DCT.title)) == about.licence
    assert graph.value(places, EUVOC.startDate) is None  # not every place of today is of that day
    assert str(graph.value(address(catalogue, "vsic-2025"), EUVOC.startDate)) == "2025-11-15"
    alone = address(catalogue, "ip-kinds")
    assert texts(graph, alone, DCT.title) == dict(catalogue.config.vocabularies["ip-kinds"].title)
    assert str(graph.value(alone, DCT.license)) == catalogue.config.licence.url


def test_a_scheme_known_by_its_form_has_the_codes_in_use(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid" / "code-known-by-its-form", tmp_path / "root")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    ((scheme, pattern),) = [(name, one) for about in catalogue.config.vocabularies.values()
                            for name, one in about.patterns.items()]  # fmt: skip
    graph = graph_of(catalogue, scheme)
    assert texts(graph, address(catalogue, scheme), DCT.title) == dict(pattern.title)
    assert str(graph.value(address(catalogue, scheme), EUVOC.startDate)) == pattern.valid_from
    assert [str(one) for one in graph.objects(None, SKOS.notation)] == ["201"]


def test_successors_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid" / "vocabulary-with-successors-in-a-circle", tmp_path / "root")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    for scheme in schemes_of(catalogue):
        graph = graph_of(catalogue, scheme.name)
        assert set(graph.subjects(RDF.type, SKOS.Concept)) == addresses(
            catalogue, (one for _, one in scheme.concepts.values())
        )


def concept(scheme: str, code: str, label: str = "", parent: str = "") -> Concept:
    return Concept(scheme, "", code, {"vi": label or code}, parent, "", "", ())


def vocabulary(name: str, *concepts: Concept) -> Vocabulary:
    return Vocabulary(name, f"catalogue/vocabularies/{name}.csv", {one.key: one for one in concepts})


@pytest.fixture
def small(catalogues: dict[str, Catalogue]) -> Catalogue:
    """Two code lists that share a scheme, and a code that is its own parent."""
    first = vocabulary("first", concept("shared", "a", "A"), concept("shared", "b", parent="b"))
    second = vocabulary(
        "second", concept("shared", "a", "not A"), concept("shared", "c", parent="a"), concept("own", "a")
    )
    about = {"first": VocabularyAbout({"vi": "Thứ nhất"}), "second": VocabularyAbout({"vi": "Thứ hai"})}
    config = replace(catalogues["real"].config, vocabularies=about)
    return replace(catalogues["real"], config=config, collections={}, vocabularies={"first": first, "second": second})


def test_a_scheme_in_two_lists_is_one_and_the_first_list_has_the_word(small: Catalogue) -> None:
    assert [(one.name, one.vocabulary.name, list(one.concepts)) for one in schemes_of(small)] == [
        ("shared", "first", ["a", "c", "b"]),
        ("own", "second", ["a"]),
    ]
    graph = graph_of(small, "shared")
    assert texts(graph, address(small, "shared"), DCT.title) == {"vi": "Thứ nhất"}
    assert texts(graph, address(small, "shared", "a"), SKOS.prefLabel) == {"vi": "A"}
    assert graph.value(address(small, "shared", "c"), SKOS.broader) == address(small, "shared", "a")


def test_a_code_is_not_above_itself(small: Catalogue) -> None:
    graph = graph_of(small, "shared")
    assert (address(small, "shared", "b"), SKOS.broader, None) not in graph
    assert (address(small, "shared", "b"), SKOS.topConceptOf, address(small, "shared")) in graph


@pytest.mark.parametrize("name", ["../up", "a/b", "", "ký hiệu", ".hidden", "x" * 100])
def test_a_name_that_no_file_should_have_gives_none(small: Catalogue, tmp_path: Path, name: str) -> None:
    catalogue = replace(small, vocabularies={"odd": vocabulary("odd", concept(name, "a"), concept("good", "a"))})
    write(published_now(catalogue), Writer(tmp_path / "site"))
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == ["site/vocabularies/good.json", "site/vocabularies/good.ttl"]


def test_hostile_labels_come_back_exactly(small: Catalogue) -> None:
    labels = {f"code-{number}": text for number, text in enumerate(HOSTILE)}
    hostile = vocabulary("odd", *(concept("odd", code, text) for code, text in labels.items()))
    triples_of = scheme_graph(
        small, Scheme("odd", hostile, {one.code: (hostile, one) for one in hostile.concepts.values()})
    )
    for written, syntax in ((turtle, "turtle"), (json_ld, "json-ld")):
        graph = by_rdflib(written(triples_of), syntax)
        found = {str(graph.value(one, SKOS.notation)): texts(graph, one, SKOS.prefLabel)["vi"]
                 for one in graph.subjects(RDF.type, SKOS.Concept)}  # fmt: skip
        assert found == labels
