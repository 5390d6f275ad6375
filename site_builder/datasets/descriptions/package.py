"""`datapackage.json`: Data Package v2, inside what readers of version 1 understand (https://datapackage.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.addresses import CODE_LISTS_SUBJECT, DATA
from site_builder.config import Config, Translated, VocabularyAbout
from site_builder.datasets.publication import Distribution, Publication, Writer
from site_builder.datasets.tabular.columns import Column
from site_builder.datasets.tabular.tables import Table, table_name

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
"""What the profile takes as the name of a licence; any other is a title."""

Resource = Mapping[str, Any]


def write(publication: Publication, writer: Writer) -> None:
    """Write the descriptor of all tables."""
    resources = [resource(publication.config, table, writer.csv_of(table)) for table in publication.tables]
    writer.write("datapackage.json", package_bytes(publication, resources), "Data Package")


def package_bytes(publication: Publication, resources: Sequence[Resource]) -> bytes:
    """Return the descriptor of the whole package, as JSON."""
    config = publication.config
    keywords = dict.fromkeys(word for words in config.keywords.values() for word in words)
    publisher = {"title": _main(config, config.publisher.name), "roles": ["publisher"]}
    if config.publisher.url:
        publisher["path"] = config.publisher.url
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": table_name(config.url.split("://", 1)[1].strip("/")),
        "id": config.url + "data/datapackage.json",
        "title": _main(config, config.title),
        "titles": dict(config.title),
        "description": _main(config, config.description),
        "descriptions": dict(config.description),
        "homepage": config.url,
        "created": publication.moment,
        **({"keywords": list(keywords)} if keywords else {}),
        "licenses": [_licence(config.licence.id, config.licence.title, config.licence.url)],
        "contributors": [publisher],
        "resources": list(resources),
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def resource(config: Config, table: Table, file: Distribution) -> Resource:
    """Return the descriptor of a table's CSV file, with its Table Schema."""
    about = config.vocabularies.get(table.part) if table.subject == CODE_LISTS_SUBJECT else None
    return {
        "$schema": RESOURCE_PROFILE,
        "name": table_name(table.name),
        "title": _main(config, table.title),
        "titles": dict(table.title),
        "path": file.path.removeprefix(f"{DATA}/"),
        "type": "table",
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        **(_provenance(config, about) if about else {}),
        "schema": _table_schema(config, table),
    }


def _provenance(config: Config, about: VocabularyAbout) -> Resource:
    """Return where a code list that others made comes from, and under which licence."""
    found: dict[str, Any] = {}
    if about.source:
        found["sources"] = [{"title": _main(config, about.title), "path": about.source}]
    if about.licence and (about.source or _LICENCE_NAME.fullmatch(about.licence)):
        found["licenses"] = [_licence(about.licence, about.licence, about.source)]
    return found


def _licence(name: str, title: str, path: str | None) -> Mapping[str, str]:
    named = {"name": name} if _LICENCE_NAME.fullmatch(name) else {}
    return {**named, **({"path": path} if path else {}), "title": title}


def _main(config: Config, text: Translated) -> str:
    return config.text(text, config.language)


def _table_schema(config: Config, table: Table) -> Resource:
    # JSON Schema takes an empty text for a required one. CSV cannot tell it from none: such a column is not required.
    filled_columns = [
        column.required and all(row[index] is not None for row in table.rows)
        for index, column in enumerate(table.columns)
    ]
    schema: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [
            _field(config, column, filled=filled) for column, filled in zip(table.columns, filled_columns, strict=True)
        ],
        **({"primaryKey": list(table.key)} if table.key else {}),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                # An empty name is the table itself: version 1 asks for it, version 2 takes it.
                "reference": {
                    "resource": "" if key.table == table.name else table_name(key.table),
                    "fields": list(key.target),
                },
            }
            for key in table.foreign_keys
        ]
    return {**schema, "missingValues": [""]}


def _field(config: Config, column: Column, *, filled: bool) -> Resource:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "format": column.format}
    if column.label:
        field |= {"title": _main(config, column.label), "titles": dict(column.label)}
    if column.help:
        field |= {"description": _main(config, column.help), "descriptions": dict(column.help)}
    if filled:
        field["constraints"] = {"required": True}
    return field
