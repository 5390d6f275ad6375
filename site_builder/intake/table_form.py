"""The templates of a data table: its heading as CSV, and a workbook that explains its columns and offers codes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from site_builder.intake.examples import concepts
from site_builder.intake.wording import in_languages, sayer, side_by_side
from site_builder.records import Catalogue, DataTable, Field, Json, Record, Shape

LAST_ROW = 1_048_575
"""The last row of an Excel sheet, counted from 0."""

MAX_LIST, MAX_TITLE, MAX_MESSAGE, MAX_SHEET_NAME = 255, 32, 255, 31
"""How many characters Excel takes for a list of choices, for the title and text of a cell's message, for a sheet."""

_COLUMNS, _CODES, _LISTS = "columns", "codes", "lists"


@dataclass(frozen=True, slots=True)
class _Choices:
    """The values that a column takes, each with its label; `open`: others are taken as well."""

    values: Sequence[tuple[str, str]]
    open: bool = False


def table_csv(table: DataTable) -> bytes:
    """Return the heading of a table as CSV (RFC 4180): the file that rows are added to."""
    return (",".join(field.name for field in table.fields) + "\r\n").encode()


def table_workbook(catalogue: Catalogue, table: DataTable, created: datetime) -> bytes:
    """Return a workbook with an empty sheet of the table, one that explains its columns, and one with their codes.

    A cell says what to write as soon as it is chosen, and offers the codes, records or values that its column takes.
    `created` stands in the file's properties.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(stream, options)
    workbook.set_properties({"created": created.replace(tzinfo=None)})
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = workbook.add_format({"num_format": "@"})
    rules = {one["name"]: one for one in table.document["fields"]}
    choices = {field.name: _choices(catalogue, table, field, rules[field.name]) for field in table.fields}

    sheet = workbook.add_worksheet(_sheet_name(table.name))
    sheet.freeze_panes(1, 0)
    lists = _hidden_lists(choices)
    for index, field in enumerate(table.fields):
        sheet.write_string(0, index, field.name, heading)
        # As text Excel leaves a code its zeros in front, and a date its form.
        as_text = field.shape not in {Shape.NUMBER, Shape.INTEGER, Shape.YEAR}
        sheet.set_column(index, index, max(14, len(field.name) + 2), text if as_text else None)
        sheet.data_validation(1, index, LAST_ROW, index, _validation(catalogue, field, choices[field.name], lists))
    _write(workbook.add_worksheet(_COLUMNS), heading, [_columns_head(catalogue), *_columns(catalogue, table, rules)])
    codes = [(name, value, label) for name, one in choices.items() if one for value, label in one.values]
    if codes:
        say = sayer(catalogue.config.languages)
        head = (say("Column"), say("Code"), say("Label"))
        _write(workbook.add_worksheet(_CODES), heading, [head, *codes])
    if lists:
        hidden = workbook.add_worksheet(_LISTS)
        for index, values in enumerate(lists.values()):
            hidden.write_column(0, index, values)
        hidden.hide()
    workbook.close()
    return stream.getvalue()


def _choices(catalogue: Catalogue, table: DataTable, field: Field, rules: Mapping[str, Json]) -> _Choices | None:
    """Return what a column takes, None where that is no matter of choice."""
    if "enum" in rules.get("constraints", {}):
        return _Choices([(str(value), "") for value in rules["constraints"]["enum"]])
    if field.shape is Shape.BOOLEAN:
        return _Choices([("true", ""), ("false", "")])
    if vocabulary := catalogue.vocabularies.get(field.vocabulary or ""):
        labels: dict[str, str] = {}
        for concept in concepts(catalogue, field):
            labels.setdefault(concept.code, side_by_side(catalogue.config, concept.labels))
        return _Choices([*labels.items()], open=bool(vocabulary.patterns))
    if collection := catalogue.collections.get(field.refers_to or ""):
        return _Choices([(record.id, _title(catalogue, record)) for record in collection.records])
    # A column `x_scheme` says of which scheme the code in `x` is.
    coded = next((one for one in table.fields if f"{one.name}_scheme" == field.name), None)
    schemes = catalogue.vocabularies.get(coded.vocabulary or "") if coded else None
    return _Choices([(scheme, "") for scheme in schemes.schemes]) if schemes else None


def _title(catalogue: Catalogue, record: Record) -> str:
    title = record.data.get(catalogue.schema(record).title, "")
    return side_by_side(catalogue.config, title) if isinstance(title, Mapping) else str(title)


def _hidden_lists(choices: Mapping[str, _Choices | None]) -> Mapping[str, Sequence[str]]:
    """Return the lists that are too long to stand in a cell's rule, by column."""
    values = {name: [value for value, _ in one.values] for name, one in choices.items() if one}
    return {name: one for name, one in values.items() if len(",".join(one)) > MAX_LIST or any("," in v for v in one)}


def _validation(
    catalogue: Catalogue, field: Field, choices: _Choices | None, lists: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the rule of a column's cells as XlsxWriter takes it: its choices, and its message."""
    label = side_by_side(catalogue.config, field.label) or field.name
    message = " / ".join(in_languages(catalogue.config, field.help)) or label
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": _cut(label, MAX_TITLE),
        "input_message": _cut(message, MAX_MESSAGE),
    }
    if choices and choices.values:
        rule["validate"] = "list"
        rule["error_type"] = "information" if choices.open else "stop"
        if field.name in lists:
            column = _letters([*lists].index(field.name))
            rule["source"] = f"={_LISTS}!${column}$1:${column}${len(lists[field.name])}"
        else:
            rule["source"] = [value for value, _ in choices.values]
    return rule


def _letters(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(index))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _columns_head(catalogue: Catalogue) -> tuple[str, ...]:
    say = sayer(catalogue.config.languages)
    return say("Column"), say("Label"), say("What to write"), say("required"), say("Format"), say("Code list")


def _columns(
    catalogue: Catalogue, table: DataTable, rules: Mapping[str, Mapping[str, Json]]
) -> Iterator[Sequence[str]]:
    config, say = catalogue.config, sayer(catalogue.config.languages)
    for field in table.fields:
        yield (
            field.name,
            side_by_side(config, field.label),
            "\n".join(in_languages(config, field.help)),
            say("yes") if field.required else "",
            str(rules[field.name]["type"]),
            field.vocabulary or (f"catalogue/{field.refers_to}/" if field.refers_to else ""),
        )


def _write(sheet: Any, heading: Any, rows: Sequence[Sequence[str]]) -> None:
    """Write texts row by row, the first as a heading; nothing becomes a formula or a link."""
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(rows[0]) - 1, 28)
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text, None if number else heading)


def _sheet_name(name: str) -> str:
    """Return a table's name as that of its sheet, different from those of the other sheets."""
    return f"{name}-rows" if name in {_COLUMNS, _CODES, _LISTS, "history"} else name[:MAX_SHEET_NAME]
