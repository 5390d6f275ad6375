"""The static API below `/api/v1/`: JSON files that any host can serve, described by `/openapi.json`."""

from __future__ import annotations

from site_builder.datasets.api.index import write_index
from site_builder.datasets.api.lists import changes_files, table_files, vocabulary_files
from site_builder.datasets.api.records import note_files, page_files, record_files
from site_builder.datasets.publication import Publication, Writer

__all__ = ["record_files", "write", "write_index"]

_FILES = (page_files, note_files, table_files, vocabulary_files, changes_files)


def write(publication: Publication, writer: Writer) -> None:
    """Write every file of the API but its entry, which names the downloads, and those of single records."""
    for files in _FILES:
        for path, data in files(publication):
            writer.put(path, data)
