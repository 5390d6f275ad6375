"""Pages that a person wrote, with what the generator knows set in where the page asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from site_builder.addresses import CODE_LISTS_SUBJECT, GRAPH_SUBJECT, MATCHES_SUBJECT, PROGRESS_SUBJECT, TABLES
from site_builder.pages.shell import PageTexts, ProsePage
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.views import sisters
from site_builder.pages.views.rendering import render
from site_builder.problems import KINDS

_DOWNLOADS, _FIELDS, _PROBLEMS = "<!-- downloads -->", "<!-- fields -->", "<!-- problems -->"
_TEMPLATES = "<!-- templates -->"
_MARKS = {"downloads": _DOWNLOADS, "fields": _FIELDS, "problems": _PROBLEMS, "templates": _TEMPLATES}


def guides(pages: Iterable[ProsePage]) -> dict[str, str]:
    """Return the address of the page of prose that has a mark, by the mark's name."""
    return {name: page.address for page in pages for name, mark in _MARKS.items() if mark in page.content}


def page(site: Site, prose: ProsePage, downloads: Sequence[Download], languages: Sequence[str]) -> PageTexts:
    """Return a page of prose as it is shown; `languages` are those in which somebody wrote it."""
    up = to_root(prose.address)
    root = to_root(site.path + prose.address)
    # MkDocs checks links between prose pages; it does not know what the generator makes. Such a link names the site's
    # root (`site:data/needs.csv`) or the language's (`page:needs/`); an example of a program names the whole address
    # (`site://data/needs.csv`).
    content = prose.content.replace("site://", site.catalogue.config.url)
    content = content.replace('href="site:', f'href="{root}').replace('href="page:', f'href="{up or "./"}')
    if _DOWNLOADS in content:
        content = content.replace(_DOWNLOADS, _downloads_table(site, up, root, downloads))
    if _FIELDS in content:
        content = content.replace(_FIELDS, _fields(site, up, root, downloads))
    if _PROBLEMS in content:
        content = content.replace(_PROBLEMS, render(site, "problems.html", up, kinds=KINDS))
    if _TEMPLATES in content:
        content = content.replace(_TEMPLATES, _templates_table(site, up, root, downloads))
    return site.texts(prose.address, prose.title, prose.description, content, About(languages=languages))


def _downloads_table(site: Site, up: str, root: str, downloads: Sequence[Download]) -> str:
    catalogue = site.catalogue
    titles = {"": site.say("The whole catalogue")}
    titles |= {name: site.text(one.schema.label) for name, one in catalogue.collections.items() if one.records}
    titles |= {name: site.text(one.label) for name, one in catalogue.tables.items()}
    titles |= {MATCHES_SUBJECT: site.say("Demand and supply"), PROGRESS_SUBJECT: site.say("Progress of the Plan")}
    titles |= {GRAPH_SUBJECT + name: site.text(one.title) for name, one in catalogue.config.graphs.items()}
    titles |= {CODE_LISTS_SUBJECT: site.say("Code lists")}
    groups = []
    for name, title in titles.items():
        files = [one for one in downloads if one.subject == name and not one.blank]
        whole = [one for one in files if not one.part]
        groups.append((title, whole, [one for one in files if one not in whole]))
    groups.append((site.say("Templates to fill in"), [], [one for one in downloads if one.blank]))
    guests = sisters.abouts(site, downloads)
    return render(site, "downloads.html", up, groups=groups, guests=guests, root=root)


def _fields(site: Site, up: str, root: str, downloads: Sequence[Download]) -> str:
    catalogue, blanks = site.catalogue, _blanks(downloads)
    return render(
        site, "fields.html", up, collections=catalogue.collections, tables=catalogue.tables, blanks=blanks, root=root
    )


def _templates_table(site: Site, up: str, root: str, downloads: Sequence[Download]) -> str:
    blanks = _blanks(downloads)
    groups = [
        (
            label,
            [
                (site.text(one.schema.label), f"{one.name}/", f"catalogue/{one.name}/", blanks.get(one.name, []))
                for one in collections
            ],
        )
        for label, collections in site.groups
    ]
    tables = site.catalogue.tables.values()
    rows = [(site.text(one.label), f"{TABLES}/{one.name}/", one.path, blanks.get(one.name, [])) for one in tables]
    groups += [(site.say("Data tables"), rows)] if rows else []
    return render(site, "templates.html", up, groups=groups, root=root)


def _blanks(downloads: Sequence[Download]) -> dict[str, list[Download]]:
    """Return the forms to fill in, by the collection or table that they are of."""
    blanks: dict[str, list[Download]] = {}
    for one in downloads:
        if one.blank:
            blanks.setdefault(one.subject, []).append(one)
    return blanks
