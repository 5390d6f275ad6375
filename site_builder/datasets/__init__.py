"""Open data: the catalogue's records as files that other tools read, each described and checksummed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from site_builder.config import Config
from site_builder.datasets import feeds
from site_builder.datasets.calendar import calendar_bytes
from site_builder.datasets.files import (
    csv_bytes,
    excel_csv_bytes,
    json_bytes,
    jsonl_bytes,
    record_json,
    xlsx_bytes,
)
from site_builder.datasets.graphs import graph_tables, graphml_bytes, subject
from site_builder.datasets.matches import matches_table
from site_builder.datasets.package import Resource, package_bytes, resource
from site_builder.datasets.progress import NAME as PROGRESS
from site_builder.datasets.progress import SUBJECT as PROGRESS_SUBJECT
from site_builder.datasets.progress import progress_rows, progress_tables, report_markdown
from site_builder.datasets.tables import Table, collection_tables, data_table, identified, vocabulary_table
from site_builder.market import Market, report
from site_builder.records import Catalogue, Collection, calendar_entries, ties_of

FOLDER = "data"
BLANKS = "templates"
"""Where the forms to fill in stand in the folder of the downloads."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that was written: its path below the site's root, format, size in bytes, and what it is of.

    `subject` is the collection or table, "" for the whole catalogue; `part` names a list of the collection, or is "".
    `blank`: a form to fill in, with none of the data.
    """

    path: str
    format: str
    size: int
    subject: str = ""
    part: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to fill in, made elsewhere, to be written and checksummed with the downloads.

    `name` is that of its file in the folder of the forms; the rest is as in `Distribution`.
    """

    name: str
    data: bytes
    format: str
    subject: str = ""


class _Writer:
    """Writes files into the data folder and keeps account of them."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._folder = site / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self.distributions: list[Distribution] = []
        self.digests: dict[str, str] = {}

    def write(self, name: str, data: bytes, file_format: str, subject: str = "", part: str = "") -> None:
        """Write a file."""
        path = self._put(name, data)
        self.distributions.append(Distribution(path, file_format, len(data), subject, part))

    def write_blank(self, one: Blank) -> None:
        """Write a form to fill in."""
        path = self._put(f"{BLANKS}/{one.name}", one.data)
        self.distributions.append(Distribution(path, one.format, len(one.data), one.subject, blank=True))

    def _put(self, name: str, data: bytes) -> str:
        """Write a file once, as two of one name would each be half described; return its path below the site's root."""
        if name in self.digests:
            raise ValueError(f"two downloads have the name {name!r}: rename a collection, table or list")
        file = self._folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
        self.digests[name] = hashlib.sha256(data).hexdigest()
        return f"{FOLDER}/{name}"

    def write_beside(self, path: str, data: bytes, file_format: str, subject: str) -> None:
        """Write a file that has an address of its own outside the data folder, such as a calendar to subscribe to."""
        (self._site / path).write_bytes(data)
        self.distributions.append(Distribution(path, file_format, len(data), subject))

    def write_table(self, table: Table, file_format: str, config: Config) -> Resource:
        """Write a table as CSV and return what the package says of it."""
        name = f"{table.name}.csv"
        data = csv_bytes(table)
        self.write(name, data, file_format, table.subject, table.part)
        return resource(config, table, name, len(data), self.digests[name])


def write_datasets(
    catalogue: Catalogue, market: Market, site: Path, created: datetime, blanks: Iterable[Blank] = ()
) -> list[Distribution]:
    """Write every download into `site`/data, with the blank forms, and a `record.json` beside each record page.

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
    if market.matches.settings:
        table = matches_table(catalogue, market.matches)
        resources += _write_tables(writer, [table], config, created)
    if market.progress:
        resources += _write_progress(writer, catalogue, market, created)
    resources += _write_graphs(writer, catalogue)
    _write_calendars(writer, catalogue, created)
    _write_feeds(catalogue, site, created)
    writer.write("datapackage.json", package_bytes(config, resources, created), "Data Package")
    for one in blanks:
        writer.write_blank(one)
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


def _write_progress(writer: _Writer, catalogue: Catalogue, market: Market, created: datetime) -> list[Resource]:
    """Write how far the targets are reached: tables, JSON with the values by year, and a report in every language."""
    resources = _write_tables(writer, progress_tables(catalogue, market), catalogue.config, created)
    rows = json_bytes(progress_rows(catalogue, market))
    writer.write(f"{PROGRESS}.json", rows, "JSON", PROGRESS_SUBJECT)
    for language in catalogue.config.languages:
        text = report_markdown(report(catalogue, market, language, created))
        writer.write(f"{PROGRESS}-report.{language}.md", text, "Report (Markdown)", PROGRESS_SUBJECT, language)
    return resources


def _write_graphs(writer: _Writer, catalogue: Catalogue) -> list[Resource]:
    """Write each graph of records as GraphML and as two tables."""
    resources = []
    for name, about in catalogue.config.graphs.items():
        ties = ties_of(catalogue, about)
        writer.write(f"{name}.graphml", graphml_bytes(catalogue, name, ties), "GraphML", subject(name))
        tables = graph_tables(catalogue, name, ties)
        resources += [writer.write_table(table, "CSV", catalogue.config) for table in tables]
    return resources


def _write_calendars(writer: _Writer, catalogue: Catalogue, created: datetime) -> None:
    entries = calendar_entries(catalogue)
    for name, collection in catalogue.collections.items():
        if collection.schema.calendar:
            own = [entry for entry in entries if entry.record.collection == name]
            writer.write_beside(f"{name}.ics", calendar_bytes(catalogue, collection, own, created), "iCalendar", name)


def _write_feeds(catalogue: Catalogue, site: Path, created: datetime) -> None:
    """Write a feed beside the list of each collection, in every language."""
    for language in catalogue.config.languages:
        for name, collection in catalogue.collections.items():
            folder = site / catalogue.config.path(language) / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / feeds.FILE).write_bytes(feeds.feed_bytes(catalogue, collection, language, created))


def _write_records(collection: Collection, site: Path) -> None:
    for record in collection.records:
        folder = site / collection.name / record.id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "record.json").write_bytes(record_json(record))
