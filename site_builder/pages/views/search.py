"""The page of the search: the client fills it; without script it leads to the lists."""

from __future__ import annotations

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Site
from site_builder.pages.structured.about import About
from site_builder.pages.views.rendering import render


def page(site: Site) -> PageTexts:
    """The page of the search: the client fills it; without script it leads to the lists."""
    collections = [one for one in site.catalogue.collections.values() if one.records]
    content = render(site, "search.html", "../", collections=collections)
    title = site.say("Search")
    about = About(kind="SearchResultsPage")
    return site.texts("search/", title, site.say("Search the whole catalogue"), content, about)
