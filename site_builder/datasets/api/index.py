"""The entry of the API: what the catalogue holds, where each thing is, and from which files it can be built again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.addresses import CODE_LISTS_SUBJECT, DATA, catalogue_uri, file_uri
from site_builder.datasets.api.encoding import json_bytes, page_count
from site_builder.datasets.api.paths import (
    CHANGES_INDEX,
    INDEX,
    changes_page,
    collection_page,
    table_page,
    vocabulary_path,
)
from site_builder.datasets.formats.about import CATALOGUE_JSON, WITHDRAWN_JSON, map_files
from site_builder.datasets.formats.changes import CHANGES_FILE
from site_builder.datasets.formats.schemas import schema_files
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import vocabulary_name
from site_builder.datasets.tabular.tables import table_name

OPENAPI = "openapi.json"


def write_index(publication: Publication, writer: Writer) -> None:
    """Write the entry, once what it speaks of is written."""
    writer.put(INDEX, json_bytes(index_data(publication, writer)))


def index_data(publication: Publication, writer: Writer) -> Mapping[str, Any]:
    """Return the entry of the API.

    - `id` (of the catalogue as a thing), `url` (its home page), `title`, `description`, `languages` (the main one
      first), `license` (`id`, `title`, `url`), `publisher` (`name`, and where known `url`, `contact`), and `built`
      (the time of the data, ISO 8601 in UTC);
    - `collections`, `tables`, `vocabularies`: of each `name`, `title`, `total` and `address`: of the first page of
      records or rows, or of the whole code list. Collections and tables also have `description`, `pages`, `url` (of
      the page for readers) and `schema`;
    - `changes`: `total`, the `address` of their index, and that of the `first` page;
    - `openapi`: where all this is described;
    - `sources`: the files from which the same catalogue can be built again. Of each: `kind`, `name`, `address`,
      `sha256` (hex) and `bytes`. The kinds, in this order, and what a file of the kind is called in a catalogue:
        - `catalogue`: `catalogue/catalogue.yml`, as JSON;
        - `schema`: `schemas/<name>` (JSON Schema; its `$id` is not of the source);
        - `table-schema`: `schemas/tables/<name>` (Table Schema; its `$schema`, and `title` and `description` of the
          fields, are not of the source);
        - `records`: all records of the collection `<name>`, one a line of JSON, each with its `id`:
          `catalogue/<name>/<id>.yml`;
        - `table`: `catalogue/tables/<name>.csv`;
        - `vocabulary`: `catalogue/vocabularies/<name>.csv`;
        - `map`: `catalogue/<name>`, as `map` in catalogue.yml names it;
        - `withdrawn`: `catalogue/withdrawn.yml`, as JSON;
        - `changes`: the change log as JSON Lines, which no catalogue has as a file.
    """
    config = publication.config
    publisher = {"name": config.publisher.name, "url": config.publisher.url, "contact": config.publisher.contact}
    return {
        "id": catalogue_uri(config),
        "url": config.url,
        "title": config.title,
        "description": config.description,
        "languages": config.languages,
        "license": {"id": config.licence.id, "title": config.licence.title, "url": config.licence.url},
        "publisher": {key: value for key, value in publisher.items() if value},
        "built": publication.moment,
        "openapi": file_uri(config, OPENAPI),
        "collections": [*_collections(publication)],
        "tables": [*_tables(publication)],
        "vocabularies": [*_vocabularies(publication)],
        "changes": {
            "total": len(publication.history.changes),
            "address": file_uri(config, CHANGES_INDEX),
            "first": file_uri(config, changes_page(1)),
        },
        "sources": [*_sources(publication, writer)],
    }


def _collections(publication: Publication) -> Iterator[Mapping[str, Any]]:
    for name, collection in publication.catalogue.collections.items():
        yield _paged(publication, name, collection_page(name, 1), len(collection.records))


def _tables(publication: Publication) -> Iterator[Mapping[str, Any]]:
    for name, table in publication.catalogue.tables.items():
        yield _paged(publication, name, table_page(name, 1), len(table.rows))


def _paged(publication: Publication, name: str, path: str, total: int) -> Mapping[str, Any]:
    config, dataset = publication.config, publication.by_subject[name]
    return {
        "name": name,
        "title": dataset.title,
        "description": dataset.description,
        "total": total,
        "pages": page_count(total),
        "address": file_uri(config, path),
        "url": {code: file_uri(config, config.path(code) + dataset.address) for code in config.languages},
        "schema": file_uri(config, dataset.schema),
    }


def _vocabularies(publication: Publication) -> Iterator[Mapping[str, Any]]:
    if CODE_LISTS_SUBJECT not in publication.by_subject:
        return
    for table in publication.by_subject[CODE_LISTS_SUBJECT].tables:
        yield {
            "name": table.part,
            "title": table.title,
            "total": len(table.source),
            "address": file_uri(publication.config, vocabulary_path(table.part)),
        }


def _sources(publication: Publication, writer: Writer) -> Iterator[Mapping[str, Any]]:
    """Yield the files from which the catalogue can be built again."""
    for kind, name, path in _source_paths(publication):
        data = (writer.site / path).read_bytes()
        yield {
            "kind": kind,
            "name": name,
            "address": file_uri(publication.config, path),
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
        }


def _source_paths(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and path of each file."""
    catalogue = publication.catalogue
    yield "catalogue", CATALOGUE_JSON, f"{DATA}/{CATALOGUE_JSON}"
    for path, _ in schema_files(publication):
        folder, _, name = path.rpartition("/")
        yield "table-schema" if folder.endswith("tables") else "schema", name, path
    for name in catalogue.collections:
        yield "records", name, f"{DATA}/{name}.jsonl"
    for name in catalogue.tables:
        yield "table", name, f"{DATA}/{table_name(name)}.csv"
    for name in catalogue.vocabularies:
        yield "vocabulary", name, f"{DATA}/{vocabulary_name(name)}.csv"
    for name, _ in map_files(publication):
        yield "map", name, f"{DATA}/{name}"
    yield "withdrawn", WITHDRAWN_JSON, f"{DATA}/{WITHDRAWN_JSON}"
    yield "changes", CHANGES_FILE, f"{DATA}/{CHANGES_FILE}"
