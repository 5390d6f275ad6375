"""A new collection takes a schema and records only: pages, filters, search, downloads, package and reference follow."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package
from openpyxl import load_workbook

from site_builder.build import build

ROOT = Path(__file__).parents[1]
ADDED = Path(__file__).parent / "equipment"
NAME = "laboratory-equipment"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of this repository's catalogue with the made-up collection laid over it."""
    root = tmp_path_factory.mktemp("new-collection")
    for folder in ("catalogue", "schemas", "docs"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / file, root)
    shutil.copytree(ADDED, root, dirs_exist_ok=True)
    result = build(root, root / "site")
    assert result.site, [problem.en for problem in result.checked.problems]
    return result.site


@pytest.mark.parametrize(
    ("language", "label", "title"),
    [
        ("", "Thiết bị thí nghiệm mẫu", "Máy quang phổ mẫu"),
        ("en/", "Example laboratory equipment", "Example spectrometer"),
    ],
)
def test_it_has_its_list_its_pages_and_its_place_in_the_menu(site: Path, language: str, label: str, title: str) -> None:
    listing = (site / f"{language}{NAME}/index.html").read_text("utf-8")
    assert label in listing
    assert title in listing
    assert title in (site / f"{language}{NAME}/may-quang-pho-mau/index.html").read_text("utf-8")
    assert f"{NAME}/" in (site / f"{language}about/index.html").read_text("utf-8")


def test_its_owner_shows_it(site: Path) -> None:
    owner = (site / "organisations/org-kgu/index.html").read_text("utf-8")
    assert "Thiết bị thí nghiệm quản lý" in owner
    assert f"{NAME}/tu-say-mau/" in owner


def test_it_has_a_directory_by_a_code(site: Path) -> None:
    assert "Tủ sấy mẫu" in (site / NAME / "by/status/index.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_found_and_filtered(site: Path, language: str) -> None:
    folder = site / "search-index" / language
    facets = json.loads((folder / "manifest.json").read_text("utf-8"))["facets"]
    collections = next(one for one in facets if one["name"] == "collection")
    assert NAME in json.dumps(collections)
    hits = json.dumps([json.loads(path.read_text("utf-8")) for path in folder.rglob("documents/*.json")])
    assert f"{NAME}/may-quang-pho-mau/" in hits


def test_it_can_be_downloaded_as_csv_and_xlsx(site: Path) -> None:
    with (site / f"data/{NAME}.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    assert rows["may-quang-pho-mau"]["capacity"] == "12.5"
    assert rows["tu-say-mau"]["owner"] == "org-kgu"
    workbook = load_workbook(site / f"data/{NAME}.xlsx", read_only=True)
    assert workbook.worksheets[0]["A1"].value == "id"
    assert len(list(workbook["tests"].iter_rows())) == 3
    workbook.close()


def test_the_package_describes_it(site: Path) -> None:
    package = Package(str(site / "data/datapackage.json"))
    table = package.get_resource(NAME)
    assert {"id", "title_vi", "capacity"} <= set(table.schema.field_names)
    assert table.schema.foreign_keys[0]["reference"]["resource"] in {"organisations", "vocabularies.statuses"}
    assert f"{NAME}.tests" in package.resource_names


def test_the_reference_page_tells_its_fields(site: Path) -> None:
    page = (site / "reference/index.html").read_text("utf-8")
    assert f'id="{NAME}"' in page
    assert "Công suất (mẫu/ngày)" in page
