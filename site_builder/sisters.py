"""Sister catalogues: what others publish and was harvested into `harvested/<name>/`, beside our own and never in it.

Such a folder is a catalogue like any other (`catalogue/`, `schemas/`), with a file `origin.yml` that says where it
comes from, under which licence and of which day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.config import Licence, Translated
from site_builder.records import Catalogue, Record

FOLDER = "harvested"
ORIGIN_FILE = "origin.yml"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sister catalogue comes from.

    `name` is that of its folder. `source` is the address that was read, `kind` what was found there (`catalogue`,
    `data-package`, `dcat`, `data-json`), `homepage` the page for people, `harvested` the day (ISO 8601).
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
