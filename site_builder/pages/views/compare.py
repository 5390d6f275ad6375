"""Records side by side: the link or button by which one is chosen, and the page that a script fills with the choice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.pages.shell import PageTexts
from site_builder.pages.site import Download, Site, script, to_root, with_head
from site_builder.pages.views.rendering import icon, render
from site_builder.records import Collection, Record

ADDRESS = "compare/"
CHOICE = "compare.js"
"""The script of pages on which records can be chosen."""
_COMPARISON = "comparison.js"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page needs so that records can be chosen on it: the address of the comparison, what the button is called,
    and the script's words as JSON."""

    address: str
    label: str
    words: str


def pages(site: Site, _downloads: Sequence[Download]) -> Iterator[PageTexts]:
    """Yield the page of the comparison, where a collection has records to compare."""
    collections = _collections(site)
    if not collections:
        return
    up = to_root(ADDRESS)
    title = site.say("Compare")
    description = site.say("Up to four records side by side, with what differs between them.")
    content = render(
        site,
        "compare.html",
        up,
        title=title,
        description=description,
        words=_words(site),
        collections=[(site.text(one.schema.label), f"{one.name}/", icon(one.schema.icon)) for one in collections],
    )
    page = site.texts(ADDRESS, title, description, content)
    yield with_head(page, script(to_root(site.path + ADDRESS), _COMPARISON))


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the comparison, where a collection has records to compare."""
    if _collections(site):
        yield site.say("Compare"), ADDRESS


def _collections(site: Site) -> list[Collection]:
    return [one for one in site.catalogue.collections.values() if one.schema.compare and one.records]


def reference(site: Site, record: Record) -> str:
    """Return what stands for a record in the address of a comparison; "" where its collection has none."""
    return f"{record.collection}/{record.id}" if site.catalogue.schema(record).compare else ""


def choice(site: Site, up: str) -> Choice:
    """Return what a page needs so that records can be chosen on it; `up` leads to the language's root."""
    if "choice" not in site.rendered:
        site.rendered["choice"] = _choice_words(site)
    return Choice(up + ADDRESS, site.say("Compare"), site.rendered["choice"])


def _choice_words(site: Site) -> str:
    say = site.say
    words = {
        "chosen": say("{n} of {most} chosen to compare", n="{n}", most="{most}"),
        "show": say("Show the comparison"),
        "clear": say("Clear the choice"),
        "cleared": say("Nothing is chosen to compare."),
        "full": say("Four are chosen already: take one out first."),
    }
    return json.dumps(words, ensure_ascii=False)


def _words(site: Site) -> str:
    """Return the words of the comparison's script, as JSON; what it fills in stands in braces."""
    say = site.say
    words = {
        "caption": say("Up to four records side by side, with what differs between them."),
        "loading": say("Loading…"),
        "none": say("Nothing is chosen yet. Choose up to four records by “Compare”, in a list or on a record's page."),
        "one_alone": say("One record is chosen: choose another one to compare it with."),
        "compared": say("{n} records side by side; {d} lines differ.", n="{n}", d="{d}"),
        "too_many": say("The address names more than {most} records: the first {most} are shown.", most="{most}"),
        "unknown": say("There is no record {record}.", record="{record}"),
        "not_for_comparison": say("The record {record} is of a kind that is not compared.", record="{record}"),
        "failed": say("The record {record} could not be loaded: check your connection and reload.", record="{record}"),
        "remove": say("Take out"),
        "remove_one": say("Take out: {title}", title="{title}"),
        "differs": say("differs"),
        "not_stated": say("not stated"),
    }
    return json.dumps(words, ensure_ascii=False)
