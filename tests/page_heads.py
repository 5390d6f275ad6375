"""The head of a page as a crawler reads it, and the vocabulary of schema.org as its makers publish it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True)
class PageHead:
    """What the head of a page says: elements `link` and `meta` by their attributes, structured data by its text."""

    title: str
    links: Sequence[Mapping[str, str]]
    metas: Sequence[Mapping[str, str]]
    blocks: Sequence[str]

    def links_to(self, rel: str) -> list[str]:
        """The targets of a relation; `rel` is a list of words."""
        return [one["href"] for one in self.links if rel in one.get("rel", "").split()]

    def twins(self) -> dict[str, str]:
        """The addresses of the page in each language."""
        return {one["hreflang"]: one["href"] for one in self.links if "hreflang" in one}

    def meta(self, name: str) -> list[str]:
        return [one["content"] for one in self.metas if name in {one.get("name"), one.get("property")}]

    @property
    def graph(self) -> list[Node]:
        """The nodes of all structured data."""
        return [node for block in self.blocks for node in json.loads(block)["@graph"]]

    def node(self, kind: str) -> Node:
        """The only node of a type that stands by itself."""
        (found,) = [node for node in self.graph if node["@type"] == kind]
        return found

    @property
    def indexed(self) -> bool:
        return "noindex" not in " ".join(self.meta("robots"))


@dataclass
class _Reader(HTMLParser):
    title: str = ""
    links: list[dict[str, str]] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.inside = tag
        match tag:
            case "link":
                self.links.append(attributes)
            case "meta":
                self.metas.append(attributes)
            case "script" if attributes.get("type") == "application/ld+json":
                self.inside = "data"
                self.blocks.append("")

    def handle_endtag(self, _tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title" and not self.title:
            self.title = data
        elif self.inside == "data":
            self.blocks[-1] += data


def read_head(page: Path) -> PageHead:
    """Read the head of a page: nothing of it may stand in the body."""
    html = page.read_text("utf-8")
    head, _, body = html.partition("</head>")
    assert 'type="application/ld+json"' not in body
    reader = _Reader()
    reader.feed(head)
    return PageHead(reader.title, reader.links, reader.metas, reader.blocks)


def pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Every page of a site but the one for lost addresses: its address below the site's root, and its file."""
    for file in sorted(site.rglob("index.html")):
        address = file.parent.relative_to(site).as_posix() + "/"
        yield ("" if address == "./" else address), file


def heads_of(site: Path) -> dict[str, PageHead]:
    """The heads of all pages of a site, by address."""
    return {address: read_head(file) for address, file in pages(site)}


class SchemaOrg:
    """schema.org as it is published (in the copy that the library of RO-Crate brings)."""

    def __init__(self) -> None:
        text = (resources.files("rocrate") / "data/schema.jsonld").read_text("utf-8")
        self._terms = {one["@id"].removeprefix("schema:"): one for one in json.loads(text)["@graph"]}

    def __contains__(self, name: str) -> bool:
        return name in self._terms

    @cache  # noqa: B019 — one vocabulary for all tests
    def lineage(self, kind: str) -> frozenset[str]:
        """A type with all types above it."""
        parents = [one for one in self._names(kind, "rdfs:subClassOf") if one in self._terms]
        return frozenset({kind}).union(*(self.lineage(parent) for parent in parents))

    def domain(self, name: str) -> frozenset[str]:
        return frozenset(self._names(name, "schema:domainIncludes"))

    def range(self, name: str) -> frozenset[str]:
        return frozenset(self._names(name, "schema:rangeIncludes"))

    def superseded(self, name: str) -> bool:
        return "schema:supersededBy" in self._terms[name]

    def _names(self, name: str, about: str) -> list[str]:
        found = self._terms[name].get(about, [])
        return [one["@id"].removeprefix("schema:") for one in (found if isinstance(found, list) else [found])]


@cache
def schema_org() -> SchemaOrg:
    return SchemaOrg()
