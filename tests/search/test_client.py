"""What a reader sees in a real browser. The documents are synthetic, see documents.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parent / "folding_cases.json").read_text(encoding="utf-8"))

SEARCH = """async ([query, typing]) => {
  const { openIndex } = await import(new URL("assets/search/engine.js", document.baseURI));
  const index = await openIndex(new URL("search-index/vi/", document.baseURI));
  const { hits, relaxed } = await index.search(query, { typing });
  const documents = await index.documents(hits.map((hit) => hit.number));
  return { urls: documents.map((found) => found.url), relaxed };
}"""


class Finder(Protocol):
    def __call__(self, query: str, *, typing: bool = False) -> list[str]: ...


@pytest.fixture(scope="module")
def find(browser: Browser, address: str) -> Iterator[Finder]:
    """Addresses of the records that the engine finds with all words of a query, best first."""
    page = browser.new_page()
    page.goto(address)

    def run(query: str, *, typing: bool = False) -> list[str]:
        outcome: dict[str, Any] = page.evaluate(SEARCH, [query, typing])
        return [] if outcome["relaxed"] else outcome["urls"]

    yield run
    page.close()


@pytest.mark.parametrize(("function", "cases"), [("fold", "fold"), ("placeTone", "place_tone"), ("words", "words")])
def test_the_browser_folds_as_python_does(function: str, cases: str, page: Page, address: str) -> None:
    page.goto(address)
    results = page.evaluate(
        """async ([name, texts]) => {
          const module = await import(new URL("assets/search/vietnamese.js", document.baseURI));
          return texts.map((text) => module[name](text));
        }""",
        [function, [text for text, _ in CASES[cases]]],
    )

    assert results == [expected for _, expected in CASES[cases]]


FREEZING, BOTTLING, FIELDS = "results/cap-dong/", "results/dong-goi/", "results/canh-dong/"
KHCN = {"organisations/so-khcn/", "organisations/quy-khcn/", "organisations/trung-tam/"}
HOA = {"organisations/hoa-dien/", "organisations/hoa-thuan/", "organisations/hoa-kieng/"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dong", {FREEZING, BOTTLING, FIELDS, "organisations/hoa-kieng/"}),
        ("đóng", {FREEZING, BOTTLING, FIELDS, "organisations/hoa-kieng/"}),
        ("nuoc mam phu quoc", {"ip-assets/nuoc-mam/", "ip-assets/mam-rieng/"}),
        ("nước mắm", {"ip-assets/nuoc-mam/", "ip-assets/mam-rieng/"}),
        ("hoà", HOA),
        ("hòa", HOA),
        ("thuy san", {"organisations/hoa-dien/", "organisations/hoa-thuan/"}),
        ("THUỶ SẢN", {"organisations/hoa-dien/", "organisations/hoa-thuan/"}),
        ("KHCN", KHCN),
        ("kh&cn", KHCN),
        ("KH & CN", KHCN),
        ("khoa hoc va cong nghe", KHCN),
        ("Khoa học và Công nghệ", KHCN),
        ("sở hữu trí tuệ", {"ip-assets/so-huu/"}),
        ("dai hoc kien giang", {"organisations/dai-hoc/"}),
        ("tom the chan trang", {"results/tom-the/", "results/tom-the-khac/"}),
        ("1313", {"decisions/1313/"}),
        ("1313/QĐ-UBND", {"decisions/1313/"}),
        ("qd-ubnd", {"decisions/1313/"}),
        ("40504", {"decisions/1313/"}),
        ("405", {"decisions/1313/"}),
        ("fish sauce", {"ip-assets/nuoc-mam/"}),
        ("«tôm», (thẻ)!", {"results/tom-the/", "results/tom-the-khac/"}),
        ("constructor", {"decisions/hostile/"}),
        ("tostring", set()),
        ("__proto__", {"decisions/hostile/"}),
    ],
)
def test_gold_query_finds(query: str, expected: set[str], find: Finder) -> None:
    assert set(find(query)) == expected


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # Frozen and field have the folded word in the title, several times; only one is spelled as typed.
        ("đóng", [BOTTLING]),
        ("đông", [FREEZING]),
        ("đồng", [FIELDS]),
        ("hoa", ["organisations/hoa-kieng/"]),
        ("nước mắm phú quốc", ["ip-assets/nuoc-mam/"]),
        # Words side by side are worth more than the same words apart.
        ("tom the chan trang", ["results/tom-the/"]),
        ("khoa hoc va cong nghe", ["organisations/so-khcn/"]),
    ],
)
def test_gold_query_ranks_first(query: str, first: list[str], find: Finder) -> None:
    assert find(query)[: len(first)] == first


def test_both_placements_of_the_tone_are_exact(find: Finder) -> None:
    hits = find("hòa")

    assert set(hits[:2]) == {"organisations/hoa-dien/", "organisations/hoa-thuan/"}
    assert hits == find("hoà")


@pytest.mark.parametrize("query", ["tom the ch", "tôm thẻ chân tr", "dai hoc ki", "KHC", "131"])
def test_the_last_word_may_be_a_beginning(query: str, find: Finder) -> None:
    assert find(query, typing=True)
    assert find(query)


def test_a_finished_word_is_not_a_beginning_of_others(find: Finder) -> None:
    # Who has finished "ca" wants cá, not cao, cấp or cắt.
    assert set(find("ca")) < set(find("ca", typing=True))


def test_where_no_record_has_all_words_those_with_most_are_shown(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=tôm thẻ xyzxyz")

    expect(page.get_by_role("status")).to_contain_text("No record has all the words")
    expect(page.locator(".search-hits li").first).to_contain_text("tôm thẻ chân trắng")


def test_nothing_is_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=xyzxyz")

    expect(page.get_by_role("status")).to_have_text("No results. Try fewer or other words.")


def test_without_a_query_all_records_are_there_newest_first(page: Page, address: str) -> None:
    page.goto(f"{address}search/")

    expect(page.get_by_role("status")).to_have_text("17 results")
    expect(page.locator(".search-hits li")).to_have_count(10)
    expect(page.locator(".search-hits a").first).to_have_text("Chân đế tôn cho bể nuôi tôm")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".search-hits li")).to_have_count(17)
    expect(page.locator(".search-hits li a").nth(10)).to_be_focused()
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_hit_leads_to_its_page_and_back_restores_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    page.get_by_role("searchbox").fill("nuoc mam")
    expect(page.get_by_role("status")).to_have_text("2 results")
    page.get_by_role("link", name="Chỉ dẫn địa lý").click()
    expect(page).to_have_url(f"{address}ip-assets/nuoc-mam/")
    page.go_back()

    expect(page.get_by_role("searchbox")).to_have_value("nuoc mam")
    expect(page.locator(".search-hits mark").first).to_have_text("nước mắm")


def test_filters_count_and_narrow(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=dong")
    expect(page.get_by_role("status")).to_have_text("4 results")
    field = page.get_by_role("group", name="Lĩnh vực")
    expect(field.get_by_text("Khoa học kỹ thuật và công nghệ").locator("..")).to_contain_text("2")
    expect(field.get_by_text("Khoa học xã hội")).to_be_hidden()

    field.get_by_label("Khoa học nông nghiệp").check()
    expect(page.get_by_role("status")).to_have_text("2 results")
    # The other values of the same group still say what they would add.
    expect(field.get_by_text("Khoa học kỹ thuật và công nghệ").locator("..")).to_contain_text("2")
    field.get_by_label("Khoa học kỹ thuật").check()
    expect(page.get_by_role("status")).to_have_text("4 results")
    expect(page).to_have_url(f"{address}search/?q=dong&field=agri&field=tech")

    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(f"{address}search/?q=dong")


def test_the_address_holds_the_search_and_back_undoes_each_step(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=thuỷ+sản&collection=organisations&sort=title")
    expect(page.get_by_role("searchbox")).to_have_value("thuỷ sản")
    expect(page.get_by_label("Tổ chức")).to_be_checked()
    expect(page.locator(".search-hits a")).to_have_text(["Hợp tác xã Hoà Điền", "Tổ hợp tác Hòa Thuận"])

    page.get_by_label("Sort by").select_option("newest")
    expect(page).to_have_url(f"{address}search/?q=thu%E1%BB%B7+s%E1%BA%A3n&collection=organisations&sort=newest")
    page.get_by_role("searchbox").fill("hoa kieng")
    expect(page.locator(".search-hits li")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("thuỷ sản")
    expect(page.get_by_label("Sort by")).to_have_value("newest")
    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("title")
    expect(page.get_by_role("status")).to_have_text("2 results")


def test_typing_makes_one_step_of_the_history(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=tôm")
    expect(page.get_by_role("status")).to_have_text("2 results")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press_sequentially("nuoc mam", delay=60)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(f"{address}search/?q=nuoc+mam")
    page.go_back()

    expect(page.get_by_role("searchbox")).to_have_value("tôm")


def test_accents_stay_in_what_is_highlighted(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=NUOC+MAM+phu+quoc")

    expect(page.locator(".search-hits li").first.locator("mark")).to_have_text(["nước mắm Phú Quốc", "Nước mắm"])


def test_an_abbreviation_highlights_the_long_form(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=khcn")

    expect(page.locator(".search-hits mark")).to_have_text(["Khoa học và Công nghệ", "KHCN", "KH&CN"])


def test_a_hostile_title_is_only_text(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=onerror")

    expect(page.locator(".search-hits a")).to_have_text(
        '<img src=x onerror="window.hit=1"> </script><script>window.hit=2</script>'
    )
    assert page.evaluate("window.hit") is None
    page.goto(address)
    page.get_by_role("combobox").fill("onerror")
    expect(page.get_by_role("option")).to_contain_text("<img src=x")
    assert page.evaluate("window.hit") is None


def test_suggestions_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("nuoc ma")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.get_by_role("option").first).to_have_id(active or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}ip-assets/nuoc-mam/")


def test_escape_closes_and_enter_without_a_choice_searches(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox")
    box.fill("tôm")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("tôm")
    box.press("Enter")

    expect(page).to_have_url(f"{address}search/?q=t%C3%B4m")
    expect(page.get_by_role("status")).to_have_text("2 results")


def test_a_suggestion_can_be_clicked(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("combobox").fill("dai hoc")
    page.get_by_role("option").first.click()

    expect(page).to_have_url(f"{address}organisations/dai-hoc/")


def test_a_box_may_be_fixed_to_one_collection(page: Page, address: str) -> None:
    page.goto(f"{address}ip/")
    page.get_by_role("combobox").fill("tôm")
    page.get_by_role("combobox").fill("phu quoc")

    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("combobox").fill("khoa hoc")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_slash_in_a_field_is_a_slash(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("combobox").fill("1313")
    page.keyboard.type("/")

    expect(page.get_by_role("combobox")).to_have_value("1313/")


def test_a_missing_index_is_told(page: Page, address: str) -> None:
    page.route("**/manifest.json", lambda route: route.fulfill(status=404))
    page.goto(f"{address}search/?q=tôm")

    expect(page.get_by_role("status")).to_contain_text("could not be loaded")


@pytest.mark.parametrize("url", ["search/?q=nuoc+mam", ""])
def test_targets_are_large_enough_for_a_finger(url: str, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + url)
    page.locator("input[name=q]").fill("nuoc mam")
    expect(page.locator(".search-hits li, [role=option]")).to_have_count(2)

    for target in page.locator("input[name=q], button, summary, fieldset label, select, li").all():
        if target.is_visible():
            size = target.bounding_box()
            assert size is not None
            assert size["height"] >= 44, target
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_typed_while_the_index_loads_is_kept(page: Page, address: str) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/manifest.json", hold)
    page.goto(f"{address}search/?q=dong")
    box = page.get_by_role("searchbox")
    expect(box).to_have_value("dong")
    expect(page.get_by_role("status")).to_have_text("Searching…")
    box.fill("nuoc mam")
    waiting[0].continue_()

    expect(page.get_by_role("status")).to_have_text("2 results")
    expect(box).to_have_value("nuoc mam")
    expect(page).to_have_url(f"{address}search/?q=nuoc+mam")
