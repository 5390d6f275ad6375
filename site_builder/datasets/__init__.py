"""Open data: the catalogue's records as files that other tools read, each described and checksummed."""

from __future__ import annotations

import hashlib
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
from site_builder.datasets.tables import Table, collection_tables, vocabulary_table
from site_builder.records import Catalogue, Collection

FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that was written: its path below the site's root, format, size in bytes, and what it is of.

    `collection` is None for a file about the whole catalogue; `part` names a list of the collection, or is "".
    """

    path: str
    format: str
    size: int
    collection: str | None = None
    part: str = ""


class _Writer:
    """Writes files into the data folder and keeps account of them."""

    def __init__(self, site: Path) -> None:
        self._folder = site / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self.distributions: list[Distribution] = []
        self.digests: dict[str, str] = {}

    def write(self, name: str, data: bytes, file_format: str, collection: str | None = None, part: str = "") -> None:
        """Write a file once; two of one name would each be half described."""
        if name in self.digests:
            raise ValueError(f"two downloads have the name {name!r}: rename a collection or its list {part!r}")
        (self._folder / name).write_bytes(data)
        self.digests[name] = hashlib.sha256(data).hexdigest()
        self.distributions.append(Distribution(f"{FOLDER}/{name}", file_format, len(data), collection, part))

    def write_table(self, table: Table, file_format: str, config: Config) -> Resource:
        """Write a table as CSV and return what the package says of it."""
        name = f"{table.name}.csv"
        data = csv_bytes(table)
        self.write(name, data, file_format, table.collection, table.part)
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
        writer.write(f"{name}.xlsx", xlsx_bytes(tables, created, config.languages), "Excel (XLSX)", name)
        resources += [writer.write_table(table, "CSV", config) for table in tables]
        # With a hyphen: a list of the collection may be called "excel", and is then `<collection>.excel.csv`.
        writer.write(f"{name}-excel.csv", excel_csv_bytes(tables[0]), "CSV for Excel", name)
        writer.write(f"{name}.json", json_bytes(collection), "JSON", name)
        writer.write(f"{name}.jsonl", jsonl_bytes(collection), "JSON Lines", name)
        _write_records(collection, site)
    resources += [
        writer.write_table(vocabulary_table(catalogue, vocabulary), "Code list (CSV)", config)
        for vocabulary in catalogue.vocabularies.values()
    ]
    writer.write("datapackage.json", package_bytes(config, resources, created), "Data Package")
    # The list of checksums is the one file that it cannot have in it.
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(writer.digests.items()))
    writer.write("SHA256SUMS", sums.encode(), "Checksums (SHA-256)")
    return writer.distributions


def _write_records(collection: Collection, site: Path) -> None:
    for record in collection.records:
        folder = site / collection.name / record.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "record.json").write_bytes(record_json(record))
