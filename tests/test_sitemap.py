"""The sitemap names every page that is to be found, when it changed and its twins, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from site_builder.build import build, check
from site_builder.config import config_from
from site_builder.history import read_history
from site_builder.pages import sitemap
from site_builder.pages.sitemap import Entry, write_sitemap
from site_builder.records import Catalogue, published
from tests.conftest import ROOT
from tests.page_heads import heads_of
from tests.small import URL, say, write_small

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@dataclass(frozen=True)
class Listed:
    """A page as a sitemap lists it."""

    url: str
    modified: str
    twins: Mapping[str, str]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = check(ROOT).catalogue
    assert found is not None
    return published(found)


def files_of(site: Path) -> Iterator[tuple[str, ET.Element]]:
    """The files that the index names, by name."""
    index = ET.parse(site / "sitemap.xml").getroot()
    assert index.tag == f"{{{SPACE['s']}}}sitemapindex"
    for one in index.findall("s:sitemap", SPACE):
        name = one.findtext("s:loc", "", SPACE).rpartition("/")[2]
        assert is_moment(one.findtext("s:lastmod", "", SPACE))
        yield name, ET.parse(site / name).getroot()


def listed(site: Path) -> dict[str, Listed]:
    """Every page of the sitemap by its address."""
    found = {}
    for _, root in files_of(site):
        for one in root.findall("s:url", SPACE):
            url = one.findtext("s:loc", "", SPACE)
            assert url not in found
            twins = {link.attrib["hreflang"]: link.attrib["href"] for link in one.findall("x:link", SPACE)}
            found[url] = Listed(url, one.findtext("s:lastmod", "", SPACE), twins)
    return found


def is_moment(text: str) -> bool:
    """Whether a text is a date or a time as the protocol's schema has it: a whole day at least."""
    return bool(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))


def test_it_names_every_page_that_is_to_be_found(site: Path, catalogue: Catalogue) -> None:
    heads = heads_of(site)
    expected = {catalogue.config.url + address for address, head in heads.items() if head.indexed}
    assert listed(site).keys() == expected
    assert len(expected) > 600


def test_every_page_says_when_it_changed_and_where_its_twins_are(site: Path, catalogue: Catalogue) -> None:
    heads = heads_of(site)
    for url, one in listed(site).items():
        assert is_moment(one.modified)
        assert one.twins == heads[url.removeprefix(catalogue.config.url)].twins()


def test_a_record_changed_when_its_history_says(site: Path, catalogue: Catalogue) -> None:
    found, history = listed(site), read_history(ROOT, catalogue)
    for record in catalogue.records:
        for path in ("", "en/"):
            modified = found[catalogue.config.url + path + record.address].modified
            assert modified.startswith(history.of(record).modified[:10])


def test_a_collection_has_a_file_of_its_own(site: Path, catalogue: Catalogue) -> None:
    filled = {name for name, collection in catalogue.collections.items() if collection.records}
    assert {name for name, _ in files_of(site)} == {"sitemap-pages.xml", *(f"sitemap-{name}.xml" for name in filled)}


def test_robots_are_told_where_it_is(site: Path, catalogue: Catalogue) -> None:
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {catalogue.config.url}sitemap.xml"]


def test_what_moved_or_was_withdrawn_is_not_in_it(tmp_path: Path) -> None:
    records = {"members": {"bees": {"title": say("The bees"), "aliases": ["wasps"]}}}
    root = write_small(tmp_path, records)
    (root / "catalogue/withdrawn.yml").write_text(
        "- collection: members\n  id: ants\n  date: 2026-01-02\n  reason: {en: Gone., fr: Parties.}\n", "utf-8"
    )
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    assert (result.site / "members/ants/index.html").is_file()
    found = set(listed(result.site))
    assert {f"{URL}members/bees/", f"{URL}fr/members/bees/"} <= found
    assert not [url for url in found if re.search("wasps|ants", url)]


def entries(name: str, count: int) -> list[Entry]:
    return [
        Entry(f"{URL}{name}/{number}/", f"2026-{number:02}", {"en": "", "fr": ""}) for number in range(1, count + 1)
    ]


CONFIG = config_from({
    "title": say("A"), "description": say("B"), "notice": say("C"), "languages": ["en", "fr"], "url": URL,
    "publisher": {"name": say("D")}, "licence": {"id": "E", "title": "E", "url": "https://e.example/"},
})  # fmt: skip


def test_too_many_pages_for_one_file_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    # A collection may have the name that the second file of another would get.
    parts = {"tools": entries("tools", 5), "tools-2": entries("tools-2", 1), "clubs": []}
    write_sitemap(CONFIG, tmp_path, parts)
    counts = {name: len(root) for name, root in files_of(tmp_path)}
    assert counts == {"sitemap-tools.xml": 2, "sitemap-tools-3.xml": 2, "sitemap-tools-4.xml": 1,
                      "sitemap-tools-2.xml": 1}  # fmt: skip
    assert len(listed(tmp_path)) == 6


def test_no_file_is_larger_than_the_protocol_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_BYTES", 1000)
    write_sitemap(CONFIG, tmp_path, {"tools": entries("tools", 12)})
    names = [name for name, _ in files_of(tmp_path)]
    assert len(names) > 2
    assert all((tmp_path / name).stat().st_size <= 1000 for name in names)
    assert len(listed(tmp_path)) == 12


def test_a_month_stands_for_its_first_day(tmp_path: Path) -> None:
    write_sitemap(CONFIG, tmp_path, {"tools": entries("tools", 2)})
    assert [one.modified for one in listed(tmp_path).values()] == ["2026-01-01", "2026-02-01"]


def test_what_is_not_allowed_in_xml_is_escaped(tmp_path: Path) -> None:
    write_sitemap(CONFIG, tmp_path, {"tools": [Entry(f"{URL}?a=1&b=<", "2026-01-01", {"en": f"{URL}&", "fr": "<"})]})
    (one,) = listed(tmp_path).values()
    assert one.url == f"{URL}?a=1&b=<"
    assert one.twins == {"en": f"{URL}&", "fr": "<", "x-default": f"{URL}&"}
