"""What hosts of static files read: which types the files have, who may read them, and where former addresses lead.

- `_headers` and `_redirects`: Netlify (https://docs.netlify.com/manage/routing/headers/) and Cloudflare Pages
  (https://developers.cloudflare.com/pages/configuration/headers/).
- `_redirects.map`: the same redirects for nginx, see `deploy/nginx.conf`.
- `.nojekyll`: GitHub Pages serves the files as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import quote, unquote, urlsplit

from site_builder.addresses import DATA
from site_builder.datasets.media import MEDIA_TYPES, media_type
from site_builder.datasets.publication import Publication, Writer

HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Range, ETag",
    "Cache-Control": "public, max-age=600, must-revalidate",
    "X-Content-Type-Options": "nosniff",
}
"""What is said of every file: a script of any site may read it, and parts of it (https://fetch.spec.whatwg.org/#cors-protocol);
it is kept for ten minutes, then asked for again; its type is to be believed."""

MAX_REDIRECTS = 2000
"""How many addresses without a wildcard `_redirects` may have at Cloudflare. Each also has a page that leads on."""

_CHECKSUMS = f"{DATA}/SHA256SUMS"


def write(publication: Publication, writer: Writer) -> None:
    """Write the files that hosts read, at the site's root."""
    writer.put("_headers", headers_bytes())
    moves = list(redirects(publication))
    lines = [f"{quote(old)} {quote(new)} 301\n" for old, new in islice(moves, MAX_REDIRECTS)]
    writer.put("_redirects", "".join(lines).encode())
    writer.put("_redirects.map", "".join(f"{_quoted(old)} {quote(new)};\n" for old, new in moves).encode())
    writer.put(".nojekyll", b"")


def headers_bytes() -> bytes:
    """Return the rules for headers: one for all files, and one for each ending that hosts may not know.

    No header is named by two rules that a file falls under: both hosts would send both values, with a comma between.
    """
    types = {f"/*{ending}": one for ending, one in MEDIA_TYPES.items()} | {f"/{_CHECKSUMS}": media_type(_CHECKSUMS)}
    rules: dict[str, Mapping[str, str]] = {"/*": HEADERS}
    rules |= {path: {"Content-Type": one.content_type} for path, one in types.items()}
    lines = (
        line
        for path, headers in rules.items()
        for line in (path, *(f"  {name}: {value}" for name, value in headers.items()))
    )
    return "".join(f"{line}\n" for line in lines).encode()


def redirects(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield where each page of a renamed record was and where it is, in every language, as paths on the host."""
    config = publication.config
    base = unquote(urlsplit(config.url).path)
    for (collection, former), record in publication.catalogue.former.items():
        for language in config.languages:
            folder = base + config.path(language)
            yield f"{folder}{collection}/{former}/", folder + record.address


def _quoted(text: str) -> str:
    """Return a text as nginx reads it in quotes."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
