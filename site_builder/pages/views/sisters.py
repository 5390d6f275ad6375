"""Linked catalogues: what others publish and was taken in beside our own records, told apart by whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.addresses import SISTER_SUBJECT, SISTERS, sister_page, sister_search
from site_builder.config import Licence, Translated
from site_builder.i18n import Translator
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, shorten, to_root
from site_builder.pages.structured import about as page_about
from site_builder.pages.views.rendering import icon, render
from site_builder.records import Record
from site_builder.sisters import Sister, anchor

_OVERVIEW = f"{SISTERS}/"


@dataclass(frozen=True, slots=True)
class Said:
    """A text of a sister catalogue; `language` is the one that it is in, where that is not the page's."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class About:
    """A sister catalogue as a reader is told of it.

    `address` and `search` lead to its records here, below the root of the language; `homepage` and `source` to it on
    the web, "" where that is not known. `counts` are its collections with the number of records, `files` the downloads.
    """

    address: str
    search: str
    title: Said
    publisher: Said | None
    licence: Licence
    kind: str
    homepage: str
    source: str
    harvested: str
    counts: Sequence[tuple[Said, int]]
    files: Sequence[Download]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Item:
    """A record as our page lists it: the address and host of its own page at the origin, "" where it has none.

    `publisher` and `licence` are there where they are others than those of the whole catalogue.
    """

    anchor: str
    title: Said
    summary: Said
    address: str
    host: str
    publisher: Said | None
    licence: Licence | None


@dataclass(frozen=True, slots=True)
class Group:
    """What one page lists of a collection; `addresses` are those of all pages that list it, this one the `number`th."""

    label: Said
    icon: Markup
    count: int
    items: Sequence[Item]
    addresses: Sequence[str]
    number: int


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the overview of the sister catalogues, and the pages of each; nothing where there is none."""
    if not site.sisters:
        return
    listed = abouts(site, downloads)
    yield _overview(site, listed)
    for sister, about in zip(site.sisters, listed, strict=True):
        yield _page(site, about, about.address, about.title.text, [_group(site, sister, name) for name in sister.pages])
        for name, portions in sister.pages.items():
            for number in range(2, len(portions) + 1):
                group = _group(site, sister, name, number)
                title = f"{about.title.text}: {group.label.text} ({number}/{len(portions)})"
                yield _page(site, about, group.addresses[number - 1], title, [group])


def abouts(site: Site, downloads: Sequence[Download]) -> list[About]:
    """Return what a reader is told of each sister catalogue."""
    return [_about(site, sister, downloads) for sister in site.sisters]


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview, where there are sister catalogues."""
    if site.sisters:
        yield site.say("Linked catalogues"), _OVERVIEW


def _overview(site: Site, listed: Sequence[About]) -> PageTexts:
    title = site.say("Linked catalogues")
    description = site.say("Catalogues of others that can be searched together with this one.")
    content = render(
        site, "sisters.html", to_root(_OVERVIEW), title=title, description=description, sisters=listed, host=_host
    )
    return site.texts(_OVERVIEW, title, description, content)


def _page(site: Site, about: About, address: str, title: str, groups: Sequence[Group]) -> PageTexts:
    root = to_root(site.path + address)
    content = render(
        site,
        "sister.html",
        to_root(address),
        about=about,
        title=title,
        further=address != about.address,
        groups=groups,
        root=root,
        host=_host,
    )
    above = [(site.say("Linked catalogues"), _OVERVIEW)]
    above += [(about.title.text, about.address)] if address != about.address else []
    # What is listed is under the licence of its origin, not under ours.
    told = page_about.About(kind="CollectionPage", facts={"license": about.licence.url}, above=above)
    return site.texts(address, title, site.say("Records of another catalogue: {title}", title=title), content, told)


def _about(site: Site, sister: Sister, downloads: Sequence[Download]) -> About:
    origin, collections = sister.origin, sister.catalogue.collections
    return About(
        address=sister_page(origin.name),
        search=sister_search(origin.name),
        title=_said(site, sister, origin.title),
        publisher=_said(site, sister, origin.publisher) if origin.publisher else None,
        licence=origin.licence,
        kind=_kind(site.say, origin.kind),
        homepage=origin.homepage,
        source=origin.source if _host(origin.source) else "",
        harvested=origin.harvested,
        counts=[
            (_said(site, sister, collections[name].schema.label), len(collections[name].records))
            for name in sister.pages
        ],
        files=[one for one in downloads if one.subject == SISTER_SUBJECT + origin.name],
    )


def _kind(say: Translator, kind: str) -> str:
    match kind:
        case "catalogue":
            return say("Catalogue made with the same generator")
        case "dcat":
            return say("DCAT catalogue")
        case "data-package":
            return "Data Package"
    return "data.json (Project Open Data)"


def _group(site: Site, sister: Sister, name: str, number: int = 1) -> Group:
    collection, portions = sister.catalogue.collections[name], sister.pages[name]
    return Group(
        label=_said(site, sister, collection.schema.label),
        icon=icon(collection.schema.icon),
        count=len(collection.records),
        items=[_item(site, sister, record) for record in portions[number - 1]],
        addresses=[sister_page(sister.origin.name, name, one) for one in range(1, len(portions) + 1)],
        number=number,
    )


def _item(site: Site, sister: Sister, record: Record) -> Item:
    address = sister.address_at_origin(record, site.language)
    title = _said(site, sister, sister.catalogue.title(record))
    summary = record.data.get(sister.catalogue.schema(record).summary)
    about = _said(site, sister, summary) if isinstance(summary, dict) else Said(str(summary or ""), title.language)
    publisher, licence = sister.publisher_of(record), sister.licence_of(record)
    return Item(
        anchor=anchor(record),
        title=title,
        summary=Said(shorten(about.text, 240), about.language),
        address=address,
        host=_host(address),
        publisher=_said(site, sister, publisher) if publisher != sister.origin.publisher else None,
        licence=licence if licence != sister.origin.licence else None,
    )


def _said(site: Site, sister: Sister, texts: Translated) -> Said:
    text, language = sister.said(texts, site.language)
    return Said(text, None if language == site.language else language)


def _host(address: str) -> str:
    """Return the host that an address on the web leads to, "" for any other: what stands before an @ is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
