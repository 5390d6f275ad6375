"""Records and rows as JSON: a file a collection or table, JSON Lines, and a file beside each record's page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from site_builder.addresses import PROGRESS_SUBJECT, RECORD_JSON
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import Data
from site_builder.datasets.tabular.progress import NAME as PROGRESS
from site_builder.datasets.tabular.progress import progress_rows
from site_builder.datasets.tabular.tables import identified
from site_builder.records import Record


def write(publication: Publication, writer: Writer) -> None:
    """Write the records of each collection, the rows of each data table, and the progress of the targets."""
    catalogue = publication.catalogue
    for name, collection in catalogue.collections.items():
        rows = [identified(record) for record in collection.records]
        writer.write(f"{name}.json", json_bytes(rows), "JSON", name)
        writer.write(f"{name}.jsonl", jsonl_bytes(rows), "JSON Lines", name)
    for name, data in catalogue.tables.items():
        writer.write(f"{name}.json", json_bytes(data.rows), "JSON", name)
    if publication.market.progress:
        progress = json_bytes(progress_rows(catalogue, publication.market))
        writer.write(f"{PROGRESS}.json", progress, "JSON", PROGRESS_SUBJECT)


def record_files(_publication: Publication, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the file beside a record's page: its path below the site's root, and its bytes."""
    yield record.address + RECORD_JSON, record_json(record)


def record_json(record: Record) -> bytes:
    """Return one record as JSON, as its file has it."""
    return (json.dumps(identified(record), ensure_ascii=False, indent=2) + "\n").encode()


def json_bytes(rows: Sequence[Data]) -> bytes:
    """Return records or rows as a JSON array, one a line."""
    return ("[\n" + ",\n".join(_lines(rows)) + "\n]\n").encode()


def jsonl_bytes(rows: Sequence[Data]) -> bytes:
    """Return records or rows as JSON Lines (https://jsonlines.org): one a line."""
    return "".join([line + "\n" for line in _lines(rows)]).encode()


def _lines(rows: Sequence[Data]) -> list[str]:
    # One encoder for all, without indentation: with it Python leaves its encoder in C, and takes ten times as long.
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return [encode(row) for row in rows]
