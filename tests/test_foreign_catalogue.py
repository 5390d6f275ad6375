"""Any folder of schemas and records builds a catalogue: museums in English and French, with no Python changed."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from frictionless import validate

from site_builder.build import build
from site_builder.i18n import translator

FOREIGN = Path(__file__).parent / "foreign"
VARIANTS = {"without prose": False, "with prose": True}

OF_THE_FIRST_INSTANCE = re.compile(
    r"[ăĂđĐơƠưƯ\u1ea0-\u1ef9]|Ki[eê]n[ -]Giang|An[ -]Giang|lang=\"?vi\b|KH&", re.IGNORECASE
)
"""Letters that only Vietnamese has, and the names of the catalogue that the generator was first made for."""


@pytest.fixture(scope="module", params=VARIANTS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("museums")
    shutil.copytree(FOREIGN / "museums", root, dirs_exist_ok=True)
    if VARIANTS[request.param]:
        shutil.copytree(FOREIGN / "prose", root, dirs_exist_ok=True)
    result = build(root, root / "site")
    assert not result.checked.has_errors
    assert result.site is not None
    return result.site


@pytest.fixture(scope="module")
def with_prose(site: Path) -> bool:
    return (site.parent / "mkdocs.yml").exists()


def text(site: Path, address: str) -> str:
    """The words of a page's content, on one line."""
    page = (site / address / "index.html").read_text("utf-8")
    article = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert article is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article[0])).split())


def test_every_record_has_a_page_in_both_languages(site: Path) -> None:
    records = [path.relative_to(site.parent / "catalogue").with_suffix("") for path in
               (site.parent / "catalogue").glob("*/*.yml")]  # fmt: skip
    assert len(records) == 5
    for record in records:
        assert (site / record / "index.html").is_file()
        assert (site / "fr" / record / "index.html").is_file()


def test_a_record_shows_its_values_under_the_labels_of_the_language(site: Path) -> None:
    english, french = text(site, "exhibits/blue-boat"), text(site, "fr/exhibits/blue-boat")
    for words in ("The blue boat", "A synthetic boat, painted blue.", "Made in 938", "Oil painting", "Loans", "1,500"):
        assert words in english
    for words in (
        "Le bateau bleu",
        "Un bateau synthétique, peint en bleu.",
        "Année 938",
        "Peinture à l'huile",
        "Prêts",
    ):
        assert words in french
    assert "Free entry" in text(site, "museums/harbour-museum")
    assert "Entrée libre" in text(site, "fr/museums/harbour-museum")


def test_numbers_and_dates_are_written_as_in_the_language(site: Path) -> None:
    assert "12,500.5" in text(site, "museums/harbour-museum")
    assert "May 1987" in text(site, "museums/harbour-museum")
    assert re.search(r"12\s500,5", text(site, "fr/museums/harbour-museum"))
    assert "mai 1987" in text(site, "fr/museums/harbour-museum")


def test_a_code_of_the_past_leads_to_that_of_today(site: Path) -> None:
    assert "Waterfront" in text(site, "museums/harbour-museum")
    assert "Les quais" in text(site, "fr/museums/harbour-museum")


def test_records_link_to_each_other_both_ways(site: Path) -> None:
    assert 'href="../../museums/harbour-museum/"' in (site / "exhibits/blue-boat/index.html").read_text("utf-8")
    museum = (site / "fr/museums/harbour-museum/index.html").read_text("utf-8")
    assert 'href="../../exhibits/blue-boat/"' in museum
    assert "Pièces du musée" in museum


def test_a_record_that_nobody_translated_is_shown_and_says_so(site: Path) -> None:
    page = text(site, "fr/exhibits/untranslated-stone")
    assert "The stone nobody translated" in page
    assert translator("fr")("This record is not yet translated; you read its original.") in page


@pytest.mark.parametrize("address", ["", "museums/", "exhibits/blue-boat/", "search/"])
def test_the_language_switch_leads_to_the_twin_page(site: Path, address: str) -> None:
    english = (site / address / "index.html").read_text("utf-8")
    french = (site / "fr" / address / "index.html").read_text("utf-8")
    up = "../" * address.count("/")
    assert '<html lang="en"' in english
    assert '<html lang="fr"' in french
    assert f'href="{up}fr/{address}"' in english
    assert f'href="{up}../{address}"' in french
    for page in (english, french):
        assert f'href="https://museums.example/open/fr/{address}"' in page


def test_the_interface_speaks_french(site: Path) -> None:
    say = translator("fr")
    assert say("Search") != "Search"
    page = unescape((site / "fr/museums/index.html").read_text("utf-8"))
    for message in ("Search", "Catalogue", "Download this list"):
        assert say(message) in page
    assert "Download this list" not in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_search_index_has_every_record(site: Path, language: str, with_prose: bool) -> None:  # noqa: FBT001
    folder = site / "search-index" / language
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["documents"] == 5 + with_prose
    found = json.dumps([json.loads(path.read_text("utf-8")) for path in folder.rglob("documents/*.json")])
    assert "exhibits/blue-boat/" in found
    facets = json.dumps(manifest["facets"], ensure_ascii=False)
    assert {"en": "District", "fr": "Quartier"}[language] in facets


def test_downloads_are_valid_and_complete(site: Path) -> None:
    report = validate(str(site / "data/datapackage.json"))
    assert report.valid, report.flatten(["task", "rowNumber", "type", "message"])
    with (site / "data/museums.csv").open(encoding="utf-8", newline="") as stream:
        museums = {row["id"]: row for row in csv.DictReader(stream)}
    assert museums["harbour-museum"]["name_fr"] == "Musée du port"
    assert museums["harbour-museum"]["free_entry"] == "true"
    assert museums["harbour-museum"]["opened"] == "1987-05"
    with (site / "data/exhibits.loans.csv").open(encoding="utf-8", newline="") as stream:
        assert [(row["record"], row["to"]) for row in csv.DictReader(stream)] == [
            ("blue-boat", "hill-museum"),
            ("blue-boat", "harbour-museum"),
        ]
    for name in ("museums.xlsx", "museums-excel.csv", "exhibits.json", "exhibits.jsonl", "SHA256SUMS"):
        assert (site / "data" / name).is_file()


def test_prose_is_there_where_there_is_prose(site: Path, with_prose: bool) -> None:  # noqa: FBT001
    assert (site / "about/index.html").is_file() is with_prose
    if with_prose:
        assert "The synthetic unicorn" in text(site, "about")
        assert "La licorne synthétique" in text(site, "fr/about")
        assert 'data/museums.csv"' in (site / "fr/about/index.html").read_text("utf-8")


@pytest.mark.parametrize(("path", "home"), [("", "Home"), ("fr/", "Accueil")])
def test_the_menu_of_every_page_begins_with_the_way_home(site: Path, path: str, home: str) -> None:
    page = (site / path / "museums/harbour-museum/index.html").read_text("utf-8")
    menu = page.partition('class="md-nav md-nav--primary')[2]
    first = re.search(r'<a[^>]*class="md-nav__link[^>]*>(.*?)</a>', menu, re.DOTALL)
    assert first
    assert re.sub(r"<[^>]+>", "", first[1]).strip() == home


def test_no_page_speaks_of_the_first_instance(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    found = {str(page.relative_to(site)): match[0] for page in pages
             if (match := OF_THE_FIRST_INSTANCE.search(page.read_text("utf-8")))}  # fmt: skip
    assert found == {}
