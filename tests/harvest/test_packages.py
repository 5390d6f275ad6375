"""A Data Package becomes a catalogue of its own: a collection a table, a record a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import build
from site_builder.sisters import read_sisters
from tests.conftest import Serve
from tests.harvest.conftest import HASTE, TODAY, Site, check, harvest, record, refused, schema, why

CC_BY = [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
PONDS = """\
code,name,opened,area,depth,open,owner,page,note
P1,Ao Một,2020-05-01,1.5,3,true,A1,https://example.org/ao-1,"Hai
dòng"
P2,Ao Hai,,2,,false,A2,,
"""
FIELDS = [
    {"name": "code", "type": "string", "title": "Code"},
    {"name": "name", "type": "string"},
    {"name": "opened", "type": "date"},
    {"name": "area", "type": "number"},
    {"name": "depth", "type": "integer"},
    {"name": "open", "type": "boolean"},
    {"name": "owner", "type": "string"},
    {"name": "page", "type": "string", "format": "uri"},
    {"name": "note", "type": "string"},
]
OWNERS = "id,title_vi,title_en\nA1,Nhà An,An's\nA2,Nhà Bình,Binh's\n"


def resource(**changes: Any) -> dict[str, Any]:
    """A table of ponds, changed where a test says so."""
    stated = {"name": "ponds", "path": "ponds.csv", "schema": {"fields": FIELDS, "primaryKey": "code"}}
    return {key: value for key, value in {**stated, **changes}.items() if value is not None}


def package(folder: Path, files: dict[str, str | bytes] | None = None, **changes: Any) -> Path:
    """Write a package into a folder and return its descriptor."""
    folder.mkdir(exist_ok=True)
    stated = {"name": "ao-nuoi", "title": "Ao nuôi (mẫu)", "licenses": CC_BY, "resources": [resource()], **changes}
    for name, text in {"ponds.csv": PONDS, **(files or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "datapackage.json").write_text(json.dumps({k: v for k, v in stated.items() if v is not None}), "utf-8")
    return folder / "datapackage.json"


@pytest.fixture
def there_is(tmp_path: Path) -> Callable[..., Path]:
    """Write the package of ponds, changed where a test says so."""

    def write(files: dict[str, str | bytes] | None = None, **changes: Any) -> Path:
        return package(tmp_path / "source", files, **changes)

    return write


def test_each_row_is_a_record_with_values_of_their_types(there_is: Callable[..., Path], own: Path) -> None:
    assert harvest(own, there_is()).new == 2
    assert record(own, "ponds/p1") == {
        "id": "p1",
        "code": "P1",
        "name": "Ao Một",
        "opened": "2020-05-01",
        "area": 1.5,
        "depth": 3,
        "open": True,
        "owner": "A1",
        "page": "https://example.org/ao-1",
        "note": "Hai\ndòng",
    }
    assert record(own, "ponds/p2") == {
        "id": "p2",
        "code": "P2",
        "name": "Ao Hai",
        "area": 2,
        "open": False,
        "owner": "A2",
    }


def test_the_schema_says_what_the_columns_say(there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is())
    document = schema(own, "ponds")
    about, properties = document["x-collection"], document["properties"]
    assert (about["title"], about["summary"]) == ("name", "summary")
    assert properties["code"]["x-field"]["label"] == {"vi": "Code"}
    assert properties["opened"] == {"type": "string", "format": "date", "x-field": {"label": {"vi": "opened"}}}
    assert properties["depth"]["type"] == "integer"
    assert properties["page"]["format"] == "uri"


def test_what_was_harvested_builds_and_is_read_as_a_sister(there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is())
    (sister,), found = read_sisters(own, TODAY)
    assert found == []
    assert (sister.origin.kind, sister.origin.title) == ("data-package", {"vi": "Ao nuôi (mẫu)"})
    assert [sister.catalogue.title(one)["vi"] for one in sister.records] == ["Ao Một", "Ao Hai"]
    assert build(own / "harvested/ban", own / "site").site is not None


def test_it_is_read_over_http_as_well(there_is: Callable[..., Path], own: Path, serve: Serve) -> None:
    url = serve(there_is().parent)
    assert harvest(own, f"{url}datapackage.json").new == 2
    assert harvest(own, url, "nha").new == 2  # found below the address of a folder
    assert f"source: {url}datapackage.json" in (own / "harvested/ban/origin.yml").read_text("utf-8")


def test_a_package_of_version_2_with_a_hash_is_read(there_is: Callable[..., Path], own: Path) -> None:
    digest = hashlib.sha256(PONDS.encode()).hexdigest()
    one = resource(type="table", format="csv", hash=f"sha256:{digest}", bytes=len(PONDS.encode()))
    profile = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
    assert harvest(own, there_is(resources=[one], **profile)).new == 2


# Languages


def test_titles_in_several_languages_are_kept(there_is: Callable[..., Path], own: Path) -> None:
    titles = {"vi": "Ao nuôi", "en": "Ponds"}
    fields = [{**FIELDS[0], "titles": {"vi": "Mã", "en": "Code"}}, *FIELDS[1:]]
    one = resource(title="Ponds", titles=titles, schema={"fields": fields, "primaryKey": "code"})
    harvest(own, there_is(resources=[one]))
    document = schema(own, "ponds")
    assert document["x-collection"]["label"] == titles
    assert document["properties"]["code"]["x-field"]["label"] == {"vi": "Mã", "en": "Code"}
    assert document["properties"]["name"]["x-field"]["label"] == {"vi": "name"}
    assert "languages:\n- vi\n- en\n" in (own / "harvested/ban/catalogue/catalogue.yml").read_text("utf-8")


def test_titles_after_the_recipe_for_languages_are_kept(there_is: Callable[..., Path], own: Path) -> None:
    changes = {"title": "Les étangs", "title@en": "Ponds", "languages": ["fr", "en"]}
    harvest(own, there_is(**changes))
    assert "title:\n  en: Ponds\n" in (own / "harvested/ban/origin.yml").read_text("utf-8")


def test_columns_in_several_languages_are_one_field(there_is: Callable[..., Path], own: Path) -> None:
    owners = {"name": "owners", "path": "owners.csv", "titles": {"vi": "Chủ", "en": "Owners"}}
    harvest(own, there_is({"owners.csv": OWNERS}, resources=[{**owners, "schema": {
        "fields": [{"name": "id"}, {"name": "title_vi"}, {"name": "title_en"}], "primaryKey": ["id"]}}]))  # fmt: skip
    assert record(own, "owners/a1") == {"id": "a1", "id_2": "A1", "title": {"vi": "Nhà An", "en": "An's"}}
    assert schema(own, "owners")["x-collection"]["title"] == "title"


# References


def test_a_foreign_key_becomes_a_reference(there_is: Callable[..., Path], own: Path) -> None:
    key = {"fields": "owner", "reference": {"resource": "owners", "fields": "id"}}
    ponds = resource(schema={"fields": FIELDS, "primaryKey": "code", "foreignKeys": [key]})
    owners = {"name": "owners", "path": "owners.csv", "schema": {
        "fields": [{"name": "id"}, {"name": "title_vi"}, {"name": "title_en"}], "primaryKey": "id"}}  # fmt: skip
    harvest(own, there_is({"owners.csv": OWNERS}, resources=[ponds, owners]))
    assert record(own, "ponds/p1")["owner"] == "a1"
    assert schema(own, "ponds")["properties"]["owner"]["x-field"]["refers-to"] == "owners"


def test_a_foreign_key_that_leads_nowhere_stays_a_text(there_is: Callable[..., Path], own: Path) -> None:
    key = {"fields": "owner", "reference": {"resource": "owners", "fields": "id"}}
    ponds = resource(schema={"fields": FIELDS, "primaryKey": "code", "foreignKeys": [key]})
    owners = {"name": "owners", "path": "owners.csv", "schema": {"fields": [{"name": "id"}], "primaryKey": "id"}}
    harvest(own, there_is({"owners.csv": "id\nA1\n"}, resources=[ponds, owners]))
    assert record(own, "ponds/p2")["owner"] == "A2"
    assert "refers-to" not in schema(own, "ponds")["properties"]["owner"]["x-field"]


# Ids and titles


def test_without_a_key_the_id_is_the_number_of_the_row(there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is(resources=[resource(schema={"fields": FIELDS})]))
    assert record(own, "ponds/2")["name"] == "Ao Hai"


def test_a_key_of_several_columns_is_one_id(there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is(resources=[resource(schema={"fields": FIELDS, "primaryKey": ["code", "owner"]})]))
    assert record(own, "ponds/p1-a1")["name"] == "Ao Một"


def test_two_rows_with_one_id_are_both_named(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name\nA b,Một\na-B,Hai\n"
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"})
    (problem,) = refused(own, there_is({"ponds.csv": rows}, resources=[one]))
    assert problem.kind.code == "harvest-id-clash"
    assert "“A b (1)” and “a-B (2)” in ponds have one and the same id (“a-b”)" in problem.en


def test_two_tables_of_one_name_are_told(there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is(resources=[resource(name="Ao"), resource(name="ao")])) == "harvest-id-clash"


def test_titles_that_are_not_the_only_ones_tell_their_id(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name\nP1,Ao\nP2,Ao\n"
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"})
    harvest(own, there_is({"ponds.csv": rows}, resources=[one]))
    assert [record(own, f"ponds/p{n}")["title"] for n in (1, 2)] == ["Ao (P1)", "Ao (P2)"]


@pytest.mark.parametrize("name", ["tables", "vocabularies", "map", "data", "en", "catalogue", "changes"])
def test_a_table_with_a_name_of_ours_takes_another(name: str, there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is(resources=[resource(name=name)]))
    assert record(own, f"{name}-table/p1")["name"] == "Ao Một"
    assert build(own / "harvested/ban", own / "site").site is not None


def test_columns_may_be_called_anything(there_is: Callable[..., Path], own: Path) -> None:
    rows = 'Tên ao,ten_ao,"a ""b""",9,id,aliases,日本\nMột,Hai,x,y,z,w,v\n'
    harvest(own, there_is({"ponds.csv": rows}, resources=[resource(schema=None)]))
    assert record(own, "ponds/1") == {
        "id": "1", "ten_ao": "Một", "ten_ao_2": "Hai", "a_b": "x", "c_9": "y", "id_2": "z", "aliases_2": "w",
        "column": "v",
    }  # fmt: skip


# How the files are written


@pytest.mark.parametrize(
    ("data", "changes"),
    [
        (PONDS.replace(",", ";"), {"dialect": {"delimiter": ";"}}),
        (PONDS.replace(",", ";"), {"dialect": {"csv": {"delimiter": ";"}}}),
        (PONDS.replace(",", "\t"), {"format": "tsv"}),
        (PONDS.replace('"', "'"), {"dialect": {"quoteChar": "'"}}),
        ("\ufeff" + PONDS, {}),
        (PONDS.replace("\n", "\r\n"), {}),
        (PONDS.encode("utf-16"), {"encoding": "utf-16"}),
        (PONDS + "\n\n,,,,,,,,\n", {}),
    ],
)
def test_a_table_may_be_written_in_other_ways(
    data: str | bytes, changes: Any, there_is: Callable[..., Path], own: Path
) -> None:
    assert harvest(own, there_is({"ponds.csv": data}, resources=[resource(**changes)])).new == 2
    assert record(own, "ponds/p1")["name"] == "Ao Một"


def test_numbers_and_dates_may_be_written_as_in_viet_nam(there_is: Callable[..., Path], own: Path) -> None:
    fields = [
        {"name": "ngay", "type": "date", "format": "%d/%m/%Y"},
        {"name": "so", "type": "number", "decimalChar": ",", "groupChar": "."},
        {"name": "co", "type": "boolean", "trueValues": ["có"], "falseValues": ["không"]},
        {"name": "thang", "type": "yearmonth"},
        {"name": "nam", "type": "year"},
    ]
    rows = 'ngay,so,co,thang,nam\n05/01/2022,"1.234,5",có,2022-03,2022\n-,-,-,-,-\n'
    one = resource(schema={"fields": fields, "missingValues": ["", "-"]})
    harvest(own, there_is({"ponds.csv": rows}, resources=[one]))
    first = record(own, "ponds/1")
    assert {key: first[key] for key in ("ngay", "so", "co", "thang", "nam")} == {
        "ngay": "2022-01-05", "so": 1234.5, "co": True, "thang": "2022-03", "nam": 2022,
    }  # fmt: skip
    assert record(own, "ponds/2").keys() == {"id", "title"}


def test_a_number_that_json_does_not_hold_stays_a_text(there_is: Callable[..., Path], own: Path) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "number"}]
    rows = "a,b\n12345678901234567890,1e999\n1,NaN\n"
    harvest(own, there_is({"ponds.csv": rows}, resources=[resource(schema={"fields": fields})]))
    assert record(own, "ponds/1")["a"] == "12345678901234567890"
    assert record(own, "ponds/2")["b"] == "NaN"


def test_a_table_in_several_files_is_one(there_is: Callable[..., Path], own: Path) -> None:
    files: dict[str, str | bytes] = {"a.csv": "code,name\nP1,Một\n", "b.csv": "code,name\nP2,Hai\n"}
    one = resource(
        path=["a.csv", "b.csv"], schema={"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"}
    )
    assert harvest(own, there_is(files, resources=[one])).new == 2


@pytest.mark.parametrize("data", [[["code", "n"], ["P1", 1], ["P2", None]], [{"code": "P1", "n": 1}, {"code": "P2"}]])
def test_rows_may_stand_in_the_descriptor(data: Any, there_is: Callable[..., Path], own: Path) -> None:
    fields = [{"name": "code", "type": "string"}, {"name": "n", "type": "integer"}]
    one = {"name": "ponds", "data": data, "schema": {"fields": fields, "primaryKey": "code"}}
    harvest(own, there_is(resources=[one]))
    assert record(own, "ponds/p1")["n"] == 1


def test_a_schema_may_stand_beside_the_descriptor(there_is: Callable[..., Path], own: Path) -> None:
    beside = json.dumps({"fields": FIELDS, "primaryKey": "code"})
    harvest(own, there_is({"schemas/ponds.json": beside}, resources=[resource(schema="schemas/ponds.json")]))
    assert record(own, "ponds/p1")["depth"] == 3


def test_what_is_no_table_is_left_out_and_it_is_said(there_is: Callable[..., Path], own: Path) -> None:
    others = [{"name": "map", "path": "map.geojson"}, {"name": "zip", "path": "a.csv", "compression": "zip"}]
    (note,) = harvest(own, there_is(resources=[resource(), *others])).notes
    assert note.en == "2 resources that are no CSV table are left out."


# Hostile texts


def test_hostile_cells_end_as_plain_texts(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name\nP1,<script>alert(1)</script>Ao\u202e me\u0302\u0300m\n=1+1,'=HYPERLINK(1)\nno,010\n"
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"})
    harvest(own, there_is({"ponds.csv": rows}, resources=[one]))
    assert record(own, "ponds/p1")["name"] == "Ao mềm"
    assert record(own, "ponds/no") == {"id": "no", "code": "no", "name": "010"}


def test_what_cannot_be_mended_is_left_out_and_it_is_said(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name,note\nP1,Ao Một,gọi 0912 345 678\nP2,M\ufffdt,x\nP3,Ao Ba,x\n"
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}, {"name": "note"}], "primaryKey": "code"})
    result = harvest(own, there_is({"ponds.csv": rows}, resources=[one]))
    assert result.records == 2
    assert "note" not in record(own, "ponds/p1")
    assert result.notes[0].en.startswith("1 values and 1 records that break the rules of a catalogue are left out")


def test_a_source_of_which_nothing_can_be_kept_is_refused(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name\nP1,M\ufffdt\n"
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"})
    assert why(own, there_is({"ponds.csv": rows}, resources=[one])) == "harvest-invalid"


def test_a_pattern_of_the_source_is_never_run(there_is: Callable[..., Path], own: Path) -> None:
    field = {"name": "code", "constraints": {"pattern": "(a+)+$", "enum": ["x"]}}
    one = resource(schema={"fields": [field]})
    harvest(own, there_is({"ponds.csv": f"code\n{'a' * 60}!\n"}, resources=[one]))
    assert record(own, "ponds/1")["code"] == "a" * 60 + "!"


# Licences


@pytest.mark.parametrize(
    "licences",
    [None, [], [{"name": "CC-BY-NC-4.0"}], [{"title": "Mọi quyền"}], [*CC_BY, {"name": "CC-BY-ND-4.0"}], "all", [5]],
)
def test_without_an_open_licence_it_is_refused(licences: Any, there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is(licenses=licences)) == "harvest-licence"


def test_a_table_under_a_licence_of_its_own_that_is_not_open_is_left_out(
    there_is: Callable[..., Path], own: Path
) -> None:
    closed = resource(name="closed", licenses=[{"name": "CC-BY-NC-4.0"}])
    result = harvest(own, there_is(resources=[resource(), closed]))
    assert result.notes[0].en == "1 tables without an open licence are left out."
    assert not (own / "harvested/ban/catalogue/closed").exists()


def test_a_licence_of_each_table_is_enough(there_is: Callable[..., Path], own: Path) -> None:
    assert harvest(own, there_is(licenses=None, resources=[resource(licenses=CC_BY)])).new == 2


# What is wrong


@pytest.mark.parametrize(
    "path",
    ["../ponds.csv", "/etc/passwd.csv", "a/../../x.csv", "http://127.0.0.1:9/x.csv", "https://example.org/ponds.csv",
     "file:///etc/passwd.csv", "..\\x.csv", "\x00.csv"],
)  # fmt: skip
def test_nothing_is_read_from_elsewhere(path: str, there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is(resources=[resource(path=path)])) == "harvest-address-refused"
    assert why(own, there_is(resources=[resource(schema=path)])) == "harvest-address-refused"
    assert why(own, there_is(resources=[resource(dialect=path)])) == "harvest-address-refused"


def test_a_link_in_the_folder_does_not_lead_out_of_it(there_is: Callable[..., Path], own: Path) -> None:
    descriptor = there_is()
    (descriptor.parent / "ponds.csv").unlink()
    (descriptor.parent / "ponds.csv").symlink_to("/etc/passwd")
    assert why(own, descriptor) == "harvest-address-refused"


def test_over_http_nothing_is_read_from_elsewhere(there: Site, own: Path, another: Callable[[], Site]) -> None:
    inside = another()
    inside.put("/ponds.csv", PONDS)
    stated = {"licenses": CC_BY, "resources": [resource(path=f"{inside.url}ponds.csv")]}
    there.put("/a/datapackage.json", stated, "application/json")
    assert why(own, f"{there.url}a/datapackage.json") == "harvest-address-refused"
    assert inside.asked == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("code,depth\nP1,ba\n", "line 2, column “depth”: the value “ba”"),
        ("code,depth\nP1\n", "line 2 has 1 cells of 2"),
        ("code,depth\nP1,1,2\n", "line 2 has 3 cells of 2"),
        ("code,tiefe\nP1,1\n", "the first line is “code, tiefe” and the schema says “code, depth”"),
        ('code,depth\n"P1,1\n', "behind line 1"),
        ("", "the first line is “”"),
        ("code,depth\n,1\n", "line 2, column “code”"),
        (b"code,depth\n\xff,1\n", "it is not in the encoding utf-8"),
    ],
)
def test_a_row_that_is_not_as_stated_is_told_by_its_line(
    rows: str | bytes, words: str, there_is: Callable[..., Path], own: Path
) -> None:
    fields = [{"name": "code", "constraints": {"required": True}}, {"name": "depth", "type": "integer"}]
    (problem,) = refused(own, there_is({"ponds.csv": rows}, resources=[resource(schema={"fields": fields})]))
    assert problem.kind.code == "harvest-broken"
    assert words in problem.en


@pytest.mark.parametrize(
    "changes",
    [{"encoding": "klingon"}, {"encoding": "zip"}, {"dialect": {"delimiter": "\n"}},
     {"schema": {"fields": [{"name": "code", "type": "hologram"}]}},
     {"schema": {"fields": [{"name": "code", "format": 5}]}}, {"schema": {"fields": [{"name": 5}]}}],
)  # fmt: skip
def test_a_description_that_is_none_is_told(changes: Any, there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is({"ponds.csv": "code\nP1\n"}, resources=[resource(**changes)])) == "harvest-broken"


@pytest.mark.parametrize("changes", [{"hash": "sha256:00"}, {"bytes": 7}, {"hash": "d41d8cd98f00b204e9800998ecf8427e"}])
def test_a_file_that_is_not_what_was_stated_is_told(changes: Any, there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is(resources=[resource(**changes)])) == "harvest-checksum"


def test_too_many_rows_end_early(there_is: Callable[..., Path], own: Path) -> None:
    rows = "code,name\n" + "".join(f"P{number},Ao {number}\n" for number in range(500))
    one = resource(schema={"fields": [{"name": "code"}, {"name": "name"}]})
    (problem,) = refused(own, there_is({"ponds.csv": rows}, resources=[one]), limits=replace(HASTE, rows=100))
    assert problem.en.startswith("The source has more than 100 rows")


def test_too_many_columns_are_told(there_is: Callable[..., Path], own: Path) -> None:
    rows = ",".join(f"c{number}" for number in range(20)) + "\n"
    one = resource(schema=None)
    (problem,) = refused(own, there_is({"ponds.csv": rows}, resources=[one]), limits=replace(HASTE, columns=10))
    assert problem.en.startswith("The source has more than 10 columns")


@pytest.mark.parametrize("resources", [[], [{"name": "x", "path": "x.pdf"}], ["x"], [{"path": 5}], [{"path": []}]])
def test_a_package_without_a_table_is_told(resources: Any, there_is: Callable[..., Path], own: Path) -> None:
    assert why(own, there_is(resources=resources)) == "harvest-empty"


def test_what_was_written_has_no_problem(there_is: Callable[..., Path], own: Path) -> None:
    harvest(own, there_is())
    assert check(own / "harvested/ban") == []
