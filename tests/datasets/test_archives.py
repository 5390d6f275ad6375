"""The archives are opened by Python's zipfile, and what is in them by frictionless."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from frictionless import system, validate

from site_builder.datasets.formats.archives import zip_bytes
from site_builder.records import Catalogue

from .reading import CATALOGUES, REAL, resources, tables_of

CASES = [*(("real", name) for name in REAL), ("every shape", "things")]
ABOUT = {"README.txt", "LICENSE.txt"}


def members(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("catalogue", "collection"), CASES)
def test_a_collection_with_its_lists_is_in_one_archive(
    folders: dict[str, Path], catalogue: str, collection: str
) -> None:
    data = folders[catalogue] / "data"
    names = [f"{name}.csv" for name in tables_of(data, collection)]
    assert len(names) > 1
    found = members(data / f"{collection}.zip")
    assert found.keys() == {*names, *ABOUT}
    assert {name: found[name] for name in names} == {name: (data / name).read_bytes() for name in names}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_is_in_the_archive_of_all(folders: dict[str, Path], catalogue: str) -> None:
    data = folders[catalogue] / "data"
    found = members(data / "all-csv.zip")
    names = {resource["path"] for resource in resources(data)}
    assert found.keys() == names | ABOUT | {"datapackage.json"}
    assert all(found[name] == (data / name).read_bytes() for name in [*names, "datapackage.json"])


def test_the_unpacked_archive_of_all_is_a_valid_package(folders: dict[str, Path], tmp_path: Path) -> None:
    with ZipFile(folders["every shape"] / "data/all-csv.zip") as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["task", "rowNumber", "fieldName", "message"]) == []
    assert len(report.tasks) == len(resources(tmp_path))


@pytest.mark.parametrize("name", ["all-csv.zip", "results.zip"])
def test_the_read_me_says_in_every_language_what_this_is(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], name: str
) -> None:
    config = catalogues["real"].config
    text = members(folders["real"] / "data" / name)["README.txt"].decode()
    for language in config.languages:
        assert config.title[language] in text
        assert config.notice[language] in text
        assert config.publisher.name[language] in text
    assert "Cách trích dẫn: " in text
    assert "How to cite: " in text
    assert "02/01/2026" in text
    assert "2 January 2026" in text
    assert text.count(config.licence.url) == len(config.languages)


def test_the_read_me_names_every_file_with_its_title_and_rows(
    catalogues: dict[str, Catalogue], folders: dict[str, Path]
) -> None:
    lines = members(folders["real"] / "data/results.zip")["README.txt"].decode().split("\r\n")
    count = len(catalogues["real"].collections["results"].records)
    assert f"results.csv: Kết quả nghiên cứu ({count})" in lines
    assert f"results.csv: Research results ({count})" in lines


def test_the_licence_is_there_with_those_of_the_code_lists(
    catalogues: dict[str, Catalogue], folders: dict[str, Path]
) -> None:
    config = catalogues["real"].config
    text = members(folders["real"] / "data/all-csv.zip")["LICENSE.txt"].decode()
    assert text.startswith(f"{config.licence.title}\r\n{config.licence.id}\r\n{config.licence.url}\r\n")
    for about in config.vocabularies.values():
        assert not about.licence or f"{about.licence}\r\n{about.source}" in text


def test_files_have_the_time_of_the_data(folders: dict[str, Path]) -> None:
    with ZipFile(folders["real"] / "data/all-csv.zip") as archive:
        assert {one.date_time for one in archive.infolist()} == {(2026, 1, 2, 3, 4, 4)}  # two seconds apart


def test_a_time_before_the_first_that_an_archive_can_state_is_that_first(tmp_path: Path) -> None:
    file = tmp_path / "old.zip"
    file.write_bytes(zip_bytes({"a.txt": b"a"}, datetime(1970, 1, 1, tzinfo=UTC)))
    with ZipFile(file) as archive:
        assert archive.getinfo("a.txt").date_time == (1980, 1, 1, 0, 0, 0)
