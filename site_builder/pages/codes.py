"""Where the pages of codes stand, and how long a code holds, in words."""

from __future__ import annotations

from site_builder.addresses import CODE_LISTS, is_folder_name
from site_builder.pages.site import Site
from site_builder.records import Concept

MAP = "map/"


def scheme_address(scheme: str) -> str:
    """Return where the page of a scheme stands below the root of a language, "" where it has none.

    It has none where its name can be no folder's.
    """
    return f"{CODE_LISTS}/{scheme}/" if is_folder_name(scheme) else ""


def code_address(site: Site, vocabulary: str, concept: Concept) -> str:
    """Return where the page of a code stands below the root of a language, "" where it has none.

    It has one where its code list is to have pages (`pages`) and a record is filed under it or below it.
    """
    about = site.catalogue.config.vocabularies.get(vocabulary)
    scheme = scheme_address(concept.scheme) if about and about.pages else ""
    used = scheme and concept.key in site.catalogue.usage[vocabulary].concepts
    return f"{scheme}{concept.code}/" if used and is_folder_name(concept.code) else ""


def map_address(site: Site, vocabulary: str, concept: Concept) -> str:
    """Return where a code stands on the map, below the root of a language, "" where the map does not show it."""
    drawn = site.catalogue.map
    on_it = drawn and drawn.vocabulary == vocabulary and concept.key in drawn.points
    return f"{MAP}#{concept.code}" if on_it else ""


def validity(site: Site, first: str, last: str) -> str:
    """Return in words from when until when a code holds, "" where that is not stated."""
    say = site.say
    if first and last:
        return say("{first} to {last}", first=say.date(first), last=say.date(last))
    if first:
        return say("since {date}", date=say.date(first))
    return say("until {date}", date=say.date(last)) if last else ""


def label_of(site: Site, concept: Concept) -> str:
    """Return what a concept is called in the language of the page; its code where it has no label."""
    return site.text(concept.labels) or concept.code
