"""A CSV table against its Table Schema: the heading, the rows as a whole, then each cell.

frictionless judges types and constraints; keys it does not enforce, so they are looked at here. It is handed the cells,
not the file: it opens nothing and guesses no dialect, and each cell keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records.explaining import hint
from site_builder.records.reading.csv_reading import Cell, Row
from site_builder.records.reading.locating import MAX_PROBLEMS
from site_builder.records.reading.wording import shorten
from site_builder.records.reading.yaml_reading import MAX_EXACT_INTEGER
from site_builder.records.validation import is_partial_date

_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_BOUNDS = {"minimum": "≥", "maximum": "≤"}


def heading_problem(path: str, rows: Sequence[Row], names: Sequence[str]) -> Problem | None:
    """Return what is wrong with the first line of a table, which must name its columns in order."""
    heading = rows[0] if rows else (Cell("", 1, 1),)
    if [cell.text for cell in heading] == list(names):
        return None
    wrong = next((cell for cell, name in zip(heading, names, strict=False) if cell.text != name), heading[-1])
    stated = ",".join(names)
    return bad_table(path, wrong, _HEADING[0].format(stated), _HEADING[1].format(stated))


def sound_rows(path: str, rows: Sequence[Row], names: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows that have a cell for each column, and a problem for each other one.

    With more problems than are ever told of a file, the rows behind are left out of both.
    """
    sound: list[Row] = []
    found: list[Problem] = []
    for row in rows:
        wrong = _wrong_row(row, names)
        if wrong:
            found.append(bad_table(path, *wrong))
            if len(found) > MAX_PROBLEMS:
                break
        else:
            sound.append(row)
    return sound, found


def _wrong_row(row: Row, names: Sequence[str]) -> tuple[Cell, str, str] | None:
    """Return the cell at which a row goes wrong as a whole, and why; None for a sound one."""
    broken = next((cell for cell in row if cell.broken), None)
    if broken:
        return broken, *_BROKEN_QUOTE
    if len(row) < len(names):
        return row[-1], *_TOO_FEW
    return (row[len(names)], *_TOO_MANY) if len(row) > len(names) else None


def cell_problems(path: str, schema: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield what is wrong in the cells of sound rows, the first of which is the heading."""
    fields = schema["fields"]
    odd = list(_not_exact(path, fields, rows))
    yield from odd
    if len(rows) > 1:
        told = {(problem.line, problem.column) for problem in odd}
        yield from (one for one in _by_frictionless(path, schema, rows) if (one.line, one.column) not in told)
    dates = [index for index, field in enumerate(fields) if field["type"] == "date"]
    for row in rows[1:]:
        for index in dates:
            cell = row[index]
            # frictionless lets 2025-7-1 pass, which does not compare as a date does.
            if cell.text and not (is_partial_date(cell.text) and len(cell.text) == len("2025-07-01")):
                yield _in_cell(path, fields[index], cell, "type-error", "")
    key = schema.get("primaryKey", ())
    columns = [key] if isinstance(key, str) else list(key)
    unique = [[field["name"]] for field in fields if field.get("constraints", {}).get("unique")]
    for names in filter(None, [columns, *schema.get("uniqueKeys", ()), *unique]):
        yield from _repeated(path, rows, [[field["name"] for field in fields].index(name) for name in names])


def _not_exact(path: str, fields: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield the numbers that readers of the downloads would not take: NaN, infinity, more digits than are kept."""
    kinds = {index: field["type"] for index, field in enumerate(fields) if field["type"] in {"number", "integer"}}
    for row in rows[1:]:
        for index, kind in kinds.items():
            cell = row[index]
            try:
                value = float(cell.text or 0)
            except ValueError:
                continue  # told by frictionless
            if not isfinite(value):
                yield _in_cell(path, fields[index], cell, "type-error", "")
            elif kind == "integer" and abs(value) > MAX_EXACT_INTEGER:
                bound = ("≤", MAX_EXACT_INTEGER) if value > 0 else ("≥", -MAX_EXACT_INTEGER)
                values = {"value": shorten(cell.text), "bound": bound[0], "limit": bound[1]}
                yield Problem(problems.OUT_OF_RANGE, path, line=cell.line, column=cell.column, values=values)


def _repeated(path: str, rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Problem]:
    """Yield the rows of which the key stands further up already, each at its last cell of the key."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows[1:]:
        key = tuple(row[column].text for column in columns)
        first = seen.setdefault(key, row[0].line)
        if first != row[0].line and any(key):
            cell = row[columns[-1]]
            values = {"key": shorten(", ".join(key)), "first": first}
            yield Problem(problems.REPEATED_KEY, path, line=cell.line, column=cell.column, values=values)


def _by_frictionless(path: str, schema: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Problem]:
    # frictionless takes a second to import: only a check that meets a table pays for it.
    from frictionless import Resource, Schema

    table = [[cell.text for cell in row] for row in rows]
    report = Resource(data=table, schema=Schema.from_descriptor(dict(schema))).validate()
    for error in report.tasks[0].errors:
        if error.type in {"primary-key", "unique-error"}:
            continue  # told at its cell, with the line where the key stands first
        row = rows[(getattr(error, "row_number", None) or 1) - 1]
        index = min(getattr(error, "field_number", 1), len(row)) - 1
        constraint = _CONSTRAINT.search(error.message)
        field = schema["fields"][index]
        if error.type == "type-error" and field["type"] == "date":
            continue  # told above, more strictly
        yield _in_cell(path, field, row[index], constraint[1] if constraint else error.type, error.message)


def _in_cell(path: str, field: Mapping[str, Any], cell: Cell, what: str, message: str) -> Problem:
    """Return the problem of a cell: `what` is the constraint that it breaks, or frictionless's type of error."""
    limit = field.get("constraints", {}).get(what)
    value = shorten(cell.text)
    match what:
        case "minimum" | "maximum":
            values: dict[str, object] = {"value": value, "bound": _BOUNDS[what], "limit": limit}
            return Problem(problems.OUT_OF_RANGE, path, line=cell.line, column=cell.column, values=values)
        case "enum":
            allowed = [str(one) for one in limit]
            hint_vi, hint_en = hint(cell.text, allowed)
            values = {"value": f"«{value}»", "allowed": ", ".join(allowed), "hint_vi": hint_vi, "hint_en": hint_en}
            return Problem(problems.NOT_ALLOWED, path, line=cell.line, column=cell.column, values=values)
        case "pattern":
            values = {"value": f"«{value}»", "pattern": limit}
            return Problem(problems.BAD_PATTERN, path, line=cell.line, column=cell.column, values=values)
    strange = shorten(message, 120).replace("{", "(").replace("}", ")")
    unknown = strange, strange
    vi, en = _TYPES.get(field["type"], unknown) if what == "type-error" else _ERRORS.get(what, unknown)
    return bad_table(path, cell, vi.format(value=value), en.format(value=value))


def bad_table(path: str, cell: Cell, vi: str, en: str) -> Problem:
    """Return a problem at a cell, told in the two languages."""
    return Problem(problems.BAD_TABLE, path, line=cell.line, column=cell.column, values={"vi": vi, "en": en})


_HEADING = (
    "dòng đầu phải là «{}», các cột ngăn cách bằng dấu phẩy; hãy sửa dòng đầu, hoặc lưu lại tệp dạng CSV dấu phẩy",
    "the first line must be “{}”, with commas between; mend it, or save the file again as CSV with commas",
)
_BROKEN_QUOTE = (
    "ô mở dấu nháy kép mà không đóng đúng; hãy đóng dấu nháy, và viết dấu nháy ở trong ô hai lần liền",
    "the cell opens a double quote and does not close it well; close it, and write a quote inside a cell twice",
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
    "required": ("ô này bắt buộc mà đang trống; hãy điền vào", "this cell is required and empty; fill it in"),
    "minLength": ("«{value}» quá ngắn; hãy viết đầy đủ", "“{value}” is too short; write it in full"),
    "maxLength": ("«{value}» quá dài; hãy rút gọn", "“{value}” is too long; shorten it"),
}
_TYPES: Mapping[str, tuple[str, str]] = {
    "date": (
        "«{value}» không phải là ngày có thật viết năm-tháng-ngày; hãy viết lại, ví dụ 2025-07-01",
        "“{value}” is no day of the calendar as year-month-day; write it for example as 2025-07-01",
    ),
    "yearmonth": (
        "«{value}» không phải là tháng viết năm-tháng; hãy viết lại, ví dụ 2025-07",
        "“{value}” is no month as year-month; write it for example as 2025-07",
    ),
    "year": (
        "«{value}» không phải là năm; hãy viết bốn chữ số, ví dụ 2025",
        "“{value}” is no year; write four digits, for example 2025",
    ),
    "integer": (
        "«{value}» không phải là số nguyên; hãy chỉ ghi chữ số, không dấu chấm ngăn hàng nghìn, không đơn vị",
        "“{value}” is no whole number; write digits only, no separator of thousands and no unit",
    ),
    "number": (
        "«{value}» không phải là số; hãy chỉ ghi chữ số, dấu thập phân là dấu chấm, không đơn vị",
        "“{value}” is no number; write digits only, with a point for the decimals and no unit",
    ),
    "boolean": (
        "«{value}» không phải là true hay false; hãy viết true (có) hoặc false (không)",
        "“{value}” is neither true nor false; write true (yes) or false (no)",
    ),
    "string": (
        "«{value}» không phải là địa chỉ web; hãy viết địa chỉ đầy đủ, bắt đầu bằng https://",
        "“{value}” is no web address; write it whole, beginning with https://",
    ),
}
"""What frictionless finds in a cell: by the constraint that fails, and by the type that its column asks for."""
