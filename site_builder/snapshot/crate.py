"""`ro-crate-metadata.json`: what a snapshot and each file in it is, by RO-Crate 1.1 (https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from site_builder.addresses import publisher_uri
from site_builder.config import Translated
from site_builder.datasets import Publication
from site_builder.datasets.media import media_type
from site_builder.snapshot.contents import Content

NAME = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"

_CONTEXT = [f"{PROFILE}/context", {"sha256": "http://schema.org/sha256"}]
"""`sha256` is younger than the schema.org that RO-Crate 1.1 builds on."""

Entity = Mapping[str, Any]


def crate_bytes(publication: Publication, name: str, files: Sequence[Content], sums: tuple[str, int]) -> bytes:
    """Return the description of the bundle `name` with its files, as JSON-LD.

    `sums` is path and size of the list of checksums, in which this file has its place: it alone goes without one.
    """
    config = publication.config
    publisher = config.publisher.url or publisher_uri(config)
    described = [_file(publication, one) for one in files] + [_file_named(*sums)]
    about = config.description.items()
    keywords = dict.fromkeys(word for words in config.keywords.values() for word in words)
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": name,
        "name": _tagged(config.title),
        "description": _tagged({code: f"{text} {config.notice.get(code, '')}".strip() for code, text in about}),
        "url": config.url,
        "version": publication.catalogue.today,
        "datePublished": publication.catalogue.today,
        "inLanguage": list(config.languages),
        **({"keywords": list(keywords)} if keywords else {}),
        "license": _to(config.licence.url),
        "publisher": _to(publisher),
        "hasPart": [_to(one["@id"]) for one in described],
    }
    graph: list[Entity] = [
        {"@id": NAME, "@type": "CreativeWork", "conformsTo": _to(PROFILE), "about": _to("./")},
        root,
        {
            "@id": config.licence.url,
            "@type": "CreativeWork",
            "name": config.licence.title,
            "identifier": config.licence.id,
        },
        {"@id": publisher, "@type": "Organization", "name": _tagged(config.publisher.name), "url": publisher},
        *described,
    ]
    return (json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode()


def _file(publication: Publication, one: Content) -> Entity:
    dataset = publication.by_subject.get(one.subject)
    return {
        **_file_named(one.path, len(one.data)),
        **({"name": _tagged(one.title)} if one.title else {}),
        "sha256": hashlib.sha256(one.data).hexdigest(),
        **({"dateModified": dataset.dates.modified} if dataset and dataset.dates.modified else {}),
    }


def _file_named(path: str, size: int) -> Entity:
    return {
        "@id": quote(path),
        "@type": "File",
        "name": path.rpartition("/")[2],
        "contentSize": str(size),
        "encodingFormat": media_type(path).name,
    }


def _to(address: str) -> Mapping[str, str]:
    return {"@id": address}


def _tagged(text: Translated) -> Sequence[Mapping[str, str]]:
    return [{"@value": value, "@language": language} for language, value in text.items()]
