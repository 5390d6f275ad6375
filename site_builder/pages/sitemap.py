"""The sitemap (https://www.sitemaps.org/protocol.html): an index, and a file a collection with every page to be found.

Each address has its twins in the other languages beside it, as
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from site_builder.config import Config

PAGES = "pages"
"""The part of the sitemap with the pages that are of no record."""

MOST_ADDRESSES = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""The limits that the protocol sets to one file."""

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OPENING = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_CLOSING = "</urlset>\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to be found: its absolute address, when it last changed (ISO 8601, whole or cut), and its addresses in
    each language that it exists in, by language tag, the main one first."""

    url: str
    modified: str
    languages: Mapping[str, str]


def write_sitemap(config: Config, folder: Path, parts: Mapping[str, Iterable[Entry]]) -> None:
    """Write `sitemap.xml` with the files that it names, and `robots.txt`.

    `parts` are the pages by the collection that they are of, or PAGES. A collection with too many for one file has
    several: `sitemap-results.xml`, `sitemap-results-2.xml` …
    """
    names = {part: f"sitemap-{part}.xml" for part in parts}
    taken = set(names.values())
    written = []
    for part, entries in parts.items():
        name, number = names[part], 1
        for text, modified in _files(entries):
            (folder / name).write_bytes(text)
            loc = escape(config.url + quote(name))
            written.append(f"<sitemap><loc>{loc}</loc><lastmod>{modified}</lastmod></sitemap>\n")
            while name in taken:  # a collection may be called `results-2`
                number += 1
                name = f"sitemap-{part}-{number}.xml"
            taken.add(name)
    index = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SITEMAP}>\n{"".join(written)}</sitemapindex>\n'
    (folder / "sitemap.xml").write_text(index, "utf-8")
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {config.url}sitemap.xml\n", "utf-8")


def _files(entries: Iterable[Entry]) -> Iterator[tuple[bytes, str]]:
    """Yield each file of a part, and when the newest of its pages changed."""
    opening, closing = _OPENING.encode(), _CLOSING.encode()
    urls: list[bytes] = []
    size, newest = 0, ""
    for entry in sorted(entries, key=lambda entry: entry.url):
        modified = _whole(entry.modified)
        url = _url(entry, modified).encode()
        if len(urls) == MOST_ADDRESSES or size + len(url) > MOST_BYTES - len(opening) - len(closing):
            yield opening + b"".join(urls) + closing, newest
            urls, size, newest = [], 0, ""
        urls.append(url)
        size += len(url)
        newest = max(newest, modified)
    if urls:
        yield opening + b"".join(urls) + closing, newest


def _url(entry: Entry, modified: str) -> str:
    twins = ""
    if len(entry.languages) > 1:
        main = next(iter(entry.languages.values()))
        twins = "".join([
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(url)}"/>'
            for language, url in [*entry.languages.items(), ("x-default", main)]
        ])  # fmt: skip
    return f"<url><loc>{escape(entry.url)}</loc><lastmod>{modified}</lastmod>{twins}</url>\n"


def _whole(iso: str) -> str:
    """Return a date or time as the protocol's schema takes it: a year or a month stands for its first day."""
    return iso if len(iso) >= len("2026-01-31") else (iso + "-01-01")[: len("2026-01-31")]
