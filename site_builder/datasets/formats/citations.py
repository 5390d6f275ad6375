"""How to cite: each record, and each collection, as BibTeX, RIS and CSL-JSON.

A record that describes a publication (its class is of the Bibliographic Ontology, https://www.bibliontology.com/, and
it has a property of that) is cited as that publication; any other as an entry of the catalogue. Authors are the
organisations that a record names as its creators; nobody else is known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote

from site_builder.addresses import RECORD_BIBTEX, RECORD_CSL, RECORD_RIS, record_uri
from site_builder.datasets.formats.json_files import json_bytes
from site_builder.datasets.publication import Publication, Writer
from site_builder.i18n import translator
from site_builder.records import Catalogue, Field, Record, Shape, date_of, sources_of, values_of

_BIBO = "http://purl.org/ontology/bibo/"
_DCT = "http://purl.org/dc/terms/"
_PUBLISHED = ("https://schema.org/datePublished", f"{_DCT}date")
"""The properties that say when a publication came out. Dublin Core's `issued` is of the record, not of it."""


class Kind(Enum):
    """What is cited, by the names that BibTeX, RIS and CSL have for it."""

    ARTICLE = ("article", "JOUR", "article-journal")
    DOCUMENT = ("misc", "GEN", "document")
    ENTRY = ("misc", "DATA", "dataset")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation says; "" where it is not known.

    `key` tells it from every other of the catalogue, in ASCII. `language` is that of the title. `issued` is an ISO 8601
    date, whole or cut. `container` is the journal, or the catalogue.
    """

    kind: Kind
    key: str
    title: str
    language: str
    url: str
    issued: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issn: str = ""
    doi: str = ""
    publisher: str = ""
    note: str = ""


def write(publication: Publication, writer: Writer) -> None:
    """Write the citations of each collection: all its records, in each format."""
    for name, collection in publication.catalogue.collections.items():
        references = [reference(publication, record) for record in collection.records]
        writer.write(f"{name}.bib", bibtex_bytes(references), "BibTeX", name)
        writer.write(f"{name}.ris", ris_bytes(references), "RIS", name)
        writer.write(f"{name}.csl.json", csl_bytes(references), "CSL JSON", name)


def record_files(publication: Publication, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield the citations beside a record's page: paths below the site's root, and bytes."""
    one = [reference(publication, record)]
    yield record.address + RECORD_BIBTEX, bibtex_bytes(one)
    yield record.address + RECORD_RIS, ris_bytes(one)
    yield record.address + RECORD_CSL, csl_bytes(one)


def reference(publication: Publication, record: Record) -> Reference:
    """Return how a record is cited."""
    catalogue, config = publication.catalogue, publication.config
    schema = catalogue.schema(record)
    terms = {field.term: field for field in reversed(schema.fields) if field.term}

    def said(*names: str) -> str:
        return next((text for name in names if name in terms for text in _texts(catalogue, terms[name], record)), "")

    titles = catalogue.title(record)
    language = config.language if titles.get(config.language) else next(iter(titles))
    urls = "; ".join(source.url for source in sources_of(catalogue, record))
    say = translator(config.language)
    common: dict[str, Any] = {
        "key": _key(f"{record.collection}:{record.id}"),
        "title": _line(titles[language]) or record.id,
        "language": language,
        "url": record_uri(config, record.address),
        "authors": _creators(catalogue, terms.get(f"{_DCT}creator"), record),
        "note": f"{say('Sources')}: {urls}" if urls else "",
    }
    parts: dict[str, Any] = {name: said(_BIBO + name) for name in ("volume", "issue", "pages", "issn", "doi")}
    if not (schema.rdf_class or "").startswith(_BIBO) or not any(parts.values()):
        return Reference(
            Kind.ENTRY,
            **common,
            issued=_date(date_of(catalogue, record) or publication.history.of(record).issued[:10]),
            container=_line(config.text(config.title, config.language)),
            publisher=_line(config.text(config.publisher.name, config.language)),
        )
    container = said(f"{_DCT}isPartOf")
    kind = Kind.ARTICLE if container else Kind.DOCUMENT
    return Reference(kind, **common, **parts, issued=_date(said(*_PUBLISHED)), container=container)


def _texts(catalogue: Catalogue, field: Field, record: Record) -> Iterator[str]:
    """Yield the values of a field as text, in the main language; what a group holds says nothing here."""
    config = catalogue.config
    for value in values_of(field, record.data):
        if field.shape is Shape.REFERENCE:
            other = catalogue.find(field.refers_to, value)
            if other:
                yield _line(config.text(catalogue.title(other), config.language))
        elif field.shape is Shape.TRANSLATED and not field.many:
            yield _line(config.text(value, config.language))
        elif not isinstance(value, Mapping):
            yield _line(str(value))


def _creators(catalogue: Catalogue, field: Field | None, record: Record) -> tuple[str, ...]:
    """Return the organisations that a record names as its creators."""
    target = catalogue.collections.get((field.refers_to if field else None) or "")
    if field is None or target is None or target.schema.consent or (target.schema.rdf_class or "").endswith("Person"):
        return ()
    return tuple(dict.fromkeys(_texts(catalogue, field, record)))


def _key(text: str) -> str:
    """Return a text as a key: ASCII without what BibTeX reads otherwise, and for no two texts the same."""
    return quote(text, safe=":").replace("~", "%7E").replace("%", "+")


def _date(text: str) -> str:
    """Return an ISO 8601 date, whole or cut, or "" for what is none: no format takes a year of three digits."""
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else ""


def _line(text: str) -> str:
    """Return a text on one line, without control characters: a line break ends a value in RIS."""
    return re.sub(r"[\x00-\x1f\x7f]", "", " ".join(text.split()))


# BibTeX (https://ctan.org/pkg/bibtex), with what biblatex adds: `date`, `issn`, `doi`, `url`

_LATEX = str.maketrans({
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, also those after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
})  # fmt: skip

_VERBATIM = str.maketrans({character: quote(character) for character in "\\{}"})
"""Addresses are not LaTeX, but must not spoil the count of braces."""


def bibtex_bytes(references: Sequence[Reference]) -> bytes:
    """Return references as BibTeX in UTF-8. Titles are in braces of their own: no style changes their capitals."""
    return "\n".join(map(_bibtex, references)).encode()


def _bibtex(one: Reference) -> str:
    entry, _, _ = one.kind.value
    container = "journal" if one.kind is Kind.ARTICLE else "howpublished"
    fields = {
        "title": f"{{{one.title.translate(_LATEX)}}}",
        "author": " and ".join(f"{{{name.translate(_LATEX)}}}" for name in one.authors),
        container: one.container.translate(_LATEX),
        "volume": one.volume.translate(_LATEX),
        "number": one.issue.translate(_LATEX),
        "pages": one.pages.translate(_LATEX),
        "issn": one.issn.translate(_LATEX),
        "doi": one.doi.translate(_VERBATIM),
        "publisher": one.publisher.translate(_LATEX),
        "date": one.issued,
        "year": one.issued[:4],
        "url": one.url.translate(_VERBATIM),
        "language": one.language,
        "note": one.note.translate(_LATEX),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    return f"@{entry}{{{one.key},\n{''.join(lines)}}}\n"


# RIS (https://en.wikipedia.org/wiki/RIS_(file_format))


def ris_bytes(references: Sequence[Reference]) -> bytes:
    """Return references as RIS in UTF-8: a tag a line, each line ended by CR and LF."""
    return "\r\n".join(map(_ris, references)).encode()


def _ris(one: Reference) -> str:
    first, _, last = one.pages.partition("-")
    tags = [
        ("TY", one.kind.value[1]),
        ("ID", one.key),
        ("TI", one.title),
        *(("AU", name) for name in one.authors),
        ("DB" if one.kind is Kind.ENTRY else "T2", one.container),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", first.strip()),
        ("EP", last.strip(" -")),
        ("SN", one.issn),
        ("DO", one.doi),
        ("PB", one.publisher),
        ("PY", one.issued[:4]),
        ("DA", "/".join([*one.issued.split("-"), "", ""][:3]) + "/" if one.issued else ""),
        ("UR", one.url),
        ("LA", one.language),
        ("N1", one.note),
    ]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in tags if text) + "ER  - \r\n"


# CSL-JSON (https://github.com/citation-style-language/schema, csl-data.json)


def csl_bytes(references: Sequence[Reference]) -> bytes:
    """Return references as CSL-JSON: an array, an item a line."""
    return json_bytes([_csl(one) for one in references])


def _csl(one: Reference) -> Mapping[str, Any]:
    item: dict[str, Any] = {
        "id": one.key,
        "type": one.kind.value[2],
        "title": one.title,
        "author": [{"literal": name} for name in one.authors],
        "container-title": one.container,
        "volume": one.volume,
        "issue": one.issue,
        "page": one.pages,
        "ISSN": one.issn,
        "DOI": one.doi,
        "publisher": one.publisher,
        "issued": {"date-parts": [[int(part) for part in one.issued.split("-")]]} if one.issued else {},
        "URL": one.url,
        "language": one.language,
        "note": one.note,
    }
    return {key: value for key, value in item.items() if value}
