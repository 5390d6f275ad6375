"""The catalogue as DCAT-AP: what a portal's harvester finds in it, read by rdflib alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import DCTERMS as DCT
from rdflib import FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, Node, URIRef

from site_builder.config import Config, Coverage, Publisher
from site_builder.datasets.descriptions.dcat import catalogue_graph
from site_builder.datasets.descriptions.dcat_profile import PROFILE
from site_builder.datasets.descriptions.dcat_terms import language_term
from site_builder.datasets.descriptions.dcat_things import Whole
from site_builder.datasets.descriptions.rdf import Graph as Triples
from site_builder.datasets.descriptions.rdf import Term, iri, json_ld, literal, rdf_xml, turtle
from site_builder.datasets.publication import Distribution, Publication
from site_builder.history import Dates
from site_builder.records import Catalogue
from site_builder.records.tables import Row

from .conftest import HOSTILE, published_now
from .rdf_reading import DCAT, EUVOC, SPDX, VCARD, by_rdflib, read, texts, triples

CATALOGUES = ["real", "every shape"]

Harvested = dict[str, Graph]

MANDATORY: dict[URIRef, list[URIRef]] = {
    DCAT.Catalog: [DCT.title, DCT.description, DCT.publisher, DCT.license, DCT.language, FOAF.homepage, DCAT.dataset],
    DCAT.Dataset: [
        DCT.title, DCT.description, DCT.identifier, DCT.publisher, DCT.accessRights, DCT.provenance, DCAT.contactPoint,
        DCAT.landingPage, DCAT.distribution,
    ],
    DCAT.Distribution: [
        DCT.title, DCT.format, DCT.license, DCAT.accessURL, DCAT.downloadURL, DCAT.byteSize, SPDX.checksum,
    ],
    FOAF.Agent: [FOAF.name],
    VCARD.Kind: [VCARD.fn],
    DCT.LicenseDocument: [DCT.title],
    SKOS.Concept: [SKOS.prefLabel],
    SKOS.ConceptScheme: [DCT.title],
    SPDX.Checksum: [SPDX.algorithm, SPDX.checksumValue],
}  # fmt: skip
"""What a portal cannot do without, by class."""

RANGES: dict[URIRef, URIRef] = {
    DCT.publisher: FOAF.Agent,
    DCT.license: DCT.LicenseDocument,
    DCT.language: DCT.LinguisticSystem,
    DCT.spatial: DCT.Location,
    DCT.temporal: DCT.PeriodOfTime,
    DCT.format: DCT.MediaTypeOrExtent,
    DCT.conformsTo: DCT.Standard,
    DCT.accessRights: DCT.RightsStatement,
    DCT.accrualPeriodicity: DCT.Frequency,
    DCT.provenance: DCT.ProvenanceStatement,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.landingPage: FOAF.Document,
    DCAT.mediaType: DCT.MediaType,
    DCAT.packageFormat: DCT.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    FOAF.homepage: FOAF.Document,
    FOAF.page: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
    SPDX.checksum: SPDX.Checksum,
}
"""Of which class DCAT-AP 3.0.1 wants what a property leads to."""


@pytest.fixture(scope="module")
def harvested(folders: dict[str, Path]) -> Harvested:
    return {name: read(folder / "catalog.ttl") for name, folder in folders.items()}


def graph_of(publication: Publication, *files: Distribution) -> Graph:
    return by_rdflib(turtle(catalogue_graph(Whole(publication, files))), "turtle")


def with_config(catalogue: Catalogue, **changes: object) -> Publication:
    return published_now(replace(catalogue, config=replace(catalogue.config, **changes)))  # type: ignore[arg-type]


def only(graph: Graph, subject: Node, name: URIRef) -> Node:
    (value,) = graph.objects(subject, name)
    return value


def a_file(path: str, subject: str = "", part: str = "", file_format: str = "CSV") -> Distribution:
    return Distribution(path, file_format, 1, "00" * 32, subject, part)


def the_dataset(graph: Graph, config: Config, address: str) -> URIRef:
    found = URIRef(f"{config.url}{address}#dataset")
    assert (found, RDF.type, DCAT.Dataset) in graph
    return found


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("other", ["catalog.rdf", "catalog.jsonld"])
def test_the_three_files_say_the_same(harvested: Harvested, folders: dict[str, Path], name: str, other: str) -> None:
    assert triples(read(folders[name] / other)) == triples(harvested[name])


@pytest.mark.parametrize("name", CATALOGUES)
def test_what_portals_need_is_there(harvested: Harvested, name: str) -> None:
    graph = harvested[name]
    missing = [(subject, needed) for kind, names in MANDATORY.items() for subject in graph.subjects(RDF.type, kind)
               for needed in names if (subject, needed, None) not in graph]  # fmt: skip
    assert missing == []
    assert len(set(graph.subjects(RDF.type, DCAT.Catalog))) == 1


@pytest.mark.parametrize("name", CATALOGUES)
def test_everything_is_of_the_class_that_the_profile_asks_for(harvested: Harvested, name: str) -> None:
    graph = harvested[name]
    wrong = [(subject, stated) for stated, kind in RANGES.items() for subject, value in graph.subject_objects(stated)
             if (value, RDF.type, kind) not in graph]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_dataset_is_listed_in_every_language(
    harvested: Harvested, catalogues: dict[str, Catalogue], name: str
) -> None:
    graph, catalogue = harvested[name], catalogues[name]
    listed = {str(one) for one in graph.objects(URIRef(f"{catalogue.config.url}#catalogue"), DCAT.dataset)}
    publication = published_now(catalogue)
    addresses = {f"{catalogue.config.url}{one.address}#dataset" for one in publication.datasets}
    assert listed == addresses | {f"{catalogue.config.url}#dataset"}
    for one in publication.datasets:
        dataset = the_dataset(graph, catalogue.config, one.address)
        assert texts(graph, dataset, DCT.title) == dict(one.title)
        assert texts(graph, dataset, DCT.description) == dict(one.description)
        assert str(only(graph, dataset, DCT.identifier)) == str(dataset)
        assert only(graph, dataset, DCAT.landingPage) == URIRef(catalogue.config.url + one.address)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_file_is_there_with_its_size_and_checksum(
    harvested: Harvested, folders: dict[str, Path], catalogues: dict[str, Catalogue], name: str
) -> None:
    graph, folder, url = harvested[name], folders[name], catalogues[name].config.url
    found = set()
    for file in graph.subjects(RDF.type, DCAT.Distribution):
        address = str(only(graph, file, DCAT.downloadURL))
        assert address.startswith(url)
        path = folder / address.removeprefix(url)
        data = path.read_bytes()
        size = only(graph, file, DCAT.byteSize)
        assert isinstance(size, Literal)
        assert (size.datatype, int(size)) == (XSD.nonNegativeInteger, len(data))
        checksum = only(graph, file, SPDX.checksum)
        assert str(only(graph, checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        found.add(path)
    downloads = {path for path in (folder / "data").rglob("*") if path.is_file() and path.name != "SHA256SUMS"}
    assert downloads | set(folder.glob("vocabularies/*.ttl")) | set(folder.glob("*.ics")) <= found


def test_forms_to_fill_in_and_what_others_publish_are_no_data_of_ours(catalogues: dict[str, Catalogue]) -> None:
    blank = replace(a_file("data/templates/results.xlsx", "results"), blank=True)
    guest = a_file("data/sisters/neighbour/results.jsonl", "sisters.neighbour")
    graph = graph_of(published_now(catalogues["real"]), blank, guest, a_file("data/results.csv", "results"))
    assert [str(one) for one in graph.objects(None, DCAT.downloadURL)] == [
        f"{catalogues['real'].config.url}data/results.csv"
    ]


AS_A_HARVESTER_READS = """
SELECT ?title ?url ?format ?type ?licence ?contact ?where WHERE {
  ?catalogue a dcat:Catalog ; dcat:dataset ?dataset .
  ?dataset dct:title ?title ; dcat:distribution ?file ; dcat:contactPoint ?desk .
  ?desk vcard:fn ?contact ; vcard:hasURL ?where .
  ?file dcat:downloadURL ?url ; dct:license/dct:title ?licence .
  OPTIONAL { ?file dct:format/rdfs:label ?format }
  OPTIONAL { ?file dcat:mediaType/rdfs:label ?type }
  FILTER (lang(?title) = "en" && lang(?contact) = "en")
}
"""


def test_a_harvester_finds_formats_licence_and_contact(harvested: Harvested, catalogues: dict[str, Catalogue]) -> None:
    config = catalogues["real"].config
    namespaces = {"dcat": DCAT, "dct": DCT, "vcard": VCARD, "rdfs": RDFS}
    rows = {
        str(row["url"]): row for row in map(dict_of, harvested["real"].query(AS_A_HARVESTER_READS, initNs=namespaces))
    }
    row = rows[f"{config.url}data/results.csv"]
    assert (row["title"], row["format"], row["type"]) == ("Research results", "CSV", "text/csv")
    assert (row["licence"], row["contact"]) == (config.licence.title, config.publisher.name["en"])
    assert row["where"] == config.url  # nothing better is known
    assert rows[f"{config.url}data/results.xlsx"]["format"] == "XLSX"
    assert {row["licence"] for row in rows.values()} == {config.licence.title, "MIT"}


def dict_of(row: object) -> dict[str, str]:
    return {key: str(value) for key, value in row.asdict().items()}  # type: ignore[attr-defined]


def test_a_file_is_called_by_its_dataset_its_part_and_its_format(
    harvested: Harvested, catalogues: dict[str, Catalogue]
) -> None:
    file = URIRef(f"{catalogues['real'].config.url}data/results.sources.csv#distribution")
    assert texts(harvested["real"], file, DCT.title) == {
        "vi": "Kết quả nghiên cứu: Nguồn – CSV",
        "en": "Research results: Sources – CSV",
    }


def test_a_code_list_that_others_made_has_its_own_licence(
    harvested: Harvested, catalogues: dict[str, Catalogue]
) -> None:
    graph, url = harvested["real"], catalogues["real"].config.url
    licences = {name: only(graph, URIRef(f"{url}data/vocabularies.{name}.csv#distribution"), DCT.license)
                for name in ("places", "statuses")}  # fmt: skip
    assert str(only(graph, licences["places"], DCT.title)) == "MIT"
    assert str(licences["statuses"]) == catalogues["real"].config.licence.url


def test_a_format_that_the_union_does_not_list_has_a_term_of_ours(catalogues: dict[str, Catalogue]) -> None:
    publication = published_now(catalogues["real"])
    graph = graph_of(publication, a_file("data/results.bib", "results", file_format="BibTeX"))
    (file,) = graph.subjects(RDF.type, DCAT.Distribution)
    assert set(texts(graph, only(graph, file, DCT.format), RDFS.label).values()) == {"BibTeX"}
    assert (file, DCAT.mediaType, None) not in graph  # nor does IANA know this one


def test_a_packed_file_says_how_it_is_packed(catalogues: dict[str, Catalogue]) -> None:
    graph = graph_of(published_now(catalogues["real"]), a_file("data/results.zip", "results"))
    (file,) = graph.subjects(RDF.type, DCAT.Distribution)
    assert only(graph, file, DCAT.packageFormat) == URIRef(
        "http://www.iana.org/assignments/media-types/application/zip"
    )


def test_what_a_dataset_is_about_is_said_in_time(harvested: Harvested, catalogues: dict[str, Catalogue]) -> None:
    catalogue, graph = catalogues["real"], harvested["real"]
    moments = sorted(filter(None, map(catalogue.moment, catalogue.collections["events"].records)))
    period = only(graph, the_dataset(graph, catalogue.config, "events/"), DCT.temporal)
    assert str(only(graph, period, DCAT.startDate)) == moments[0]
    assert str(only(graph, period, DCAT.endDate)) == moments[-1]


def test_a_data_table_is_about_the_time_of_its_rows(catalogues: dict[str, Catalogue]) -> None:
    catalogue = catalogues["real"]
    rows: tuple[Row, ...] = ({"year": 2023}, {"year": 2021}, {"year": None})
    tables = {**catalogue.tables, "transactions": replace(catalogue.tables["transactions"], rows=rows)}
    publication = published_now(replace(catalogue, tables=tables))
    graph = graph_of(publication, a_file("data/transactions.csv", "transactions"))
    period = only(graph, the_dataset(graph, catalogue.config, "tables/transactions/"), DCT.temporal)
    assert only(graph, period, DCAT.startDate) == Literal("2021", datatype=XSD.gYear)
    assert only(graph, period, DCAT.endDate) == Literal("2023", datatype=XSD.gYear)


def test_a_dataset_of_no_dated_records_says_nothing_of_time(
    harvested: Harvested, catalogues: dict[str, Catalogue]
) -> None:
    graph = harvested["every shape"]
    assert (the_dataset(graph, catalogues["every shape"].config, "things/"), DCT.temporal, None) not in graph


def test_the_place_is_named_in_every_language_and_has_a_box_around_what_lies_in_it(
    harvested: Harvested, catalogues: dict[str, Catalogue]
) -> None:
    graph, config = harvested["real"], catalogues["real"].config
    place = only(graph, URIRef(f"{config.url}#catalogue"), DCT.spatial)
    assert texts(graph, place, SKOS.prefLabel) == {"vi": "Tỉnh Kiên Giang", "en": "Kiên Giang Province"}
    corners = str(only(graph, place, DCAT.bbox)).removeprefix("POLYGON((").removesuffix("))").split(", ")
    assert corners[0] == corners[-1]
    west, south, east, north = (*map(float, corners[0].split()), *map(float, corners[2].split()))
    rach_gia = (105.08, 10.01)
    assert west < rach_gia[0] < east
    assert south < rach_gia[1] < north


@pytest.mark.parametrize(
    ("coverage", "drawn"),
    [
        (Coverage("places", "admin-2025", "91"), True),
        (Coverage("places", "admin-2025", "30292"), False),  # of one place alone there is no box
        (Coverage("countries", "iso-3166-1", "VN"), False),  # the map has no positions of these
    ],
)
def test_a_box_stands_only_where_the_map_gives_one(
    catalogues: dict[str, Catalogue],
    coverage: Coverage,
    drawn: bool,  # noqa: FBT001
) -> None:
    graph = graph_of(with_config(catalogues["real"], coverage=coverage), a_file("data/results.csv", "results"))
    assert bool(list(graph.objects(None, DCAT.bbox))) is drawn
    assert list(graph.objects(None, DCT.spatial))


@pytest.mark.parametrize(
    ("publisher", "stated", "address"),
    [
        (
            Publisher({"vi": "A"}, "https://a.example/", "mailto:desk@a.example"),
            VCARD.hasEmail,
            "mailto:desk@a.example",
        ),
        (
            Publisher({"vi": "A"}, "https://a.example/", "https://a.example/desk"),
            VCARD.hasURL,
            "https://a.example/desk",
        ),
        (Publisher({"vi": "A"}, "https://a.example/"), VCARD.hasURL, "https://a.example/"),
    ],
)
def test_questions_go_to_the_desk_or_else_to_the_publisher(
    catalogues: dict[str, Catalogue], publisher: Publisher, stated: URIRef, address: str
) -> None:
    graph = graph_of(with_config(catalogues["real"], publisher=publisher), a_file("data/results.csv", "results"))
    (desk,) = set(graph.objects(None, DCAT.contactPoint))
    assert only(graph, desk, stated) == URIRef(address)
    assert only(
        graph, only(graph, the_dataset(graph, catalogues["real"].config, "results/"), DCT.publisher), FOAF.homepage
    )


def test_dates_are_those_of_the_history(catalogues: dict[str, Catalogue]) -> None:
    publication = published_now(catalogues["real"])
    collection = catalogues["real"].collections["results"]
    dates = {record.key: Dates("2026-11-20T07:00:00Z", "2026-11-24T08:00:00Z") for record in collection.records}
    changed = replace(publication, history=replace(publication.history, records=dates, changes=()))
    graph = graph_of(changed, a_file("data/results.csv", "results"))
    dataset = the_dataset(graph, catalogues["real"].config, "results/")
    assert only(graph, dataset, DCT.issued) == Literal("2026-11-20T07:00:00Z", datatype=XSD.dateTime)
    assert only(graph, dataset, DCT.modified) == Literal("2026-11-24T08:00:00Z", datatype=XSD.dateTime)
    assert only(graph, dataset, DCAT.version) == Literal("2026-11-24")


def test_dates_without_git_are_days(harvested: Harvested, catalogues: dict[str, Catalogue]) -> None:
    modified = only(
        harvested["real"], the_dataset(harvested["real"], catalogues["real"].config, "results/"), DCT.modified
    )
    assert isinstance(modified, Literal)
    assert isinstance(modified.value, date)


def test_languages_are_the_unions_terms_and_an_unknown_one_is_left_out() -> None:
    known = language_term("vi")
    assert known
    assert known.uri == "http://publications.europa.eu/resource/authority/language/VIE"
    assert language_term("fr-CA") == language_term("fr")
    assert language_term("cjm") is None


def test_a_national_profile_is_a_line_more(catalogues: dict[str, Catalogue], monkeypatch: pytest.MonkeyPatch) -> None:
    creator = ("dct:creator", lambda it: it.whole.publisher)
    monkeypatch.setitem(PROFILE, "dcat:Dataset", (*PROFILE["dcat:Dataset"], creator))
    config = catalogues["real"].config
    graph = graph_of(published_now(catalogues["real"]), a_file("data/results.csv", "results"))
    assert only(graph, the_dataset(graph, config, "results/"), DCT.creator) == URIRef(f"{config.url}#publisher")


@pytest.mark.parametrize(("written", "syntax"), [(turtle, "turtle"), (rdf_xml, "xml"), (json_ld, "json-ld")])
def test_hostile_texts_come_back_exactly_from_every_syntax(written: object, syntax: str) -> None:
    graph = Triples()
    stated = {}
    for number, text in enumerate((*HOSTILE, "\\u0041 \\", '"""', "\x7f\x85", "'''", "]]>", "@vi", "^^xsd:date")):
        for name, one in (
            ("plain", literal(text)),
            ("text", literal(text, "vi")),
            ("typed", literal(text, "", "geo:wktLiteral")),
        ):
            stated[f"https://a.example/{number}/{name}"] = text
            graph.add(f"https://a.example/{number}/{name}", "dct:title", one)
    found = by_rdflib(written(graph), syntax)  # type: ignore[operator]
    assert {str(subject): str(value) for subject, value in found.subject_objects(DCT.title)} == stated
    assert {value.language for value in found.objects() if isinstance(value, Literal)} == {"vi", None}


@pytest.mark.parametrize(("written", "syntax"), [(turtle, "turtle"), (rdf_xml, "xml"), (json_ld, "json-ld")])
def test_a_property_may_have_values_of_several_kinds(written: object, syntax: str) -> None:
    thing = "https://a.example/"
    stated: dict[str, list[Term]] = {
        "dct:title": [literal("a"), literal("b", "vi"), literal("c", "en"), literal("d", "en")],
        "dct:issued": [literal("2026-11-25", "", "xsd:date"), literal("2026", "", "xsd:gYear"), literal("2026")],
        "dct:source": [iri("https://a.example/b"), literal("https://a.example/b"), literal("c", "vi")],
        "dcat:startDate": [literal("2026-11-25", "", "xsd:date")],
        "euvoc:startDate": [literal("2026-11-25", "", "xsd:date")],  # called the same, and not the same
    }
    graph = Triples()
    for name, terms in stated.items():
        graph.add(thing, name, *terms)
    found = by_rdflib(written(graph), syntax)  # type: ignore[operator]
    assert len(found) == sum(map(len, stated.values()))
    assert sorted(map(str, found.objects(None, DCT.title))) == ["a", "b", "c", "d"]
    assert texts(found, URIRef(thing), DCAT.startDate) == texts(found, URIRef(thing), EUVOC.startDate)
    assert triples(found) == triples(by_rdflib(turtle(graph), "turtle"))


def test_what_xml_forbids_is_left_out_of_every_syntax() -> None:
    graph = Triples()
    graph.add("https://a.example/", "dct:title", literal("a\x00\x0b\ufffeb"))
    for written, syntax in ((turtle, "turtle"), (rdf_xml, "xml"), (json_ld, "json-ld")):
        assert [str(value) for value in by_rdflib(written(graph), syntax).objects()] == ["ab"]


@pytest.mark.parametrize(
    "address", ["https://a.example/> <b> <c> . <d", "https://a.example/a b\n", 'https://a.example/"{}|\\^`']
)
def test_an_address_stays_an_address(address: str) -> None:
    graph = Triples()
    graph.add("https://a.example/", "dct:source", iri(address))
    for written, syntax in ((turtle, "turtle"), (rdf_xml, "xml"), (json_ld, "json-ld")):
        (value,) = by_rdflib(written(graph), syntax).objects()
        assert isinstance(value, URIRef)
        assert str(value) == iri(address).address
