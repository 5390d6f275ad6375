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
class VocabularyAbout:
    """What a code list is and where it comes from."""

    title: Translated
    source: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A catalogue's own description.

    `languages` are BCP 47 tags; the first is the main one, lives at the site's root, and every text must have it.
    `url` is the address at which the site is published and ends in `/`. `repository` is where contributions go.
    `abbreviations` maps a short form to what it stands for, so that a search for either finds both.
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
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    vocabularies: Mapping[str, VocabularyAbout] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]

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
        abbreviations=data.get("abbreviations", {}),
        vocabularies={name: VocabularyAbout(**about) for name, about in data.get("vocabularies", {}).items()},
    )
