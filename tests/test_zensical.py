"""The same site in the shell of Zensical, the successor of MkDocs and Material for MkDocs: another `Renderer`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.build import build

ROOT = Path(__file__).parents[1]
UNFILLED = re.compile(r"@@|alternate\.invalid|<!--slot")


def render_with_zensical(file: Path) -> None:
    """Build with Zensical, which takes only folders below the one of its configuration."""
    settings = yaml.safe_load(file.read_text("utf-8"))
    shutil.copytree(settings["theme"]["custom_dir"], file.parent / "theme")
    settings |= {"docs_dir": "docs", "site_dir": "site"}
    settings["theme"]["custom_dir"] = "theme"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    command = [str(Path(sys.executable).with_name("zensical")), "build", "-f", file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = build(ROOT, tmp_path_factory.mktemp("zensical") / "site", render=render_with_zensical)
    assert result.site is not None
    return result.site


@pytest.fixture(scope="module")
def record_page(zensical_site: Path) -> Path:
    """A record's page in the main language, below the site's root."""
    return next(zensical_site.glob("*/*/record.json")).parent.relative_to(zensical_site) / "index.html"


@pytest.mark.parametrize("language", ["", "en"])
def test_a_record_has_its_title_its_content_and_its_twin(zensical_site: Path, record_page: Path, language: str) -> None:
    page = (zensical_site / language / record_page).read_text("utf-8")
    title = re.search(r"<title>(.+?)</title>", page, re.DOTALL)
    heading = re.search(r"<h1[^>]*>(.+?)</h1>", page, re.DOTALL)
    assert title is not None
    assert heading is not None
    assert re.sub(r"<[^>]+>", "", heading[1]).strip() in title[1]
    assert "<dl" in page
    assert page.count("<article") == 1
    twin = "../../../" if language else "../../en/"
    assert f'href="{twin}{record_page.parent.as_posix()}/"' in page


def test_no_page_has_an_unfilled_slot(zensical_site: Path) -> None:
    pages = list(zensical_site.rglob("*.html"))
    assert len(pages) > 10
    assert [page for page in pages if UNFILLED.search(page.read_text("utf-8"))] == []


def test_every_asset_that_a_page_names_is_there(zensical_site: Path, record_page: Path) -> None:
    for page in (zensical_site / record_page, zensical_site / "en" / record_page, zensical_site / "index.html"):
        named = re.findall(r'(?:href|src)="([^":#?]+\.(?:css|js|png|svg))"', page.read_text("utf-8"))
        assert named
        assert [name for name in named if not (page.parent / name).resolve().is_file()] == []
