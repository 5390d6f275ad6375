"""`data.json` as the harvesters of CKAN read it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF

from site_builder.config import Publisher
from site_builder.datasets.descriptions.data_json import data_json
from site_builder.datasets.descriptions.dcat_terms import AUTHORITY
from site_builder.datasets.descriptions.dcat_things import Whole
from site_builder.datasets.publication import Distribution
from site_builder.records import Catalogue

from .conftest import published_now
from .rdf_reading import DCAT, read

CATALOGUES = ["real", "every shape"]
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Document = dict[str, Any]


@pytest.fixture(scope="module")
def documents(folders: dict[str, Path]) -> dict[str, Document]:
    return {name: json.loads((folder / "data.json").read_text("utf-8")) for name, folder in folders.items()}


def one(catalogue: Catalogue, **changes: Any) -> Document:
    """The description of one dataset of a catalogue, of which parts of the configuration are changed."""
    publication = published_now(replace(catalogue, config=replace(catalogue.config, **changes)))
    file = Distribution("data/results.csv", "CSV", 1, "00" * 32, "results")
    (found,) = data_json(Whole(publication, (file,)))["dataset"]
    return dict(found)


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_harvester_can_file_every_dataset(documents: dict[str, Document], name: str) -> None:
    document = documents[name]
    assert document["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    identifiers = [dataset["identifier"] for dataset in document["dataset"]]
    assert len(set(identifiers)) == len(identifiers)
    for dataset in document["dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        assert dataset["accessLevel"] == "public"
        for needed in ("title", "description", "license", "landingPage", "distribution"):
            assert dataset[needed], (dataset["identifier"], needed)
        assert dataset["publisher"]["name"]
        assert dataset["contactPoint"]["fn"]


@pytest.mark.parametrize("name", CATALOGUES)
def test_datasets_are_those_of_dcat(documents: dict[str, Document], folders: dict[str, Path], name: str) -> None:
    graph = read(folders[name] / "catalog.ttl")
    listed = {str(dataset) for dataset in graph.subjects(RDF.type, DCAT.Dataset)}
    assert {dataset["identifier"] for dataset in documents[name]["dataset"]} == listed


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_file_can_be_fetched_by_its_address(
    documents: dict[str, Document], folders: dict[str, Path], catalogues: dict[str, Catalogue], name: str
) -> None:
    found = set()
    for dataset in documents[name]["dataset"]:
        for file in dataset["distribution"]:
            path = folders[name] / file["downloadURL"].removeprefix(catalogues[name].config.url)
            assert path.is_file()
            assert file["mediaType"].count("/") == 1
            found.add(path)
    downloads = {path for path in (folders[name] / "data").rglob("*") if path.is_file() and path.name != "SHA256SUMS"}
    assert downloads <= found


def test_formats_are_the_words_by_which_portals_know_them(documents: dict[str, Document]) -> None:
    (results,) = (one for one in documents["real"]["dataset"] if one["landingPage"].endswith("/results/"))
    formats = {file["downloadURL"].rpartition("/")[2]: file["format"] for file in results["distribution"]}
    assert formats["results.csv"] == "CSV"
    assert formats["results.xlsx"] == "XLSX"
    assert formats["results.jsonl"] == "JSONL"


def test_texts_are_in_the_main_language(documents: dict[str, Document], catalogues: dict[str, Catalogue]) -> None:
    titles = {dataset["title"] for dataset in documents["real"]["dataset"]}
    assert {one.schema.label["vi"] for one in catalogues["real"].collections.values()} <= titles
    assert documents["real"]["dataset"][0]["language"] == ["vi", "en"]
    assert documents["real"]["dataset"][0]["spatial"] == "Tỉnh Kiên Giang"


def test_dates_and_periods_are_days(documents: dict[str, Document]) -> None:
    datasets = documents["real"]["dataset"]
    periods = [dataset["temporal"].split("/") for dataset in datasets if "temporal" in dataset]
    assert periods
    assert all(A_DAY.fullmatch(day) for period in periods for day in period)
    assert all(first <= last for first, last in periods)
    assert all(A_DAY.match(dataset["modified"]) for dataset in datasets if "modified" in dataset)


@pytest.mark.parametrize(
    ("years", "interval"),
    [(("2023", "2024-02"), "2023-01-01/2024-02-29"), (("2022-05-06", "2023"), "2022-05-06/2023-12-31")],
)
def test_a_year_or_month_is_all_its_days(
    catalogues: dict[str, Catalogue], years: tuple[str, ...], interval: str
) -> None:
    catalogue = catalogues["real"]
    results = catalogue.collections["results"]
    records = tuple(
        replace(record, data={"accepted": year}) for record, year in zip(results.records, years, strict=False)
    )
    collections = {**catalogue.collections, "results": replace(results, records=records)}
    assert one(replace(catalogue, collections=collections))["temporal"] == interval


def test_an_address_for_mail_is_given_where_the_desk_has_one(catalogues: dict[str, Catalogue]) -> None:
    desk = Publisher({"vi": "Phòng Quản lý", "en": "Desk"}, contact="mailto:desk@a.example?subject=data")
    assert one(catalogues["real"], publisher=desk)["contactPoint"] == {
        "@type": "vcard:Contact",
        "fn": "Phòng Quản lý",
        "hasEmail": "mailto:desk@a.example",
    }
    page = Publisher({"vi": "Phòng Quản lý"}, contact="https://a.example/desk")
    assert "hasEmail" not in one(catalogues["real"], publisher=page)["contactPoint"]


@pytest.mark.parametrize(("term", "period"), [("IRREG", "irregular"), ("MONTHLY", "R/P1M"), ("UNKNOWN", None)])
def test_how_often_it_is_updated_is_told_where_it_can_be(
    catalogues: dict[str, Catalogue], term: str, period: str | None
) -> None:
    described = one(catalogues["real"], frequency=f"{AUTHORITY}frequency/{term}")
    assert described.get("accrualPeriodicity") == period


def test_what_is_not_known_is_left_out(catalogues: dict[str, Catalogue]) -> None:
    described = one(catalogues["real"], keywords={}, themes=(), coverage=None, frequency=None)
    assert {"keyword", "theme", "spatial", "accrualPeriodicity"} & described.keys() == set()
