"""Atom feeds (RFC 4287): the newest records of a collection, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element

from site_builder.addresses import FEED
from site_builder.config import Translated
from site_builder.datasets.formats.xml import add, xml_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import (
    Catalogue,
    Collection,
    Record,
    date_of,
    facet_concepts,
    is_listed,
    sources_of,
    standing,
)

NEWEST = 50

_ATOM = "http://www.w3.org/2005/Atom"


def write(publication: Publication, writer: Writer) -> None:
    """Write a feed beside the list of each collection, in every language."""
    catalogue, config = publication.catalogue, publication.config
    for language in config.languages:
        for name, collection in catalogue.collections.items():
            data = feed_bytes(catalogue, collection, language, publication.created)
            writer.put(f"{config.path(language)}{name}/{FEED}", data)


def feed_bytes(catalogue: Catalogue, collection: Collection, language: str, created: datetime) -> bytes:
    """Return the feed of a collection: its newest records that stand in the lists, the last changed first.

    A record's `updated` is when it was last confirmed, at the beginning of that day (UTC). `created` is the time of a
    feed that has no dated entry.
    """
    config = catalogue.config
    root = config.url + config.path(language)
    address = f"{root}{collection.name}/"
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    dated = [(_updated(catalogue, record), record) for record in collection.records if is_listed(catalogue, record)]
    dated.sort(key=lambda pair: pair[1].id)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    newest = dated[:NEWEST]
    otherwise = created.isoformat().replace("+00:00", "Z")
    add(feed, "id", address + FEED)
    add(feed, "title", f"{config.text(collection.schema.label, language)} – {config.text(config.title, language)}")
    add(feed, "subtitle", config.text(collection.schema.description, language))
    add(feed, "updated", next((_time(updated) for updated, _ in newest if updated), otherwise))
    add(feed, "link", attributes={"rel": "self", "type": "application/atom+xml", "href": address + FEED})
    add(feed, "link", attributes={"rel": "alternate", "type": "text/html", "hreflang": language, "href": address})
    author = add(feed, "author")
    add(author, "name", config.text(config.publisher.name, language))
    if config.publisher.url:
        add(author, "uri", config.publisher.url)
    add(feed, "rights", config.licence.title)
    add(feed, "link", attributes={"rel": "license", "href": config.licence.url})
    for updated, record in newest:
        _entry(feed, catalogue, record, language, _time(updated) if updated else otherwise)
    return xml_bytes(feed)


def _entry(feed: Element, catalogue: Catalogue, record: Record, language: str, updated: str) -> None:
    config, schema = catalogue.config, catalogue.schema(record)
    address = f"{config.url}{config.path(language)}{record.address}"
    entry = add(feed, "entry")
    add(entry, "id", address)
    _text(entry, "title", catalogue, record.data.get(schema.title) or record.id, language)
    add(entry, "updated", updated)
    published = date_of(catalogue, record)
    if published:
        add(entry, "published", _time(published))
    add(entry, "link", attributes={"rel": "alternate", "type": "text/html", "hreflang": language, "href": address})
    for source in sources_of(catalogue, record):
        add(entry, "link", attributes={"rel": "via", "href": source.url})
    _text(entry, "summary", catalogue, record.data.get(schema.summary) or "", language)
    for scheme, code, label in _categories(catalogue, record, language):
        add(entry, "category", attributes={"term": code, "scheme": scheme, "label": label})


def _text(entry: Element, name: str, catalogue: Catalogue, text: Translated | str, language: str) -> None:
    """Add a text in the feed's language; where the record has another one only, the element says which."""
    if not isinstance(text, Mapping):
        add(entry, name, str(text))
        return
    main = catalogue.config.language
    stands_in = {} if language in text or main not in text else {"xml:lang": main}
    add(entry, name, catalogue.config.text(text, language), stands_in)


def _categories(catalogue: Catalogue, record: Record, language: str) -> Iterable[tuple[str, str, str]]:
    """Return the codes under which lists show a record: the address of the scheme, the code, its label."""
    config = catalogue.config
    found: dict[tuple[str, str], str] = {}
    for field in catalogue.schema(record).facets:
        for concept in facet_concepts(catalogue, field, record):
            found[concept.key] = config.text(concept.labels, language) or concept.code
    return [(f"{config.url}vocabularies/{quote(scheme)}/", code, label) for (scheme, code), label in found.items()]


def _updated(catalogue: Catalogue, record: Record) -> str:
    return standing(catalogue, record).confirmed or date_of(catalogue, record)


def _time(iso: str) -> str:
    """Return a date as a time: a year or a month stands for its first day."""
    return (iso + "-01-01")[:10] + "T00:00:00Z"
