"""Reading a whole folder: one run tells everything, and what is broken hides nothing else."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from site_builder.records import Reading, read_catalogue
from tests.examples_support import EXAMPLES, TODAY, assemble

INVALID = EXAMPLES / "invalid"


def codes(reading: Reading) -> set[str]:
    return {problem.kind.code for problem in reading.problems}


def test_an_executor_reads_the_same(tmp_path: Path) -> None:
    root = assemble(INVALID / "many-files-at-once", tmp_path / "root")
    with ThreadPoolExecutor(2) as executor:
        assert read_catalogue(root, TODAY, executor) == read_catalogue(root, TODAY)


def test_records_are_read_where_the_configuration_is_broken(tmp_path: Path) -> None:
    reading = read_catalogue(assemble(INVALID / "catalogue-broken", tmp_path / "root"), TODAY)
    assert [record.id for record in reading.catalogue.records] == ["cay-bang", "cay-mai", "vuon-an", "nguoi-mau"]
    assert reading.catalogue.config.languages == ("vi", "en")


def test_a_record_that_cannot_be_read_is_remembered(tmp_path: Path) -> None:
    reading = read_catalogue(assemble(INVALID / "yaml-unclosed-quote", tmp_path / "root"), TODAY)
    assert reading.catalogue.unread == {("plants", "cay-bang")}


def test_the_files_of_a_catalogue_are_all_that_were_read(tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "base", tmp_path / "root"))
    on_disk = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert set(read_catalogue(root, TODAY).catalogue.files) == on_disk


def test_a_folder_that_may_not_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(EXAMPLES / "base", tmp_path / "root"))

    def refuse(_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("site_builder.records.loading.os.listdir", refuse)
    assert "file-unreadable" in codes(read_catalogue(root, TODAY))
