"""Records side by side: chosen by a button, kept for the visit and in the address, laid out with what differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.small import build_small, say

TOOLS: dict[str, dict[str, Any]] = {
    "saw": {"title": say("A saw"), "summary": say("It cuts."), "use": say("For wood."), "state": "on", "owner": "ann"},
    "axe": {"title": say("An axe"), "summary": say("It cuts trees."), "use": say("For trees."), "state": "on"},
    "awl": {"title": say("An awl"), "use": say("For leather."), "state": "off", "owner": "ann"},
    "nut": {"title": say("A nut"), "state": "on"},
    "jig": {"title": {"en": "A jig"}, "state": "on"},
}  # fmt: skip
BOTH = "compare/?r=tools/saw&r=tools/axe"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    records = {"tools": TOOLS, "members": {"ann": {"title": say("Ann & Co")}}}
    return serve(build_small(tmp_path_factory.mktemp("compare"), records))


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(base_url=home)
    yield context.new_page()
    context.close()


def choose(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Compare: {title}")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile(f"^{name}")))


def titles(page: Page) -> Locator:
    return page.locator(".c-comparison thead th a")


def test_what_is_chosen_in_the_list_stands_side_by_side(page: Page) -> None:
    page.goto("tools/")
    choose(page, "A saw").click()
    choose(page, "An axe").click()
    expect(page.get_by_role("status").last).to_have_text("2 of 4 chosen to compare")
    page.get_by_role("link", name="Show the comparison").click()
    expect(page).to_have_url(re.compile(r"/compare/\?r=tools/saw&r=tools/axe$"))
    expect(titles(page)).to_have_text(["A saw", "An axe"])
    expect(row(page, "Use").get_by_role("cell")).to_have_text(["For wood.", "For trees."])
    expect(row(page, "Owner").get_by_role("cell")).to_have_text(["Ann & Co", "not stated"])


def test_rows_that_differ_are_marked_and_can_be_kept_alone(page: Page) -> None:
    page.goto(BOTH)
    expect(row(page, "Use").get_by_role("rowheader")).to_contain_text("differs")
    expect(row(page, "State").get_by_role("rowheader")).not_to_contain_text("differs")
    page.get_by_role("checkbox", name="Only what differs").check()
    expect(row(page, "Use")).to_be_visible()
    expect(row(page, "State")).to_be_hidden()


def test_a_link_in_the_comparison_leads_where_it_leads_on_the_record(page: Page) -> None:
    page.goto(BOTH)
    row(page, "Owner").get_by_role("link", name="Ann & Co").click()
    expect(page).to_have_url(re.compile(r"/members/ann/$"))


def test_the_address_alone_shows_the_same_to_somebody_else(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home)
    page = context.new_page()
    page.goto(BOTH)
    expect(titles(page)).to_have_text(["A saw", "An axe"])
    context.close()


def test_the_choice_is_kept_for_the_visit_from_page_to_page(page: Page) -> None:
    page.goto("tools/saw/")
    choose(page, "A saw").click()
    page.goto("tools/awl/")
    choose(page, "An awl").click()
    page.goto("tools/")
    expect(choose(page, "A saw")).to_have_attribute("aria-pressed", "true")
    expect(choose(page, "An axe")).to_have_attribute("aria-pressed", "false")
    page.goto("compare/")
    expect(titles(page)).to_have_text(["A saw", "An awl"])


def test_a_fifth_has_no_room(page: Page) -> None:
    page.goto("tools/")
    for title in ("A saw", "An axe", "An awl", "A nut"):
        choose(page, title).click()
    choose(page, "A jig").click()
    expect(page.get_by_role("status").last).to_have_text("Four are chosen already: take one out first.")
    expect(choose(page, "A jig")).to_have_attribute("aria-pressed", "false")
    choose(page, "A nut").click()
    choose(page, "A jig").click()
    expect(choose(page, "A jig")).to_have_attribute("aria-pressed", "true")


def test_an_address_with_more_than_four_shows_the_first_four(page: Page) -> None:
    page.goto("compare/?" + "&".join(f"r=tools/{record}" for record in TOOLS))
    expect(titles(page)).to_have_text(["A saw", "An axe", "An awl", "A nut"])
    expect(page.locator("[data-messages]")).to_have_text(
        "The address names more than 4 records: the first 4 are shown."
    )


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("tools/no-such", "There is no record tools/no-such."),
        ("../../etc/passwd", "There is no record ../../etc/passwd."),
        ("<img src=x onerror=alert(1)>", "There is no record <img src=x onerror=alert(1)>."),
        ("members/ann", "The record members/ann is of a kind that is not compared."),
    ],
)
def test_what_cannot_be_compared_is_named(page: Page, reference: str, message: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"compare/?r=tools/saw&r={reference}")
    expect(page.locator("[data-messages]")).to_have_text(message)
    expect(titles(page)).to_have_text(["A saw"])
    expect(page.get_by_role("status").first).to_have_text(
        "One record is chosen: choose another one to compare it with."
    )
    assert not [url for url in asked if "passwd" in url.partition("?")[0]]


def test_without_a_choice_the_page_says_how_to_make_one(page: Page) -> None:
    page.goto("compare/")
    expect(page.get_by_role("status").first).to_contain_text("Nothing is chosen yet.")
    page.get_by_role("main").get_by_role("link", name="Tools").click()
    expect(page).to_have_url(re.compile(r"/tools/$"))


def test_one_is_taken_out_by_the_keyboard_and_focus_stays_at_hand(page: Page) -> None:
    page.goto(BOTH + "&r=tools/awl")
    page.get_by_role("button", name="Take out: An axe").focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["A saw", "An awl"])
    expect(page.get_by_role("button", name="Take out: An awl")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?r=tools/saw&r=tools/awl$"))
    page.goto("tools/")
    expect(choose(page, "An axe")).to_have_attribute("aria-pressed", "false")


def test_the_choice_is_cleared_at_once(page: Page) -> None:
    page.goto("tools/")
    choose(page, "A saw").press("Space")
    page.get_by_role("button", name="Clear the choice").press("Enter")
    expect(choose(page, "A saw")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status").last).to_have_text("Nothing is chosen to compare.")


def test_the_language_switch_keeps_the_comparison(page: Page) -> None:
    page.goto(BOTH + "&r=tools/jig")
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(re.compile(r"/fr/compare/\?r=tools/saw&r=tools/axe&r=tools/jig$"))
    expect(titles(page)).to_have_text(["A saw (fr)", "An axe (fr)", "A jig"])
    expect(titles(page).last).to_have_attribute("lang", "en")


def test_where_nothing_is_kept_the_page_still_chooses(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home)
    context.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('off'); } })")
    page = context.new_page()
    page.goto("tools/")
    choose(page, "A saw").click()
    choose(page, "An axe").click()
    page.get_by_role("link", name="Show the comparison").click()
    expect(titles(page)).to_have_text(["A saw", "An axe"])
    context.close()


def test_without_script_the_page_says_what_it_needs(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto("tools/")
    page.get_by_role("link", name="Compare: A saw").click()
    expect(page).to_have_url(re.compile(r"/compare/\?r=tools/saw$"))
    expect(page.get_by_role("main")).to_contain_text("This page needs JavaScript")
    page.get_by_role("main").get_by_role("link", name="Tools").click()
    expect(page).to_have_url(re.compile(r"/tools/$"))
    context.close()


def test_a_page_without_records_to_compare_loads_no_script_for_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("members/", "members/ann/"):
        page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "compar" in url]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize("address", ["compare/?r=tools/saw&r=tools/axe&r=tools/awl&r=tools/none", "tools/"])
def test_choosing_and_comparing_are_accessible_and_fit_the_screen(
    browser: Browser, home: str, address: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=home)
    page = context.new_page()
    page.goto("tools/")
    choose(page, "A saw").click()
    page.goto(address, wait_until="networkidle")
    violations = Axe().run(page, context=".md-content").response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []
    assert overflow <= 0


def test_on_a_phone_the_names_of_the_rows_stay_in_view(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=home)
    page = context.new_page()
    page.goto(BOTH + "&r=tools/awl")
    name = row(page, "Use").get_by_role("rowheader")
    before = name.bounding_box()
    page.locator(".c-comparison").evaluate("frame => { frame.scrollLeft = 120; }")
    assert before is not None
    after = name.bounding_box()
    assert after is not None
    assert after["x"] == pytest.approx(before["x"], abs=1)
    context.close()
