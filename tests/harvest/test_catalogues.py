"""A catalogue made with this generator, harvested into an empty one and built there, gives the same data."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import build
from site_builder.problems import CannotRunError
from tests.conftest import Serve
from tests.examples_support import EXAMPLES
from tests.harvest.conftest import HASTE, harvest, record, refused, snapshot, why

FOREIGN = Path(__file__).parents[1] / "foreign"
INDEX = "api/v1/index.json"
NOT_TAKEN = {"base": {"people"}, "museums": set()}


def published(source: Path, folder: Path) -> Path:
    """Build the site of a catalogue, as of the time of the other tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1796000000")
        result = build(source, folder)
    assert result.site, [problem.en for problem in result.checked.problems]
    return folder


def rebuilt(root: Path, name: str = "ban") -> Path:
    """Build the site of a harvested catalogue."""
    return published(root / "harvested" / name, root / "rebuilt")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of the example and of the foreign catalogue."""
    folder = tmp_path_factory.mktemp("sources")
    for name, source in (("base", EXAMPLES / "base"), ("museums", FOREIGN / "museums")):
        published(source, folder / name)
    return folder


@pytest.fixture
def source(sources: Path, tmp_path: Path) -> Path:
    """A copy of the example's site, to be spoilt."""
    return Path(shutil.copytree(sources / "base", tmp_path / "source"))


def signed(site: Path) -> Path:
    """State the files of a site in its entry as they are now."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    for one in index["sources"]:
        data = (site / one["address"].removeprefix(index["url"])).read_bytes()
        one |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (site / INDEX).write_text(json.dumps(index), "utf-8")
    return site


def entry(site: Path, **changes: Any) -> None:
    """Change what the entry of a site says."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    (site / INDEX).write_text(json.dumps({**index, **changes}), "utf-8")


def data_of(site: Path, without: set[str]) -> dict[str, bytes]:
    """The records and tables that a site publishes, without those of some collections; when they changed is history."""
    files = [*(site / "data").glob("*.csv"), *(site / "data").glob("*.jsonl")]
    without = {*without, "changes"}
    return {one.name: one.read_bytes() for one in files if one.name.replace("-", ".").split(".")[0] not in without}


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_a_harvested_catalogue_gives_the_same_data(name: str, sources: Path, own: Path, serve: Serve) -> None:
    harvest(own, serve(sources / name))
    theirs, ours = (data_of(site, NOT_TAKEN[name]) for site in (sources / name, rebuilt(own)))
    assert len(theirs) > 5
    assert ours == theirs


def test_the_real_catalogue_gives_the_same_data(site: Path, own: Path, serve: Serve) -> None:
    result = harvest(own, serve(site))
    assert result.new > 100
    theirs, ours = (data_of(one, {"experts"}) for one in (site, rebuilt(own)))
    assert len(theirs) > 100
    assert [name for name, data in theirs.items() if ours.get(name) != data] == []
    assert ours.keys() == theirs.keys()


def test_a_site_on_this_machine_is_read_as_one_on_the_web(sources: Path, own: Path, serve: Serve) -> None:
    harvest(own, serve(sources / "base"), "web")
    harvest(own, sources / "base", "dia")
    web, disk = (snapshot(own / "harvested" / name) for name in ("web", "dia"))
    assert {**web, "origin.yml": b""} == {**disk, "origin.yml": b""}


def test_its_origin_says_where_it_comes_from(sources: Path, own: Path, serve: Serve) -> None:
    url = serve(sources / "base")
    harvest(own, url)
    assert (
        (own / "harvested/ban/origin.yml").read_text("utf-8")
        == f"""\
source: {url}
kind: catalogue
title:
  vi: Danh mục cây trồng mẫu
  en: Example catalogue of plants
homepage: https://example.org/
publisher:
  vi: Cơ quan mẫu
  en: Example agency
licence:
  id: CC0-1.0
  title: Creative Commons Zero v1.0 Universal
  url: https://creativecommons.org/publicdomain/zero/1.0/
harvested: '2026-11-20'
"""
    )


def test_our_own_files_are_left_alone(sources: Path, own: Path, serve: Serve) -> None:
    before = snapshot(own)
    harvest(own, serve(sources / "base"))
    after = snapshot(own)
    assert {path: data for path, data in after.items() if not path.startswith("harvested/")} == before


# Persons


def test_persons_are_not_taken_and_it_is_said(sources: Path, own: Path) -> None:
    result = harvest(own, sources / "base")
    assert (own / "harvested/ban/schemas/people.schema.json").exists()
    assert not (own / "harvested/ban/catalogue/people").exists()
    (note,) = result.notes
    assert "people" in note.vi
    assert "consent" in note.en


def test_what_refers_to_a_person_goes_as_well(tmp_path: Path, own: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "base", tmp_path / "root"))
    schema = json.loads((root / "schemas/plants.schema.json").read_text("utf-8"))
    label = {"label": {"vi": "Người chăm", "en": "Keeper"}, "refers-to": "people"}
    schema["properties"]["keepers"] = {"type": "array", "items": {"type": "string"}, "x-field": label}
    (root / "schemas/plants.schema.json").write_text(json.dumps(schema), "utf-8")
    with (root / "catalogue/plants/cay-mai.yml").open("a", encoding="utf-8") as file:
        file.write("keepers: [nguoi-mau]\n")
    table = json.loads((root / "schemas/tables/harvests.json").read_text("utf-8"))
    table["fields"].append({"name": "picker", "type": "string", "x-field": label})
    (root / "schemas/tables/harvests.json").write_text(json.dumps(table), "utf-8")
    rows = (root / "catalogue/tables/harvests.csv").read_text("utf-8").splitlines()
    lines = [f"{row},{cell}" for row, cell in zip(rows, ("picker", "nguoi-mau", ""), strict=True)]
    (root / "catalogue/tables/harvests.csv").write_text("\n".join(lines) + "\n", "utf-8")

    site = published(root, tmp_path / "site")
    assert b"nguoi-mau" in (site / "data/plants.jsonl").read_bytes()
    harvest(own, site)
    assert "keepers" not in record(own, "plants/cay-mai")
    with (own / "harvested/ban/catalogue/tables/harvests.csv").open(encoding="utf-8", newline="") as file:
        assert [row["picker"] for row in csv.DictReader(file)] == ["", ""]
    assert not [path for path, data in snapshot(own / "harvested").items() if b"nguoi-mau" in data]


# What is withdrawn


def test_what_was_withdrawn_with_a_reason_is_withdrawn_here(source: Path, own: Path) -> None:
    entries = [
        {"collection": "plants", "id": "cay-cu", "date": "2026-10-01", "reason": {"vi": "Trùng", "en": "A double"},
         "successor": "plants/cay-mai"},
        {"collection": "plants", "id": "cay-mat", "date": "2026-10-01"},
        {"collection": "people", "id": "ai-do", "date": "2026-10-01", "reason": {"vi": "Đã rút"}},
    ]  # fmt: skip
    (source / "data/withdrawn.json").write_text(json.dumps(entries), "utf-8")
    harvest(own, signed(source))
    text = (own / "harvested/ban/catalogue/withdrawn.yml").read_text("utf-8")
    assert "cay-cu" in text
    assert "cay-mat" not in text
    assert "ai-do" not in text


# What is wrong


@pytest.mark.parametrize("path", ["data/plants.jsonl", "data/harvests.csv", "schemas/plants.schema.json"])
def test_a_file_that_is_not_what_the_entry_says_is_refused(path: str, source: Path, own: Path) -> None:
    data = (source / path).read_bytes()
    (source / path).write_bytes(data.replace(b"1", b"2"))
    assert why(own, source) == "harvest-checksum"


def test_half_a_file_is_refused(source: Path, own: Path) -> None:
    data = (source / "data/plants.jsonl").read_bytes()
    (source / "data/plants.jsonl").write_bytes(data[:-30])
    assert why(own, source) == "harvest-checksum"


def test_a_file_that_is_missing_is_told_by_its_name(source: Path, own: Path) -> None:
    (source / "data/plants.jsonl").unlink()
    (problem,) = refused(own, source)
    assert problem.kind.code == "harvest-missing"
    assert problem.path.endswith("data/plants.jsonl")


def test_a_page_in_place_of_a_file_is_told(source: Path, own: Path) -> None:
    (source / "data/plants.jsonl").write_text("<!DOCTYPE html><title>Đăng nhập</title>", "utf-8")
    assert why(own, signed(source)) == "harvest-web-page"


@pytest.mark.parametrize(
    "line",
    ['{"id": "../../../evil", "title": {"vi": "x"}}', '{"id": "Hoa"}', '{"id": 5}', '{"title": {"vi": "x"}}',
     '{"id": ""}', json.dumps({"id": "x" * 81}), '{"id": "a\\u0000"}'],
)  # fmt: skip
def test_an_id_that_is_none_is_told_and_reaches_no_file(line: str, source: Path, own: Path) -> None:
    (source / "data/plants.jsonl").write_text(line + "\n", "utf-8")
    assert why(own, signed(source)) == "harvest-broken"


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": NaN}', '{"id": "\\ud800"}', "[" * 100_000])
def test_a_record_that_is_no_json_is_told_at_its_line(line: str, source: Path, own: Path) -> None:
    good = (source / "data/plants.jsonl").read_text("utf-8")
    (source / "data/plants.jsonl").write_text(good + line + "\n", "utf-8")
    assert why(own, signed(source)) == "harvest-broken"


def test_two_records_with_one_id_are_both_named(source: Path, own: Path) -> None:
    text = (source / "data/plants.jsonl").read_text("utf-8")
    (source / "data/plants.jsonl").write_text(text + text, "utf-8")
    (problem,) = refused(own, signed(source))
    assert "“cay-mai (1)” and “cay-mai (2)” in plants have one and the same id" in problem.en


def test_too_many_records_end_early(source: Path, own: Path) -> None:
    with (source / "data/plants.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "cay-{number}"}}\n' for number in range(200))
    (problem,) = refused(own, signed(source), limits=replace(HASTE, rows=100))
    assert (problem.kind.code, problem.values["limit"]) == ("harvest-too-large", 100)


def test_records_that_do_not_fit_their_schema_are_told(source: Path, own: Path) -> None:
    with (source / "data/growers.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "vuon-xau", "title": "no map", "colour": 5}\n')
    (problem,) = refused(own, signed(source))
    assert problem.kind.code == "harvest-invalid"
    assert problem.values["count"] == 3
    assert str(problem.values["place"]).startswith("catalogue/growers/vuon-xau.yml")


@pytest.mark.parametrize(
    "licence",
    [
        {"id": "CC-BY-NC-4.0", "title": "NonCommercial", "url": "https://creativecommons.org/licenses/by-nc/4.0/"},
        {"id": "x", "title": "Mọi quyền được bảo lưu", "url": "https://nguon.example/"},
        {},
        None,
    ],
)
def test_a_licence_that_forbids_it_is_refused(licence: Any, source: Path, own: Path) -> None:
    entry(source, license=licence)
    assert why(own, source) == "harvest-licence"


def test_a_licence_that_our_catalogue_allows_is_taken(source: Path, own: Path) -> None:
    entry(source, license={"id": "VN-TINH", "title": "Giấy phép tỉnh", "url": "https://nguon.example/giay-phep"})
    with (own / "catalogue/catalogue.yml").open("a", encoding="utf-8") as file:
        file.write("harvest: {licences: ['https://nguon.example/giay-phep/']}\n")
    harvest(own, source)
    assert "id: VN-TINH" in (own / "harvested/ban/origin.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "listed",
    [
        {"kind": "schema", "name": "../../evil.schema.json"},
        {"kind": "schema", "name": "evil.json"},
        {"kind": "records", "name": "../evil"},
        {"kind": "table", "name": ".hidden"},
        {"kind": "map", "name": "../catalogue.yml"},
        {"kind": "map", "name": "map/a/b.csv"},
        {"kind": "vocabulary", "name": "a/b"},
        {"kind": "records", "name": None},
        {"kind": "records", "name": "plants", "address": None},
        {"kind": "records", "name": "plants", "address": "https://other.example/data/plants.jsonl"},
        {"kind": "records", "name": "plants", "address": "https://example.org/../../etc/passwd"},
        {"kind": "records", "name": "plants", "address": "/etc/passwd"},
        "nothing",
    ],
)
def test_an_entry_leads_to_no_file_but_its_own(listed: Any, source: Path, own: Path) -> None:
    stated = {"address": "https://example.org/data/plants.jsonl", "sha256": "0", "bytes": 0}
    entry(source, sources=[{**stated, **listed} if isinstance(listed, dict) else listed])
    assert why(own, source) in {"harvest-broken", "harvest-address-refused"}


@pytest.mark.parametrize("changes", [{"url": None}, {"sources": []}, {"url": 5}])
def test_an_entry_that_lacks_what_is_needed_is_told(changes: Any, source: Path, own: Path) -> None:
    entry(source, **changes)
    assert why(own, source) == "harvest-broken"


@pytest.mark.parametrize(
    "schema", [[], {"x-collection": 5}, {"properties": []}, {"$ref": "#"}, {"x-collection": {"consent": []}}]
)
def test_a_hostile_schema_is_told(schema: Any, source: Path, own: Path) -> None:
    (source / "schemas/plants.schema.json").write_text(json.dumps(schema), "utf-8")
    assert why(own, signed(source)) in {"harvest-broken", "harvest-invalid"}


def test_a_kind_of_file_that_this_version_does_not_know_is_passed_over(source: Path, own: Path) -> None:
    index = json.loads((source / INDEX).read_text("utf-8"))
    entry(source, sources=[*index["sources"], {"kind": "hologram", "name": "x", "address": "y"}, {"kind": ["x"]}])
    assert harvest(own, source).records == 2


def test_without_a_catalogue_of_our_own_nothing_is_harvested(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"no catalogue/catalogue\.yml here"):
        harvest(tmp_path / "empty", sources / "base")


def test_with_a_broken_catalogue_of_our_own_nothing_is_harvested(sources: Path, own: Path) -> None:
    with (own / "catalogue/catalogue.yml").open("a", encoding="utf-8") as file:
        file.write("colour: red\n")
    assert why(own, sources / "base") == "unknown-key"
