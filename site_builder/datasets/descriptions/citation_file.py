"""`CITATION.cff`: how to cite the whole catalogue, in the Citation File Format 1.2 (https://citation-file-format.github.io)."""

from __future__ import annotations

from typing import Any

import yaml

from site_builder.config import Config, Translated
from site_builder.datasets.publication import Publication, Writer
from site_builder.datasets.tabular.tables import words

CITATION_FILE = "CITATION.cff"

_LICENCES = frozenset({
    "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.5",
    "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "CC-BY-ND-4.0", "CC0-1.0",
    "CC-PDDC", "CDLA-Permissive-1.0", "CDLA-Sharing-1.0", "etalab-2.0", "MIT", "NLOD-1.0", "ODbL-1.0", "ODC-By-1.0",
    "OGL-Canada-2.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "PDDL-1.0",
})  # fmt: skip
"""The licences of data among the SPDX identifiers that version 1.2 of the format lists: it takes no other name."""


def write(publication: Publication, writer: Writer) -> None:
    """Write the file at the site's root."""
    writer.write_at(CITATION_FILE, citation_bytes(publication), "Citation (CFF)")


def citation_bytes(publication: Publication) -> bytes:
    """Return the citation of the catalogue as YAML, in the main language; its author is its publisher."""
    config, catalogue = publication.config, publication.catalogue
    author = {"name": _main(config, config.publisher.name), "website": config.publisher.url}
    licence = config.licence.id
    citation: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": _main(config, words(catalogue, "To cite this catalogue, use what this file says.")),
        "type": "dataset",
        "title": _main(config, config.title),
        "abstract": _main(config, config.description),
        "authors": [{key: value for key, value in author.items() if value}],
        "date-released": publication.created.date().isoformat(),
        "url": config.url,
        "repository": config.repository,
        "license": licence if licence in _LICENCES else None,
        "license-url": config.licence.url,
        "keywords": [*config.keywords.get(config.language, ())],
    }
    said = {key: value for key, value in citation.items() if value}
    text: str = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _main(config: Config, text: Translated) -> str:
    return config.text(text, config.language)
