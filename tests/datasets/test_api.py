"""A harvester that knows nothing but the entry of the API reads every record, row, code and change from the files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import yaml
from openapi_spec_validator import validate

from site_builder.datasets import Publication, api, write_datasets
from site_builder.datasets.publication import Writer
from site_builder.datasets.tabular.tables import identified
from site_builder.history import Act, Basis, Change, History
from site_builder.records import Catalogue, Field, Record, read_catalogue
from site_builder.records import Collection as Records
from tests.examples_support import EXAMPLES, TODAY, assemble

from .conftest import published_now

BOTH = pytest.mark.parametrize("name", ["real", "every shape"])


@dataclass(frozen=True)
class Harvester:
    """Reads by address, as if the folder stood at the catalogue's."""

    folder: Path
    base: str

    def path(self, address: str) -> Path:
        assert address.startswith(self.base), address
        return self.folder / unquote(address.removeprefix(self.base))

    def get(self, address: str) -> Any:
        return json.loads(self.path(address).read_bytes())

    @property
    def index(self) -> Any:
        return self.get(f"{self.base}api/v1/index.json")

    def items(self, address: str | None) -> Iterator[Any]:
        """The items of a list, page after page."""
        before = None
        while address:
            page = self.get(address)
            assert page["previous"] == before
            yield from page["items"]
            before, address = address, page["next"]


@pytest.fixture
def harvesters(catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]) -> dict[str, Harvester]:
    return {name: Harvester(folders[name], catalogue.config.url) for name, catalogue in catalogues.items()}


@BOTH
def test_every_record_comes_back_as_it_is(
    catalogues: Mapping[str, Catalogue], harvesters: Mapping[str, Harvester], name: str
) -> None:
    catalogue, harvester = catalogues[name], harvesters[name]
    listed = harvester.index["collections"]
    assert [one["name"] for one in listed] == [*catalogue.collections]
    for one in listed:
        records = catalogue.collections[one["name"]].records
        items = [*harvester.items(one["address"])]
        assert one["total"] == len(items) == len(records)
        assert [item["data"] for item in items] == [identified(record) for record in records]
        assert [item["id"] for item in items] == [record.id for record in records]
        assert one["title"] == catalogue.collections[one["name"]].schema.label


@BOTH
def test_a_record_by_itself_is_what_the_page_has(harvesters: Mapping[str, Harvester], name: str) -> None:
    harvester = harvesters[name]
    for one in harvester.index["collections"]:
        for item in harvester.items(one["address"]):
            path = f"api/v1/collections/{one['name']}/records/{item['id']}.json"
            assert harvester.get(harvester.base + path) == item
            assert (
                json.loads((harvester.folder / f"{one['name']}/{item['id']}/record.json").read_bytes()) == item["data"]
            )


@BOTH
def test_a_record_says_who_it_is_where_it_stands_and_under_which_licence(
    catalogues: Mapping[str, Catalogue], harvesters: Mapping[str, Harvester], name: str
) -> None:
    config = catalogues[name].config
    main, other = config.languages
    for one in harvesters[name].index["collections"]:
        for item in harvesters[name].items(one["address"]):
            assert item["guid"] == f"{config.url}{one['name']}/{item['id']}/"
            assert item["url"] == {
                main: f"{config.url}{one['name']}/{item['id']}/",
                other: f"{config.url}{other}/{one['name']}/{item['id']}/",
            }
            assert item["license"] == config.licence.url
            assert item["schema"] == f"{config.url}schemas/{one['name']}.schema.json"


def test_a_record_says_when_it_was_published_and_changed(harvesters: Mapping[str, Harvester]) -> None:
    for one in harvesters["real"].index["collections"]:
        for item in harvesters["real"].items(one["address"]):
            assert item["issued"] == item["data"]["published"]
            assert item["modified"] == item["data"].get("updated", item["data"]["published"])


def test_a_collection_without_records_has_a_page_without_items(harvesters: Mapping[str, Harvester]) -> None:
    (empty,) = [one for one in harvesters["every shape"].index["collections"] if one["name"] == "nothings"]
    page = harvesters["every shape"].get(empty["address"])
    assert page == {
        "collection": "nothings", "total": 0, "page": 1, "pages": 1, "next": None, "previous": None, "items": [],
    }  # fmt: skip


def test_every_row_of_every_table_comes_back_as_it_is(
    catalogues: Mapping[str, Catalogue], harvesters: Mapping[str, Harvester]
) -> None:
    listed = harvesters["real"].index["tables"]
    assert [one["name"] for one in listed] == [*catalogues["real"].tables]
    for one in listed:
        assert [*harvesters["real"].items(one["address"])] == [*catalogues["real"].tables[one["name"]].rows]


@BOTH
def test_every_code_comes_back_with_its_labels_in_both_languages(
    catalogues: Mapping[str, Catalogue], harvesters: Mapping[str, Harvester], name: str
) -> None:
    listed = harvesters[name].index["vocabularies"]
    assert [one["name"] for one in listed] == [*catalogues[name].vocabularies]
    for one in listed:
        concepts = catalogues[name].vocabularies[one["name"]].concepts.values()
        found = harvesters[name].get(one["address"])["concepts"]
        assert [(one["scheme"], one["code"]) for one in found] == [concept.key for concept in concepts]
        assert [one.get("labels", {}) for one in found] == [concept.labels for concept in concepts]
        for key in ("version", "parent", "valid_from", "valid_until"):
            assert [one.get(key, "") for one in found] == [getattr(concept, key) for concept in concepts]
        successors = [[(s["scheme"], s["code"]) for s in one.get("successors", ())] for one in found]
        assert successors == [[*concept.successors] for concept in concepts]


def collection_of(ids: Sequence[str], like: Records) -> Records:
    return replace(like, records=tuple(Record(like.name, one, f"{one}.yml", {"text": one}) for one in sorted(ids)))


def site_of(catalogue: Catalogue, things: Records, folder: Path) -> Harvester:
    changed = replace(catalogue, collections={**catalogue.collections, "things": things})
    write_datasets(published_now(changed), folder)
    return Harvester(folder, catalogue.config.url)


def test_a_long_collection_goes_on_from_page_to_page(catalogues: Mapping[str, Catalogue], tmp_path: Path) -> None:
    catalogue = catalogues["every shape"]
    ids = [f"thing-{number:03}" for number in range(201)]
    harvester = site_of(catalogue, collection_of(ids, catalogue.collections["things"]), tmp_path)
    (one,) = [one for one in harvester.index["collections"] if one["name"] == "things"]
    assert one["pages"] == 3
    assert [item["id"] for item in harvester.items(one["address"])] == ids


def test_an_id_that_looks_like_a_page_hides_none(catalogues: Mapping[str, Catalogue], tmp_path: Path) -> None:
    catalogue = catalogues["every shape"]
    ids = ["1", "2", "index", "page-1", "pages", "records"]
    harvester = site_of(catalogue, collection_of(ids, catalogue.collections["things"]), tmp_path)
    (one,) = [one for one in harvester.index["collections"] if one["name"] == "things"]
    assert [item["id"] for item in harvester.items(one["address"])] == ids
    for record_id in ids:
        assert harvester.get(f"{harvester.base}api/v1/collections/things/records/{record_id}.json")["id"] == record_id


# Renamed and withdrawn


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Harvester:
    """The site of an example in which a record has another id than before, and others are no longer there."""
    root = assemble(EXAMPLES / "valid" / "renamed-and-withdrawn", tmp_path_factory.mktemp("moved") / "root")
    catalogue = read_catalogue(root, TODAY).catalogue
    folder = tmp_path_factory.mktemp("moved-site")
    write_datasets(published_now(catalogue), folder)
    return Harvester(folder, catalogue.config.url)


def test_the_address_of_a_withdrawn_record_says_so(moved: Harvester) -> None:
    note = moved.get(f"{moved.base}api/v1/collections/plants/records/cay-dau.json")
    assert (note["status"], note["withdrawn"]) == ("withdrawn", "2024-03-01")
    assert note["reason"] == {"vi": "Gộp vào bản ghi khác.", "en": "Merged into another record."}
    assert note["guid"] == f"{moved.base}plants/cay-dau/"
    assert note["successor"]["id"] == "cay-bang"


def test_so_does_its_address_before_it_was_renamed(moved: Harvester) -> None:
    note = moved.get(f"{moved.base}api/v1/collections/growers/records/vuon-binh-cu.json")
    assert (note["status"], note["id"], note["guid"]) == (
        "withdrawn",
        "vuon-binh",
        f"{moved.base}growers/vuon-binh-cu/",
    )


def test_the_former_address_of_a_renamed_record_leads_to_it(moved: Harvester) -> None:
    (one,) = [one for one in moved.index["collections"] if one["name"] == "plants"]
    (renamed,) = [item for item in moved.items(one["address"]) if item["aliases"]]
    note = moved.get(f"{moved.base}api/v1/collections/plants/records/{renamed['aliases'][0]}.json")
    assert note["status"] == "renamed"
    assert moved.get(note["address"]) == renamed
    assert note["guid"] == renamed["guid"]


# Changes


def with_changes(publication: Publication, count: int) -> Publication:
    """The publication after so many changes, two a day."""
    days = [f"2026-{1 + number // 50:02}-{1 + number // 2 % 25:02}" for number in range(count)]
    changes = [
        Change(number, Act.UPDATED, "things", "full", "full", day, ("text",))
        for number, day in enumerate(days, start=1)
    ]
    return replace(publication, history=History(Basis.GIT, changes, publication.history.records))


def changes_of(publication: Publication, folder: Path) -> Harvester:
    api.write(publication, Writer(folder))
    return Harvester(folder, publication.config.url)


@pytest.fixture
def publication(catalogues: Mapping[str, Catalogue]) -> Publication:
    return published_now(catalogues["every shape"])


def since(harvester: Harvester, known: int) -> list[int]:
    """What a harvester takes that has read as far as the change of a number."""
    index = harvester.get(f"{harvester.base}api/v1/changes/index.json")
    found = []
    for number in range(known // 100 + 1, index["pages"] + 1):
        page = harvester.get(f"{harvester.base}api/v1/changes/pages/{number}.json")
        found += [one["number"] for one in page["items"] if one["number"] > known]
    return found


@pytest.mark.parametrize("known", [0, 1, 99, 100, 101, 249, 250])
def test_who_has_read_up_to_a_number_takes_the_rest_alone(publication: Publication, tmp_path: Path, known: int) -> None:
    harvester = changes_of(with_changes(publication, 250), tmp_path)
    assert since(harvester, known) == [*range(known + 1, 251)]


def test_numbers_that_are_not_told_lose_nobody_a_change(publication: Publication, tmp_path: Path) -> None:
    whole = with_changes(publication, 250)
    told = [one for one in whole.history.changes if not 20 < one.number <= 120]
    harvester = changes_of(replace(whole, history=replace(whole.history, changes=told)), tmp_path)
    numbers = [one.number for one in told]
    for known in (0, 20, 121, 200, 249, 250):
        assert since(harvester, known) == [number for number in numbers if number > known]


def test_a_full_page_of_changes_never_changes(publication: Publication, tmp_path: Path) -> None:
    before = changes_of(with_changes(publication, 200), tmp_path / "before").folder / "api/v1/changes/pages"
    after = changes_of(with_changes(publication, 201), tmp_path / "after").folder / "api/v1/changes/pages"
    assert [(before / name).read_bytes() for name in ("1.json", "2.json")] == [
        (after / name).read_bytes() for name in ("1.json", "2.json")
    ]


def test_who_knows_a_day_finds_the_page(publication: Publication, tmp_path: Path) -> None:
    harvester = changes_of(with_changes(publication, 250), tmp_path)
    index = harvester.get(f"{harvester.base}api/v1/changes/index.json")
    (span,) = [one for one in index["spans"] if one["first"]["moment"] <= "2026-03-10" <= one["last"]["moment"]]
    assert "2026-03-10" in {one["moment"] for one in harvester.get(span["address"])["items"]}
    assert index["latest"] == 250


def test_a_catalogue_without_changes_has_a_page_without_items(publication: Publication, tmp_path: Path) -> None:
    harvester = changes_of(with_changes(publication, 0), tmp_path)
    assert since(harvester, 0) == []
    assert "latest" not in harvester.get(f"{harvester.base}api/v1/changes/index.json")


def test_the_pages_hold_what_the_log_holds(harvesters: Mapping[str, Harvester]) -> None:
    harvester = harvesters["real"]
    log = (harvester.folder / "data/changes.jsonl").read_text("utf-8").splitlines()
    index = harvester.get(harvester.index["changes"]["address"])
    pages = [harvester.get(span["address"])["items"] for span in index["spans"]]
    assert [one for page in pages for one in page] == [json.loads(line) for line in log]


# What the catalogue can be built from again


@BOTH
def test_sources_have_their_size_and_checksum(harvesters: Mapping[str, Harvester], name: str) -> None:
    for source in harvesters[name].index["sources"]:
        data = harvesters[name].path(source["address"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (source["bytes"], source["sha256"]), source["name"]


def write_yaml(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")  # JSON is YAML


def without(value: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: one for key, one in value.items() if key not in names}


def build_again(harvester: Harvester, root: Path) -> None:
    """Write a catalogue from the sources of another one, as the index explains them."""
    for source in harvester.index["sources"]:
        kind, name, data = source["kind"], source["name"], harvester.path(source["address"]).read_bytes()
        match kind:
            case "catalogue":
                write_yaml(root / "catalogue/catalogue.yml", json.loads(data))
            case "records":
                for record in map(json.loads, data.decode().split("\n")[:-1]):
                    write_yaml(root / f"catalogue/{name}/{record['id']}.yml", record)
            case "schema":
                write_yaml(root / "schemas" / name, without(json.loads(data), "$id"))
            case "table-schema":
                schema = without(json.loads(data), "$schema")
                fields = [without(field, "title", "description") for field in schema["fields"]]
                write_yaml(root / "schemas/tables" / name, {**schema, "fields": fields})
            case "table" | "vocabulary" | "map":
                places = {"table": f"tables/{name}.csv", "vocabulary": f"vocabularies/{name}.csv", "map": name}
                file = root / "catalogue" / places[kind]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            case "withdrawn":
                write_yaml(root / "catalogue/withdrawn.yml", json.loads(data))


def public(fields: Sequence[Field], people: Collection[str]) -> Iterator[Field]:
    """The fields as the served schemas have them: none that is internal; who refers to people may have to leave it."""
    for field in fields:
        if not field.internal:
            parts = tuple(public(field.fields, people))
            yield replace(field, fields=parts, required=field.required and not refers(field, people))


def refers(field: Field, people: Collection[str]) -> bool:
    return field.refers_to in people or any(refers(part, people) for part in field.fields)


def test_the_same_catalogue_can_be_built_from_the_sources(
    catalogues: Mapping[str, Catalogue], harvesters: Mapping[str, Harvester], tmp_path: Path
) -> None:
    build_again(harvesters["real"], tmp_path)
    reading = read_catalogue(tmp_path, TODAY)
    assert [problem.en for problem in reading.problems] == []
    again, first = reading.catalogue, catalogues["real"]
    assert again.config == first.config
    assert {one.key: one.data for one in again.records} == {one.key: one.data for one in first.records}
    assert {name: one.rows for name, one in again.tables.items()} == {n: one.rows for n, one in first.tables.items()}
    assert {n: one.concepts for n, one in again.vocabularies.items()} == {
        n: one.concepts for n, one in first.vocabularies.items()
    }
    assert (again.map, again.withdrawn) == (first.map, first.withdrawn)
    people = [name for name, one in first.collections.items() if one.schema.consent]
    assert {name: one.schema.fields for name, one in again.collections.items()} == {
        name: tuple(public(one.schema.fields, people)) for name, one in first.collections.items()
    }


def test_the_withdrawn_records_are_as_the_catalogue_has_them(moved: Harvester) -> None:
    stated = yaml.safe_load((EXAMPLES / "valid/renamed-and-withdrawn/catalogue/withdrawn.yml").read_text("utf-8"))
    dated = [{**one, "date": str(one["date"])} for one in stated]
    assert moved.get(f"{moved.base}data/withdrawn.json") == dated


# OpenAPI


@pytest.fixture
def documents(harvesters: Mapping[str, Harvester], moved: Harvester) -> dict[str, tuple[Harvester, Any]]:
    known = {**harvesters, "renamed and withdrawn": moved}
    return {name: (one, one.get(f"{one.base}openapi.json")) for name, one in known.items()}


ALL = pytest.mark.parametrize("name", ["real", "every shape", "renamed and withdrawn"])


def answers(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every operation: its path, itself, and what it answers with."""
    for path, item in document["paths"].items():
        (content,) = item["get"]["responses"]["200"]["content"].values()
        yield path, item["get"], content


def examples(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every example of a response: the path that it is at, its value, and the schema of the answer."""
    for path, operation, content in answers(document):
        for name, example in content.get("examples", {}).items():
            values = {one["name"]: one["examples"][name]["value"] for one in operation.get("parameters", ())}
            yield path.format(**values), example["value"], content["schema"]


@ALL
def test_the_description_is_sound_openapi(documents: Mapping[str, tuple[Harvester, Any]], name: str) -> None:
    validate(documents[name][1])


@ALL
def test_every_example_is_a_real_response(documents: Mapping[str, tuple[Harvester, Any]], name: str) -> None:
    harvester, document = documents[name]
    found = [*examples(document)]
    assert len(found) > 6
    for path, value, _ in found:
        assert harvester.get(document["servers"][0]["url"] + path) == value


@pytest.mark.parametrize("name", ["real", "renamed and withdrawn"])
def test_every_example_fits_the_schema_of_the_answer(documents: Mapping[str, tuple[Harvester, Any]], name: str) -> None:
    document = documents[name][1]
    for path, value, schema in examples(document):
        whole = {**schema, "components": document["components"]}
        assert not [*jsonschema.Draft202012Validator(whole).iter_errors(value)], path


def test_each_kind_of_answer_for_a_record_has_its_example(documents: Mapping[str, tuple[Harvester, Any]]) -> None:
    found = [
        value.get("status") for path, value, _ in examples(documents["renamed and withdrawn"][1]) if "/records/" in path
    ]
    assert sorted(found) == ["published", "renamed", "withdrawn"]


def test_a_person_is_no_example(documents: Mapping[str, tuple[Harvester, Any]]) -> None:
    harvester, document = documents["renamed and withdrawn"]
    assert harvester.get(f"{harvester.base}api/v1/collections/people/pages/1.json")["items"]
    named = [path for path, _, _ in examples(document) if "/people/" in path]
    assert named == []


@ALL
def test_every_file_of_the_api_is_described(documents: Mapping[str, tuple[Harvester, Any]], name: str) -> None:
    harvester, document = documents[name]
    patterns = []
    for path, operation, _ in answers(document):
        pattern = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
        for one in operation.get("parameters", ()):
            values = one["schema"].get("enum")
            choices = "|".join(map(re.escape, values)) if values else r"\d+" if one["name"] == "page" else "[^/]+"
            pattern = pattern.replace(f"{{{one['name']}}}", f"(?:{choices})")
        patterns.append(re.compile(pattern))
    for file in (harvester.folder / "api").rglob("*.json"):
        path = "/" + file.relative_to(harvester.folder).as_posix()
        assert any(pattern.fullmatch(path) for pattern in patterns), path


@ALL
def test_every_path_without_parameters_is_a_file(documents: Mapping[str, tuple[Harvester, Any]], name: str) -> None:
    harvester, document = documents[name]
    for path in document["paths"]:
        assert "{" in path or harvester.path(document["servers"][0]["url"] + path).is_file(), path


@ALL
def test_a_parameter_of_few_values_names_them_all_and_each_leads_somewhere(
    documents: Mapping[str, tuple[Harvester, Any]], name: str
) -> None:
    harvester, document = documents[name]
    for path, operation, _ in answers(document):
        named = [one for one in operation.get("parameters", ()) if "enum" in one["schema"]]
        for one in named:
            for value in one["schema"]["enum"]:
                filled = path.replace(f"{{{one['name']}}}", value).replace("{page}", "1")
                if "{" not in filled:
                    assert harvester.path(document["servers"][0]["url"] + filled).is_file(), filled


def test_the_description_speaks_both_languages_and_names_the_licence(
    catalogues: Mapping[str, Catalogue], documents: Mapping[str, tuple[Harvester, Any]]
) -> None:
    config, info = catalogues["real"].config, documents["real"][1]["info"]
    assert info["title"] == config.title["vi"]
    assert all(text in info["description"] for text in config.description.values())
    assert info["license"] == {"name": config.licence.title, "url": config.licence.url}
