"""Walking the values of a record together with the fields that describe them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from site_builder.problems import Pointer, Problem
from site_builder.records import Catalogue, Field, Json, Record
from site_builder.records.catalogue import field_values
from site_builder.records.locating import MAX_PROBLEMS

Rule = Callable[[Catalogue, Record, Field, Pointer, Json], Iterator[Problem]]
"""Takes a record, one of its fields, where a value stands in it, and the value (one item where the field is a list)."""


def apply(rule: Rule, catalogue: Catalogue) -> Iterator[Problem]:
    """Apply a rule to every value of every record.

    Of one record no more is asked than is ever told (see `locate`): a hostile one must not keep the others waiting.
    """
    for record in catalogue.records:
        yield from islice(_of_record(rule, catalogue, record), MAX_PROBLEMS + 1)


def _of_record(rule: Rule, catalogue: Catalogue, record: Record) -> Iterator[Problem]:
    for field, pointer, value in field_values(catalogue.schema(record).fields, record.data):
        yield from rule(catalogue, record, field, pointer, value)
