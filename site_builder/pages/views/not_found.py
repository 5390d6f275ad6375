"""The page for an address that leads nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from site_builder.i18n import translator
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Site
from site_builder.pages.views.rendering import render


def page(site: Site) -> PageTexts:
    """The page for an address that leads nowhere, in every language. It is served at any depth, so what it loads and
    links to is addressed from the host's root."""
    config = site.catalogue.config
    root = urlsplit(config.url).path
    homes = [(code, translator(code), root + config.path(code)) for code in config.languages]
    content = render(site, "not-found.html", root, homes=homes)
    return site.texts("", site.say("Page not found"), "", content, root=root)
