"""What each kind of page shows: from the catalogue to the values that its template sets out. One view, one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site
from site_builder.pages.views import (
    calendar,
    changes,
    compare,
    directories,
    graphs,
    lists,
    maps,
    matches,
    named_lists,
    progress,
    record,
    sheets,
    sisters,
    snapshots,
    tables,
    vocabularies,
    withdrawn,
    worklist,
)
from site_builder.records import Record

MenuItems = Iterator[tuple[str, str]]
"""Label and address of pages that stand in the menu."""


@dataclass(frozen=True, slots=True)
class View:
    """Pages that are made once a language, and those of them that stand in the menu among the overviews."""

    pages: Callable[[Site, Sequence[Download]], Iterator[PageTexts]]
    menu: Callable[[Site], MenuItems] = lambda _site: iter(())


VIEWS: tuple[View, ...] = (
    View(lists.pages, lists.menu),
    View(matches.pages, matches.menu),
    View(progress.pages, progress.menu),
    View(named_lists.pages, named_lists.menu),
    View(directories.pages, directories.menu),
    View(calendar.pages, calendar.menu),
    View(maps.pages, maps.menu),
    View(graphs.pages, graphs.menu),
    View(compare.pages, compare.menu),
    View(tables.pages, tables.menu),
    View(vocabularies.pages, vocabularies.menu),
    View(sisters.pages, sisters.menu),
    View(worklist.pages, worklist.menu),
    View(changes.pages, changes.menu),
    View(snapshots.pages),
    View(withdrawn.pages),
)
"""Every view of the catalogue as a whole, in the order of the menu."""

RECORD_VIEWS: tuple[Callable[[Site, Record], Iterator[PageTexts]], ...] = (
    record.pages,
    sheets.record_pages,
    worklist.record_pages,
)
"""Every view of a single record, its own page first."""
