"""GeoJSON is read back by GDAL, which QGIS, R and GeoPandas read it with."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from site_builder.records import Catalogue, Concept, Record
from site_builder.records.maps import Position
from site_builder.records.record import field_values

from .expected import Row
from .reading import REAL, csv_rows, filled, wanted

ON_THE_MAP = [name for name in REAL if name not in {"connections", "experts", "standards"}]
LITTLE_ENDIAN, POINT, MULTI_POINT = 1, 1, 4


def features(data: Path, collection: str) -> list[Row]:
    """The layer's rows; the geometry as a list of positions. Dates stay text, as some are but a year."""
    meta, table = pyogrio.read_arrow(data / f"{collection}.geojson", DATE_AS_STRING="YES")
    assert meta["crs"] == "EPSG:4326"
    found = []
    for row in table.to_pylist():
        geometry = row.pop("wkb_geometry")
        found.append({**row, "geometry": positions_of(geometry)})
    return found


def positions_of(wkb: bytes) -> list[Position]:
    """The positions of a point or of several (OGC 06-103r4, 8.2)."""
    order, kind = struct.unpack_from("<BI", wkb)
    assert order == LITTLE_ENDIAN
    if kind == POINT:
        return [struct.unpack_from("<dd", wkb, 5)]
    assert kind == MULTI_POINT
    (count,) = struct.unpack_from("<I", wkb, 5)
    return [struct.unpack_from("<dd", wkb, 9 + 21 * number + 5) for number in range(count)]


def places(catalogue: Catalogue, record: Record) -> set[Position]:
    """Where a record is: worked out from its codes, what has taken their place, and what that lies in."""
    drawn = catalogue.map
    assert drawn
    concepts = catalogue.vocabularies[drawn.vocabulary].concepts

    def today(concept: Concept) -> Iterator[Concept]:
        if concept.successors:
            for key in concept.successors:
                yield from today(concepts[key])
        else:
            yield concept

    found = set()
    for field, _, value in field_values(catalogue.schema(record).fields, record.data):
        concept = catalogue.concept(field, value) if field.vocabulary == drawn.vocabulary else None
        for unit in today(concept) if concept else ():
            line: Concept | None = unit
            while line:
                if line.key in drawn.points:
                    found.add(drawn.points[line.key])
                line = concepts.get((line.scheme, line.parent))
    return found


@pytest.mark.parametrize("collection", ON_THE_MAP)
def test_every_record_that_has_a_place_is_there_with_all_its_values(
    catalogues: dict[str, Catalogue], folders: dict[str, Path], collection: str
) -> None:
    catalogue = catalogues["real"]
    where = {record.id: places(catalogue, record) for record in catalogue.collections[collection].records}
    found = features(folders["real"] / "data", collection)
    there = [row for row in wanted(catalogue, collection).get(collection, []) if where[row["id"]]]
    assert filled([{name: cell for name, cell in row.items() if name != "geometry"} for row in found]) == there
    assert {row["id"]: set(row["geometry"]) for row in found} == {name: one for name, one in where.items() if one}


def test_some_records_have_one_place_and_some_have_several(folders: dict[str, Path]) -> None:
    counts = {len(row["geometry"]) for row in features(folders["real"] / "data", "ip-assets")}
    assert 1 in counts
    assert max(counts) > 1


def test_a_layer_has_the_columns_of_the_table_and_the_name_of_the_collection(folders: dict[str, Path]) -> None:
    data = folders["real"] / "data"
    about = pyogrio.read_info(data / "organisations.geojson")
    assert about["layer_name"] == "organisations"
    assert list(about["fields"]) == list(csv_rows(data / "organisations.csv")[0])


@pytest.mark.parametrize("collection", ON_THE_MAP)
def test_it_is_as_the_standard_has_it(folders: dict[str, Path], collection: str) -> None:
    """RFC 7946: no other reference system, longitude before latitude, the id of each feature beside its properties."""
    document: Mapping[str, Any] = json.loads((folders["real"] / f"data/{collection}.geojson").read_text("utf-8"))
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    for feature in document["features"]:
        assert feature["id"] == feature["properties"]["id"]
        geometry = feature["geometry"]
        several = geometry["coordinates"] if geometry["type"] == "MultiPoint" else [geometry["coordinates"]]
        assert geometry["type"] == ("MultiPoint" if len(several) > 1 else "Point")
        assert all(102 < longitude < 110 and 8 < latitude < 24 for longitude, latitude in several)


def test_it_says_whose_the_positions_are(catalogues: dict[str, Catalogue], folders: dict[str, Path]) -> None:
    config = catalogues["real"].config
    assert config.map
    document = json.loads((folders["real"] / "data/needs.geojson").read_text("utf-8"))
    assert document["attribution"] == config.map.credit["vi"]
    assert document["license"] == config.licence.url


def test_a_collection_without_places_and_a_catalogue_without_a_map_have_none(folders: dict[str, Path]) -> None:
    assert not (folders["real"] / "data/standards.geojson").exists()
    assert list((folders["every shape"] / "data").glob("*.geojson")) == []
