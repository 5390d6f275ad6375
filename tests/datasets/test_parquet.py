"""Parquet is read back by Arrow, with which pandas, Polars and R read it as well, and by DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from site_builder.datasets.formats import delimited, parquet
from site_builder.datasets.publication import Writer
from site_builder.records import Catalogue

from .conftest import published_now
from .reading import CASES, CATALOGUES, differences, filled, resources, tables_of, wanted

ARROW_TYPES = {"integer": "int64", "number": "double", "boolean": "bool", "date": "date32[day]"}


@pytest.mark.parametrize(("catalogue", "collection"), CASES)
def test_every_value_of_every_record_is_there(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], catalogue: str, collection: str
) -> None:
    data = folders[catalogue] / "data"
    found = {name: filled(pq.read_table(data / f"{name}.parquet").to_pylist()) for name in tables_of(data, collection)}
    rows = wanted(catalogues[catalogue], collection)
    assert rows.keys() <= found.keys()
    assert found == {name: rows.get(name, []) for name in found}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_holds_what_its_csv_file_holds(folders: dict[str, Path], catalogue: str) -> None:
    data = folders[catalogue] / "data"
    for file in sorted(data.glob("*.parquet")):
        assert differences(pq.read_table(file).to_pylist(), file.with_suffix(".csv")) == [], file.name


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_table_has_a_file_with_the_types_of_its_schema(folders: dict[str, Path], catalogue: str) -> None:
    data = folders[catalogue] / "data"
    for resource in resources(data):
        schema = pq.read_schema((data / resource["path"]).with_suffix(".parquet"))
        fields = resource["schema"]["fields"]
        assert {field.name: str(field.type) for field in schema} == {
            field["name"]: ARROW_TYPES.get(field["type"], "string") for field in fields
        }, resource["name"]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_a_file_says_what_its_columns_are_and_under_which_licence(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], catalogue: str
) -> None:
    data, config = folders[catalogue] / "data", catalogues[catalogue].config
    for resource in resources(data):
        said: dict[bytes, bytes] = pq.read_schema((data / resource["path"]).with_suffix(".parquet")).metadata
        assert json.loads(said[b"table_schema"]) == resource["schema"]
        assert said[b"title"].decode() == resource["title"]
        assert said[b"licence_url"].decode() == config.licence.url
        assert said[b"source"].decode().startswith(config.url)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_it_is_compressed_as_readers_in_browsers_take_it(folders: dict[str, Path], catalogue: str) -> None:
    found = set()
    for file in (folders[catalogue] / "data").glob("*.parquet"):
        about = pq.ParquetFile(file).metadata
        for group in range(about.num_row_groups):
            found |= {about.row_group(group).column(column).compression for column in range(about.num_columns)}
    assert found == {"SNAPPY"}


def test_duckdb_asks_it_where_it_lies(folders: dict[str, Path]) -> None:
    things = folders["every shape"] / "data/things.parquet"
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT id, made, weight, sound FROM read_parquet(?)", [str(things)]).fetchall()
    found: dict[str, Any] = {row[0]: row[1:] for row in rows}
    assert found["full"] == (938, 9852000000.0, False)
    assert found["empty"] == (-207, None, True)
    assert found["numbers"] == (2026, 1e-7, None)


def test_a_file_that_was_not_read_row_by_row_is_not_published(catalogues: dict[str, Catalogue], tmp_path: Path) -> None:
    publication, writer = published_now(catalogues["every shape"]), Writer(tmp_path)
    delimited.write(publication, writer)
    things = tmp_path / "data/things.csv"
    things.write_bytes(things.read_bytes().split(b"\r\n")[0] + b"\r\n")
    with pytest.raises(ValueError, match=r"things\.csv: .* rows were read of"):
        parquet.write(publication, writer)
