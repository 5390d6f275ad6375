"""What is derived from a schema: fields, shapes, sections, backlinks."""

from pathlib import Path
from typing import Any

import pytest

from site_builder.records import Catalogue, CollectionSchema, Shape, read_catalogue
from site_builder.records.schema import collection_schema
from site_builder.records.schema_walk import Resolver
from tests.examples_support import EXAMPLES, TODAY, assemble

ABOUT = {
    "label": {"vi": "Cây"}, "singular": {"vi": "Cây"}, "description": {"vi": "Cây"}, "icon": "material/tree",
    "order": 1, "title": "title", "summary": "title", "sections": [{"label": {"vi": "Cây"}, "fields": ["a"]}],
}  # fmt: skip


def schema_of(properties: dict[str, Any], **rest: Any) -> CollectionSchema:
    document = {"x-collection": ABOUT, "properties": properties, **rest}
    return collection_schema("plants", "schemas/a.schema.json", document, Resolver({"a.schema.json": document}))


@pytest.mark.parametrize(
    ("subschema", "shape"),
    [
        ({"type": "string"}, Shape.TEXT),
        ({"enum": ["a"]}, Shape.TEXT),
        ({"type": "object", "x-field": {"translated": True}}, Shape.TRANSLATED),
        ({"type": "number"}, Shape.NUMBER),
        ({"type": ["null", "number"]}, Shape.NUMBER),
        ({"type": "integer"}, Shape.INTEGER),
        ({"type": "integer", "format": "year"}, Shape.YEAR),
        ({"type": "boolean"}, Shape.BOOLEAN),
        ({"type": "string", "format": "date"}, Shape.DATE),
        ({"type": "string", "format": "partial-date"}, Shape.DATE),
        ({"type": "string", "format": "uri"}, Shape.LINK),
        ({"type": "string", "x-field": {"vocabulary": "kinds"}}, Shape.CODE),
        ({"type": "object", "x-field": {"vocabulary": "kinds"}}, Shape.CODING),
        ({"type": "string", "x-field": {"refers-to": "growers"}}, Shape.REFERENCE),
        ({"type": "object"}, Shape.GROUP),
        (True, Shape.TEXT),
    ],
)
def test_a_subschema_gives_the_shape_of_its_values(subschema: Any, shape: Shape) -> None:
    assert schema_of({"a": subschema}).field("a").shape is shape


def test_a_list_gives_the_shape_of_its_items() -> None:
    field = schema_of({"a": {"type": "array", "items": {"type": "string", "format": "date"}}}).field("a")
    assert (field.shape, field.many) == (Shape.DATE, True)


def test_a_group_has_fields_of_its_own() -> None:
    group = {"type": "object", "required": ["b"], "properties": {"b": {"type": "number"}, "c": {}}}
    assert [(one.name, one.required) for one in schema_of({"a": group}).field("a").fields] == [
        ("b", True),
        ("c", False),
    ]


def test_what_stands_beside_a_ref_wins_over_what_it_points_to() -> None:
    shared = {"line": {"type": "string", "x-field": {"label": {"vi": "Dòng"}, "weight": 3}}}
    own = {"$ref": "#/$defs/line", "x-field": {"label": {"vi": "Tên"}}}
    field = schema_of({"a": own}, **{"$defs": shared}).field("a")
    assert (field.label, field.weight) == ({"vi": "Tên"}, 3)


@pytest.mark.parametrize(
    ("stated", "facet"), [({}, None), ({"facet": False}, None), ({"facet": True}, 0), ({"facet": 2}, 2)]
)
def test_a_facet_is_off_each_value_or_a_level(stated: dict[str, Any], facet: int | None) -> None:
    assert schema_of({"a": {"type": "string", "x-field": stated}}).field("a").facet == facet


def test_sections_hold_their_fields_in_order() -> None:
    (section,) = schema_of({"b": {}, "a": {}}).sections
    assert [field.name for field in section.fields] == ["a"]


def test_a_field_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        schema_of({}).field("a")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return read_catalogue(assemble(EXAMPLES / "valid" / "nested-references", tmp_path / "root"), TODAY).catalogue


def test_collections_are_in_their_order_of_display(catalogue: Catalogue) -> None:
    assert list(catalogue.collections) == ["plants", "growers", "people"]


def test_a_record_knows_who_refers_to_it_from_a_group_too(catalogue: Catalogue) -> None:
    grower = catalogue.find("growers", "vuon-an")
    assert grower
    found = [(link.field.name, link.record.id) for link in catalogue.backlinks(grower)]
    assert found == [("grower", "cay-bang"), ("grower", "cay-mai"), ("by", "cay-bang"), ("grower", "nguoi-mau")]


def test_a_record_that_nobody_names_has_no_backlink(catalogue: Catalogue) -> None:
    plant = catalogue.find("plants", "cay-mai")
    assert plant
    assert catalogue.backlinks(plant) == ()


def test_a_code_with_its_scheme_is_a_concept(catalogue: Catalogue) -> None:
    field = catalogue.collections["plants"].schema.field("kind")
    concept = catalogue.concept(field, {"scheme": "kinds-2020", "code": "101"})
    assert concept
    assert concept.labels["en"] == "Fruit tree"
