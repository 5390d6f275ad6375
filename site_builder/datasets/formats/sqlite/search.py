"""Full text: a table of all records with their texts, and an index over it that takes words without their marks.

    SELECT collection, id, title_vi FROM search WHERE search MATCH 'nuoc mam' ORDER BY rank;

finds what has both words, the best first (https://www.sqlite.org/fts5.html, 3); a word may be typed with its marks as
well. Latin letters are folded as `vietnamese.fold` does it: SQLite takes the marks off, but to it đ is a letter of its
own, and so is told to be d.
"""

# ruff: noqa: S608 — every name is quoted where names are given (`naming`)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import Any

from site_builder.addresses import record_uri
from site_builder.datasets.formats.sqlite.naming import RECORDS, SEARCH, Names
from site_builder.datasets.publication import Publication
from site_builder.datasets.tabular import sql
from site_builder.records import Catalogue, Record, Shape
from site_builder.records.record import field_values

_WEIGHTS = {"title": 10.0, "summary": 4.0}
"""How much more than elsewhere a word counts in these, for the order of what is found."""


def write_search(database: Connection, publication: Publication, names: Names) -> None:
    """Write `records` and its index `search`, which shows the columns of `records`."""
    config = publication.config
    titles, summaries = ([f"{name}_{language}" for language in config.languages] for name in ("title", "summary"))
    indexed = [*map(sql.quoted, (*titles, *summaries)), "texts"]
    records, search = names.own[RECORDS], names.own[SEARCH]
    database.execute(
        f"CREATE TABLE {records} (number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, "
        f"url TEXT NOT NULL, {', '.join(f'{name} TEXT' for name in indexed)}, UNIQUE (collection, id)) STRICT"
    )
    # `content="…"` in double quotes is how Datasette finds the index of a table.
    database.execute(
        f"CREATE VIRTUAL TABLE {search} USING fts5(collection UNINDEXED, id UNINDEXED, url UNINDEXED, "
        f"{', '.join(indexed)}, content={records}, content_rowid=number, tokenize='unicode61 remove_diacritics 2')"
    )
    rows = list(_rows(publication))
    marks = ", ".join("?" * (4 + len(indexed)))
    database.executemany(f"INSERT INTO {records} VALUES ({marks})", rows)
    into = f"INSERT INTO {search} (rowid, {', '.join(indexed)}) VALUES (?{', ?' * len(indexed)})"
    database.executemany(into, ([number, *map(_folded, texts)] for number, _, _, _, *texts in rows))
    weights = [0.0] * 3 + [_WEIGHTS[name] for name in _WEIGHTS for _ in config.languages] + [1.0]
    rank = f"bm25({', '.join(map(str, weights))})"
    database.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('rank', ?)", [rank])
    database.execute(f"INSERT INTO {search} ({search}) VALUES ('optimize')")


def _rows(publication: Publication) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `records`: number, collection, id, address, titles, summaries, the other texts."""
    catalogue, config = publication.catalogue, publication.config
    for number, record in enumerate(catalogue.records, start=1):
        summary = record.data.get(catalogue.schema(record).summary) or {}
        if not isinstance(summary, Mapping):
            summary = {config.language: str(summary)}
        title = catalogue.title(record)
        yield (
            number,
            record.collection,
            record.id,
            record_uri(config, record.address),
            *(title.get(language) for language in config.languages),
            *(summary.get(language) for language in config.languages),
            "\n".join(_texts(catalogue, record)),
        )


def _texts(catalogue: Catalogue, record: Record) -> Iterator[str]:
    """Yield the other texts of a record: in every language, with the labels of its codes and of what it refers to."""
    schema = catalogue.schema(record)
    for field, pointer, value in field_values(schema.fields, record.data):
        match field.shape:
            case Shape.TRANSLATED if pointer not in {(schema.title,), (schema.summary,)}:
                for text in value.values():
                    yield ", ".join(text) if isinstance(text, list) else text
            case Shape.TEXT if pointer not in {(schema.title,), (schema.summary,)} and field.name != "scheme":
                yield str(value)
            case Shape.CODE | Shape.CODING if concept := catalogue.concept(field, value):
                yield from concept.labels.values()
            case Shape.REFERENCE if other := catalogue.find(field.refers_to, value):
                yield from catalogue.title(other).values()


def _folded(text: str | None) -> str | None:
    """Return a text for the index: with đ as d, and behind it once more the words that have one, as they are."""
    if not text:
        return text
    plain = text.replace("đ", "d").replace("Đ", "D")
    if plain == text:
        return text
    return " ".join([plain, *(word for word in text.split() if "đ" in word or "Đ" in word)])
