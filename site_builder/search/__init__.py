"""Search over the published records: an index written as static files, and the script that reads it in the browser.

`write` makes one language's index out of `Document`s; `client_files` are the assets that a page loads; `LABELS` are the
strings that the page hands to the script. Nothing here knows what a record is, and nothing needs a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from site_builder.search.assets import client_files
from site_builder.search.documents import Document, Facet
from site_builder.search.index import write

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LABELS", "Document", "Facet", "client_files", "write"]

LABELS: Final[Mapping[str, str]] = {
    "found": "{n} results",
    "found_one": "1 result",
    "none": "No results. Try fewer or other words.",
    "relaxed": "No record has all the words. These have most of them.",
    "loading": "Searching…",
    "error": "The search could not be loaded. Reload the page and try again.",
    "suggestions": "Suggestions",
    "suggested": "{n} suggestions. Use the arrow keys to choose.",
    "filters": "Filters",
    "clear": "Clear filters",
    "show_all": "Show all",
    "show_fewer": "Show fewer",
    "more": "Show more",
    "sort": "Sort by",
    "relevance": "Relevance",
    "newest": "Newest first",
    "title": "Title",
    "elsewhere": "at {host}",
    "date": "{y}-{m}-{d}",
}
"""What the script says, English. `data-labels` holds the same keys in the language of the page, as JSON.

`{n}` is a whole number, `{host}` the name of another site; `date` is how a full ISO date is written, of `{y}`, `{m}`
and `{d}`.
"""
