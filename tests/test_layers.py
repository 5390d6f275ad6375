"""The rooms of the house: who may import whom (see the layout in the README)."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import site_builder

PACKAGE = Path(site_builder.__file__).parent
ALLOWED = {
    "problems": set(),
    "config": set(),
    "vietnamese": set(),
    "i18n": set(),
    "folders": set(),
    "addresses": {"config"},
    "records": {"problems", "config", "vietnamese"},
    "checks": {"problems", "config", "records", "vietnamese"},
    "market": {"problems", "config", "records", "vietnamese", "i18n"},
    "history": {"problems", "config", "records"},
    "sisters": {"addresses", "problems", "config", "records", "vietnamese"},
    "harvest": {"addresses", "problems", "config", "folders", "records", "sisters", "vietnamese"},
    "datasets": {"addresses", "config", "records", "market", "history", "sisters", "i18n", "vietnamese"},
    "intake": {"problems", "config", "records", "i18n"},
    "pages": {"addresses", "problems", "config", "records", "market", "history", "sisters", "vietnamese", "i18n"},
    "search": {"addresses", "problems", "config", "records", "sisters", "vietnamese", "i18n"},
    "snapshot": {"addresses", "build", "problems", "config", "records", "market", "history", "datasets", "i18n"},
}


def imports(folder: str) -> Iterator[tuple[str, str]]:
    place = PACKAGE / folder
    for file in sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from ((file.relative_to(PACKAGE).as_posix(), name) for name in names)


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_room_opens_onto_the_rooms_below_it_only(folder: str) -> None:
    reached = {(file, name.split(".")[1]) for file, name in imports(folder) if name.startswith("site_builder.")}
    assert {(file, room) for file, room in reached if room not in ALLOWED[folder] | {folder}} == set()


def test_the_shell_step_alone_knows_of_mkdocs() -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import) and "mkdocs" in ast.unparse(node)
    }
    assert knowing == {"pages/shell.py"}


def test_the_engine_names_nothing_of_the_instance() -> None:
    root = PACKAGE.parent
    collections = [path.name.removesuffix(".schema.json") for path in (root / "schemas").glob("*.schema.json")]
    # The setting that names the collection of targets has the name of the first instance's collection.
    settings = json.loads((PACKAGE / "records/schemas/catalogue.schema.json").read_text("utf-8"))
    own_words = settings["properties"]["market"]["properties"]
    words = ["Kiên Giang", "An Giang", *(f'"{name}"' for name in collections if name not in own_words)]
    named = {
        (path.relative_to(PACKAGE).as_posix(), word)
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"}
        for word in words
        if word in path.read_text("utf-8")
    }
    assert named == set()
