"""Where the files of the static API are. Pages, records and lists stand in folders apart, so that no id hides another.

Paths are below the site's root.
"""

from __future__ import annotations

from site_builder.addresses import API, CHANGES, CODE_LISTS, TABLES

PER_PAGE = 100
"""How many items a full page has."""

INDEX = f"{API}/index.json"
COLLECTIONS = f"{API}/collections"
CHANGES_INDEX = f"{API}/{CHANGES}/index.json"


def collection_page(collection: str, number: int | str) -> str:
    """Return the path of a page of a collection; the first is 1."""
    return f"{COLLECTIONS}/{collection}/pages/{number}.json"


def record_path(collection: str, record_id: str) -> str:
    """Return the path of a record, or of the note that says where it went."""
    return f"{COLLECTIONS}/{collection}/records/{record_id}.json"


def table_page(table: str, number: int | str) -> str:
    """Return the path of a page of a data table."""
    return f"{API}/{TABLES}/{table}/pages/{number}.json"


def vocabulary_path(vocabulary: str) -> str:
    """Return the path of a code list."""
    return f"{API}/{CODE_LISTS}/{vocabulary}.json"


def changes_page(number: int | str) -> str:
    """Return the path of a page of the changes: change number n stands on page (n + 99) // 100."""
    return f"{API}/{CHANGES}/pages/{number}.json"
