"""Sister catalogues are read as strictly as our own: each problem at its line, and none is taken half."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_builder.problems import Problem
from site_builder.records import locate
from site_builder.sisters import Sister, read_sisters
from tests.examples_support import EXAMPLES, TODAY

EXAMPLE = Path(__file__).parent / "harvest/sister_example"
ORIGIN = "harvested/vuon-ban/origin.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalogue with one sister."""
    shutil.copytree(EXAMPLES / "base", tmp_path / "root")
    shutil.copytree(EXAMPLE, tmp_path / "root/harvested/vuon-ban")
    return tmp_path / "root"


def read(root: Path) -> tuple[tuple[Sister, ...], list[Problem]]:
    sisters, found = read_sisters(root, TODAY)
    return sisters, locate(found, root)


def told(root: Path) -> list[tuple[str, int, int, str]]:
    return [(one.path, one.line, one.column, one.kind.code) for one in read(root)[1]]


def test_a_catalogue_without_a_harvest_has_no_sister(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), [])


def test_a_sister_says_where_it_comes_from_and_what_it_holds(root: Path) -> None:
    (sister,), found = read(root)
    assert found == []
    assert (sister.origin.name, sister.origin.kind, sister.origin.harvested) == ("vuon-ban", "catalogue", "2026-11-20")
    assert sister.origin.licence.id == "CC-BY-4.0"
    assert [record.address for record in sister.records] == [
        "plants/cay-dao/",
        "plants/cay-quat/",
        "growers/vuon-binh/",
    ]


def test_what_a_source_does_not_tell_is_left_open(root: Path) -> None:
    file = root / ORIGIN
    lines = file.read_text("utf-8").split("homepage:")[0] + "licence:" + file.read_text("utf-8").split("licence:")[1]
    file.write_text(lines, "utf-8")
    (sister,), found = read(root)
    assert (found, sister.origin.homepage, sister.origin.publisher) == ([], "", {})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("kind: catalogue", "kind: ckan", (3, 7, "value-not-allowed")),
        ("harvested: 2026-11-20", "harvested: 20/11/2026", (15, 12, "bad-format")),
        ("source: https", "sauce: https", (2, 1, "unknown-key")),
        ("  id: CC-BY-4.0", "  id: CC-BY-4.0\n  id: CC0-1.0", (13, 3, "duplicate-key")),
        ("homepage: https://vuon-ban.example.org/", "homepage: javascript:alert(1)", (7, 11, "bad-link")),
    ],
)
def test_an_origin_that_is_wrong_is_told_at_its_line(
    old: str, new: str, problem: tuple[int, int, str], root: Path
) -> None:
    file = root / ORIGIN
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert (ORIGIN, *problem) in told(root)
    assert read(root)[0] == ()


def test_a_folder_without_an_origin_is_told(root: Path) -> None:
    (root / ORIGIN).unlink()
    assert [one[0] for one in told(root)] == [ORIGIN]


def test_an_origin_that_is_a_list_is_told(root: Path) -> None:
    (root / ORIGIN).write_text("- a\n", "utf-8")
    assert told(root) == [(ORIGIN, 1, 1, "not-a-mapping")]


def test_a_sister_without_a_catalogue_is_told(root: Path) -> None:
    shutil.rmtree(root / "harvested/vuon-ban/catalogue")
    assert told(root) == [("harvested/vuon-ban/catalogue/catalogue.yml", 1, 1, "no-catalogue")]


def test_a_record_of_a_sister_that_cannot_be_read_is_told_where_it_stands(root: Path) -> None:
    path = "harvested/vuon-ban/catalogue/plants/cay-dao.yml"
    (root / path).write_text("id: cay-dao\nid: cay-dao\n", "utf-8")
    assert told(root) == [(path, 2, 1, "duplicate-key")]
    assert read(root)[0] == ()


def test_what_is_no_folder_of_a_sister_is_told(root: Path) -> None:
    (root / "harvested/ghi-chu.txt").write_text("…", "utf-8")
    (root / "harvested/Vườn").mkdir()
    (root / "harvested/.vuon-ban-new").mkdir()
    assert told(root) == [
        ("harvested/Vườn", 1, 1, "bad-id"),
        ("harvested/ghi-chu.txt", 1, 1, "misplaced-file"),
    ]


def test_a_link_that_leads_out_of_the_catalogue_is_not_followed(root: Path, tmp_path: Path) -> None:
    shutil.move(root / "harvested/vuon-ban", tmp_path / "elsewhere")
    (root / "harvested/vuon-ban").symlink_to(tmp_path / "elsewhere")
    assert "link-outside" in {one[3] for one in told(root)}
    assert read(root)[0] == ()


def test_a_person_of_a_sister_without_a_consent_that_holds_is_not_there(root: Path) -> None:
    shutil.copytree(EXAMPLES / "base/schemas", root / "harvested/vuon-ban/schemas", dirs_exist_ok=True)
    person = EXAMPLES / "base/catalogue/people/nguoi-mau.yml"
    folder = root / "harvested/vuon-ban/catalogue/people"
    folder.mkdir()
    text = person.read_text("utf-8").replace("2099-12-31", "2023-12-31").replace("vuon-an", "vuon-binh")
    (folder / "nguoi-mau.yml").write_text(text, "utf-8")
    (sister,), _ = read(root)
    assert sister.catalogue.find("people", "nguoi-mau") is None
