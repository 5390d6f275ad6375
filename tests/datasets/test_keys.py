"""Which keys of tables hold, so that what describes the tables promises no other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from csvw import TableGroup

from site_builder.build import build
from site_builder.datasets.tabular.columns import Cell, Column, ForeignKey, plain
from site_builder.datasets.tabular.keys import keys_that_hold
from site_builder.datasets.tabular.tables import Table
from tests.examples_support import EXAMPLES, assemble

CODES: tuple[tuple[Cell, ...], ...] = (("old", "1"), ("new", "1"), ("new", "2"))
BY_SCHEME = ForeignKey(("scheme", "code"), "codes", ("scheme", "code"))
BY_CODE = ForeignKey(("code",), "codes", ("code",))


def table(name: str, rows: tuple[tuple[Cell, ...], ...], key: tuple[str, ...], *keys: ForeignKey) -> Table:
    columns = tuple(Column(column, "string", {}, plain(column)) for column in ("scheme", "code"))
    source = [dict(zip(("scheme", "code"), row, strict=True)) for row in rows]
    return Table(name, {}, columns, source, key, keys)


def held(
    rows: tuple[tuple[Cell, ...], ...], *keys: ForeignKey
) -> tuple[tuple[ForeignKey, ...], tuple[ForeignKey, ...]]:
    """The keys of a table of codes in use that hold, and those of them that lead to one row."""
    found = keys_that_hold([table("codes", CODES, ("scheme", "code")), table("used", rows, (), *keys)])["used"]
    return found.foreign, found.exact


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((("old", "1"), ("new", "2")), True),
        (((None, None), ("new", "1")), True),
        ((), True),
        ((("old", "2"),), False),
        (((None, "1"),), False),
    ],
    ids=["all there", "nothing stated", "no row", "not there", "half of it"],
)
def test_a_key_holds_where_every_value_has_its_row(rows: tuple[tuple[Cell, ...], ...], *, holds: bool) -> None:
    assert held(rows, BY_SCHEME) == (((BY_SCHEME,), (BY_SCHEME,)) if holds else ((), ()))


def test_a_key_of_which_a_value_has_two_rows_is_none_to_sql() -> None:
    assert held((("old", "1"), ("new", "2")), BY_CODE) == ((BY_CODE,), ())


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        (CODES, ("scheme", "code")),
        ((*CODES, CODES[0]), ()),
        ((*CODES, ("new", None)), ()),
        ((*CODES, (None, None)), ()),
    ],
    ids=["tells all apart", "a row twice", "half of it", "nothing"],
)
def test_a_primary_key_tells_every_row_apart(rows: tuple[tuple[Cell, ...], ...], key: tuple[str, ...]) -> None:
    assert keys_that_hold([table("codes", rows, ("scheme", "code"))])["codes"].primary == key


@pytest.fixture(scope="module")
def known_by_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a catalogue with a code that is in no list."""
    root = tmp_path_factory.mktemp("known-by-form")
    site = build(assemble(EXAMPLES / "valid" / "code-known-by-its-form", root / "root"), root / "site").site
    assert site
    return site / "data"


def test_a_code_that_is_known_by_its_form_breaks_no_database(known_by_form: Path) -> None:
    with closing(sqlite3.connect(known_by_form / "catalogue.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_code_that_is_known_by_its_form_breaks_no_description(known_by_form: Path) -> None:
    assert TableGroup.from_file(known_by_form / "csvw-metadata.json").check_referential_integrity()
