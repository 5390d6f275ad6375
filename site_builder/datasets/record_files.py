"""What stands beside the page of each record: made record by record, by worker processes where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from site_builder.datasets.formats import json_files
from site_builder.datasets.publication import Publication
from site_builder.records import Record

RECORD_FILES: tuple[Callable[[Publication, Record], Iterator[tuple[str, bytes]]], ...] = (json_files.record_files,)
"""Pure functions from a record to the paths of files, below the site's root, and their bytes."""

_CHUNK = 100


def write_record_files(publication: Publication, site: Path, executor: Executor | None = None) -> None:
    """Write the files of every record. The workers of an executor must have been started with `start_worker`."""
    records = list(publication.catalogue.records)
    if executor is None:
        for record in records:
            _write(publication, site, record)
        return
    keys = [record.key for record in records]
    chunks = [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
    for _ in executor.map(_write_chunk, chunks):
        pass  # what a worker raises is raised here


@dataclass(slots=True)
class _Worker:
    """What a worker process holds, so that a task is a small list."""

    publication: Publication
    site: Path


_worker: _Worker | None = None


def start_worker(publication: Publication, site: Path) -> None:
    """Make this process a worker: part of the initializer of the executor that `write_record_files` takes."""
    global _worker  # noqa: PLW0603 — a worker process serves one build
    _worker = _Worker(publication, site)


def _write_chunk(keys: Sequence[tuple[str, str]]) -> None:
    if _worker is None:
        raise RuntimeError("the executor was made without start_worker")
    for collection, record_id in keys:
        record = _worker.publication.catalogue.collections[collection].by_id[record_id]
        _write(_worker.publication, _worker.site, record)


def _write(publication: Publication, site: Path, record: Record) -> None:
    for files in RECORD_FILES:
        for path, data in files(publication, record):
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
