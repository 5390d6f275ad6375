"""Data tables: a page each with the rows, what every column is, and the downloads; and a page that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.addresses import TABLES
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.structured.dataset import dataset_about
from site_builder.pages.values import Html, field_html, link
from site_builder.pages.views.rendering import icon, render
from site_builder.records import DataTable, Field, Json, Shape

MOST_ROWS = 500
"""A page shows no more rows than this; the downloads have all."""


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the overview of the tables, and a page a table; nothing where the catalogue has none."""
    tables = list(site.catalogue.tables.values())
    if not tables:
        return
    yield _overview(site, tables)
    for table in tables:
        yield _page(site, table, downloads)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview of the tables, where there are any."""
    if site.catalogue.tables:
        yield site.say("Data tables"), f"{TABLES}/"


def _overview(site: Site, tables: Sequence[DataTable]) -> PageTexts:
    address = f"{TABLES}/"
    rows = [
        (f"{table.name}/", site.text(table.label), site.text(table.description), len(table.rows), icon(table.icon))
        for table in tables
    ]
    title = site.say("Data tables")
    description = site.say("Numbers and reports that are tables by nature, each with its columns and sources.")
    content = render(site, "tables.html", to_root(address), title=title, description=description, tables=rows)
    return site.texts(address, title, description, content, About(kind="CollectionPage"))


def _page(site: Site, table: DataTable, downloads: Sequence[Download]) -> PageTexts:
    address = f"{TABLES}/{table.name}/"
    up = to_root(address)
    columns = _columns(site, table)
    content = render(
        site,
        "table.html",
        up,
        table=table,
        heads=[column.label for column in columns],
        rows=[[column.cell(row, up) for column in columns] for row in table.rows[:MOST_ROWS]],
        numeric=[column.numeric for column in columns],
        left_out=max(0, len(table.rows) - MOST_ROWS),
        files=[one for one in downloads if one.subject == table.name and not one.blank],
        blanks=[one for one in downloads if one.subject == table.name and one.blank],
        root=to_root(site.path + address),
    )
    about = dataset_about(site, table.name, downloads, [(site.say("Data tables"), f"{TABLES}/")])
    return site.texts(address, site.text(table.label), site.text(table.description), content, about)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as the page shows it: one of the table, or two that say the same in two languages."""

    site: Site
    label: str
    field: Field
    fallback: Field | None = None
    address: Field | None = None

    @property
    def numeric(self) -> bool:
        return self.field.shape in {Shape.NUMBER, Shape.INTEGER}

    def cell(self, row: Mapping[str, Json], up: str) -> Html:
        """Return a cell as HTML: in the page's language where the row has it, and as a link where it has an address."""
        field = self.field
        if self.fallback and row.get(field.name) is None:
            field = self.fallback
        target = row.get(self.address.name) if self.address else None
        if target and row.get(field.name):
            return link(str(target), str(row[field.name]))
        return field_html(self.site, field, row, up)


def _columns(site: Site, table: DataTable) -> list[_Column]:
    """Return the columns to show: those that the schema marks (or all), of translated ones that of the page's language.

    A column `<name>_title` whose neighbour is `<name>_url` is shown as a link.
    """
    by_name = {field.name: field for field in table.fields}
    marked = [field for field in table.fields if field.column] or list(table.fields)
    main = site.catalogue.config.language
    columns = []
    for field in marked:
        if not any(row.get(field.name) is not None for row in table.rows):
            continue
        base, _, language = field.name.rpartition("_")
        translated = language in site.catalogue.config.languages and f"{base}_{main}" in by_name
        if translated and language != site.language and f"{base}_{site.language}" in by_name:
            continue
        label = site.text(field.label) or field.name
        columns.append(
            _Column(
                site,
                label.rsplit(" (", 1)[0] if translated else label,
                field,
                by_name[f"{base}_{main}"] if translated else None,
                by_name.get(f"{base}_url") if language == "title" else None,
            )
        )
    return columns
