"""A harvest is whole or not at all: what the source withdrew is gone, and what fails leaves everything as it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from site_builder import problems
from site_builder.harvest import Failure, Harvest, refresh
from site_builder.harvest.harvesting import harvest_one
from site_builder.problems import CannotRunError, Problem
from tests.harvest.conftest import HASTE, TODAY, Site, check, harvest, record, refused, snapshot, why
from tests.harvest.test_packages import CC_BY

DESCRIPTOR = "/ao/datapackage.json"


def ponds(site: Site, *rows: tuple[str, str], **changes: Any) -> str:
    """Let a package of some ponds stand on a server and return its address."""
    fields = [{"name": "code", "type": "string"}, {"name": "name", "type": "string"}]
    one = {"name": "ponds", "data": [["code", "name"], *rows], "schema": {"fields": fields, "primaryKey": "code"}}
    site.put(DESCRIPTOR, {"title": "Ao", "licenses": CC_BY, "resources": [one], **changes}, "application/json")
    return site.url.rstrip("/") + DESCRIPTOR


def refreshed(root: Path, day: str = "2026-11-21") -> list[Harvest | Failure]:
    return list(refresh(root, check=check, today=day, limits=HASTE))


def test_what_came_changed_and_went_is_counted(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"), ("b", "Hai"), ("c", "Ba"))
    first = harvest(own, url)
    assert (first.new, first.changed, first.gone, first.same) == (3, 0, 0, 0)
    ponds(there, ("a", "Một"), ("b", "Hai mới"), ("d", "Bốn"))
    (second,) = refreshed(own)
    assert isinstance(second, Harvest)
    assert (second.new, second.changed, second.gone, second.same) == (1, 1, 1, 1)
    assert not (own / "harvested/ban/catalogue/ponds/c.yml").exists()
    assert record(own, "ponds/b")["name"] == "Hai mới"
    assert "harvested: '2026-11-21'" in (own / "harvested/ban/origin.yml").read_text("utf-8")


def test_the_same_source_gives_the_same_files(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url)
    before = snapshot(own)
    harvest(own, url)
    assert snapshot(own) == before


def test_a_collection_that_the_source_gave_up_is_gone(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url)
    ponds(there, resources=[{"name": "lakes", "data": [["x"], ["1"]]}])
    assert harvest(own, url).gone == 1
    assert sorted(path.name for path in (own / "harvested/ban/schemas").iterdir()) == ["lakes.schema.json"]


def test_one_that_fails_is_left_as_it_was_and_the_others_are_refreshed(
    there: Site, own: Path, another: Callable[[], Site]
) -> None:
    other = another()
    harvest(own, ponds(there, ("a", "Một")), "a-hong")
    harvest(own, ponds(other, ("a", "Một")), "b-tot")
    there.put(DESCRIPTOR, "<html><title>Bảo trì</title></html>", "text/html")
    ponds(other, ("a", "Một"), ("b", "Hai"))
    before = snapshot(own / "harvested/a-hong")
    failed, good = refreshed(own)
    assert isinstance(failed, Failure)
    assert [one.kind for one in failed.problems] == [problems.HARVEST_WEB_PAGE]
    assert snapshot(own / "harvested/a-hong") == before
    assert isinstance(good, Harvest)
    assert (good.name, good.new, good.same) == ("b-tot", 1, 1)


def test_one_whose_origin_is_broken_is_told_at_its_line(there: Site, own: Path) -> None:
    harvest(own, ponds(there, ("a", "Một")))
    origin = own / "harvested/ban/origin.yml"
    origin.write_text(origin.read_text("utf-8").replace("kind: data-package", "kind: x"), "utf-8")
    (failed,) = refreshed(own)
    assert isinstance(failed, Failure)
    assert [(one.kind.code, one.path, one.line) for one in failed.problems] == [
        ("value-not-allowed", "harvested/ban/origin.yml", 2)
    ]


def test_without_a_harvest_there_is_nothing_to_refresh(own: Path) -> None:
    with pytest.raises(CannotRunError, match="No catalogue has been harvested yet"):
        refreshed(own)


def test_what_is_no_harvest_is_told_before_anything_is_read(there: Site, own: Path) -> None:
    harvest(own, ponds(there, ("a", "Một")))
    (own / "harvested/ghi-chu.txt").write_text("x", "utf-8")
    asked = len(there.asked)
    with pytest.raises(CannotRunError):
        refreshed(own)
    assert len(there.asked) == asked


# Names


def test_a_name_is_that_of_the_host(there: Site, own: Path) -> None:
    assert harvest(own, ponds(there, ("a", "Một")), None).name == "127-0-0-1"


def test_a_source_that_is_known_keeps_its_name(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url, "tinh-ban")
    assert harvest(own, url, None).name == "tinh-ban"


def test_a_name_of_another_source_is_refused(there: Site, own: Path, another: Callable[[], Site]) -> None:
    harvest(own, ponds(there, ("a", "Một")))
    (problem,) = refused(own, ponds(another(), ("a", "Một")))
    assert problem.kind.code == "harvest-name-taken"
    assert f"belongs to another source ({there.url}" in problem.en
    assert "delete the folder harvested/ban to replace" in problem.en


def test_a_folder_that_nobody_knows_is_not_replaced(there: Site, own: Path) -> None:
    (own / "harvested/ban").mkdir(parents=True)
    (own / "harvested/ban/mine.txt").write_text("x", "utf-8")
    assert why(own, ponds(there, ("a", "Một"))) == "harvest-name-taken"


@pytest.mark.parametrize("name", ["", "Tỉnh bạn", "../x", "a/b", ".x", "x" * 81, "A", "a\n", "-"])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str, there: Site, own: Path) -> None:
    assert why(own, ponds(there, ("a", "Một")), name) == "bad-id"
    assert there.asked == []


@pytest.mark.parametrize(
    "source", ["", "khong-co-tep.json", "ftp://example.org/", "file:///etc/passwd", "https//x", "/khong/co"]
)
def test_a_source_that_is_nothing_is_told(source: str, own: Path) -> None:
    assert why(own, source) == "harvest-no-source"


@pytest.mark.parametrize("source", ["http://", "http:///x", "http://[::1", "http://a b/", "https://user:pw@127.0.0.1/"])
def test_an_address_that_is_none_is_told(source: str, own: Path) -> None:
    assert why(own, source) == "harvest-address-refused"


def test_a_file_is_named_from_the_root_wherever_the_command_runs(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ngoai").mkdir()
    descriptor = {"licenses": CC_BY, "resources": [{"name": "ponds", "data": [["a"], ["1"]]}]}
    (tmp_path / "ngoai/datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    monkeypatch.chdir(tmp_path / "ngoai")
    harvest(own, "datapackage.json")
    assert "source: ../ngoai/datapackage.json\n" in (own / "harvested/ban/origin.yml").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    (again,) = refreshed(own)
    assert isinstance(again, Harvest)
    assert again.same == 1


# Whole or not at all


def test_what_a_killed_harvest_left_is_mended(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url)
    (own / "harvested/ban").rename(own / "harvested/.ban-old")
    (own / "harvested/.ban-new-half").mkdir()
    assert harvest(own, url).same == 1
    assert [path.name for path in (own / "harvested").iterdir()] == ["ban"]


def test_a_check_that_breaks_off_leaves_everything_as_it_was(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url)
    ponds(there, ("b", "Hai"))
    before = snapshot(own)

    def broken(_: Path) -> Sequence[Problem]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        harvest_one(own, url, "ban", check=broken, today=TODAY, limits=HASTE)
    assert snapshot(own) == before
    assert [path.name for path in (own / "harvested").iterdir()] == ["ban"]


def test_a_folder_that_cannot_be_written_is_told(there: Site, own: Path) -> None:
    (own / "harvested").write_text("a file in its place", "utf-8")
    assert why(own, ponds(there, ("a", "Một"))) == "harvest-not-written"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(there: Site, own: Path) -> None:
    (own / "harvested").mkdir(mode=0o500)
    assert why(own, ponds(there, ("a", "Một"))) == "harvest-not-written"


def test_a_sister_can_be_taken_away_by_hand(there: Site, own: Path) -> None:
    url = ponds(there, ("a", "Một"))
    harvest(own, url)
    shutil.rmtree(own / "harvested/ban")
    assert harvest(own, url).new == 1
