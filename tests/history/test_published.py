"""What a site says of its history: whoever follows it by feed or by the change log misses nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from rdflib import DCTERMS, XSD, Graph, Literal, URIRef

from site_builder.build import build
from tests.history.repository import COMMITTER, Repository, a_life, git, time

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
URL = "https://example.org/"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, dict[str, str]]:
    return a_life(tmp_path_factory.mktemp("life") / "root")


@pytest.fixture(scope="module")
def site(life: tuple[Repository, dict[str, str]]) -> Path:
    """The site of a catalogue in which everything happened once."""
    one, _ = life
    result = build(one.root, one.root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    return result.site


@pytest.fixture(scope="module")
def changes(site: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data/changes.jsonl").read_text("utf-8").splitlines()]


def feed(site: Path, path: str) -> Any:
    read = feedparser.parse((site / path).read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    return read


def deleted(site: Path, path: str) -> list[tuple[str | None, str | None, str | None]]:
    """The deleted entries of a feed: which, when, why."""
    document = ElementTree.parse(site / path).getroot()
    found = document.iterfind(f"{TOMBSTONES}deleted-entry")
    return [(one.get("ref"), one.get("when"), one.findtext(f"{TOMBSTONES}comment")) for one in found]


def test_the_change_log_has_a_line_for_each_change(
    changes: list[dict[str, Any]], life: tuple[Repository, dict[str, str]]
) -> None:
    assert [one["number"] for one in changes] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    renamed = next(one for one in changes if one["act"] == "renamed")
    assert renamed == {
        "number": 7,
        "act": "renamed",
        "collection": "plants",
        "id": "cay-bang-vuong",
        "guid": f"{URL}plants/cay-bang/",
        "url": f"{URL}plants/cay-bang-vuong/",
        "moment": time("2026-05-01"),
        "fields": ["title"],
        "former": "cay-bang",
        "commit": life[1]["rename"],
    }


def test_a_withdrawal_in_the_change_log_names_its_successor(changes: list[dict[str, Any]]) -> None:
    withdrawn = next(one for one in changes if one["id"] == "cay-dau" and one["act"] == "withdrawn")
    assert withdrawn["reason"] == {"vi": "Cây đã bị đốn.", "en": "The tree was cut down."}
    assert withdrawn["successor"] == {"guid": f"{URL}plants/cay-bang/", "url": f"{URL}plants/cay-bang-vuong/"}


def test_a_harvester_that_replays_the_change_log_holds_what_is_published(
    changes: list[dict[str, Any]], site: Path
) -> None:
    held: dict[str, str] = {}
    for change in changes:
        if change["act"] == "withdrawn":
            del held[change["guid"]]
        else:
            held[change["guid"]] = change["id"]
    published = [json.loads(line)["id"] for name in ("growers", "plants", "people")
                 for line in (site / f"data/{name}.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
    assert sorted(held.values()) == sorted(published)


def test_every_address_in_the_change_log_leads_to_a_page(changes: list[dict[str, Any]], site: Path) -> None:
    urls = {one["url"] for one in changes} | {one["guid"] for one in changes}
    urls |= {url for one in changes for url in one.get("successor", {}).values()}
    assert [url for url in sorted(urls) if not (site / url.removeprefix(URL) / "index.html").is_file()] == []


def test_who_made_a_change_is_told_nowhere(site: Path) -> None:
    name = COMMITTER.encode()
    assert [path for path in site.rglob("*") if path.is_file() and name in path.read_bytes()] == []


@pytest.mark.parametrize(("path", "language"), [("feed.atom", ""), ("en/feed.atom", "en/")])
def test_the_feed_of_all_has_the_latest_first(site: Path, path: str, language: str) -> None:
    read = feed(site, path)
    assert read.feed.id == f"{URL}{path}"
    assert read.feed.updated == time("2026-07-01")
    assert [(entry.id, entry.updated) for entry in read.entries] == [
        (f"{URL}{language}plants/cay-bang/", time("2026-05-01")),
        (f"{URL}{language}people/nguoi-mau/", time("2026-01-01")),
        (f"{URL}{language}growers/vuon-an/", time("2026-01-01")),
    ]


@pytest.mark.parametrize("path", ["feed.atom", "plants/feed.atom"])
def test_an_entry_keeps_its_id_through_a_renaming_and_leads_to_the_page_of_today(site: Path, path: str) -> None:
    entry = feed(site, path).entries[0]
    assert (entry.id, entry.link) == (f"{URL}plants/cay-bang/", f"{URL}plants/cay-bang-vuong/")
    assert (entry.published, entry.updated) == (time("2026-02-01"), time("2026-05-01"))


@pytest.mark.parametrize("path", ["feed.atom", "plants/feed.atom"])
def test_what_was_withdrawn_is_a_deleted_entry_with_its_reason(site: Path, path: str) -> None:
    assert deleted(site, path) == [
        (f"{URL}plants/cay-mai/", time("2026-07-01"), None),
        (f"{URL}plants/cay-dau/", time("2026-06-01"), "Cây đã bị đốn."),
    ]


def test_the_dates_of_a_dataset_span_all_that_happened_in_it_withdrawals_included(site: Path) -> None:
    graph = Graph().parse(site / "catalog.ttl")
    plants, growers = (URIRef(f"{URL}{name}/#dataset") for name in ("plants", "growers"))
    dates = [graph.value(one, term) for one in (plants, growers) for term in (DCTERMS.issued, DCTERMS.modified)]
    days = ("2026-01-01", "2026-07-01", "2026-01-01", "2026-01-01")
    assert dates == [Literal(time(day), datatype=XSD.dateTime) for day in days]


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_address_from_before_a_renaming_leads_on(site: Path, language: str) -> None:
    page = (site / language / "plants/cay-bang/index.html").read_text("utf-8")
    assert re.search(r'<meta http-equiv="refresh" content="0; ?url=[^"]*cay-bang-vuong/"', page)
    assert f'<link rel="canonical" href="{URL}{language}plants/cay-bang-vuong/">' in page
    note = json.loads((site / "plants/cay-bang/record.json").read_text("utf-8"))
    assert (note["renamed_to"], note["url"]) == ("cay-bang-vuong", f"{URL}plants/cay-bang-vuong/")


@pytest.mark.parametrize(
    ("language", "reason"), [("", "Cây đã bị đốn."), ("en/", "The tree was cut down.")], ids=["vi", "en"]
)
def test_the_address_of_what_was_withdrawn_says_why_and_names_the_successor(
    site: Path, language: str, reason: str
) -> None:
    page = (site / language / "plants/cay-dau/index.html").read_text("utf-8")
    assert reason in page
    assert "cay-bang-vuong/" in page
    note = json.loads((site / "plants/cay-dau/record.json").read_text("utf-8"))
    assert note["withdrawn"] == "2026-05-30"


def test_a_feed_in_another_language_deletes_its_own_entries(site: Path) -> None:
    assert deleted(site, "en/plants/feed.atom")[1] == (
        f"{URL}en/plants/cay-dau/", time("2026-06-01"), "The tree was cut down."
    )  # fmt: skip


def test_a_feed_of_one_collection_tells_of_no_other(site: Path) -> None:
    assert deleted(site, "growers/feed.atom") == []


def test_a_site_built_again_from_a_clone_says_the_same(
    site: Path, life: tuple[Repository, dict[str, str]], tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", str(life[0].root), "clone")
    again = build(tmp_path / "clone", tmp_path / "site").site
    assert again
    for path in ("data/changes.jsonl", "feed.atom"):
        assert (again / path).read_bytes() == (site / path).read_bytes()
