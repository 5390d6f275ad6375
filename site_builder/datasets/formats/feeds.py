"""Atom feeds (RFC 4287): what changed last in the catalogue or in a collection, in one language; and what was taken
back, as deleted entries (RFC 6721)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element

from site_builder.addresses import FEED
from site_builder.config import Translated
from site_builder.datasets.formats.xml import add, xml_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.history import Change
from site_builder.records import Catalogue, Collection, Record, facet_concepts, is_listed, sources_of

NEWEST = 50

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed is of: the whole catalogue where `collection` is None."""

    publication: Publication
    language: str
    collection: Collection | None

    @property
    def address(self) -> str:
        """The address of the page that the feed belongs to."""
        config = self.publication.config
        below = f"{self.collection.name}/" if self.collection else ""
        return f"{config.url}{config.path(self.language)}{below}"

    def text(self, text: Translated) -> str:
        return self.publication.config.text(text, self.language)

    def identity(self, collection: str, first_id: str) -> str:
        """Return what tells an entry from every other for ever: in the main language, the guid of the record."""
        config = self.publication.config
        return f"{config.url}{config.path(self.language)}{collection}/{first_id}/"


def write(publication: Publication, writer: Writer) -> None:
    """Write a feed of the whole at the root of each language, and one beside the list of each collection."""
    config, collections = publication.config, publication.catalogue.collections
    for language in config.languages:
        root = config.path(language)
        writer.put(root + FEED, feed_bytes(publication, language))
        for name, collection in collections.items():
            writer.put(f"{root}{name}/{FEED}", feed_bytes(publication, language, collection))


def feed_bytes(publication: Publication, language: str, collection: Collection | None = None) -> bytes:
    """Return the feed of a collection, or of all: what changed last comes first, the newest fifty.

    It holds the records that stand in the lists, and what was taken back. `updated` is when a record last changed,
    `published` when it was first published, by the catalogue's history; a day counts from its beginning (UTC). What has
    no date has the time of the data.
    """
    config, catalogue = publication.config, publication.catalogue
    about = _Feed(publication, language, collection)
    feed = Element("feed", {"xmlns": _ATOM, "xmlns:at": _TOMBSTONES, "xml:lang": language})
    newest = _newest(publication, collection)
    title = about.text(config.title)
    add(feed, "id", about.address + FEED)
    add(feed, "title", f"{about.text(collection.schema.label)} – {title}" if collection else title)
    add(feed, "subtitle", about.text(collection.schema.description if collection else config.description))
    add(feed, "updated", next((_time(moment) for moment, _ in newest if moment), publication.moment))
    add(feed, "link", attributes={"rel": "self", "type": "application/atom+xml", "href": about.address + FEED})
    add(feed, "link", attributes={"rel": "alternate", "type": "text/html", "hreflang": language, "href": about.address})
    author = add(feed, "author")
    add(author, "name", about.text(config.publisher.name))
    if config.publisher.url:
        add(author, "uri", config.publisher.url)
    add(feed, "rights", config.licence.title)
    add(feed, "link", attributes={"rel": "license", "href": config.licence.url})
    for moment, one in newest:
        if isinstance(one, Record):
            _entry(feed, about, catalogue, one, _time(moment) if moment else publication.moment)
        else:
            _deleted(feed, about, one)
    return xml_bytes(feed)


def _newest(publication: Publication, collection: Collection | None) -> list[tuple[str, Record | Change]]:
    """Return what a feed holds, each with the moment (ISO 8601) at which it last changed, "" where none is known."""
    catalogue, history = publication.catalogue, publication.history
    records = collection.records if collection else tuple(catalogue.records)
    found: list[tuple[str, Record | Change]] = [
        (history.of(record).modified, record) for record in records if is_listed(catalogue, record)
    ]
    found += [(one.moment, one) for one in history.gone if collection is None or one.collection == collection.name]
    found.sort(key=lambda pair: (pair[1].id, pair[1].collection))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return found[:NEWEST]


def _deleted(feed: Element, about: _Feed, gone: Change) -> None:
    attributes = {"ref": about.identity(gone.collection, gone.first_id), "when": _time(gone.moment)}
    deleted = add(feed, "at:deleted-entry", attributes=attributes)
    # No link to the note or to the successor: readers that know of no deleted entries take it for one of the feed.
    if gone.reason:
        _text(deleted, "at:comment", about, gone.reason)


def _entry(feed: Element, about: _Feed, catalogue: Catalogue, record: Record, updated: str) -> None:
    config, schema, language = catalogue.config, catalogue.schema(record), about.language
    address = f"{config.url}{config.path(language)}{record.address}"
    entry = add(feed, "entry")
    add(entry, "id", about.identity(record.collection, record.first_id))
    _text(entry, "title", about, record.data.get(schema.title) or record.id)
    add(entry, "updated", updated)
    published = about.publication.history.of(record).issued
    if published:
        add(entry, "published", _time(published))
    add(entry, "link", attributes={"rel": "alternate", "type": "text/html", "hreflang": language, "href": address})
    for source in sources_of(catalogue, record):
        add(entry, "link", attributes={"rel": "via", "href": source.url})
    _text(entry, "summary", about, record.data.get(schema.summary) or "")
    if about.collection is None:  # among others, a record says of what kind it is
        kind = {"term": record.collection, "scheme": config.url, "label": about.text(schema.singular)}
        add(entry, "category", attributes=kind)
    for scheme, code, label in _categories(catalogue, record, language):
        add(entry, "category", attributes={"term": code, "scheme": scheme, "label": label})


def _text(parent: Element, name: str, about: _Feed, text: Translated | str) -> None:
    """Add a text in the feed's language; where there is one in another language only, the element says which."""
    if not isinstance(text, Mapping):
        add(parent, name, str(text))
        return
    main = about.publication.config.language
    stands_in = {} if about.language in text or main not in text else {"xml:lang": main}
    add(parent, name, about.text(text), stands_in)


def _categories(catalogue: Catalogue, record: Record, language: str) -> Iterable[tuple[str, str, str]]:
    """Return the codes under which lists show a record: the address of the scheme, the code, its label."""
    config = catalogue.config
    found: dict[tuple[str, str], str] = {}
    for field in catalogue.schema(record).facets:
        for concept in facet_concepts(catalogue, field, record):
            found[concept.key] = config.text(concept.labels, language) or concept.code
    return [(f"{config.url}vocabularies/{quote(scheme)}/", code, label) for (scheme, code), label in found.items()]


def _time(iso: str) -> str:
    """Return a moment as a time: a year or a month stands for its first day, a day for its beginning."""
    return iso if "T" in iso else (iso + "-01-01")[:10] + "T00:00:00Z"
