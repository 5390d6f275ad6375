"""Atom feeds: a reader of feeds finds what changed last, in all or in a collection, in the language of the page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from site_builder.datasets.formats.feeds import NEWEST, feed_bytes
from site_builder.datasets.publication import Publication
from site_builder.history.own_dates import history_of_own_dates
from site_builder.market import survey
from site_builder.records import Catalogue
from tests.small import CREATED, HOSTILE, URL, build_small, read_small, say

TOOLS: dict[str, dict[str, Any]] = {
    "saw": {"title": say("A saw"), "summary": say("It cuts."), "published": "2026-05-01", "state": "on",
            "sources": [{"url": "https://news.example/saw?a=1&b=2", "title": "On saws"}]},
    "axe": {"title": say("An axe"), "summary": say("It cuts, too."), "published": "2026-06"},
    "awl": {"title": {"en": "An awl"}, "summary": {"en": "Nobody translated it."}, "published": "2025-01-31"},
    "undated": {"title": say("A hammer")},
}  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    many = {f"nail-{number:03}": {"title": say(f"Nail {number}"), "published": "2024-01-01"} for number in range(60)}
    hostile = {"hostile": {"title": {"en": HOSTILE + "\x01"}, "summary": {"en": "<b>&amp;"}, "state": "<x>"}}
    return read_small(tmp_path_factory.mktemp("feeds"), {"tools": TOOLS, "clubs": many, "talks": hostile})


def written(catalogue: Catalogue, collection: str = "", language: str = "en") -> bytes:
    """A feed as it is written: of a collection, or of all."""
    publication = Publication(catalogue, survey(catalogue), history_of_own_dates(catalogue), CREATED)
    return feed_bytes(publication, language, catalogue.collections.get(collection))


def feed(catalogue: Catalogue, collection: str = "", language: str = "en") -> Any:
    """A feed as its reader sees it, without complaint."""
    read = feedparser.parse(written(catalogue, collection, language))
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_a_feed_names_itself_its_page_and_its_author(catalogue: Catalogue) -> None:
    about = feed(catalogue, "tools", "fr").feed
    links = {link.rel: link.href for link in about.links}
    assert about.title == "Tools (fr) – The club (fr)"
    assert about.author == "Nobody (fr)"
    assert links["self"] == about.id == f"{URL}fr/tools/feed.atom"
    assert links["alternate"] == f"{URL}fr/tools/"
    assert links["license"].startswith("https://creativecommons.org/")


def test_the_newest_come_first_and_what_has_no_date_last(catalogue: Catalogue) -> None:
    entries = feed(catalogue, "tools").entries
    assert [entry.title for entry in entries] == ["An axe", "A saw", "An awl", "A hammer"]
    assert [entry.updated for entry in entries][:2] == ["2026-06-01T00:00:00Z", "2026-05-01T00:00:00Z"]
    assert feed(catalogue, "tools").feed.updated == "2026-06-01T00:00:00Z"


def test_an_entry_says_what_it_is_and_where_it_comes_from(catalogue: Catalogue) -> None:
    entry = next(one for one in feed(catalogue, "tools").entries if one.title == "A saw")
    assert entry.summary == "It cuts."
    assert entry.id == entry.link == f"{URL}tools/saw/"
    assert [(tag.term, tag.label) for tag in entry.tags] == [("on", "On")]
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://news.example/saw?a=1&b=2"]


def test_ids_never_depend_on_what_else_there_is(catalogue: Catalogue) -> None:
    for language, path in (("en", ""), ("fr", "fr/")):
        ids = {entry.id for entry in feed(catalogue, "tools", language).entries}
        assert ids == {f"{URL}{path}tools/{record}/" for record in TOOLS}


def test_the_feed_of_all_holds_every_collection(catalogue: Catalogue) -> None:
    read = feed(catalogue)
    links = {link.rel: link.href for link in read.feed.links}
    assert (read.feed.title, read.feed.id, links["alternate"]) == ("The club", f"{URL}feed.atom", URL)
    assert len(read.entries) == NEWEST
    assert [entry.title for entry in read.entries][:2] == ["An axe", "A saw"]
    kinds = {(tag.term, tag.label) for entry in read.entries for tag in entry.tags if tag.scheme == URL}
    assert kinds == {("tools", "Tool"), ("clubs", "Club")}


def test_a_text_in_another_language_says_which(catalogue: Catalogue) -> None:
    document = ElementTree.fromstring(written(catalogue, "tools", "fr"))
    titles = {title.text: title.attrib for title in document.iterfind(f"{ATOM}entry/{ATOM}title")}
    assert titles["An awl"] == {"{http://www.w3.org/XML/1998/namespace}lang": "en"}
    assert titles["A saw (fr)"] == {}


def test_a_feed_holds_the_newest_only(catalogue: Catalogue) -> None:
    assert len(feed(catalogue, "clubs").entries) == NEWEST


def test_a_feed_without_records_is_a_feed(catalogue: Catalogue) -> None:
    empty = feed(catalogue, "members")
    assert empty.entries == []
    assert empty.feed.updated == "2026-01-02T03:04:05Z"


def test_a_hostile_text_stays_a_text(catalogue: Catalogue) -> None:
    document = ElementTree.fromstring(written(catalogue, "talks"))
    (entry,) = document.iterfind(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == HOSTILE
    assert entry.findtext(f"{ATOM}summary") == "<b>&amp;"
    # What a reader of feeds makes of it is no markup either: the element is of the type text.
    assert all(one.get("type", "text") == "text" for one in entry.iter() if one.tag != f"{ATOM}link")


def test_a_page_leads_to_the_feed_of_its_list(tmp_path: Path) -> None:
    site = build_small(tmp_path, {"tools": TOOLS})
    for language, words in (("", "Follow by Atom"), ("fr/", "Suivre par Atom")):
        page = unescape((site / f"{language}tools/index.html").read_text("utf-8"))
        assert re.search(
            r'<link rel="alternate ?" type="application/atom\+xml" [^>]*href="\.\./tools/feed\.atom">', page
        )
        assert f'<a href="../tools/feed.atom" type="application/atom+xml">{words}</a>' in page
        assert not feedparser.parse((site / f"{language}tools/feed.atom").read_bytes()).bozo
