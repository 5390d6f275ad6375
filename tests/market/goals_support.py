"""A catalogue of made-up targets, filled anew by each test with deals (rows of a table) and hubs (records)."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from site_builder.market import Progress, survey, target_problems
from site_builder.records import Catalogue, read_catalogue

GOALS = Path(__file__).parent / "goals"
TODAY = "2026-11-25"
COLUMNS = ("id", "year", "territory", "kind", "supplier", "seat", "country", "amount", "state")

HERE = {"column": "territory", "values": ["here"]}
TECHNOLOGY = {"column": "kind", "values": ["technology"]}
ROWS = {"table": "deals", "value_column": "amount", "year_column": "year", "territory_column": "territory"}
PROVISIONAL = {"provisional": [{"column": "state", "values": ["provisional"]}]}

Row = Mapping[str, Any]


def growth(base: int = 2021) -> dict[str, Any]:
    return {"kind": "growth", **ROWS, "base_year": base, "numerator": [HERE], **PROVISIONAL}


def share(*conditions: Mapping[str, Any], of: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    return {"kind": "share", **ROWS, "numerator": [HERE, *of, *conditions], "denominator": [HERE, *of], **PROVISIONAL}


def count(**more: Any) -> dict[str, Any]:
    period = {"date_property": "founded", "from": "2022-01-05", "to": "2025-12-31"}
    return {"kind": "count", "collections": ["hubs"], **period, "complete": False, **more}


def goal(computation: Mapping[str, Any], operator: str = ">=", low: float | None = None, **more: Any) -> dict[str, Any]:
    """The record of a target for 2025, in the words of nobody."""
    is_count = computation["kind"] in {"count", "connections"}
    return {
        "number": "T1", "year": 2025, "operator": operator, **({} if low is None else {"threshold_low": low}),
        "unit": "count" if is_count else "share", "computation": dict(computation),
        **{name: {"en": f"Synthetic {name}."} for name in ("quote", "formula", "choice")}, **more,
    }  # fmt: skip


def deal(year: int, amount: float | str, kind: str = "technology", **more: Any) -> Row:
    return {"year": year, "amount": amount, "kind": kind, "territory": "here", **more}


def catalogue_of(
    root: Path,
    goals: Mapping[str, Mapping[str, Any]],
    deals: Iterable[Row] = (),
    hubs: Mapping[str, Mapping[str, Any]] | None = None,
    today: str = TODAY,
) -> Catalogue:
    """Write the catalogue into the folder `root` and read it as of a day."""
    shutil.copytree(GOALS, root)
    with (root / "catalogue/tables/deals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({"id": f"deal-{number}", **one} for number, one in enumerate(deals))
    for folder, records in (("goals", goals), ("hubs", hubs or {})):
        for record_id, data in records.items():
            path = root / "catalogue" / folder / f"{record_id}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(
                json.dumps({"id": record_id, "title": {"en": record_id}, **data}, ensure_ascii=False), "utf-8"
            )  # JSON is YAML
    reading = read_catalogue(root, today)
    assert not reading.problems, [problem.en for problem in reading.problems]
    assert reading.catalogue
    assert not [problem.en for problem in target_problems(reading.catalogue)]
    return reading.catalogue


def progress_of(root: Path, target: Mapping[str, Any], *filling: Any, **more: Any) -> Progress:
    """Return the progress of a single target."""
    (one,) = survey(catalogue_of(root, {"goal": target}, *filling, **more)).progress
    return one
