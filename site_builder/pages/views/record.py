"""The page of one record, complete without script, with links both ways."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Site, to_root
from site_builder.pages.values import field_html
from site_builder.pages.views import worklist
from site_builder.pages.views.lists import in_order
from site_builder.pages.views.rendering import render
from site_builder.records import Record, State, standing


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
    badges = [html for field in schema.facets if not field.many and (html := field_html(site, field, record.data, up))]
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
        warning=_warning(site, record),
        backlinks=_backlinks(site, record),
        language=site.foreign(record),
        worklist=worklist.address_of(site, record),
        root=to_root(site.path + address),
    )
    yield site.texts(address, title, summary or title, content)


def _warning(site: Site, record: Record) -> str:
    """Return what a reader must know of how current the record is, "" where it is."""
    current = standing(site.catalogue, record)
    match current.state:
        case State.EXPIRED:
            return site.say("Expired on {date}.", date=site.say.date(current.ends))
        case State.OUT_OF_DATE:
            return site.say("Not confirmed since {date}.", date=site.say.date(current.confirmed))
    return ""


def _backlinks(site: Site, record: Record) -> list[tuple[str, list[Record]]]:
    """Return the records that refer to this one, under what each reference is called from this side."""
    groups: dict[str, list[Record]] = {}
    for link in site.catalogue.backlinks(record):
        schema = site.catalogue.schema(link.record)
        groups.setdefault(site.text(link.field.inverse or schema.label), []).append(link.record)
    return [(label, in_order(site, records)) for label, records in groups.items()]
