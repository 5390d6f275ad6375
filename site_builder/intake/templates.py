"""The templates of a catalogue: a text file for a record of each collection, CSV and a workbook for each table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from site_builder.intake.record_form import record_form
from site_builder.intake.table_form import table_csv, table_workbook
from site_builder.records import Catalogue


@dataclass(frozen=True, slots=True)
class Template:
    """A file to fill in: its name, its content, what it is (in English), and the collection or table that it is of."""

    name: str
    data: bytes
    format: str
    subject: str


def templates(catalogue: Catalogue, created: datetime) -> Iterator[Template]:
    """Yield the templates of every collection and table, in their order.

    `created` is the time that a workbook states; the same catalogue and time give the same bytes.
    """
    for name, collection in catalogue.collections.items():
        yield Template(f"{name}.yml", record_form(catalogue, collection).encode(), "Template (YAML)", name)
    for name, table in catalogue.tables.items():
        yield Template(f"{name}.csv", table_csv(table), "Template (CSV)", name)
        yield Template(f"{name}.xlsx", table_workbook(catalogue, table, created), "Template (Excel)", name)
