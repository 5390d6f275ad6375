"""JSON in the API: one line a value, and lists in pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.addresses import file_uri
from site_builder.config import Config
from site_builder.datasets.api.paths import PER_PAGE

# Without indentation: with it Python leaves its encoder in C, and takes ten times as long.
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Return one object as JSON."""
    return (encode(value) + "\n").encode()


def page_count(total: int) -> int:
    """Return how many pages a list of so many items has: an empty one has a page with no items."""
    return max(1, -(-total // PER_PAGE))


def page_numbers(total: int) -> range:
    """Return the numbers of the pages of a list."""
    return range(1, page_count(total) + 1)


def on_page(items: Sequence[Any], number: int) -> Sequence[Any]:
    """Return what stands on a page."""
    return items[(number - 1) * PER_PAGE : number * PER_PAGE]


def page_bytes(head: Mapping[str, Any], items: Sequence[str]) -> bytes:
    """Return a page as JSON: what its head says, and its `items`, which are JSON already."""
    opening = encode({**head, "items": []}).removesuffix("]}")
    return "".join([opening, "\n" if items else "", ",\n".join(items), "\n]}\n"]).encode()


def list_head(config: Config, path: Callable[[int], str], total: int, number: int) -> Mapping[str, Any]:
    """Return what a page of a list says beside its items: `total`, `page`, `pages`, and its neighbours' addresses."""
    pages = page_count(total)
    return {
        "total": total,
        "page": number,
        "pages": pages,
        "next": file_uri(config, path(number + 1)) if number < pages else None,
        "previous": file_uri(config, path(number - 1)) if number > 1 else None,
    }


def encoded(values: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each value as JSON."""
    return map(encode, values)
