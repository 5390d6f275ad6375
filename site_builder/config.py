"""What a catalogue says of itself (`catalogue/catalogue.yml`), as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Translated = Mapping[str, str]
"""A text in several languages: language tag → text. The catalogue's first language is always there."""

CATALOGUE_FILE = "catalogue/catalogue.yml"


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of the data: an SPDX identifier, its title and its address."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the catalogue. `contact` is the address of a public desk (`https:` or `mailto:`)."""

    name: Translated
    url: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What a catalogue is about: the address of a term of a public list, and its label."""

    url: str
    label: Translated


@dataclass(frozen=True, slots=True)
class Coverage:
    """The place that a catalogue is about: a code of one of its code lists."""

    vocabulary: str
    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class CodePattern:
    """A scheme of which the codes are known by their form: `pattern` is a regular expression of the whole code."""

    pattern: str
    title: Translated
    version: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyAbout:
    """What a code list is and where it comes from. `pages`: each of its codes in use has a page of its own."""

    title: Translated
    source: str | None = None
    licence: str | None = None
    pages: bool = False
    patterns: Mapping[str, CodePattern] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Collections that stand together in the menu and on the home page."""

    label: Translated
    collections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one collection: for each field of `where`, one of the record's values is among those given.

    A field may be a part of a group: `certificates.kind`.
    """

    collection: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list over several collections: what one of the selections of `any` holds."""

    title: Translated
    description: Translated
    any: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing of who is tied to whom: `edges` are references, written `collection.field`."""

    title: Translated
    description: Translated
    edges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapAbout:
    """The map: which code list holds the places, which file their positions, which file the land to draw below them.

    `credit` says below the map whose data it is drawn from; `source` is where they are.
    """

    title: Translated
    vocabulary: str
    points: str
    land: str | None = None
    source: str | None = None
    credit: Translated = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """A catalogue's own description.

    `languages` are BCP 47 tags; the first is the main one, lives at the site's root, and every text must have it.
    `url` is the address at which the site is published and ends in `/`. `repository` is where contributions go.
    `abbreviations` maps a short form to what it stands for, so that a search for either finds both. `market` is what
    the package `market` is told of the catalogue, as the document has it. `frequency` is the address of a term that
    says how often the catalogue is updated. `licences` are those of sources that may be harvested, beside open ones.
    `document` is the whole description as it was read.
    """

    title: Translated
    description: Translated
    notice: Translated
    languages: tuple[str, ...]
    url: str
    publisher: Publisher
    licence: Licence
    repository: str | None = None
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    coverage: Coverage | None = None
    frequency: str | None = None
    licences: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    vocabularies: Mapping[str, VocabularyAbout] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    graphs: Mapping[str, Graph] = field(default_factory=dict)
    map: MapAbout | None = None
    market: Mapping[str, Any] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]

    def path(self, language: str) -> str:
        """Return the folder of a language below the site's root: "" for the main one, `en/` for another."""
        return "" if language == self.language else f"{language}/"

    def text(self, translated: Translated, language: str) -> str:
        """Return a text in a language, or else in the main one, or else in any."""
        return translated.get(language) or translated.get(self.language) or next(iter(translated.values()), "")


def config_from(data: Mapping[str, Any]) -> Config:
    """Make the configuration from a document that fits `catalogue.schema.json`."""
    publisher = data["publisher"]
    return Config(
        title=data["title"],
        description=data["description"],
        notice=data["notice"],
        languages=tuple(data["languages"]),
        url=data["url"].rstrip("/") + "/",
        publisher=Publisher(publisher["name"], publisher.get("url"), publisher.get("contact")),
        licence=Licence(**data["licence"]),
        repository=data.get("repository"),
        keywords={language: tuple(words) for language, words in data.get("keywords", {}).items()},
        themes=tuple(Theme(**one) for one in data.get("themes", ())),
        coverage=Coverage(**data["coverage"]) if "coverage" in data else None,
        frequency=data.get("frequency"),
        licences=tuple(data.get("harvest", {}).get("licences", ())),
        abbreviations=data.get("abbreviations", {}),
        vocabularies={name: _vocabulary(about) for name, about in data.get("vocabularies", {}).items()},
        groups=tuple(Group(one["label"], tuple(one["collections"])) for one in data.get("groups", ())),
        lists={name: _list(about) for name, about in data.get("lists", {}).items()},
        graphs={
            name: Graph(about["title"], about["description"], tuple(about["edges"]))
            for name, about in data.get("graphs", {}).items()
        },
        map=MapAbout(**data["map"]) if "map" in data else None,
        market=data.get("market", {}),
        document=data,
    )


def _vocabulary(about: Mapping[str, Any]) -> VocabularyAbout:
    patterns = {scheme: CodePattern(**one) for scheme, one in about.get("patterns", {}).items()}
    return VocabularyAbout(**{**about, "patterns": patterns})


def _list(about: Mapping[str, Any]) -> NamedList:
    selections = tuple(
        Selection(one["collection"], {name: tuple(values) for name, values in one.get("where", {}).items()})
        for one in about["any"]
    )
    return NamedList(about["title"], about["description"], selections)
