"""The sheet of a record: one page of A4, with a code that a telephone reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_builder.pages.qr import qr_svg
from site_builder.pages.views import sheets
from tests.small import ABOUT, HOSTILE, URL, build_small, read_small, say, site_of

LONG = "A very long text that goes on and on without ever coming to its end. " * 80
PAGES = re.compile(rb"/Type\s*/Page\b")

TOOLS: dict[str, dict[str, Any]] = {
    "saw": {"title": say("A saw"), "summary": say("It cuts."), "use": say("For wood."), "owner": "ann", "state": "on",
            "published": "2026-05-01", "parts": ["blade", "grip"],
            "sources": [{"url": "https://news.example/saw", "title": "On saws"}]},
    "longest": {"title": say(LONG[:300]), "summary": say(LONG), "use": say(LONG), "owner": "ann", "state": "on",
                "parts": [LONG[:800]] * 50, "figures": [{"what": LONG[:200], "value": 1.5}] * 40,
                "sources": [{"url": f"https://news.example/{LONG[:200].replace(' ', '-')}", "title": LONG[:300]}] * 9},
    "bare": {"title": say("A stone")},
}  # fmt: skip
RECORDS = {"tools": TOOLS, "members": {"ann": {"title": say("Ann & Co"), "site": "https://ann.example/tools"}}}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small(tmp_path_factory.mktemp("sheets"), RECORDS)


@pytest.fixture(scope="module")
def home(small: Path, serve: Callable[[Path], str]) -> str:
    return serve(small)


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(base_url=home)
    yield context.new_page()
    context.close()


def read_code(page: Page) -> list[str]:
    """What a reader of QR codes finds on the page as it is shown."""
    side = 400
    pixels = page.evaluate(
        """async (side) => {
          const svg = document.querySelector("svg.c-qr").cloneNode(true);
          svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
          svg.setAttribute("width", side);
          svg.setAttribute("height", side);
          const image = new Image(side, side);
          image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg.outerHTML);
          await image.decode();
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = side;
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(0, 0, side, side).data].filter((_, place) => place % 4 === 0);
        }""",
        side,
    )
    grey = memoryview(bytes(pixels)).cast("B", (side, side))
    return [found.text for found in zxingcpp.read_barcodes(grey)]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "fr/"])
def test_the_code_leads_to_the_record_in_the_language_of_the_sheet(page: Page, language: str) -> None:
    page.goto(f"{language}tools/saw/sheet/")
    assert read_code(page) == [f"{URL}{language}tools/saw/"]
    expect(page.locator(".c-sheet")).to_contain_text(f"{URL}{language}tools/saw/")


@pytest.mark.browser
@pytest.mark.parametrize("record", TOOLS)
@pytest.mark.parametrize("language", ["", "fr/"])
def test_every_sheet_is_one_page_of_a4(page: Page, record: str, language: str) -> None:
    page.goto(f"{language}tools/{record}/sheet/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(PAGES.findall(pdf)) == 1
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [round(float(side) / 72 * 25.4) for side in box] == [210, 297]


@pytest.mark.browser
@pytest.mark.parametrize("record", TOOLS)
def test_nothing_on_paper_is_cut_off(page: Page, record: str) -> None:
    page.set_viewport_size({"width": 688, "height": 1000})  # 182 mm: a page without its margins
    page.emulate_media(media="print")
    page.goto(f"tools/{record}/sheet/")
    for part in (".c-sheet", ".c-sheet .c-facts"):
        hidden = page.locator(part).evaluate("part => part.scrollHeight - part.clientHeight")
        assert hidden <= 0, part


@pytest.mark.browser
def test_the_site_around_the_sheet_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("tools/saw/sheet/")
    for selector in (".md-header", ".md-footer", ".c-crumbs", ".c-print-hint"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_sheet_says_what_the_offer_is_and_whom_to_turn_to(small: Path) -> None:
    sheet = (small / "tools/saw/sheet/index.html").read_text("utf-8")
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>(.*?)</dd>", sheet))
    assert "It cuts." in sheet
    assert facts["Use"] == "For wood."
    assert ">Ann &amp; Co</a>" in facts["Owner"]
    assert 'href="https://ann.example/tools"' in facts["Website (Ann &amp; Co)"]
    assert "Sources" not in facts
    assert "On saws (news.example)" in sheet
    assert "CC0-1.0" in sheet
    assert "1 May 2026" in sheet


def test_what_has_no_room_is_counted_and_left_to_the_record(small: Path) -> None:
    sheet = (small / "tools/longest/sheet/index.html").read_text("utf-8")
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>(.*?)</dd>", sheet))
    assert {"State", "Owner"} <= set(facts)
    assert facts["Use"].endswith("…")
    assert len(sheet) < 60_000


def test_a_record_leads_to_its_sheet_where_its_collection_has_sheets(small: Path) -> None:
    record = (small / "tools/saw/index.html").read_text("utf-8")
    assert '<a href="../../tools/saw/sheet/">Sheet to print</a>' in record
    assert "Sheet to print" not in (small / "members/ann/index.html").read_text("utf-8")
    assert not (small / "members/ann/sheet").exists()


def test_a_schema_may_name_what_stands_on_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ABOUT["tools"], "sheet", ["parts", "state"])
    catalogue = read_small(tmp_path, RECORDS)
    (sheet,) = sheets.record_pages(site_of(catalogue), catalogue.collections["tools"].by_id["saw"])
    assert re.findall(r"<dt>([^<]*)</dt>", sheet.content) == ["Parts", "State"]


def test_a_hostile_text_stays_a_text(tmp_path: Path) -> None:
    hostile = {"title": {"en": HOSTILE}, "summary": {"en": HOSTILE}, "use": {"en": HOSTILE}, "parts": [HOSTILE] * 9,
               "sources": [{"url": "javascript:alert(1)", "title": HOSTILE}]}  # fmt: skip
    catalogue = read_small(tmp_path, {"tools": {"hostile": hostile}})
    (sheet,) = sheets.record_pages(site_of(catalogue), catalogue.collections["tools"].by_id["hostile"])
    assert "<script" not in sheet.content
    assert "javascript:" not in sheet.content


def test_a_code_has_its_quiet_zone() -> None:
    svg = qr_svg(URL, "Code")
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    strokes = [(int(x), int(y), int(width)) for x, y, width in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg)]
    assert min(x for x, _, _ in strokes) == min(y for _, y, _ in strokes) == 4
    assert max(x + width for x, _, width in strokes) == max(y for _, y, _ in strokes) + 1 == side - 4


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_sheet_is_accessible_and_fits_its_screen(browser: Browser, home: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{home}tools/longest/sheet/")
    violations = Axe().run(page, context=".md-content").response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []
    assert overflow <= 0
