"""A dataset as an Excel workbook (Office Open XML): a sheet a table, and one that says what each column is."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import Cell
from site_builder.datasets.tabular.tables import Table, unused

MAX_CELL, MAX_ROWS, MAX_SHEET_NAME = 32_767, 1_048_576, 31
"""What an Excel sheet holds: characters a cell, rows with the head, characters in its name
(https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3)."""

_FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


def write(publication: Publication, writer: Writer) -> None:
    """Write each dataset but the code lists."""
    for dataset in publication.datasets:
        if dataset.subject != CODE_LISTS_SUBJECT:
            data = xlsx_bytes(dataset.tables, publication.created, publication.config.languages)
            writer.write(f"{dataset.tables[0].name}.xlsx", data, "Excel (XLSX)", dataset.subject)


def xlsx_bytes(tables: Sequence[Table], created: datetime, languages: Sequence[str]) -> bytes:
    """Return a workbook with a sheet a table, and a last sheet that says what each column is.

    Texts are written as texts: nothing becomes a formula or a link. `created` stands in the file's properties.
    A text longer than a cell can hold is cut and ends in `…`; rows that a sheet cannot hold are left out.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(stream, options)
    workbook.set_properties({"created": created.replace(tzinfo=None)})
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for name, heads, rows in _sheets(tables, languages):
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for index, text in enumerate(heads):
            sheet.write_string(0, index, text, head)
            sheet.set_column(index, index, 40 if text.startswith(("title", "summary", "label")) else 18)
        for number, row in enumerate(rows[: MAX_ROWS - 1], start=1):
            for index, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, index, cell if len(cell) <= MAX_CELL else cell[: MAX_CELL - 1] + "…")
                elif isinstance(cell, bool):
                    sheet.write_boolean(number, index, cell)
                elif cell is not None:
                    sheet.write_number(number, index, cell)
    workbook.close()
    return stream.getvalue()


Sheet = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]
"""A sheet's name, its head and its rows."""


def _sheets(tables: Sequence[Table], languages: Sequence[str]) -> Iterator[Sheet]:
    *names, about = _sheet_names(tables)
    for name, table in zip(names, tables, strict=True):
        yield name, [column.name for column in table.columns], table.rows
    yield (
        about,
        ["sheet", "column", *(f"label_{language}" for language in languages)],
        [
            (name, column.name, *(column.label.get(language) for language in languages))
            for name, table in zip(names, tables, strict=True)
            for column in table.columns
        ],
    )


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Return a name for each table's sheet, then one for the sheet about the columns, as Excel takes them."""
    names: list[str] = []
    taken = {"history"}  # Excel keeps it for itself; names that differ in case only are one to it
    for wanted in (*(table.part or table.name for table in tables), "columns"):
        allowed = wanted.translate(_FORBIDDEN_IN_SHEET_NAME)[: MAX_SHEET_NAME - 3]  # room for a number
        number = unused(allowed.lower(), taken).removeprefix(allowed.lower())
        names.append(allowed + number)
        taken.add(names[-1].lower())
    return names
