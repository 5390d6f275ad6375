"""From a source to its mirror: what it is, and the reader of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from site_builder.harvest import catalogues, data_json, dcat, packages
from site_builder.harvest.mirror import Mirror, Settings
from site_builder.harvest.recognising import Found, Kind, find
from site_builder.harvest.sources import Source

_READERS: Final[Mapping[Kind, Callable[[Source, Found, Settings], Mirror]]] = {
    Kind.CATALOGUE: catalogues.read,
    Kind.DATA_PACKAGE: packages.read,
    Kind.DCAT: dcat.read,
    Kind.DATA_JSON: data_json.read,
}


def read_source(source: Source, settings: Settings) -> Mirror:
    """Return what a source holds, as a catalogue. Raises CannotRunError where it cannot be taken."""
    found = find(source)
    return _READERS[found.kind](source, found, settings)
