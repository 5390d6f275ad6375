"""Records on the map as GeoJSON (RFC 7946), for geographic information systems."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.config import Config
from site_builder.datasets.publication import Dataset, Publication, Writer
from site_builder.datasets.tabular.tables import Table
from site_builder.records import draws_on_the_map, records_by_place
from site_builder.records.maps import Position


def write(publication: Publication, writer: Writer) -> None:
    """Write each collection of which the records may have a place on the map, where the catalogue has one."""
    catalogue = publication.catalogue
    drawn = catalogue.map
    if drawn is None:
        return
    positions: defaultdict[tuple[str, str], list[Position]] = defaultdict(list)
    for key, records in records_by_place(catalogue).items():
        for record in records:
            positions[record.key].append(drawn.points[key])
    for name, collection in catalogue.collections.items():
        if draws_on_the_map(catalogue, collection):
            placed = {record.id: positions[record.key] for record in collection.records if record.key in positions}
            data = geojson_bytes(publication.config, publication.by_subject[name], placed)
            writer.write(f"{name}.geojson", data, "GeoJSON", name)


def geojson_bytes(config: Config, dataset: Dataset, positions: Mapping[str, Sequence[Position]]) -> bytes:
    """Return the records of a collection that have positions, given by their ids, a feature a line.

    The properties of a feature are the cells of the record's row in the main table. Beside the features stand what the
    layer is called, the licence, and whose the positions are.
    """
    table = dataset.tables[0]
    about = {
        "type": "FeatureCollection",
        "name": table.name,
        "title": config.text(table.title, config.language),
        "license": config.licence.url,
    }
    if config.map and config.map.credit:
        about["attribution"] = config.text(config.map.credit, config.language)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    features = ",\n".join([encode(feature) for feature in _features(table, positions)])
    return f'{encode(about)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def _features(table: Table, positions: Mapping[str, Sequence[Position]]) -> list[Mapping[str, Any]]:
    names = [column.name for column in table.columns]
    features: list[Mapping[str, Any]] = []
    for row in table.rows:
        properties = dict(zip(names, row, strict=True))
        if places := positions.get(str(properties["id"])):
            features.append(
                {
                    "type": "Feature",
                    "id": properties["id"],
                    "geometry": _geometry(places),
                    "properties": properties,
                }
            )
    return features


def _geometry(places: Sequence[Position]) -> Mapping[str, Any]:
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "MultiPoint", "coordinates": places}
