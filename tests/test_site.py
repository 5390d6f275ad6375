"""The real catalogue's site, looked at as its readers do: in a browser, on a phone and a desk, without script too."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import check
from tests.looking import LOOKS, WIDTHS, Look, faults

ROOT = Path(__file__).parents[1]
KINDS = {
    "home": "",
    "list": "results/",
    "record": "results/rr-so-huyet-u-minh-thuong/",
    "organisation": "organisations/org-tt-giong-nlnn/",
    "need": "needs/need-tom-cong-nghe-cao-2017/",
    "target": "targets/t5/",
    "empty list": "experts/",
    "directory": "intermediaries/by/kind/",
    "named list": "lists/ready-to-transfer/",
    "matches": "matches/",
    "table": "tables/indicator-values/",
    "tables": "tables/",
    "worklist": "worklist/",
    "organisation's worklist": "organisations/org-kgu/worklist/",
    "plan": "plan/",
    "map": "map/",
    "code lists": "vocabularies/",
    "scheme": "vocabularies/admin-pre-2025/",
    "code": "vocabularies/admin-2025/30742/",
    "calendar": "calendar/",
    "graph": "graphs/links/",
    "drawing": "cooperation/coop-kgu-skhcn/",
    "sheet": "results/rr-so-huyet-u-minh-thuong/sheet/",
    "comparison": "compare/?r=results/var-gkg5&r=results/var-gkg24",
    "search": "search/?q=nuoc+mam",
    "prose": "about/",
    "progress": "progress/",
    "method": "progress/method/",
    "report": "progress/report/",
    "downloads": "open-data/",
    "changes": "changes/",
    "snapshots": "snapshots/",
    "reference": "reference/",
}
"""One page of every kind, below a language's root."""

LANGUAGES = {"vi": "", "en": "en/"}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTHS["desk"], "height": 900}, base_url=home)
    yield context.new_page()
    context.close()


def results(page: Page) -> list[str]:
    """The titles that the search of the page's address found, best first."""
    expect(page.locator("[data-search] [role=status]")).to_have_text(re.compile(r"\d"))
    return page.locator(".search-hits a").all_inner_texts()


@LOOKS
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind_is_accessible_and_fits_its_screen(  # noqa: PLR0913, PLR0917 — the cases of one matrix
    browser: Browser, home: str, language: str, kind: str, width: str, scheme: Look
) -> None:
    assert faults(browser, home, LANGUAGES[language] + KINDS[kind], width, scheme) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"search", "comparison"}])
def test_the_language_switch_leads_to_the_same_page(page: Page, kind: str) -> None:
    page.goto(KINDS[kind])
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(re.escape("/en/" + KINDS[kind]) + "$"))
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page).to_have_url(re.compile(r"://[^/]+/" + re.escape(KINDS[kind]) + "$"))


def test_a_record_links_to_its_organisation_and_back(page: Page) -> None:
    page.goto("results/var-gkg24/")
    page.get_by_role("link", name="Trung tâm Giống Nông - Lâm - Ngư nghiệp tỉnh Kiên Giang").first.click()
    page.get_by_role("link", name="Giống lúa GKG24").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giống lúa GKG24")


def test_the_footer_says_what_the_site_is_and_is_not(page: Page) -> None:
    page.goto("")
    expect(page.locator("footer")).to_contain_text("không phải cổng thông tin chính thức")
    expect(page.locator("footer")).to_contain_text("Trang được tạo ngày")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"search", "comparison"}])
def test_without_script_a_page_says_as_much(browser: Browser, home: str, kind: str) -> None:
    texts = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.goto(home + KINDS[kind])
        texts.append(" ".join(page.locator("main .md-content__inner").inner_text().split()))
        context.close()
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nuoc mam phu quoc", "nước mắm"),
        ("nước mắm", "nước mắm"),
        ("tom the chan trang", "tôm thẻ chân trắng"),
        ("dai hoc kien giang", "Đại học Kiên Giang"),
        ("1313/QĐ-UBND", "nuôi tôm"),
        ("so huyet", "sò huyết"),
        ("KHCN", ""),
        ("dong", ""),
        ("đóng", ""),
    ],
)
def test_the_search_finds_what_a_person_expects(page: Page, typed: str, first: str) -> None:
    page.goto("search/?" + urlencode({"q": typed}))
    found = results(page)
    assert found
    assert first.casefold() in found[0].casefold()


def test_results_come_as_one_types(page: Page) -> None:
    page.goto("search/")
    page.get_by_role("searchbox").press_sequentially("so huy")
    expect(page.locator(".search-hits a").first).to_contain_text("sò huyết")


def test_tone_placement_makes_no_difference(page: Page) -> None:
    found = []
    for typed in ("hoà", "hòa"):
        page.goto(f"search/?q={typed}")
        found.append(results(page))
    assert found[0]
    assert found[0] == found[1]


def test_an_english_word_finds_a_record_on_the_vietnamese_page(page: Page) -> None:
    page.goto("search/?q=seahorse")
    assert results(page) == ["Sản xuất nhân tạo giống cá ngựa đen"]


def test_old_and_new_place_names_find_the_same_record(page: Page) -> None:
    for typed in ("huyện Kiên Lương", "xã Hoà Điền"):
        page.goto(f"search/?q={typed}&collection=results")
        assert any("cá chốt trắng" in title for title in results(page)), typed


def test_a_filter_stands_in_the_address_and_survives_a_reload(page: Page) -> None:
    page.goto("search/?q=nuoc+mam")
    page.get_by_role("checkbox", name=re.compile("Tài sản trí tuệ")).check()
    expect(page).to_have_url(re.compile(r"collection=ip-assets"))
    expect(page.locator(".search-hits a")).to_have_count(2)
    page.reload()
    expect(page.locator(".search-hits a")).to_have_count(2)
    expect(page.get_by_role("checkbox", name=re.compile("Tài sản trí tuệ"))).to_be_checked()


def test_the_language_switch_keeps_the_search(page: Page) -> None:
    page.goto("search/?q=tom&collection=results")
    results(page)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/search/\?q=tom&collection=results$"))
    assert results(page)


def test_on_the_home_page_a_hit_is_two_keys_away(page: Page) -> None:
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("ca ngua den")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sản xuất nhân tạo giống cá ngựa đen")


def test_every_record_has_its_page_and_its_data_in_both_languages(site: Path) -> None:
    catalogue = check(ROOT).catalogue
    assert catalogue is not None
    expected = {
        f"{path}{one.collection}/{one.id}/index.html" for one in catalogue.records for path in LANGUAGES.values()
    }
    expected |= {f"{one.collection}/{one.id}/record.json" for one in catalogue.records}
    assert {path for path in expected if not (site / path).is_file()} == set()


def test_no_page_shows_an_unfilled_slot(site: Path) -> None:
    left = re.compile(r"@@\w+@@|alternate\.invalid|<!--slot")
    assert [page for page in site.rglob("*.html") if left.search(page.read_text("utf-8"))] == []
