"""A page itself as schema.org has it: WebPage with what all pages share, and the way to it as BreadcrumbList."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.addresses import publisher_uri
from site_builder.config import Config
from site_builder.pages.structured.about import About, Node


def publisher_reference(config: Config, language: str) -> Node:
    """Return who publishes the catalogue, in short."""
    name = config.text(config.publisher.name, language)
    return {"@type": "Organization", "@id": publisher_uri(config), "name": name}


def website_reference(config: Config, language: str) -> Node:
    """Return the site that a page is part of, in short."""
    home = config.url + config.path(language)
    return {"@type": "WebSite", "@id": config.url, "name": config.text(config.title, language), "url": home}


def common_facts(config: Config, language: str) -> Node:
    """Return what every page of a language says of itself."""
    return {
        "inLanguage": language,
        "isPartOf": website_reference(config, language),
        "publisher": publisher_reference(config, language),
        "license": config.licence.url,
    }


def page_graph(  # noqa: PLR0913, PLR0917 — what a page consists of
    about: About, title: str, description: str, url: str, home: tuple[str, str], common: Node
) -> list[Node]:
    """Return the nodes of a page: what it is about, the page, and the way to it where it is not the home page.

    `url` is its absolute address, `home` the label and the absolute address of its language's home page.
    """
    page = {"@type": about.kind, "url": url, "name": title, **common}
    if about.things:
        page["mainEntity"] = {"@id": about.things[0]["@id"]}
    else:
        page["description"] = description
    if about.modified:
        page["dateModified"] = about.modified
    page |= about.facts
    crumbs = [] if url == home[1] else [_breadcrumbs(home, about.above, title)]
    return [*about.things, page, *crumbs]


def _breadcrumbs(home: tuple[str, str], above: Sequence[tuple[str, str]], title: str) -> Node:
    """Return the way to a page. Of the last step, the page itself, the address is known."""
    label, root = home
    steps: list[Node] = [{"@type": "ListItem", "position": 1, "name": label, "item": root}]
    for name, address in above:
        steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": name, "item": root + address})
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": title})
    return {"@type": "BreadcrumbList", "itemListElement": steps}
