"""Open data: the catalogue's records as files that other tools read, each described and checksummed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from site_builder.config import Config
from site_builder.datasets.files import (
    csv_bytes,
    excel_csv_bytes,
    json_bytes,
    jsonl_bytes,
    record_json,
    xlsx_bytes,
)
from site_builder.datasets.package import Resource, package_bytes, resource
from site_builder.datasets.tables import Table, collection_tables, data_table, identified, vocabulary_table
from site_builder.records import Catalogue, Collection

FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that was written: its path below the site's root, format, size in bytes, and what it is of.

    `subject` is the collection or table, "" for the whole catalogue; `part` names a list of the collection, or is "".
    """

    path: str
    format: str
    size: int
    subject: str = ""
    part: str = ""


class _Writer:
    """Writes files into the data folder and keeps account of them."""

    def __init__(self, site: Path) -> None:
        self._folder = site / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self.distributions: list[Distribution] = []
        self.digests: dict[str, str] = {}

    def write(self, name: str, data: bytes, file_format: str, subject: str = "", part: str = "") -> None:
        """Write a file once; two of one name would each be half described."""
        if name in self.digests:
            raise ValueError(f"two downloads have the name {name!r}: rename a collection, table or list {part!r}")
        (self._folder / name).write_bytes(data)
        self.digests[name] = hashlib.sha256(data).hexdigest()
        self.distributions.append(Distribution(f"{FOLDER}/{name}", file_format, len(data), subject, part))

    def write_table(self, table: Table, file_format: str, config: Config) -> Resource:
        """Write a table as CSV and return what the package says of it."""
        name = f"{table.name}.csv"
        data = csv_bytes(table)
        self.write(name, data, file_format, table.subject, table.part)
        return resource(config, table, name, len(data), self.digests[name])


def write_datasets(catalogue: Catalogue, site: Path, created: datetime) -> list[Distribution]:
    """Write every download into `site`/data and a `record.json` beside each record page.

    `created` is the time of the data that the files state; the same catalogue and time give the same bytes.
    """
    writer = _Writer(site)
    config = catalogue.config
    resources: list[Resource] = []
    for collection in catalogue.collections.values():
        name = collection.name
        tables = collection_tables(catalogue, collection)
        resources += _write_tables(writer, tables, config, created)
        rows = [identified(record) for record in collection.records]
        writer.write(f"{name}.json", json_bytes(rows), "JSON", name)
        writer.write(f"{name}.jsonl", jsonl_bytes(rows), "JSON Lines", name)
        _write_records(collection, site)
    for name, data in catalogue.tables.items():
        resources += _write_tables(writer, [data_table(catalogue, data)], config, created)
        writer.write(f"{name}.json", json_bytes(data.rows), "JSON", name)
    resources += [
        writer.write_table(vocabulary_table(catalogue, vocabulary), "Code list (CSV)", config)
        for vocabulary in catalogue.vocabularies.values()
    ]
    writer.write("datapackage.json", package_bytes(config, resources, created), "Data Package")
    # The list of checksums is the one file that it cannot have in it.
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(writer.digests.items()))
    writer.write("SHA256SUMS", sums.encode(), "Checksums (SHA-256)")
    return writer.distributions


def _write_tables(writer: _Writer, tables: Sequence[Table], config: Config, created: datetime) -> list[Resource]:
    """Write a table and its lists as one workbook, as CSV each, and the table as CSV for Excel."""
    main = tables[0]
    data = xlsx_bytes(tables, created, config.languages)
    writer.write(f"{main.name}.xlsx", data, "Excel (XLSX)", main.subject)
    resources = [writer.write_table(table, "CSV", config) for table in tables]
    # With a hyphen: a list of the collection may be called "excel", and is then `<collection>.excel.csv`.
    writer.write(f"{main.name}-excel.csv", excel_csv_bytes(main), "CSV for Excel", main.subject)
    return resources


def _write_records(collection: Collection, site: Path) -> None:
    for record in collection.records:
        folder = site / collection.name / record.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "record.json").write_bytes(record_json(record))
