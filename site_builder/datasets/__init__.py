"""Open data: the catalogue's records as files that other tools read, each described and checksummed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from site_builder.datasets import api
from site_builder.datasets.descriptions import (
    citation_file,
    croissant,
    csvw,
    data_json,
    dcat,
    hosting,
    linkset,
    openapi,
    package,
    skos,
)
from site_builder.datasets.formats import (
    about,
    archives,
    calendar,
    changes,
    citations,
    delimited,
    feeds,
    geojson,
    graphml,
    json_files,
    markdown,
    parquet,
    schemas,
    sisters,
    sqlite,
    withdrawn,
    workbook,
)
from site_builder.datasets.publication import Account, Blank, Dataset, Distribution, Publication, Writer
from site_builder.datasets.record_files import write_record_files
from site_builder.datasets.workers import Workshop, start_worker

__all__ = ["Blank", "Dataset", "Distribution", "Publication", "start_worker", "write_datasets", "write_essentials"]

_Write = Callable[[Publication, Writer], None]

_FORMATS: tuple[_Write, ...] = (
    workbook.write,
    json_files.write,
    parquet.write,
    sqlite.write,
    archives.write,
    geojson.write,
    graphml.write,
    markdown.write,
    calendar.write,
    feeds.write,
    withdrawn.write,
    sisters.write,
    about.write,
    changes.write,
    citations.write,
    schemas.write,
    api.write,
)
"""What holds the data beside the CSV files, which some of them read. Each is a piece of work of its own."""

_DESCRIPTIONS: tuple[_Write, ...] = (
    skos.write,
    package.write,
    csvw.write,
    croissant.write,
    citation_file.write,
    hosting.write,
    api.write_index,
    openapi.write,
    data_json.write,
    dcat.write,
    linkset.write,
)
"""What describes the files that were written before it: those that describe all of them come last."""


_ESSENTIALS: tuple[_Write, ...] = (
    delimited.write,
    json_files.write,
    about.write,
    changes.write,
    schemas.write,
    package.write,
    citation_file.write,
)
"""What of both is kept in an archive."""


def write_datasets(
    publication: Publication, site: Path, blanks: Iterable[Blank] = (), executor: Executor | None = None
) -> list[Distribution]:
    """Write every download into `site`, with the blank forms, and return an account of them.

    The same publication gives the same bytes. An executor, where given, does what can be done piece by piece; its
    workers must have been started with `start_worker`.
    """
    writer = Writer(site)
    delimited.write(publication, writer)
    workshop = Workshop(publication, site, executor)
    formats = [(number, writer.account.csv) for number in range(len(_FORMATS))]
    for account in workshop.each(_write_format, formats):
        writer.take(account)
    write_record_files(workshop)
    for blank in blanks:
        writer.write_blank(blank)
    for describe in _DESCRIPTIONS:
        describe(publication, writer)
    # The list of checksums is the one file that it cannot have in it.
    writer.write("SHA256SUMS", writer.checksums(), "Checksums (SHA-256)")
    # The workbook first: it is what most readers can open.
    return sorted(writer.distributions, key=lambda one: not one.path.endswith(".xlsx"))


def write_essentials(publication: Publication, site: Path) -> list[Distribution]:
    """Write what the data can be built from again, years from now: tables, records, changes and schemas, described."""
    writer = Writer(site)
    for write in _ESSENTIALS:
        write(publication, writer)
    return writer.distributions


def _write_format(publication: Publication, site: Path, piece: tuple[int, Mapping[str, Distribution]]) -> Account:
    """Write one of the formats, given by its number and the CSV files of all tables; return what was written."""
    number, csv = piece
    writer = Writer(site, csv)
    _FORMATS[number](publication, writer)
    return writer.account
