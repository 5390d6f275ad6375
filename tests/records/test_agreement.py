"""jsonschema-rs, which decides, and jsonschema, which explains, see the same on every record there is."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from site_builder.records import read_catalogue
from site_builder.records.validation import BASE_URI, FORMATS, SchemaValidator
from tests.examples_support import TODAY, assemble, cases

ROOT = Path(__file__).parents[2]
ECMA_ONLY = {"id-with-line-break", "text-with-last-line-break"}
"""A `$` in a pattern lets a line break follow in Python and not in ECMA 262, which JSON Schema names."""


def disagreements(root: Path) -> list[str]:
    catalogue = read_catalogue(root, TODAY).catalogue
    sound = {
        BASE_URI + file: Resource.from_contents(document, default_specification=DRAFT202012)
        for file, document in catalogue.schemas.items()
        if "$id" not in document
    }
    found = []
    for name, collection in catalogue.collections.items():
        file = f"{name}.schema.json"
        if BASE_URI + file not in sound:
            continue
        deciding = SchemaValidator(collection.schema.document, file, catalogue.schemas)
        registry = Registry().with_resources(sound.items())
        explaining = Draft202012Validator({"$ref": BASE_URI + file}, registry=registry, format_checker=FORMATS)
        found += [
            one.path for one in collection.records if deciding.is_valid(one.data) is not explaining.is_valid(one.data)
        ]
    return found


def test_they_agree_on_the_catalogue_of_this_repository() -> None:
    assert disagreements(ROOT) == []


@pytest.mark.parametrize("case", cases("valid") + cases("invalid"), ids=lambda case: case.name)
def test_they_agree_on_an_example(case: Path, tmp_path: Path) -> None:
    found = disagreements(assemble(case, tmp_path / "root"))
    assert found == (["catalogue/plants/cay-bang.yml"] if case.name in ECMA_ONLY else [])


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda case: case.name)
def test_what_one_finds_invalid_the_other_explains(case: Path, tmp_path: Path) -> None:
    catalogue = read_catalogue(assemble(case, tmp_path / "root"), TODAY).catalogue
    for name, collection in catalogue.collections.items():
        validator = SchemaValidator(collection.schema.document, f"{name}.schema.json", catalogue.schemas)
        for record in collection.records:
            found = [one.kind.code for one in validator.violations(record.data, record.path)]
            assert bool(found) is not validator.is_valid(record.data)
            assert "schema-rule" not in found or case.name == "schema-rule"
