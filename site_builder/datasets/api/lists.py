"""What is no record in the API: data tables in pages, code lists whole, and the changes in pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from site_builder.addresses import concept_uri, file_uri
from site_builder.config import Config
from site_builder.datasets.api.encoding import (
    encoded,
    json_bytes,
    list_head,
    on_page,
    page_bytes,
    page_count,
    page_numbers,
)
from site_builder.datasets.api.paths import CHANGES_INDEX, changes_page, table_page, vocabulary_path
from site_builder.datasets.formats.changes import change_data
from site_builder.datasets.publication import Publication
from site_builder.history import Change
from site_builder.records import Concept, Vocabulary


def table_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of each data table: its rows, column → value."""
    for name, table in publication.catalogue.tables.items():
        path = partial(table_page, name)
        for number in page_numbers(len(table.rows)):
            head = {
                "table": name,
                "schema": file_uri(publication.config, publication.by_subject[name].schema),
                **list_head(publication.config, path, len(table.rows), number),
            }
            yield path(number), page_bytes(head, [*encoded(on_page(table.rows, number))])


def vocabulary_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield each code list, with all its concepts in their order."""
    config = publication.config
    for name, vocabulary in publication.catalogue.vocabularies.items():
        about = config.vocabularies.get(name)
        data = {
            "vocabulary": name,
            "title": about.title if about else {config.language: name},
            **({"source": about.source} if about and about.source else {}),
            **({"license": about.licence} if about and about.licence else {}),
            "total": len(vocabulary.concepts),
            "concepts": [_concept(config, vocabulary, concept) for concept in vocabulary.concepts.values()],
        }
        yield vocabulary_path(name), json_bytes(data)


def _concept(config: Config, vocabulary: Vocabulary, concept: Concept) -> Mapping[str, Any]:
    """Return a concept: what is not known of it is left out. Successors are concepts of the same list."""
    successors = [
        {"scheme": scheme, "code": code, "uri": concept_uri(config, scheme, code)}
        for scheme, code in concept.successors
        if (scheme, code) in vocabulary.concepts
    ]
    said: dict[str, Any] = {
        "uri": concept_uri(config, concept.scheme, concept.code),
        "scheme": concept.scheme,
        "version": concept.version,
        "code": concept.code,
        "labels": concept.labels,
        "parent": concept.parent,
        "valid_from": concept.valid_from,
        "valid_until": concept.valid_until,
        "successors": successors,
    }
    return {key: value for key, value in said.items() if value}


def changes_files(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the changes, the oldest first, and an index of them.

    A page that another follows never changes again, but where a person is no longer to be named: it says nothing of
    how many there are, nor of the next. The index has the first and the last number and moment of each page, so that
    who knows a day finds the page.
    """
    config, changes = publication.config, publication.history.changes
    pages = pages_of_changes(changes)
    for number, told in pages.items():
        items = [change_data(config, change) for change in told]
        head = {"page": number, "previous": file_uri(config, changes_page(number - 1)) if number > 1 else None}
        yield changes_page(number), page_bytes(head, [*encoded(items)])
    spans = [_span(config, number, told) for number, told in pages.items()]
    index = {
        "total": len(changes),
        "pages": len(pages),
        "basis": publication.history.basis.value,
        **({"latest": changes[-1].number} if changes else {}),
        "spans": spans,
    }
    yield CHANGES_INDEX, json_bytes(index)


def pages_of_changes(changes: Sequence[Change]) -> Mapping[int, Sequence[Change]]:
    """Return the changes by their pages: number n stands on page (n + 99) // 100, whatever numbers are not told.

    So who has read as far as n begins there, and what is no longer told moves nothing to another page.
    """
    latest = changes[-1].number if changes else 0
    pages: dict[int, list[Change]] = {page: [] for page in page_numbers(latest)}
    for change in changes:
        pages[page_count(change.number)].append(change)
    return pages


def _span(config: Config, number: int, changes: Sequence[Change]) -> Mapping[str, Any]:
    """Return what a page of the changes holds: the first and the last change, unless it is empty."""
    ends = [("first", changes[0]), ("last", changes[-1])] if changes else []
    return {
        "page": number,
        "address": file_uri(config, changes_page(number)),
        **{name: {"number": change.number, "moment": change.moment} for name, change in ends},
    }
