"""Records in the API: each in an envelope that says what it is and where it came from, alone and in pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from site_builder.addresses import file_uri, guid, record_uri
from site_builder.datasets.api.encoding import encode, json_bytes, list_head, on_page, page_bytes, page_numbers
from site_builder.datasets.api.paths import collection_page, record_path
from site_builder.datasets.formats.withdrawn import renaming_data, withdrawal_data
from site_builder.datasets.publication import Publication
from site_builder.datasets.tabular.tables import identified
from site_builder.records import Collection, Record
from site_builder.records.whereabouts import withdrawn_keys

PUBLISHED, RENAMED, WITHDRAWN = "published", "renamed", "withdrawn"
"""What `status` says of a record."""


def envelope(publication: Publication, record: Record) -> Mapping[str, Any]:
    """Return a record with what a harvester must know of it.

    `guid` tells it from every other for ever; `url` has the address of its page by language; `issued` and `modified`
    (ISO 8601: a time in UTC, or a day) are left out where they are not known; `aliases` are the ids that it had before,
    the first one first; `license` is the address of the licence, `schema` that of the JSON Schema that `data` fits;
    `data` is the record as it is published, the same as in its record.json.
    """
    config = publication.config
    dates = publication.history.of(record)
    return {
        "status": PUBLISHED,
        "id": record.id,
        "guid": guid(config, record.collection, record.first_id),
        "collection": record.collection,
        "url": {code: record_uri(config, config.path(code) + record.address) for code in config.languages},
        **({"issued": dates.issued} if dates.issued else {}),
        **({"modified": dates.modified} if dates.modified else {}),
        "aliases": record.aliases,
        "license": config.licence.url,
        "schema": file_uri(config, publication.by_subject[record.collection].schema),
        "data": identified(record),
    }


def record_files(publication: Publication, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a record: its path below the site's root, and its bytes."""
    yield record_path(record.collection, record.id), json_bytes(envelope(publication, record))


def page_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of every collection."""
    for collection in publication.catalogue.collections.values():
        for number in page_numbers(len(collection.records)):
            yield collection_page(collection.name, number), _page(publication, collection, number)


def _page(publication: Publication, collection: Collection, number: int) -> bytes:
    records = on_page(collection.records, number)
    path = partial(collection_page, collection.name)
    head = list_head(publication.config, path, len(collection.records), number)
    items = [encode(envelope(publication, record)) for record in records]
    return page_bytes({"collection": collection.name, **head}, items)


def note_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield what stands at the address of each record that was renamed or withdrawn."""
    catalogue, config = publication.catalogue, publication.config
    for (collection, former), record in catalogue.former.items():
        now = {"address": file_uri(config, record_path(collection, record.id))}
        note = {"status": RENAMED, **renaming_data(config, former, record), **now}
        yield record_path(collection, former), json_bytes(note)
    for key, withdrawal in withdrawn_keys(catalogue):
        yield record_path(*key), json_bytes({"status": WITHDRAWN, **withdrawal_data(catalogue, withdrawal)})
