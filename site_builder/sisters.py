"""Sister catalogues: what others publish and was harvested into `harvested/<name>/`, beside our own and never in it.

Such a folder is a catalogue like any other (`catalogue/`, `schemas/`), with a file `origin.yml` that says where it
comes from, under which licence and of which day it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from site_builder import problems
from site_builder.addresses import sister_page
from site_builder.config import Licence, Translated
from site_builder.problems import CannotRunError, Problem, Severity
from site_builder.records import Catalogue, Json, Record, published, read_catalogue
from site_builder.records.explaining import ID_PATTERN
from site_builder.records.reading.folders import list_files
from site_builder.records.reading.wording import shorten, suggested_id
from site_builder.records.reading.yaml_reading import read_document
from site_builder.records.validation import own_schema
from site_builder.vietnamese import sort_key

FOLDER = "harvested"
ORIGIN_FILE = "origin.yml"

PER_PAGE = 50
"""How many records of one collection a page of ours lists."""

LANDING_PAGE = "http://www.w3.org/ns/dcat#landingPage"
LICENCE = "http://purl.org/dc/terms/license"
PUBLISHER = "http://purl.org/dc/terms/publisher"
"""The RDF properties by which a record of no catalogue like ours names its page, its licence and its publisher: a
portal hands on what many have published (DCAT 3)."""

_NAME = re.compile(ID_PATTERN.removesuffix("$") + r"\Z")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sister catalogue comes from.

    `name` is that of its folder. `source` is what was read: a web address, or a path counted from the root of our
    catalogue. `kind` is what was found there (`catalogue`, `data-package`, `dcat`, `data-json`), `homepage` the page
    for people ("" where none is known), `harvested` the day (ISO 8601). `publisher` is empty where the source names
    none.
    """

    name: str
    source: str
    kind: str
    title: Translated
    homepage: str
    licence: Licence
    harvested: str
    publisher: Translated


@dataclass(frozen=True)
class Sister:
    """A sister catalogue: where it comes from, and what it holds."""

    origin: Origin
    catalogue: Catalogue

    @property
    def records(self) -> Iterator[Record]:
        return self.catalogue.records

    @cached_property
    def pages(self) -> Mapping[str, Sequence[Sequence[Record]]]:
        """The records of each collection that has any, by title, in the portions that a page of ours lists."""
        main = self.catalogue.config.language
        found = {}
        for name, collection in self.catalogue.collections.items():
            titles = {one.id: self.catalogue.config.text(self.catalogue.title(one), main) for one in collection.records}
            ordered = sorted(collection.records, key=lambda record: (sort_key(titles[record.id]), record.id))
            found[name] = [ordered[start : start + PER_PAGE] for start in range(0, len(ordered), PER_PAGE)]
        return {name: pages for name, pages in found.items() if pages}

    @cached_property
    def places(self) -> Mapping[tuple[str, str], str]:
        """Where our own pages list each record, by its key: an address below the root of a language."""
        return {
            record.key: f"{sister_page(self.origin.name, name, number)}#{anchor(record)}"
            for name, pages in self.pages.items()
            for number, page in enumerate(pages, start=1)
            for record in page
        }

    def said(self, texts: Translated, language: str) -> tuple[str, str]:
        """Return a text in a language, or else in the main one, or else in any; and the language that it is in."""
        spoken = next((one for one in (language, self.catalogue.config.language, *texts) if one in texts), "")
        return texts.get(spoken, ""), spoken

    def address_at_origin(self, record: Record, language: str) -> str:
        """Return the address of a record's page at its origin: in a language where it has that, else in its main one.

        A catalogue like ours has a page for each record; elsewhere the record itself may name one. "" where there is
        none, or none on the web.
        """
        config = self.catalogue.config
        if self.origin.kind == "catalogue":
            spoken = language if language in config.languages else config.language
            return config.url + config.path(spoken) + record.address
        named = self._stated(record, LANDING_PAGE)
        return next((one for one in named if isinstance(one, str) and _is_on_the_web(one)), "")

    def licence_of(self, record: Record) -> Licence:
        """Return the licence of a record: the one that it states, or else that of the whole catalogue."""
        for value in self._stated(record, LICENCE):
            if isinstance(value, Mapping):
                licence = Licence(*(str(value.get(name) or "") for name in ("id", "title", "url")))
                if licence.id and licence.title and _is_on_the_web(licence.url):
                    return licence
        return self.origin.licence

    def publisher_of(self, record: Record) -> Translated:
        """Return who published a record: whom it names, or else who publishes the whole; empty where none is named."""
        stated = (one for one in self._stated(record, PUBLISHER) if isinstance(one, Mapping) and one)
        return next(stated, self.origin.publisher)

    def _stated(self, record: Record, term: str) -> Iterator[Json]:
        """Yield the values of the properties of a record that have one meaning."""
        for field in self.catalogue.schema(record).fields:
            if field.term == term and field.name in record.data:
                yield record.data[field.name]


def anchor(record: Record) -> str:
    """Return the fragment by which a page of ours that lists the records of a sister catalogue leads to one."""
    return f"{record.collection}.{record.id}"


def _is_on_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def folder_of(name: str) -> str:
    """Return the folder of a sister catalogue, below the root."""
    return f"{FOLDER}/{name}"


def is_name(text: str) -> bool:
    """Whether a text can be the name of a sister catalogue, which is part of addresses and of a path."""
    return len(text) <= _LONGEST_NAME and _NAME.match(text) is not None


def names_in(root: Path) -> tuple[list[str], list[Problem]]:
    """Return the names of the sister catalogues of the catalogue in `root`, in order, and a problem for what has none.

    What begins with a point is passed over, as everywhere.
    """
    found: list[Problem] = []
    names = []
    for name in list_files(root, FOLDER, found):
        if not (root / folder_of(name)).is_dir():
            values: dict[str, object] = {"name": shorten(name)}
            found.append(Problem(problems.MISPLACED_FILE, folder_of(name), line=1, column=1, values=values))
        elif not is_name(name):
            values = {"id": shorten(name), "suggestion": suggested_id(name)}
            found.append(Problem(problems.BAD_ID, folder_of(name), line=1, column=1, values=values))
        else:
            names.append(name)
    return names, found


def read_origin(root: Path, name: str) -> tuple[Origin | None, list[Problem]]:
    """Read where the sister catalogue of a name comes from: None, and the problems, where its file is not sound.

    Paths of the problems count from `root`; a problem that has no line yet is for `records.locate`.
    """
    path = f"{folder_of(name)}/{ORIGIN_FILE}"
    document = read_document(root, path)
    found = document.problems
    if document.whole and not found:
        if isinstance(document.value, dict):
            found += own_schema("origin").violations(document.value, path)
        else:
            found.append(Problem(problems.NOT_A_MAPPING, path, line=1, column=1))
    return (None if found else _origin(name, document.value)), found


def _origin(name: str, data: Mapping[str, Json]) -> Origin:
    return Origin(
        name=name,
        source=data["source"],
        kind=data["kind"],
        title=data["title"],
        homepage=data.get("homepage", ""),
        licence=Licence(**data["licence"]),
        harvested=data["harvested"],
        publisher=data.get("publisher", {}),
    )


def read_sisters(root: Path, today: str) -> tuple[tuple[Sister, ...], list[Problem]]:
    """Read the sister catalogues of the catalogue in `root` as of the day `today` (ISO 8601), in order of their names.

    Of each, what may be published is given (see `records.published`). One that cannot be read without errors is left
    out. Paths of the problems count from `root`; a problem that has no line yet is for `records.locate`.
    """
    names, found = names_in(root)
    sisters = []
    for name in names:
        origin, own = read_origin(root, name)
        catalogue, more = _catalogue(root, name, today)
        own += more
        found += own
        if origin and catalogue and not any(one.kind.severity is Severity.ERROR for one in own):
            sisters.append(Sister(origin, catalogue))
    return tuple(sisters), found


def _catalogue(root: Path, name: str, today: str) -> tuple[Catalogue | None, list[Problem]]:
    folder = folder_of(name)
    try:
        reading = read_catalogue(root / folder, today)
    except CannotRunError as error:
        return None, [replace(one, path=f"{folder}/{one.path}", line=1, column=1) for one in error.problems]
    found = [replace(one, path=f"{folder}/{one.path}") for one in reading.problems]
    broken = any(one.kind.severity is Severity.ERROR for one in found)
    return None if broken else published(reading.catalogue), found
