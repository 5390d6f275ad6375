"""The page of one record, complete without script, with links both ways."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.history import Basis
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Site, script, to_root, with_head
from site_builder.pages.structured.record import record_about
from site_builder.pages.values import field_html
from site_builder.pages.views import compare, graphs, matches, progress, sheets, worklist
from site_builder.pages.views.lists import in_order
from site_builder.pages.views.rendering import render
from site_builder.records import Record


def pages(site: Site, record: Record) -> Iterator[PageTexts]:
    """Yield the page of a record."""
    address = record.address
    up = to_root(address)
    schema = site.catalogue.schema(record)
    sections = []
    for section in schema.sections:
        facts = [
            (site.text(field.label), html)
            for field in section.fields
            if (html := field_html(site, field, record.data, up))
        ]
        if facts:
            sections.append((site.text(section.label), facts))
    title, summary = site.title(record), site.summary(record)
    root, reference = to_root(site.path + address), compare.reference(site, record)
    badges = [
        (site.text(field.label), html)
        for field in schema.facets
        if not field.many and (html := field_html(site, field, record.data, up))
    ]
    content = render(
        site,
        "record.html",
        up,
        record=record,
        schema=schema,
        title=title,
        summary=summary,
        badges=badges,
        sections=sections,
        warning=site.warning(record),
        backlinks=_backlinks(site, record),
        language=site.foreign(record),
        worklist=worklist.address_of(site, record),
        progress=progress.address_of(site, record),
        suggestions=matches.suggestions(site, record, up),
        is_demand=matches.is_demand(site, record),
        panels=graphs.panels(site, record, up),
        sheet=sheets.address_of(site, record),
        reference=reference,
        choice=compare.choice(site, up),
        dates=_dates(site, record),
        root=root,
    )
    page = site.texts(address, title, summary or title, content, record_about(site, record))
    yield with_head(page, script(root, compare.CHOICE)) if reference else page


def _dates(site: Site, record: Record) -> list[tuple[str, str, bool]]:
    """Return when a record was first published and last changed: a label, the date (ISO 8601), and whether it is the
    record that says it. A last change that reads as the first publication does is left out.
    """
    found, basis, written = site.history.of(record), site.history.basis, site.say.date
    dates = []
    if found.issued:
        dates.append((site.say("First published"), found.issued, basis is not Basis.GIT))
    if found.modified and written(found.modified) != written(found.issued):
        dates.append((site.say("Last changed"), found.modified, basis is Basis.RECORDS))
    return dates


def _backlinks(site: Site, record: Record) -> list[tuple[str, list[Record]]]:
    """Return the records that refer to this one, under what each reference is called from this side."""
    groups: dict[str, list[Record]] = {}
    for link in site.catalogue.backlinks(record):
        schema = site.catalogue.schema(link.record)
        groups.setdefault(site.text(link.field.inverse or schema.label), []).append(link.record)
    return [(label, in_order(site, records)) for label, records in groups.items()]
