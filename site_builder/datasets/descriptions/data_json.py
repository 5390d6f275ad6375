"""`data.json`: Project Open Data 1.1 (https://project-open-data.cio.gov/v1.1/schema/), which CKAN and others harvest.

The format has one language. Titles and descriptions are in the main one: a portal shows a title as it is, and one with
every language in it is too long for its lists. `language` names those that the data are in; DCAT has all the texts. A
dataset is identified as in DCAT, so that a portal that changes from one to the other finds what it has.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from site_builder.addresses import file_uri
from site_builder.config import Translated
from site_builder.datasets.descriptions.dcat_terms import AUTHORITY, Period
from site_builder.datasets.descriptions.dcat_things import Entry, File, Whole
from site_builder.datasets.publication import Publication, Writer

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"

PATH = "data.json"

_FREQUENCIES: Mapping[str, str] = {
    f"{AUTHORITY}frequency/{term}": period
    for term, period in (
        ("IRREG", "irregular"),
        ("DECENNIAL", "R/P10Y"),
        ("QUADRENNIAL", "R/P4Y"),
        ("TRIENNIAL", "R/P3Y"),
        ("BIENNIAL", "R/P2Y"),
        ("ANNUAL", "R/P1Y"),
        ("ANNUAL_2", "R/P6M"),
        ("ANNUAL_3", "R/P4M"),
        ("QUARTERLY", "R/P3M"),
        ("BIMONTHLY", "R/P2M"),
        ("MONTHLY", "R/P1M"),
        ("MONTHLY_2", "R/P0.5M"),
        ("BIWEEKLY", "R/P2W"),
        ("WEEKLY", "R/P1W"),
        ("WEEKLY_2", "R/P3.5D"),
        ("DAILY", "R/P1D"),
    )
}
"""The European Union's terms for how often a catalogue is updated, as repeating intervals of ISO 8601."""


def write(publication: Publication, writer: Writer) -> None:
    """Write the list of datasets at the site's root: of the files that were written before."""
    document = data_json(Whole(publication, tuple(writer.distributions)))
    writer.write_at(
        PATH, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(), "Project Open Data (JSON)"
    )


def data_json(whole: Whole) -> Mapping[str, Any]:
    """Return the catalogue with every dataset."""
    return {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": file_uri(whole.config, PATH),
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [_dataset(entry) for entry in whole.datasets],
    }


def _dataset(entry: Entry) -> Mapping[str, Any]:
    whole, config = entry.whole, entry.whole.config
    words = dict.fromkeys(word for some in config.keywords.values() for word in some)
    period, dates = entry.period, entry.dataset.dates
    said = {
        "@type": "dcat:Dataset",
        "identifier": entry.uri,
        "title": _main(entry, entry.title),
        "description": _main(entry, entry.description),
        "keyword": [*words],
        "theme": list(dict.fromkeys(_main(entry, theme.label) for theme in config.themes)),
        "publisher": {"@type": "org:Organization", "name": _main(entry, whole.publisher.name)},
        "contactPoint": _contact(entry),
        "accessLevel": "public",
        "license": whole.licence.uri,
        "language": [*config.languages],
        "spatial": _main(entry, whole.place.label) if whole.place else "",
        "temporal": _interval(period) if period else "",
        "issued": dates.issued,
        "modified": dates.modified,
        "accrualPeriodicity": _FREQUENCIES.get(config.frequency or "", ""),
        "landingPage": entry.page.uri,
        "describedBy": entry.standard.uri if entry.standard else "",
        "describedByType": "application/json" if entry.standard else "",
        "distribution": [_distribution(file) for file in entry.files],
    }
    return {name: value for name, value in said.items() if value}


def _interval(period: Period) -> str:
    """Return a period from its first to its last day: the schema takes no interval whose ends are cut differently."""
    last = period.last if len(period.last) > 4 else f"{period.last}-12"
    if len(last) < 10:
        last += f"-{monthrange(int(last[:4]), int(last[5:]))[1]}"
    return f"{(period.first + '-01-01')[:10]}/{last}"


def _contact(entry: Entry) -> Mapping[str, str]:
    desk = entry.whole.contact
    email = {"hasEmail": desk.email} if desk.email else {}
    return {"@type": "vcard:Contact", "fn": _main(entry, desk.name), **email}


def _distribution(file: File) -> Mapping[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": _main(file.entry, file.title),
        "downloadURL": file.url,
        "mediaType": file.file.media_type,
        # As the name of the file ends: portals know formats by that.
        "format": PurePosixPath(file.file.path).suffix.removeprefix(".").upper() or "TXT",
    }


def _main(entry: Entry, text: Translated) -> str:
    config = entry.whole.config
    return config.text(text, config.language)
