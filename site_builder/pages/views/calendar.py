"""The calendar: what is to come and under way, then what has been, by month; with the files for calendar programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, shorten, to_root
from site_builder.pages.values import Html, field_html
from site_builder.pages.views.rendering import render
from site_builder.records import CalendarEntry, Collection, CollectionSchema, Field, When, calendar_entries

ADDRESS = "calendar/"
MOST_PAST = 200
"""How much of what has been stands on the page; all of it is in the lists."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An entry as the page shows it: when it takes place in words, and what it is.

    `start` is the ISO 8601 date for machines; `language` is that of its title where it is not the page's.
    """

    start: str
    period: str
    address: str
    title: str
    kind: str
    summary: str
    language: str | None
    called_off: bool
    facts: Sequence[tuple[str, Html]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A calendar file: whose it is, its address to download, and the one that a calendar program subscribes to."""

    label: str
    path: str
    url: str
    webcal: str


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the calendar, where a collection has one."""
    collections = calendars(site)
    if not collections:
        return
    entries = calendar_entries(site.catalogue)
    today = site.catalogue.today
    by_when = {when: [entry for entry in entries if entry.when(today) is when] for when in When}
    past = sorted(by_when[When.PAST], key=lambda entry: entry.start, reverse=True)
    up = to_root(ADDRESS)
    title = site.say("Calendar")
    names = ", ".join(site.text(one.schema.label) for one in collections)
    description = site.say("What is to come, what is under way and what has been: {names}.", names=names)
    content = render(
        site,
        "calendar.html",
        up,
        title=title,
        description=description,
        coming=_occasions(site, by_when[When.COMING], up),
        open=_occasions(site, by_when[When.OPEN], up),
        past=_by_month(site, past[:MOST_PAST], up),
        left_out=max(0, len(past) - MOST_PAST),
        subscriptions=[_subscription(site, one) for one in collections],
        without_days=sum(not entry.has_days for entry in entries),
        root=to_root(site.path + ADDRESS),
        today=site.say.date(today),
    )
    yield site.texts(ADDRESS, title, description, content)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the calendar, where a collection has one."""
    if calendars(site):
        yield site.say("Calendar"), ADDRESS


def calendars(site: Site) -> Sequence[Collection]:
    """Return the collections whose records take place."""
    return [one for one in site.catalogue.collections.values() if one.schema.calendar]


def _subscription(site: Site, collection: Collection) -> Subscription:
    path = f"{collection.name}.ics"
    url = site.catalogue.config.url + path
    return Subscription(site.text(collection.schema.label), path, url, "webcal:" + url.partition(":")[2])


def _by_month(site: Site, entries: Sequence[CalendarEntry], up: str) -> list[tuple[str, list[Occasion]]]:
    """Return sorted entries by the month (or the year, where no month is stated) in which they begin."""
    return [
        (site.say.date(month), _occasions(site, list(group), up))
        for month, group in groupby(entries, key=lambda entry: entry.start[:7])
    ]


def _occasions(site: Site, entries: Sequence[CalendarEntry], up: str) -> list[Occasion]:
    return [_occasion(site, entry, up) for entry in entries]


def _occasion(site: Site, entry: CalendarEntry, up: str) -> Occasion:
    record = entry.record
    schema = site.catalogue.schema(record)
    start, end = site.say.date(entry.start), site.say.date(entry.end)
    return Occasion(
        start=entry.start,
        period=start if start == end else f"{start} – {end}",
        address=up + record.address,
        title=site.title(record),
        kind=site.text(schema.singular),
        summary=shorten(site.summary(record), 240),
        language=site.foreign(record),
        called_off=entry.called_off,
        facts=[
            (site.text(field.label), html)
            for field in _fields(schema)
            if (html := field_html(site, field, record.data, up))
        ],
    )


def _fields(schema: CollectionSchema) -> Iterator[Field]:
    """Yield what stands beside the date: the place, the columns of the list, and codes of which a record has one."""
    about = schema.calendar
    if about is None:
        return
    for field in schema.fields:
        one_of_few = field.facet is not None and not field.many
        if field.name not in {about.start, about.end} and (field.column or field.name == about.place or one_of_few):
            yield field
