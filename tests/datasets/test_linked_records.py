"""`record.jsonld` beside each record's page: what it says, to rdflib and to PyLD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pyld import jsonld
from rdflib import DCTERMS as DCT
from rdflib import FOAF, RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from site_builder.config import Config
from site_builder.datasets.descriptions.rdf import lines
from site_builder.datasets.formats.linked import record_files, record_node
from site_builder.history import Dates
from site_builder.records import Catalogue, Field, Record, Shape, read_catalogue
from site_builder.records.record import field_values
from tests.examples_support import EXAMPLES, TODAY, assemble

from .conftest import HOSTILE, published_now, write_every_shape
from .rdf_reading import DCAT, by_pyld, by_rdflib, read, texts

CATALOGUES = ["real", "every shape"]


def file_of(folder: Path, record: Record) -> Path:
    return folder / record.address / "record.jsonld"


def thing(config: Config, record: Record) -> URIRef:
    return URIRef(config.url + record.address)


def values(catalogue: Catalogue, record: Record, *shapes: Shape) -> Iterator[tuple[Field, Any]]:
    """Every value of some shapes in a record, those in groups included."""
    for field, _, value in field_values(catalogue.schema(record).fields, record.data):
        if field.shape in shapes:
            yield field, value


def literals(graph: Graph) -> set[tuple[str, str]]:
    """Every literal as its text and language."""
    return {(str(one), one.language or "") for one in graph.objects() if isinstance(one, Literal)}


@pytest.fixture(scope="module")
def graphs(folders: dict[str, Path], catalogues: dict[str, Catalogue]) -> dict[str, list[tuple[Record, Graph]]]:
    return {name: [(one, read(file_of(folders[name], one))) for one in catalogue.records]
            for name, catalogue in catalogues.items()}  # fmt: skip


Graphs = dict[str, list[tuple[Record, Graph]]]


@pytest.mark.parametrize("name", CATALOGUES)
def test_two_readers_find_the_same_in_every_file(graphs: Graphs, folders: dict[str, Path], name: str) -> None:
    assert graphs[name]
    different = [one.id for one, graph in graphs[name] if not isomorphic(graph, by_pyld(file_of(folders[name], one)))]
    assert different == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_is_there_with_its_language(graphs: Graphs, catalogues: dict[str, Catalogue], name: str) -> None:
    for record, graph in graphs[name]:
        said = literals(graph)
        for field, value in values(catalogues[name], record, Shape.TRANSLATED):
            for language, text in value.items():
                for one in text if isinstance(text, list) else [text]:
                    assert (one, language) in said, (record.id, field.name)
        for field, text in values(catalogues[name], record, Shape.TEXT):
            if field.name not in {"scheme", "code"}:  # a concept tells them
                assert (text, "") in said, (record.id, field.name)


@pytest.mark.parametrize("name", CATALOGUES)
def test_numbers_are_exact_and_dates_as_whole_as_the_record_has_them(
    graphs: Graphs, catalogues: dict[str, Catalogue], name: str
) -> None:
    for record, graph in graphs[name]:
        typed = {(one.datatype, str(one)) for one in graph.objects() if isinstance(one, Literal)}
        decimals = {Decimal(text) for datatype, text in typed if datatype == XSD.decimal}
        for field, value in values(catalogues[name], record, Shape.NUMBER):
            assert Decimal(repr(value)) in decimals, (record.id, field.name)
        for field, value in values(catalogues[name], record, Shape.INTEGER):
            assert (XSD.integer, str(int(value))) in typed, (record.id, field.name)
        for field, value in values(catalogues[name], record, Shape.BOOLEAN):
            assert (XSD.boolean, str(value).lower()) in typed, (record.id, field.name)
        for field, value in values(catalogues[name], record, Shape.DATE):
            kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
            assert (kind, value) in typed, (record.id, field.name)
        for field, value in values(catalogues[name], record, Shape.YEAR):
            assert (XSD.gYear, f"{'-' * (value < 0)}{abs(value):04}") in typed, (record.id, field.name)


@pytest.mark.parametrize("name", CATALOGUES)
def test_codes_are_concepts_and_references_are_records(
    graphs: Graphs, catalogues: dict[str, Catalogue], name: str
) -> None:
    catalogue = catalogues[name]
    for record, graph in graphs[name]:
        told = {str(one) for one in graph.objects()}
        for field, value in values(catalogue, record, Shape.CODE, Shape.CODING):
            concept = catalogue.concept(field, value)
            said = f"{catalogue.config.url}vocabularies/{concept.scheme}/#{concept.code}" if concept else value
            assert said in told, (record.id, field.name)
        for field, value in values(catalogue, record, Shape.REFERENCE):
            target = catalogue.find(field.refers_to, value)
            assert (str(thing(catalogue.config, target)) if target else value) in told, (record.id, field.name)
        for _, value in values(catalogue, record, Shape.LINK):
            assert any(isinstance(one, URIRef) and str(one) == value for one in graph.objects())


def test_shared_terms_are_used_where_the_schema_names_them(graphs: Graphs, catalogues: dict[str, Catalogue]) -> None:
    catalogue = catalogues["real"]
    record, graph = next((one, graph) for one, graph in graphs["real"] if one.id == "gi-phu-quoc-eu-pdo")
    subject = thing(catalogue.config, record)
    assert graph.value(subject, RDF.type) == URIRef("https://schema.org/CreativeWork")
    assert texts(graph, subject, DCT.title) == record.data["title"]
    assert len(list(graph.objects(subject, DCAT.keyword))) == 10
    assert graph.value(subject, DCT.spatial) == URIRef(f"{catalogue.config.url}vocabularies/admin-pre-2025/#911")
    sources = {str(graph.value(one, address)) for one in graph.objects(subject, DCT.source)
               for address in graph.predicates(one) if str(address).endswith("/url")}  # fmt: skip
    assert sources == {source["url"] for source in record.data["sources"]}


def test_a_coded_place_also_stands_as_the_source_wrote_it(graphs: Graphs, catalogues: dict[str, Catalogue]) -> None:
    _, graph = next((one, graph) for one, graph in graphs["real"] if one.id == "gi-phu-quoc-eu-pdo")
    own = URIRef(f"{catalogues['real'].config.url}schemas/ip-assets.schema.json#/properties/places")
    (stated,) = graph.objects(None, own)
    assert {str(one) for one in graph.objects(stated)} == {"Phú Quốc", "admin-pre-2025", "911"}


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_term_of_our_own_leads_to_its_place_in_the_schema(
    graphs: Graphs, folders: dict[str, Path], catalogues: dict[str, Catalogue], name: str
) -> None:
    url = catalogues[name].config.url
    terms = {str(one) for _, graph in graphs[name] for one in graph.predicates() if str(one).startswith(url)}
    assert terms
    for term in terms:
        file, _, pointer = term.removeprefix(url).partition("#")
        node = json.loads((folders[name] / file).read_text("utf-8"))
        for part in unquote(pointer).split("/")[1:]:
            node = node[part.replace("~1", "/").replace("~0", "~")]
        assert node


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_description_of_a_record_says_what_the_catalogue_knows_of_it(
    graphs: Graphs, catalogues: dict[str, Catalogue], name: str
) -> None:
    config = catalogues[name].config
    for record, graph in graphs[name]:
        subject = thing(config, record)
        (about,) = graph.subjects(FOAF.primaryTopic, subject)
        assert about == URIRef(f"{subject}record.jsonld")
        assert (about, RDF.type, DCAT.CatalogRecord) in graph
        assert graph.value(about, DCT.isPartOf) == URIRef(f"{config.url}{record.collection}/#dataset")
        assert graph.value(about, DCT.license) == URIRef(config.licence.url)
        assert str(graph.value(about, DCT.identifier)) == record.id
        assert set(graph.objects(subject, FOAF.page)) == {
            URIRef(config.url + config.path(language) + record.address) for language in config.languages
        }


def test_its_dates_are_those_of_the_history(catalogues: dict[str, Catalogue]) -> None:
    catalogue = catalogues["real"]
    record = catalogue.collections["results"].records[0]
    dates = Dates("2026-11-20", "2026-11-24T08:00:00Z")
    publication = published_now(catalogue)
    publication = replace(publication, history=replace(publication.history, records={record.key: dates}))
    graph = by_rdflib(next(record_files(publication, record))[1], "json-ld")
    (about,) = graph.subjects(FOAF.primaryTopic)
    assert graph.value(about, DCT.issued) == Literal("2026-11-20", datatype=XSD.date)
    assert graph.value(about, DCT.modified) == Literal("2026-11-24T08:00:00Z", datatype=XSD.dateTime)


def test_a_renamed_record_is_still_the_same_thing(catalogues: dict[str, Catalogue]) -> None:
    catalogue = catalogues["real"]
    results = catalogue.collections["results"]
    record = results.records[0]
    renamed = replace(record, data={**record.data, "aliases": ["old-name", "older-name"]})
    now = replace(catalogue, collections={**catalogue.collections, "results": replace(results, records=(renamed,))})
    path, data = next(record_files(published_now(now), renamed))
    assert path == f"results/{record.id}/record.jsonld"
    graph = by_rdflib(data, "json-ld")
    (subject,) = graph.objects(None, FOAF.primaryTopic)
    assert subject == URIRef(f"{catalogue.config.url}results/old-name/")
    assert URIRef(f"{catalogue.config.url}results/{record.id}/") in set(graph.objects(subject, FOAF.page))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
def test_a_hostile_text_comes_back_exactly(
    folders: dict[str, Path], catalogues: dict[str, Catalogue], text: str
) -> None:
    record = catalogues["every shape"].collections["things"].by_id[f"hostile-{HOSTILE.index(text):02}"]
    file = file_of(folders["every shape"], record)
    for graph in (read(file), by_pyld(file)):
        assert {(text, ""), (text, "en")} <= literals(graph)
    own = "http://localhost:8000/Some%20Path/schemas/things.schema.json#/properties/"
    (expanded,) = jsonld.expand(json.loads(file.read_text("utf-8")))
    assert expanded[f"{own}text"] == [{"@value": text}]
    assert expanded[f"{own}name"] == [{"@value": text, "@language": "en"}]


ODD_NAMES = [
    "@id",
    "@type",
    "@context",
    "dct",
    "dct:title",
    "a/b",
    "https://a.example/b",
    "tên",
    "",
    "field-x",
    "~",
    "_:b",
]


def test_a_field_may_be_called_like_something_else_in_json_ld(catalogues: dict[str, Catalogue]) -> None:
    catalogue = catalogues["every shape"]
    things = catalogue.collections["things"]
    text = things.schema.field("text")
    fields = tuple(replace(text, name=name) for name in ODD_NAMES)
    document = {**things.schema.document, "properties": {name: {"type": "string"} for name in ODD_NAMES}}
    odd = replace(things, schema=replace(things.schema, fields=fields, document=document))
    record = replace(things.records[0], data={name: f"value of {name}" for name in ODD_NAMES})
    now = replace(catalogue, collections={**catalogue.collections, "things": odd})
    _, data = next(record_files(published_now(now), record))
    quads: Any = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    for graph in (by_rdflib(data, "json-ld"), Graph().parse(data=quads, format="nt")):
        subject = thing(catalogue.config, record)
        assert {str(one) for one in graph.objects(subject) if isinstance(one, Literal)} == set(record.data.values())
        assert len({one for one in graph.predicates(subject) if one != FOAF.page}) == len(ODD_NAMES)


def test_a_code_known_by_its_form_is_a_concept(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid" / "code-known-by-its-form", tmp_path / "root")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    (record,) = catalogue.collections["plants"].records
    graph = by_rdflib(next(record_files(published_now(catalogue), record))[1], "json-ld")
    assert URIRef("https://example.org/vocabularies/kinds-2030/#201") in set(graph.objects())


@pytest.mark.parametrize("value", [{"scheme": "nowhere", "code": "red"}, {"scheme": "new", "code": "nothing"}])
def test_a_code_that_is_none_of_ours_keeps_what_the_record_says(
    catalogues: dict[str, Catalogue], value: dict[str, str]
) -> None:
    catalogue = catalogues["every shape"]
    record = replace(catalogue.collections["things"].records[0], data={"shade": value, "shades": [value]})
    graph = by_rdflib(next(record_files(published_now(catalogue), record))[1], "json-ld")
    for name in ("shade", "shades"):
        own = URIRef(f"{catalogue.config.url}schemas/things.schema.json#/properties/{name}")
        (group,) = graph.objects(thing(catalogue.config, record), own)
        assert {str(one) for one in graph.objects(group)} == set(value.values())


def test_the_context_stands_first_a_line_a_term(catalogues: dict[str, Catalogue]) -> None:
    record = catalogues["real"].collections["results"].records[0]
    publication = published_now(catalogues["real"])
    _, data = next(record_files(publication, record))
    context, content = record_node(publication, record)
    assert json.loads(data) == {"@context": context, **content}
    assert data.decode().startswith('{\n "@context": {\n  "@version": 1.1,\n  "dcat": ')
    assert data.decode().endswith(lines(content).partition("\n")[2] + "\n")


@pytest.mark.parametrize(
    ("name", "kind", "value", "read"),
    [
        ("weight", "number", "about 5", "about 5"),
        ("count", "integer", "about 5", "about 5"),
        ("made", "integer", "about 938", "about 938"),
        ("made", "integer", 938.0, "0938"),
    ],
)
def test_words_where_a_number_mostly_stands_come_back(
    tmp_path: Path, name: str, kind: str, value: Any, read: str
) -> None:
    write_every_shape(tmp_path)
    schema = tmp_path / "schemas/things.schema.json"
    document = json.loads(schema.read_text("utf-8"))
    document["properties"][name]["type"] = [kind, "string"]
    schema.write_text(json.dumps(document), "utf-8")
    (tmp_path / "catalogue/things/odd.yml").write_text(json.dumps({"text": "t", name: value}), "utf-8")
    catalogue = read_catalogue(tmp_path, TODAY).catalogue
    record = catalogue.collections["things"].by_id["odd"]
    [(_, data)] = record_files(published_now(catalogue), record)
    assert (read, "") in literals(by_rdflib(data, "json-ld"))
