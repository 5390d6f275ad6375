"""What the database is, and what its tables and columns are called in every language."""

# ruff: noqa: S608 — every name is quoted where names are given (`naming`)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from site_builder.config import Translated
from site_builder.datasets.citing import citation, version_of
from site_builder.datasets.formats.sqlite.naming import ABOUT, LABELS, Names
from site_builder.datasets.publication import Publication
from site_builder.datasets.tabular import sql


def write_about(database: Connection, publication: Publication, names: Names) -> None:
    """Write `about`: by name and language ("" where there is none) the title, the licence, the time and so on."""
    table = names.own[ABOUT]
    database.execute(
        f"CREATE TABLE {table} (name TEXT, language TEXT, value TEXT NOT NULL, PRIMARY KEY (name, language)) STRICT"
    )
    database.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", _facts(publication))


def _facts(publication: Publication) -> Iterator[tuple[str, str, str]]:
    config = publication.config
    translated = {
        "title": config.title,
        "description": config.description,
        "notice": config.notice,
        "publisher": config.publisher.name,
        "citation": {language: citation(publication, language) for language in config.languages},
    }
    for name, text in translated.items():
        yield from ((name, language, words) for language, words in text.items())
    yield "url", "", config.url
    yield "licence", "", config.licence.title
    yield "licence_url", "", config.licence.url
    yield "version", "", version_of(publication)
    yield "created", "", publication.moment


def write_labels(database: Connection, publication: Publication, names: Names) -> None:
    """Write `labels`: a row a table, where `column_name` is empty, and a row a column, with labels and explanations.

    `type` is that of Table Schema.
    """
    languages = publication.config.languages
    table = names.own[LABELS]
    texts = [sql.quoted(f"{name}_{language}") for name in ("label", "description") for language in languages]
    database.execute(
        f"CREATE TABLE {table} (table_name TEXT, column_name TEXT, type TEXT, "
        f"{', '.join(f'{text} TEXT' for text in texts)}, PRIMARY KEY (table_name, column_name)) STRICT"
    )
    marks = ", ".join("?" * (3 + len(texts)))
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", _labels(publication))


def _labels(publication: Publication) -> Iterator[Sequence[str | None]]:
    def in_each(text: Translated | None) -> list[str | None]:
        return [(text or {}).get(language) for language in publication.config.languages]

    for dataset in publication.datasets:
        for table in dataset.tables:
            about = None if table.part else dataset.description
            yield table.name, "", None, *in_each(table.title), *in_each(about)
            for column, kind in zip(table.columns, table.types, strict=True):
                yield table.name, column.name, kind, *in_each(column.label), *in_each(column.help)
