"""A table broken by hand is found by frictionless: by its checksum, and without it by what is wrong with the row."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate

Rows = list[dict[str, str]]


def cell(index: int, name: str, text: str) -> Callable[[Rows], None]:
    """Return the act of writing a text into a cell."""

    def act(rows: Rows) -> None:
        assert rows[index][name] != text
        rows[index][name] = text

    return act


def repeat(rows: Rows) -> None:
    rows.append(rows[0])


BREAKS: dict[str, tuple[str, Callable[[Rows], None], str]] = {
    "a number that is a word": ("things.csv", cell(0, "weight", "many"), "type-error"),
    "a whole number that is not": ("things.csv", cell(0, "count", "5.5"), "type-error"),
    "a boolean that is a word": ("things.csv", cell(0, "sound", "perhaps"), "type-error"),
    "an address that is none": ("things.csv", cell(0, "page", "no address"), "type-error"),
    "no id": ("things.csv", cell(0, "id", ""), "primary-key"),
    "no position": ("things.parents.csv", cell(0, "position", ""), "constraint-error"),
    "no code": ("vocabularies.colours.csv", cell(0, "code", ""), "constraint-error"),
    "a date that is none": ("vocabularies.colours.csv", cell(0, "valid_until", "2019-02-30"), "type-error"),
    "an id twice": ("things.csv", repeat, "primary-key"),
    "an item twice": ("things.parents.csv", repeat, "primary-key"),
    "a code twice": ("vocabularies.colours.csv", repeat, "primary-key"),
    "a record that is not there": ("things.csv", cell(0, "parent", "nobody"), "foreign-key"),
    "a record in a group that is not there": ("things.csv", cell(1, "owner_parent", "nobody"), "foreign-key"),
    "a record in a list that is not there": ("things.parents.csv", cell(0, "parents", "nobody"), "foreign-key"),
    "an item of nobody": ("things.history.csv", cell(0, "record", "nobody"), "foreign-key"),
    "a code that is not there": ("things.csv", cell(0, "colour", "green"), "foreign-key"),
    "a code in a list that is not there": ("things.colours.csv", cell(0, "colours", "green"), "foreign-key"),
    "a code of another scheme": ("things.shades.csv", cell(0, "scheme", "middle"), "foreign-key"),
}  # fmt: skip


@pytest.fixture
def data(folders: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(folders["every shape"] / "data", tmp_path / "data"))


def break_table(data: Path, name: str, act: Callable[[Rows], None]) -> None:
    with (data / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    heads = list(rows[0])
    # In the main table the record that has every shape comes first.
    rows.sort(key=lambda row: row.get("id") != "full")
    act(rows)
    with (data / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads)
        writer.writeheader()
        writer.writerows(rows)


def change_descriptor(data: Path, change: Callable[[Any], None]) -> None:
    file = data / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    for resource in descriptor["resources"]:
        change(resource)
    file.write_text(json.dumps(descriptor), "utf-8")


def forget_checksum(resource: Any) -> None:
    del resource["hash"], resource["bytes"]


def errors(data: Path) -> set[str]:
    report = validate(str(data / "datapackage.json"))
    return {kind for (kind,) in report.flatten(["type"])}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_row_does_not_fit_its_checksum(data: Path, what: str) -> None:
    name, act, _ = BREAKS[what]
    break_table(data, name, act)
    assert errors(data) & {"hash-count", "byte-count"}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_row_is_found_without_a_checksum(data: Path, what: str) -> None:
    name, act, kind = BREAKS[what]
    break_table(data, name, act)
    change_descriptor(data, forget_checksum)
    assert kind in errors(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda resource: resource["schema"].update(uniqueKeys=[["sound"]]),
        lambda resource: resource["schema"]["fields"][0].update(categories=["nothing of the kind"]),
        lambda resource: resource.update(licenses=[{"name": "no licence has blanks in its name"}]),
    ],
    ids=["uniqueKeys", "categories", "name of a licence"],
)
def test_what_frictionless_does_not_find(data: Path, change: Callable[[Any], None]) -> None:
    """Frictionless 5 lets all this pass, so the package states none of it, or the tests look themselves.

    * `uniqueKeys` (several columns that are unique together) and `categories` (the values of a column);
    * what the profile of version 2 says beyond its own model, such as how the name of a licence is written;
    * that the target of a foreign key is unique, and half of a composite key that is empty counts as a value;
    * `titles`, `descriptions` and other members of our own.
    """
    change_descriptor(data, lambda resource: change(resource) if resource["name"] == "things" else None)
    assert errors(data) == set()


@pytest.mark.parametrize("catalogue", ["real", "every shape"])
def test_the_package_states_nothing_that_goes_unchecked(folders: dict[str, Path], catalogue: str) -> None:
    package = json.loads((folders[catalogue] / "data" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        schema = resource["schema"]
        assert "uniqueKeys" not in schema
        assert schema.get("foreignKeys") != [], "the profile wants a foreign key or no list"
        assert not any("categories" in field for field in schema["fields"])
        assert all("name" in one or "path" in one for one in resource.get("licenses", ()))
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
