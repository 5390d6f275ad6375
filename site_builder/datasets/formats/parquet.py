"""Tables as Parquet (https://parquet.apache.org/docs/file-format/): typed columns, and in each file what they are.

Snappy is the compression that readers in browsers have as well. The time of the data stands in no file, so that a table
that stays the same keeps its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from site_builder.addresses import CODE_LISTS_SUBJECT
from site_builder.datasets.publication import Dataset, Publication, Writer
from site_builder.datasets.tabular import sql
from site_builder.datasets.tabular.table_schema import table_schema
from site_builder.datasets.tabular.tables import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES: Mapping[str, str] = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
"""SQL types by those of Table Schema. Anything else is text: an array stays the JSON that it is in CSV."""

_LONGEST_ROW = 16 * 1024 * 1024
"""Bytes of a row of CSV: a record has 1 MiB at most, which quotes in quotes make several times as long."""


def write(publication: Publication, writer: Writer) -> None:
    """Write every table, from its CSV file and with the types of its schema."""
    import duckdb

    # One thread: the order of the rows is that of the file, and the same table gives the same bytes.
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as connection, TemporaryDirectory() as folder:
        target = Path(folder) / "table.parquet"
        for dataset in publication.datasets:
            file_format = "Code list (Parquet)" if dataset.subject == CODE_LISTS_SUBJECT else "Parquet"
            for table in dataset.tables:
                about = _metadata(publication, dataset, table)
                _copy(connection, writer.site / writer.csv_of(table).path, table, about, target)
                writer.write(f"{table.name}.parquet", target.read_bytes(), file_format, table.subject, table.part)


def _copy(connection: DuckDBPyConnection, source: Path, table: Table, about: Mapping[str, str], target: Path) -> None:
    """Write a table as Parquet, from its CSV file. Raises ValueError where the file was not read row by row."""
    columns = ", ".join(
        f"{sql.quoted(name)}: {sql.text(_TYPES.get(kind, 'VARCHAR'))}"
        for name, kind in zip(sql.column_names(table), table.types, strict=True)
    )
    metadata = ", ".join(f"{key}: {sql.text(value)}" for key, value in about.items())
    rows = (
        f"read_csv({sql.text(str(source))}, auto_detect = false, header = true, delim = ',', quote = '\"', "
        f"escape = '\"', nullstr = '', allow_quoted_nulls = true, max_line_size = {_LONGEST_ROW}, "
        f"columns = {{{columns}}})"
    )
    options = f"FORMAT parquet, COMPRESSION snappy, KV_METADATA {{{metadata}}}"
    done = connection.execute(f"COPY (FROM {rows}) TO {sql.text(str(target))} ({options})").fetchone()
    if done != (len(table.rows),):
        raise ValueError(f"{source.name}: {done} rows were read of {len(table.rows)}")


def _metadata(publication: Publication, dataset: Dataset, table: Table) -> Mapping[str, str]:
    """Return what the file says of itself: its Table Schema, title, licence, and the page that it is of."""
    config = publication.config
    schema = table_schema(config, table, publication.keys[table.name])
    return {
        "table_schema": json.dumps(schema, ensure_ascii=False, separators=(",", ":")),
        "title": config.text(table.title, config.language),
        "licence": config.licence.title,
        "licence_url": config.licence.url,
        "source": config.url + dataset.address,
    }
