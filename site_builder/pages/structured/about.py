"""What a view hands over with a page, for search engines and crawlers, beside its title and its description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]
"""A thing in the words of schema.org, as JSON-LD: property → value."""


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link (RFC 8288) in the head of a page; `address` is absolute, `media_type` may be ""."""

    rel: str
    address: str
    media_type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a page is about, and how it stands among the others.

    `things` are what it is about, the main one first, which has an address (`@id`). `kind` is the type that schema.org
    has for the page itself, `facts` are more of the page's properties. `above` are the pages that lead to it, from the
    home page down: label, and address below the language's root. `links` stand in its head; `type` is its type by Open
    Graph (https://ogp.me).

    `modified` (ISO 8601, whole or cut) is when what it shows last changed, "" where only the time of the data is known.
    `languages` are those in which the page exists, all of the catalogue's where empty. `indexed` is False for a page
    that search engines are to leave out: a redirect, or the note of what was withdrawn.
    """

    things: Sequence[Node] = ()
    kind: str = "WebPage"
    facts: Node = field(default_factory=dict)
    above: Sequence[tuple[str, str]] = ()
    links: Sequence[Link] = ()
    type: str = "website"
    modified: str = ""
    languages: Sequence[str] = ()
    indexed: bool = True


NOTHING_SAID = About()
"""Of a page of which there is nothing more to say than of any."""
