"""The site's pages: prose and shells by MkDocs, records, lists, home and search by our own templates."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from site_builder.history import History
from site_builder.market import Market
from site_builder.pages.shell import MenuEntry, PageTexts, Renderer, Shell, ShellRequest, Theme, render_theme
from site_builder.pages.site import ASSETS, Dataset, Download, Site
from site_builder.pages.sitemap import PAGES, Entry, write_sitemap
from site_builder.pages.views import RECORD_VIEWS, VIEWS, home, not_found, prose, search
from site_builder.records import Catalogue
from site_builder.sisters import Sister

__all__ = ["Dataset", "Download", "PageSettings", "Prose", "Shells", "render_shells", "start_worker", "write_pages"]

_UNUSED_ASSETS = ("javascripts/lunr", "javascripts/workers")
"""Parts of the theme that belong to its own search, which is not used."""

_CHUNK = 100

_Written = tuple[str, Entry | None]
"""A page that was written: the part of the sitemap that it belongs to, and what stands there, None for nothing."""


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the pages need beside the catalogue: words and files of the search, what was computed, the time."""

    search_labels: Callable[[str], str]
    client_files: Sequence[Path]
    market: Market
    history: History
    built: datetime
    version: str
    sisters: Sequence[Sister] = ()
    datasets: Sequence[Dataset] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of prose as text, for the search: address below the language's root, title, first words, all words."""

    address: str
    title: str
    description: str
    text: str


@dataclass(frozen=True)
class Shells:
    """The rendered shells of every language, and the site of each."""

    sites: Sequence[Site]
    themes: Sequence[Theme]

    def languages(self, address: str) -> list[str]:
        """Return the languages in which somebody wrote the page of prose at an address below a language's root."""
        return [site.language for site, theme in zip(self.sites, self.themes, strict=True) if address in theme.prose]

    def prose(self, site: Site) -> Iterator[Prose]:
        """Yield the pages of prose of one language."""
        theme = self.themes[self.sites.index(site)]
        for page in theme.prose.values():
            if page.address:
                text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content)).split())
                yield Prose(page.address, page.title, page.description, text)


def render_shells(
    catalogue: Catalogue, root: Path, folder: Path, settings: PageSettings, render: Renderer | None = None
) -> Shells:
    """Have MkDocs render the prose and the shells of every language, and copy the theme's files into `folder`."""
    styles, scripts = _copy_assets(folder, settings.client_files)
    sites: list[Site] = []
    themes: list[Theme] = []
    for language in catalogue.config.languages:
        site = Site(
            catalogue,
            language,
            settings.search_labels(language),
            styles,
            scripts,
            settings.market,
            settings.history,
            settings.built,
            sisters=settings.sisters,
            datasets={one.subject: one for one in settings.datasets},
        )
        with TemporaryDirectory() as work:
            theme = render_theme(_request(site, root, settings), Path(work), render)
            if not sites:
                _copy_theme(theme, folder)
        sites.append(replace(site, guides=prose.guides(theme.prose.values())))
        themes.append(theme)
    return Shells(tuple(sites), tuple(themes))


def write_pages(shells: Shells, folder: Path, downloads: Sequence[Download], executor: Executor | None = None) -> int:
    """Write every page into `folder` and return how many there are.

    An executor, where given, makes the record pages; its workers must have been started with `start_worker`.
    """
    written: list[_Written] = []
    for number, site in enumerate(shells.sites):
        written += _write_single_pages(shells, number, folder, downloads)
        keys = [record.key for record in site.catalogue.records]
        if executor is None:
            written += _write_records(shells, number, folder, keys)
        else:
            chunks = [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
            for some in executor.map(_write_chunk, [number] * len(chunks), chunks):
                written += some
    main = shells.sites[0]
    page = shells.themes[0].not_found.fill(not_found.page(main))
    (folder / "404.html").write_text(page, "utf-8")
    parts: dict[str, list[Entry]] = {PAGES: [], **{name: [] for name in main.catalogue.collections}}
    for part, entry in written:
        if entry:
            parts[part].append(entry)
    write_sitemap(main.catalogue.config, folder, parts)
    return len(written)


@dataclass(slots=True)
class _Worker:
    """What a worker process holds, so that a task is two small lists."""

    shells: Shells
    folder: Path


_worker: _Worker | None = None


def start_worker(shells: Shells, folder: Path) -> None:
    """Make this process a worker for the record pages: the initializer of the executor that `write_pages` takes."""
    global _worker  # noqa: PLW0603 — a worker process serves one build
    _worker = _Worker(shells, folder)


def _write_chunk(number: int, keys: Sequence[tuple[str, str]]) -> list[_Written]:
    if _worker is None:
        raise RuntimeError("the executor was made without start_worker")
    return _write_records(_worker.shells, number, _worker.folder, keys)


def _write_records(shells: Shells, number: int, folder: Path, keys: Sequence[tuple[str, str]]) -> list[_Written]:
    """Write every page of some records in one language."""
    site, theme = shells.sites[number], shells.themes[number]
    written: list[_Written] = []
    for collection, record_id in keys:
        record = site.catalogue.collections[collection].by_id[record_id]
        for view in RECORD_VIEWS:
            for page in view(site, record):
                _write(folder / site.path / page.address, _shell(theme, page).fill(page))
                written.append((collection, page.entry))
    return written


def _shell(theme: Theme, page: PageTexts) -> Shell:
    """Return the shell of a page: its own where it stands in the menu, else that of its depth."""
    return theme.by_address.get(page.address) or theme.by_depth[page.address.count("/")]


def _write(folder: Path, page: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page, "utf-8")


def _write_single_pages(shells: Shells, number: int, folder: Path, downloads: Sequence[Download]) -> list[_Written]:
    """Write home, search, overviews and prose of one language."""
    site, theme = shells.sites[number], shells.themes[number]
    front = theme.prose.get("")
    shell = front.shell if front else theme.by_address[""]
    pages = [(shell, home.page(site, _without_heading(front.content) if front else "", _overviews(site), downloads))]
    pages.append((theme.by_address["search/"], search.page(site)))
    pages += [(_shell(theme, page), page) for view in VIEWS for page in view.pages(site, downloads)]
    pages += [
        (one.shell, prose.page(site, one, downloads, shells.languages(one.address)))
        for one in theme.prose.values()
        if one.address
    ]
    for one, texts in pages:
        _write(folder / site.path / texts.address, one.fill(texts))
    return [(PAGES, texts.entry) for _, texts in pages]


def _without_heading(content: str) -> str:
    return re.sub(r"<h1.*?</h1>", "", content, count=1, flags=re.DOTALL).strip()


def _request(site: Site, root: Path, settings: PageSettings) -> ShellRequest:
    catalogue, say = site.catalogue, site.say
    config = catalogue.config
    day = say.date(settings.built.date().isoformat())
    built = say("Built on {date} by site-builder {version}.", date=day, version=settings.version)
    licence = f'<a href="{escape(config.licence.url)}" rel="license">{escape(config.licence.title)}</a>'
    terms = escape(say("Data under"))
    footer = f"{escape(site.text(config.notice))}<br>{terms} {licence}. {escape(built)}"
    return ShellRequest(root, config, site.language, _menu(site), say("Home"), say("Search"), footer)


def _overviews(site: Site) -> list[tuple[str, str]]:
    """Return label and address of the pages that show the catalogue as a whole."""
    return [entry for view in VIEWS for entry in view.menu(site)]


def _menu(site: Site) -> list[MenuEntry]:
    """Return the generated part of the menu: the collections by their groups, and the overviews."""
    groups = [
        (label, tuple(MenuEntry(site.text(one.schema.label), f"{one.name}/") for one in collections))
        for label, collections in site.groups
    ]
    collections = tuple(
        entry for label, group in groups for entry in ([MenuEntry(label, entries=group)] if label else group)
    )
    overviews = tuple(MenuEntry(label, address) for label, address in _overviews(site))
    menu = [MenuEntry(site.say("Catalogue"), entries=collections), MenuEntry(site.say("Overviews"), entries=overviews)]
    return [entry for entry in menu if entry.entries]


def _copy_theme(theme: Theme, folder: Path) -> None:
    shutil.copytree(theme.assets, folder / "assets", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))
    for name in _UNUSED_ASSETS:
        shutil.rmtree(folder / "assets" / name, ignore_errors=True)


def _copy_assets(folder: Path, client_files: Sequence[Path]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy our own style sheets and scripts; return those that a page loads itself, as paths below the root."""
    target = folder / ASSETS
    target.mkdir(parents=True, exist_ok=True)
    own = resources.files("site_builder.pages") / "assets"
    for file in own.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    for path in client_files:
        shutil.copyfile(path, target / path.name)
    return (f"{ASSETS}/catalogue.css", f"{ASSETS}/search.css"), (f"{ASSETS}/search.js",)
