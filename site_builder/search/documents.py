"""What the index is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """One page that can be found."""

    url: str
    """Address of the page, relative to the root of its language: `results/rr-x/`. Unique in an index."""
    title: str
    summary: str
    texts: tuple[tuple[str, int], ...] = ()
    """What else finds the page: a text and its weight, 1 (least) to 10 (as much as the title)."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes of the values that the page has, by name of the facet."""
    kind_label: str = ""
    """What sort of record it is, for readers: "Research result"."""
    date: str = ""
    """ISO date, whole or cut (`2022`, `2022-05`); the newest come first where nothing else decides."""
    language: str = ""
    """The language of title and summary, where it is not that of the index."""
    guest: bool = False
    """Whether it is of another catalogue: where two match alike, the one of our own comes first."""
    elsewhere: str = ""
    """Where a guest's own page is on another site: what a hit leads to in the place of `url`."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of filters."""

    name: str
    """The parameter's name in the address: `collection`."""
    label: str
    values: Mapping[str, str]
    """Label by code, in the order to show. A document's code that is not here gets no filter."""
