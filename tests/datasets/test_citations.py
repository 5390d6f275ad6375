"""Citations are read back by programs that manage references: every record, its title, its address, its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from site_builder.datasets import Publication
from site_builder.datasets.descriptions.citation_file import citation_bytes
from site_builder.datasets.formats import citations
from site_builder.records import Catalogue, Record

from .conftest import CREATED, HOSTILE, published_now

BOTH = pytest.mark.parametrize("name", ["real", "every shape"])

Reference = dict[str, Any]
"""What a reader found: `key`, `kind`, `title`, `url`, and what else it has."""

_COMMANDS = {r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
             r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}  # fmt: skip


def plain(latex: str) -> str:
    """The text that LaTeX sets."""
    inner = re.sub(r"^\{(.*)\}$", r"\1", latex, flags=re.DOTALL)
    return re.sub(r"\\text[a-z]+\{\}|\\([#$%&_])", lambda found: _COMMANDS.get(found[0], found[1]), inner)


def by_bibtexparser(text: str) -> list[Reference]:
    library = parse_string(text)
    assert library.failed_blocks == []
    assert library.blocks == library.entries
    return [
        {"key": one.key, "kind": one.entry_type, **{field.key: plain(field.value) for field in one.fields}}
        for one in library.entries
    ]


def by_rispy(text: str) -> list[Reference]:
    return [
        {**one, "key": one["id"], "kind": one["type_of_reference"], "url": one["urls"][0]} for one in rispy.loads(text)
    ]


def by_json(text: str) -> list[Reference]:
    return [{**one, "key": one["id"], "kind": one["type"], "url": one["URL"]} for one in json.loads(text)]


READERS = {"bib": by_bibtexparser, "ris": by_rispy, "csl.json": by_json}


def read(file: Path) -> list[Reference]:
    return READERS[file.name.partition(".")[2]](file.read_text("utf-8"))


def title_of(catalogue: Catalogue, record: Record) -> str:
    title = catalogue.title(record)
    text = title.get(catalogue.config.language) or next(iter(title.values()))
    return " ".join(text.split()) or record.id


@BOTH
@pytest.mark.parametrize("ending", READERS)
def test_every_record_is_there_with_its_title_and_address(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str, ending: str
) -> None:
    catalogue = catalogues[name]
    for collection in catalogue.collections.values():
        found = read(folders[name] / "data" / f"{collection.name}.{ending}")
        assert [(one["title"], one["url"]) for one in found] == [
            (title_of(catalogue, record), catalogue.config.url + record.address) for record in collection.records
        ]


@BOTH
@pytest.mark.parametrize("ending", READERS)
def test_beside_a_page_stands_what_the_whole_list_has(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str, ending: str
) -> None:
    for collection in catalogues[name].collections.values():
        for one in read(folders[name] / "data" / f"{collection.name}.{ending}"):
            record_id = one["url"].rstrip("/").rpartition("/")[2]
            assert read(folders[name] / collection.name / record_id / f"record.{ending}") == [one]


@BOTH
@pytest.mark.parametrize("ending", READERS)
def test_keys_are_plain_and_tell_all_records_apart(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str, ending: str
) -> None:
    keys = [
        one["key"]
        for collection in catalogues[name].collections
        for one in read(folders[name] / "data" / f"{collection}.{ending}")
    ]
    assert len(keys) == len(set(keys)) == len([*catalogues[name].records])
    assert all(re.fullmatch(r"[A-Za-z0-9:+._-]+", key) for key in keys)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
@pytest.mark.parametrize("ending", READERS)
def test_a_hostile_title_comes_back_on_one_line(folders: Mapping[str, Path], text: str, ending: str) -> None:
    (one,) = read(folders["every shape"] / f"things/hostile-{HOSTILE.index(text):02}/record.{ending}")
    assert one["title"] == (" ".join(text.split()) or f"hostile-{HOSTILE.index(text):02}")


@pytest.mark.parametrize("ending", READERS)
def test_latex_in_a_title_is_text(catalogues: Mapping[str, Catalogue], tmp_path: Path, ending: str) -> None:
    title = r"50 % of \input{x} & {#1}_^~$ } @article{a, ER - TY - BOOK"
    publication = published_now(catalogues["every shape"])
    record = Record("things", "latex", "latex.yml", {"name": {"en": title}})
    for path, data in citations.record_files(publication, record):
        (tmp_path / Path(path).name).write_bytes(data)
    (one,) = read(tmp_path / f"record.{ending}")
    assert one["title"] == title


# What is cited as what


def references(catalogue: Catalogue, *collections: str) -> list[citations.Reference]:
    publication = published_now(catalogue)
    return [
        citations.reference(publication, record) for one in collections for record in catalogue.collections[one].records
    ]


def test_an_article_is_cited_as_one(folders: Mapping[str, Path]) -> None:
    known = {
        "bib": ("article", "journal", "volume", "number", "issn", "year"),
        "ris": ("JOUR", "secondary_title", "volume", "number", "issn", "year"),
        "csl.json": ("article-journal", "container-title", "volume", "issue", "ISSN", "issued"),
    }
    found = {}
    for ending, (kind, *names) in known.items():
        articles = [one for one in read(folders["real"] / "data" / f"publications.{ending}") if one["kind"] == kind]
        assert articles
        found[ending] = [[one.get(name, "") for name in names] for one in articles]
    by_csl = [[*rest, str(issued["date-parts"][0][0])] for *rest, issued in found["csl.json"]]
    assert found["bib"] == found["ris"] == by_csl


def test_any_other_record_is_an_entry_that_its_publisher_put_into_the_catalogue(
    catalogues: Mapping[str, Catalogue],
) -> None:
    config = catalogues["real"].config
    for one in references(catalogues["real"], "needs", "results", "policies"):
        assert one.kind is citations.Kind.ENTRY
        assert (one.container, one.publisher) == (config.title["vi"], config.publisher.name["vi"])


def test_an_entry_has_the_day_on_which_it_came_into_the_catalogue(folders: Mapping[str, Path]) -> None:
    for one in read(folders["real"] / "data/needs.csl.json"):
        record = json.loads((folders["real"] / "needs" / one["key"].partition(":")[2] / "record.json").read_bytes())
        assert one["issued"]["date-parts"] == [[int(part) for part in record["published"].split("-")]]


def test_authors_are_the_organisations_that_a_record_names_as_its_creators(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]
) -> None:
    catalogue = catalogues["real"]
    known = {
        record.id: [
            catalogue.collections["organisations"].by_id[one].data["title"]["vi"]
            for one in record.data.get("lead_organisations", ())
        ]
        for record in catalogue.collections["results"].records
    }
    assert any(known.values())
    for one in read(folders["real"] / "data/results.csl.json"):
        assert one.get("author", []) == [{"literal": name} for name in known[one["key"].partition(":")[2]]]
    for one in read(folders["real"] / "data/results.ris"):
        assert one.get("authors", []) == known[one["key"].partition(":")[2]]


def test_a_person_is_never_an_author(catalogues: Mapping[str, Catalogue]) -> None:
    catalogue = catalogues["real"]
    results, organisations = (catalogue.collections[name] for name in ("results", "organisations"))
    people = replace(organisations, schema=replace(organisations.schema, consent="consent"))
    changed = replace(catalogue, collections={**catalogue.collections, "organisations": people})
    assert results.records
    assert [one.authors for one in references(changed, "results") if one.authors] == []


def test_a_title_that_exists_in_another_language_only_says_which(catalogues: Mapping[str, Catalogue]) -> None:
    publication = published_now(catalogues["every shape"])
    record = Record("things", "only-french", "only-french.yml", {"name": {"fr": "Seulement ici"}})
    found = citations.reference(publication, record)
    assert (found.title, found.language) == ("Seulement ici", "fr")


def test_a_style_can_set_every_citation(folders: Mapping[str, Path]) -> None:
    for file in sorted((folders["real"] / "data").glob("*.csl.json")):
        items = json.loads(file.read_bytes())
        if not items:
            continue
        source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(
            CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain
        )
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        set_texts = [str(one) for one in bibliography.bibliography()]
        assert len(set_texts) == len(items)
        for item in items:
            assert any(item["title"] in text for text in set_texts), item["title"]


# The whole


def test_the_whole_catalogue_says_how_to_cite_it(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]
) -> None:
    config = catalogues["real"].config
    found = yaml.safe_load((folders["real"] / "CITATION.cff").read_text("utf-8"))
    assert (found["cff-version"], found["type"], found["url"]) == ("1.2.0", "dataset", config.url)
    assert (found["title"], found["abstract"]) == (config.title["vi"], config.description["vi"])
    assert found["authors"] == [{"name": config.publisher.name["vi"]}]
    assert found["date-released"] == CREATED.date().isoformat()
    assert (found["license"], found["license-url"]) == ("CC-BY-4.0", config.licence.url)
    assert found["keywords"] == [*config.keywords["vi"]]


def test_a_licence_that_the_format_does_not_know_is_given_by_its_address(catalogues: Mapping[str, Catalogue]) -> None:
    publication: Publication = published_now(catalogues["every shape"])
    found = yaml.safe_load(citation_bytes(publication))
    assert "license" not in found
    assert found["license-url"] == "https://example.org/l"


def test_the_page_of_a_record_leads_to_its_citations(site: Path) -> None:
    for page in [*site.glob("needs/*/index.html"), *site.glob("en/needs/*/index.html")]:
        links = re.findall(r'href="(\.\./[^"]*record\.(?:bib|ris|csl\.json))"', page.read_text("utf-8"))
        assert len(links) == 3
        assert all((page.parent / link).is_file() for link in links)
