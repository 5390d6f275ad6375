"""`datapackage.json`: Data Package v2, inside what readers of version 1 understand (https://datapackage.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.addresses import CODE_LISTS_SUBJECT, DATA
from site_builder.config import Config, Translated, VocabularyAbout
from site_builder.datasets.citing import version_of
from site_builder.datasets.publication import Distribution, Publication, Writer
from site_builder.datasets.tabular.keys import Keys
from site_builder.datasets.tabular.table_schema import table_schema
from site_builder.datasets.tabular.tables import Table, table_name

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"

_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
"""What the profile takes as the name of a licence; any other is a title."""

Resource = Mapping[str, Any]


def write(publication: Publication, writer: Writer) -> None:
    """Write the descriptor of all tables."""
    writer.write("datapackage.json", package_bytes(publication, resources(publication, writer)), "Data Package")


def resources(publication: Publication, writer: Writer) -> list[Resource]:
    """Return the descriptors of all tables, of which the CSV files are written."""
    config, keys = publication.config, publication.keys
    return [resource(config, table, keys[table.name], writer.csv_of(table)) for table in publication.tables]


def package_bytes(publication: Publication, tables: Sequence[Resource]) -> bytes:
    """Return the descriptor of the whole package, as JSON."""
    config = publication.config
    keywords = dict.fromkeys(word for words in config.keywords.values() for word in words)
    publisher = {"title": _main(config, config.publisher.name), "roles": ["publisher"]}
    if config.publisher.url:
        publisher["path"] = config.publisher.url
    sources = [source for table in tables for source in table.get("sources", ())]
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": package_name(config),
        "id": config.url + "data/datapackage.json",
        "title": _main(config, config.title),
        "titles": dict(config.title),
        "description": _main(config, config.description),
        "descriptions": dict(config.description),
        "homepage": config.url,
        "version": version_of(publication),
        "created": publication.moment,
        **({"keywords": list(keywords)} if keywords else {}),
        "licenses": [_licence(config.licence.id, config.licence.title, config.licence.url)],
        "contributors": [publisher],
        **({"sources": sources} if sources else {}),
        "resources": list(tables),
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def package_name(config: Config) -> str:
    """Return what the package calls itself: the address of the catalogue as a name."""
    return table_name(config.url.split("://", 1)[1].strip("/"))


def resource(config: Config, table: Table, keys: Keys, file: Distribution) -> Resource:
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
        "schema": table_schema(config, table, keys),
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
