"""A collection by the codes of one of its fields: every code a heading, also one that no record has yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from site_builder.i18n import within_sentence
from site_builder.pages.codes import label_of
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.dataset import part_of_dataset
from site_builder.pages.views.lists import (
    ListItem,
    directory_address,
    directory_links,
    in_order,
    list_item,
)
from site_builder.pages.views.rendering import icon, render
from site_builder.records import Collection, Concept, Field, Record, facet_code, facet_concepts, facet_name, is_listed

MOST_HEADINGS = 60
"""Of a longer code list, the codes that no record has are left out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A code as a heading: its label, its anchor on the page, and the records below it."""

    label: str
    anchor: str
    items: Sequence[ListItem]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two fields against each other: the labels of the columns, and a row a code of the other field.

    A cell is the number of records and, where there is one, the address of the search for them.
    """

    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[int, str]]]]


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield a page for each field by which a collection that has records is to be grouped."""
    for collection in site.catalogue.collections.values():
        if collection.records:
            for name in collection.schema.group_by:
                yield _page(site, collection, collection.schema.field(name))


def menu(_site: Site) -> Iterator[tuple[str, str]]:
    """Yield nothing: a directory is reached from the list of its collection."""
    yield from ()


def _page(site: Site, collection: Collection, field: Field) -> PageTexts:
    schema, say = collection.schema, site.say
    address = directory_address(collection.name, field.name)
    up = to_root(address)
    records = [record for record in in_order(site, collection.records) if is_listed(site.catalogue, record)]
    others = [schema.field(name) for name in schema.group_by if name != field.name]
    title = say(
        "{collection} by {field}",
        collection=site.text(schema.label),
        field=within_sentence(site.text(field.label)),
    )
    content = render(
        site,
        "directory.html",
        up,
        title=title,
        icon_svg=icon(schema.icon),
        description=site.text(schema.description),
        collection=collection,
        label=site.text(schema.label),
        headings=_headings(site, field, records, up),
        tables=[_cross_table(site, collection.name, field, other, records) for other in others],
        others=directory_links(site, schema, [one.name for one in others]),
    )
    about = part_of_dataset(site, collection.name, [(site.text(schema.label), f"{collection.name}/")])
    return site.texts(address, title, f"{title}. {site.text(schema.description)}", content, about)


def _concepts(site: Site, field: Field, records: Sequence[Record]) -> list[Concept]:
    """Return the codes that head a directory, in the order of the code list."""
    vocabulary = site.catalogue.vocabularies[field.vocabulary or ""]
    used = {one.key: one for record in records for one in facet_concepts(site.catalogue, field, record)}
    concepts = {**(vocabulary.concepts if len(vocabulary.concepts) <= MOST_HEADINGS else {}), **used}
    return sorted(concepts.values(), key=vocabulary.position)


def _headings(site: Site, field: Field, records: Sequence[Record], up: str) -> list[Heading]:
    filed = [({one.key for one in facet_concepts(site.catalogue, field, record)}, record) for record in records]
    headings = [
        Heading(
            label_of(site, concept),
            f"{concept.scheme}-{concept.code}",
            [list_item(site, record, up) for keys, record in filed if concept.key in keys],
        )
        for concept in _concepts(site, field, records)
    ]
    unfiled = [list_item(site, record, up) for keys, record in filed if not keys]
    return [*headings, Heading(site.say("Not stated"), "not-stated", unfiled)] if unfiled else headings


def _cross_table(site: Site, collection: str, down: Field, across: Field, records: Sequence[Record]) -> CrossTable:
    columns, rows = _concepts(site, across, records), _concepts(site, down, records)
    filed = [
        tuple({one.key for one in facet_concepts(site.catalogue, field, record)} for field in (down, across))
        for record in records
    ]

    def cell(row: Concept, column: Concept) -> tuple[int, str]:
        count = sum(row.key in down_keys and column.key in across_keys for down_keys, across_keys in filed)
        query = {
            "collection": collection,
            facet_name(down): facet_code(site.catalogue, down, row),
            facet_name(across): facet_code(site.catalogue, across, column),
            **site.own,
        }
        return count, f"search/?{urlencode(query)}"

    return CrossTable(
        f"{site.text(down.label)} × {within_sentence(site.text(across.label))}",
        [label_of(site, one) for one in columns],
        [(label_of(site, row), [cell(row, column) for column in columns]) for row in rows],
    )
