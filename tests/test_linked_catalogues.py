"""Catalogues of others beside our own: pages, search and downloads tell whose a record is; ours stay what they are."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build, check
from site_builder.pages.site import Download, Site
from site_builder.pages.views import sisters as view
from site_builder.records import Record
from site_builder.sisters import PER_PAGE, Sister, read_sisters
from tests.examples_support import TODAY
from tests.looking import LOOKS, Look, faults
from tests.sisters import write_catalogue
from tests.small import HOSTILE, read_small, site_of

PAGES = {
    "overview": "sisters/",
    "museums": "sisters/museums/",
    "data portal": "sisters/data-portal/",
    "search": "search/?q=cay",
    "downloads": "open-data/",
}
LANGUAGES = {"vi": "", "en": "en/"}
AT_HOME = "https://museums.example/open/"


def built(root: Path) -> Path:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1796000000")
        result = build(root, root / "site")
    assert result.site, [(problem.en, problem.path) for problem in result.checked.problems]
    return result.site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_catalogue(tmp_path_factory.mktemp("linked") / "root"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same catalogue with no sister."""
    return built(write_catalogue(tmp_path_factory.mktemp("alone") / "root", linked=False))


@pytest.fixture(scope="module")
def home(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page whose links to other sites lead to a stand-in; it fails where a script does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=home)
    context.set_default_timeout(10_000)
    context.route(re.compile(r"^https://"), lambda route: route.fulfill(body="<title>elsewhere</title>"))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def text(site: Path, address: str) -> str:
    """The words of a page's content, on one line."""
    article = re.search(r"<article.*?</article>", html(site, address), re.DOTALL)
    assert article is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article[0])).split())


def html(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def lines(site: Path, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data/sisters" / path).read_text("utf-8").splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Pages


def test_the_overview_says_whose_each_catalogue_is(site: Path) -> None:
    said = text(site, "en/sisters")
    assert "The records of these catalogues are not ours." in said
    assert "site-builder harvest https://" in said
    for words in ("Open museums (synthetic) 5", "Publisher Nobody", "CC0 1.0 Universal", "20 November 2026",
                  "Catalogue made with the same generator", "museums.example", "Museums : 2;"):  # fmt: skip
        assert words in said
    portal = said.partition("Example data portal 3")[2].partition("Open museums")[0]
    assert "DCAT catalogue" in portal
    assert "Publisher" not in portal  # its source names none


def test_the_overview_speaks_vietnamese(site: Path) -> None:
    said = text(site, "sisters")
    for words in ("Danh mục liên thông", "không phải của danh mục này", "Cổng dữ liệu mẫu", "Danh mục DCAT",
                  "20/11/2026"):  # fmt: skip
        assert words in said


def test_what_is_in_another_language_than_the_page_says_in_which(site: Path) -> None:
    assert re.search(r'<a [^>]*lang="en">Open museums \(synthetic\)</a>', html(site, "sisters"))
    assert '<h3 lang="en"><a href="https://museums.example' in html(site, "sisters/museums")
    assert '<h3><a href="https://museums.example' in html(site, "en/sisters/museums")
    assert '<h3 lang="vi">Cây mai mẫu</h3>' in html(site, "en/sisters/data-portal")


def test_a_record_leads_to_its_page_at_the_origin_and_says_to_which_host(site: Path) -> None:
    museums = html(site, "sisters/museums")
    assert f'<a href="{AT_HOME}exhibits/blue-boat/" rel="external nofollow noopener">The blue boat</a>' in museums
    assert "tại museums.example" in museums
    portal = html(site, "sisters/data-portal")
    assert 'href="https://www.portal.example/dataset/gia-ho-tieu?x=1&amp;y=&#34;2&#34;"' in portal
    assert "tại portal.example" in portal


def test_a_record_with_a_publisher_and_a_licence_of_its_own_says_so(site: Path) -> None:
    said = text(site, "sisters/data-portal")
    assert "Đơn vị công bố Nhà cung cấp giá mẫu Giấy phép CC0-1.0" in said
    assert said.count("Nhà cung cấp") == said.count("CC0-1.0") == 1
    licences = {one["id"]: one["licence"] for one in lines(site, "data-portal/datasets.jsonl")}
    assert licences == {"cay-mai": "CC-BY-4.0", "gia-ho-tieu": "CC0-1.0", "trang-doc-hai": "CC-BY-4.0"}


def test_a_record_without_a_page_on_the_web_has_its_place_on_ours(site: Path) -> None:
    portal = html(site, "sisters/data-portal")
    assert 'id="datasets.cay-mai"' in portal
    assert "<h3>Cây mai mẫu</h3>" in portal
    assert "javascript:" not in portal


def test_the_menu_and_the_search_page_lead_to_the_linked_catalogues(site: Path) -> None:
    assert 'href="sisters/"' in html(site, "")
    assert re.search(r"<noscript>.*Danh mục liên thông.*</noscript>", html(site, "search"), re.DOTALL)


@pytest.mark.browser
@LOOKS
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_screen(  # noqa: PLR0913, PLR0917 — the cases of one matrix
    browser: Browser, home: str, language: str, name: str, width: str, scheme: Look
) -> None:
    assert faults(browser, home, LANGUAGES[language] + PAGES[name], width, scheme) == []


# Many records, and hostile ones


def sister_of(root: Path, **changes: Any) -> tuple[Sister, Site]:
    """A data portal with records that no check has seen, and our own site beside it."""
    write_catalogue(root / "linked")
    portal = next(one for one in read_sisters(root / "linked", TODAY)[0] if one.origin.name == "data-portal")
    collection = portal.catalogue.collections["datasets"]
    records = tuple(Record("datasets", name, "", data) for name, data in changes.items())
    catalogue = replace(portal.catalogue, collections={"datasets": replace(collection, records=records)})
    sister = Sister(portal.origin, catalogue)
    return sister, replace(site_of(read_small(root / "own", {})), sisters=(sister,))


def contents(site: Site, downloads: tuple[Download, ...] = ()) -> dict[str, str]:
    return {page.address: page.content for page in view.pages(site, downloads)}


def test_a_hostile_title_is_only_text(tmp_path: Path) -> None:
    evil = {"title": {"vi": HOSTILE}, "summary": {"vi": HOSTILE}, "landing_page": f"https://a.example/{HOSTILE}"}
    _, site = sister_of(tmp_path, evil=evil)
    page = contents(site)["sisters/data-portal/"]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JaVaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "//evil.example/", "https://",
     "https://[", "file:///etc/passwd", "", 7, None, ["https://a.example/"]],
)  # fmt: skip
def test_only_an_address_on_the_web_leads_away(address: object, tmp_path: Path) -> None:
    sister, _ = sister_of(tmp_path, evil={"title": {"vi": "X"}, "landing_page": address})
    assert sister.address_at_origin(next(sister.records), "vi") == ""


@pytest.mark.parametrize(
    "licence",
    [
        "CC0-1.0",
        {"id": "CC0-1.0"},
        {"id": "X", "title": "X", "url": "javascript:alert(1)"},
        {"id": "", "title": "", "url": ""},
    ],
)
def test_a_licence_that_cannot_be_looked_up_is_none(licence: object, tmp_path: Path) -> None:
    sister, _ = sister_of(tmp_path, evil={"title": {"vi": "X"}, "licence": licence})
    assert sister.licence_of(next(sister.records)) == sister.origin.licence


def test_the_host_that_is_shown_is_the_one_that_is_reached(tmp_path: Path) -> None:
    _, site = sister_of(tmp_path, evil={"title": {"vi": "X"}, "landing_page": "https://good.example@evil.example/"})
    assert "at evil.example" in contents(site)["sisters/data-portal/"]


def test_a_long_list_goes_on_and_every_record_has_its_place(tmp_path: Path) -> None:
    records = {f"d-{number:03}": {"title": {"vi": f"Bộ {number:03}"}} for number in range(2 * PER_PAGE + 1)}
    sister, site = sister_of(tmp_path, **records)
    pages = contents(site)
    assert {address for address in pages if address.startswith("sisters/data-portal/")} == {
        "sisters/data-portal/",
        "sisters/data-portal/datasets/2/",
        "sisters/data-portal/datasets/3/",
    }
    assert 'href="../../search/?catalogue=data-portal"' in pages["sisters/data-portal/"]
    assert 'href="../../sisters/data-portal/datasets/2/"' in pages["sisters/data-portal/"]
    for record in sister.records:
        address, _, fragment = sister.places[record.key].partition("#")
        assert f'id="{fragment}"' in pages[address]


# Search


@pytest.mark.browser
def test_words_without_marks_find_ours_first_and_then_theirs(page: Page) -> None:
    page.goto("search/?q=cay mai mau")
    expect(page.locator(".search-hits a")).to_have_text(["Cây mai mẫu", "Cây mai mẫu"])
    kinds = page.locator(".search-hits .search-kind")
    expect(kinds).to_have_text(["Cây", "Bộ dữ liệu · Cổng dữ liệu mẫu"])


@pytest.mark.browser
def test_the_search_can_keep_to_one_catalogue(page: Page) -> None:
    page.goto("search/")
    expect(page.get_by_role("status").first).to_contain_text("12")
    catalogues = page.get_by_role("group", name="Danh mục")
    catalogues.get_by_label("Cổng dữ liệu mẫu").check()
    expect(page).to_have_url(re.compile(r"\?catalogue=data-portal$"))
    expect(page.locator(".search-hits li")).to_have_count(3)
    catalogues.get_by_label("Cổng dữ liệu mẫu").uncheck()
    catalogues.get_by_label("Danh mục cây trồng mẫu").check()
    expect(page.locator(".search-hits li")).to_have_count(4)  # three records and a page of prose


@pytest.mark.browser
def test_the_newest_first_mixes_all_catalogues(page: Page) -> None:
    page.goto("search/?sort=newest")
    dates = page.locator(".search-hits time")
    expect(dates.first).to_have_attribute("datetime", "2026-11-02")
    assert [one.get_attribute("datetime") for one in dates.all()] == [
        "2026-11-02",
        "2026-11-01",
        "2026-10-01",
        "2022-03-15",
        "1987-05",
    ]


@pytest.mark.browser
def test_a_hit_of_another_catalogue_leads_out_and_says_so(page: Page) -> None:
    page.goto("en/search/?q=blue boat")
    hit = page.locator(".search-hits li").first
    expect(hit).to_contain_text("Exhibit · Open museums (synthetic)")
    expect(hit).to_contain_text("at museums.example")
    expect(hit.get_by_role("link")).to_have_attribute("rel", "external nofollow noopener")
    hit.get_by_role("link").click()
    expect(page).to_have_url(f"{AT_HOME}exhibits/blue-boat/")


@pytest.mark.browser
def test_a_hit_without_a_page_at_its_origin_leads_to_its_place_on_ours(page: Page) -> None:
    page.goto("search/?q=doan ma")
    page.get_by_role("link", name='Trang dẫn "tới"').click()
    expect(page).to_have_url(re.compile(r"/sisters/data-portal/#datasets\.trang-doc-hai$"))
    expect(page.locator("li:target")).to_contain_text("Trang dẫn")


@pytest.mark.browser
def test_a_suggestion_may_lead_out(page: Page) -> None:
    page.goto("")
    page.get_by_role("combobox").fill("gia ho tieu")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Bộ dữ liệu · Cổng dữ liệu mẫu")
    expect(option).to_contain_text("tại portal.example")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url("https://www.portal.example/dataset/gia-ho-tieu?x=1&y=%222%22")


@pytest.mark.browser
def test_the_box_of_a_list_of_ours_finds_ours_only(page: Page) -> None:
    page.goto("plants/")
    page.get_by_role("combobox").fill("cay mai")
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(re.compile(r"collection=plants&catalogue=_own$"))


# Downloads


def test_each_line_of_a_download_says_whose_it_is(site: Path) -> None:
    boat = next(one for one in lines(site, "museums/exhibits.jsonl") if one["id"] == "blue-boat")
    assert {name: value for name, value in boat.items() if name != "data"} == {
        "origin": "museums",
        "source": AT_HOME,
        "licence": "CC0-1.0",
        "harvested": "2026-11-20",
        "collection": "exhibits",
        "id": "blue-boat",
        "url": f"{AT_HOME}exhibits/blue-boat/",
    }
    assert boat["data"]["name"] == {"en": "The blue boat", "fr": "Le bateau bleu"}
    urls = {one["id"]: one["url"] for one in lines(site, "data-portal/datasets.jsonl")}
    assert urls["gia-ho-tieu"] == 'https://www.portal.example/dataset/gia-ho-tieu?x=1&y="2"'
    assert urls["trang-doc-hai"] == "https://example.org/sisters/data-portal/#datasets.trang-doc-hai"
    origin = json.loads((site / "data/sisters/museums/origin.json").read_text("utf-8"))
    assert (origin["publisher"], origin["licence"]["id"]) == ({"en": "Nobody", "fr": "Personne"}, "CC0-1.0")


def test_the_downloads_of_others_are_checksummed(site: Path) -> None:
    sums = (site / "data/SHA256SUMS").read_text("utf-8").splitlines()
    for name in ("museums/museums.jsonl", "data-portal/origin.json"):
        data = (site / "data/sisters" / name).read_bytes()
        assert f"{hashlib.sha256(data).hexdigest()}  sisters/{name}" in sums


def test_the_downloads_page_tells_them_apart(site: Path) -> None:
    said = text(site, "open-data").partition("Cổng dữ liệu mẫu")[2]
    assert "Không phải dữ liệu của danh mục này" in said
    assert "CC-BY-4.0" in said
    assert "datasets.jsonl" in said


def test_our_own_downloads_are_the_same_with_and_without_others(site: Path, alone: Path) -> None:
    ours, before = files(site / "data"), files(alone / "data")
    ours = {name: data for name, data in ours.items() if not name.startswith("sisters/")}
    sums, sums_before = ours.pop("SHA256SUMS").splitlines(), before.pop("SHA256SUMS").splitlines()
    assert ours == before
    assert [line for line in sums if b"  sisters/" not in line] == sums_before


def test_no_description_of_our_data_speaks_of_others(site: Path) -> None:
    described = [
        path for path in site.iterdir() if path.suffix in {".json", ".jsonld", ".ttl", ".rdf", ".cff", ".atom"}
    ]
    described += [path for path in (site / "data").iterdir() if path.suffix in {".json", ".jsonl"}]
    assert [path.name for path in described if re.search(r"museums|data-portal", path.read_text("utf-8"))] == []


# Without others, and with broken ones


def test_without_a_sister_nothing_speaks_of_any(alone: Path) -> None:
    assert not (alone / "sisters").exists()
    assert not (alone / "data/sisters").exists()
    speaking = re.compile(r"sisters/|Danh mục liên thông|Linked catalogues|_own")
    pages = [*alone.rglob("*.html"), *alone.rglob("manifest.json")]
    assert [path for path in pages if speaking.search(path.read_text("utf-8"))] == []


def test_an_error_of_a_sister_stops_the_build_and_is_told_where_it_stands(tmp_path: Path) -> None:
    root = write_catalogue(tmp_path / "root")
    site = built(root)
    before = files(site)
    record = root / "harvested/museums/catalogue/exhibits/red-cloth.yml"
    record.write_text(record.read_text("utf-8").replace("museum: hill-museum", "museum: no-museum"), "utf-8")
    result = build(root, site)
    assert result.site is None
    told = [(one.path, one.line, one.column, one.kind.code) for one in result.checked.problems]
    assert told == [("harvested/museums/catalogue/exhibits/red-cloth.yml", 6, 9, "missing-reference")]
    assert files(site) == before


def test_what_a_sister_is_only_warned_of_is_not_ours_to_mend(tmp_path: Path) -> None:
    root = write_catalogue(tmp_path / "root")
    record = root / "harvested/museums/catalogue/exhibits/red-cloth.yml"
    record.write_text(record.read_text("utf-8").replace(", fr: L'étoffe rouge", ""), "utf-8")
    assert check(root).problems == check(write_catalogue(tmp_path / "alone", linked=False)).problems
