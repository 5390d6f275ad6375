"""Every link of every page and every address of ours in every file leads to something that is there."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from pyarrow import parquet

from site_builder.config import config_from
from site_builder.records.reading.yaml_reading import read_document
from tests.conftest import ROOT

BASE = config_from(read_document(ROOT, "catalogue/catalogue.yml").value).url
LINK = re.compile(r"""<(?!link rel="preconnect)[a-z]+\b[^>]*?\s(?:href|src|action|data-index)=["']([^"']*)["']""")
OURS = re.compile(re.escape(BASE) + r"""[^\s"'<>\\^`{|}\[\]]*""")
ANCHOR = re.compile(r"""\s(?:id|name)=["']?([^"'\s>]+)""")
THINGS = {"catalogue", "publisher", "dataset", "scheme", "distribution", "checksum"}
"""Fragments that name a thing and no place on a page (see `addresses`)."""


def there(site: Path, address: str) -> bool:
    """Whether an address of ours, without query and fragment, is a file of the site, or a folder with a page or a
    search index."""
    path = site / unquote(urlsplit(address).path.removeprefix("/"))
    if address.endswith("/") or path == site:
        return any((path / name).is_file() for name in ("index.html", "manifest.json"))
    return path.is_file()


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(unescape(one) for one in ANCHOR.findall(page.read_text("utf-8")))


def links(site: Path) -> Iterator[tuple[Path, str]]:
    """Every link of every page to a place of our own, as a whole address."""
    for page in site.rglob("*.html"):
        here = BASE + page.relative_to(site).as_posix().removesuffix("index.html")
        for link in LINK.findall(page.read_text("utf-8")):
            address = urljoin(here, unescape(link))
            if address.startswith(BASE):
                yield page, address


def texts(site: Path) -> Iterator[tuple[Path, str]]:
    """The text of every file but pages: archives unpacked, the database dumped."""
    for file in sorted(site.rglob("*")):
        if not file.is_file() or file.suffix == ".html":
            continue
        if file.suffix in {".zip", ".xlsx"}:
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield file, archive.read(name).decode("utf-8", "replace")
        elif file.suffix == ".parquet":
            table = parquet.read_table(file)
            yield file, json.dumps([*(table.schema.metadata or {}).items(), table.to_pylist()], default=str)
        elif file.suffix == ".sqlite":
            with sqlite3.connect(file) as database:
                yield file, "\n".join(database.iterdump())
        else:
            yield file, file.read_bytes().decode("utf-8", "replace")


def addresses(site: Path) -> Iterator[tuple[Path, str]]:
    """Every whole address of ours in every file but pages. A full stop or comma after it ends a sentence."""
    for file, text in texts(site):
        # A calendar breaks its lines in the middle of words (RFC 5545, section 3.1).
        whole = text.replace("\r\n ", "") if file.suffix == ".ics" else text
        yield from ((file, unescape(address).rstrip(".,;:)")) for address in set(OURS.findall(whole)))


@pytest.fixture(scope="module")
def found(site: Path) -> list[tuple[Path, str]]:
    return [*links(site), *addresses(site)]


def test_every_address_of_ours_is_there(site: Path, found: list[tuple[Path, str]]) -> None:
    checked: dict[str, bool] = {}
    lost = set()
    for file, address in found:
        bare = address.partition("#")[0].partition("?")[0]
        if bare not in checked:
            checked[bare] = there(site, bare)
        if not checked[bare]:
            lost.add((address, file.relative_to(site).as_posix()))
    assert len(checked) > 1000
    assert sorted(lost) == []


def test_every_place_on_a_page_of_ours_is_there(site: Path, found: list[tuple[Path, str]]) -> None:
    lost = set()
    for file, address in found:
        bare, _, place = address.partition("#")
        bare = bare.partition("?")[0]
        page = site / unquote(urlsplit(bare).path.removeprefix("/")) / "index.html"
        if place and place not in THINGS and page.is_file() and unquote(place) not in anchors(page):
            lost.add((address, file.relative_to(site).as_posix()))
    assert sorted(lost) == []


def test_the_walk_finds_what_is_lost(site: Path) -> None:
    assert there(site, BASE)
    assert there(site, f"{BASE}data/results.csv")
    assert not there(site, f"{BASE}data/nothing.csv")
    assert not there(site, f"{BASE}results")
