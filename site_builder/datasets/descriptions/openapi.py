"""`openapi.json`: what the site's JSON is, for programs that make a client of it (OpenAPI 3.1, https://spec.openapis.org).

Every example is a real response: what was written to the site. An example of a response has the same name as the
examples of the parameters that lead to it. The schemas of the records stand in the document, so that it is whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from site_builder.addresses import DATA, RECORD_JSON, RECORD_JSONLD, SCHEMAS
from site_builder.config import Config, Translated
from site_builder.datasets.api import paths
from site_builder.datasets.api.components import Schema, components, data_component, ref
from site_builder.datasets.api.index import OPENAPI
from site_builder.datasets.api.lists import pages_of_changes
from site_builder.datasets.descriptions.dcat_terms import Desk
from site_builder.datasets.media import media_type
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.tables import words
from site_builder.records import Catalogue

VERSION = "1.0.0"
"""Of the API, of which the addresses name the first number."""

_DESCRIPTIONS = (
    "catalog.jsonld",
    "data.json",
    "linkset.json",
    *(f"{DATA}/{name}.json" for name in ("catalogue", "croissant", "csvw-metadata", "datapackage", "withdrawn")),
)
"""JSON that describes the catalogue or its files. Some of it is written after this."""

Values = Mapping[str, str]
"""What the parameters of a path stand for."""


@dataclass(frozen=True)
class Operation:
    """A kind of file: `path` is below the site's root, with parameters in braces.

    `known` has the values of the parameters that have few. Each example is a file that there is.
    """

    name: str
    path: str
    summary: Translated
    schema: Schema
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Sequence[Values] = ()

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)


def write(publication: Publication, writer: Writer) -> None:
    """Write the description at the site's root, once all that it describes is written."""
    text = json.dumps(openapi(publication, writer), ensure_ascii=False, indent=1) + "\n"
    writer.write_at(OPENAPI, text.encode(), "Description of the API (OpenAPI)")


def openapi(publication: Publication, writer: Writer) -> Mapping[str, Any]:
    """Return the document. `writer` has written the site that it describes."""
    catalogue, config = publication.catalogue, publication.config
    static = words(catalogue, "The files are static: no key is needed, and a script of any site may read them.")
    about = {code: f"{config.text(config.description, code)} {static[code]}" for code in config.languages}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": config.text(config.title, config.language),
            "description": _in_all_languages(config, about),
            "version": VERSION,
            "contact": _contact(config),
            "license": {"name": config.licence.title, "url": config.licence.url},
        },
        "servers": [{"url": config.url.removesuffix("/")}],
        "paths": {f"/{one.path}": _path(catalogue, writer, one) for one in operations(publication, writer)},
        "components": {"schemas": components(catalogue)},
    }


def operations(publication: Publication, writer: Writer) -> Iterator[Operation]:
    """Yield the kinds of files, those of the API first."""
    catalogue = publication.catalogue
    yield Operation(
        "getIndex", paths.INDEX, words(catalogue, "What the catalogue holds, and where it is"), ref("Index"),
        examples=[{}],
    )  # fmt: skip
    if catalogue.collections:
        yield from _of_collections(catalogue, writer)
    if catalogue.tables:
        yield from _of_tables(catalogue, writer)
    if catalogue.vocabularies:
        path = paths.vocabulary_path("{vocabulary}")
        known = {"vocabulary": [*catalogue.vocabularies]}
        yield Operation(
            "getVocabulary", path, words(catalogue, "A code list with all its concepts"), ref("Vocabulary"), known,
            _smallest(writer, path, ({"vocabulary": n} for n, one in catalogue.vocabularies.items() if one.concepts)),
        )  # fmt: skip
    yield from _of_changes(publication, writer)
    for path in _DESCRIPTIONS:
        name = re.sub(r"\W+(\w)", lambda match: match[1].upper(), f"get/{path.removesuffix('.json')}")
        summary = words(catalogue, "A description of the catalogue or of its files")
        yield Operation(name, path, summary, {"type": ["object", "array"]})


def _of_collections(catalogue: Catalogue, writer: Writer) -> Iterator[Operation]:
    known = {"collection": [*catalogue.collections]}
    # A person has not consented to be an example in a file that others copy.
    filled = [one for one in catalogue.collections.values() if one.records and not one.schema.consent]
    page, record = paths.collection_page("{collection}", "{page}"), paths.record_path("{collection}", "{id}")
    first_pages = [{"collection": one.name, "page": "1"} for one in filled]
    yield Operation(
        "getRecords", page, words(catalogue, "A page of the records of a collection"), ref("RecordsPage"), known,
        _smallest(writer, page, first_pages),
    )  # fmt: skip
    keys = [{"collection": one.collection, "id": one.id} for collection in filled for one in collection.records[:1]]
    gone = [
        {"collection": collection, "id": record_id}
        for places in (catalogue.former, catalogue.withdrawn)
        for collection, record_id in [key for key in places if catalogue.collections[key[0]].schema.consent is None][:1]
    ]
    published = _smallest(writer, record, keys)
    yield Operation(
        "getRecord", record, words(catalogue, "One record, or a note of where it went"), ref("Record"), known,
        [*published, *gone],
    )  # fmt: skip
    data = {"anyOf": [ref(data_component(name)) for name in catalogue.collections]}
    beside, linked = f"{{collection}}/{{id}}/{RECORD_JSON}", f"{{collection}}/{{id}}/{RECORD_JSONLD}"
    yield Operation("getRecordData", beside, words(catalogue, "The data of one record"), data, known, published)
    yield Operation(
        "getLinkedData", linked, words(catalogue, "The data of one record as linked data"),
        {"type": ["object", "array"]}, known, published,
    )  # fmt: skip
    whole, lines = f"{DATA}/{{collection}}.json", f"{DATA}/{{collection}}.jsonl"
    yield Operation(
        "getAllRecords", whole, words(catalogue, "All records of a collection"), {"type": "array", "items": data}, known
    )
    yield Operation(
        "getRecordLines", lines, words(catalogue, "All records of a collection, one a line"), {"type": "string"}, known
    )
    path = f"{SCHEMAS}/{{collection}}.schema.json"
    yield Operation(
        "getSchema", path, words(catalogue, "The JSON Schema of the records of a collection"), {"type": "object"}, known
    )


def _of_tables(catalogue: Catalogue, writer: Writer) -> Iterator[Operation]:
    known = {"table": [*catalogue.tables]}
    page = paths.table_page("{table}", "{page}")
    first_pages = [{"table": name, "page": "1"} for name, one in catalogue.tables.items() if one.rows]
    yield Operation(
        "getRows", page, words(catalogue, "A page of the rows of a data table"), ref("RowsPage"), known,
        _smallest(writer, page, first_pages),
    )  # fmt: skip
    path = f"{SCHEMAS}/tables/{{table}}.json"
    yield Operation(
        "getTableSchema", path, words(catalogue, "The Table Schema of a data table"), {"type": "object"}, known
    )


def _of_changes(publication: Publication, writer: Writer) -> Iterator[Operation]:
    catalogue, page = publication.catalogue, paths.changes_page("{page}")
    index = words(catalogue, "How many changes there are, and on which page each stands")
    yield Operation("getChangesIndex", paths.CHANGES_INDEX, index, ref("ChangesIndex"), examples=[{}])
    pages = [{"page": str(number)} for number in pages_of_changes(publication.history.changes)]
    yield Operation(
        "getChanges", page, words(catalogue, "A page of the changes, the oldest first"), ref("ChangesPage"),
        examples=_smallest(writer, page, pages),
    )  # fmt: skip


def _smallest(writer: Writer, path: str, values: Iterable[Values]) -> list[Values]:
    """Return what leads to the smallest of some files, which is easiest to read; nothing where there is none."""
    found = [(((writer.site / path.format(**one)).stat().st_size), number, one) for number, one in enumerate(values)]
    return [one for _, _, one in sorted(found, key=lambda each: each[:2])[:1]]


def _path(catalogue: Catalogue, writer: Writer, one: Operation) -> Mapping[str, Any]:
    """Return what can be asked of a path."""
    config = catalogue.config
    named = {"-".join(values.values()) or "whole": values for values in one.examples}
    examples = {
        name: {"value": json.loads((writer.site / one.path.format(**values)).read_bytes())}
        for name, values in named.items()
    }
    content = {"schema": one.schema, **({"examples": examples} if examples else {})}
    summary = config.text(one.summary, config.language)
    none = words(catalogue, "There is no such file.")
    return {
        "get": {
            "operationId": one.name,
            "summary": summary,
            "description": _in_all_languages(config, one.summary),
            **({"parameters": [_parameter(one, name, named) for name in one.parameters]} if one.parameters else {}),
            "responses": {
                "200": {"description": summary, "content": {media_type(one.path).name: content}},
                "404": {"description": config.text(none, config.language)},
            },
        }
    }


def _parameter(one: Operation, name: str, named: Mapping[str, Values]) -> Mapping[str, Any]:
    schema: dict[str, Any] = {"type": "integer", "minimum": 1} if name == "page" else {"type": "string"}
    if name in one.known:
        schema["enum"] = [*one.known[name]]
    examples = {key: {"value": int(values[name]) if name == "page" else values[name]} for key, values in named.items()}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": schema,
        **({"examples": examples} if examples else {}),
    }


def _contact(config: Config) -> Mapping[str, str]:
    """Return the public desk of the publisher, or the site where none is known."""
    desk = Desk(config)
    kind = {"email": desk.email.removeprefix("mailto:")} if desk.email else {"url": desk.url}
    return {"name": config.text(desk.name, config.language), **kind}


def _in_all_languages(config: Config, texts: Translated) -> str:
    return "\n\n".join(dict.fromkeys(config.text(texts, code) for code in config.languages))
