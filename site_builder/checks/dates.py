"""Dates stand in the order that the schema's `not-before` asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import problems
from site_builder.problems import Problem
from site_builder.records import Catalogue
from site_builder.records.validation import is_partial_date


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        for record in collection.records:
            for earlier, later in collection.schema.not_before:
                first, second = record.data.get(earlier), record.data.get(later)
                if not (isinstance(first, str) and isinstance(second, str)):
                    continue
                if not (is_partial_date(first) and is_partial_date(second)):
                    continue  # the schema check says so
                # Dates may be years or months: compare as far as both go.
                length = min(len(first), len(second))
                if second[:length] < first[:length]:
                    values = {"earlier": earlier, "earlier_value": first, "later": later, "later_value": second}
                    yield Problem(problems.DATE_ORDER, record.path, (later,), values=values)
