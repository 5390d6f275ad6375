"""The rows of a table: read from CSV by its dialect, and converted by its Table Schema.

The cells are handed to frictionless, not the file: it judges and converts them, and opens nothing and guesses nothing.
See https://datapackage.org/standard/table-schema/ and https://datapackage.org/standard/table-dialect/.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from site_builder.harvest.documents import broken
from site_builder.harvest.sheets import Row
from site_builder.harvest.sources import Answer
from site_builder.problems import CannotRunError
from site_builder.records import Json
from site_builder.records.reading.wording import shorten

_FIELD_KEYS: Final = frozenset(
    {"name", "type", "format", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues"}
)
"""What is taken of the description of a field to read its cells. A pattern is not: it is a stranger's, and may take
years on a cell that is a stranger's as well."""

Table = tuple[Sequence[str], Sequence[tuple[int, Sequence[str]]]]
"""The heading, and the rows, each with its line in the file."""


def joined(parts: Sequence[Sequence[tuple[int, list[str]]]]) -> Table:
    """Return the files of a table as one; the heading stands in the first, and may in the others."""
    heading = parts[0][0][1] if parts[0] else []
    rows = [*parts[0][1:], *(row for part in parts[1:] for row in part if row[1] != heading)]
    return [name.strip() for name in heading], rows


def inline_rows(data: Sequence[Json]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table that stands in the descriptor: lists, the first of them the heading, or objects."""
    objects = [one for one in data if isinstance(one, Mapping)]
    names = list(dict.fromkeys(str(key) for one in objects for key in one))
    if objects:
        yield 0, names
    for number, row in enumerate(data, start=1):
        if isinstance(row, Mapping):
            cells = [_cell(row.get(name)) for name in names]
        elif isinstance(row, list) and not objects:
            cells = [_cell(one) for one in row]
        else:
            continue
        if any(cells):
            yield number, cells


def _cell(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def csv_dialect(stated: Mapping[str, Json], delimiter: str) -> dict[str, Any]:
    """Return how a CSV file is written, as Python's reader takes it."""
    inner = stated.get("csv")
    stated = {**stated, **inner} if isinstance(inner, Mapping) else stated

    def letter(key: str, default: str | None) -> str | None:
        value = stated.get(key)
        return value if isinstance(value, str) and len(value) == 1 else default

    return {
        "delimiter": letter("delimiter", delimiter),
        "quotechar": letter("quoteChar", '"'),
        "escapechar": letter("escapeChar", None),
        "doublequote": stated.get("doubleQuote") is not False,
        "skipinitialspace": stated.get("skipInitialSpace") is True,
    }


def csv_rows(answer: Answer, dialect: Mapping[str, Any], encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file with their lines; empty ones are passed over."""
    line = 0
    try:
        text = answer.data.decode("utf-8-sig" if encoding.lower().replace("-", "") == "utf8" else encoding)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, **dialect)
        for row in reader:
            line = reader.line_num
            if any(row):
                yield line, row
    except (LookupError, UnicodeError) as error:
        name = shorten(encoding)
        raise broken(answer.address, "CSV", f"không ở bảng mã {name}", f"it is not in the encoding {name}") from error
    except (csv.Error, TypeError, ValueError) as error:
        why = shorten(error, 80)
        vi, en = f"sai ở sau dòng {line} ({why})", f"behind line {line}: {why}"
        raise broken(answer.address, "CSV", vi, en) from error


def fields_of(schema: Mapping[str, Json], heading: Sequence[str], address: str) -> list[Mapping[str, Json]]:
    """Return the description of each column; a table without a schema has texts only."""
    stated = schema.get("fields")
    fields = [one for one in stated if isinstance(one, Mapping)] if isinstance(stated, list) else []
    fields = fields or [{"name": name} for name in heading]
    names = [str(one.get("name", "")) for one in fields]
    if sorted(names) != sorted(heading) or len(set(names)) < len(names) or not all(names):
        texts = shorten(", ".join(heading), 80), shorten(", ".join(names), 80)
        vi, en = "dòng đầu là «{}» mà lược đồ nêu «{}»", "the first line is “{}” and the schema says “{}”"
        raise broken(address, "CSV", vi.format(*texts), en.format(*texts))
    return fields


def converted(
    address: str,
    fields: Sequence[Mapping[str, Json]],
    schema: Mapping[str, Json],
    heading: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
) -> Iterator[Row]:
    """Yield the rows with their cells converted. Raises CannotRunError at the first that is not as the schema says."""
    from frictionless import FrictionlessException, Resource, Schema

    places = [list(heading).index(str(one["name"])) for one in fields]
    described: dict[str, Any] = {"fields": [_readable(one) for one in fields]}
    if isinstance(missing := schema.get("missingValues"), list):
        plain = [one.get("value") if isinstance(one, Mapping) else one for one in missing]
        described["missingValues"] = [one for one in plain if isinstance(one, str)]
    table = [[str(one["name"]) for one in fields]]
    for line, row in rows:
        if len(row) != len(heading):
            vi, en = (
                f"dòng {line} có {len(row)} ô, cần {len(heading)}",
                f"line {line} has {len(row)} cells of {len(heading)}",
            )
            raise broken(address, "CSV", vi, en)
        table.append([row[place] for place in places])
    try:
        with Resource(data=table, schema=Schema.from_descriptor(described)) as resource:
            for (line, _), cells, row in zip(rows, table[1:], resource.row_stream, strict=True):
                # A row of which every value is missing is one all the same: it has its place among the others.
                if wrong := [one for one in row.errors if one.type != "blank-row"]:
                    raise _wrong_cell(address, line, wrong[0])
                yield _values(fields, cells, row)
    except FrictionlessException as error:
        why = shorten(error.error.note, 120)
        raise broken(address, "Table Schema", why, why) from error


def _readable(field: Mapping[str, Json]) -> dict[str, Json]:
    taken = {key: value for key, value in field.items() if key in _FIELD_KEYS}
    constraints = field.get("constraints")
    required = isinstance(constraints, Mapping) and constraints.get("required") is True
    return {**taken, **({"constraints": {"required": True}} if required else {})}


def _wrong_cell(address: str, line: int, error: Any) -> CannotRunError:
    name, cell = shorten(getattr(error, "field_name", "")), shorten(getattr(error, "cell", ""))
    vi = f"dòng {line}, cột «{name}»: giá trị «{cell}» không đúng như lược đồ nêu"
    return broken(address, "CSV", vi, f"line {line}, column “{name}”: the value “{cell}” is not what the schema says")


def _values(fields: Sequence[Mapping[str, Json]], cells: Sequence[str], row: Mapping[str, Any]) -> Row:
    found: dict[str, Json] = {}
    for field, cell in zip(fields, cells, strict=True):
        name = str(field["name"])
        if (value := row[name]) is not None:
            found[name] = _plain(str(field.get("type") or "string"), cell, value)
    return found


def _plain(kind: str, cell: str, value: Any) -> Json:
    """Return a value as a record holds it. What JSON has no type for stays the text of its cell."""
    match kind:
        case "integer" | "year" | "boolean":
            return value
        case "number" if isinstance(value, Decimal) and value.is_finite() and math.isfinite(float(value)):
            return int(value) if "." not in cell and value == value.to_integral_value() else float(value)
        case "date":
            return value.isoformat()
        case "yearmonth":
            return f"{value.year:04}-{value.month:02}"
    return cell
