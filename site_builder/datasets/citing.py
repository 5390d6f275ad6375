"""How to cite the catalogue as a whole, and under which licence it is."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.config import Config
from site_builder.datasets.publication import Publication
from site_builder.datasets.tabular.columns import vocabulary_name
from site_builder.i18n import translator


def version_of(publication: Publication) -> str:
    """Return the version of the data: the day of its time, written as Semantic Versioning (https://semver.org) asks."""
    day = publication.created
    return f"{day.year}.{day.month}.{day.day}"


def licence_text(config: Config, code_lists: Iterable[str]) -> str:
    """Return the licence of the data, and of those of some code lists that others made their own: a text of lines."""
    lines = [config.licence.title, config.licence.id, config.licence.url]
    for name in code_lists:
        about = config.vocabularies.get(name)
        if about and (about.licence or about.source):
            title = config.text(about.title, config.language)
            lines += ["", f"{vocabulary_name(name)}.csv", title, *filter(None, (about.licence, about.source))]
    return "".join(f"{line}\n" for line in lines)


def citation(publication: Publication, language: str) -> str:
    """Return the line by which the catalogue is cited: who publishes it, the year, the title, the version, where."""
    config, say = publication.config, translator(language)
    publisher, title = config.text(config.publisher.name, language), config.text(config.title, language)
    version = say("Version") + " " + version_of(publication)
    return f"{publisher} ({publication.created.year}). {title}. {version}. {config.url}"
