"""Every schema is served at the address that it states, and everything that is published fits the one that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from frictionless import Schema, validate
from frictionless.resources import TableResource
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from site_builder.datasets.public_schemas import published_schemas
from site_builder.records import Catalogue, published, read_catalogue
from tests.examples_support import EXAMPLES, TODAY, assemble

BOTH = pytest.mark.parametrize("name", ["real", "every shape"])


def served_at(folder: Path, base: str) -> Registry[Any]:
    """What finds a schema by its address in the folder of the site, and nowhere else."""

    def retrieve(address: str) -> Resource[Any]:
        assert address.startswith(base), address
        return Resource.from_contents(json.loads((folder / unquote(address.removeprefix(base))).read_bytes()))

    return Registry(retrieve=retrieve)  # type: ignore[call-arg]


def validator_at(address: str, registry: Registry[Any]) -> Draft202012Validator:
    return Draft202012Validator({"$ref": address}, registry=registry)


def files(folder: Path, pattern: str) -> Iterator[tuple[Path, Any]]:
    found = sorted(folder.glob(pattern))
    assert found, pattern
    yield from ((file, json.loads(file.read_bytes())) for file in found)


@BOTH
def test_a_schema_stands_at_the_address_that_it_states(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str
) -> None:
    base = catalogues[name].config.url
    for file, schema in files(folders[name], "schemas/*.schema.json"):
        assert schema["$id"] == f"{base}schemas/{file.name}"
        Draft202012Validator.check_schema(schema)


@BOTH
def test_every_collection_and_table_has_its_schema(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str
) -> None:
    assert all((folders[name] / f"schemas/{one}.schema.json").is_file() for one in catalogues[name].collections)
    assert all((folders[name] / f"schemas/tables/{one}.json").is_file() for one in catalogues[name].tables)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        node = list(node.values())
    for one in node if isinstance(node, list) else ():
        yield from references(one)


@BOTH
def test_every_reference_leads_to_a_schema_of_the_site(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path], name: str
) -> None:
    registry = served_at(folders[name], catalogues[name].config.url)
    for _, schema in files(folders[name], "schemas/*.schema.json"):
        resolver = registry.resolver(schema["$id"])
        for one in references(schema):
            assert resolver.lookup(one).contents


def test_every_record_fits_the_schema_at_the_address_that_it_names(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]
) -> None:
    registry = served_at(folders["real"], catalogues["real"].config.url)
    count = 0
    for _, envelope in files(folders["real"], "api/v1/collections/*/records/*.json"):
        validator = validator_at(envelope["schema"], registry)
        beside = folders["real"] / envelope["collection"] / envelope["id"] / "record.json"
        for data in (envelope["data"], json.loads(beside.read_bytes())):
            assert [error.message for error in validator.iter_errors(data)] == [], beside
        count += 1
    assert count == len([*catalogues["real"].records])


def test_a_record_fits_although_its_schema_knows_of_no_id(
    catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]
) -> None:
    catalogue = catalogues["every shape"]
    validator = validator_at(
        f"{catalogue.config.url}schemas/things.schema.json", served_at(folders["every shape"], catalogue.config.url)
    )
    record = json.loads((folders["every shape"] / "things/empty/record.json").read_bytes())
    assert record["id"] == "empty"
    assert validator.is_valid(record)
    assert not validator.is_valid({"id": "without-the-text-that-is-required"})


def test_every_table_fits_its_served_schema(catalogues: Mapping[str, Catalogue], folders: Mapping[str, Path]) -> None:
    for file, descriptor in files(folders["real"], "schemas/tables/*.json"):
        table = folders["real"] / "data" / f"{file.stem}.csv"
        schema = Schema.from_descriptor(descriptor)
        report = validate(TableResource(path=table.name, basepath=str(table.parent), schema=schema))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
        assert [field.title for field in schema.fields] == [
            field.label["vi"] for field in catalogues["real"].tables[file.stem].fields
        ]


def test_no_served_schema_speaks_of_an_internal_field(folders: Mapping[str, Path]) -> None:
    for _, schema in files(folders["real"], "schemas/*.schema.json"):
        assert '"internal": true' not in json.dumps(schema)
    common = json.loads((folders["real"] / "schemas/common.schema.json").read_bytes())
    assert "evidence" not in common["$defs"]["consent"]["properties"]


# What is taken out

TEXTS = {"vi": "Mẫu", "en": "Example"}


def labelled(kind: str, **about: Any) -> dict[str, Any]:
    return {"type": kind, "x-field": {"label": TEXTS, **about}}


def schema_of(rules: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    about = {
        "label": TEXTS, "singular": TEXTS, "description": TEXTS, "icon": "material/shape", "order": 9, "title": "name",
        "summary": "name", "sections": [{"label": TEXTS, "fields": ["name", "secret"]}],
    }  # fmt: skip
    known = {
        "id": {"type": "string"},
        "name": labelled("string"),
        "secret": labelled("string", internal=True),
        "person": labelled("string", **{"refers-to": "people"}),
        "persons": {"type": "array", "items": labelled("string", **{"refers-to": "people"})},
    }
    return {
        "x-collection": about, "type": "object", "additionalProperties": False, "properties": {**known, **properties},
        **rules,
    }  # fmt: skip


HIDDEN = "nguoi-khac"
SHOWN = "nguoi-mau"
FULL = {"id": "one", "name": "N", "secret": "S", "person": HIDDEN, "persons": [HIDDEN, SHOWN]}

GROUP = {
    "type": "object", "required": ["part", "person"], "additionalProperties": False,
    "properties": {"part": labelled("string", internal=True), "person": labelled("string", **{"refers-to": "people"})},
}  # fmt: skip

CASES: Mapping[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "asked for": ({"required": ["name", "secret", "person"]}, {}, {}),
    "one of several asked for": ({"anyOf": [{"required": ["secret"]}, {"required": ["group"]}]}, {"group": GROUP}, {}),
    "exactly one of two": ({"oneOf": [{"required": ["secret"]}, {"required": ["other"]}]},
                           {"other": labelled("string")}, {}),
    "not without": ({"not": {"not": {"required": ["secret"]}}}, {}, {}),
    "if there, then": ({"if": {"required": ["secret"]}, "then": {"required": ["name"]}, "else": False}, {}, {}),
    "then": ({"if": {"required": ["name"]}, "then": {"required": ["secret"]}}, {}, {}),
    "together": ({"dependentRequired": {"name": ["secret"], "secret": ["person"]}}, {}, {}),
    "schemas together": ({"dependentSchemas": {"name": {"required": ["secret"]}, "secret": {"required": ["name"]}}},
                         {}, {}),
    "so many": ({"minProperties": 5}, {}, {}),
    "so many persons": ({}, {"persons": {"type": "array", "minItems": 2,
                                         "items": labelled("string", **{"refers-to": "people"})}}, {}),
    "so many by reference": ({"$defs": {"two": {"type": "array", "minItems": 2, "items": {"type": "string"}}}},
                             {"persons": {"$ref": "#/$defs/two", **labelled("array", **{"refers-to": "people"})}}, {}),
    "among persons": ({}, {"persons": {"type": "array", "contains": {"const": HIDDEN},
                                       "items": labelled("string", **{"refers-to": "people"})}}, {}),
    "a group of it": ({"required": ["group"]}, {"group": {**GROUP, "x-field": {"label": TEXTS}}},
                      {"group": {"part": "P", "person": HIDDEN}}),
    "a list of groups": ({"required": ["groups"]},
                         {"groups": {"type": "array", "minItems": 2, "items": GROUP, "x-field": {"label": TEXTS}}},
                         {"groups": [{"part": "P", "person": HIDDEN}, {"part": "Q", "person": SHOWN}]}),
    "a definition": ({"$defs": {"hush": labelled("string", internal=True)}}, {"hushed": {"$ref": "#/$defs/hush"}},
                     {"hushed": "H"}),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example catalogue, with a second person whose consent has ended."""
    root = assemble(EXAMPLES / "valid" / "comments", tmp_path / "root")
    person = (root / f"catalogue/people/{SHOWN}.yml").read_text("utf-8")
    ended = person.replace(f"id: {SHOWN}", f"id: {HIDDEN}").replace("until: 2099-12-31", "until: 2023-12-31")
    (root / f"catalogue/people/{HIDDEN}.yml").write_text(ended, "utf-8")
    return root


@pytest.mark.parametrize("case", CASES)
def test_a_record_fits_the_served_schema_after_what_is_not_published_was_taken_out(root: Path, case: str) -> None:
    rules, properties, more = CASES[case]
    schema, data = schema_of(rules, **properties), {**FULL, **more}
    Draft202012Validator(schema).validate(data)
    (root / "schemas/things.schema.json").write_text(json.dumps(schema), "utf-8")
    (root / "catalogue/things").mkdir()
    (root / "catalogue/things/one.yml").write_text(json.dumps(data), "utf-8")
    public = published(read_catalogue(root, TODAY).catalogue)
    (record,) = public.collections["things"].records
    assert "secret" not in record.data
    assert HIDDEN not in json.dumps(record.data)
    served = published_schemas(public)["things.schema.json"]
    assert [error.message for error in Draft202012Validator(served).iter_errors(record.data)] == []


@pytest.mark.parametrize("case", CASES)
def test_nothing_in_the_served_schema_names_what_is_internal(root: Path, case: str) -> None:
    rules, properties, _ = CASES[case]
    (root / "schemas/things.schema.json").write_text(json.dumps(schema_of(rules, **properties)), "utf-8")
    served = published_schemas(published(read_catalogue(root, TODAY).catalogue))["things.schema.json"]
    text = json.dumps(served)
    assert '"secret"' not in text
    assert '"part"' not in text
    assert '"hush' not in text


def test_what_is_published_is_still_held_to_its_rules(root: Path) -> None:
    rules = {"required": ["name", "secret"], "dependentRequired": {"note": ["name"]}}
    schema = schema_of(rules, note={**labelled("string"), "maxLength": 3})
    (root / "schemas/things.schema.json").write_text(json.dumps(schema), "utf-8")
    served = Draft202012Validator(
        published_schemas(published(read_catalogue(root, TODAY).catalogue))["things.schema.json"]
    )
    assert served.is_valid({"id": "one", "name": "N", "note": "abc"})
    for wrong in ({"id": "one"}, {"name": "N", "note": "abcd"}, {"name": 1}, {"name": "N", "secret": "S"}):
        assert not served.is_valid(wrong), wrong
