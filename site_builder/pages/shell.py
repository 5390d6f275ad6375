"""The shell: MkDocs renders the prose and, at each folder depth, one empty page that record pages are poured into.

This module alone knows of MkDocs. It writes a plain `mkdocs.yml` for one language into a temporary folder, has it
built, and cuts the result at its slots; everything else of the site sees `Shell` values. A successor of MkDocs that
reads the same configuration takes its place by another `Renderer`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from site_builder import problems
from site_builder.config import Config
from site_builder.pages.sitemap import Entry
from site_builder.problems import CannotRunError, Problem

Renderer = Callable[[Path], None]
"""Builds the site that a `mkdocs.yml` (given by its path) describes. Raises CannotRunError."""

SHELL_DEPTHS = (1, 2, 3, 4, 5)
"""The folder depths, below a language's root, of pages that come from records."""

_ALTERNATE = "https://alternate.invalid/"
_TITLE, _DESCRIPTION, _HEAD = "@@title@@", "@@description@@", "<!--slot:head-->"
_CONTENT = re.compile(r"<h1[^>]*>@@heading@@.*?@@content@@</p>", re.DOTALL)
_SLOT = re.compile(rf"{_TITLE}|{_DESCRIPTION}|{_HEAD}|@@heading@@|@@content@@|{re.escape(_ALTERNATE)}[\w-]+/#here")
_THEMES_LINKS = re.compile(rf'\s*<link rel="(?:canonical"|alternate" href="{re.escape(_ALTERNATE)})[^>]*>')
_CHARSET = '<meta charset="utf-8">'
_SCRIPT = re.compile(r"<script(?![^>]*(?:\ssrc=|type=\"?application/))[^>]*>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What fills the slots of one page.

    `address` is the page's address below its language's root ("" for the home page). `twins` maps each language to the
    address of the same page in it, relative to this page. `entry` is what the sitemap says of it, None where search
    engines are to leave it out.
    """

    title: str
    description: str
    address: str
    head: str
    content: str
    twins: Mapping[str, str]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the theme, cut at its slots: `pieces` alternates between text and the names of slots."""

    pieces: tuple[str, ...]

    def fill(self, texts: PageTexts) -> str:
        """Return the page. `head` and `content` are HTML; the other texts are escaped here."""
        values = {
            _TITLE: html.escape(texts.title),
            _DESCRIPTION: html.escape(texts.description),
            _HEAD: texts.head,
            "@@content@@": texts.content,
        }
        for language, twin in texts.twins.items():
            values[f"{_ALTERNATE}{language}/#here"] = html.escape(twin)
        pieces = list(self.pieces)
        for index in range(1, len(pieces), 2):
            pieces[index] = values[pieces[index]]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A page that a person wrote: its address below the language's root, and its rendered text without the heading."""

    address: str
    title: str
    description: str
    content: str
    shell: Shell


@dataclass(frozen=True, slots=True)
class Theme:
    """What MkDocs made for one language.

    `by_depth` are the shells of record pages, `by_address` those of pages that stand in the menu; `assets` is the
    folder with the theme's own files.
    """

    by_depth: Mapping[int, Shell]
    by_address: Mapping[str, Shell]
    prose: Mapping[str, ProsePage]
    assets: Path
    not_found: Shell


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the menu: a page, given by its address below the language's root, or a section with entries."""

    label: str
    address: str = ""
    entries: tuple[MenuEntry, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all pages of the entry."""
        return (self.address,) if self.address else tuple(one for entry in self.entries for one in entry.addresses)

    def as_nav(self) -> dict[str, Any]:
        """Return the entry as MkDocs takes it."""
        return {self.label: f"{self.address}index.md" if self.address else [one.as_nav() for one in self.entries]}


@dataclass(frozen=True, slots=True)
class ShellRequest:
    """What the shell of one language needs to know. `menu` is the generated part of the menu."""

    root: Path
    config: Config
    language: str
    menu: Sequence[MenuEntry]
    home_label: str
    search_label: str
    footer: str


def render_theme(request: ShellRequest, work: Path, render: Renderer | None = None) -> Theme:
    """Render prose and shells of one language in the empty folder `work` and cut them at their slots.

    Raises CannotRunError with what MkDocs says when it cannot build the prose.
    """
    settings = _settings(request, work)
    file = work / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    (render or render_with_mkdocs)(file)
    return _cut(request, work / "site")


def _settings(request: ShellRequest, work: Path) -> dict[str, Any]:
    config, language = request.config, request.language
    settings = _project_settings(request.root, config, language)
    docs = work / "docs"
    own = request.root / str(settings.get("docs_dir", f"docs/{language}"))
    if own.is_dir():
        shutil.copytree(own, docs)
    addresses = [address for entry in request.menu for address in entry.addresses]
    stubs = ["search.md", *(f"{address}index.md" for address in addresses), *map(_stub_name, SHELL_DEPTHS)]
    if not (docs / "index.md").exists():
        stubs.append("index.md")
    for name in stubs:
        _write_stub(docs / name)
    nav = list(settings.get("nav") or [{request.home_label: "index.md"}])
    nav[1:1] = [*(entry.as_nav() for entry in request.menu), {request.search_label: "search.md"}]
    url = config.url + config.path(language)
    settings |= {
        "site_name": settings.get("site_name") or config.text(config.title, language),
        "site_url": url,
        "site_description": _DESCRIPTION,
        "docs_dir": str(docs),
        "site_dir": str(work / "site"),
        "nav": nav,
        "copyright": request.footer,
        "plugins": [],
    }
    theme = settings.setdefault("theme", {"name": "material", "font": False, "features": ["navigation.tabs"]})
    theme["custom_dir"] = str(resources.files("site_builder.pages") / "theme")
    theme.setdefault("language", language.split("-")[0])
    extra = settings.setdefault("extra", {})
    extra["alternate"] = [
        {"name": _own_name(code), "link": f"{_ALTERNATE}{code}/", "lang": code} for code in config.languages
    ]
    extra["search_label"] = request.search_label
    return settings


def _project_settings(root: Path, config: Config, language: str) -> dict[str, Any]:
    """Read `mkdocs.yml` (or `mkdocs.<language>.yml`), with what it inherits; empty where the catalogue has none."""
    return _inherited(root / ("mkdocs.yml" if language == config.language else f"mkdocs.{language}.yml"))


def _inherited(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        settings = yaml.safe_load(file.read_text("utf-8")) or {}
    except yaml.YAMLError as error:
        raise CannotRunError(_failure(file.name, str(error))) from error
    parent = settings.pop("INHERIT", None)
    return _merged(_inherited(file.parent / parent), settings) if parent else settings


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(base[key], over[key]) for key in base.keys() & over.keys() if isinstance(over[key], dict)}
    return {**base, **over, **both}


def _own_name(language: str) -> str:
    from babel import Locale

    name = Locale.parse(language, sep="-").get_display_name()
    return name[:1].upper() + name[1:] if name else language


def _stub_name(depth: int) -> str:
    """Return the file whose page lies at a folder depth: `shell.md` is served as `shell/`."""
    return "/".join(["shell"] * depth) + ".md"


def _write_stub(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    front = f"title: '{_TITLE}'\nhide: [navigation, toc]\n"
    file.write_text(f"---\n{front}---\n\n# @@heading@@\n\n@@content@@\n", "utf-8")


def _failure(path: str, reason: str) -> Problem:
    return Problem(problems.SHELL_FAILED, path, values={"reason": " ".join(reason.split())})


class _Collector(logging.Handler):
    """Keeps MkDocs's warnings, which name the prose file that needs mending."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render_with_mkdocs(file: Path) -> None:
    """Build with MkDocs. A warning (a link to nowhere, say) counts as a failure. Raises CannotRunError."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        build(load_config(str(file)))
    except MkDocsException as error:
        collector.messages.append(str(error))
    finally:
        logger.removeHandler(collector)
    if collector.messages:
        raise CannotRunError(*(_failure("docs", message) for message in collector.messages))


def _cut(request: ShellRequest, site: Path) -> Theme:
    by_depth: dict[int, Shell] = {}
    by_address: dict[str, Shell] = {}
    prose: dict[str, ProsePage] = {}
    for file in sorted(site.rglob("index.html")):
        address = file.parent.relative_to(site).as_posix() + "/"
        address = "" if address == "./" else address
        page = _page(file.read_text("utf-8"), request)
        if address.startswith("shell/"):
            by_depth[address.count("/")] = _shell(page)
        elif "@@content@@" in page:
            by_address[address] = _shell(page)
        else:
            prose[address] = _prose(page, address)
    not_found = _shell(_page((site / "404.html").read_text("utf-8"), request))
    return Theme(by_depth, by_address, prose, site / "assets", not_found)


def _page(page: str, request: ShellRequest) -> str:
    """Return a rendered page with the theme's files taken from the site's root, and with its security policy."""
    if request.language != request.config.language:
        # Every language has the same theme, so all share the files of the main one.
        page = re.sub(r'((?:href|src)=")((?:\.\./)*|\./)(assets/)', r"\1\2../\3", page)
    page = _THEMES_LINKS.sub("", page)  # ours stand in the slot of the head: each page's own, and with an x-default
    hashes = sorted({_hash(script) for script in _SCRIPT.findall(page)})
    policy = (
        "default-src 'none'; script-src 'self' " + " ".join(f"'sha256-{digest}'" for digest in hashes) + "; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'self'; form-action 'self'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace(_CHARSET, _CHARSET + meta, 1)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _shell(page: str) -> Shell:
    return Shell(tuple(_with_slots(_CONTENT.sub("@@content@@", page))))


def _with_slots(page: str) -> list[str]:
    pieces: list[str] = []
    position = 0
    for match in _SLOT.finditer(page):
        pieces += [page[position : match.start()], match[0]]
        position = match.end()
    return [*pieces, page[position:]]


_ARTICLE = re.compile(r'(<article class="md-content__inner md-typeset">)(.*?)(</article>)', re.DOTALL)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_META = re.compile(r'<meta name="description" content="([^"]*)">')
_TAG = re.compile(r"<[^>]+>")


def _prose(page: str, address: str) -> ProsePage:
    found = _ARTICLE.search(page)
    article = found[2] if found else ""
    heading = _HEADING.search(article)
    title = html.unescape(_TAG.sub("", heading[1])).rstrip("¶ ").strip() if heading else ""
    described = _META.search(page)
    paragraph = re.search(r"<p>(.*?)</p>", article, re.DOTALL)
    description = described[1] if described and described[1] != _DESCRIPTION else ""
    if not description and paragraph:
        description = _TAG.sub("", paragraph[1])
    description = " ".join(html.unescape(description).split())
    page = page.replace(article, "@@content@@") if article else page
    return ProsePage(address, title, description, article.strip(), _shell(page))
