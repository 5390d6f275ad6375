"""Write the index of one language.

A query loads the manifest, the shards that hold its words, and the chunks that hold the hits on the screen, so the cost
of a query grows slowly while the catalogue grows. In the folder:

* `manifest.json`: how many documents, how many of them our own, the facets, the first word of each shard, the name of
  the folder of the rest;
* `<digest>/words/<n>.json`: posting lists of the folded words from that shard's first to the next shard's first;
* `<digest>/documents/<n>.json`: what a hit shows, `CHUNK` documents a file;
* `<digest>/facets/<n>.json`: the documents of each value of the n-th facet;
* `<digest>/titles.json`: the documents in alphabetical order of title;
* `<digest>/newest.json`: the documents from the newest on, where some are of other catalogues.

The folder's name is made from the content: a browser may keep these files for ever, and never mixes two builds.
"""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from site_builder.search.postings import Postings, encode
from site_builder.search.words import Words
from site_builder.vietnamese import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from site_builder.search.documents import Document, Facet

FORMAT: Final = 1
CHUNK: Final = 20
SHARD_SIZE: Final = 24_000
"""Characters after which a shard is full. A word is never cut in two, so the commonest words have one of their own."""
SUMMARY_SIZE: Final = 260
"""Characters of the summary that a hit shows."""


def write(
    documents: Iterable[Document], facets: Sequence[Facet], abbreviations: Mapping[str, str], folder: Path
) -> None:
    """Write into `folder`, made if missing, the index of `documents`; the same input gives the same bytes.

    The order of `documents` does not matter. `facets` are the filters in the order to show; a value that no document
    has is left out. `abbreviations` give the long form of a short one ("KHCN": "khoa học và công nghệ"); each finds
    texts that have the other. Files of an earlier build stay: write into an empty folder.

    Raises `ValueError` when two documents have one `url`, and `OSError` when writing fails.
    """
    ordered = _in_order(documents)
    words = Words(abbreviations)
    postings = Postings(words)
    for number, document in enumerate(ordered):
        postings.add(number, document)
    shards = list(_shards(postings.by_folded_word()))
    filters = [_documents_by_value(facet, ordered) for facet in facets]

    files = {f"words/{n}.json": _json(shard) for n, shard in enumerate(shards)}
    files |= {f"documents/{n}.json": _json(chunk) for n, chunk in enumerate(_chunks(ordered))}
    files |= {f"facets/{n}.json": _json(values) for n, values in enumerate(filters)}
    numbers = range(len(ordered))
    files["titles.json"] = _json(sorted(numbers, key=lambda number: sort_key(ordered[number].title)))
    own = sum(not document.guest for document in ordered)
    if own < len(ordered):
        files["newest.json"] = _json(sorted(numbers, key=lambda number: ordered[number].date, reverse=True))
    digest = _digest(files)
    manifest = {
        "format": FORMAT,
        "folder": digest,
        "documents": len(ordered),
        "own": own,
        "chunk": CHUNK,
        "shards": [next(iter(shard)) for shard in shards],
        "facets": [_describe(facet, values) for facet, values in zip(facets, filters, strict=True)],
        "abbreviations": words.abbreviations,
    }
    for name, content in files.items():
        path = folder / digest / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    # Last, so that a manifest always speaks of files that are there.
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_bytes(_json(manifest))


def _in_order(documents: Iterable[Document]) -> list[Document]:
    # Numbers run from the newest document to the oldest: "newest first" then needs no data of its own. Guests have the
    # numbers behind all others: where nothing else decides, they come last.
    ordered = sorted(documents, key=lambda document: document.url)
    for first, second in pairwise(ordered):
        if first.url == second.url:
            message = f"two documents have the address {first.url!r}"
            raise ValueError(message)
    ordered.sort(key=lambda document: document.date, reverse=True)
    ordered.sort(key=lambda document: document.guest)
    return ordered


def _shards(words: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, Mapping[str, str]]]:
    shard: dict[str, Mapping[str, str]] = {}
    size = 0
    for word, spellings in words.items():
        cost = len(word) + sum(len(spelling) + len(entries) for spelling, entries in spellings.items())
        if shard and size + cost > SHARD_SIZE:
            yield shard
            shard, size = {}, 0
        shard[word] = spellings
        size += cost
    if shard:
        yield shard


def _chunks(documents: Sequence[Document]) -> Iterator[list[tuple[str, ...]]]:
    for start in range(0, len(documents), CHUNK):
        yield [_shown(document) for document in documents[start : start + CHUNK]]


def _shown(document: Document) -> tuple[str, ...]:
    """Return what a hit shows; most documents have nothing of the last two."""
    parts = (document.url, document.title, _beginning(document.summary), document.kind_label, document.date)
    return (*parts, document.language, document.elsewhere) if document.language or document.elsewhere else parts


def _beginning(summary: str) -> str:
    if len(summary) <= SUMMARY_SIZE:
        return summary
    return summary[:SUMMARY_SIZE].rpartition(" ")[0].rstrip(" ,;:.") + " …"


def _documents_by_value(facet: Facet, documents: Sequence[Document]) -> dict[str, str]:
    numbers: dict[str, list[int]] = {code: [] for code in facet.values}
    for number, document in enumerate(documents):
        for code in dict.fromkeys(document.facets.get(facet.name, ())):
            if code in numbers:
                numbers[code].append(number)
    return {code: encode(having) for code, having in numbers.items() if having}


def _describe(facet: Facet, values: Mapping[str, str]) -> dict[str, object]:
    return {"name": facet.name, "label": facet.label, "values": [(code, facet.values[code]) for code in values]}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
