"""What is written as YAML is read back by our strict reader as the same value, of the same type."""

from __future__ import annotations

import random

import pytest

from site_builder.harvest.mirror import is_record, record_path, yaml_bytes
from site_builder.records import Json
from site_builder.records.reading.yaml_reading import parse_yaml

AWKWARD = [
    "010", "no", "yes", "on", "y", "null", "~", "NULL", "true", "12:30", "1:2:3", "2022-01-01", "2022-01-01T10:00:00Z",
    "0o17", "0x1F", "1e5", "1_000", "+1", "-.5", ".5", "1.", ".inf", ".nan", "=", "<<", "- a", "? a", "a: b", "a #b",
    "#a", "@a", "`a", "%a", "&a", "*a", "!a", "|", ">", "'", '"', "\\", "{a}", "[a]", "a, b", " đầu", "cuối ", "",
    "---", "...", "nhiều\ndòng", "nhiều\n\ndòng\n", "\n", " \n x", "tab\tở giữa", "mặt cười 😀", "x" * 500,
    "Nước mắm «Phú Quốc»", "chữ " * 100, "http://a.vn/#x", "a:", ":a", "-", "--", "1,5",
]  # fmt: skip


def back(value: Json) -> Json:
    document = parse_yaml(yaml_bytes(value).decode(), "a.yml")
    assert document.problems == []
    return document.value


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_stays_a_text(text: str) -> None:
    value = {"text": text, "list": [text, text], text or "empty": {"inner": text}}
    assert back(value) == value


@pytest.mark.parametrize("value", [0, -1, 2**53 - 1, 1.5, 1.0, -0.0, 1e-7, 1e16, 1e300, True, False, None, [], {}])
def test_a_value_keeps_its_type(value: Json) -> None:
    assert repr(back({"value": value})) == repr({"value": value})


def test_whatever_is_written_is_read_back() -> None:
    chance = random.Random(3)
    letters = [*"aĐệ 09:-#'\"\\\n,[]{}&*!|>%@`.+_~=?", "\n\n", " \n", "- ", ": ", "😀"]
    for _ in range(4000):
        value = {"".join(chance.choices(letters, k=chance.randrange(6))): "".join(chance.choices(letters, k=8))}
        assert back(value) == value


def test_the_order_of_keys_is_kept() -> None:
    assert list(back({"b": 1, "a": 2})) == ["b", "a"]


def test_what_stands_twice_is_written_twice() -> None:
    shared = ["x"]
    assert back({"a": shared, "b": shared}) == {"a": ["x"], "b": ["x"]}


def test_a_record_is_told_from_other_files() -> None:
    assert is_record(record_path("plants", "cay-mai"))
    assert not any(map(is_record, ("catalogue/catalogue.yml", "schemas/plants.schema.json", "catalogue/tables/a.csv")))
