"""Data tables: a page each with the rows, what every column is, and the downloads; and a page that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.values import field_html
from site_builder.pages.views.rendering import icon, render
from site_builder.records import DataTable

FOLDER = "tables"
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
        yield site.say("Data tables"), f"{FOLDER}/"


def _overview(site: Site, tables: Sequence[DataTable]) -> PageTexts:
    address = f"{FOLDER}/"
    rows = [
        (f"{table.name}/", site.text(table.label), site.text(table.description), len(table.rows), icon(table.icon))
        for table in tables
    ]
    title = site.say("Data tables")
    description = site.say("Numbers and reports that are tables by nature, each with its columns and sources.")
    content = render(site, "tables.html", to_root(address), title=title, description=description, tables=rows)
    return site.texts(address, title, description, content)


def _page(site: Site, table: DataTable, downloads: Sequence[Download]) -> PageTexts:
    address = f"{FOLDER}/{table.name}/"
    up = to_root(address)
    used = [field for field in table.fields if any(row.get(field.name) is not None for row in table.rows)]
    content = render(
        site,
        "table.html",
        up,
        table=table,
        fields=used,
        rows=[[field_html(site, field, row, up) for field in used] for row in table.rows[:MOST_ROWS]],
        numeric=[field.shape.value in {"number", "integer"} for field in used],
        left_out=max(0, len(table.rows) - MOST_ROWS),
        files=[one for one in downloads if one.subject == table.name],
        root=to_root(site.path + address),
    )
    return site.texts(address, site.text(table.label), site.text(table.description), content)
