"""The pages of code lists: an overview, a tree a scheme, and a page for every code in use."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from site_builder.build import build, check
from site_builder.records import Catalogue
from tests.examples_support import EXAMPLES, assemble

ROOT = Path(__file__).parents[1]
HOSTILE = """Vùng " onmouseover="alert(1)" x='& < >'"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue of this repository."""
    found = check(ROOT).catalogue
    assert found is not None
    return found


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def words(html: str) -> str:
    """The words of a page's content, on one line."""
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert article is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article[0])).split())


def test_every_code_in_use_has_a_page_in_both_languages(site: Path, catalogue: Catalogue) -> None:
    missing = [
        address
        for name, about in catalogue.config.vocabularies.items()
        if about.pages
        for scheme, code in catalogue.usage[name].concepts
        for address in (f"vocabularies/{scheme}/{code}/", f"en/vocabularies/{scheme}/{code}/")
        if not (site / address / "index.html").is_file()
    ]
    assert missing == []


def test_a_former_unit_has_no_page_and_leads_to_those_of_today(site: Path) -> None:
    tree = page(site, "vocabularies/admin-pre-2025")
    assert not (site / "vocabularies/admin-pre-2025/903").exists()
    item = re.search(r'<li id="903".*?<ul>', tree, re.DOTALL)
    assert item is not None
    assert "nay thuộc" in words(f"<article>{item[0]}</article>")


def test_a_unit_of_today_has_the_records_of_what_it_came_from(site: Path, catalogue: Catalogue) -> None:
    district = catalogue.vocabularies["places"].concepts["admin-pre-2025", "909"]
    filings = catalogue.usage["places"].stated[district.key]
    assert filings
    for unit in catalogue.vocabularies["places"].today(district):
        html = page(site, f"vocabularies/{unit.scheme}/{unit.code}")
        assert all(f'href="../../../{filing.record.address}"' in html for filing in filings)
        assert "Huyện An Minh, Tỉnh Kiên Giang" in words(html)
        assert "đến 30/06/2025" in words(html)


def test_a_research_field_has_its_page_and_those_above_it(site: Path) -> None:
    field = words(page(site, "en/vocabularies/qd12-2008/40504"))
    assert "until 15 December 2025" in field
    above = page(site, "en/vocabularies/qd12-2008/405")
    assert 'href="../../../vocabularies/qd12-2008/40504/"' in above
    assert (site / "en/vocabularies/qd12-2008/4/index.html").is_file()


def test_a_record_leads_to_the_pages_of_its_codes(site: Path) -> None:
    record = page(site, "results/rr-tom-the-2-giai-doan-an-minh")
    assert 'href="../../vocabularies/qd12-2008/40504/"' in record
    assert 'href="../../vocabularies/admin-2025/31018/"' in record


def test_the_home_page_leads_to_the_pages_of_codes(site: Path) -> None:
    assert 'href="vocabularies/admin-2025/' in page(site, "")
    assert 'href="vocabularies/qd12-2008/' in page(site, "en")


def test_a_code_without_a_page_leads_to_the_search(site: Path) -> None:
    assert 'href="../../search/?statuses=' in page(site, "results/rr-tom-the-2-giai-doan-an-minh")


def test_every_scheme_has_a_page_on_which_each_of_its_codes_has_its_place(site: Path, catalogue: Catalogue) -> None:
    for vocabulary in catalogue.vocabularies.values():
        for scheme in vocabulary.schemes:
            codes = [code for owner, code in vocabulary.concepts if owner == scheme]
            for path in ("", "en/"):
                html = page(site, f"{path}vocabularies/{scheme}")
                assert [code for code in codes if f'<li id="{code}"' not in html] == []
                for ending in ("ttl", "json"):
                    assert f'href="../../{"../" if path else ""}vocabularies/{scheme}.{ending}"' in html


def test_a_scheme_says_its_version_its_time_and_what_came_after(site: Path) -> None:
    former = words(page(site, "vocabularies/admin-pre-2025"))
    assert "đến 30/06/2025" in former
    assert "Hệ mã admin-pre-2025" in former
    assert "Phiên bản" in words(page(site, "vocabularies/vsic-2018"))
    # A list with one scheme has one name.
    assert re.search(r"<h1[^>]*>Statuses<", page(site, "en/vocabularies/statuses"))


@pytest.mark.browser
def test_the_address_of_a_concept_scrolls_to_it(site: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    context = browser.new_context(base_url=serve(site), viewport={"width": 800, "height": 600})
    tab = context.new_page()
    tab.goto("vocabularies/iso-3166-1/#VN")
    expect(tab.locator("li#VN")).to_be_in_viewport()
    context.close()


def test_the_overview_has_every_code_list_with_its_download(site: Path, catalogue: Catalogue) -> None:
    html = page(site, "vocabularies")
    assert html.count('<th scope="row">') == len(catalogue.vocabularies)
    assert all(f'href="../data/vocabularies.{name}.csv"' in html for name in catalogue.vocabularies)


@pytest.mark.browser
def test_the_filter_of_a_codes_page_finds_its_records(
    site: Path, browser: Browser, serve: Callable[[Path], str], catalogue: Catalogue
) -> None:
    facet = catalogue.usage["research-fields"].whole["qd12-2008", "405"]
    records = {filing.record.address for filing in facet if filing.field.facet is not None}
    context = browser.new_context(base_url=serve(site))
    tab = context.new_page()
    tab.goto("vocabularies/qd12-2008/405/")
    tab.get_by_role("link", name=re.compile("^Tìm trong")).click()
    expect(tab.locator("[data-search] [role=status]")).to_have_text(re.compile(rf"^{len(records)} "))
    context.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example catalogue with pages for its code lists and a map, and names that would break out."""
    root = assemble(EXAMPLES / "valid/map", tmp_path_factory.mktemp("hostile") / "root")
    about = root / "catalogue/catalogue.yml"
    about.write_text(
        about.read_text("utf-8")
        + "vocabularies:\n"
        + "  regions: {title: {vi: 'Nơi', en: 'Places'}, pages: true}\n"
        + "  kinds:\n    title: {vi: 'Loại', en: 'Kinds'}\n    pages: true\n    patterns:\n"
        + "      free: {pattern: '.+', title: {vi: 'Tự do', en: 'Free'}}\n",
        "utf-8",
    )
    regions = root / "catalogue/vocabularies/regions.csv"
    label = HOSTILE.replace('"', '""')
    regions.write_text(regions.read_text("utf-8").replace("Xã Đông", f'"{label}"'), "utf-8")
    grower = (root / "catalogue/growers/vuon-an.yml").read_text("utf-8")
    (root / "catalogue/growers/vuon-binh.yml").write_text(
        grower.replace("vuon-an", "vuon-binh").replace("An", "Bình")
        + "place: {as_written: 'xã Phú Thành, huyện Đông', scheme: regions-old, code: '111'}\n",
        "utf-8",
    )
    for number, code in enumerate(("..", "../../../escaped", "a/b", ".hidden", "1 2", "x" * 200)):
        plant = (root / "catalogue/plants/cay-mai.yml").read_text("utf-8")
        plant = plant.replace("cay-mai", f"cay-{number}").replace("mai mẫu", f"số {number}")
        plant = plant.replace("kinds-2020", "free").replace("'101'", f"'{code}'")
        (root / f"catalogue/plants/cay-{number}.yml").write_text(plant, "utf-8")
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    return result.site


def test_a_name_is_shown_as_it_is_and_never_run(hostile: Path) -> None:
    for address in ("vocabularies/regions-new/101", "vocabularies/regions-new", "vocabularies/regions-old", "map"):
        html = page(hostile, address)
        assert HOSTILE in words(html)
        assert ' onmouseover="' not in html
        assert "& < >" not in html


def test_a_code_that_no_folder_may_be_called_has_no_page(hostile: Path) -> None:
    assert sorted(path.name for path in (hostile / "vocabularies/free").iterdir()) == ["index.html"]
    assert not (hostile.parent / "escaped").exists()
    assert not list(hostile.rglob("escaped"))


def test_a_code_with_letters_of_any_kind_is_found_by_its_address(
    hostile: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    context = browser.new_context(base_url=serve(hostile), viewport={"width": 800, "height": 200})
    tab = context.new_page()
    for code in ("a/b", "..", "1 2"):
        tab.goto(f"vocabularies/free/#{quote(code, safe='')}")
        expect(tab.locator(f'li[id="{code}"]')).to_be_in_viewport()
    context.close()


def test_a_scheme_that_no_folder_may_be_called_has_no_page(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid/map", tmp_path / "root")
    about = root / "catalogue/catalogue.yml"
    about.write_text(
        about.read_text("utf-8") + "vocabularies:\n  kinds:\n    title: {vi: 'Loại'}\n    patterns:\n"
        "      '../out': {pattern: 'a', title: {vi: 'Ngoài'}}\n",
        "utf-8",
    )
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    assert not (result.site / "out").exists()
    assert "../out" in words(page(result.site, "vocabularies"))
    assert "../out" not in re.findall(r'href="([^"]+)"', page(result.site, "vocabularies"))


def test_a_scheme_of_two_lists_has_one_page_with_the_codes_of_both(tmp_path: Path) -> None:
    root = assemble(EXAMPLES / "valid/map", tmp_path / "root")
    heading = (root / "catalogue/vocabularies/kinds.csv").read_text("utf-8").splitlines()[0]
    rows = (heading, "kinds-2025,2025,01,Cây trồng,Crop,,,,", "kinds-2025,2025,02,Cỏ,Grass,,,,")
    (root / "catalogue/vocabularies/other-kinds.csv").write_text("\n".join(rows) + "\n", "utf-8")
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    html = page(result.site, "vocabularies/kinds-2025")
    assert re.findall(r'<li id="([^"]+)"', html) == ["01", "010", "02"]
    tree = html[html.index('<ul class="c-tree">') :].partition("</article>")[0]
    assert tree.count("<ul") == tree.count("</ul>") == 2
    assert tree.count("<li") == tree.count("</li>") == 3


def test_every_link_of_the_pages_leads_somewhere(hostile: Path) -> None:
    broken = [
        (file.relative_to(hostile).as_posix(), address)
        for file in (hostile / "vocabularies").rglob("index.html")
        for address in re.findall(r'href="([^"#?]+)', file.read_text("utf-8"))
        if not address.startswith(("http", "mailto"))
        and not (file.parent / address).is_file()
        and not (file.parent / address / "index.html").is_file()
    ]
    assert broken == []
