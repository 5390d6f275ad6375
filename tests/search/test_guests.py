"""Records of other catalogues among what is found: behind ours where both match alike, filed as ours, leading away."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from shutil import copy
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from site_builder.i18n import translator
from site_builder.records import Catalogue, read_catalogue
from site_builder.search import Document, client_files, write
from site_builder.search.corpus import record_documents, sister_documents
from site_builder.search.filters import facets
from site_builder.sisters import Sister, read_sisters
from tests.examples_support import TODAY
from tests.sisters import write_catalogue

from .conftest import box, html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

OWN = Document("own/", "Máy sấy hồ tiêu", "Sấy bằng nắng.", date="2020-01-01")
GUEST = replace(OWN, url="sisters/x/#own.own", guest=True, date="2026-01-01")


def read(folder: Path, name: str) -> Any:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    return json.loads((folder / manifest["folder"] / name).read_bytes())


def test_a_guest_has_its_number_behind_ours_however_new_it_is(tmp_path: Path) -> None:
    write([GUEST, OWN], (), {}, tmp_path)
    assert [shown[0] for shown in read(tmp_path, "documents/0.json")] == [OWN.url, GUEST.url]
    assert read(tmp_path, "newest.json") == [1, 0]


def test_where_two_match_alike_ours_weighs_more(tmp_path: Path) -> None:
    write([GUEST, OWN], (), {}, tmp_path)
    # Two postings of gap, level and count, place (see postings.py): the level of the guest's is one less.
    own, guest = re.findall(r"(?s)(.)(.)(.)", read(tmp_path, "words/0.json")["ho"]["hồ"])
    assert (ord(own[1]) - ord("#")) // 4 - (ord(guest[1]) - ord("#")) // 4 == 1


def test_without_guests_there_is_nothing_of_them(tmp_path: Path) -> None:
    write([OWN], (), {}, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert manifest["own"] == manifest["documents"]
    assert not (tmp_path / manifest["folder"] / "newest.json").exists()
    assert len(read(tmp_path, "documents/0.json")[0]) == 5


# Under which of our filters a record of another catalogue files


@pytest.fixture
def ours(tmp_path: Path) -> Catalogue:
    return read_catalogue(write_catalogue(tmp_path / "ours"), TODAY).catalogue


def as_sister(tmp_path: Path, codes: str = "") -> Sister:
    """Our own catalogue as somebody else's, with other `codes` of the kinds of plants where given."""
    (sister, *_), _ = read_sisters(tmp_path / "ours", TODAY)
    root = write_catalogue(tmp_path / "theirs", linked=False)
    if codes:
        file = root / "catalogue/vocabularies/kinds.csv"
        file.write_text(file.read_text("utf-8").splitlines()[0] + "\n" + codes, "utf-8")
    return Sister(replace(sister.origin, kind="catalogue"), read_catalogue(root, TODAY).catalogue)


def test_a_code_that_both_know_is_the_same_filter(ours: Catalogue, tmp_path: Path) -> None:
    sister = as_sister(tmp_path)
    own = {one.url: one.facets["kinds"] for one in record_documents(ours, "vi") if "kinds" in one.facets}
    theirs = {
        one.elsewhere: one.facets["kinds"] for one in sister_documents(ours, sister, "vi") if "kinds" in one.facets
    }
    assert own["plants/cay-mai/"] == theirs["https://example.org/plants/cay-mai/"] != ()


def test_a_code_that_we_do_not_know_is_no_filter(ours: Catalogue, tmp_path: Path) -> None:
    sister = as_sister(tmp_path, "kinds-2020,2020,101,Mai,,,,,\nother,1,010,Khác,,,,,\n")
    filed = {one.title: one.facets.get("kinds") for one in sister_documents(ours, sister, "vi")}
    assert filed["Cây mai mẫu"] != ()
    assert filed["Vườn An (mẫu)"] == ()  # its code is of a scheme that is not ours


def test_a_filter_has_the_codes_that_only_others_use(ours: Catalogue, tmp_path: Path) -> None:
    sister = as_sister(tmp_path)
    collections = {name: replace(one, records=()) for name, one in ours.collections.items()}
    empty = replace(ours, collections=collections)
    kinds = {one.name: one.values for one in facets(empty, "vi", translator("vi"), [sister])}["kinds"]
    assert {one.name: one.values for one in facets(ours, "vi", translator("vi"))}["kinds"] == kinds != {}


def test_a_collection_of_one_name_and_class_is_the_same_filter(ours: Catalogue, tmp_path: Path) -> None:
    sister = as_sister(tmp_path)
    assert {one.facets.get("collection") for one in sister_documents(ours, sister, "vi")} == {
        (name,) for name, one in ours.collections.items() if one.records
    }
    plants = ours.collections["plants"]
    schema = replace(plants.schema, rdf_class="https://example.org/Plant")
    other = replace(ours, collections={**ours.collections, "plants": replace(plants, schema=schema)})
    assert ("plants",) not in {one.facets.get("collection") for one in sister_documents(other, sister, "vi")}


def test_the_catalogue_is_a_filter_only_where_there_are_several(ours: Catalogue, tmp_path: Path) -> None:
    say = translator("vi")
    assert "catalogue" not in {one.name for one in facets(ours, "vi", say)}
    several = {one.name: one for one in facets(ours, "vi", say, read_sisters(tmp_path / "ours", TODAY)[0])}
    assert (several["catalogue"].label, list(several["catalogue"].values)) == (
        "Danh mục",
        ["_own", "data-portal", "museums"],
    )


def test_a_guest_in_another_language_says_in_which(ours: Catalogue, tmp_path: Path) -> None:
    museums = read_sisters(tmp_path / "ours", TODAY)[0][1]
    boats = {
        language: next(one for one in sister_documents(ours, museums, language) if "blue-boat" in one.url)
        for language in ("vi", "en")
    }
    assert [(one.title, one.language) for one in boats.values()] == [("The blue boat", "en"), ("The blue boat", "")]


# In the browser


@pytest.fixture
def address(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The search page of a site whose guests lead to many places."""
    (tmp_path / "assets/search").mkdir(parents=True)
    for path in client_files():
        copy(path, tmp_path / "assets/search")
    places = {
        "web": "https://portal.example/a?b=c#d",
        "www": "http://www.portal.example/",
        "user": "https://good.example@evil.example/",
        "script": "javascript:window.hit=1",
        "data": "data:text/html,<script>window.hit=1</script>",
        "bare": "//evil.example/",
        "none": "",
    }
    guests = [Document(f"g/#{name}", name, "", guest=True, elsewhere=place) for name, place in places.items()]
    write(guests, (), {}, tmp_path / "search-index/vi")
    for folder, page in {"": box("./", "suggest"), "search/": box("../", "full")}.items():
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "index.html").write_text(html(page, "../" * folder.count("/") or "./"), "utf-8")
    return serve(tmp_path)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "leads_to", "host"),
    [
        ("web", "https://portal.example/a?b=c#d", "at portal.example"),
        ("www", "http://www.portal.example/", "at portal.example"),
        ("user", "https://good.example@evil.example/", "at evil.example"),
        ("script", "{home}g/#script", ""),
        ("data", "{home}g/#data", ""),
        ("bare", "{home}g/#bare", ""),
        ("none", "{home}g/#none", ""),
    ],
)
def test_a_hit_leads_away_to_the_web_and_nowhere_else(
    name: str, leads_to: str, host: str, page: Page, address: str
) -> None:
    page.goto(f"{address}search/?q={name}")
    link = page.locator(".search-hits a")
    expect(link).to_have_count(1)
    assert link.evaluate("(node) => node.href") == leads_to.format(home=address)
    assert page.locator(".search-host").all_inner_texts() == ([f"↗ {host}"] if host else [])


@pytest.mark.browser
def test_a_suggestion_never_runs_what_a_guest_calls_its_address(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("combobox").fill("script")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(f"{address}g/#script")
    assert page.evaluate("window.hit") is None
