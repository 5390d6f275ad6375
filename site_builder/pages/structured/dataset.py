"""Datasets and the catalogue of them as schema.org has them, and the links of their pages.

What Google's search for datasets asks for: https://developers.google.com/search/docs/appearance/structured-data/dataset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.addresses import (
    CODE_LISTS_SUBJECT,
    DATA,
    FEED,
    catalogue_uri,
    dataset_uri,
    file_uri,
    publisher_uri,
)
from site_builder.pages.site import Dataset, Download, Site
from site_builder.pages.structured.about import About, Link, Node
from site_builder.pages.structured.links import (
    CATALOGUE_JSONLD,
    CATALOGUE_RDF,
    CATALOGUE_TURTLE,
    JSON,
    JSON_LD,
    TURTLE,
    landing_links,
)
from site_builder.pages.structured.page import publisher_reference, website_reference
from site_builder.pages.structured.words import said
from site_builder.records.periods import period_of

ATOM = "application/atom+xml"


def dataset_about(
    site: Site,
    subject: str,
    downloads: Sequence[Download],
    above: Sequence[tuple[str, str]] = (),
    kind: str = "WebPage",
) -> About:
    """Return what the page of a dataset is about: the dataset with the downloads that are of it."""
    dataset = site.datasets.get(subject)
    if dataset is None:
        return About(kind=kind, above=above)
    config = site.catalogue.config
    page = config.url + dataset.address
    files = [one for one in downloads if one.subject == subject and not one.blank]
    links = [
        Link("cite-as", page),
        *landing_links(site, "Dataset"),
        Link("describedby", config.url + CATALOGUE_JSONLD, JSON_LD),
        Link("describedby", config.url + CATALOGUE_TURTLE, TURTLE),
        *(Link("describedby", file_uri(config, one), "application/schema+json") for one in [dataset.schema] if one),
        Link("collection", config.url),
        *(Link("item", file_uri(config, one.path), one.media_type) for one in files),
    ]
    node = {**_dataset(site, dataset), "distribution": [_download(site, dataset, one) for one in files]}
    return About((node,), kind, above=above, links=links, modified=dataset.modified)


def part_of_dataset(site: Site, subject: str, above: Sequence[tuple[str, str]], kind: str = "CollectionPage") -> About:
    """Return what a page is about that shows a part of a dataset, or shows it in another order."""
    dataset = site.datasets.get(subject)
    if dataset is None:
        return About(kind=kind, above=above)
    facts = {"about": {"@id": dataset_uri(site.catalogue.config, dataset.address)}}
    return About(kind=kind, facts=facts, above=above, modified=dataset.modified)


def _dataset(site: Site, dataset: Dataset) -> dict[str, Any]:
    """Return a dataset without its files."""
    config = site.catalogue.config
    publisher = publisher_reference(config, site.language)
    node = {
        **_in_short(site, dataset),
        "mainEntityOfPage": config.url + site.path + dataset.address,
        "identifier": config.url + dataset.address,
        "creator": publisher,
        "publisher": publisher,
        "isAccessibleForFree": True,
        "inLanguage": list(config.languages),
        "keywords": said(site, config.keywords),
        "spatialCoverage": _coverage(site),
        "temporalCoverage": _period(site, dataset),
        "datePublished": dataset.issued,
        "dateModified": dataset.modified,
        "includedInDataCatalog": _catalogue_in_short(site),
    }
    return {name: value for name, value in node.items() if value}


def _in_short(site: Site, dataset: Dataset) -> dict[str, Any]:
    config = site.catalogue.config
    return {
        "@type": "Dataset",
        "@id": dataset_uri(config, dataset.address),
        "name": said(site, dataset.title),
        "description": said(site, dataset.description),
        "url": config.url + site.path + dataset.address,
        "license": config.licence.url,
    }


def _download(site: Site, dataset: Dataset, one: Download) -> Node:
    part = _part(site, dataset, one.part) if one.part else ""
    name = ": ".join(filter(None, [site.text(dataset.title), part]))
    node = _file(site, one, f"{name} – {site.say(one.format)}")
    # A code list that others made is under their licence.
    about = site.catalogue.config.vocabularies.get(one.part) if dataset.subject == CODE_LISTS_SUBJECT else None
    return {**node, "license": licence_of(about.licence)} if about and about.licence else node


def _part(site: Site, dataset: Dataset, part: str) -> str:
    """Return what a part of a dataset is called: a code list, or a list of the records; else its name."""
    config, collection = site.catalogue.config, site.catalogue.collections.get(dataset.subject)
    if dataset.subject == CODE_LISTS_SUBJECT and part in config.vocabularies:
        return site.text(config.vocabularies[part].title)
    fields = collection.schema.fields if collection else ()
    return next((site.text(field.label) for field in fields if field.name == part), "") or part


def _file(site: Site, one: Download, name: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": file_uri(site.catalogue.config, one.path),
        "encodingFormat": one.media_type,
        "contentSize": f"{one.size} B",
        "sha256": one.digest,
    }


def licence_of(stated: str) -> Node | str:
    """Return a licence that is stated by an address, or by a name alone."""
    return stated if stated.startswith(("https://", "http://")) else {"@type": "CreativeWork", "name": stated}


def _coverage(site: Site) -> Node | None:
    """Return the place that the catalogue is about."""
    about = site.catalogue.config.coverage
    vocabulary = site.catalogue.vocabularies.get(about.vocabulary) if about else None
    concept = vocabulary.find(about.code, about.scheme) if about and vocabulary else None
    return {"@type": "Place", "name": said(site, concept.labels) or concept.code} if concept else None


def _period(site: Site, dataset: Dataset) -> str:
    """Return the time that a dataset is about as an interval of ISO 8601."""
    period = period_of(site.catalogue, dataset.subject)
    return "/".join(dict.fromkeys(period)) if period else ""


def catalogue_about(site: Site, downloads: Sequence[Download]) -> About:
    """Return what the home page is about: the catalogue with its datasets, the site with its search, who publishes."""
    config = site.catalogue.config
    things = [_catalogue(site, downloads), _website(site), _publisher(site)]
    feed = config.url + site.path + FEED
    links = [
        Link("cite-as", config.url),
        *landing_links(site, "DataCatalog"),
        *(Link("describedby", config.url + path, kind) for path, kind in _DESCRIPTIONS),
        Link("service-desc", f"{config.url}openapi.json", "application/vnd.oai.openapi+json"),
        Link("alternate", feed, ATOM, site.text(config.title)),
    ]
    return About(things, links=links)


_DESCRIPTIONS = (
    (CATALOGUE_TURTLE, TURTLE),
    (CATALOGUE_RDF, "application/rdf+xml"),
    (CATALOGUE_JSONLD, JSON_LD),
    ("data.json", JSON),
    (f"{DATA}/datapackage.json", JSON),
)
"""What describes the catalogue for other portals."""


def _catalogue_in_short(site: Site) -> Node:
    config = site.catalogue.config
    name, url = site.text(config.title), config.url + site.path
    return {"@type": "DataCatalog", "@id": catalogue_uri(config), "name": name, "url": url}


def _catalogue(site: Site, downloads: Sequence[Download]) -> Node:
    config = site.catalogue.config
    modified = max((one.modified for one in site.datasets.values()), default="")
    whole = [one for one in downloads if not one.subject and not one.blank]
    themes = [{"@type": "DefinedTerm", "@id": one.url, "name": said(site, one.label)} for one in config.themes]
    node = {
        **_catalogue_in_short(site),
        "description": site.text(config.description),
        "publisher": publisher_reference(config, site.language),
        "license": config.licence.url,
        "isAccessibleForFree": True,
        "inLanguage": list(config.languages),
        "keywords": said(site, config.keywords),
        "about": themes,
        "spatialCoverage": _coverage(site),
        "dateModified": modified,
        "dataset": [_in_short(site, one) for one in site.datasets.values()],
        "encoding": [_file(site, one, site.say(one.format)) for one in whole],
    }
    return {name: value for name, value in node.items() if value}


def _website(site: Site) -> Node:
    config = site.catalogue.config
    home = config.url + site.path
    return {
        **website_reference(config, site.language),
        "description": site.text(config.description),
        "inLanguage": list(config.languages),
        "publisher": {"@id": publisher_uri(config)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{search_term_string}}"},
            # As schema.org spells the input of an action: https://schema.org/docs/actions.html.
            "query-input": "required name=search_term_string",
        },
    }


def _publisher(site: Site) -> Node:
    config = site.catalogue.config
    publisher = config.publisher
    return {
        **publisher_reference(config, site.language),
        **({"url": publisher.url} if publisher.url else {}),
        **({"contactPoint": _desk(publisher.contact)} if publisher.contact else {}),
    }


def _desk(address: str) -> Mapping[str, str]:
    """Return a public desk, by its page or its address for letters."""
    is_mail = address.startswith("mailto:")
    return {"@type": "ContactPoint", **({"email": address.removeprefix("mailto:")} if is_mail else {"url": address})}
