from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from site_builder.search import LABELS, Document, Facet, client_files, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"


@dataclass(frozen=True)
class Examples:
    documents: tuple[Document, ...]
    facets: tuple[Facet, ...]
    abbreviations: Mapping[str, str]


@pytest.fixture(scope="session")
def examples() -> Examples:
    stored = json.loads((HERE / "documents.json").read_text(encoding="utf-8"))
    facets = tuple(Facet(**facet) for facet in stored["facets"])
    documents = tuple(
        Document(
            url=entry["url"],
            title=entry["title"],
            summary=entry["summary"],
            texts=((entry.get("code", ""), 3), (entry["en"], 1)),
            facets={facet.name: (entry[facet.name],) for facet in facets},
            kind_label=facets[0].values[entry["collection"]],
            date=entry["date"],
        )
        for entry in stored["documents"]
    )
    return Examples(documents, facets, stored["abbreviations"])


@pytest.fixture(scope="session")
def site(examples: Examples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site under a sub-path, as a project's page has it: a home page with a box, a search page, the records."""
    folder = tmp_path_factory.mktemp("site")
    root = folder / "market"
    assets = root / "assets" / "search"
    assets.mkdir(parents=True)
    for path in client_files():
        copy(path, assets)
    write(examples.documents, examples.facets, examples.abbreviations, root / "search-index" / "vi")
    pages = {"": box("./", "suggest"), "search/": box("../", "full")}
    pages["ip/"] = box("../", "suggest", fixed={"collection": "ip-assets"})
    pages |= {document.url: f"<h1>{escape(document.title)}</h1>" for document in examples.documents}
    for url, content in pages.items():
        page = root / url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(html(content, "../" * url.count("/") or "./"), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Address of the home page of `site`."""
    return f"{serve(site)}market/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if a script of the site does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [error for error in errors if "favicon" not in error and "404" not in error] == []


def box(root: str, mode: str, *, fixed: Mapping[str, str] | None = None) -> str:
    labels = escape(json.dumps(dict(LABELS)))
    restriction = f' data-fixed="{escape(json.dumps(fixed))}"' if fixed else ""
    return (
        f'<div data-search data-mode="{mode}" data-index="{root}search-index/vi/" data-root="{root}"'
        f' data-labels="{labels}"{restriction}><form role="search" action="{root}search/" method="get">'
        '<input type="search" name="q" aria-label="Tìm"><button>Tìm</button></form></div>'
    )


def html(content: str, root: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thử</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="stylesheet" href="{root}assets/search/search.css">'
        f'<script type="module" src="{root}assets/search/search.js"></script></head><body>{content}</body></html>'
    )
