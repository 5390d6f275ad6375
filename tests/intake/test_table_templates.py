"""A department takes the template of a table as CSV or as a workbook whose cells offer the codes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from site_builder import intake
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import TODAY

TESTS = Path(__file__).parents[1]
CREATED = datetime(2026, 11, 25, tzinfo=UTC)
HEAD = "scheme,version,code,label_vi,label_en,parent,valid_from,valid_until,successor"
NAMES = ["id", "day", "grower", "kind_scheme", "kind", "baskets", "share", "sold", "grade", "notes"]


def catalogue_of(root: Path) -> Catalogue:
    found = read_catalogue(root, TODAY).catalogue
    assert found
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TESTS / "examples" / "base", tmp_path / "root"))


def made(catalogue: Catalogue) -> Mapping[str, bytes]:
    return {one.name: one.data for one in intake.templates(catalogue, CREATED)}


def workbook(catalogue: Catalogue, name: str = "harvests.xlsx") -> Any:
    return openpyxl.load_workbook(io.BytesIO(made(catalogue)[name]))


def choices(book: Any, column: str) -> Sequence[str] | None:
    """What the cells of a column offer, as Excel works it out."""
    sheet = book.worksheets[0]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    rules = [one for one in sheet.data_validations.dataValidation if f"{letter}2" in str(one.sqref).split(":")]
    assert len(rules) == 1
    formula = rules[0].formula1
    if rules[0].type != "list":
        return None
    if formula.startswith('"'):
        return str(formula.strip('"')).split(",")
    name, _, cells = formula.partition("!")
    return [str(row[0].value) for row in book[name][cells.replace("$", "")]]


def test_the_csv_is_the_heading_alone(root: Path) -> None:
    assert made(catalogue_of(root))["harvests.csv"].decode() == ",".join(NAMES) + "\r\n"


def test_the_workbook_opens_with_the_columns_and_what_each_is(root: Path) -> None:
    book = workbook(catalogue_of(root))
    assert [cell.value for cell in book.worksheets[0][1]] == NAMES
    assert book.worksheets[0].max_row == 1
    assert [cell.value for cell in book["columns"]["A"]][1:] == NAMES


def test_cells_offer_codes_records_and_values(root: Path) -> None:
    book = workbook(catalogue_of(root))
    assert choices(book, "kind") == ["01", "010", "10", "101"]
    assert choices(book, "kind_scheme") == ["kinds-2020", "kinds-2025"]
    assert choices(book, "grower") == ["vuon-an"]
    assert choices(book, "sold") == ["true", "false"]
    assert choices(book, "grade") == ["a", "b"]
    assert choices(book, "notes") is None


def test_the_codes_are_explained_on_a_sheet_of_their_own(root: Path) -> None:
    rows = [tuple(cell.value for cell in row) for row in workbook(catalogue_of(root))["codes"].rows]
    assert ("kind", "101", "Cây ăn quả · Fruit tree") in rows


def test_a_list_too_long_for_a_cell_stands_on_a_hidden_sheet(root: Path) -> None:
    codes = [f"{code:04}" for code in range(200)]
    rows = [f"kinds-2020,,{code},Loại {code},,,,," for code in codes]
    (root / "catalogue" / "vocabularies" / "kinds.csv").write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    book = workbook(catalogue_of(root))
    assert choices(book, "kind") == codes
    assert book["lists"].sheet_state == "hidden"


def test_a_cell_says_what_to_write(root: Path) -> None:
    sheet = workbook(catalogue_of(root)).worksheets[0]
    messages = {str(one.sqref).split(":")[0]: one.prompt for one in sheet.data_validations.dataValidation}
    assert messages["B2"] == "Ngày · Day"
    assert messages["C2"] == "Nhà vườn · Grower"


def test_codes_keep_their_zeros_and_dates_their_form(root: Path) -> None:
    sheet = workbook(catalogue_of(root)).worksheets[0]
    formats = {
        NAMES[index - 1]: columns.number_format
        for columns in sheet.column_dimensions.values()
        for index in range(columns.min, columns.max + 1)
    }
    assert {name for name, shown in formats.items() if shown != "@"} == {"baskets", "share"}


def test_a_label_that_looks_like_a_formula_is_a_text(root: Path) -> None:
    row = """kinds-2020,,101,"=HYPERLINK(""http://example.org"")",,,,,"""
    (root / "catalogue" / "vocabularies" / "kinds.csv").write_text(f"{HEAD}\n{row}\n", "utf-8")
    cells = [cell for row in workbook(catalogue_of(root))["codes"].rows for cell in row]
    assert next(cell.data_type for cell in cells if str(cell.value).startswith("=")) == "s"


def test_every_table_of_this_repository_has_its_templates() -> None:
    catalogue = catalogue_of(TESTS.parent)
    files = made(catalogue)
    for name, table in catalogue.tables.items():
        heading = [field.name for field in table.fields]
        assert files[f"{name}.csv"].decode().strip().split(",") == heading
        book = openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"]))
        assert [cell.value for cell in book.worksheets[0][1]] == heading
