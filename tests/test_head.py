"""The head of every page: which page it is, its twins, what a shared link shows, and where its data are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_builder.build import build, check
from site_builder.records import Catalogue
from tests.conftest import ROOT
from tests.page_heads import PageHead, read_head
from tests.small import URL, build_small, say, write_small

LANGUAGES = {"vi": "", "en": "en/"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = check(ROOT).catalogue
    assert found is not None
    return found


def test_every_page_states_its_own_address_once(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    for address, head in heads.items():
        if head.indexed:
            assert head.links_to("canonical") == [catalogue.config.url + address]


def test_the_languages_of_a_page_name_each_other(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    base = catalogue.config.url
    for address, head in heads.items():
        twins = head.twins()
        assert twins.keys() == {"vi", "en", "x-default"}, address
        assert twins["x-default"] == twins["vi"]
        assert base + address in twins.values()
        for language, twin in twins.items():
            other = heads[twin.removeprefix(base)]
            assert other.twins() == twins
            assert twin.removeprefix(base).startswith("en/") is (language == "en")


def test_a_shared_link_shows_what_the_page_says(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    names = {"": catalogue.config.title["vi"], "en/": catalogue.config.title["en"]}
    for address, head in heads.items():
        if not head.indexed:
            continue
        path = "en/" if address.startswith("en/") else ""
        (title,) = head.meta("og:title")
        assert title == head.graph[-1].get("itemListElement", [head.graph[0]])[-1]["name"]
        assert head.meta("og:url") == head.links_to("canonical")
        assert head.meta("og:type")[0] in {"website", "article"}
        assert head.meta("og:site_name") == [names[path]]
        assert head.meta("og:locale") == (["en_GB"] if path else ["vi_VN"])
        assert head.meta("og:locale:alternate") == (["vi_VN"] if path else ["en_GB"])
        assert head.meta("twitter:card") == ["summary"]
        assert len(head.meta("og:description")[0]) > 10


def test_every_page_is_described_in_its_own_words(heads: Mapping[str, PageHead]) -> None:
    described = {}
    for address, head in heads.items():
        (description,) = head.meta("description")
        assert len(description) > 10, address
        described[address] = description
    for path in LANGUAGES.values():
        own = [text for address, text in described.items() if address.startswith("en/") is bool(path)]
        assert [text for text, count in Counter(own).items() if count > 1] == []


def test_a_records_page_does_not_describe_the_site(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    for record in catalogue.records:
        for path in LANGUAGES.values():
            assert heads[path + record.address].meta("description") != heads[path].meta("description")


def test_a_records_page_leads_programs_to_its_data(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    url = catalogue.config.url
    for record in catalogue.records:
        for path in LANGUAGES.values():
            head = heads[path + record.address]
            assert head.links_to("cite-as") == [url + record.address]
            assert head.links_to("collection") == [f"{url}{record.collection}/"]
            assert head.links_to("license") == [catalogue.config.licence.url]
            assert head.links_to("linkset") == [f"{url}{record.collection}/linkset.json"]
            assert "https://schema.org/AboutPage" in head.links_to("type")
            beside = [url + record.address + name for name in ("record.jsonld", "record.json", "record.bib",
                                                               "record.ris", "record.csl.json")]  # fmt: skip
            assert head.links_to("describedby") == beside
            assert set(beside[:2]) <= set(head.links_to("alternate"))
    head = heads["ip-assets/gi-phu-quoc-vn/"]
    assert head.links_to("type") == ["https://schema.org/AboutPage", "https://schema.org/CreativeWork"]


def test_the_links_of_a_landing_page_are_those_of_its_link_set(
    site: Path, heads: Mapping[str, PageHead], catalogue: Catalogue
) -> None:
    for collection in ("results", "policies"):
        sets = json.loads((site / collection / "linkset.json").read_text("utf-8"))["linkset"]
        by_anchor = {one["anchor"]: one for one in sets}
        for record in catalogue.collections[collection].records:
            stated = by_anchor[catalogue.config.url + record.address]
            head = heads[record.address]
            for relation in ("cite-as", "describedby", "item", "collection", "license", "author"):
                assert {one["href"] for one in stated[relation]} <= set(head.links_to(relation)), relation


def test_a_datasets_page_leads_programs_to_its_files(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    url = catalogue.config.url
    for address in ("results/", "tables/indicator-values/", "matches/", "progress/", "graphs/links/", "vocabularies/"):
        for path in LANGUAGES.values():
            head = heads[path + address]
            files = [one["contentUrl"] for one in head.node("Dataset")["distribution"]]
            assert files
            assert head.links_to("item") == files
            assert head.links_to("cite-as") == [url + address]
            assert f"{url}catalog.jsonld" in head.links_to("describedby")
            assert "https://schema.org/Dataset" in head.links_to("type")
    assert f"{url}schemas/results.schema.json" in heads["results/"].links_to("describedby")


def test_the_home_page_leads_other_portals_to_the_whole(heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    head, url = heads["en/"], catalogue.config.url
    described = [url + name for name in ("catalog.ttl", "catalog.rdf", "catalog.jsonld", "data.json",
                                         "data/datapackage.json")]  # fmt: skip
    assert head.links_to("describedby") == described
    assert head.links_to("service-desc") == [f"{url}openapi.json"]
    assert f"{url}en/feed.atom" in head.links_to("alternate")


def test_every_address_in_a_head_is_there(site: Path, heads: Mapping[str, PageHead], catalogue: Catalogue) -> None:
    base, lost = catalogue.config.url, set()
    for head in heads.values():
        for link in head.links:
            if link["href"].startswith(base):
                path = site / unquote(urlsplit(link["href"]).path).lstrip("/")
                if not (path.is_file() or (path / "index.html").is_file()):
                    lost.add(link["href"])
    assert lost == set()


def test_a_page_that_moved_leads_search_engines_on(tmp_path: Path) -> None:
    records = {"members": {"bees": {"title": say("The bees"), "aliases": ["wasps"]}}}
    site = build_small(tmp_path, records)
    head = read_head(site / "fr/members/wasps/index.html")
    assert head.links_to("canonical") == [f"{URL}fr/members/bees/"]
    assert not head.indexed
    assert head.blocks == []
    # What is cited stays what it was called first.
    assert read_head(site / "members/bees/index.html").links_to("cite-as") == [f"{URL}members/wasps/"]


def test_prose_that_nobody_translated_has_no_twin(tmp_path: Path) -> None:
    root = write_small(tmp_path, {"members": {"bees": {"title": say("The bees")}}})
    for language, names in {"en": ("index", "rules"), "fr": ("index",)}.items():
        for name in names:
            file = root / f"docs/{language}/{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"# {name}\n\nWords of {name}.\n", "utf-8")
    result = build(root, root / "site")
    assert result.site
    head = read_head(result.site / "rules/index.html")
    assert head.links_to("canonical") == [f"{URL}rules/"]
    assert head.twins() == {}
    # The switch of languages leads home.
    assert 'href="../fr/"' in (result.site / "rules/index.html").read_text("utf-8")
