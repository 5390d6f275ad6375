"""CSV on the Web is read back by the reader that its name is of, which checks types, keys and references."""

from __future__ import annotations

import json
import re
import shutil
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from csvw import Table, TableGroup

from site_builder.datasets.descriptions import csvw
from site_builder.datasets.formats import delimited
from site_builder.datasets.publication import Writer
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

from .conftest import published_now, write_every_shape
from .expected import Row
from .reading import CASES, CATALOGUES, filled, resources, tables_of, wanted


class Log:
    """Keeps what the reader complains of."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def warning(self, text: str) -> None:
        self.told.append(text)

    warn = error = warning


@pytest.fixture(scope="module")
def groups(folders: dict[str, Path]) -> dict[str, TableGroup]:
    return {name: group_in(folder / "data") for name, folder in folders.items()}


def group_in(data: Path) -> TableGroup:
    return TableGroup.from_file(data / "csvw-metadata.json")


def rows(table: Table) -> list[Row]:
    return [{name: plain(value) for name, value in row.items()} for row in table.iterdicts()]


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.unsplit() if hasattr(value, "unsplit") else value


@pytest.mark.parametrize(("catalogue", "collection"), CASES)
def test_every_value_of_every_record_is_read(
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    groups: dict[str, TableGroup],
    catalogue: str,
    collection: str,
) -> None:
    tables = groups[catalogue].tabledict
    found = {name: filled(rows(tables[f"{name}.csv"])) for name in tables_of(folders[catalogue] / "data", collection)}
    there = wanted(catalogues[catalogue], collection)
    assert there.keys() <= found.keys()
    assert found == {name: there.get(name, []) for name in found}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_is_read_without_a_complaint(folders: dict[str, Path], catalogue: str) -> None:
    log = Log()
    with warnings.catch_warnings(record=True) as warned:
        group = group_in(folders[catalogue] / "data")
        assert [table.local_name for table in group.tables] == [
            resource["path"] for resource in resources(folders[catalogue] / "data")
        ]
        for table in group.tables:
            list(table.iterdicts(log=log))
            assert table.check_primary_key(log=log)
        assert group.check_referential_integrity(log=log)
    assert (log.told, [str(one.message) for one in warned]) == ([], [])


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_says_the_same_as_the_package(folders: dict[str, Path], catalogue: str) -> None:
    """But for references of which a value may have several rows."""
    data = folders[catalogue] / "data"
    described = json.loads((data / "csvw-metadata.json").read_text("utf-8"))["tables"]
    for table, resource in zip(described, resources(data), strict=True):
        schema, other = table["tableSchema"], resource["schema"]
        assert [column["name"] for column in schema["columns"]] == [field["name"] for field in other["fields"]]
        assert schema.get("primaryKey") == other.get("primaryKey")
        assert [bool(column.get("required")) for column in schema["columns"]] == [
            "constraints" in field for field in other["fields"]
        ]
        keys = {(tuple(key["fields"]), key["reference"]["resource"]) for key in other.get("foreignKeys", ())}
        assert {
            (
                tuple(key["columnReference"]),
                key["reference"]["resource"].removesuffix(".csv").replace(resource["name"], ""),
            )
            for key in schema.get("foreignKeys", ())
        } <= {(fields, name.replace(resource["name"], "")) for fields, name in keys}


def test_a_reference_leads_to_one_row_at_most(groups: dict[str, TableGroup]) -> None:
    """`red` stands in two schemes: a code without its scheme refers to no row of the two."""
    stated = [key.columnReference for key in groups["every shape"].tabledict["things.csv"].tableSchema.foreignKeys]
    assert ["shade_scheme", "shade_code"] in stated
    assert ["colour"] not in stated


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_column_has_its_label_in_every_language_and_the_head_of_the_file(
    catalogues: dict[str, Catalogue], groups: dict[str, TableGroup], catalogue: str
) -> None:
    """A validator holds the head of a file against the titles: one of them must be it."""
    languages = {*catalogues[catalogue].config.languages}
    for table in groups[catalogue].tables:
        for column in table.tableSchema.columns:
            assert column.titles.keys() == languages | {"und"}
            assert column.titles["und"] == [column.name]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_states_licence_title_and_time(
    catalogues: dict[str, Catalogue], groups: dict[str, TableGroup], catalogue: str
) -> None:
    config, stated = catalogues[catalogue].config, groups[catalogue].common_props
    assert stated["dc:license"] == {"@id": config.licence.url}
    assert {one["@language"]: one["@value"] for one in stated["dc:title"]} == config.title
    assert stated["dc:modified"]["@value"] == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("things.csv", ",938,", ",long ago,"),
        ("things.csv", ",false,", ",perhaps,"),
        ("things.parents.csv", "full,1,full", "full,,full"),
        ("vocabularies.colours.csv", "2019-12-31", "2019-02-30"),
    ],
)
def test_a_value_of_another_type_is_found(
    folders: dict[str, Path], tmp_path: Path, name: str, old: str, new: str
) -> None:
    data = broken(folders, tmp_path, name, old, new)
    log = Log()
    for table in group_in(data).tables:
        list(table.iterdicts(log=log))
    assert len(log.told) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("things.parents.csv", "full,2,empty", "full,2,nobody"),
        ("things.shades.csv", "full,1,new,red", "full,1,old,green"),
    ],
)
def test_a_reference_to_nothing_is_found(
    folders: dict[str, Path], tmp_path: Path, name: str, old: str, new: str
) -> None:
    log = Log()
    assert not group_in(broken(folders, tmp_path, name, old, new)).check_referential_integrity(log=log)
    assert len(log.told) == 1


def broken(folders: dict[str, Path], tmp_path: Path, name: str, old: str, new: str) -> Path:
    data = Path(shutil.copytree(folders["every shape"] / "data", tmp_path / "data"))
    text = (data / name).read_bytes().decode()
    assert text.count(old) == 1
    (data / name).write_bytes(text.replace(old, new).encode())
    return data


@pytest.fixture
def hyphens(tmp_path: Path) -> Path:
    """The data of a catalogue in a language with a hyphen, which no name of a column may have."""
    root = tmp_path / "root"
    write_every_shape(root)
    file = root / "catalogue/catalogue.yml"
    file.write_text(file.read_text("utf-8").replace('"fr"', '"zh-Hant"'), "utf-8")
    catalogue = read_catalogue(root, TODAY).catalogue
    assert catalogue
    publication, writer = published_now(catalogue), Writer(tmp_path)
    for module in (delimited, csvw):
        module.write(publication, writer)
    return tmp_path / "data"


def test_names_are_such_as_templates_of_addresses_take(hyphens: Path) -> None:
    columns = [column for table in group_in(hyphens).tables for column in table.tableSchema.columns]
    assert "name_zh%2DHant" in {column.name for column in columns}
    assert all(re.fullmatch(r"(?!_)(?:\w|%[0-9A-F]{2}|\.)+", column.name) for column in columns)


def test_a_column_whose_name_is_not_the_head_of_the_file_is_read(hyphens: Path) -> None:
    table = group_in(hyphens).tabledict["vocabularies.colours.csv"]
    assert [row["code"] for row in table.iterdicts()] == ["red", "blue", "red"]
    assert {row["label_zh%2DHant"] for row in table.iterdicts()} == {None}
