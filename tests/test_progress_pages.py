"""How far the targets are reached, as readers see it: the real catalogue's pages, and a synthetic one with values."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from frictionless import Package, validate
from frictionless.resources import TableResource
from playwright.sync_api import Browser, ViewportSize

from site_builder.build import build
from site_builder.market import Status, TargetWords, survey
from site_builder.records import Catalogue, read_catalogue
from tests.examples_support import assemble
from tests.market.goals_support import ROWS, TECHNOLOGY, catalogue_of, count, deal, goal, growth, share

ROOT = Path(__file__).parents[1]
LANGUAGES = {"vi": "", "en": "en/"}
HOSTILE = '1 < 2 & "q" | *bold* [a](https://example.org/) `code`'

IP = {"column": "kind", "values": ["ip"]}
FEW = {"column": "supplier", "values": ["institute"]}
GOALS: dict[str, Any] = {
    "grown": goal(growth(), low=0.25, number="T1"),
    "no-figures": goal(growth(base=2020), low=0.25, number="T2", choice={"en": HOSTILE}),
    "band": goal(share(FEW, of=[TECHNOLOGY]), "between", 0.35, number="T3", year=2030, threshold_high=0.4),
    "counted": goal(count(), low=2, number="T4"),
    "unset": goal(
        {"kind": "coverage", "collections": ["hubs"], **ROWS, "denominator": [IP], "complete": False},
        "none", number="T5", unit="none",
    ),
}  # fmt: skip
DEALS = [
    *(deal(year, 100 * 1.3 ** (year - 2021), supplier="firm") for year in range(2021, 2026)),
    deal(2024, 80, supplier="institute"), deal(2026, 1, supplier="institute", state="provisional"),
    deal(2024, 7, territory="there"), deal(2025, 9, supplier="institute", territory="there"),
]  # fmt: skip
HUBS = {"first": {"founded": "2022-05"}, "second": {"founded": "2024"}}


@pytest.fixture(scope="module")
def real() -> Catalogue:
    catalogue = read_catalogue(ROOT, "2026-11-29").catalogue  # the day of the fixture `site`
    assert catalogue
    return catalogue


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the synthetic targets."""
    root = tmp_path_factory.mktemp("made-up") / "root"
    catalogue_of(root, GOALS, DEALS, HUBS)
    theme = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["theme"] | {"language": "en"}
    (root / "mkdocs.yml").write_text(yaml.safe_dump({"site_name": "Synthetic", "theme": theme}), "utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1796000000")
        result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    return result.site


def words(file: Path) -> str:
    """The words of a page's content, on one line."""
    found = re.search("<main.*?</main>", file.read_text("utf-8"), re.DOTALL)
    assert found
    return spaced(unescape(re.sub(r"<[^>]+>", " ", found[0])))


def spaced(text: str) -> str:
    return " ".join(text.split())


def sections(file: Path) -> dict[str, str]:
    """The words of each target's part of a page, by the id of the target."""
    page = file.read_text("utf-8")
    parts = re.findall(r'class="c-target[^"]*" id="([^"]+)"(.*?)class="c-more"', page, re.DOTALL)
    return {name: spaced(unescape(re.sub(r"<[^>]+>", " ", part))) for name, part in parts}


def values(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The real catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_stands_there_in_its_words_with_its_status_and_choice(
    site: Path, real: Catalogue, language: str
) -> None:
    progress = survey(real).progress
    assert [one.target.number for one in progress] == [f"T{number}" for number in range(1, 18)]
    shown = sections(site / LANGUAGES[language] / "progress/index.html")
    assert list(shown) == [one.target.record.id for one in progress]
    say = TargetWords(real, language)
    for one in progress:
        part = shown[one.target.record.id]
        for text in (one.target.quote[language], one.target.choice[language]):
            assert spaced(text) in part
        assert say.status(one.status) in part
        assert say.goal(one.target.goal) in part
        assert spaced(say.reason(one)) in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_its_formula_and_what_it_is_made_of(site: Path, real: Catalogue, language: str) -> None:
    explained = sections(site / LANGUAGES[language] / "progress/method/index.html")
    say = TargetWords(real, language)
    for one in survey(real).progress:
        part = explained[one.target.record.id]
        for text in (one.target.formula[language], *(made_of for _, made_of in say.measure.parts(one.target))):
            assert spaced(text) in part
        for question in one.target.open_questions.get(language, "").split("\n\n"):
            assert spaced(question) in part


def test_no_target_without_figures_shows_a_number_or_an_empty_chart(site: Path, real: Catalogue) -> None:
    waiting = [one for one in survey(real).progress if not one.points]
    page = (site / "progress/index.html").read_text("utf-8")
    parts = dict(re.findall(r'class="c-target[^"]*" id="([^"]+)"(.*?)class="c-more"', page, re.DOTALL))
    for one in waiting:
        assert "c-chart" not in parts[one.target.record.id]
        assert "Số liệu còn thiếu" in parts[one.target.record.id]
    rows = {row["number"]: row for row in values(site, "progress.csv")}
    assert {rows[one.target.number]["value"] for one in waiting} <= {""}


def test_a_target_s_record_leads_to_its_progress(site: Path) -> None:
    assert 'href="../../progress/#t5"' in (site / "targets/t5/index.html").read_text("utf-8")


def test_the_downloads_hold_a_row_a_target_that_other_tools_read(site: Path, real: Catalogue) -> None:
    report = validate(str(site / "data/datapackage.json"))
    assert report.valid, report.flatten(["task", "rowNumber", "type", "message"])
    resource = Package(str(site / "data/datapackage.json")).get_resource("progress")
    assert isinstance(resource, TableResource)
    rows = resource.read_rows()
    assert [row["number"] for row in rows if row["judged"]] == [f"T{number}" for number in range(1, 18)]
    progress = {one.target.record.id: one for one in survey(real).progress}
    for row in rows:
        one = progress[row["target"]]
        assert row["status"] == one.status.value
        assert row["threshold_low"] == (None if one.target.goal.low is None else Decimal(repr(one.target.goal.low)))
        assert row["choice_vi"] == one.target.choice["vi"]
        assert row["reason_en"] == TargetWords(real, "en").reason(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_states_its_data_and_every_target_on_the_page_and_as_markdown(
    site: Path, real: Catalogue, language: str
) -> None:
    page = words(site / LANGUAGES[language] / "progress/report/index.html")
    text = (site / f"data/progress-report.{language}.md").read_text("utf-8")
    say = TargetWords(real, language)
    for one in survey(real).progress:
        title = one.target.record.data["title"][language]
        assert title in page
        assert f"| {one.target.number} | {title} |" in text
        assert say.status(one.status) in page
    for table in ("unit-reports", "difficulties"):
        assert real.tables[table].label[language] in page
        assert real.tables[table].label[language] in text
    for collection in real.collections.values():
        assert collection.schema.label[language] in page


# Synthetic targets that have values


def test_values_are_drawn_against_the_target_with_a_table_beside(made_up: Path) -> None:
    page = (made_up / "progress/index.html").read_text("utf-8")
    parts = dict(re.findall(r'class="c-target[^"]*" id="([^"]+)"(.*?)</article>', page, re.DOTALL))
    assert {name: part.count("<svg class=\"c-chart\"") for name, part in parts.items()} == {
        "grown": 1, "no-figures": 0, "band": 2, "counted": 1, "unset": 0,
    }  # fmt: skip
    for name, part in parts.items():
        for chart in re.findall(r'<svg class="c-chart".*?</svg>', part, re.DOTALL):
            assert re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', chart), name
            assert "<title" in chart
            assert "<desc" in chart
    assert "c-band" in parts["band"]
    assert "c-hollow" in parts["band"]
    assert parts["band"].index("c-band") < parts["band"].index("Other territories")
    assert "c-band" not in parts["band"].split("Other territories")[1]
    assert "30%" in parts["grown"]
    assert "285.61" in parts["grown"]


def test_a_chart_breaks_its_line_where_a_year_has_no_value(made_up: Path) -> None:
    page = (made_up / "progress/index.html").read_text("utf-8")
    band = page.split('id="band"')[1].split('class="c-chart"')[1].split("</svg>")[0]
    assert band.count('class="c-point') == 2  # 2024 and 2026
    assert band.count('class="c-line"') == 0


def test_the_values_by_year_are_published_for_every_territory(made_up: Path) -> None:
    rows = {row["id"]: row for row in values(made_up, "progress.csv")}
    assert rows["grown"]["status"] == "met"
    assert (rows["grown"]["value"], rows["grown"]["base_value"]) == ("0.3", "100.0")
    assert rows["no-figures"]["value"] == ""
    assert rows["counted"]["status"] == "met"
    assert (rows["band.there"]["judged"], rows["band.there"]["status"]) == ("false", "")
    series = values(made_up, "progress.series.csv")
    assert [(row["year"], row["provisional"]) for row in series if row["progress"] == "band"] == [
        ("2024", "false"), ("2026", "true"),
    ]  # fmt: skip
    assert [row["year"] for row in series if row["progress"] == "band.there"] == ["2025"]
    published = json.loads((made_up / "data/progress.json").read_text("utf-8"))
    assert [point["value"] for one in published if one["id"] == "grown" for point in one["series"]] == [
        0.3, 0.3, 0.441769, 0.3,
    ]  # fmt: skip
    assert validate(str(made_up / "data/datapackage.json")).valid


def test_the_report_counts_the_rows_of_its_tables(made_up: Path) -> None:
    page = words(made_up / "progress/report/index.html")
    assert "Territory × Kind Territory Technology Here 7 There 2" in page


def test_a_record_s_text_is_no_markup(made_up: Path) -> None:
    assert spaced(HOSTILE) in words(made_up / "progress/index.html")
    assert "1 &lt; 2 &amp;" in (made_up / "progress/index.html").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible_and_fit_the_screen(
    browser: Browser, made_up: Path, serve: Callable[[Path], str], width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=ViewportSize(width=width, height=844), color_scheme=scheme)
    page, home = context.new_page(), serve(made_up)
    found = {}
    for address in ("progress/", "progress/method/", "progress/report/"):
        page.goto(home + address)
        violations = [(one["id"], one["nodes"][0]["target"]) for one in Axe().run(page).response["violations"]]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[address] = (violations, max(0, overflow))
    context.close()
    assert found == dict.fromkeys(found, ([], 0))


# No targets, no pages


def test_a_catalogue_without_targets_has_no_such_page(tmp_path: Path) -> None:
    (tmp_path / "no-overlay").mkdir()
    root = assemble(tmp_path / "no-overlay", tmp_path / "root")
    result = build(root, root / "site")
    assert result.site
    assert not (result.site / "progress").exists()
    assert not list((result.site / "data").glob("progress*"))


def test_every_status_has_a_word_and_a_meaning_of_its_own(real: Catalogue) -> None:
    for language in LANGUAGES:
        say = TargetWords(real, language)
        assert len({say.status(status) for status in Status}) == len(Status)
        assert len({say.meaning(status) for status in Status}) == len(Status)
