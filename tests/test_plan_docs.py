"""Whoever reads the Plan finds, for each of its tasks, where to look, what to download and how to contribute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from site_builder.records import read_catalogue
from tests.conftest import ROOT
from tests.examples_support import TODAY

TASKS = (
    "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11",
    "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R19", "R20", "R21", "R22",
    "R23", "R24", "R25", "R26", "R27", "R28", "R29", "R30", "R31", "R32", "R33",
)  # fmt: skip
PLAN = {"vi": "plan", "en": "en/plan"}
LOOK, DOWNLOAD, CONTRIBUTE = 2, 3, 4
"""The cells of a task's row, after its number and its words."""


@cache
def rows(page: Path) -> Mapping[str, Sequence[str]]:
    """The cells of each task's row as HTML, by the task's number."""
    found: dict[str, Sequence[str]] = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page.read_text("utf-8"), re.DOTALL):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        if cells and re.fullmatch(r"R\d\d", cells[0].strip()):
            assert cells[0] not in found, f"{cells[0]} stands twice"
            found[cells[0].strip()] = cells
    return found


def targets(page: Path, html: str) -> Sequence[tuple[Path, str]]:
    """The files that the links of a cell lead to, each with the place on its page."""
    links = [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]
    parts = [re.fullmatch(r"([^?#]*)(?:\?[^#]*)?#?(.*)", link) for link in links]
    files = [((page.parent / part[1]).resolve(), part[2]) for part in parts if part]
    return [(file / "index.html" if file.is_dir() else file, place) for file, place in files]


@pytest.fixture(params=PLAN)
def page(request: pytest.FixtureRequest, site: Path) -> Path:
    return site / PLAN[request.param] / "index.html"


def test_the_page_has_a_row_for_each_task_in_the_order_of_the_plan(page: Path) -> None:
    assert tuple(rows(page)) == TASKS


@pytest.mark.parametrize("task", TASKS)
def test_a_task_leads_to_a_page_a_download_and_a_way_to_contribute(page: Path, site: Path, task: str) -> None:
    cells = rows(page)[task]
    assert cells[1].strip()
    looks, downloads, ways = (
        [file.relative_to(site.resolve()).as_posix() for file, _ in targets(page, cells[kind])]
        for kind in (LOOK, DOWNLOAD, CONTRIBUTE)
    )
    assert any(path.endswith("index.html") for path in looks)
    assert downloads
    assert all(path.startswith("data/") or path.endswith(".ics") for path in downloads)
    assert any(path.startswith("data/templates/") for path in ways)


@pytest.mark.parametrize("task", TASKS)
def test_every_link_of_a_task_leads_to_what_is_there(page: Path, task: str) -> None:
    links = targets(page, "".join(rows(page)[task][1:]))
    assert [str(file) for file, _ in links if not file.is_file()] == []
    assert [place for file, place in links if place and f'id="{place}"' not in file.read_text("utf-8")] == []


def test_the_mapping_to_other_platforms_names_fields_that_exist() -> None:
    """The table of R27 names our fields as `collection.field`."""
    catalogue = read_catalogue(ROOT, TODAY).catalogue
    assert catalogue
    known = {
        f"{name}.{field.name}"
        for name, collection in catalogue.collections.items()
        for field in collection.schema.fields
    }
    cells = [row["our_fields"] for row in catalogue.tables["platform-fields"].rows]
    named = {name for cell in cells if cell for name in cell.split(" | ")}
    assert named - known == set()
    assert named
