"""The typed links of landing pages, by FAIR Signposting (https://signposting.org/FAIR/)."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.addresses import LINKSET, publisher_uri
from site_builder.pages.site import Site
from site_builder.pages.structured.about import Link

CATALOGUE_TURTLE, CATALOGUE_JSONLD, CATALOGUE_RDF = "catalog.ttl", "catalog.jsonld", "catalog.rdf"
"""Files at the site's root that describe everything that it has."""

JSON, JSON_LD, TURTLE = "application/json", "application/ld+json", "text/turtle"


def landing_links(site: Site, kind: str, linkset: str = LINKSET) -> Sequence[Link]:
    """Return what every landing page links to, beside the lasting address of what it is about.

    `kind` is the type of that by schema.org, "" where it says nothing; `linkset` is where the page's links stand as a
    set (RFC 9264), below the site's root.
    """
    config = site.catalogue.config
    return [
        *(Link("type", f"https://schema.org/{name}") for name in ("AboutPage", kind) if name),
        Link("author", publisher_uri(config)),
        Link("license", config.licence.url),
        Link("linkset", config.url + linkset, "application/linkset+json"),
    ]
