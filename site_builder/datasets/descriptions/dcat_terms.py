"""What the catalogue, its datasets and files point to in DCAT: who publishes, the place, a licence, terms of lists.

Each thing has a `kind`, by which the profile says what is stated of it, and an address of its own, `uri`. What is not
known is None or empty, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from site_builder.addresses import concept_uri, publisher_uri
from site_builder.config import Config, Translated
from site_builder.datasets.descriptions.rdf import Literal, iri, literal, moment, named
from site_builder.datasets.publication import Publication
from site_builder.records import Concept, Vocabulary

TURTLE = "catalog.ttl"
"""The file that describes everything. What nothing else speaks of (the desk, a period) has its address and a fragment,
so that looking it up leads to what is said of it."""

AUTHORITY = "http://publications.europa.eu/resource/authority/"
"""Where the lists of codes are that the European Union keeps, and DCAT-AP asks for."""

_LANGUAGES: Mapping[str, str] = {
    "ar": "ARA", "bg": "BUL", "ca": "CAT", "cs": "CES", "cy": "CYM", "da": "DAN", "de": "DEU", "el": "ELL",
    "en": "ENG", "es": "SPA", "et": "EST", "eu": "EUS", "fi": "FIN", "fr": "FRA", "ga": "GLE", "gl": "GLG",
    "hi": "HIN", "hr": "HRV", "hu": "HUN", "id": "IND", "is": "ISL", "it": "ITA", "ja": "JPN", "km": "KHM",
    "ko": "KOR", "lo": "LAO", "lt": "LIT", "lv": "LAV", "mk": "MKD", "ms": "MSA", "mt": "MLT", "my": "MYA",
    "nb": "NOB", "nl": "NLD", "nn": "NNO", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "ru": "RUS",
    "sk": "SLK", "sl": "SLV", "sq": "SQI", "sr": "SRP", "sv": "SWE", "ta": "TAM", "th": "THA", "tr": "TUR",
    "uk": "UKR", "vi": "VIE", "zh": "ZHO",
}  # fmt: skip
"""The languages of BCP 47 in the European Union's list, which has codes of ISO 639-3. One not in here is left out."""


class Thing(Protocol):
    """What DCAT speaks of: its kind is a class, `prefix:name`."""

    @property
    def kind(self) -> str: ...

    @property
    def uri(self) -> str: ...


@dataclass(frozen=True)
class Named:
    """A page, a standard or a term of somebody's list: little more than an address, with what it is called."""

    kind: str
    uri: str
    label: Translated | str = ""
    languages: Sequence[Named] = ()


@dataclass(frozen=True)
class Agent:
    """Who publishes the catalogue."""

    config: Config
    kind: ClassVar[str] = "foaf:Agent"

    @property
    def uri(self) -> str:
        return publisher_uri(self.config)

    @property
    def name(self) -> Translated:
        return self.config.publisher.name

    @property
    def homepage(self) -> Named | None:
        url = self.config.publisher.url
        return Named("foaf:Document", url) if url else None


@dataclass(frozen=True)
class Desk:
    """Where questions go: the desk that the catalogue names, else its publisher's site, else the catalogue itself."""

    config: Config
    kind: ClassVar[str] = "vcard:Organization"

    @property
    def uri(self) -> str:
        return f"{self.config.url}{TURTLE}#contact"

    @property
    def name(self) -> Translated:
        return self.config.publisher.name

    @property
    def address(self) -> str:
        return self.config.publisher.contact or self.config.publisher.url or self.config.url

    @property
    def email(self) -> str:
        """A `mailto:` address, or "". What may follow in such an address (a subject, more names) is no part of it."""
        return self.address.partition("?")[0] if self.address.startswith("mailto:") else ""

    @property
    def url(self) -> str:
        """A web address, or ""."""
        return "" if self.email else self.address


@dataclass(frozen=True)
class Licence:
    """The terms under which something may be used. Harvesters know a licence by its address or by its title."""

    uri: str
    title: str
    id: str = ""
    kind: ClassVar[str] = "dct:LicenseDocument"


@dataclass(frozen=True)
class Place:
    """The place that the catalogue is about, a concept of one of its code lists."""

    publication: Publication
    vocabulary: Vocabulary
    concept: Concept
    kind: ClassVar[str] = "dct:Location"

    @property
    def uri(self) -> str:
        return concept_uri(self.publication.config, *self.concept.key)

    @property
    def label(self) -> Translated:
        return self.concept.labels

    @property
    def code(self) -> str:
        return self.concept.code

    @property
    def box(self) -> Literal | None:
        """The box around the positions that the map has of what lies in the place, as WKT (WGS 84).

        The map has the units of today: a former one is where its successors are.
        """
        drawn = self.publication.catalogue.map
        if drawn is None or drawn.vocabulary != self.vocabulary.name:
            return None
        today = (one for unit in _lowest(self.vocabulary, self.concept) for one in self.vocabulary.today(unit))
        positions = [drawn.points[one.key] for one in today if one.key in drawn.points]
        if len(positions) < 2:
            return None
        (west, south), (east, north) = map(min, zip(*positions, strict=True)), map(max, zip(*positions, strict=True))
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ", ".join(f"{lon} {lat}" for lon, lat in corners)
        return literal(f"POLYGON(({ring}))", datatype="geo:wktLiteral")


def _lowest(vocabulary: Vocabulary, concept: Concept) -> Iterator[Concept]:
    """Yield what lies below a concept and has nothing below itself, or the concept alone."""
    waiting, seen = [concept], {concept.key}
    while waiting:
        one = waiting.pop()
        below = vocabulary.children(one)
        waiting += [child for child in below if child.key not in seen]
        seen |= {child.key for child in below}
        if not below:
            yield one


@dataclass(frozen=True)
class Period:
    """The time that a dataset is about: ISO 8601 dates, whole or cut."""

    uri: str
    first: str
    last: str
    kind: ClassVar[str] = "dct:PeriodOfTime"

    @property
    def start(self) -> Literal | None:
        return moment(self.first)

    @property
    def end(self) -> Literal | None:
        return moment(self.last)


@dataclass(frozen=True)
class Checksum:
    """What a file's content comes to by SHA-256, in hex."""

    uri: str
    digest: str
    kind: ClassVar[str] = "spdx:Checksum"

    @property
    def algorithm(self) -> Named:
        return Named("spdx:ChecksumAlgorithm", named("spdx:checksumAlgorithm_sha256").address)


def language_term(code: str) -> Named | None:
    """Return a language (BCP 47) as a term of the European Union's list, None where we do not know it there."""
    found = _LANGUAGES.get(code.partition("-")[0])
    return Named("dct:LinguisticSystem", f"{AUTHORITY}language/{found}") if found else None


def licence_of(config: Config) -> Licence:
    """Return the licence of the catalogue."""
    return Licence(iri(config.licence.url).address, config.licence.title, config.licence.id)


def licence_of_list(config: Config, name: str, file: str) -> Licence:
    """Return the licence of a code list: the one that it names, or else the catalogue's.

    A code list names a licence by an address or by an identifier alone; then it is known by the address of the `file`.
    """
    about = config.vocabularies.get(name)
    if about is None or not about.licence or about.licence in {config.licence.id, config.licence.url}:
        return licence_of(config)
    if about.licence.startswith(("https://", "http://")):
        return Licence(iri(about.licence).address, about.licence)
    return Licence(f"{file}#licence", about.licence, about.licence)
