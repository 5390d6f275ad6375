"""The link sets, read as a program that follows FAIR Signposting reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.records import Catalogue

CATALOGUES = ["real", "every shape"]

Link = dict[str, str]
Contexts = dict[str, dict[str, list[Link]]]
"""The links of each context, by relation."""


def contexts(path: Path) -> Contexts:
    """Read a link set as RFC 9264 (section 4.2) has it."""
    document = json.loads(path.read_text("utf-8"))
    assert list(document) == ["linkset"]
    found: Contexts = {}
    for context in document["linkset"]:
        anchor = context.pop("anchor")
        assert anchor not in found
        found[anchor] = context
        assert all(link["href"] for links in context.values() for link in links)
    return found


def hrefs(links: dict[str, list[Link]], relation: str) -> list[str]:
    return [link["href"] for link in links.get(relation, ())]


@pytest.fixture(scope="module")
def sets(folders: dict[str, Path]) -> dict[str, Contexts]:
    return {name: contexts(folder / "linkset.json") for name, folder in folders.items()}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_page_of_a_dataset_leads_to_its_files_and_they_lead_back(
    sets: dict[str, Contexts], folders: dict[str, Path], catalogues: dict[str, Catalogue], name: str
) -> None:
    found, config = sets[name], catalogues[name].config
    for collection in catalogues[name].collections:
        main = f"{config.url}{collection}/"
        for language in config.languages:
            links = found[f"{config.url}{config.path(language)}{collection}/"]
            assert hrefs(links, "cite-as") == [main]
            assert hrefs(links, "license") == [config.licence.url]
            assert hrefs(links, "author") == [f"{config.url}#publisher"]
            assert "https://schema.org/Dataset" in hrefs(links, "type")
            assert f"{config.url}catalog.ttl" in hrefs(links, "describedby")
            assert f"{config.url}data/{collection}.csv" in hrefs(links, "item")
        for item in hrefs(found[main], "item"):
            assert (folders[name] / item.removeprefix(config.url)).is_file()
            assert hrefs(found[item], "collection") == [main]
        for about in hrefs(found[main], "describedby"):
            assert main in hrefs(found[about], "describes")


def test_the_home_page_leads_to_every_dataset(sets: dict[str, Contexts], catalogues: dict[str, Catalogue]) -> None:
    config = catalogues["real"].config
    links = sets["real"][config.url]
    assert {f"{config.url}{name}/" for name in catalogues["real"].collections} <= set(hrefs(links, "item"))
    assert {"type": "text/turtle", "href": f"{config.url}catalog.ttl"} in links["describedby"]
    assert f"{config.url}data/datapackage.json" in hrefs(links, "describedby")


def test_what_is_written_is_named_by_its_media_type(
    sets: dict[str, Contexts], catalogues: dict[str, Catalogue]
) -> None:
    url = catalogues["real"].config.url
    types = {link["href"]: link["type"] for links in sets["real"].values() for link in links.get("item", ())}
    assert types[f"{url}data/results.csv"] == "text/csv"
    assert types[f"{url}results/"] == "text/html"


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_record_says_how_it_is_cited_and_what_describes_it(
    sets: dict[str, Contexts], folders: dict[str, Path], catalogues: dict[str, Catalogue], name: str
) -> None:
    catalogue, config = catalogues[name], catalogues[name].config
    for collection in catalogue.collections.values():
        home = f"{config.url}{collection.name}/"
        if not collection.records:
            assert not (folders[name] / collection.name / "linkset.json").exists()
            continue
        assert hrefs(sets[name][home], "linkset") == [f"{home}linkset.json"]
        found = contexts(folders[name] / collection.name / "linkset.json")
        for record in collection.records:
            page = config.url + record.address
            for language in config.languages:
                links = found[f"{config.url}{config.path(language)}{record.address}"]
                assert hrefs(links, "cite-as") == [page]
                assert hrefs(links, "collection") == [home]
                assert hrefs(links, "item") == [f"{page}record.json"]
                assert {"href": f"{page}record.jsonld", "type": "application/ld+json"} in links["describedby"]
                assert hrefs(links, "license") == [config.licence.url]
            assert hrefs(found[f"{page}record.json"], "collection") == [page]
            assert hrefs(found[f"{page}record.jsonld"], "describes") == [page]


def leads(site: Path) -> Iterator[Any]:
    for file in site.rglob("linkset.json"):
        for anchor, links in contexts(file).items():
            yield from (anchor, *(link["href"] for some in links.values() for link in some))


def test_every_link_leads_somewhere(site: Path, catalogues: dict[str, Catalogue]) -> None:
    url = catalogues["real"].config.url
    ours = {address.partition("#")[0].removeprefix(url) for address in leads(site) if address.startswith(url)}
    assert len(ours) > 1000
    lost = [one for one in ours if not (site / (f"{one}index.html" if one.endswith("/") or not one else one)).is_file()]
    assert lost == []
