"""What a snapshot holds: the tables, records, changes and schemas of a publication, as its site has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from site_builder.addresses import DATA, SCHEMAS
from site_builder.config import Translated
from site_builder.datasets import Distribution, Publication, write_essentials
from site_builder.datasets.tabular.tables import words

PACKAGE = f"{DATA}/datapackage.json"
CITATION = "CITATION.cff"

_ABOUT = (PACKAGE, f"{DATA}/catalogue.json", f"{DATA}/withdrawn.json", f"{DATA}/changes.jsonl", CITATION)
"""The files that are of no dataset."""
_RECORDS = ".jsonl"


@dataclass(frozen=True, slots=True)
class Content:
    """A file of a snapshot: its path in the bundle, and its bytes.

    `title` is empty where the name says it all. `subject` is the dataset that it is of, "" for the whole catalogue.
    """

    path: str
    data: bytes
    title: Translated
    subject: str = ""


def contents(publication: Publication) -> list[Content]:
    """Return the files of a publication that a snapshot holds, each at the path that it has in the site."""
    with TemporaryDirectory() as work:
        site = Path(work)
        written = {one.path: one for one in write_essentials(publication, site)}
        tables = {f"{DATA}/{one['path']}" for one in json.loads((site / PACKAGE).read_bytes())["resources"]}
        records = {path for path, one in written.items() if one.subject and path.endswith(_RECORDS)}
        schemas = {file.relative_to(site).as_posix() for file in (site / SCHEMAS).rglob("*.json")}
        about = {path for path in _ABOUT if (site / path).is_file()}
        return [
            _content(publication, path, (site / path).read_bytes(), written.get(path))
            for path in sorted(tables | records | schemas | about)
        ]


def _content(publication: Publication, path: str, data: bytes, about: Distribution | None) -> Content:
    if about is None:  # a schema, which is no download
        dataset = next((one for one in publication.datasets if one.schema == path), None)
        return Content(path, data, dataset.title if dataset else {}, dataset.subject if dataset else "")
    dataset = publication.by_subject.get(about.subject)
    tables = dataset.tables if dataset else ()
    title = next((table.title for table in tables if table.part == about.part), None)
    # The names of formats are translated where each is named.
    return Content(path, data, title or words(publication.catalogue, about.format), about.subject)
