"""The templates stand where a contributor looks: beside each list and table, and on the pages that explain."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from site_builder.build import build
from tests.conftest import ROOT

TESTS = Path(__file__).parents[1]
COLLECTIONS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schemas").glob("*.schema.json"))
COLLECTIONS.remove("common")
TABLES = sorted(path.stem for path in (ROOT / "schemas" / "tables").glob("*.json"))


def links(page: Path) -> set[str]:
    """Where the links of a page lead: paths of the site, with `#place` where they name one."""
    parts = [link.partition("#") for link in re.findall(r'href="([^":?]*)"', page.read_text("utf-8"))]
    return {f"{(page.parent / path).resolve()}{sign}{place}" for path, sign, place in parts}


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_list_offers_its_template_and_the_meaning_of_each_field(site: Path, language: str, name: str) -> None:
    found = links(site / language / name / "index.html")
    assert str(site / "data" / "templates" / f"{name}.yml") in found
    assert f"{site / language / 'reference'}#{name}" in found
    assert str(site / language / "contribute") in found
    assert f'id="{name}"' in (site / language / "reference" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_offers_its_template_as_csv_and_as_a_workbook(site: Path, name: str) -> None:
    found = links(site / "tables" / name / "index.html")
    assert {str(site / "data" / "templates" / f"{name}.{ending}") for ending in ("csv", "xlsx")} <= found


def test_the_contributors_page_and_the_reference_lead_to_every_template(site: Path) -> None:
    files = {str(path) for path in (site / "data" / "templates").iterdir()}
    assert len(files) == len(COLLECTIONS) + 2 * len(TABLES)
    for page in ("contribute", "reference"):
        assert files <= links(site / page / "index.html")


def test_the_checksums_cover_the_templates(site: Path) -> None:
    lines = (site / "data" / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    for path in (site / "data" / "templates").iterdir():
        assert sums[f"templates/{path.name}"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_catalogue_without_prose_offers_templates_all_the_same(tmp_path: Path) -> None:
    shutil.copytree(TESTS / "foreign" / "museums", tmp_path / "museums")
    built = build(tmp_path / "museums", tmp_path / "site").site
    assert built
    found = links(built / "fr" / "museums" / "index.html")
    assert str(built / "data" / "templates" / "museums.yml") in found
    assert not [link for link in found if "reference" in link]
