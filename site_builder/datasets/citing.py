"""How to cite the catalogue as a whole."""

from __future__ import annotations

from site_builder.datasets.publication import Publication
from site_builder.i18n import translator


def version_of(publication: Publication) -> str:
    """Return the version of the data: the day of its time, written as Semantic Versioning (https://semver.org) asks."""
    day = publication.created
    return f"{day.year}.{day.month}.{day.day}"


def citation(publication: Publication, language: str) -> str:
    """Return the line by which the catalogue is cited: who publishes it, the year, the title, the version, where."""
    config, say = publication.config, translator(language)
    publisher, title = config.text(config.publisher.name, language), config.text(config.title, language)
    version = say("Version") + " " + version_of(publication)
    return f"{publisher} ({publication.created.year}). {title}. {version}. {config.url}"
