"""Open data: the catalogue's records as files that other tools read, each described and checksummed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from pathlib import Path

from site_builder.datasets.descriptions import package
from site_builder.datasets.formats import calendar, delimited, feeds, graphml, json_files, markdown, workbook
from site_builder.datasets.publication import Blank, Distribution, Publication, Writer
from site_builder.datasets.record_files import start_worker, write_record_files

__all__ = ["Blank", "Distribution", "Publication", "start_worker", "write_datasets"]

_Write = Callable[[Publication, Writer], None]

_FORMATS: tuple[_Write, ...] = (
    workbook.write,
    delimited.write,
    json_files.write,
    graphml.write,
    markdown.write,
    calendar.write,
    feeds.write,
)
"""What holds the data, in the order in which a reader is shown the formats."""

_DESCRIPTIONS: tuple[_Write, ...] = (package.write,)
"""What describes the files that were written before it."""


def write_datasets(
    publication: Publication, site: Path, blanks: Iterable[Blank] = (), executor: Executor | None = None
) -> list[Distribution]:
    """Write every download into `site`, with the blank forms, and return an account of them.

    The same publication gives the same bytes. An executor, where given, makes the files beside each record's page; its
    workers must have been started with `start_worker`.
    """
    writer = Writer(site)
    for write in _FORMATS:
        write(publication, writer)
    write_record_files(publication, site, executor)
    for blank in blanks:
        writer.write_blank(blank)
    for describe in _DESCRIPTIONS:
        describe(publication, writer)
    # The list of checksums is the one file that it cannot have in it.
    writer.write("SHA256SUMS", writer.checksums(), "Checksums (SHA-256)")
    return writer.distributions
