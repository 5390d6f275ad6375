"""iCalendar (RFC 5545): what takes place, for the calendar programs that subscribe to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from site_builder.config import Config
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import (
    CalendarEntry,
    Catalogue,
    Collection,
    Shape,
    calendar_entries,
    sources_of,
    values_of,
)

if TYPE_CHECKING:
    from icalendar import Event

_REFRESH = timedelta(days=1)
"""How often a program that subscribes is asked to look again."""


def write(publication: Publication, writer: Writer) -> None:
    """Write the calendar of each collection that has one, at the site's root, where programs subscribe to it."""
    catalogue = publication.catalogue
    entries = calendar_entries(catalogue)
    for name, collection in catalogue.collections.items():
        if collection.schema.calendar:
            own = [entry for entry in entries if entry.record.collection == name]
            data = calendar_bytes(catalogue, collection, own, publication.created)
            writer.write_at(f"{name}.ics", data, "iCalendar", name)


def calendar_bytes(
    catalogue: Catalogue, collection: Collection, entries: Sequence[CalendarEntry], created: datetime
) -> bytes:
    """Return the entries of a collection as a calendar of whole days, in the catalogue's main language.

    An entry of which only the month or the year is known is left out: a calendar has no place for it. `created` is the
    time that every event states (`DTSTAMP`), so that the same catalogue and time give the same bytes.
    """
    from icalendar import Calendar, vDuration

    config = catalogue.config
    calendar = Calendar.new(
        uid=f"{collection.name}@{_host(config)}",
        prodid=f"-//{_host(config)}//site-builder//{config.language.upper()}",
        name=_line(f"{_main(config, collection.schema.label)} – {_main(config, config.title)}"),
        description=_line(_main(config, collection.schema.description)),
        url=f"{config.url}{collection.name}/",
        last_modified=created,
    )
    calendar.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})  # RFC 7986
    calendar.add("x-published-ttl", vDuration(_REFRESH))  # the same to Outlook
    for entry in entries:
        if entry.has_days:
            calendar.add_component(_event(catalogue, entry, created))
    document: bytes = calendar.to_ical()
    return document


def _event(catalogue: Catalogue, entry: CalendarEntry, created: datetime) -> Event:
    from icalendar import STATUS, TRANSP, Event

    config, record = catalogue.config, entry.record
    return Event.new(
        # It stays when the record is renamed. An id is unique in its collection only, and somebody may take two
        # collections into one calendar.
        uid=f"{record.collection}.{record.first_id}@{_host(config)}",
        stamp=created,
        start=date.fromisoformat(entry.start),
        end=date.fromisoformat(entry.end) + timedelta(days=1),  # the first day after it
        summary=_line(_main(config, catalogue.title(record))),
        description="\n".join(_description(catalogue, entry)),
        location=_line(_main(config, entry.place)) or None,
        url=config.url + record.address,
        status=STATUS.CANCELLED if entry.called_off else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # it does not make whoever subscribes count as busy
    )


def _description(catalogue: Catalogue, entry: CalendarEntry) -> Iterator[str]:
    """Yield the lines of a description: the codes that lists show, the summary, the addresses of its sources."""
    config, record = catalogue.config, entry.record
    schema = catalogue.schema(record)
    for field in schema.fields:
        if field.column and field.shape is Shape.CODE:
            concepts = [catalogue.concept(field, value) for value in values_of(field, record.data)]
            labels = ", ".join(_main(config, concept.labels) for concept in concepts if concept)
            if labels:
                yield _line(f"{_main(config, field.label)}: {labels}")
    summary = record.data.get(schema.summary)
    if summary:
        yield _line(_main(config, summary) if isinstance(summary, dict) else str(summary))
    for source in sources_of(catalogue, record):
        yield _line(source.url)


def _host(config: Config) -> str:
    return urlsplit(config.url).hostname or "localhost"


def _main(config: Config, text: object) -> str:
    return config.text(text, config.language) if isinstance(text, dict) else ""


def _line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
