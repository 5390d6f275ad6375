"""`croissant.json`: Croissant 1.1, the tables for machine learning (https://docs.mlcommons.org/croissant/).

The records are read from the Parquet files, which have types: readers of CSV guess them, and make 123 of the code 0123.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from typing import Any
from urllib.parse import quote

from site_builder.addresses import DATA, file_uri
from site_builder.config import Config
from site_builder.datasets.citing import version_of
from site_builder.datasets.formats.citations import Kind, Reference, bibtex_bytes
from site_builder.datasets.publication import Distribution, Publication, Writer
from site_builder.datasets.tabular import sql
from site_builder.datasets.tabular.keys import Keys
from site_builder.datasets.tabular.tables import Table, table_name

_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"

_OWN_TERMS = (
    "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract", "field",
    "fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
    "parentField", "path", "readLines", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
    "sdVersion", "separator", "source", "subField", "transform", "unArchive", "value",
)  # fmt: skip

_CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _OWN_TERMS},
}
"""The context of the specification (appendix 1), with names and descriptions in several languages."""

_TYPES: Mapping[str, str] = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
"""Data types by those of Table Schema; anything else is text."""

_PARQUET = ("application/vnd.apache.parquet", "application/x-parquet")
"""The media type that is registered, and the one by which readers of Croissant know the format."""

Node = Mapping[str, Any]


def write(publication: Publication, writer: Writer) -> None:
    """Write the description of all tables, of which the CSV and Parquet files are written."""
    files = {one.path.removeprefix(f"{DATA}/"): one for one in writer.distributions}
    writer.write("croissant.json", croissant_bytes(publication, files), "Croissant")


def croissant_bytes(publication: Publication, files: Mapping[str, Distribution]) -> bytes:
    """Return the description of the tables that have rows, as JSON-LD. `files` are those of the data, by name."""
    config = publication.config
    day = publication.created.date().isoformat()
    publisher: dict[str, Any] = {"@type": "sc:Organization", "name": dict(config.publisher.name)}
    if config.publisher.url:
        publisher["url"] = config.publisher.url
    keywords = dict.fromkeys(word for words in config.keywords.values() for word in words)
    tables = [table for table in publication.tables if table.rows]
    listed = {table.name for table in tables}
    document: Node = {
        "@context": {"@language": config.language, **_CONTEXT},
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        "name": dict(config.title),
        "description": dict(config.description),
        "url": config.url,
        "license": config.licence.url,
        "creator": publisher,
        "publisher": publisher,
        "datePublished": day,
        "dateModified": day,
        "version": version_of(publication),
        "inLanguage": list(config.languages),
        **({"keywords": list(keywords)} if keywords else {}),
        "citeAs": _citation(publication, day),
        "distribution": [node for table in tables for node in _file_objects(config, table, files)],
        "recordSet": [_record_set(table, publication.keys[table.name], listed) for table in tables],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _citation(publication: Publication, day: str) -> str:
    config = publication.config
    publisher = config.text(config.publisher.name, config.language)
    whole = Reference(
        Kind.ENTRY,
        key=table_name(config.url.split("://", 1)[1].strip("/")),
        title=config.text(config.title, config.language),
        language=config.language,
        url=config.url,
        issued=day,
        authors=(publisher,),
        publisher=publisher,
    )
    return bibtex_bytes([whole]).decode()


def _file_objects(config: Config, table: Table, files: Mapping[str, Distribution]) -> Iterator[Node]:
    """Yield the two files of a table: that from which its records are read, and the same as CSV."""
    parquet, csv = files[f"{table.name}.parquet"], files[f"{table.name}.csv"]
    yield {**_file_object(config, parquet), "encodingFormat": list(_PARQUET), "sameAs": file_uri(config, csv.path)}
    yield {**_file_object(config, csv), "encodingFormat": csv.media_type}


def _file_object(config: Config, file: Distribution) -> Node:
    name = file.path.removeprefix(f"{DATA}/")
    return {
        "@type": "cr:FileObject",
        "@id": quote(name),
        "name": name,
        "contentUrl": file_uri(config, file.path),
        "contentSize": f"{file.size} B",
        "sha256": file.digest,
    }


def _record_set(table: Table, keys: Keys, listed: Set[str]) -> Node:
    references = {
        # By the file, as version 1.0 wrote it: mlcroissant 1.1 does not take a bare field, and fails at two tables that
        # refer to each other by their fields.
        key.columns[0]: _source(key.table, key.target[0])
        for key in keys.exact
        if len(key.columns) == 1 and key.table in listed
    }
    fields = []
    for column, kind, name in zip(table.columns, table.types, sql.column_names(table), strict=True):
        field: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": _field_id(table.name, column.name),
            "name": dict(column.label) or column.name,
            "dataType": "sc:URL" if column.format == "uri" else _TYPES.get(kind, "sc:Text"),
            "source": _source(table.name, name),
        }
        if column.help:
            field["description"] = dict(column.help)
        if column.name in references:
            field["references"] = references[column.name]
        fields.append(field)
    described: dict[str, Any] = {"@type": "cr:RecordSet", "@id": quote(table.name), "name": dict(table.title)}
    if keys.primary:
        described["key"] = [{"@id": _field_id(table.name, column)} for column in keys.primary]
    return {**described, "field": fields}


def _source(table: str, column: str) -> Node:
    return {"fileObject": {"@id": quote(f"{table}.parquet")}, "extract": {"column": column}}


def _field_id(table: str, column: str) -> str:
    return f"{quote(table)}/{quote(column, safe='')}"
