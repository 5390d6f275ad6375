"""What is new: the latest changes of the catalogue, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.addresses import CHANGES, DATA, FEED, SNAPSHOTS
from site_builder.history import Act, Change
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About, Link
from site_builder.pages.views.rendering import render
from site_builder.pages.views.withdrawn import Mention, mention

ADDRESS = f"{CHANGES}/"
LATEST = 100
"""How many changes stand on the page; all of them are in the change log."""

_LOG = f"{DATA}/changes.jsonl"
_DAY = len("2026-11-25")


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the page shows it.

    `record` is the record as it is called now, None where nothing is known of it any more. `fields` are the labels of
    what was changed.
    """

    change: Change
    act: str
    record: Mention | None
    fields: Sequence[str]
    successor: Mention | None


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the page of the latest changes."""
    say, changes = site.say, site.history.changes
    up = to_root(ADDRESS)
    latest = changes[: -LATEST - 1 : -1]
    days = [
        (day, say.date(day), [_line(site, change, up) for change in group])
        for day, group in groupby(latest, key=lambda change: change.moment[:_DAY])
    ]
    title = say("What is new")
    description = say("Records that were added, changed, renamed or withdrawn, the latest first.")
    content = render(
        site,
        "changes.html",
        up,
        title=title,
        description=description,
        days=days,
        basis=site.history.basis,
        left_out=max(0, len(changes) - LATEST),
        log=next((one for one in downloads if one.path == _LOG), None),
        feed=up + FEED,
        snapshots=f"{up}{SNAPSHOTS}/",
        root=to_root(site.path + ADDRESS),
    )
    feed = Link("alternate", f"{site.catalogue.config.url}{site.path}{FEED}", "application/atom+xml", title)
    about = About(links=[feed], modified=latest[0].moment if latest else "")
    yield site.texts(ADDRESS, title, description, content, about)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of the latest changes."""
    yield site.say("What is new"), ADDRESS


def _line(site: Site, change: Change, up: str) -> Line:
    schema = site.catalogue.collections[change.collection].schema
    labels = {field.name: site.text(field.label) for field in schema.fields if not field.internal}
    return Line(
        change,
        _act(site, change.act),
        mention(site, change.key, up),
        [labels[name] for name in change.fields if name in labels],
        mention(site, change.successor, up) if change.successor else None,
    )


def _act(site: Site, act: Act) -> str:
    match act:
        case Act.CREATED:
            return site.say("Added")
        case Act.UPDATED:
            return site.say("Changed")
        case Act.RENAMED:
            return site.say("Renamed")
        case Act.WITHDRAWN:
            return site.say("Withdrawn")
