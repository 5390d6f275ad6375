"""A `data.json` by Project Open Data 1.1: each dataset that it lists becomes a record.

See https://resources.data.gov/resources/dcat-us/. Datasets that are not public are listed as well: they are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from site_builder.harvest.datasets import Catalog, Dataset, Distribution, mirror_of_datasets
from site_builder.harvest.describing import UNKNOWN
from site_builder.harvest.mirror import Mirror, Settings
from site_builder.harvest.recognising import Found, Kind
from site_builder.harvest.sources import Source
from site_builder.harvest.texts import date_of, language_of, line_of, link_of, text_of
from site_builder.records import Json

_PUBLIC: Final = "public"


def read(_source: Source, found: Found, settings: Settings) -> Mirror:
    """Return the datasets of a data.json that was found. Raises CannotRunError where none can be taken."""
    described = [_dataset(one) for one in found.document["dataset"] if isinstance(one, Mapping)]
    catalog = Catalog(title={}, description={}, publisher={}, homepage="", licences=())
    return mirror_of_datasets(Kind.DATA_JSON, catalog, described, found.answer.address, settings)


def _dataset(one: Mapping[str, Json]) -> Dataset:
    language = _language(one.get("language"))
    publisher = one.get("publisher")
    name = line_of(publisher.get("name")) if isinstance(publisher, Mapping) else line_of(publisher)
    title, description = line_of(one.get("title")), text_of(one.get("description"))
    identifier = line_of(one.get("identifier"))
    words = [text for key in ("keyword", "theme") for word in _list(one.get(key)) if (text := line_of(word))]
    return Dataset(
        uri=link_of(one.get("@id")) or link_of(identifier),
        identifier=identifier,
        title={language: title} if title else {},
        description={language: description} if description else {},
        publisher={language: name} if name else {},
        keywords={language: [word for word in words if not link_of(word)]},
        themes=tuple(filter(None, map(link_of, words))),
        landing_page=link_of(one.get("landingPage")),
        issued=date_of(one.get("issued")),
        modified=date_of(one.get("modified")),
        licences=tuple(text for key in ("license", "rights") if (text := line_of(one.get(key)))),
        distributions=tuple(_distributions(one.get("distribution"))),
        is_closed=str(one.get("accessLevel", _PUBLIC)).strip().lower() != _PUBLIC,
    )


def _language(stated: Json) -> str:
    found = {language_of(one) for one in _list(stated)} - {""}
    return found.pop() if len(found) == 1 else UNKNOWN


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _distributions(stated: Json) -> Iterator[Distribution]:
    for one in _list(stated):
        url = (link_of(one.get("downloadURL")) or link_of(one.get("accessURL"))) if isinstance(one, Mapping) else ""
        if url:
            yield Distribution(
                url=url,
                title=line_of(one.get("title")),
                format=line_of(one.get("format")),
                media_type=line_of(one.get("mediaType")),
                licences=tuple(filter(None, [line_of(one.get("license"))])),
            )
