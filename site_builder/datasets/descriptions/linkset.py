"""`linkset.json`: FAIR Signposting (https://signposting.org/FAIR/, level 2) as link sets of RFC 9264.

A program that comes to a page learns from it how to cite what the page is about, which files hold it, which describe
it, under which licence it is, and from a file, which page it belongs to. The set at the root has the catalogue and its
datasets. The records of a collection have a set of their own, `/<collection>/linkset.json`: with ten thousand of them
one file would be too long to load for the sake of one page. The media type is `application/linkset+json`; a host that
knows types by endings alone sends `application/json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.addresses import (
    DATA,
    LINKSET,
    RECORD_BIBTEX,
    RECORD_CSL,
    RECORD_JSON,
    RECORD_JSONLD,
    RECORD_RIS,
    file_uri,
    guid,
    publisher_uri,
    record_uri,
)
from site_builder.config import Config
from site_builder.datasets.descriptions.dcat_things import Entry, File, Whole
from site_builder.datasets.media import media_type
from site_builder.datasets.publication import Publication, Writer
from site_builder.records import Collection

_LINKSET_TYPE = "application/linkset+json"

_OF_EVERYTHING = ("catalog.ttl", "catalog.rdf", "catalog.jsonld", "data.json")
"""What describes the catalogue and each of its datasets."""
_OF_THE_CATALOGUE = tuple(f"{DATA}/{name}" for name in ("datapackage.json", "csvw-metadata.json", "croissant.json"))
_OF_A_RECORD = (RECORD_JSONLD, RECORD_BIBTEX, RECORD_RIS, RECORD_CSL)

_PAGE = "text/html"
_ABOUT_PAGE = "https://schema.org/AboutPage"
"""What Signposting asks a page to say of itself, beside what it is about."""

Target = Mapping[str, str]
Context = Mapping[str, Any]
"""A link context: `anchor` is where the links lead from, each other key a relation with its targets."""


def write(publication: Publication, writer: Writer) -> None:
    """Write the set of the catalogue, and one for each collection that has records."""
    whole = Whole(publication, tuple(writer.distributions))
    writer.put(LINKSET, _bytes(_of_catalogue(whole, _there(writer, (*_OF_EVERYTHING, *_OF_THE_CATALOGUE)))))
    for collection in publication.catalogue.collections.values():
        if collection.records:
            first = collection.records[0].address
            beside = [name for name in (RECORD_JSON, *_OF_A_RECORD) if _there(writer, [first + name])]
            writer.put(_set_of(collection), _bytes(_of_records(publication.config, collection, beside)))


def _set_of(collection: Collection) -> str:
    """Return where the set of a collection's records is, below the site's root."""
    return f"{collection.name}/{LINKSET}"


def _there(writer: Writer, paths: Iterable[str]) -> Sequence[str]:
    return [path for path in paths if (writer.site / path).is_file()]


def _of_catalogue(whole: Whole, describing: Sequence[str]) -> Iterator[Context]:
    """Yield the links of the home page, of each dataset's page and files, and of what describes them."""
    config = whole.config
    of_each = [_file(config, path) for path in describing if path in _OF_EVERYTHING]
    pages = [_page(config, entry.dataset.address) for entry in whole.datasets]
    sets = [_set(config, one) for one in whole.publication.catalogue.collections.values() if one.records]
    about = _about(config, "https://schema.org/DataCatalog", config.url)
    items = [page for page in pages if page["href"] != config.url]
    items += [_item(file) for entry in whole.datasets if not entry.dataset.address for file in entry.files]
    links = {**about, "describedby": [_file(config, path) for path in describing], "item": items, "linkset": sets}
    yield from _in_each_language(config, "", links)
    describes = {
        file_uri(config, path): {"describes": pages if path in _OF_EVERYTHING else [_page(config, "")]}
        for path in describing
    }
    for entry in whole.datasets:
        address = entry.dataset.address
        if address:
            yield from _in_each_language(config, address, _of_dataset(entry, of_each))
        for file in entry.files:
            licence = [{"href": file.licence.uri}]
            described = describes.pop(file.url, {})
            yield {"anchor": file.url, "collection": [_page(config, address)], "license": licence, **described}
    for anchor, described in describes.items():
        yield {"anchor": anchor, **described}


def _of_dataset(entry: Entry, describing: Sequence[Target]) -> Context:
    whole, config, address = entry.whole, entry.whole.config, entry.dataset.address
    collection = whole.publication.catalogue.collections.get(entry.dataset.subject)
    return {
        **_about(config, "https://schema.org/Dataset", config.url + address),
        "describedby": describing,
        "item": [_item(file) for file in entry.files],
        "collection": [_page(config, "")],
        "linkset": [_set(config, collection)] if collection and collection.records else [],
    }


def _of_records(config: Config, collection: Collection, beside: Sequence[str]) -> Iterator[Context]:
    """Yield the links of each record's page and of the files beside it."""
    dataset = _page(config, f"{collection.name}/")
    for record in collection.records:
        page = _page(config, record.address)
        files = [_file(config, record.address + name) for name in beside]
        item = [file for file, name in zip(files, beside, strict=True) if name == RECORD_JSON]
        about = [file for file, name in zip(files, beside, strict=True) if name != RECORD_JSON]
        links = {
            **_about(config, collection.schema.rdf_class, guid(config, collection.name, record.first_id)),
            "describedby": about,
            "item": item,
            "collection": [dataset],
        }
        yield from _in_each_language(config, record.address, links)
        yield from ({"anchor": file["href"], "collection": [page]} for file in item)
        yield from ({"anchor": file["href"], "describes": [page]} for file in about)


def _about(config: Config, kind: str | None, cite_as: str) -> Context:
    """Return what is said of every page: what it is about, how that is cited, whose it is, and the terms."""
    return {
        "type": [{"href": one} for one in (_ABOUT_PAGE, kind) if one],
        "cite-as": [{"href": cite_as}],
        "author": [{"href": publisher_uri(config)}],
        "license": [{"href": config.licence.url}],
    }


def _in_each_language(config: Config, address: str, links: Context) -> Iterator[Context]:
    stated = {relation: targets for relation, targets in links.items() if targets}
    for language in config.languages:
        yield {"anchor": record_uri(config, config.path(language) + address), **stated}


def _page(config: Config, address: str) -> Target:
    return {"href": config.url + address, "type": _PAGE}


def _file(config: Config, path: str) -> Target:
    return {"href": file_uri(config, path), "type": media_type(path).name}


def _item(file: File) -> Target:
    return {"href": file.url, "type": file.file.media_type}


def _set(config: Config, collection: Collection) -> Target:
    return {"href": file_uri(config, _set_of(collection)), "type": _LINKSET_TYPE}


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _bytes(contexts: Iterable[Context]) -> bytes:
    """Return a link set as JSON, a context a line."""
    return ('{"linkset": [\n' + ",\n".join(map(_encode, contexts)) + "\n]}\n").encode()
