"""Croissant is read back by the library of its makers: it takes the description, and reads the records by it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import mlcroissant as mlc
import pytest

from site_builder.datasets import write_datasets
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

from .conftest import CREATED, field, published_now, write_every_shape
from .expected import Row
from .reading import CASES, CATALOGUES, differences, filled, resources, tables_of, wanted

# What its library still uses of others.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index is deprecated"),
]

DATA_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}


def description(data: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((data / "croissant.json").read_text("utf-8"))
    return described


def opened(data: Path) -> mlc.Dataset:
    """The dataset, with its files where they lie: nothing is fetched."""
    files = {one["@id"]: str(data / one["name"]) for one in description(data)["distribution"]}
    return mlc.Dataset(jsonld=str(data / "croissant.json"), mapping=files)


@pytest.fixture(scope="module")
def datasets(folders: dict[str, Path]) -> dict[str, mlc.Dataset]:
    return {name: opened(folder / "data") for name, folder in folders.items()}


def rows(dataset: mlc.Dataset, table: str) -> list[Row]:
    return [{name_of(field): plain(value) for field, value in row.items()} for row in dataset.records(table)]


def name_of(field: str) -> str:
    return unquote(field.partition("/")[2])


def plain(value: Any) -> Any:
    """A text comes as bytes, and a date as a time."""
    if isinstance(value, bytes):
        return value.decode()
    return value.date() if hasattr(value, "date") else value


@pytest.mark.parametrize(("catalogue", "collection"), CASES)
def test_every_value_of_every_record_is_read(
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    datasets: dict[str, mlc.Dataset],
    catalogue: str,
    collection: str,
) -> None:
    described = {one["@id"] for one in description(folders[catalogue] / "data")["recordSet"]}
    names = [name for name in tables_of(folders[catalogue] / "data", collection) if name in described]
    assert {name: filled(rows(datasets[catalogue], name)) for name in names} == wanted(
        catalogues[catalogue], collection
    )


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_code_lists_are_read_as_their_csv_files_have_them(
    folders: dict[str, Path], datasets: dict[str, mlc.Dataset], catalogue: str
) -> None:
    data = folders[catalogue] / "data"
    for name in tables_of(data, "vocabularies"):
        assert differences(rows(datasets[catalogue], name), data / f"{name}.csv") == [], name


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_its_makers_have_nothing_to_say_against_it(datasets: dict[str, mlc.Dataset], catalogue: str) -> None:
    issues = datasets[catalogue].metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_that_has_rows_is_described_as_the_package_does(folders: dict[str, Path], catalogue: str) -> None:
    data = folders[catalogue] / "data"
    described = {one["@id"]: one for one in description(data)["recordSet"]}
    for resource in resources(data):
        name = resource["path"].removesuffix(".csv")
        if (data / resource["path"]).read_bytes().count(b"\n") < 2:
            assert name not in described
            continue
        fields = {name_of(field["@id"]): field for field in described[name]["field"]}
        assert {column: field["dataType"] for column, field in fields.items()} == {
            field["name"]: "sc:URL" if field["format"] == "uri" else DATA_TYPES.get(field["type"], "sc:Text")
            for field in resource["schema"]["fields"]
        }
        assert {column: field["name"] for column, field in fields.items()} == {
            field["name"]: field["titles"] for field in resource["schema"]["fields"]
        }
        key = [name_of(one["@id"]) for one in described[name].get("key", ())]
        assert key == resource["schema"].get("primaryKey", [])


def test_a_field_refers_to_the_column_of_another_table(folders: dict[str, Path]) -> None:
    described = {one["@id"]: one for one in description(folders["every shape"] / "data")["recordSet"]}
    parents = {name_of(one["@id"]): one for one in described["things.parents"]["field"]}
    source = {"fileObject": {"@id": "things.parquet"}, "extract": {"column": "id"}}
    assert parents["parents"]["references"] == source
    assert parents["record"]["references"] == source


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_says_what_a_catalogue_of_datasets_wants_to_know(
    catalogues: dict[str, Catalogue], datasets: dict[str, mlc.Dataset], catalogue: str
) -> None:
    config, metadata = catalogues[catalogue].config, datasets[catalogue].metadata
    assert metadata.conforms_to == ["http://mlcommons.org/croissant/1.1"]
    assert metadata.name == dict(config.title)
    assert metadata.description == dict(config.description)
    assert metadata.license == [config.licence.url]
    assert metadata.url == config.url
    assert metadata.date_published.date() == CREATED.date()
    assert metadata.version == "2026.1.2"
    assert metadata.in_language == list(config.languages)
    assert [one.name for one in metadata.creators] == [dict(config.publisher.name)]
    assert config.title[config.language] in metadata.cite_as


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_files_have_the_addresses_at_which_they_are_served(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], catalogue: str
) -> None:
    url = catalogues[catalogue].config.url
    for one in description(folders[catalogue] / "data")["distribution"]:
        assert one["contentUrl"].startswith(url)
        assert (folders[catalogue] / unquote(one["contentUrl"].removeprefix(url))).is_file()


def test_a_file_that_was_changed_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    data = Path(shutil.copytree(folders["every shape"] / "data", tmp_path / "data"))
    shutil.copy(data / "nothings.parquet", data / "things.parquet")
    with pytest.raises(mlc.GenerationError) as caught:
        list(opened(data).records("things"))
    assert re.search("not identical", str(caught.value.__cause__))


def test_a_reference_to_a_table_without_rows_is_none(tmp_path: Path) -> None:
    write_every_shape(tmp_path / "root")
    schema = tmp_path / "root/schemas/things.schema.json"
    document = json.loads(schema.read_text("utf-8"))
    document["properties"]["nobody"] = field("string", {"refers-to": "nothings"})
    schema.write_text(json.dumps(document), "utf-8")
    write_datasets(published_now(read_catalogue(tmp_path / "root", TODAY).catalogue), tmp_path / "site")
    text = (tmp_path / "site/data/croissant.json").read_text("utf-8")
    listed = {one["@id"] for one in json.loads(text)["distribution"]}
    referred = set(re.findall(r'"fileObject": \{\s*"@id": "([^"]+)"', text))
    assert referred
    assert referred <= listed
