"""What stands where a record no longer is: the note of its withdrawal, or the way to its new address.

Neither is for search engines. Beside each, the data say the same to a program (see `datasets.formats.withdrawn`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root, with_head
from site_builder.pages.structured.about import About
from site_builder.pages.values import escape
from site_builder.pages.views.rendering import render
from site_builder.records import Record, Withdrawal
from site_builder.records.whereabouts import found_at, withdrawn_keys
from site_builder.records.withdrawals import RecordKey


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that a page names: its title and the way to it, or to the note of its withdrawal.

    `kind` is what one of its collection is called. `language` is that of the title where it is not the page's.
    """

    title: str
    address: str
    kind: str
    language: str | None = None


def mention(site: Site, key: RecordKey, up: str) -> Mention | None:
    """Return a record by the collection and an id that it has or had; None where nothing of it may be said.

    `up` leads to the language's root. A record that was withdrawn goes by its id.
    """
    found = found_at(site.catalogue, key)
    if found is None:
        return None
    kind, address = site.text(site.catalogue.collections[found.collection].schema.singular), up + found.address
    if isinstance(found, Record):
        return Mention(site.title(found), address, kind, site.foreign(found))
    return Mention(found.id, address, kind)


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield a page for each address at which a record no longer is."""
    for (collection, record_id), withdrawal in withdrawn_keys(site.catalogue):
        yield _note(site, f"{collection}/{record_id}/", withdrawal)
    for (collection, record_id), record in site.catalogue.former.items():
        yield _redirect(site, f"{collection}/{record_id}/", record)


def _note(site: Site, address: str, withdrawal: Withdrawal) -> PageTexts:
    up = to_root(address)
    schema = site.catalogue.collections[withdrawal.collection].schema
    collection = site.text(schema.label)
    title = site.say("This record has been withdrawn")
    description = site.say("A record of “{collection}” stood at this address.", collection=collection)
    content = render(
        site, "withdrawn.html", up, title=title, description=description, schema=schema, withdrawal=withdrawal,
        successor=mention(site, withdrawal.successor, up) if withdrawal.successor else None,
    )  # fmt: skip
    return site.texts(address, title, description, content, About(indexed=False))


def _redirect(site: Site, address: str, record: Record) -> PageTexts:
    """Return the page at a former address of a record, which leads on at once.

    The addresses are as deep as each other, so all that the head says of the record's own page, its twins in the other
    languages included, holds here as well (https://www.w3.org/TR/WCAG20-TECHS/H76.html).
    """
    up = to_root(address)
    title = site.say("This record has a new address")
    content = render(site, "moved.html", up, title=title, record=mention(site, record.key, up))
    page = site.texts(record.address, title, title, content, About(indexed=False))
    return replace(with_head(page, _refresh(up + record.address)), address=address)


def _refresh(address: str) -> str:
    return f'<meta http-equiv="refresh" content="0; url={escape(address)}">'
