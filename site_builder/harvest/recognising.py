"""What kind of source stands at an address: told by what is there, not by what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from site_builder import problems
from site_builder.harvest.documents import is_web_page, json_of, web_page
from site_builder.harvest.sources import Answer, MissingError, Source
from site_builder.problems import CannotRunError, Problem
from site_builder.records import Json
from site_builder.records.reading.wording import shorten


class Kind(StrEnum):
    """A kind of source."""

    CATALOGUE = "catalogue"
    DATA_PACKAGE = "data-package"
    DCAT = "dcat"
    DATA_JSON = "data-json"


class Syntax(StrEnum):
    """A syntax of RDF, by the name that rdflib has for it."""

    TURTLE = "turtle"
    XML = "xml"
    JSON_LD = "json-ld"


INDEX: Final = "api/v1/index.json"
"""The entry of a catalogue made with this generator."""

ENTRIES: Final = (
    INDEX,
    "datapackage.json",
    "data/datapackage.json",
    "catalog.ttl",
    "catalog.rdf",
    "catalog.jsonld",
    "data.json",
)
"""What is looked for below an address that is a page or a folder; what gives the most comes first."""

_RDF: Final = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PROJECT_OPEN_DATA: Final = "project-open-data.cio.gov"
_TURTLE_TYPES: Final = frozenset({"text/turtle", "application/x-turtle", "application/n-triples", "text/n3"})
_TURTLE_START: Final = re.compile(rb"(?:\s|#[^\n]*\n)*(?:@prefix|@base|prefix\s|base\s|<https?:|_:|\[)", re.IGNORECASE)
_TURTLE_ENDINGS: Final = (".ttl", ".nt", ".n3")


@dataclass(frozen=True)
class Found:
    """A source whose kind is known. `document` is its JSON, where it is JSON; `syntax` is that of RDF."""

    kind: Kind
    answer: Answer
    document: Json = None
    syntax: Syntax | None = None


def find(source: Source) -> Found:
    """Return what a source is. Raises CannotRunError where it is nothing that can be harvested."""
    first: CannotRunError | None = None
    answer = None
    try:
        answer = source.read(source.entry)
    except MissingError as error:
        first = error
    if answer and not is_web_page(answer):
        return recognised(answer)
    address = answer.address if answer else source.entry
    if first and _names_a_file(address):
        raise first
    folder = source.folder(address)
    for name in ENTRIES:
        try:
            candidate = source.read(source.below(folder, name))
        except MissingError:
            continue
        if not is_web_page(candidate):  # a host may answer with its home page for whatever it has not
            return recognised(candidate)
    raise first or web_page(address, ENTRIES)


def _names_a_file(address: str) -> bool:
    return re.search(r"\.(?:json|jsonld|ttl|nt|n3|rdf|xml|csv|zip|xlsx)$", address, re.IGNORECASE) is not None


def recognised(answer: Answer) -> Found:
    """Return what an answer is by its content. Raises CannotRunError where it is nothing that can be harvested."""
    head = answer.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")) and not _is_turtle(answer, head):
        document = json_of(answer)
        if kind := _kind_of_json(document):
            return Found(kind, answer, document, Syntax.JSON_LD if kind is Kind.DCAT else None)
    elif _is_turtle(answer, head):
        return Found(Kind.DCAT, answer, syntax=Syntax.TURTLE)
    elif head.startswith(b"<") and _RDF in answer.data:
        return Found(Kind.DCAT, answer, syntax=Syntax.XML)
    said = shorten(answer.media_type) if answer.media_type else ""
    values = {"vi": f" (máy chủ nói là {said})" if said else "", "en": f" (the server calls it {said})" if said else ""}
    raise CannotRunError(Problem(problems.HARVEST_UNKNOWN_FORMAT, answer.address, values=values))


def _is_turtle(answer: Answer, head: bytes) -> bool:
    if head.startswith(b"{"):
        return False
    stated = answer.media_type in _TURTLE_TYPES or answer.address.partition("?")[0].lower().endswith(_TURTLE_ENDINGS)
    if head.startswith(b"["):  # JSON begins so as well
        return stated
    return stated or _TURTLE_START.match(head) is not None


def _kind_of_json(document: Json) -> Kind | None:
    """Return the kind of a JSON document by its keys: what each format cannot do without."""
    if isinstance(document, Mapping):
        if isinstance(document.get("sources"), list) and isinstance(document.get("collections"), list):
            return Kind.CATALOGUE
        if isinstance(document.get("resources"), list):
            return Kind.DATA_PACKAGE
        states = _PROJECT_OPEN_DATA in str(document.get("conformsTo", "")) + str(document.get("@context", ""))[:500]
        if isinstance(document.get("dataset"), list) and (states or "@context" not in document):
            return Kind.DATA_JSON
        if "@graph" in document or "@context" in document or "@id" in document:
            return Kind.DCAT
    if isinstance(document, list) and any(isinstance(one, Mapping) and "@id" in one for one in document[:10]):
        return Kind.DCAT
    return None
