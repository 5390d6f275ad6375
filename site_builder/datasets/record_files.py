"""What stands beside the page of each record, and each record in the API: made record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from site_builder.datasets import api
from site_builder.datasets.formats import citations, json_files, linked
from site_builder.datasets.publication import Publication
from site_builder.datasets.workers import Workshop
from site_builder.records import Record

RECORD_FILES: tuple[Callable[[Publication, Record], Iterator[tuple[str, bytes]]], ...] = (
    json_files.record_files,
    linked.record_files,
    citations.record_files,
    api.record_files,
)
"""Pure functions from a record to the paths of files, below the site's root, and their bytes."""

_CHUNK = 100


def write_record_files(workshop: Workshop) -> None:
    """Write the files of every record."""
    keys = [record.key for record in workshop.publication.catalogue.records]
    workshop.each(_write, [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)])


def _write(publication: Publication, site: Path, keys: Sequence[tuple[str, str]]) -> None:
    made: set[Path] = set()
    for collection, record_id in keys:
        record = publication.catalogue.collections[collection].by_id[record_id]
        for files in RECORD_FILES:
            for path, data in files(publication, record):
                file = site / path
                if file.parent not in made:  # once a folder: to ask for each file takes as long as to write it
                    file.parent.mkdir(parents=True, exist_ok=True)
                    made.add(file.parent)
                file.write_bytes(data)
