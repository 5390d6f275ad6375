"""Lists of records: those of a collection page by page, and a record as any list shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.i18n import within_sentence
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, script, shorten, to_root, with_head
from site_builder.pages.structured.about import About
from site_builder.pages.structured.dataset import dataset_about, part_of_dataset
from site_builder.pages.values import Html, column_fields, escape, field_html
from site_builder.pages.views import calendar, compare
from site_builder.pages.views.rendering import icon, render
from site_builder.records import Collection, CollectionSchema, Record, is_listed
from site_builder.vietnamese import sort_key

PER_PAGE = 50

_A_LIST = About(kind="CollectionPage")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records to show page by page: where its first page stands, what it says above, what it holds.

    `collection` is the one that the search box of the list keeps to, "" for all; `feed` is the address of its Atom feed
    below the language's root, "" where it has none; `links` are ways on from here (label and address below the
    language's root); `files` are the downloads below the list, `blanks` the forms to fill in for a new record. `about`
    is what its first page is about.
    """

    address: str
    title: str
    description: str
    icon: Markup
    records: Sequence[Record]
    collection: str = ""
    feed: str = ""
    links: Sequence[tuple[str, str]] = ()
    files: Sequence[Download] = ()
    blanks: Sequence[Download] = ()
    about: About = _A_LIST


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the lists of the collections, and of what has left them."""
    for collection in site.catalogue.collections.values():
        current, past = _parted(site, collection)
        yield from listing_pages(site, _collection_listing(site, collection, current, past, downloads))
        if past:
            yield from listing_pages(site, _past_listing(site, collection, past))


def menu(_site: Site) -> Iterator[tuple[str, str]]:
    """Yield nothing: the collections have a menu of their own."""
    yield from ()


def _parted(site: Site, collection: Collection) -> tuple[list[Record], list[Record]]:
    """Return the records that stand in the list, and those that have left it."""
    current = [record for record in collection.records if is_listed(site.catalogue, record)]
    ids = {record.id for record in current}
    return current, [record for record in collection.records if record.id not in ids]


def _collection_listing(
    site: Site,
    collection: Collection,
    current: Sequence[Record],
    past: Sequence[Record],
    downloads: Sequence[Download],
) -> Listing:
    schema, say = collection.schema, site.say
    links = directory_links(site, schema, schema.group_by) if collection.records else []
    if schema.calendar:
        links.append((say("Calendar"), calendar.ADDRESS))
    if past:
        links.append((say("No longer current ({n})", n=say.number(len(past))), _past_address(collection)))
    return Listing(
        address=f"{collection.name}/",
        title=site.text(schema.label),
        description=site.text(schema.description),
        icon=icon(schema.icon),
        records=current,
        collection=collection.name,
        feed=f"{collection.name}/feed.atom",
        links=links,
        files=[one for one in downloads if one.subject == collection.name and not one.part and not one.blank],
        blanks=[one for one in downloads if one.subject == collection.name and one.blank],
        about=dataset_about(site, collection.name, downloads, kind="CollectionPage"),
    )


def _past_address(collection: Collection) -> str:
    return directory_address(collection.name, "past")


def _past_listing(site: Site, collection: Collection, past: Sequence[Record]) -> Listing:
    schema = collection.schema
    way_up = (site.text(schema.label), f"{collection.name}/")
    return Listing(
        address=_past_address(collection),
        title=site.say("{collection}: no longer current", collection=site.text(schema.label)),
        description=site.say("What has expired, or was not confirmed in time, leaves the list and keeps its page."),
        icon=icon(schema.icon),
        records=past,
        links=[way_up],
        about=part_of_dataset(site, collection.name, [way_up]),
    )


def directory_address(collection: str, field: str) -> str:
    """Return where a collection stands in another order than that of its list."""
    return f"{collection}/by/{field}/"


def directory_links(site: Site, schema: CollectionSchema, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the ways to a collection's directories by some of its fields: label and address."""
    labels = {name: within_sentence(site.text(schema.field(name).label)) for name in names}
    return [
        (site.say("By {field}", field=label), directory_address(schema.name, name)) for name, label in labels.items()
    ]


def listing_pages(site: Site, listing: Listing) -> Iterator[PageTexts]:
    """Yield the pages of a list, in the alphabetical order of the language."""
    records = in_order(site, listing.records)
    count = max(1, -(-len(records) // PER_PAGE))
    addresses = [listing.address + (f"page/{number}/" if number > 1 else "") for number in range(1, count + 1)]
    for number, address in enumerate(addresses, start=1):
        up = to_root(address)
        items = [list_item(site, record, up) for record in records[(number - 1) * PER_PAGE : number * PER_PAGE]]
        to_compare = any(item.reference for item in items)
        root = to_root(site.path + address)
        content = render(
            site,
            "list.html",
            up,
            listing=listing,
            items=items,
            choice=compare.choice(site, up) if to_compare else None,
            number=number,
            addresses=addresses,
            root=root,
        )
        title = listing.title if number == 1 else f"{listing.title} ({number}/{count})"
        first = number == 1 and listing.about.things
        description = listing.description if first else f"{title}. {listing.description}"
        page = site.texts(address, title, description, content, listing.about if number == 1 else _further(listing))
        links = [_feed_link(listing, up)] if listing.feed else []
        links += [script(root, compare.CHOICE)] if to_compare else []
        yield with_head(page, *links)


def _further(listing: Listing) -> About:
    """Return what a page of a list is about that goes on with it."""
    about = listing.about
    above = [*about.above, (listing.title, listing.address)]
    facts = {"about": {"@id": about.things[0]["@id"]}} if about.things else about.facts
    return About(kind=about.kind, facts=facts, above=above, modified=about.modified)


def _feed_link(listing: Listing, up: str) -> str:
    title = escape(listing.title)
    return f'<link rel="alternate " type="application/atom+xml" title="{title}" href="{up}{listing.feed}">'


def in_order(site: Site, records: Iterable[Record]) -> list[Record]:
    """Return records in the alphabetical order of the language."""
    return sorted(records, key=lambda record: (sort_key(site.title(record)), record.id))


@dataclass(frozen=True, slots=True)
class ListItem:
    """A record as a list shows it.

    `language` is that of its title and summary where it is not the page's; `warning` says where it is not current;
    `reference` stands for it in the address of a comparison, "" where it cannot be compared.
    """

    address: str
    title: str
    summary: str
    kind: str
    icon: Markup
    language: str | None
    facts: Sequence[tuple[str, Html]]
    warning: str
    reference: str


def list_item(site: Site, record: Record, up: str) -> ListItem:
    """Return a record as a list shows it; `up` leads from the list's page to the language's root."""
    schema = site.catalogue.schema(record)
    facts = [
        (site.text(field.label), html)
        for field in column_fields(schema)
        if (html := field_html(site, field, record.data, up))
    ]
    return ListItem(
        address=up + record.address,
        title=site.title(record),
        summary=shorten(site.summary(record), 240),
        kind=site.text(schema.singular),
        icon=icon(schema.icon),
        language=site.foreign(record),
        facts=facts,
        warning=site.warning(record),
        reference=compare.reference(site, record),
    )
