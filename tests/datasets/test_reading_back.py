"""Every download is read back with somebody else's reader and held against the catalogue, value by value."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system, validate
from frictionless.resources import TableResource
from openpyxl import load_workbook

from site_builder.build import build
from site_builder.datasets import write_datasets
from site_builder.records import Catalogue
from tests.examples_support import EXAMPLES, assemble

from .conftest import HOSTILE, published_now
from .expected import Row, expected

COLLECTIONS = [
    ("real", "results"), ("real", "needs"), ("real", "ip-assets"), ("real", "organisations"),
    ("real", "intermediaries"), ("every shape", "things"), ("every shape", "nothings"),
]  # fmt: skip
CELL_OF_EXCEL = 32_767

Tables = dict[str, list[Row]]


def part_files(data: Path, collection: str) -> Iterator[tuple[str, Path, Any]]:
    """Yield the tables of a collection as the package names them: the part, the file, the descriptor."""
    for resource in json.loads((data / "datapackage.json").read_text("utf-8"))["resources"]:
        name, _, part = resource["path"].removesuffix(".csv").partition(".")
        if name == collection:
            yield part, data / resource["path"], resource


def by_frictionless(data: Path, collection: str) -> Tables:
    """Typed: numbers are numbers, `true` is true, an array is a list."""
    package = Package(str(data / "datapackage.json"))
    names = {part: resource["name"] for part, _, resource in part_files(data, collection)}
    found: Tables = {}
    for part, name in names.items():
        resource = package.get_resource(name)
        assert isinstance(resource, TableResource)
        found[part] = [{key: number(cell) for key, cell in row.to_dict().items()} for row in resource.read_rows()]
    return found


def number(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Decimal) else cell


def by_csv(data: Path, collection: str) -> Tables:
    """All text."""
    found = {}
    for part, path, _ in part_files(data, collection):
        with path.open(encoding="utf-8", newline="") as stream:
            found[part] = list(csv.DictReader(stream, strict=True))
    return found


def by_openpyxl(data: Path, collection: str) -> Tables:
    book = load_workbook(data / f"{collection}.xlsx")
    *sheets, about = book.worksheets
    parts = [part for part, _, _ in part_files(data, collection)]
    assert len(parts) == len(sheets)
    assert about.max_row == 1 + sum(sheet.max_column for sheet in sheets)
    found = {}
    for part, sheet in zip(parts, sheets, strict=True):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        head, *rows = sheet.iter_rows(values_only=True)
        found[part] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def as_text(value: Any) -> Any:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_excel_holds_it(value: Any) -> Any:
    if isinstance(value, list):
        return as_text(value)
    if not isinstance(value, str):
        return value
    cut = value if len(value) <= CELL_OF_EXCEL else value[: CELL_OF_EXCEL - 1] + "…"
    # How a workbook writes a carriage return (ECMA-376, ST_Xstring). Excel reads it so; openpyxl leaves it.
    return cut.replace("\r", "_x000D_")


def as_typed(value: Any) -> Any:
    return value


def whole_numbers(table: list[Row], value: Callable[[Any], Any]) -> list[Row]:
    """JSON Schema takes 5.0 for a whole number; every table has it as 5."""
    return [
        {key: value(int(cell) if key == "count" and isinstance(cell, float) else cell) for key, cell in row.items()}
        for row in table
    ]


def filled(table: list[Row]) -> list[Row]:
    return [{key: cell for key, cell in row.items() if cell is not None and cell != ""} for row in table]


@pytest.mark.parametrize(("catalogue", "collection"), COLLECTIONS)
@pytest.mark.parametrize(
    ("read", "as_read"), [(by_frictionless, as_typed), (by_csv, as_text), (by_openpyxl, as_excel_holds_it)]
)
def test_every_value_of_every_record_is_in_the_tables(  # noqa: PLR0913, PLR0917 — the cases of a matrix
    catalogues: dict[str, Catalogue],
    folders: dict[str, Path],
    catalogue: str,
    collection: str,
    read: Callable[[Path, str], Tables],
    as_read: Callable[[Any], Any],
) -> None:
    found = read(folders[catalogue] / "data", collection)
    wanted = {part.lower(): rows for part, rows in expected(catalogues[catalogue], collection).items()}
    assert wanted.keys() <= found.keys()
    for part, rows in found.items():
        assert filled(rows) == whole_numbers(wanted.get(part, []), as_read), part


@pytest.mark.parametrize(("catalogue", "collection"), COLLECTIONS)
def test_json_has_every_record_as_its_file_has_it(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], catalogue: str, collection: str
) -> None:
    records = catalogues[catalogue].collections[collection].records
    wanted = [{**record.data, "id": record.id} for record in records]
    data = folders[catalogue] / "data"
    assert json.loads((data / f"{collection}.json").read_text("utf-8")) == wanted
    lines = (data / f"{collection}.jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == wanted
    for record, one in zip(records, wanted, strict=True):
        page = folders[catalogue] / collection / record.id / "record.json"
        assert json.loads(page.read_text("utf-8")) == one


@pytest.mark.parametrize(("catalogue", "collection"), COLLECTIONS)
def test_the_csv_for_excel_has_the_same_texts_and_runs_none(
    folders: dict[str, Path], catalogue: str, collection: str
) -> None:
    data = folders[catalogue] / "data"
    raw = (data / f"{collection}-excel.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    with (data / f"{collection}.csv").open(encoding="utf-8", newline="") as stream:
        exact = list(csv.reader(stream, strict=True))
    numbers = {i for i, name in enumerate(exact[0]) if name in {"weight", "count", "made", "year", "trl"}}
    assert len(rows) == len(exact)
    for row, texts in zip(rows, exact, strict=True):
        for index, (cell, text) in enumerate(zip(row, texts, strict=True)):
            assert cell in {text, f"'{text}"}
            assert index in numbers or not cell.strip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
def test_a_hostile_text_comes_back_exactly(folders: dict[str, Path], text: str) -> None:
    record = f"hostile-{HOSTILE.index(text):02}"
    data = folders["every shape"] / "data"
    assert next(row for row in by_csv(data, "things")[""] if row["id"] == record)["text"] == text
    assert next(row for row in by_csv(data, "things")["history"] if row["record"] == record)["text"] == text
    assert next(row for row in by_frictionless(data, "things")[""] if row["id"] == record)["text"] == text


@pytest.mark.parametrize("catalogue", ["real", "every shape"])
def test_every_label_is_there_in_every_language(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], catalogue: str
) -> None:
    package = json.loads((folders[catalogue] / "data" / "datapackage.json").read_text("utf-8"))
    languages = set(catalogues[catalogue].config.languages)
    for resource in package["resources"]:
        assert resource["titles"].keys() == languages, resource["name"]
        for field in resource["schema"]["fields"]:
            assert field["titles"].keys() == languages, (resource["name"], field["name"])


@pytest.mark.parametrize("catalogue", ["real", "every shape"])
def test_checksums_are_of_every_file_but_their_own(folders: dict[str, Path], catalogue: str) -> None:
    data = folders[catalogue] / "data"
    lines = [line.split("  ") for line in (data / "SHA256SUMS").read_text("utf-8").splitlines()]
    files = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert {name for _, name in lines} == files - {"SHA256SUMS"}
    for digest, name in lines:
        assert hashlib.sha256((data / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("catalogue", ["real", "every shape"])
def test_the_package_is_valid_to_frictionless(folders: dict[str, Path], catalogue: str) -> None:
    with system.use_context(trusted=True):
        report = validate(str(folders[catalogue] / "data" / "datapackage.json"))
    assert report.flatten(["task", "rowNumber", "fieldName", "type", "message"]) == []
    assert report.valid


def test_the_package_is_valid_to_the_command_of_frictionless(folders: dict[str, Path]) -> None:
    command = Path(sys.executable).with_name("frictionless")
    descriptor = folders["real"] / "data" / "datapackage.json"
    done = subprocess.run([command, "validate", descriptor], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "INVALID" not in done.stdout


def test_the_package_says_of_which_day_it_is_and_where_its_code_lists_come_from(
    catalogues: dict[str, Catalogue], folders: dict[str, Path]
) -> None:
    """The version is that day as Semantic Versioning writes it, which the profile asks for."""
    package = json.loads((folders["real"] / "data" / "datapackage.json").read_text("utf-8"))
    assert package["version"] == "2026.1.2"
    lists = catalogues["real"].config.vocabularies.values()
    assert {one["path"] for one in package["sources"]} == {one.source for one in lists if one.source}


def test_the_same_catalogue_gives_the_same_bytes(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], tmp_path: Path
) -> None:
    write_datasets(published_now(catalogues["every shape"]), tmp_path)
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [f for f in files if (tmp_path / f).read_bytes() != (folders["every shape"] / f).read_bytes()] == []


def test_distributions_name_every_download_with_its_size(catalogues: dict[str, Catalogue], tmp_path: Path) -> None:
    written = write_datasets(published_now(catalogues["real"]), tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    sizes = {path.relative_to(tmp_path).as_posix(): path.stat().st_size for path in files}
    downloads = {one.path: one.size for one in written}
    assert downloads.items() <= sizes.items()
    assert {path for path in sizes if path.startswith("data/")} <= downloads.keys()


def test_a_code_that_is_known_by_its_form_does_not_break_the_package(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid" / "code-known-by-its-form", tmp_path / "root")
    site = build(root, tmp_path / "site").site
    assert site
    report = validate(str(site / "data/datapackage.json"))
    assert report.valid, report.flatten(["task", "rowNumber", "type", "message"])
