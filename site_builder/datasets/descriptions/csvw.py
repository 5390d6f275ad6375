"""`csvw-metadata.json`: CSV on the Web (https://www.w3.org/TR/tabular-metadata/), a second opinion on the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from site_builder.addresses import DATA
from site_builder.config import Translated
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.columns import Column, ForeignKey
from site_builder.datasets.tabular.keys import Keys
from site_builder.datasets.tabular.tables import Table

_DATATYPES: Mapping[str, str] = {
    "integer": "integer",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
    "yearmonth": "gYearMonth",
    "array": "json",
}
"""Built-in datatypes by the types of Table Schema; anything else is a string."""

_DIALECT: Mapping[str, Any] = {
    "encoding": "utf-8",
    "lineTerminators": ["\r\n"],
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "skipBlankRows": False,
    "skipInitialSpace": False,
    "trim": False,
}
"""How the files are to be read. Specifications and readers differ in what they take for granted."""

_NAME = re.compile(r"(?!_)[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
"""What a variable of a URI template may be called (RFC 6570, 2.3), and so a column."""

_UNKNOWN_LANGUAGE = "und"

Description = Mapping[str, Any]


def write(publication: Publication, writer: Writer) -> None:
    """Write the description of all tables."""
    files = {table.name: writer.csv_of(table).path.removeprefix(f"{DATA}/") for table in publication.tables}
    writer.write("csvw-metadata.json", csvw_bytes(publication, files), "CSV on the Web")


def csvw_bytes(publication: Publication, files: Mapping[str, str]) -> bytes:
    """Return the description of a group of tables, as JSON. `files` are their CSV files, beside it, by table."""
    config = publication.config
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": config.language}],
        "dc:title": _tagged(config.title),
        "dc:description": _tagged(config.description),
        "dc:license": {"@id": config.licence.url},
        "dc:publisher": _tagged(config.publisher.name),
        "dc:modified": {"@value": publication.moment, "@type": "xsd:dateTime"},
        "dc:source": {"@id": config.url},
        "dialect": _DIALECT,
        "null": "",
        "tables": [_table(table, publication.keys[table.name], files) for table in publication.tables],
    }
    return (json.dumps(group, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table, keys: Keys, files: Mapping[str, str]) -> Description:
    schema: dict[str, Any] = {
        "columns": [
            _column(column, kind, filled=filled)
            for column, kind, filled in zip(table.columns, table.types, table.filled, strict=True)
        ]
    }
    if keys.primary:
        schema["primaryKey"] = [_name(column) for column in keys.primary]
    if keys.exact:
        schema["foreignKeys"] = [_foreign_key(key, files) for key in keys.exact]
    return {"url": files[table.name], "dc:title": _tagged(table.title), "tableSchema": schema}


def _column(column: Column, kind: str, *, filled: bool) -> Description:
    datatype = "anyURI" if column.format == "uri" else _DATATYPES.get(kind, "string")
    described: dict[str, Any] = {"name": _name(column.name), "datatype": datatype}
    # Readers find a column by its name or by a title, of which one in no known language fits any. Where the name is not
    # the head of the file, they go by a title that has no language at all.
    if described["name"] == column.name:
        described["titles"] = {_UNKNOWN_LANGUAGE: column.name, **column.label}
    else:
        described |= {"titles": column.name, "dc:title": _tagged(column.label)}
    if column.language:
        described["lang"] = column.language
    if filled:
        described["required"] = True
    if column.help:
        described["dc:description"] = _tagged(column.help)
    return described


def _foreign_key(key: ForeignKey, files: Mapping[str, str]) -> Description:
    target = {"resource": files[key.table], "columnReference": [_name(column) for column in key.target]}
    return {"columnReference": [_name(column) for column in key.columns], "reference": target}


def _name(column: str) -> str:
    """Return the name of a column as a URI template takes it: what it does not take is percent-encoded."""
    if _NAME.fullmatch(column):
        return column
    encoded = quote(column, safe="").replace("-", "%2D").replace("~", "%7E")
    return "%5F" + encoded[1:] if encoded.startswith("_") else encoded


def _tagged(text: Translated) -> Sequence[Mapping[str, str]]:
    return [{"@value": words, "@language": language} for language, words in text.items()]
