"""What each kind of page shows: from the catalogue to the values that its template sets out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from site_builder.i18n import translator
from site_builder.pages.shell import PageTexts, ProsePage, language_path
from site_builder.pages.site import Download, Site, record_address, shorten, to_root
from site_builder.pages.values import Html, column_fields, field_html
from site_builder.records import (
    Collection,
    Concept,
    Facet,
    Record,
    date_of,
    facet_code,
    facet_concepts,
    facet_name,
    facets_of,
)
from site_builder.vietnamese import sort_key

PER_PAGE = 50
NEWEST = 6
TOP_KEYWORDS = 8
TOP_VALUES = 12


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("site_builder.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def icon(name: str) -> Markup:
    """Return an icon of the theme as SVG, by its name (`material/flask`); nothing where the theme lacks it."""
    file = resources.files("material") / "templates" / ".icons" / f"{name}.svg"
    return Markup(file.read_text("utf-8")) if file.is_file() else Markup("")  # noqa: S704 — a file of the theme


def _render(site: Site, template: str, up: str, **values: Any) -> str:
    common = {"site": site, "say": site.say, "up": up, "icon": icon, "labels": site.search_labels}
    return _environment().get_template(template).render(**common, **values)


# Records


def record_page(site: Site, record: Record) -> PageTexts:
    """The page of one record, complete without script, with links both ways."""
    address = record_address(record)
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
    content = _render(
        site,
        "record.html",
        up,
        record=record,
        schema=schema,
        title=title,
        summary=summary,
        badges=badges,
        sections=sections,
        backlinks=_backlinks(site, record),
        language=site.foreign(record),
        root=to_root(site.path + address),
    )
    return site.texts(address, title, summary or title, content)


def _backlinks(site: Site, record: Record) -> list[tuple[str, list[Record]]]:
    """Return the records that refer to this one, under what each reference is called from this side."""
    groups: dict[str, list[Record]] = {}
    for link in site.catalogue.backlinks(record):
        schema = site.catalogue.schema(link.record)
        groups.setdefault(site.text(link.field.inverse or schema.label), []).append(link.record)
    return [(label, sorted(records, key=lambda one: sort_key(site.title(one)))) for label, records in groups.items()]


# Lists


def list_pages(site: Site, collection: Collection, downloads: Sequence[Download]) -> list[PageTexts]:
    """The pages of a collection's list, in the alphabetical order of the language."""
    schema = collection.schema
    records = sorted(collection.records, key=lambda record: (sort_key(site.title(record)), record.id))
    count = max(1, -(-len(records) // PER_PAGE))
    addresses = [f"{collection.name}/" + (f"page/{number}/" if number > 1 else "") for number in range(1, count + 1)]
    label = site.text(schema.label)
    pages = []
    for number, address in enumerate(addresses, start=1):
        up = to_root(address)
        shown = records[(number - 1) * PER_PAGE : number * PER_PAGE]
        content = _render(
            site,
            "list.html",
            up,
            collection=collection,
            schema=schema,
            items=[list_item(site, record, up) for record in shown],
            number=number,
            addresses=addresses,
            downloads=[one for one in downloads if one.collection == collection.name and not one.part],
            root=to_root(site.path + address),
        )
        title = label if number == 1 else f"{label} ({number}/{count})"
        pages.append(site.texts(address, title, site.text(schema.description), content))
    return pages


@dataclass(frozen=True, slots=True)
class ListItem:
    """A record as a list shows it. `language` is that of its title and summary where it is not the page's."""

    address: str
    title: str
    summary: str
    kind: str
    icon: Markup
    language: str | None
    facts: Sequence[tuple[str, Html]]


def list_item(site: Site, record: Record, up: str) -> ListItem:
    """Return a record as a list shows it; `up` leads from the list's page to the language's root."""
    schema = site.catalogue.schema(record)
    facts = [
        (site.text(field.label), html)
        for field in column_fields(schema)
        if (html := field_html(site, field, record.data, up))
    ]
    summary = shorten(site.summary(record), 240)
    kind = site.text(schema.singular)
    address = up + record_address(record)
    return ListItem(address, site.title(record), summary, kind, icon(schema.icon), site.foreign(record), facts)


# Home and search


def home_page(site: Site, lead: str) -> PageTexts:
    """The home page: search box, counts, newest records, fields. `lead` is the prose of `index.md` as HTML."""
    catalogue = site.catalogue
    newest = sorted(catalogue.records, key=lambda record: record.id)
    newest.sort(key=lambda record: date_of(catalogue, record), reverse=True)
    content = _render(
        site,
        "home.html",
        "",
        lead=Markup(lead),  # noqa: S704 — rendered from the catalogue's own prose
        collections=[one for one in catalogue.collections.values() if one.records],
        total=sum(len(one.records) for one in catalogue.collections.values()),
        newest=[(list_item(site, record, ""), site.say.date(date_of(catalogue, record))) for record in _mixed(newest)],
        keywords=_top_keywords(site),
        groups=_top_facets(site),
    )
    config = catalogue.config
    return site.texts("", site.text(config.title), site.text(config.description), content)


def _mixed(newest: Sequence[Record]) -> list[Record]:
    """Return the newest records, taking one collection after the other, so that one busy day shows them all."""
    queues: dict[str, list[Record]] = {}
    for record in newest:
        queues.setdefault(record.collection, []).append(record)
    mixed: list[Record] = []
    while queues and len(mixed) < NEWEST:
        for name in list(queues):
            mixed.append(queues[name].pop(0))
            if not queues[name]:
                del queues[name]
    return mixed[:NEWEST]


def _top_keywords(site: Site) -> list[str]:
    """Return the words most often given as keywords: those of translated lists, in the page's language."""
    counts: Counter[str] = Counter()
    for collection in site.catalogue.collections.values():
        names = [field.name for field in collection.schema.fields if field.shape == "translated" and field.many]
        for record in collection.records:
            for name in names:
                value = record.data.get(name)
                counts.update((value.get(site.language) or ()) if isinstance(value, Mapping) else ())
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], sort_key(item[0])))[:TOP_KEYWORDS]]


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with the values most used: label, address of the search for it, records.

    `more` says that some are left out.
    """

    label: str
    values: Sequence[tuple[str, str, int]]
    more: bool


def _top_facets(site: Site) -> list[FacetGroup]:
    """Return the facets whose codes have levels (fields, places), which give the home page its ways in."""
    catalogue = site.catalogue
    groups = []
    for facet in facets_of(catalogue):
        counts = facet_counts(site, facet) if facet.field.facet else []
        if counts:
            shown = sorted(counts, key=lambda pair: -pair[1])[:TOP_VALUES]
            values = [
                (site.text(one.labels), f"search/?{facet.name}={facet_code(catalogue, facet.field, one)}", n)
                for one, n in shown
            ]
            groups.append(FacetGroup(site.text(facet.field.label), values, len(counts) > len(shown)))
    return groups


def facet_counts(site: Site, facet: Facet) -> list[tuple[Concept, int]]:
    """Return the concepts in use in a facet with the number of records, in the order of the code list."""
    counts: Counter[tuple[str, str]] = Counter()
    concepts: dict[tuple[str, str], Concept] = {}
    for collection in site.catalogue.collections.values():
        for field in collection.schema.facets:
            if facet_name(field) != facet.name:
                continue
            for record in collection.records:
                for concept in facet_concepts(site.catalogue, field, record):
                    concepts[concept.key] = concept
                    counts[concept.key] += 1
    position = site.catalogue.vocabularies[facet.name].position
    return [(concept, counts[key]) for key, concept in sorted(concepts.items(), key=lambda item: position(item[1]))]


def search_page(site: Site) -> PageTexts:
    """The page of the search: the client fills it; without script it leads to the lists."""
    collections = [one for one in site.catalogue.collections.values() if one.records]
    content = _render(site, "search.html", "../", collections=collections)
    title = site.say("Search")
    return site.texts("search/", title, site.say("Search the whole catalogue"), content)


# Prose

_DOWNLOADS, _FIELDS, _PROBLEMS = "<!-- downloads -->", "<!-- fields -->", "<!-- problems -->"


def prose_page(site: Site, page: ProsePage, downloads: Sequence[Download]) -> PageTexts:
    """A page that a person wrote, with what the generator knows set in where the page asks for it."""
    up = to_root(page.address)
    root = to_root(site.path + page.address)
    content = page.content
    if _DOWNLOADS in content:
        content = content.replace(_DOWNLOADS, _downloads_table(site, up, root, downloads))
    if _FIELDS in content:
        content = content.replace(_FIELDS, _render(site, "fields.html", up, collections=site.catalogue.collections))
    if _PROBLEMS in content:
        from site_builder.problems import KINDS

        content = content.replace(_PROBLEMS, _render(site, "problems.html", up, kinds=KINDS))
    return site.texts(page.address, page.title, page.description, content)


_PARTS = ("Code list (CSV)",)
"""Formats that stand apart from the main files of a group, as the lists of a collection do."""


def _downloads_table(site: Site, up: str, root: str, downloads: Sequence[Download]) -> str:
    names = [None, *(name for name, one in site.catalogue.collections.items() if one.records)]
    groups = []
    for name in names:
        files = [one for one in downloads if one.collection == name]
        whole = [one for one in files if not one.part and one.format not in _PARTS]
        groups.append((name, whole, [one for one in files if one not in whole]))
    return _render(site, "downloads.html", up, groups=groups, root=root)


def not_found_page(site: Site) -> PageTexts:
    """The page for an address that leads nowhere, in every language. It is served at any depth, so what it loads and
    links to is addressed from the host's root."""
    config = site.catalogue.config
    root = urlsplit(config.url).path
    homes = [(code, translator(code), root + language_path(config, code)) for code in config.languages]
    content = _render(site, "not-found.html", root, homes=homes)
    return site.texts("", site.say("Page not found"), "", content, root=root)
