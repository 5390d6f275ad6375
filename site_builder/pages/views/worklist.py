"""What is due to be confirmed: of the whole catalogue, and of each organisation (any collection with a worklist)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.about import About
from site_builder.pages.views.rendering import render
from site_builder.records import Record, Standing, State, standing
from site_builder.vietnamese import sort_key

FOLDER = "worklist"
NEXT = 100
"""How many records that are not due yet the page of the whole catalogue names."""


@dataclass(frozen=True, slots=True)
class Task:
    """A record on a worklist: where its page is, and how current it is."""

    address: str
    title: str
    kind: str
    standing: Standing

    @property
    def waits(self) -> bool:
        """Whether somebody must look at the record now."""
        return self.standing.state is not State.CURRENT


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the worklist of the whole catalogue, where a collection asks for worklists."""
    owners = _owners(site)
    if not owners:
        return
    tasks = _tasks(site, site.catalogue.records, f"{FOLDER}/")
    waiting = [task for task in tasks if task.waits]
    coming = [task for task in tasks if not task.waits][:NEXT]
    by_owner = [
        (site.title(owner), _address(owner), len(own), sum(task.waits for task in own))
        for owner in owners
        if (own := _tasks(site, _referring(site, owner), ""))
    ]
    title = site.say("To be confirmed")
    description = site.say("Records whose sources must be looked at again, the oldest first, and whose they are.")
    up = to_root(f"{FOLDER}/")
    content = render(
        site, "worklist.html", up, title=title, description=description, waiting=waiting, coming=coming,
        owners=by_owner, owner=None,
    )  # fmt: skip
    yield site.texts(f"{FOLDER}/", title, description, content)


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the worklist of the whole catalogue."""
    if _owners(site):
        yield site.say("To be confirmed"), f"{FOLDER}/"


def record_pages(site: Site, record: Record) -> Iterator[PageTexts]:
    """Yield the worklist of a record that others refer to, where its collection has worklists."""
    referring = _referring(site, record) if site.catalogue.schema(record).worklist else []
    if not referring:
        return
    address = _address(record)
    tasks = _tasks(site, [record, *referring], address)
    title = site.say("To be confirmed: {title}", title=site.title(record))
    description = site.say("Records that name {title}, by the day on which they are due.", title=site.title(record))
    content = render(
        site, "worklist.html", to_root(address), title=title, description=description,
        waiting=[task for task in tasks if task.waits], coming=[task for task in tasks if not task.waits],
        owners=[], owner=(site.title(record), record.address),
    )  # fmt: skip
    label = site.text(site.catalogue.schema(record).label)
    above = [(label, f"{record.collection}/"), (site.title(record), record.address)]
    yield site.texts(address, title, description, content, About(above=above))


def address_of(site: Site, record: Record) -> str:
    """Return where the worklist of a record stands below the language's root, "" where it has none."""
    has_one = site.catalogue.schema(record).worklist and _referring(site, record)
    return _address(record) if has_one else ""


def _address(record: Record) -> str:
    return f"{record.address}{FOLDER}/"


def _owners(site: Site) -> list[Record]:
    owners = [record for record in site.catalogue.records if site.catalogue.schema(record).worklist]
    return sorted(owners, key=lambda record: (sort_key(site.title(record)), record.id))


def _referring(site: Site, record: Record) -> list[Record]:
    """Return the records that refer to one, each once."""
    links = site.catalogue.backlinks(record)
    return list({(link.record.collection, link.record.id): link.record for link in links}.values())


def _tasks(site: Site, records: Iterable[Record], address: str) -> list[Task]:
    """Return records as tasks for the page at `address`, in the order in which they are due."""
    up = to_root(address)
    tasks = [
        Task(
            up + record.address,
            site.title(record),
            site.text(site.catalogue.schema(record).singular),
            standing(site.catalogue, record),
        )
        for record in records
        if site.catalogue.schema(record).freshness.fresh_months
    ]
    return sorted(tasks, key=lambda task: (task.standing.due, sort_key(task.title), task.address))
