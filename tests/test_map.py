"""The map: every place with records is on it, and each circle leads to the page of its place."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.build import build, check
from site_builder.records import Catalogue
from tests.examples_support import EXAMPLES, assemble

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue of this repository."""
    found = check(ROOT).catalogue
    assert found is not None
    return found


@pytest.fixture(scope="module")
def drawn(site: Path) -> str:
    """The page of the map."""
    return (site / "map/index.html").read_text("utf-8")


def marks(html: str) -> dict[str, str]:
    """The name and number of records of each circle, by the address that it leads to."""
    found = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><circle', html)
    return {address: unescape(label) for address, label in found}


def rows(html: str) -> dict[str, str]:
    """The number of records of each row of the table, by the address of its place."""
    return dict(re.findall(r'<th scope="row"><a href="([^"]+)">.*?<td class="c-number">(\d+)</td></tr>', html))


def test_every_unit_of_the_province_has_a_position(catalogue: Catalogue) -> None:
    places = catalogue.vocabularies["places"]
    assert catalogue.map is not None
    units = {one.key for one in places.children(places.concepts["admin-2025", "91"])}
    assert len(units) == 102
    assert units == set(catalogue.map.points)


def test_every_unit_with_records_is_on_the_map_and_in_the_table(drawn: str, catalogue: Catalogue) -> None:
    places = catalogue.vocabularies["places"]
    usage = catalogue.usage["places"]
    used = {one.code for one in places.children(places.concepts["admin-2025", "91"]) if one.key in usage.concepts}
    assert {address.split("/")[-2] for address in marks(drawn)} == used
    assert {f"../vocabularies/admin-2025/{code}/" for code in used} <= set(rows(drawn))


def test_a_circle_says_as_many_records_as_its_row(drawn: str) -> None:
    table = rows(drawn)
    assert {address: label.rpartition(": ")[2] for address, label in marks(drawn).items()} == {
        address: table[address] for address in marks(drawn)
    }


def test_what_is_of_the_whole_province_stands_beside_the_map(drawn: str) -> None:
    assert "Tỉnh An Giang (toàn địa bàn)" in drawn
    assert "../vocabularies/admin-2025/91/" in rows(drawn)
    assert "../vocabularies/admin-2025/91/" not in marks(drawn)


@pytest.mark.parametrize("name", ["Đặc khu Phú Quốc", "Đặc khu Kiên Hải", "Đặc khu Thổ Châu"])
def test_the_islands_are_inside_the_drawing(drawn: str, name: str) -> None:
    box = re.search(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)" role="group"', drawn)
    circle = re.search(rf'cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"><title>{name}: ', drawn)
    assert box is not None
    assert circle is not None
    width, height, x, y, radius = map(float, (*box.groups(), *circle.groups()))
    assert radius <= x <= width - radius
    assert radius <= y <= height - radius


def test_west_is_left_and_north_is_up(drawn: str) -> None:
    def at(name: str) -> tuple[float, float]:
        found = re.search(rf'cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+"><title>{name}: ', drawn)
        assert found is not None
        return float(found[1]), float(found[2])

    assert at("Đặc khu Phú Quốc")[0] < at("Phường Rạch Giá")[0]
    assert at("Xã Giang Thành")[1] < at("Phường Rạch Giá")[1] < at("Xã An Minh")[1]


def test_the_map_loads_nothing_from_elsewhere_and_needs_no_script(drawn: str) -> None:
    start = drawn.index('role="group"')
    figure = drawn[start : drawn.index("</svg>", start)]
    assert "<script" not in figure
    assert "<image" not in figure
    assert "http" not in figure


@pytest.mark.browser
def test_a_circle_leads_to_the_page_of_its_place(site: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    context = browser.new_context(
        base_url=serve(site), java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto("map/")
    page.locator("svg a[aria-label^='Đặc khu Phú Quốc']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đặc khu Phú Quốc")
    context.close()


def test_a_catalogue_without_a_map_has_no_page_of_it(tmp_path: Path) -> None:
    empty = tmp_path / "no-overlay"
    empty.mkdir()
    root = assemble(empty, tmp_path / "root")
    assert build(root, root / "site").site
    assert not (root / "site/map").exists()


def test_a_map_of_a_code_list_without_pages_has_circles_without_links(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid/map", tmp_path / "root")
    with (root / "catalogue/growers/vuon-an.yml").open("a", encoding="utf-8") as record:
        record.write("place: {as_written: 'Xã Đông'}\n")
    assert build(root, root / "site").site
    html = (root / "site/map/index.html").read_text("utf-8")
    assert "<title>Xã Đông: 1</title>" in html
    assert marks(html) == {}
