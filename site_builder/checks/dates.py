"""Dates and numbers stand in the order that the schema's `not-before` asks for, in a record and in its groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from site_builder import problems
from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record
from site_builder.records.record import field_values
from site_builder.records.validation import is_partial_date

Pairs = Sequence[tuple[str, str]]


def check(catalogue: Catalogue, _root: Path) -> Iterator[Problem]:
    for collection in catalogue.collections.values():
        schema = collection.schema
        groups = _groups(schema.fields)
        for record in collection.records:
            yield from _out_of_order(record, schema.not_before, record.data, ())
            if groups:
                for field, pointer, value in field_values(schema.fields, record.data):
                    yield from _out_of_order(record, field.not_before, value, pointer)


def _groups(fields: Sequence[Field]) -> bool:
    """Whether a group asks for an order among its parts."""
    return any(field.not_before or _groups(field.fields) for field in fields)


def _out_of_order(record: Record, pairs: Pairs, data: Mapping[str, Json], above: Pointer) -> Iterator[Problem]:
    for earlier, later in pairs:
        first, second = data.get(earlier), data.get(later)
        if _is_before(second, first):
            values = {"earlier": earlier, "earlier_value": first, "later": later, "later_value": second}
            yield Problem(problems.DATE_ORDER, record.path, (*above, later), values=values)


def _is_before(second: Json, first: Json) -> bool:
    """Whether the second value comes before the first; of what is no date or number, the schema check speaks."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return second < first
    if not (isinstance(first, str) and isinstance(second, str) and is_partial_date(first) and is_partial_date(second)):
        return False
    # Dates may be years or months: compare as far as both go.
    length = min(len(first), len(second))
    return second[:length] < first[:length]
