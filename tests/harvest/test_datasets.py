"""DCAT in its three syntaxes and data.json: each dataset with an open licence becomes a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from site_builder.build import build
from site_builder.harvest.datasets import MOST_DISTRIBUTIONS
from site_builder.sisters import LANDING_PAGE, read_sisters
from tests.conftest import Serve
from tests.harvest.conftest import HASTE, TODAY, Site, check, harvest, record, refused, schema, snapshot, why

FOREIGN = Path(__file__).parent / "foreign"
TURTLE = (FOREIGN / "catalog.ttl").read_text("utf-8")
SYNTAXES = {"catalog.ttl": "turtle", "catalog.rdf": "xml", "catalog.jsonld": "json-ld", "catalog.nt": "nt"}
BY = "https://creativecommons.org/licenses/by/4.0/"
PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""


def written(folder: Path, name: str) -> Path:
    """Write the foreign catalogue in a syntax."""
    text = TURTLE if name == "catalog.ttl" else Graph().parse(data=TURTLE).serialize(format=SYNTAXES[name])
    (folder / name).write_text(text, "utf-8")
    return folder / name


def turtle(folder: Path, text: str) -> Path:
    """Write a DCAT catalogue."""
    (folder / "dcat.ttl").write_text(PREFIXES + text, "utf-8")
    return folder / "dcat.ttl"


def data_json(folder: Path, *datasets: Any, **changes: Any) -> Path:
    """Write a data.json of datasets, each public, with a title and an open licence unless it says otherwise."""
    stated = {"accessLevel": "public", "title": "Tên", "license": BY}
    whole = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", **changes}
    whole.setdefault("dataset", [{**stated, **one} if isinstance(one, dict) else one for one in datasets])
    (folder / "data.json").write_text(json.dumps(whole), "utf-8")
    return folder / "data.json"


# DCAT


def test_a_dataset_is_a_record_with_all_that_is_said_of_it(own: Path) -> None:
    harvest(own, FOREIGN / "catalog.ttl")
    assert record(own, "datasets/dataset-ao-nuoi") == {
        "id": "dataset-ao-nuoi",
        "title": {"vi": "Ao nuôi tôm", "en": "Shrimp ponds"},
        "description": {"vi": "Danh sách ao nuôi.", "en": "A list of ponds."},
        "identifier": "ao-nuoi-2024",
        "landing_page": "https://du-lieu.example.org/bo-du-lieu/ao-nuoi",
        "publisher": {"vi": "Sở Mẫu", "en": "Example department"},
        "licence": {"id": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International", "url": BY},
        "issued": "2024-01-15",
        "modified": "2024-06-30",
        "keywords": {"vi": ["ao", "tôm"], "en": ["shrimp"]},
        "themes": ["http://publications.europa.eu/resource/authority/data-theme/AGRI"],
        "distributions": [
            {
                "url": "https://du-lieu.example.org/tai/ao-nuoi.csv",
                "title": "Ao nuôi 2024",
                "format": "CSV",
                "media_type": "text/csv",
                "bytes": 10240,
                "checksum": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            },
            {"url": "https://du-lieu.example.org/tai/ao-nuoi", "title": "Trang tải", "format": "XLSX"},
        ],
        "source": "https://du-lieu.example.org/dataset/ao-nuoi",
    }


def test_a_text_without_a_language_is_in_that_of_the_catalogue(own: Path) -> None:
    harvest(own, FOREIGN / "catalog.ttl")
    assert record(own, "datasets/dataset-gia-lua") == {
        "id": "dataset-gia-lua",
        "title": {"vi": "Giá lúa"},
        "licence": {"id": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International", "url": BY},
        "distributions": [{"url": "https://du-lieu.example.org/tai/gia-lua.csv", "format": "CSV"}],
        "source": "https://du-lieu.example.org/dataset/gia-lua",
    }


def test_datasets_without_an_open_licence_are_left_out_and_counted(own: Path) -> None:
    result = harvest(own, FOREIGN / "catalog.ttl")
    assert result.new == 2
    assert [note.en for note in result.notes] == ["3 datasets without an open licence are left out."]
    assert [note.vi for note in result.notes] == ["Bỏ 3 bộ dữ liệu không có giấy phép mở."]


@pytest.mark.parametrize("name", SYNTAXES)
def test_every_syntax_gives_the_same_records(name: str, own: Path, tmp_path: Path) -> None:
    harvest(own, FOREIGN / "catalog.ttl", "mau")
    harvest(own, written(tmp_path, name), "ban")
    assert snapshot(own / "harvested/ban/catalogue/datasets") == snapshot(own / "harvested/mau/catalogue/datasets")


@pytest.mark.parametrize("media_type", ["text/turtle", "application/octet-stream", ""])
def test_a_syntax_is_told_by_the_content_where_nothing_else_does(media_type: str, there: Site, own: Path) -> None:
    there.put("/dcat?format=x", TURTLE.partition("\n")[2], media_type)
    assert harvest(own, f"{there.url}dcat?format=x").new == 2


def test_what_was_harvested_builds_and_names_its_pages(own: Path) -> None:
    harvest(own, FOREIGN / "catalog.ttl")
    (sister,), found = read_sisters(own, TODAY)
    assert found == []
    assert sister.origin.publisher == {"vi": "Sở Mẫu", "en": "Example department"}
    pages = [sister.address_at_origin(one, "vi") for one in sister.records]
    assert pages == ["https://du-lieu.example.org/bo-du-lieu/ao-nuoi", ""]
    assert schema(own, "datasets")["properties"]["landing_page"]["x-field"]["term"] == LANDING_PAGE
    assert build(own / "harvested/ban", own / "site").site is not None


def test_the_schema_that_comes_with_the_package_has_no_problem(own: Path) -> None:
    harvest(own, FOREIGN / "catalog.ttl")
    assert [one for one in check(own / "harvested/ban") if one.path.startswith("schemas/")] == []


@pytest.mark.parametrize("name", ["catalog.ttl", "catalog.rdf", "catalog.jsonld", "data.json"])
def test_what_we_publish_ourselves_is_harvested(name: str, site: Path, own: Path, serve: Serve) -> None:
    result = harvest(own, f"{serve(site)}{name}")
    index = json.loads((site / "api/v1/index.json").read_text("utf-8"))
    listed = {one["name"] for one in index["collections"]}
    taken = {path.stem for path in (own / "harvested/ban/catalogue/datasets").glob("*.yml")}
    assert listed - taken == set()
    assert not [note for note in result.notes if "licence" in note.en]


def test_pages_that_follow_are_read_as_well(there: Site, own: Path) -> None:
    for number in (1, 2, 3):
        following = f"<{there.url}catalog.ttl?page={number + 1}>" if number < 3 else f"<{there.url}catalog.ttl?page=1>"
        path = "/catalog.ttl" if number == 1 else f"/catalog.ttl?page={number}"
        there.put(path, f'{PREFIXES}<#p> hydra:next {following} . <https://a.example/{number}> a dcat:Dataset ; '
                  f'dct:title "Bộ {number}"@vi ; dct:license <{BY}> .', "text/turtle")  # fmt: skip
    there.put("/catalog.ttl?page=1", PREFIXES, "text/turtle")
    assert harvest(own, f"{there.url}catalog.ttl").new == 3


def test_a_page_that_follows_elsewhere_is_refused(there: Site, own: Path, another: Callable[[], Site]) -> None:
    inside = another()
    text = f"<#p> hydra:next <{inside.url}x.ttl> . <https://a.example/1> a dcat:Dataset ; dct:license <{BY}> ."
    there.put("/catalog.ttl", PREFIXES + text, "text/turtle")
    assert why(own, f"{there.url}catalog.ttl") == "harvest-address-refused"
    assert inside.asked == []


def test_datasets_of_one_title_tell_their_id(own: Path, tmp_path: Path) -> None:
    both = "".join(
        f'<https://a.example/{n}> a dcat:Dataset ; dct:title "Số liệu"@vi ; dct:license <{BY}> .' for n in "ab"
    )
    harvest(own, turtle(tmp_path, both))
    assert [record(own, f"datasets/{one}")["title"] for one in "ab"] == [{"vi": "Số liệu (a)"}, {"vi": "Số liệu (b)"}]


def test_two_datasets_with_one_id_are_both_named(own: Path, tmp_path: Path) -> None:
    both = "".join(f"<https://a.example/{n}> a dcat:Dataset ; dct:license <{BY}> ." for n in ("A-b", "a_b"))
    (problem,) = refused(own, turtle(tmp_path, both))
    assert problem.kind.code == "harvest-id-clash"
    assert "“https://a.example/A-b” and “https://a.example/a_b”" in problem.en


def test_a_dataset_without_an_address_has_an_id_from_its_identifier(own: Path, tmp_path: Path) -> None:
    harvest(
        own, turtle(tmp_path, f'[] a dcat:Dataset ; dct:identifier "Mã 1" ; dct:title "Tên" ; dct:license <{BY}> .')
    )
    assert record(own, "datasets/ma-1")["title"] == {"vi": "Tên"}


def test_the_licence_of_all_is_told_where_it_is_one(own: Path, tmp_path: Path) -> None:
    one, other = (f'<https://a.example/{n}> a dcat:Dataset ; dct:license <{url}> .' for n, url in
                  (("a", BY), ("b", "https://creativecommons.org/publicdomain/zero/1.0/")))  # fmt: skip
    harvest(own, turtle(tmp_path, one), "mot")
    harvest(own, turtle(tmp_path, one + other), "hai")
    texts = [(own / f"harvested/{name}/origin.yml").read_text("utf-8") for name in ("mot", "hai")]
    assert "id: CC-BY-4.0" in texts[0]
    assert "id: LicenseRef-various" in texts[1]


def test_languages_are_those_of_the_source(own: Path, tmp_path: Path) -> None:
    text = f'<https://a.example/a> a dcat:Dataset ; dct:title "Étangs"@fr , "Teiche"@de ; dct:license <{BY}> .'
    harvest(own, turtle(tmp_path, text))
    assert "languages:\n- de\n- fr\n" in (own / "harvested/ban/catalogue/catalogue.yml").read_text("utf-8")
    assert schema(own, "datasets")["x-collection"]["label"] == {"de": "Datasets", "fr": "Jeux de données"}
    assert build(own / "harvested/ban", own / "site").site is not None


def test_very_many_files_of_a_dataset_are_cut_and_it_is_said(own: Path, tmp_path: Path) -> None:
    files = " , ".join(f"[ dcat:downloadURL <https://a.example/{n:05}.csv> ]" for n in range(MOST_DISTRIBUTIONS + 1))
    text = f"<https://a.example/a> a dcat:Dataset ; dct:license <{BY}> ; dcat:distribution {files} ."
    result = harvest(own, turtle(tmp_path, text))
    assert len(record(own, "datasets/a")["distributions"]) == MOST_DISTRIBUTIONS
    assert "very many files" in result.notes[0].en


def test_hostile_texts_end_as_plain_ones(own: Path, tmp_path: Path) -> None:
    text = (
        '<https://a.example/a> a dcat:Dataset ; dct:title "<img src=x onerror=alert(1)>Ao\\u202E"@vi ; '
        'dcat:landingPage <javascript:alert(1)> ; dct:description "gọi 0912 345 678"@vi ; '
        f"dct:license <{BY}> ."
    )
    result = harvest(own, turtle(tmp_path, text))
    found = record(own, "datasets/a")
    assert found["title"] == {"vi": "Ao"}
    assert "landing_page" not in found
    assert "description" not in found
    assert result.notes[0].en.startswith("1 values and 0 records")


def test_a_checksum_is_nobodys_telephone_number(own: Path, tmp_path: Path) -> None:
    digest = "1bb0938772806af" + "0" * 49
    text = (
        f"<https://a.example/a> a dcat:Dataset ; dct:license <{BY}> ; dcat:distribution "
        f"[ dcat:downloadURL <https://a.example/a.csv> ; spdx:checksum [ spdx:checksumValue '{digest}' ] ] ."
    )
    harvest(own, turtle(tmp_path, f"@prefix spdx: <http://spdx.org/rdf/terms#> . {text}"))
    assert record(own, "datasets/a")["distributions"][0]["checksum"] == digest


# What is wrong


def test_nothing_that_a_document_names_is_fetched(there: Site, own: Path, tmp_path: Path) -> None:
    text = TURTLE.replace("http://127.0.0.1:9/", there.url)
    (tmp_path / "catalog.ttl").write_text(text, "utf-8")
    harvest(own, tmp_path / "catalog.ttl")
    assert there.asked == []


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda url: {"@context": url, "@id": "https://a.example/"},
        lambda url: {"@context": ["x", {"a": {"@id": "https://a/", "@context": url}}], "@graph": []},
        lambda url: {"@context": {"@import": url}, "@graph": []},
        lambda url: [{"@id": "https://a.example/", "x": {"@context": [url]}}],
    ],
)
def test_a_context_elsewhere_is_refused_and_not_fetched(
    wrapped: Callable[[str], Any], there: Site, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "catalog.jsonld").write_text(json.dumps(wrapped(f"{there.url}context.jsonld")), "utf-8")
    assert why(own, tmp_path / "catalog.jsonld") == "harvest-address-refused"
    assert there.asked == []


BOMB = """\
<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>
"""
FILE = """\
<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a;</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rdf", BOMB),
        ("a.rdf", FILE),
        ("a.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a>'),
        ("a.ttl", "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<a> a dcat:Data"),
        ("a.ttl", "@prefix a: <b> . " + "[" * 50_000),
        ("a.jsonld", '{"@context": {}, "@graph": [{"@id": "a", '),
        ("a.jsonld", '{"@graph": ' + "[" * 50_000),
        ("a.jsonld", '{"@context": {"a": {"@type": 5}}, "@graph": [{"a": 1}]}'),
    ],
)
def test_a_document_that_is_broken_is_told(name: str, text: str, own: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert why(own, tmp_path / name) == "harvest-broken"


def test_a_document_that_is_not_utf_8_is_told(own: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(TURTLE.encode("utf-16"))
    assert why(own, tmp_path / "a.ttl") == "harvest-broken"


def test_a_catalogue_without_a_dataset_is_told(own: Path, tmp_path: Path) -> None:
    assert why(own, turtle(tmp_path, "<https://a.example/> a dcat:Catalog .")) == "harvest-empty"


def test_where_no_dataset_has_an_open_licence_what_was_found_is_told(own: Path, tmp_path: Path) -> None:
    closed = "https://creativecommons.org/licenses/by-nc/4.0/"
    (problem,) = refused(own, turtle(tmp_path, f"<https://a.example/a> a dcat:Dataset ; dct:license <{closed}> ."))
    assert problem.kind.code == "harvest-licence"
    assert closed in problem.en


def test_too_many_datasets_are_told(own: Path) -> None:
    assert why(own, FOREIGN / "catalog.ttl", limits=replace(HASTE, rows=4)) == "harvest-too-large"


# data.json


def test_a_data_json_is_read(own: Path) -> None:
    result = harvest(own, FOREIGN / "data.json")
    assert record(own, "datasets/id-ponds") == {
        "id": "id-ponds",
        "title": {"en": "Shrimp ponds (synthetic)"},
        "description": {"en": "A list of ponds & their sizes."},
        "identifier": "https://data.example.org/id/ponds",
        "landing_page": "https://data.example.org/ponds",
        "publisher": {"en": "Example department"},
        "licence": {"id": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International", "url": BY},
        "issued": "2024-01-15",
        "modified": "2024-06-30",
        "keywords": {"en": ["shrimp", "ponds", "agriculture"]},
        "distributions": [
            {
                "url": "https://data.example.org/ponds.csv",
                "title": "Ponds as CSV",
                "format": "CSV",
                "media_type": "text/csv",
            }
        ],
        "source": "https://data.example.org/id/ponds",
    }
    assert [note.en for note in result.notes] == ["3 datasets without an open licence are left out."]
    assert "Somebody" not in str(snapshot(own / "harvested"))
    assert "modified" not in record(own, "datasets/prices-2024")


@pytest.mark.parametrize(
    "one",
    [
        {
            "identifier": {"a": 1},
            "title": ["x"],
            "description": 5,
            "keyword": "một",
            "distribution": {"downloadURL": 5},
        },
        {"identifier": "x", "distribution": ["a", None, {}], "publisher": "Sở Mẫu", "theme": None, "language": "vi"},
        {"identifier": "x", "license": BY, "issued": {}, "modified": [], "landingPage": "ftp://a", "contactPoint": []},
    ],
)
def test_a_dataset_of_another_shape_gives_what_it_can(one: Any, own: Path, tmp_path: Path) -> None:
    assert harvest(own, data_json(tmp_path, one)).new == 1


@pytest.mark.parametrize("dataset", [[], ["x", None, 5]])
def test_a_data_json_without_a_dataset_is_told(dataset: Any, own: Path, tmp_path: Path) -> None:
    assert why(own, data_json(tmp_path, dataset=dataset)) == "harvest-empty"
