"""Tables as CSV: one file for programs, and one for a double click in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import Cell, as_text
from site_builder.datasets.tabular.tables import Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(publication: Publication, writer: Writer) -> None:
    """Write every table as CSV, and the main one of each dataset for Excel."""
    for dataset in publication.datasets:
        is_list = dataset.subject == CODE_LISTS_SUBJECT
        for table in dataset.tables:
            writer.write_csv(table, csv_bytes(table), "Code list (CSV)" if is_list else "CSV")
        if not is_list:
            main = dataset.tables[0]
            # With a hyphen: a list of the collection may be called "excel", and is then `<collection>.excel.csv`.
            writer.write(f"{main.name}-excel.csv", excel_csv_bytes(main), "CSV for Excel", main.subject)


def csv_bytes(table: Table) -> bytes:
    """Return CSV as RFC 4180 and the Data Package have it: UTF-8 without a mark, CRLF, every cell as it is."""
    return _csv(table, table.rows).encode()


def excel_csv_bytes(table: Table) -> bytes:
    """Return CSV for a double click in Excel: with a byte order mark, and no cell that Excel would run as a formula.

    A text that begins with `=`, `+`, `-` or `@` gets an apostrophe before it
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    rows = ([_harmless(cell) for cell in row] for row in table.rows)
    return ("\ufeff" + _csv(table, rows)).encode()


def _harmless(cell: Cell) -> Cell:
    # Some programs drop the blanks before a formula.
    runs = isinstance(cell, str) and (cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS))
    return f"'{cell}" if runs else cell


def _csv(table: Table, rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return text.getvalue()
