"""The lists that a catalogue names: records of several collections that meet a condition (`lists` in catalogue.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.config import NamedList, Selection
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site
from site_builder.pages.views.lists import Listing, listing_pages
from site_builder.pages.views.rendering import icon
from site_builder.records import Field, Json, Record, is_listed, values_of

FOLDER = "lists"
_ICON = "material/format-list-bulleted"


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the pages of every named list."""
    for name, about in site.catalogue.config.lists.items():
        listing = Listing(
            address=f"{FOLDER}/{name}/",
            title=site.text(about.title),
            description=site.text(about.description),
            icon=icon(_ICON),
            records=list(_selected(site, about)),
            links=_sources(site, about),
        )
        yield from listing_pages(site, listing)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every named list."""
    for name, about in site.catalogue.config.lists.items():
        yield site.text(about.title), f"{FOLDER}/{name}/"


def _sources(site: Site, about: NamedList) -> list[tuple[str, str]]:
    """Return the collections that a list draws on."""
    known = site.catalogue.collections
    names = dict.fromkeys(selection.collection for selection in about.any if selection.collection in known)
    return [(site.text(known[name].schema.label), f"{name}/") for name in names]


def _selected(site: Site, about: NamedList) -> Iterator[Record]:
    seen: set[tuple[str, str]] = set()
    for selection in about.any:
        collection = site.catalogue.collections.get(selection.collection)
        for record in collection.records if collection else ():
            if record.key not in seen and is_listed(site.catalogue, record) and _meets(site, record, selection):
                seen.add(record.key)
                yield record


def _meets(site: Site, record: Record, selection: Selection) -> bool:
    fields = site.catalogue.schema(record).fields
    return all(
        any(str(value) in wanted for value in _values(fields, record.data, name.split(".")))
        for name, wanted in selection.where.items()
    )


def _values(fields: Sequence[Field], data: Mapping[str, Json], path: Sequence[str]) -> Iterator[Json]:
    """Yield the values at a path of names; a code with its scheme is its code, a truth `true` or `false`."""
    field = next((one for one in fields if one.name == path[0]), None)
    for value in values_of(field, data) if field else ():
        if len(path) > 1 and field and isinstance(value, Mapping):
            yield from _values(field.fields, value, path[1:])
        elif isinstance(value, bool):
            yield str(value).lower()
        else:
            yield value.get("code") if isinstance(value, Mapping) else value
