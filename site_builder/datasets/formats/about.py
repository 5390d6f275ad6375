"""What else is needed to build a catalogue again: what it says of itself, what was withdrawn, the files of its map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Json, Withdrawal
from site_builder.records.maps import path

CATALOGUE_JSON = "catalogue.json"
WITHDRAWN_JSON = "withdrawn.json"


def write(publication: Publication, writer: Writer) -> None:
    """Write the catalogue's own description, the records that were withdrawn, and the files of the map."""
    writer.write(CATALOGUE_JSON, _json_bytes(publication.config.document), "Description of the catalogue (JSON)")
    withdrawn = [_withdrawn(one) for one in publication.catalogue.withdrawn.values()]
    writer.write(WITHDRAWN_JSON, _json_bytes(withdrawn), "Withdrawn records (JSON)")
    land = publication.config.map.land if publication.config.map else None
    for name, data in map_files(publication):
        file_format = "Land of the map (GeoJSON)" if name == land else "Positions of places (CSV)"
        writer.write(name, data, file_format)


def map_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the map, each by its path below `catalogue/`."""
    config, drawn = publication.config, publication.catalogue.map
    if config.map and drawn:
        for name in (config.map.points, config.map.land):
            if name and path(name) in drawn.texts:
                yield name, drawn.texts[path(name)].encode()


def _withdrawn(withdrawal: Withdrawal) -> Mapping[str, Any]:
    """Return an entry as `catalogue/withdrawn.yml` has it; without a reason where the record was just deleted."""
    said: dict[str, Any] = {
        "collection": withdrawal.collection,
        "id": withdrawal.id,
        "aliases": withdrawal.aliases,
        "date": withdrawal.date,
        "reason": withdrawal.reason,
        "successor": "/".join(withdrawal.successor or ()),
    }
    return {key: value for key, value in said.items() if value}


def _json_bytes(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
