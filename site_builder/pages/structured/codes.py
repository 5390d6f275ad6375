"""Code lists as schema.org has them: a scheme is a DefinedTermSet, a code a DefinedTerm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from site_builder.addresses import CODE_LISTS, concept_uri, dataset_uri, file_uri, scheme_uri
from site_builder.config import VocabularyAbout
from site_builder.pages.codes import code_address, label_of, scheme_address
from site_builder.pages.site import Download, Site
from site_builder.pages.structured.about import About, Link, Node
from site_builder.pages.structured.dataset import licence_of
from site_builder.pages.structured.links import landing_links
from site_builder.pages.structured.words import said
from site_builder.records import Concept, Record, Vocabulary


def term_reference(site: Site, vocabulary: str, concept: Concept) -> Node:
    """Return a code as what is filed under it names it."""
    key = "term", vocabulary, concept.key
    if key not in site.nodes:
        config = site.catalogue.config
        name = said(site, concept.labels) or concept.code
        term: dict[str, Any] = {"@type": "DefinedTerm", "name": name, "termCode": concept.code}
        if scheme_address(concept.scheme):  # else no address of ours leads to it
            term["@id"] = concept_uri(config, concept.scheme, concept.code)
            term["inDefinedTermSet"] = scheme_uri(config, concept.scheme)
        site.nodes[key] = term
    node: Node = site.nodes[key]
    return node


def scheme_about(  # noqa: PLR0913, PLR0917 — what a scheme consists of
    site: Site,
    scheme: str,
    title: str,
    about: VocabularyAbout,
    terms: Sequence[tuple[Vocabulary, Concept]],
    files: Sequence[Download],
) -> About:
    """Return what the page of a scheme is about, with the codes that it shows; `files` are the scheme as SKOS."""
    config = site.catalogue.config
    address = scheme_address(scheme)
    node = {
        "@type": "DefinedTermSet",
        "@id": scheme_uri(config, scheme),
        "name": title,
        "mainEntityOfPage": config.url + site.path + address,
        "identifier": scheme,
        "version": ", ".join(dict.fromkeys(concept.version for _, concept in terms if concept.version)),
        "license": licence_of(about.licence) if about.licence else config.licence.url,
        "isBasedOn": about.source,
        "isPartOf": {"@id": dataset_uri(config, f"{CODE_LISTS}/")},
        "hasDefinedTerm": [_member(site, vocabulary, concept) for vocabulary, concept in terms],
    }
    links = [
        Link("cite-as", config.url + address),
        *landing_links(site, "DefinedTermSet"),
        Link("collection", f"{config.url}{CODE_LISTS}/"),
        *(Link("describedby", file_uri(config, one.path), one.media_type) for one in files),
    ]
    modified = site.history.of_all((), [vocabulary.path for vocabulary, _ in terms]).modified
    things = [{name: value for name, value in node.items() if value}]
    return About(things, above=[_code_lists(site)], links=links, modified=modified)


def _member(site: Site, vocabulary: Vocabulary, concept: Concept) -> Node:
    """Return a code as its own scheme has it."""
    term = term_reference(site, vocabulary.name, concept)
    return {name: value for name, value in term.items() if name != "inDefinedTermSet"}


def code_about(site: Site, vocabulary: Vocabulary, concept: Concept, records: Iterable[Record]) -> About:
    """Return what the page of a code is about; `records` are those that it shows."""
    page = site.catalogue.config.url + site.path + code_address(site, vocabulary.name, concept)
    term = {**term_reference(site, vocabulary.name, concept), "mainEntityOfPage": page}
    lineage = [
        (label_of(site, one), address)
        for one in vocabulary.lineage(concept)[:-1]
        if (address := code_address(site, vocabulary.name, one))
    ]
    above = [_code_lists(site), (concept.scheme, scheme_address(concept.scheme)), *lineage]
    modified = site.history.of_all(tuple(records), [vocabulary.path]).modified
    return About((term,), "CollectionPage", above=above, modified=modified)


def _code_lists(site: Site) -> tuple[str, str]:
    """Return the way to the overview of the code lists."""
    return site.say("Code lists"), f"{CODE_LISTS}/"
