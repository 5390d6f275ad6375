"""Who could help whom: on a record's page the matches that fit it best, and a page with those of every demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.addresses import MATCHES
from site_builder.market import Match, reasons_text
from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, to_root
from site_builder.pages.structured.dataset import dataset_about
from site_builder.pages.views.lists import in_order
from site_builder.pages.views.rendering import render
from site_builder.records import Record, is_listed

DATA = "matches"
"""The subject of the downloads that hold the matches."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The other side of a match as a page shows it: its address, title and kind, the score and the reasons in words."""

    address: str
    title: str
    kind: str
    language: str | None
    score: int
    reasons: str


def pages(site: Site, downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the page of all matches, where the catalogue matches anything."""
    matches = site.market.matches
    if not matches.settings:
        return
    address = f"{MATCHES}/"
    up = to_root(address)
    demand = [
        record
        for name in matches.settings.demand
        for record in in_order(site, site.catalogue.collections[name].records)
        if is_listed(site.catalogue, record)
    ]
    title = site.say("Demand and supply")
    description = site.say("For every need, what of the supply fits it best, and why.")
    content = render(
        site,
        "matches.html",
        up,
        title=title,
        description=description,
        demand=[(site.title(record), up + record.address, suggestions(site, record, up)) for record in demand],
        files=[one for one in downloads if one.subject == DATA],
        root=to_root(site.path + address),
    )
    yield site.texts(address, title, description, content, dataset_about(site, DATA, downloads))


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of all matches."""
    if site.market.matches.settings:
        yield site.say("Demand and supply"), f"{MATCHES}/"


def suggestions(site: Site, record: Record, up: str) -> list[Suggestion]:
    """Return what fits a record best, the best first; `up` leads from the page to the language's root."""
    return [_suggestion(site, record, match, up) for match in site.market.matches.of(record)]


def is_demand(site: Site, record: Record) -> bool:
    """Whether a record asks for something, so that what fits it is supply."""
    settings = site.market.matches.settings
    return settings is not None and record.collection in settings.demand


def _suggestion(site: Site, record: Record, match: Match, up: str) -> Suggestion:
    other = match.supply if match.demand is record else match.demand
    return Suggestion(
        up + other.address,
        site.title(other),
        site.text(site.catalogue.schema(other).singular),
        site.foreign(other),
        match.score,
        reasons_text(site.catalogue, match.reasons, site.language),
    )
