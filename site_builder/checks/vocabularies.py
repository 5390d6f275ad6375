"""Every code is in the code list that its field draws on, and every code list fits its Table Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from site_builder import problems
from site_builder.checks.walk import apply
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record, Shape, Vocabulary
from site_builder.records.explaining import hint
from site_builder.records.files import read_text
from site_builder.records.locating import MAX_PROBLEMS
from site_builder.records.tables import Cell, Row, read_csv
from site_builder.records.validation import is_partial_date
from site_builder.records.vocabulary import ConceptKey, successor_keys
from site_builder.records.wording import shorten


def check(catalogue: Catalogue, root: Path) -> Iterator[Problem]:
    yield from apply(_unknown_code, catalogue)
    for vocabulary in catalogue.vocabularies.values():
        text = read_text(root, vocabulary.path)
        if not isinstance(text, Problem):
            yield from islice(_table(vocabulary, catalogue, list(read_csv(text))), MAX_PROBLEMS + 1)


def _unknown_code(
    catalogue: Catalogue, record: Record, field: Field, pointer: Pointer, value: Json
) -> Iterator[Problem]:
    vocabulary = catalogue.vocabularies.get(field.vocabulary or "")
    if vocabulary is None or not vocabulary.concepts:
        return  # a code list without a code has a problem of its own
    code, scheme = (value.get("code"), value.get("scheme")) if field.shape is Shape.CODING else (value, None)
    if not isinstance(code, str) or not isinstance(scheme, str | None):
        return  # the schema check says so
    if scheme is not None and scheme not in vocabulary.schemes:
        hint_vi, hint_en = hint(scheme, vocabulary.schemes)
        found = {
            "vocabulary": vocabulary.name,
            "scheme": shorten(scheme),
            "allowed": ", ".join(vocabulary.schemes),
            "hint_vi": hint_vi,
            "hint_en": hint_en,
        }
        yield Problem(problems.UNKNOWN_SCHEME, record.path, (*pointer, "scheme"), values=found)
    elif vocabulary.find(code, scheme) is None:
        place = (*pointer, "code") if field.shape is Shape.CODING else pointer
        yield Problem(problems.UNKNOWN_CODE, record.path, place, values=_no_such_code(vocabulary, code, scheme))


def _no_such_code(vocabulary: Vocabulary, code: str, scheme: str | None) -> dict[str, object]:
    hint_vi, hint_en = hint(code, [key for owner, key in vocabulary.concepts if scheme in {None, owner}])
    return {
        "code": shorten(code),
        "vocabulary": vocabulary.name,
        "scheme_vi": f", hệ mã {shorten(scheme)}" if scheme else "",
        "scheme_en": f", scheme {shorten(scheme)}" if scheme else "",
        "hint_vi": hint_vi,
        "hint_en": hint_en,
    }


def _table_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the Table Schema of a code list: https://datapackage.org/standard/table-schema/."""
    iso_date = {"type": "date", "format": "default"}
    required = {"constraints": {"required": True}}
    labels = [
        {"name": f"label_{language}", "type": "string", **(required if language == catalogue.config.language else {})}
        for language in catalogue.config.languages
    ]
    return {
        "fields": [
            {"name": "scheme", "type": "string", "constraints": {"required": True, "pattern": "[a-z0-9-]+"}},
            {"name": "version", "type": "string"},
            {"name": "code", "type": "string", **required},
            *labels,
            {"name": "parent", "type": "string"},
            {"name": "valid_from", **iso_date},
            {"name": "valid_until", **iso_date},
            {"name": "successor", "type": "string"},
        ],
        "missingValues": [""],
    }


def _table(vocabulary: Vocabulary, catalogue: Catalogue, rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield what is wrong with a code list as a table, and the codes that its rows name and it does not have."""
    schema = _table_schema(catalogue)
    names = [field["name"] for field in schema["fields"]]
    heading = rows[0] if rows else (Cell("", 1, 1),)
    if [cell.text for cell in heading] != names:
        wrong = next((cell for cell, name in zip(heading, names, strict=False) if cell.text != name), heading[-1])
        yield _bad_table(vocabulary, wrong, _HEADING[0].format(",".join(names)), _HEADING[1].format(",".join(names)))
        return
    if len(rows) == 1:
        yield _bad_table(vocabulary, heading[0], *_NO_ROW)
    for row in rows:
        if wrong_row := _wrong_row(row, names):
            yield _bad_table(vocabulary, *wrong_row)
    sound = [row for row in rows if not _wrong_row(row, names)]
    yield from _cells(vocabulary, schema, sound)
    for row in sound[1:]:
        cells = dict(zip(names, row, strict=True))
        for cell in (cells["valid_from"], cells["valid_until"]):
            # frictionless lets 2025-7-1 pass, which does not compare as a date does.
            if cell.text and not (is_partial_date(cell.text) and len(cell.text) == len("2025-07-01")):
                yield _in_cell(vocabulary, cell, "type-error")
        for cell, key in _named_codes(cells):
            if key not in vocabulary.concepts:
                values = _no_such_code(vocabulary, key[1], key[0])
                yield Problem(problems.UNKNOWN_CODE, vocabulary.path, line=cell.line, column=cell.column, values=values)


def _wrong_row(row: Row, names: Sequence[str]) -> tuple[Cell, str, str] | None:
    """Return the cell at which a row goes wrong as a whole, and why; None for a sound one."""
    broken = next((cell for cell in row if cell.broken), None)
    if broken:
        return broken, *_BROKEN_QUOTE
    if len(row) < len(names):
        return row[-1], *_TOO_FEW
    return (row[len(names)], *_TOO_MANY) if len(row) > len(names) else None


def _named_codes(cells: Mapping[str, Cell]) -> Iterator[tuple[Cell, ConceptKey]]:
    """Yield the codes that a row names, its parent and its successors, each with the cell in which it stands."""
    scheme = cells["scheme"].text
    if cells["parent"].text:
        yield cells["parent"], (scheme, cells["parent"].text)
    for key in successor_keys(cells["successor"].text, scheme):
        yield cells["successor"], key


_HEADING = (
    "dòng đầu phải là «{}», các cột ngăn cách bằng dấu phẩy; hãy sửa dòng đầu, hoặc lưu lại tệp dạng CSV dấu phẩy",
    "the first line must be “{}”, with commas between; mend it, or save the file again as CSV with commas",
)
_BROKEN_QUOTE = (
    "ô mở dấu nháy kép mà không đóng đúng; hãy đóng dấu nháy, và viết dấu nháy ở trong ô hai lần liền",
    "the cell opens a double quote and does not close it well; close it, and write a quote inside a cell twice",
)
_NO_ROW = (
    "danh mục mã chưa có mã nào; hãy thêm ít nhất một dòng, hoặc xóa tệp",
    "the code list holds no code; add a row, or delete the file",
)
_TOO_FEW = (
    "dòng này thiếu ô; hãy thêm dấu phẩy cho đủ số cột",
    "this row lacks cells; add commas up to the number of columns",
)
_TOO_MANY = (
    "dòng này thừa ô; hãy bỏ bớt, hoặc đặt ô có dấu phẩy trong dấu nháy kép",
    "this row has too many cells; remove some, or put a cell that holds a comma in double quotes",
)
_ERRORS: Mapping[str, tuple[str, str]] = {
    "type-error": (
        "«{value}» không phải là ngày có thật viết năm-tháng-ngày; hãy viết lại, ví dụ 2025-07-01",
        "“{value}” is no day of the calendar as year-month-day; write it for example as 2025-07-01",
    ),
    "required": ("ô này bắt buộc mà đang trống; hãy điền vào", "this cell is required and empty; fill it in"),
    "pattern": (
        "«{value}» không phải tên hệ mã; chỉ dùng chữ thường a–z, chữ số, dấu gạch nối",
        "“{value}” is no name of a scheme; use lower-case letters a–z, digits and hyphens",
    ),
}
"""What frictionless finds in a cell, by the type of its error or the constraint that fails."""


def _cells(vocabulary: Vocabulary, schema: dict[str, Any], rows: Sequence[Row]) -> Iterator[Problem]:
    # frictionless takes a second to import: only a check that meets a code list pays for it.
    from frictionless import Resource, Schema

    # It is handed the cells, not the file: it opens nothing and guesses no dialect, and each cell keeps its place.
    table = [[cell.text for cell in row] for row in rows]
    report = Resource(data=table, schema=Schema.from_descriptor(schema)).validate()
    for error in report.tasks[0].errors:
        row = rows[(getattr(error, "row_number", None) or 1) - 1]
        cell = row[min(getattr(error, "field_number", 1), len(row)) - 1]
        constraint = next((name for name in ("required", "pattern") if f'constraint "{name}"' in error.message), "")
        yield _in_cell(vocabulary, cell, constraint or error.type, error.message)


def _in_cell(vocabulary: Vocabulary, cell: Cell, what: str, message: str = "") -> Problem:
    strange = shorten(message, 120).replace("{", "(").replace("}", ")")
    vi, en = _ERRORS.get(what, (strange, strange))
    value = shorten(cell.text)
    return _bad_table(vocabulary, cell, vi.format(value=value), en.format(value=value))


def _bad_table(vocabulary: Vocabulary, cell: Cell, vi: str, en: str) -> Problem:
    values = {"vi": vi, "en": en}
    return Problem(problems.BAD_TABLE, vocabulary.path, line=cell.line, column=cell.column, values=values)
