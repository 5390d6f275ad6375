"""What the readers of tables have in common: which tables there are, and what they should hold."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from site_builder.records import Catalogue

from .conftest import ROOT
from .expected import Row, expected

REAL = sorted(
    path.name.partition(".")[0] for path in (ROOT / "schemas").glob("*.schema.json") if "common" not in path.name
)
CASES = [*(("real", name) for name in REAL), ("every shape", "things"), ("every shape", "nothings")]
CATALOGUES = ["real", "every shape"]

Tables = dict[str, list[Row]]


def resources(data: Path) -> list[dict[str, Any]]:
    """The tables as the package describes them."""
    described: list[dict[str, Any]] = json.loads((data / "datapackage.json").read_text("utf-8"))["resources"]
    return described


def tables_of(data: Path, collection: str) -> list[str]:
    """The names of the tables of a collection."""
    names = [resource["path"].removesuffix(".csv") for resource in resources(data)]
    return [name for name in names if name.partition(".")[0] == collection]


def wanted(catalogue: Catalogue, collection: str) -> Tables:
    """The rows of every table of a collection that has any, by the name of the table; arrays as JSON."""
    found = expected(catalogue, collection)
    return {
        ".".join(filter(None, (collection, part.lower()))): [
            {name: cell_of(name, value) for name, value in row.items()} for row in filled(rows)
        ]
        for part, rows in found.items()
    }


def cell_of(name: str, value: Any) -> Any:
    """JSON Schema takes 5.0 for a whole number; every table has it as 5."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if name == "count" and isinstance(value, float) else value


def filled(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows without the cells that are empty."""
    return [{name: cell for name, cell in row.items() if cell is not None and cell != ""} for row in rows]


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def like(value: Any, text: str) -> Any:
    """A cell of a CSV file as the type that another reader has for it; with no value, as it is."""
    if value is None or text == "":
        return text or None
    match value:
        case bool():
            return {"true": True, "false": False}.get(text)
        case date():
            return date.fromisoformat(text)
        case int() | float():
            return type(value)(text)
    return text


def differences(rows: Sequence[Mapping[str, Any]], path: Path) -> list[tuple[int, Mapping[str, Any], Row]]:
    """The rows that a reader found otherwise than they stand in a CSV file, or that only one of the two has."""
    found = [dict(row) for row in rows]
    texts = csv_rows(path)
    pairs: Iterator[tuple[Row, Row]] = zip_longest(found, texts, fillvalue={})
    read = [(row, {name: like(row.get(name), text) for name, text in texts.items()}) for row, texts in pairs]
    return [(number, row, other) for number, (row, other) in enumerate(read) if row != other]
