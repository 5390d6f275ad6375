"""Pages that a person wrote, with what the generator knows set in where the page asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.pages.shell import PageTexts, ProsePage
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.views.rendering import render
from site_builder.problems import KINDS

_DOWNLOADS, _FIELDS, _PROBLEMS = "<!-- downloads -->", "<!-- fields -->", "<!-- problems -->"


def page(site: Site, prose: ProsePage, downloads: Sequence[Download]) -> PageTexts:
    """Return a page of prose as it is shown."""
    up = to_root(prose.address)
    root = to_root(site.path + prose.address)
    # MkDocs checks links between prose pages; it does not know what the generator makes. Such a link names the site's
    # root (`site:data/needs.csv`) or the language's (`page:needs/`).
    content = prose.content.replace('href="site:', f'href="{root}').replace('href="page:', f'href="{up or "./"}')
    if _DOWNLOADS in content:
        content = content.replace(_DOWNLOADS, _downloads_table(site, up, root, downloads))
    if _FIELDS in content:
        content = content.replace(_FIELDS, render(site, "fields.html", up, collections=site.catalogue.collections))
    if _PROBLEMS in content:
        content = content.replace(_PROBLEMS, render(site, "problems.html", up, kinds=KINDS))
    return site.texts(prose.address, prose.title, prose.description, content)


_PARTS = ("Code list (CSV)",)
"""Formats that stand apart from the main files of a group, as the lists of a collection do."""


def _downloads_table(site: Site, up: str, root: str, downloads: Sequence[Download]) -> str:
    catalogue = site.catalogue
    titles = {"": site.say("The whole catalogue")}
    titles |= {name: site.text(one.schema.label) for name, one in catalogue.collections.items() if one.records}
    titles |= {name: site.text(one.label) for name, one in catalogue.tables.items()}
    groups = []
    for name, title in titles.items():
        files = [one for one in downloads if one.subject == name]
        whole = [one for one in files if not one.part and one.format not in _PARTS]
        groups.append((title, whole, [one for one in files if one not in whole]))
    return render(site, "downloads.html", up, groups=groups, root=root)
