"""The snapshots of the catalogue that were made so far, and how one is checked and made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.addresses import SNAPSHOTS
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.views import changes
from site_builder.pages.views.rendering import render

ADDRESS = f"{SNAPSHOTS}/"


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the page of the snapshots, the latest first."""
    title = site.say("Snapshots of the data")
    description = site.say("All that was published on a day, in one file that never changes: to keep and to cite.")
    latest_first = sorted(site.catalogue.snapshots, key=lambda one: (one.date, one.file), reverse=True)
    content = render(
        site,
        "snapshots.html",
        to_root(ADDRESS),
        title=title,
        description=description,
        snapshots=latest_first,
        without_persons=any(one.schema.consent for one in site.catalogue.collections.values()),
        above=changes.ADDRESS,
        root=to_root(site.path + ADDRESS),
    )
    about = About(
        above=[(site.say("What is new"), changes.ADDRESS)], modified=latest_first[0].date if latest_first else ""
    )
    yield site.texts(ADDRESS, title, description, content, about)
