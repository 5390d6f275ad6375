"""What whoever kept an old address finds there: why the record is gone, or where it is now."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.small import PROPERTIES, URL, build_small, field, many, say

TOOLS: dict[str, dict[str, Any]] = {
    "great-hammer": {"title": say("A hammer"), "aliases": ["hammer", "big-hammer"]},
    "saw": {"title": say("A saw")},
}
SPECIAL = 'Not a rasp: {{ teeth }} < 5 & "blunt" \\n @@title@@'
"""A reason that is markup or template to one who is careless."""
WITHDRAWN = [
    {"collection": "tools", "id": "rasp", "date": "2026-03-02", "reason": {"en": SPECIAL}, "successor": "tools/saw"},
    {"collection": "tools", "id": "file", "aliases": ["old-file"], "date": "2026-03-01", "reason": say("It broke."),
     "successor": "tools/great-hammer"},
    {"collection": "tools", "id": "axe", "date": "2026-02-01", "reason": say("It was lost.")},
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("withdrawn") / "club"
    (root / "catalogue").mkdir(parents=True)
    (root / "catalogue/withdrawn.yml").write_text(json.dumps(WITHDRAWN), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PROPERTIES["tools"], "aliases", many(field(label=say("Former identifiers"))))
        return build_small(root, {"tools": TOOLS})


@pytest.fixture(scope="module")
def home(small: Path, serve: Callable[[Path], str]) -> str:
    return serve(small)


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context(base_url=home)
    yield context.new_page()
    context.close()


def html(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def data(site: Path, address: str) -> Any:
    return json.loads((site / address / "record.json").read_text("utf-8"))


def facts(site: Path, address: str) -> dict[str, str]:
    """The facts of a page: label and value as HTML."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html(site, address), re.DOTALL))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("", {"Withdrawn on": "1 February 2026", "Reason": "It was lost.", "Identifier": "axe"}),
        ("fr/", {"Retirée le": "1 février 2026", "Motif": "It was lost. (fr)", "Identifiant": "axe"}),
    ],
)
def test_a_note_says_when_and_why_in_every_language(small: Path, language: str, told: dict[str, str]) -> None:
    found = {name: re.sub(r"<[^>]+>", "", value) for name, value in facts(small, f"{language}tools/axe").items()}
    assert found == told


def test_a_note_leads_to_what_has_taken_the_place(small: Path) -> None:
    assert '<a href="../../tools/great-hammer/">A hammer</a>' in facts(small, "tools/file")["Replaced by"]


def test_a_reason_is_text_and_tells_its_language(small: Path) -> None:
    found = re.search(r'<dd lang="en">(.*?)</dd>', html(small, "fr/tools/rasp"))
    assert found
    assert "<" not in found[1]
    assert unescape(found[1]) == SPECIAL


@pytest.mark.parametrize("address", ["tools/old-file", "fr/tools/old-file"])
def test_the_former_addresses_of_what_was_withdrawn_have_the_note_as_well(small: Path, address: str) -> None:
    assert facts(small, address) == facts(small, address.replace("old-file", "file"))


def test_a_program_finds_the_withdrawal_beside_the_note(small: Path) -> None:
    assert data(small, "tools/file") == {
        "id": "file",
        "collection": "tools",
        "guid": f"{URL}tools/old-file/",
        "withdrawn": "2026-03-01",
        "reason": say("It broke."),
        "successor": {
            "id": "great-hammer",
            "collection": "tools",
            "guid": f"{URL}tools/hammer/",
            "url": f"{URL}tools/great-hammer/",
        },
    }
    assert data(small, "tools/old-file") == data(small, "tools/file")


def test_without_a_successor_there_is_none(small: Path) -> None:
    assert "successor" not in data(small, "tools/axe")
    assert "Replaced by" not in facts(small, "tools/axe")


@pytest.mark.parametrize("former", ["hammer", "big-hammer"])
def test_a_program_finds_the_new_id_at_a_former_address(small: Path, former: str) -> None:
    assert data(small, f"tools/{former}") == {
        "id": former,
        "collection": "tools",
        "guid": f"{URL}tools/hammer/",
        "renamed_to": "great-hammer",
        "url": f"{URL}tools/great-hammer/",
    }


@pytest.mark.browser
@pytest.mark.parametrize("former", ["tools/hammer/", "fr/tools/big-hammer/"])
def test_a_former_address_leads_on_by_itself(page: Page, former: str) -> None:
    page.goto(former)
    expect(page).to_have_url(re.compile(r"/tools/great-hammer/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("A hammer (fr)" if "fr" in former else "A hammer")


@pytest.mark.parametrize("language", ["", "fr/"])
def test_a_former_address_names_the_one_that_counts(small: Path, language: str) -> None:
    found = html(small, f"{language}tools/hammer")
    assert re.findall(r'<link rel="canonical" href="([^"]+)"', found) == [f"{URL}{language}tools/great-hammer/"]
    assert '<a href="../../tools/great-hammer/">' in found


@pytest.mark.parametrize("address", ["tools/hammer", "fr/tools/hammer", "tools/axe", "tools/old-file"])
def test_search_engines_are_told_of_none_of_them(small: Path, address: str) -> None:
    assert '<meta name="robots" content="noindex">' in html(small, address)
    sitemaps = "".join(file.read_text("utf-8") for file in small.glob("sitemap*.xml"))
    assert f"{URL}tools/saw/<" in sitemaps
    assert f"{URL}{address}/" not in sitemaps


def test_a_record_that_is_there_is_for_search_engines(small: Path) -> None:
    assert "noindex" not in html(small, "tools/great-hammer")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        ("tools/rasp/", 390, "light"),
        ("fr/tools/rasp/", 1280, "dark"),
        ("changes/", 390, "dark"),
        ("fr/changes/", 1280, "light"),
    ],
)
def test_what_tells_of_a_withdrawal_is_accessible_and_fits_its_screen(
    browser: Browser, home: str, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=ViewportSize(width=width, height=844), color_scheme=scheme)
    page = context.new_page()
    page.goto(home + address)
    violations = Axe().run(page, context=".md-content").response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []
    assert overflow <= 0


@pytest.mark.browser
def test_the_page_of_a_former_address_can_be_read_where_nothing_leads_on(browser: Browser, small: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(html(small, "tools/hammer").replace('http-equiv="refresh"', 'name="refresh"'))
    violations = Axe().run(page, context=".md-content").response["violations"]
    link = page.get_by_role("main").get_by_role("link", name="A hammer")
    expect(link).to_be_visible()
    context.close()
    assert [one["id"] for one in violations] == []
