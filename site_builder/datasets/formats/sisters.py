"""The records of sister catalogues as JSON Lines, each with whose it is: beside our own data and never in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from site_builder.addresses import SISTER_SUBJECT, SISTERS
from site_builder.config import Config
from site_builder.datasets.formats.json_files import jsonl_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import Data
from site_builder.records import Collection
from site_builder.sisters import Sister


def write(publication: Publication, writer: Writer) -> None:
    """Write a folder for each sister catalogue: where it comes from, and the records of each of its collections."""
    for sister in publication.sisters:
        origin = sister.origin
        folder, subject = f"{SISTERS}/{origin.name}", SISTER_SUBJECT + origin.name
        about = json.dumps(asdict(origin), ensure_ascii=False, indent=2) + "\n"
        writer.write(f"{folder}/origin.json", about.encode(), "JSON", subject)
        for name, collection in sister.catalogue.collections.items():
            if collection.records:
                rows = list(_lines(publication.config, sister, collection))
                writer.write(f"{folder}/{name}.jsonl", jsonl_bytes(rows), "JSON Lines", subject, name)


def _lines(config: Config, sister: Sister, collection: Collection) -> Iterator[Data]:
    """Yield what a line holds: the record as its source gave it, with its origin, licence, day and address."""
    origin = sister.origin
    for record in collection.records:
        yield {
            "origin": origin.name,
            "source": origin.source,
            "licence": sister.licence_of(record).id,
            "harvested": origin.harvested,
            "collection": collection.name,
            "id": record.id,
            "url": sister.address_at_origin(record, config.language) or config.url + sister.places[record.key],
            "data": record.data,
        }
