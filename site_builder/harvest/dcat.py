"""A DCAT catalogue in Turtle, RDF/XML or JSON-LD: each dataset that it describes becomes a record.

DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) and its profile DCAT-AP, as portals write it: with addresses or blank nodes
for what stands behind a property, in several languages or without any, in pages (Hydra) or in one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from site_builder.harvest.datasets import Catalog, Dataset, Distribution, mirror_of_datasets
from site_builder.harvest.describing import UNKNOWN
from site_builder.harvest.documents import read_data
from site_builder.harvest.mirror import Mirror, Settings
from site_builder.harvest.rdf import graph_of
from site_builder.harvest.recognising import Found, Kind, recognised
from site_builder.harvest.sources import MissingError, Source
from site_builder.harvest.texts import (
    LONGEST_LINE,
    LONGEST_TEXT,
    date_of,
    language_of,
    line_of,
    link_of,
    text_of,
    whole_number_of,
)

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCT: Final = "http://purl.org/dc/terms/"
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"

_LABELS: Final = tuple(
    one + name
    for one, name in (
        (_FOAF, "name"), (_VCARD, "organization-name"), (_VCARD, "fn"), (_SKOS, "prefLabel"), (_RDFS, "label"),
        (_DCT, "title"),
    )
)  # fmt: skip
"""What says how something is called, the likeliest first."""

_PERSONS: Final = frozenset({_FOAF + "Person", _VCARD + "Individual", "http://www.w3.org/ns/person#Person"})
_NOT_PUBLIC: Final = ("/NON_PUBLIC", "/RESTRICTED", "/CONFIDENTIAL", "/SENSITIVE")
_MEDIA_TYPES: Final = "/assignments/media-types/"
"""In the address of a media type at IANA."""


class _Reader:
    """Reads one graph. Of several values the first in order counts, so that one graph always gives the same."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def values(self, node: Node, *properties: str) -> list[Any]:
        from rdflib import URIRef

        found = [
            value for one in properties for value in sorted(self._graph.objects(node, URIRef(one)), key=self._order)
        ]
        return list(dict.fromkeys(found))

    def of_type(self, kind: str) -> list[Any]:
        from rdflib import URIRef

        return sorted(set(self._graph.subjects(URIRef(_RDF_TYPE), URIRef(kind))), key=self._order)

    def _order(self, node: Any) -> tuple[bool, str, str]:
        """Return the place of a node among others: of one without an address, by what is said of it, as whatever it is
        called is called otherwise at the next reading."""
        if _is_blank(node):
            return True, "\n".join(sorted(str(one) for one in self._graph.objects(node) if not _is_blank(one))), ""
        return False, str(node), str(getattr(node, "language", "") or "")

    def types(self, node: Node) -> set[str]:
        return {str(one) for one in self.values(node, _RDF_TYPE)}

    def texts(self, values: Iterable[Any], otherwise: str, longest: int = LONGEST_LINE) -> dict[str, str]:
        """Return the literals among values by language; `otherwise` is the language of those that state none."""
        clean = line_of if longest == LONGEST_LINE else text_of
        found: dict[str, str] = {}
        for value in values:
            if _is_literal(value) and (text := clean(str(value), longest)):
                found.setdefault(language_of(value.language) or otherwise, text)
        return found

    def called(self, node: Any, otherwise: str) -> dict[str, str]:
        """Return how a thing is called: a literal is its own name."""
        if _is_literal(node):
            return self.texts([node], otherwise)
        for one in _LABELS:
            if found := self.texts(self.values(node, one), otherwise):
                return found
        return {}

    def language(self, node: Node, otherwise: str) -> str:
        """Return the language that a thing states as its only one."""
        found = {language_of(str(one)) for one in self.values(node, _DCT + "language")} - {""}
        return found.pop() if len(found) == 1 else otherwise

    def publisher(self, node: Node, otherwise: str) -> dict[str, str]:
        """Return the organisation that publishes something. A person's name is not taken."""
        for one in self.values(node, _DCT + "publisher"):
            if not self.types(one) & _PERSONS and (found := self.called(one, otherwise)):
                return found
        return {}

    def links(self, node: Node, *properties: str) -> list[str]:
        return [link for one in self.values(node, *properties) if (link := link_of(str(one)))]

    def date(self, node: Node, name: str) -> str:
        return next(filter(None, (date_of(str(one)) for one in self.values(node, _DCT + name))), "")

    def licences(self, node: Node) -> tuple[str, ...]:
        """Return all that is said of the licence of a thing: addresses, titles, identifiers, a statement of rights."""
        said: list[str] = []
        for one in self.values(node, _DCT + "license", _DCT + "rights"):
            said += [] if _is_blank(one) else [line_of(str(one))]
            alike = (_SKOS + "exactMatch", _OWL + "sameAs", _DCT + "identifier", _FOAF + "homepage", _DCT + "source")
            if not _is_literal(one):
                said += [line_of(str(other)) for other in self.values(one, *alike, *_LABELS) if not _is_blank(other)]
        return tuple(filter(None, said))


def _is_literal(node: object) -> bool:
    from rdflib import Literal

    return isinstance(node, Literal)


def _is_blank(node: object) -> bool:
    from rdflib import BNode

    return isinstance(node, BNode)


def read(source: Source, found: Found, settings: Settings) -> Mirror:
    """Return the datasets of a DCAT catalogue that was found. Raises CannotRunError where it cannot be taken."""
    reader = _Reader(_whole(source, found))
    catalogs = reader.of_type(_DCAT + "Catalog")
    root = max(catalogs, key=lambda one: len(reader.values(one, _DCAT + "dataset")), default=None)
    language = reader.language(root, UNKNOWN) if root is not None else UNKNOWN
    catalog = _catalog(reader, root, language) if root is not None else Catalog({}, {}, {}, "", ())
    nodes = [one for one in reader.of_type(_DCAT + "Dataset") if one not in catalogs]
    described = [_dataset(reader, one, reader.language(one, language)) for one in nodes]
    return mirror_of_datasets(Kind.DCAT, catalog, described, found.answer.address, settings)


def _whole(source: Source, found: Found) -> Graph:
    """Return the graph of a document and of the pages that follow it (as CKAN gives them), which stand beside it."""
    from rdflib import URIRef

    graph = graph_of(found)
    folder = source.folder(found.answer.address)
    seen = {found.answer.address}
    part = graph
    while True:
        names = [URIRef(_HYDRA + name) for name in ("next", "nextPage")]
        following = sorted(str(one) for name in names for one in part.objects(None, name))
        address = next((one for one in (source.below(folder, name) for name in following) if one not in seen), None)
        if address is None:
            return graph
        seen.add(address)
        try:
            part = graph_of(recognised(read_data(source, address)))
        except MissingError:
            return graph
        graph += part


def _catalog(reader: _Reader, node: Node, language: str) -> Catalog:
    stated = [language_of(str(one)) for one in reader.values(node, _DCT + "language")]
    return Catalog(
        title=reader.texts(reader.values(node, _DCT + "title"), language),
        description=reader.texts(reader.values(node, _DCT + "description"), language, LONGEST_TEXT),
        publisher=reader.publisher(node, language),
        homepage=next(iter(reader.links(node, _FOAF + "homepage", _DCAT + "landingPage")), ""),
        licences=reader.licences(node),
        languages=tuple(filter(None, stated)),
    )


def _dataset(reader: _Reader, node: Node, language: str) -> Dataset:
    return Dataset(
        uri="" if _is_blank(node) else link_of(str(node)) or line_of(str(node)),
        identifier=next(iter(reader.texts(reader.values(node, _DCT + "identifier"), language).values()), ""),
        title=reader.texts(reader.values(node, _DCT + "title"), language),
        description=reader.texts(reader.values(node, _DCT + "description"), language, LONGEST_TEXT),
        publisher=reader.publisher(node, language),
        keywords=_keywords(reader.values(node, _DCAT + "keyword"), language),
        themes=tuple(reader.links(node, _DCAT + "theme")),
        landing_page=next(iter(reader.links(node, _DCAT + "landingPage")), ""),
        issued=reader.date(node, "issued"),
        modified=reader.date(node, "modified"),
        licences=reader.licences(node),
        distributions=tuple(_distributions(reader, node, language)),
        is_closed=any(str(one).upper().endswith(_NOT_PUBLIC) for one in reader.values(node, _DCT + "accessRights")),
    )


def _keywords(values: Sequence[Any], otherwise: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in values:
        if _is_literal(value) and (text := line_of(str(value))):
            found.setdefault(language_of(value.language) or otherwise, []).append(text)
    return found


def _distributions(reader: _Reader, dataset: Node, language: str) -> Iterator[Distribution]:
    for node in reader.values(dataset, _DCAT + "distribution"):
        url = next(iter(reader.links(node, _DCAT + "downloadURL") or reader.links(node, _DCAT + "accessURL")), "")
        if not url:
            continue
        title = reader.texts(reader.values(node, _DCT + "title"), language)
        sizes = (whole_number_of(one) for one in reader.values(node, _DCAT + "byteSize"))
        yield Distribution(
            url=url,
            title=title.get(language) or next(iter(title.values()), ""),
            format=_format(reader, node, language),
            media_type=_media_type(reader, node),
            bytes=next((one for one in sizes if one is not None), None),
            checksum=_checksum(reader, node),
            licences=reader.licences(node),
        )


def _format(reader: _Reader, node: Node, language: str) -> str:
    """Return the name of a format: what it is called, or the end of its address in a list of formats."""
    for one in reader.values(node, _DCT + "format"):
        called = reader.called(one, language)
        text = next(iter(called.values()), "") or ("" if _is_blank(one) else _last_part(str(one)))
        if text:
            return text
    return ""


def _media_type(reader: _Reader, node: Node) -> str:
    for one in reader.values(node, _DCAT + "mediaType"):
        if _is_blank(one):
            continue
        text = line_of(str(one))
        return text.partition(_MEDIA_TYPES)[2] or ("" if link_of(text) else text)
    return ""


def _checksum(reader: _Reader, node: Node) -> str:
    """Return the checksum of a file as `sha256:…`, its algorithm by the end of its name in SPDX."""
    for one in reader.values(node, _SPDX + "checksum"):
        value = next((line_of(str(part)) for part in reader.values(one, _SPDX + "checksumValue")), "")
        names = [_last_part(str(part)).rpartition("_")[2] for part in reader.values(one, _SPDX + "algorithm")]
        if value:
            return ":".join([*(name.lower() for name in names[:1]), value])
    return ""


def _last_part(address: str) -> str:
    return line_of(address.rstrip("/").replace("#", "/").rpartition("/")[2])
