"""The types of columns: a column is of its type where all its cells are, or else it is text."""

from __future__ import annotations

import pytest

from site_builder.datasets.tabular.columns import Cell, common_type


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("integer", [1, None, -(2**63) + 1]),
        ("number", [1, 0.5, 1e-7, None]),
        ("boolean", [True, False, None]),
        ("date", ["2024-02-29", None]),
        ("string", ["a", 1, None]),
        ("array", ["[1]"]),
        ("yearmonth", ["2024-02"]),
        ("integer", []),
    ],
)
def test_a_column_is_of_its_type(kind: str, cells: list[Cell]) -> None:
    assert common_type(kind, cells) == kind


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", "many"),
        ("integer", 1.5),
        ("integer", True),
        ("integer", 2**63),
        ("number", "1,5"),
        ("number", float("nan")),
        ("number", float("inf")),
        ("boolean", 1),
        ("boolean", "true"),
        ("date", "2023-02-29"),
        ("date", "2023-02"),
        ("date", "2023-W01-1"),
        ("date", 2023),
    ],
)
def test_a_column_with_a_cell_of_another_type_is_text(kind: str, cell: Cell) -> None:
    assert common_type(kind, [None, cell]) == "string"
