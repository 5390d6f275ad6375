"""The home page: search box, counts, newest records, ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from site_builder.pages.codes import code_address, label_of
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site
from site_builder.pages.structured.dataset import catalogue_about
from site_builder.pages.views import changes
from site_builder.pages.views.lists import list_item
from site_builder.pages.views.rendering import render
from site_builder.records import (
    CollectionSchema,
    Concept,
    Facet,
    Record,
    date_of,
    facet_code,
    facet_concepts,
    facet_name,
    facets_of,
    is_listed,
)
from site_builder.vietnamese import sort_key

NEWEST = 6
TOP_KEYWORDS = 8
TOP_VALUES = 12


def page(site: Site, lead: str, overviews: Sequence[tuple[str, str]], downloads: Sequence[Download]) -> PageTexts:
    """Return the home page: search box, counts, overviews, newest records, fields.

    `lead` is the prose of `index.md` as HTML; `overviews` are label and address of pages that lead on.
    """
    catalogue = site.catalogue
    newest = sorted((one for one in catalogue.records if is_listed(catalogue, one)), key=lambda record: record.id)
    newest.sort(key=lambda record: date_of(catalogue, record), reverse=True)
    content = render(
        site,
        "home.html",
        "",
        lead=Markup(lead),  # noqa: S704 — rendered from the catalogue's own prose
        counts=_counts(site),
        overviews=overviews,
        newest=[(list_item(site, record, ""), site.say.date(date_of(catalogue, record))) for record in _mixed(newest)],
        keywords=_top_keywords(site),
        groups=_top_facets(site),
        news=changes.ADDRESS,
    )
    config = catalogue.config
    about = catalogue_about(site, downloads)
    return site.texts("", site.text(config.title), site.text(config.description), content, about)


def _counts(site: Site) -> list[tuple[str, list[tuple[CollectionSchema, int]]]]:
    """Return the collections by their groups with the number of records in each list; empty ones are left out."""
    counts = [
        (label, [(one.schema, sum(is_listed(site.catalogue, record) for record in one.records)) for one in collections])
        for label, collections in site.groups
    ]
    filled = [(label, [(schema, n) for schema, n in group if n]) for label, group in counts]
    return [(label, group) for label, group in filled if group]


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
    """A facet with the values most used: label, where its records stand, how many.

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
            values = [(label_of(site, one), _way_to(site, facet, one), n) for one, n in shown]
            groups.append(FacetGroup(site.text(facet.field.label), values, len(counts) > len(shown)))
    return groups


def _way_to(site: Site, facet: Facet, concept: Concept) -> str:
    """Return where the records filed under a code stand: its page or, where it has none, the search for it."""
    filters = {facet.name: facet_code(site.catalogue, facet.field, concept), **site.own}
    return code_address(site, facet.field.vocabulary or "", concept) or f"search/?{urlencode(filters, safe=':')}"


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
